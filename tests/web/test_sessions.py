"""What a session is worth: fixation, replay, codes used twice at once, what trying tells nobody, hosts, redirects.

Limits to the second, locks and the flags of the cookie are in test_signing_in.py, tokens on every form in
test_sessions_forms.py, headers of faults in test_headers.py.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from urllib.parse import quote, urlsplit

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.services import staff
from portal.store import sealing
from portal.store.tables import Letter, Message, Staff, StaffSession
from portal.web.routing import Page, declared_pages
from tests.house.clock import SetClock
from tests.services.conftest import PASSWORD, Team
from tests.services.records import version
from tests.web.applicant import begin, fill_in
from tests.web.busy_office import PUBLIC, BusyOffice
from tests.web.client import Client, Opened, header_faults
from tests.web.every_form import opened
from tests.web.staffroom import person

FOREIGN = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Prefix": "/evil.example",
    "X-Forwarded-For": "203.0.113.66",
    "X-Original-URL": "/evil.example",
    "X-Rewrite-URL": "/evil.example",
    "X-Host": "evil.example",
    "Forwarded": "host=evil.example;proto=https",
    "Referer": "https://evil.example/",
}
HOSTILE_NEXT = (
    "https://evil.example/", "//evil.example", "///evil.example/", "////evil.example", "/\\evil.example",
    "\\\\evil.example", "/%2fevil.example", "/%5cevil.example", "/%09/evil.example", "/\t/evil.example",
    "http:evil.example", "https:/evil.example", "javascript:alert(1)", "data:text/html,x",
    "/cases/../..//evil.example",
    "/.evil.example", "@evil.example", "//evil%E3%80%82example", "/cases\r\nLocation: https://evil.example",
    "/sign-in?next=//evil.example", " //evil.example", "//127.0.0.1@evil.example",
)  # fmt: skip
FOREIGN_HOSTS = ("evil.example", "127.0.0.1.evil.example", "evil.example:8000", "127.0.0.1:8000@evil.example")


def credentials(team: Team, name: str, steps: int = 0, **changes: str) -> dict[str, str]:
    """What somebody types; the code is that of the present time step or of one so many away."""
    with team.office.work(write=False) as work:
        kept = work.session.scalars(select(Staff).where(Staff.username == name)).one()
        seed = sealing.open_text(work.settings.field_key, kept.totp_seed_sealed, f"staff.totp:{name}")
        code = pyotp.TOTP(seed).at(int(work.now.timestamp()) + 30 * steps)
    return {"username": name, "password": PASSWORD, "code": code, **changes}


def sign_in(client: Client, sent: dict[str, str], status: int = 303) -> Opened:
    client.get("/sign-in")
    return client.submit(sent, status)


def cookies(client: Client) -> dict[str, str]:
    """Everything the browser would send."""
    found = (client.browser.get_cookie(name, domain="127.0.0.1") for name in ("staff", "session"))
    return {one.key: one.value for one in found if one is not None}


def with_cookies(app: Flask, held: dict[str, str]) -> Client:
    """Another browser with copied cookies."""
    thief = Client(app)
    for name, value in held.items():
        thief.browser.set_cookie(name, value, domain="127.0.0.1")
    return thief


# Fixation and replay


def test_what_a_browser_held_before_signing_in_is_worth_nothing_after(client: Client, team: Team) -> None:
    client.get("/sign-in")
    client.browser.set_cookie("staff", "planted" * 6, domain="127.0.0.1")
    planted = cookies(client)
    token = client.token()
    client.submit(credentials(team, "intake"))
    assert cookies(client)["staff"] != planted["staff"]
    assert cookies(client)["session"] != planted["session"] if "session" in cookies(client) else True
    thief = with_cookies(client.app, planted)
    thief.get("/cases", 303)
    client.get("/your-sessions")
    client.submit({"csrf_token": token}, 400)


def test_every_sign_in_begins_a_session_of_its_own(app: Flask, team: Team, clock: SetClock) -> None:
    tokens = set()
    for _ in range(3):
        client = Client(app)
        sign_in(client, credentials(team, "intake"))
        tokens.add(cookies(client)["staff"])
        clock.pass_time(seconds=30)
    assert len(tokens) == 3


def test_after_signing_out_every_cookie_of_before_is_refused(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = Client(app)
    sign_in(client, credentials(team, "intake"))
    client.get(f"/cases/{reference}/risk")
    held, token = cookies(client), client.token()
    client.post("/sign-out")
    thief = with_cookies(app, held)
    for address in ("/cases", "/desk", "/your-sessions", f"/cases/{reference}"):
        thief.get(address, 303)
    before = version(team, reference)
    assert thief.post(f"/cases/{reference}/risk", {"csrf_token": token}).location == "/sign-in"
    assert version(team, reference) == before


def test_signing_out_leaves_other_sessions_until_all_are_ended(app: Flask, team: Team) -> None:
    here, there = person(app, team, "intake"), person(app, team, "intake")
    here.get("/cases")
    here.post("/sign-out")
    there.get("/your-sessions")
    third = person(app, team, "intake")
    there.submit()
    for ended in (here, there, third):
        ended.get("/cases", 303)


# Codes


@pytest.mark.parametrize(
    ("first", "then", "taken"),
    [
        (0, 0, False),
        (0, -1, False),
        (0, 1, True),
        (-1, 0, True),
        (-1, -1, False),
        (1, 0, False),
        (1, -1, False),
    ],
)
def test_the_step_of_a_code_only_rises(app: Flask, team: Team, first: int, then: int, taken: bool) -> None:
    sign_in(Client(app), credentials(team, "intake", first))
    sign_in(Client(app), credentials(team, "intake", then), 303 if taken else 422)


def test_one_code_sent_twice_at_once_signs_in_once(app: Flask, team: Team) -> None:
    sent, barrier = credentials(team, "intake"), Barrier(4)
    clients = [Client(app, collects=False) for _ in range(4)]
    answers: list[int] = []
    for client in clients:
        client.get("/sign-in")

    def send(client: Client) -> None:
        barrier.wait()
        data = {**sent, "csrf_token": client.token()}
        answers.append(client.browser.post("/sign-in", base_url=client.base_url, data=data).status_code)

    threads = [Thread(target=send, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [303, 422, 422, 422]
    with team.office.work(write=False) as work:
        assert len(list(work.session.scalars(select(StaffSession)))) == 1


# What nobody learns by trying


def test_every_failure_does_the_same_work(
    client: Client, team: Team, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[bool] = []
    real, nobodys = staff.HASHER, staff.nobodys_hash()

    class Counting:
        def verify(self, stored: str, typed: str) -> bool:
            compared.append(stored == nobodys)
            return bool(real.verify(stored, typed))

    sign_in(Client(client.app), credentials(team, "police"))
    with team.office.work() as work:
        locked, gone = Staff.username == "decider", Staff.username == "chair"
        work.session.execute(update(Staff).where(locked).values(locked_until=work.now + timedelta(minutes=1)))
        work.session.execute(update(Staff).where(gone).values(left_at=work.now))
    monkeypatch.setattr(staff, "HASHER", Counting())
    tries = {
        "unknown": credentials(team, "intake", username="nobody"),
        "wrong password": credentials(team, "intake", password="wrong"),
        "wrong code": credentials(team, "intake", 7),
        "used code": credentials(team, "police"),
        "locked": credentials(team, "decider"),
        "locked and wrong": credentials(team, "decider", password="wrong"),
        "left": credentials(team, "chair"),
    }
    seen = {}
    for what, sent in tries.items():
        compared.clear()
        answer = sign_in(client, sent, 422)
        headers = sorted(set(answer.headers.keys()))
        bare = re.sub(r'(name="(csrf_token|username)"[^>]*>)', "", answer.text)
        seen[what] = (len(compared), answer.status, bare, headers)
    first = seen["unknown"]
    assert first[0] == 1
    assert [what for what, one in seen.items() if one != first] == []


# Hosts and addresses


def test_no_page_takes_an_address_from_the_request(busy: BusyOffice) -> None:
    walked = 0
    for page in declared_pages():
        if "GET" not in page.methods or "<path:" in page.rule:
            continue
        for who, address in _addresses(busy, page):
            client = busy.browser(who)
            answer = client.browser.get(address, base_url=client.base_url, headers=FOREIGN)
            said = f"{answer.headers} {answer.get_data(as_text=True)}"
            assert answer.status_code < 500, address
            assert "evil" not in said, address
            walked += 1
    assert walked > 60


def _addresses(busy: BusyOffice, page: Page) -> list[tuple[str, str]]:
    """An address of a page, of a case that was decided, for each kind of reader."""
    address = page.rule
    for kind, name in re.findall(r"<(\w+):(\w+)>", page.rule):
        value = busy.parts["concluded"] if kind == "reference" else busy.values(kind)[0]
        if (kind, name) == ("token", "token"):
            purpose = page.rule.split("/")[1].replace("being-heard", "voice").replace("plan", "comment")
            value = busy.parts.get(f"{purpose}_link", value)
        address = address.replace(f"<{kind}:{name}>", str(value))
    readers = ("intake", "chair", "police", "figures", "admin") if page.audience == "staff" else (PUBLIC,)
    return [(who, address) for who in readers]


def test_no_letter_and_no_mail_takes_an_address_from_the_request(client: Client, team: Team) -> None:
    client.browser.environ_base |= {
        f"HTTP_{name.upper().replace('-', '_')}": value for name, value in FOREIGN.items()
    }
    begin(client)
    fill_in(client)
    with team.office.work(write=False) as work:
        letters = [str(one.content) for one in work.session.scalars(select(Letter))]
        mails = [f"{vars(one)}" for one in work.session.scalars(select(Message))]
    assert letters
    assert mails
    assert "evil" not in " ".join(letters + mails)


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_a_foreign_host_opens_and_sends_nothing(busy: BusyOffice, host: str) -> None:
    sheet = opened(busy, "case.risk")
    for method in ("GET", "POST"):
        answer = sheet.client.browser.open(
            sheet.address,
            method=method,
            base_url=sheet.client.base_url,
            headers={"Host": host},
            data=sheet.right,
        )
        assert answer.status_code == 400
        assert "evil" not in f"{answer.headers} {answer.get_data(as_text=True)}"
    assert busy.changed() == []


@pytest.mark.parametrize("wanted", HOSTILE_NEXT)
def test_signing_in_leads_to_no_other_site(busy: BusyOffice, wanted: str) -> None:
    client = busy.browser(PUBLIC)
    shown = client.get(f"/sign-in?next={quote(wanted, safe='')}")
    assert all("evil" not in form.get("action", "").partition("?next=/")[0] for form in shown.forms())
    sent = {**credentials(busy.team, "intake"), "csrf_token": client.token(), "next": wanted}
    address = f"/sign-in?next={quote(wanted, safe='')}"
    location = client.checked(
        "POST", address, 303, client.browser.post(address, base_url=client.base_url, data=sent)
    ).location
    parts = urlsplit(location)
    assert (parts.scheme, parts.netloc) == ("", "")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


# Headers


def _pdf(busy: BusyOffice) -> Opened:
    return busy.browser("intake").get("/cases/{received}/letters/{letter}/file".format(**busy.parts))


def _sent(busy: BusyOffice, name: str, status: int, **more: Any) -> Opened:
    answer = opened(busy, name).send(**more)
    assert answer.status == status
    return answer


def _other(busy: BusyOffice, method: str, address: str, status: int, who: str = PUBLIC) -> Opened:
    client = busy.browser(who)
    answer = client.browser.open(address, method=method, base_url=client.base_url)
    if method == "HEAD":  # has no page to check
        assert answer.status_code == status
        return Opened(address, answer)
    return client.checked(method, address, status, answer)


def _too_often(busy: BusyOffice) -> Opened:
    sheet = opened(busy, "apply.come_back")
    answers = [sheet.send() for _ in range(11)]
    assert answers[-1].status == 429
    return answers[-1]


CLASSES: dict[str, Callable[[BusyOffice], Opened]] = {
    "200 public": lambda busy: busy.browser(PUBLIC).get("/"),
    "200 staff": lambda busy: busy.browser("intake").get("/cases"),
    "200 case": lambda busy: busy.browser("intake").get(f"/cases/{busy.parts['received']}"),
    "200 link": lambda busy: busy.browser(PUBLIC).get(f"/letter/{busy.parts['letter_link']}"),
    "200 PDF": _pdf,
    "200 CSV": lambda busy: busy.browser("figures").get("/figures/file?first=2026-04-01&last=2027-03-31"),
    "303 done": lambda busy: _sent(busy, "case.risk", 303),
    "303 sign in": lambda busy: busy.browser(PUBLIC).get("/cases", 303),
    "400": lambda busy: _sent(busy, "case.risk", 400, changes={"csrf_token": "stale"}),
    "403": lambda busy: busy.browser("figures").get("/mailbox", 403),
    "404": lambda busy: busy.browser("intake").get("/cases/CR-AAAAA-AA", 404),
    "404 link": lambda busy: busy.browser(PUBLIC).get("/letter/abcdef.abcdef", 404),
    "405": lambda busy: _other(busy, "DELETE", "/cases", 405),
    "409": lambda busy: busy.browser("intake").get(f"/cases/{busy.parts['received']}/meeting", 409),
    "413": lambda busy: _sent(busy, "case.risk", 413, changes={"x": "a" * 1_100_000}),
    "422": lambda busy: _sent(busy, "worklist.search", 422, changes={"wanted": ""}),
    "429": _too_often,
    "OPTIONS": lambda busy: _other(busy, "OPTIONS", "/cases", 405),
    "HEAD": lambda busy: _other(busy, "HEAD", f"/cases/{busy.parts['received']}", 200, "intake"),
    "HEAD public": lambda busy: _other(busy, "HEAD", "/", 200),
}


@pytest.mark.parametrize("which", CLASSES)
def test_every_class_of_answer_of_the_portal_carries_every_header(busy: BusyOffice, which: str) -> None:
    answer = CLASSES[which](busy)
    assert header_faults(answer, busy.app) == []
    assert "Server" not in answer.headers
    assert "X-Request-ID" in answer.headers


def test_a_head_is_answered_as_a_get_without_its_body(busy: BusyOffice) -> None:
    head, get = (_other(busy, method, "/cases", 200, "intake") for method in ("HEAD", "GET"))
    assert head.body == b""
    assert set(head.headers.keys()) == set(get.headers.keys())
