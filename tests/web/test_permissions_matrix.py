"""Every page, every method, everybody: each cell is what tests/web/authority.py says, which was written by hand.

Denied is the same for everything about a case: 404, byte for byte the answer for a reference that never was.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal import policy
from portal.policy import RULES, Action, Relation, Role, Rule
from portal.web.routing import Page, declared_pages
from tests.web.authority import ANYONE, GONE, HOLDER, PEOPLE, PUBLIC, ROWS, SIGNED_OUT, Row, stands
from tests.web.busy_office import BusyOffice
from tests.web.every_form import forms_to_send, opened

FORMS = forms_to_send()
PAGES = {page.endpoint: page for page in declared_pages()}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NEVER_WAS = "CR-7K3MQ-2F80"
NOT_FOUND, FORBIDDEN, ASK, NOT_OFFERED = 404, 403, 303, 405
# What somebody who may do it can be answered to a form that says too little.
TAKEN = frozenset({200, 303, 409, 422})
ENDS_THE_SESSION = ("signing_in.sessions", "signing_in.sign_out", "start.leave")
# What is new in each answer: the number to quote, and the token of the way out.
NEW_EACH_TIME = re.compile(rb'(?:value="[\w.-]{60,}"|[0-9a-f]{12,32})')


@dataclass
class Somebody:
    """A browser that sends bare requests, as whoever it is."""

    busy: BusyOffice
    name: str

    def __post_init__(self) -> None:
        self.client = self.busy.browser("left" if self.name == "left" else self.name)
        shown = self.send("GET", "/apply" if self.name in (*SIGNED_OUT, "nobody") else "/your-sessions")
        found = re.search(r'name="csrf_token" value="([^"]+)"', shown.get_data(as_text=True))
        self.token = found[1] if found else ""

    def send(self, method: str, address: str, data: dict[str, Any] | None = None) -> TestResponse:
        sent = None if data is None else {**data, "csrf_token": self.token}
        return self.client.browser.open(address, method=method, base_url=self.client.base_url, data=sent)


def address_of(busy: BusyOffice, row: Row, **instead: str) -> str:
    """The address of a row, with other parts `instead` of those that are there."""
    parts = {**busy.parts, "version": busy.app.extensions["static_version"], **instead}
    return row.address.format(**parts)


def case_of(endpoint: str) -> str:
    """The name of the case a page is about; "" when it is about none."""
    if not PAGES[endpoint].about_a_case:
        return ""
    return str(re.findall(r"\{(\w+)\}", ROWS[endpoint].address)[0])


def allowed(endpoint: str, person: str) -> bool:
    """What the table written by hand says."""
    who = ROWS[endpoint].who
    if who in (ANYONE, HOLDER):
        return True  # the address holds the link
    return person not in SIGNED_OUT and bool(who & stands(person, case_of(endpoint)))


def denial(endpoint: str, person: str) -> int:
    """How somebody is refused who may not."""
    if person in SIGNED_OUT:
        return ASK
    if PAGES[endpoint].about_a_case:
        return NOT_FOUND
    keyed = "keyed it in" in ROWS[endpoint].who and "intake" in PEOPLE[person].anywhere
    return NOT_FOUND if keyed else FORBIDDEN


def body_of(answer: TestResponse) -> bytes:
    """The bytes of an answer without what is new in each."""
    return NEW_EACH_TIME.sub(b"", answer.data)


def headers_of(answer: TestResponse) -> dict[str, str]:
    return {
        name: value for name, value in answer.headers.items() if name not in ("Set-Cookie", "X-Request-ID")
    }


@pytest.fixture(params=[*PEOPLE, *SIGNED_OUT])
def somebody(busy: BusyOffice, request: pytest.FixtureRequest) -> Somebody:
    """One person after the other."""
    return Somebody(busy, request.param)


def test_every_page_has_a_row_and_every_row_a_page() -> None:
    missing = sorted(set(PAGES) - set(ROWS))
    assert missing == [], f"say in tests/web/authority.py whom these pages are for: {missing}"
    assert sorted(set(ROWS) - set(PAGES)) == [], "rows of pages that are no more"


def test_every_row_leads_to_its_page(busy: BusyOffice) -> None:
    urls = busy.app.url_map.bind("")
    for endpoint, row in ROWS.items():
        method = "GET" if "GET" in PAGES[endpoint].methods else "POST"
        assert urls.match(address_of(busy, row).partition("?")[0], method=method)[0] == endpoint


def test_everybody_has_a_place_in_the_table(busy: BusyOffice) -> None:
    assert set(busy.team.ids) == set(PEOPLE) | {"left"}
    held = {grant.role for name in PEOPLE for grant in _grants(busy, name)}
    assert held == set(policy.STAFF_ROLES)


def _grants(busy: BusyOffice, name: str) -> tuple[policy.Grant, ...]:
    from portal.store import staff

    with busy.office.work(write=False) as work:
        return staff.grants(work.session, busy.team.ids[name], work.today)


def cells(page: Page) -> Iterator[str]:
    """The methods by which a page can be read."""
    yield from (method for method in ("GET", "HEAD") if "GET" in page.methods)


def test_who_reads_what(somebody: Somebody) -> None:
    busy, wrong = somebody.busy, []
    unknown = somebody.send("GET", f"/cases/{NEVER_WAS}")
    busy.forget_tries()
    for endpoint, page in PAGES.items():
        for method in cells(page):
            answer = somebody.send(method, address_of(busy, ROWS[endpoint]))
            wrong += faults(endpoint, somebody.name, method, answer, unknown)
    assert wrong == [], "\n".join(wrong)
    assert busy.changed(besides=("letter", "link")) == []


def faults(endpoint: str, person: str, method: str, answer: TestResponse, unknown: TestResponse) -> list[str]:
    """What is wrong with the answer to a reading request."""
    said = f"{person} {method} {endpoint}: {answer.status_code}"
    if allowed(endpoint, person):
        leads_away = (answer.headers.get("Location") or "").startswith("/sign-in")
        wanted = ROWS[endpoint].get
        return [] if answer.status_code == wanted and not leads_away else [f"{said}, not {wanted}"]
    wanted = denial(endpoint, person)
    if answer.status_code != wanted:
        return [f"{said}, not {wanted}"]
    if wanted == ASK:
        return (
            [] if (answer.location or "").startswith("/sign-in?next=") else [f"{said} to {answer.location}"]
        )
    if wanted == NOT_FOUND and PAGES[endpoint].about_a_case:
        same_words = method == "HEAD" or body_of(answer) == body_of(unknown)
        return [] if same_words and headers_of(answer) == headers_of(unknown) else [f"{said}, not as unknown"]
    return []


@cache
def typed(busy: BusyOffice, endpoint: str) -> dict[str, list[str]]:
    """What is right for the form of a page, as whoever fills it in would send it."""
    name = next((one for one in FORMS if one.split()[0] == endpoint), None)
    if name is None:
        return {}
    if name not in busy.sheets:
        busy.sheets[name] = opened(busy, name)
    return {key: value for key, value in busy.sheets[name].right.items() if key != "csrf_token"}


def test_who_sends_what(somebody: Somebody) -> None:
    busy, wrong = somebody.busy, []
    sent_to = [endpoint for endpoint, page in PAGES.items() if "POST" in page.methods]
    for endpoint in sent_to:
        if not allowed(endpoint, somebody.name):
            answer = somebody.send("POST", address_of(busy, ROWS[endpoint]), typed(busy, endpoint))
            wrong += misses(somebody, endpoint, answer)
    assert busy.changed() == [], f"{somebody.name} is refused, and yet something was stored"
    for endpoint in sorted(sent_to, key=lambda one: one in ENDS_THE_SESSION):
        if allowed(endpoint, somebody.name):
            asking = Somebody(busy, somebody.name) if endpoint in ENDS_THE_SESSION else somebody
            answer = asking.send("POST", address_of(busy, ROWS[endpoint]), {})
            wrong += misses(asking, endpoint, answer)
            if answer.status_code < 400:
                busy.restore()
    assert wrong == [], "\n".join(wrong)


def misses(somebody: Somebody, endpoint: str, answer: TestResponse) -> list[str]:
    """What is wrong with the answer to something that was sent."""
    said = f"{somebody.name} POST {endpoint}: {answer.status_code}"
    asks = (answer.headers.get("Location") or "").startswith("/sign-in")
    if allowed(endpoint, somebody.name):
        taken = TAKEN | ({GONE} if ROWS[endpoint].get == GONE else set())
        return [] if answer.status_code in taken and not asks else [said]
    wanted = denial(endpoint, somebody.name)
    if answer.status_code != wanted or (wanted == ASK and not asks):
        return [f"{said}, not {wanted}"]
    if wanted == NOT_FOUND and PAGES[endpoint].about_a_case:
        same = body_of(answer) == of_unknown(somebody.busy, endpoint)
        return [] if same else [f"{said}, not as unknown"]
    return []


@cache
def of_unknown(busy: BusyOffice, endpoint: str) -> bytes:
    """What is answered to the same form about a case that never was, to everybody: it gives back what was typed."""
    return body_of(send_about_unknown(Somebody(busy, "nobody"), endpoint))


def send_about_unknown(somebody: Somebody, endpoint: str) -> TestResponse:
    never = address_of(somebody.busy, ROWS[endpoint], **{case_of(endpoint): NEVER_WAS})
    return somebody.send("POST", never, typed(somebody.busy, endpoint))


def test_what_is_sent_about_a_case_that_never_was_is_not_found_on_any_page(busy: BusyOffice) -> None:
    """By those who may send it about a case that is there: to them too it is the one answer."""
    wrong = []
    for name in ("intake", "decider", "chair", "police", "council", "officer", "second"):
        somebody = Somebody(busy, name)
        for endpoint, page in PAGES.items():
            if case_of(endpoint) and "POST" in page.methods and allowed(endpoint, name):
                answer = send_about_unknown(somebody, endpoint)
                as_unknown = answer.status_code == NOT_FOUND and body_of(answer) == of_unknown(busy, endpoint)
                wrong += [] if as_unknown else [f"{name} {endpoint}: {answer.status_code}"]
    assert wrong == [], "\n".join(wrong)
    assert busy.changed() == []


def test_what_a_page_does_not_offer_nobody_is_given(busy: BusyOffice) -> None:
    urls = busy.app.url_map.bind("")
    for name in ("intake", "nobody", PUBLIC):
        somebody = Somebody(busy, name)
        for endpoint, page in PAGES.items():
            offered = {*page.methods, *(("HEAD",) if "GET" in page.methods else ())}
            for method in (one for one in METHODS if one not in offered):
                address = address_of(busy, ROWS[endpoint])
                if urls.test(address.partition("?")[0], method=method):
                    continue  # a page of a journey at the same address, with a row of its own
                answer = somebody.send(method, address)
                assert answer.status_code == NOT_OFFERED, f"{name} {method} {endpoint}"
    assert busy.changed() == []


def test_for_who_may_a_reference_that_never_was_is_not_found(busy: BusyOffice) -> None:
    for name in ("intake", "decider", "chair", "police", "officer"):
        somebody = Somebody(busy, name)
        for endpoint, row in ROWS.items():
            if case_of(endpoint) and allowed(endpoint, name) and row.get == 200:
                answer = somebody.send("GET", address_of(busy, row, **{case_of(endpoint): NEVER_WAS}))
                assert answer.status_code == NOT_FOUND, f"{name} {endpoint}"


LINKS = (
    *("letter_link", "voice_link", "comment_link", "appeal_link"),
    *("answer_link", "status_link", "plan_link", "lodged_link"),
)


def purpose(part: str) -> str:
    """What a link is for; two of them are for an appeal."""
    return "appeal_link" if part == "lodged_link" else part


def test_a_link_opens_what_it_was_made_for_and_nothing_else(busy: BusyOffice) -> None:
    for person in (PUBLIC, "intake"):
        somebody = Somebody(busy, person)
        for endpoint, row in ROWS.items():
            if row.who != HOLDER:
                continue
            (own,) = re.findall(r"\{(\w+)\}", row.address)
            for part in LINKS:
                busy.forget_tries()
                if purpose(part) != purpose(own):
                    address = address_of(busy, row, **{own: busy.parts[part]})
                    assert somebody.send("GET", address).status_code == NOT_FOUND, f"{part} {endpoint}"
                    if "POST" in PAGES[endpoint].methods:
                        assert somebody.send("POST", address, {}).status_code == NOT_FOUND, (
                            f"{part} {endpoint}"
                        )
            forged = busy.parts[own][:-1] + ("0" if busy.parts[own][-1] != "0" else "1")
            busy.forget_tries()
            answer = somebody.send("GET", address_of(busy, row, **{own: forged}))
            assert answer.status_code == NOT_FOUND, f"forged {endpoint}"
    assert busy.changed() == []


def test_a_link_opens_no_page_of_the_staff(busy: BusyOffice) -> None:
    somebody = Somebody(busy, PUBLIC)
    for link in LINKS:
        for address in (
            f"/cases/{busy.parts['received']}?token={busy.parts[link]}",
            f"/cases/{busy.parts[link]}",
        ):
            answer = somebody.send("GET", address)
            assert answer.status_code in (ASK, NOT_FOUND), f"{link} {address}"
            assert b"Jo Sample" not in answer.data


# Numbered within their case: the same number is something of each.
WITHIN = {
    "appeals.assign",
    "appeals.papers",
    "appeals.decide",
    "appeals.step_off",
    "marks.mark",
    "body.confirm",
    "body.view",
}
OF_A_CASE = [
    name for name in ROWS if case_of(name) and ROWS[name].address.count("{") == 2 and name not in WITHIN
]


@pytest.mark.parametrize("endpoint", OF_A_CASE)
def test_what_belongs_to_one_case_does_not_open_in_another(busy: BusyOffice, endpoint: str) -> None:
    """Somebody who may see both takes a letter, a document, a task of one into the address of the other."""
    person = next(name for name in PEOPLE if allowed(endpoint, name))
    somebody = Somebody(busy, person)
    own = busy.parts[case_of(endpoint)]
    for other in {value for value in busy.values("reference") if value != own}:
        address = address_of(busy, ROWS[endpoint], **{case_of(endpoint): other})
        for method in {"GET", "POST"} & set(PAGES[endpoint].methods):
            sent = typed(busy, endpoint) if method == "POST" else None
            status = somebody.send(method, address, sent).status_code
            # A step that is not for this case now is refused before anything is looked for in it.
            assert status in (NOT_FOUND, 409), f"{method} {address} as {person}: {status}"
    assert busy.changed() == []


PLANTED = (
    ("figures", "case.case", Action.SEE_CASE, Rule({Role.PERFORMANCE: Relation.DISTRICT})),
    ("intake", "review.close", Action.CLOSE_CASE, Rule({Role.INTAKE: Relation.DISTRICT})),
    ("admin_alderfen", "figures.figures", Action.SEE_FIGURES, Rule({Role.ADMINISTRATOR: Relation.SIGNED_IN})),
    ("chair_of_another", "panel.hold", Action.HOLD_PANEL, Rule({Role.CHAIR: Relation.DISTRICT})),
    ("intake", "case.case", Action.SEE_CASE, Rule({Role.DECIDER: Relation.DISTRICT})),
)


@pytest.mark.parametrize(("person", "endpoint", "action", "rule"), PLANTED)
def test_a_rule_that_changes_is_found(
    busy: BusyOffice, monkeypatch: pytest.MonkeyPatch, person: str, endpoint: str, action: Action, rule: Rule
) -> None:
    somebody = Somebody(busy, person)
    unknown = somebody.send("GET", f"/cases/{NEVER_WAS}")
    before = somebody.send("GET", address_of(busy, ROWS[endpoint]))
    assert faults(endpoint, person, "GET", before, unknown) == []
    monkeypatch.setitem(RULES, action, rule)
    after = somebody.send("GET", address_of(busy, ROWS[endpoint]))
    assert faults(endpoint, person, "GET", after, unknown) != []
