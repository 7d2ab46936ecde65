"""Signing in and out: one answer for every failure, locks, limits of a session, and what a session is worth."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import create_app
from portal.policy import Role
from portal.services import staff
from portal.services.work import Office
from portal.store.tables import Staff, StaffRole, StaffSession
from portal.web.signing_in import PER_NAME, WRONG
from tests.house.clock import SetClock
from tests.services.conftest import PASSWORD, Team
from tests.web.client import Client, Opened
from tests.web.staffroom import person

WAIT = {"seconds": 30}  # until a code app shows another code


def code(team: Team, name: str) -> str:
    with team.office.work(write=False) as work:
        return str(staff.totp_code(work, name))


def filled(team: Team, name: str = "intake", **changes: str) -> dict[str, str]:
    return {"username": name, "password": PASSWORD, "code": code(team, name), **changes}


def sign_in(client: Client, team: Team, name: str = "intake", **changes: str) -> Opened:
    client.get("/sign-in")
    return client.submit(filled(team, name, **changes))


def refused(client: Client, sent: dict[str, str]) -> Opened:
    client.get("/sign-in")
    return client.submit(sent, 422)


def bare(opened: Opened) -> str:
    """The page without what differs at every request: its token, and the name that was typed."""
    without_token = re.sub(r'name="csrf_token" value="[^"]*"', "", opened.text)
    return re.sub(r'name="username"[^>]*>', "", without_token)


def staff_cookie(opened: Opened) -> str:
    return next(cookie for cookie in opened.headers.getlist("Set-Cookie") if "staff=" in cookie)


def test_somebody_signs_in_and_comes_to_their_worklist(client: Client, team: Team) -> None:
    assert sign_in(client, team).location == "/desk"
    assert client.follow(303).location == "/cases"
    opened = client.follow()
    assert opened.h1 == "Worklist"
    assert "Intake" in opened.text


def test_the_name_may_be_typed_in_capitals_and_the_code_with_a_space(client: Client, team: Team) -> None:
    right = code(team, "intake")
    client.get("/sign-in")
    client.submit({"username": " INTAKE ", "password": PASSWORD, "code": f"{right[:3]} {right[3:]}"})


def test_every_failure_has_the_same_answer(client: Client, team: Team, clock: SetClock) -> None:
    with team.office.work() as work:
        locked = work.session.scalars(select(Staff).where(Staff.username == "decider")).one()
        locked.locked_until = work.now + timedelta(minutes=1)
        gone = work.session.scalars(select(Staff).where(Staff.username == "chair")).one()
        gone.left_at = work.now
    used = filled(team, "police")
    client.get("/sign-in")
    client.submit(used)
    wrong = f"{(int(code(team, 'intake')) + 1) % 1_000_000:06}"
    answers = [
        refused(client, filled(team, "intake", username="nobody")),
        refused(client, filled(team, password="not the password")),
        refused(client, filled(team, code=wrong)),
        refused(client, filled(team, code="no digits")),
        refused(client, filled(team, "decider")),
        refused(client, {**filled(team), "username": "chair"}),
        refused(client, used),
    ]
    assert {tuple(one.errors) for one in answers} == {(WRONG,)}
    first, *others = (bare(one) for one in answers)
    assert all(other == first for other in others)


def test_an_unknown_name_costs_the_same_comparison(
    client: Client, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    nobodys = staff.nobodys_hash()

    class Counting:
        def verify(self, stored: str, typed: str) -> bool:
            compared.append(stored)
            return False

    monkeypatch.setattr(staff, "HASHER", Counting())
    for name in ("intake", "nobody"):
        refused(client, filled(team, "intake", username=name))
    assert len(compared) == 2
    assert compared[1] == nobodys


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("username", "Enter the name you sign in with"),
        ("password", "Enter your password"),
        ("code", "Enter the code from your app"),
    ],
)
def test_what_is_left_out_is_asked_for(client: Client, team: Team, left_out: str, sentence: str) -> None:
    opened = refused(client, filled(team, **{left_out: ""}))
    assert opened.errors == [sentence]


def test_a_password_and_a_code_never_come_back(client: Client, team: Team) -> None:
    opened = refused(client, filled(team, password="a wrong pass phrase", code="123456"))
    assert "a wrong pass phrase" not in opened.text
    assert "123456" not in opened.text
    assert 'value="intake"' in opened.text


def test_a_stale_form_token_signs_nobody_in(client: Client, team: Team) -> None:
    client.get("/sign-in")
    client.submit({**filled(team), "csrf_token": "stale"}, 400)
    client.get("/cases", 303)


@pytest.mark.parametrize(("wrong_tries", "locked"), [(4, False), (5, True)])
def test_wrong_tries_lock_the_account(client: Client, team: Team, wrong_tries: int, locked: bool) -> None:
    for _ in range(wrong_tries):
        refused(client, filled(team, password="wrong"))
    client.get("/sign-in")
    client.submit(filled(team), 422 if locked else 303)


@pytest.mark.parametrize(("seconds", "locked"), [(899, True), (900, False), (901, False)])
def test_a_lock_ends_after_a_quarter_of_an_hour(
    client: Client, team: Team, clock: SetClock, seconds: int, locked: bool
) -> None:
    for _ in range(5):
        refused(client, filled(team, password="wrong"))
    clock.pass_time(seconds=seconds)
    client.get("/sign-in")
    client.submit(filled(team), 422 if locked else 303)


def test_a_lock_is_written_down(client: Client, team: Team) -> None:
    from portal.store.tables import Event

    for _ in range(5):
        refused(client, filled(team, password="wrong"))
    with team.office.work(write=False) as work:
        kinds = list(work.session.scalars(select(Event.kind).order_by(Event.seq)))
    assert kinds[-1] == "account locked"


def test_a_code_is_good_once(app: Flask, team: Team, clock: SetClock) -> None:
    used = filled(team)
    first, second = Client(app), Client(app)
    first.get("/sign-in")
    first.submit(used)
    assert refused(second, used).errors == [WRONG]
    clock.pass_time(**WAIT)
    # Still within the time in which a code of the step before is taken, but it has been used.
    assert refused(second, used).errors == [WRONG]
    second.get("/sign-in")
    second.submit(filled(team))


@pytest.mark.parametrize(("tries", "answer"), [(9, 422), (10, 422), (11, 429)])
def test_one_name_can_be_tried_so_often(client: Client, team: Team, tries: int, answer: int) -> None:
    assert PER_NAME.times == 10
    for _ in range(tries - 1):
        refused(client, filled(team, "intake", username="somebody"))
    client.get("/sign-in")
    opened = client.submit(filled(team, "intake", username="somebody"), answer)
    assert ("Retry-After" in opened.headers) == (answer == 429)


def test_the_brake_on_a_name_does_not_say_whether_it_exists(
    client: Client, team: Team, clock: SetClock
) -> None:
    for name in ("intake", "nobody"):
        for _ in range(PER_NAME.times):
            refused(client, filled(team, "intake", username=name, password="wrong"))
        client.get("/sign-in")
        client.submit(filled(team, "intake", username=name, password="wrong"), 429)


@pytest.mark.parametrize(("tries", "answer"), [(59, 422), (60, 422), (61, 429)])
def test_one_address_can_try_so_often(client: Client, team: Team, tries: int, answer: int) -> None:
    client.get("/sign-in")
    sent = {"username": "", "password": "", "code": ""}
    for _ in range(tries - 1):
        client.submit(sent, 422)
    client.submit(sent, answer)


def test_a_session_begins_anew_at_sign_in(client: Client, team: Team) -> None:
    client.get("/sign-in")
    with client.browser.session_transaction(base_url=client.base_url) as before:
        before["planted"] = "by somebody else"
        planted_token = before["csrf_token"]
    client.submit(filled(team))
    client.follow(303)
    client.follow()
    with client.browser.session_transaction(base_url=client.base_url) as after:
        assert "planted" not in after
        assert after["csrf_token"] != planted_token


def test_a_session_token_chosen_by_somebody_else_is_worth_nothing(client: Client, team: Team) -> None:
    client.browser.set_cookie("staff", "chosen-by-an-attacker", domain="127.0.0.1")
    cookie = staff_cookie(sign_in(client, team))
    assert "chosen-by-an-attacker" not in cookie


def test_the_cookie_has_every_flag(client: Client, team: Team) -> None:
    cookie = staff_cookie(sign_in(client, team))
    flags = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags
    assert not any(flag.startswith(("expires", "max-age")) for flag in flags)
    token = cookie.split(";")[0].partition("=")[2]
    assert len(token) == 43  # 256 bits
    with team.office.work(write=False) as work:
        kept = work.session.scalars(select(StaffSession.token_hash)).all()
    assert token not in kept


def test_in_production_the_cookie_is_bound_to_the_host_and_to_encryption(office: Office, team: Team) -> None:
    settings = replace(
        office.settings,
        mode="production",
        base_url="https://review.example",
        trusted_hosts=("review.example",),
    )
    app = create_app(replace(office, settings=settings))
    app.testing = True
    client = Client(app, base_url="https://review.example")
    cookie = staff_cookie(sign_in(client, team))
    assert cookie.startswith("__Host-staff=")
    assert "Secure" in cookie
    client.get("/cases")


def test_the_way_back_leads_to_own_pages_only(client: Client, team: Team, clock: SetClock) -> None:
    assert client.get("/cases?state=closed", 303).location == "/sign-in?next=/cases?state%3Dclosed"
    client.follow()
    assert client.submit(filled(team)).location == "/cases?state=closed"
    for foreign in (
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/nothing-here",
    ):
        clock.pass_time(**WAIT)
        other = Client(client.app)
        other.get(f"/sign-in?next={foreign}")
        assert other.submit(filled(team)).location == "/desk"


@pytest.mark.parametrize(("seconds", "holds"), [(1799, True), (1800, False), (1801, False)])
def test_an_unused_session_ends(app: Flask, team: Team, clock: SetClock, seconds: int, holds: bool) -> None:
    client = person(app, team, "intake")
    clock.pass_time(seconds=seconds)
    client.get("/cases", 200 if holds else 303)
    if not holds:
        assert "You did nothing here for 30 minutes, so we signed you out." in client.follow().words


def test_use_keeps_a_session(app: Flask, team: Team, clock: SetClock) -> None:
    client = person(app, team, "intake")
    for _ in range(4):
        clock.pass_time(minutes=29)
        client.get("/cases")


@pytest.mark.parametrize(("seconds", "written"), [(59, False), (60, True), (61, True)])
def test_use_is_written_at_most_once_a_minute(
    app: Flask, team: Team, clock: SetClock, seconds: int, written: bool
) -> None:
    client = person(app, team, "intake")
    began = clock()
    clock.pass_time(seconds=seconds)
    client.get("/cases")
    with team.office.work(write=False) as work:
        seen = work.session.scalars(select(StaffSession.seen_at)).one()
    assert seen == (clock() if written else began)


@pytest.mark.parametrize(("seconds", "holds"), [(-1, True), (0, False), (1, False)])
def test_even_a_used_session_ends_after_ten_hours(
    app: Flask, team: Team, clock: SetClock, seconds: int, holds: bool
) -> None:
    client = person(app, team, "intake")
    began = clock()
    for minutes in range(20, 600, 20):
        clock.set(began + timedelta(minutes=minutes))
        client.get("/cases")
    clock.set(began + timedelta(hours=10, seconds=seconds))
    client.get("/cases", 200 if holds else 303)
    if not holds:
        assert "It is 10 hours since you signed in, so we signed you out." in client.follow().words


def test_the_sign_in_page_warns_of_both_limits(client: Client, team: Team) -> None:
    words = client.get("/sign-in").words
    assert "signed out after 30 minutes without doing anything, and 10 hours after you signed in" in words


def test_signing_out_ends_the_session_everywhere_it_was_copied(client: Client, team: Team) -> None:
    token = staff_cookie(sign_in(client, team)).split(";")[0].partition("=")[2]
    client.follow(303)
    client.follow()
    left = client.post("/sign-out")
    assert left.location == "/signed-out"
    assert left.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.follow().h1 == "You have signed out"
    client.get("/cases", 303)
    thief = Client(client.app)
    thief.browser.set_cookie("staff", token, domain="127.0.0.1")
    thief.get("/cases", 303)
    assert "You were signed out, here or on another device." in thief.follow().words


def test_signing_out_needs_the_form_token(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    client.get("/cases")
    client.post("/sign-out", {"csrf_token": "stale"}, 400)
    client.get("/cases")


def test_own_sessions_are_shown_and_all_ended(app: Flask, team: Team, clock: SetClock) -> None:
    here, elsewhere, somebody = (person(app, team, name) for name in ("intake", "intake", "decider"))
    clock.pass_time(minutes=2)
    opened = here.get("/your-sessions")
    assert opened.words.count("This browser") == 1
    assert opened.words.count("Another browser") == 1
    assert here.submit().location == "/signed-out"
    here.get("/cases", 303)
    elsewhere.get("/cases", 303)
    somebody.get("/cases")


def test_a_session_that_ran_out_is_not_listed(app: Flask, team: Team, clock: SetClock) -> None:
    person(app, team, "intake")
    clock.pass_time(minutes=30)
    opened = person(app, team, "intake").get("/your-sessions")
    assert "Another browser" not in opened.words


def test_a_role_taken_away_counts_at_the_next_request(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}")
    with team.office.work() as work:
        role = work.session.scalars(select(StaffRole).where(StaffRole.staff_id == team.ids["intake"])).one()
        role.until = work.today - timedelta(days=1)
    client.get(f"/cases/{reference}", 404)
    client.get("/cases", 403)


def test_somebody_who_left_is_out_at_the_next_request(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    client.get("/cases")
    with team.office.work() as work:
        work.session.scalars(select(Staff).where(Staff.id == team.ids["intake"])).one().left_at = work.now
    client.get("/cases", 303)


@pytest.mark.parametrize(
    ("role", "first_page"), [(Role.ADMINISTRATOR, "/mailbox"), (Role.DATA_PROTECTION, "/views")]
)
def test_everybody_comes_to_a_page_they_may_open(app: Flask, team: Team, role: Role, first_page: str) -> None:
    with team.office.work() as work:
        held = work.session.scalars(select(StaffRole).where(StaffRole.staff_id == team.ids["admin"])).one()
        held.role = role
    client = person(app, team, "admin")
    assert client.get("/desk", 303).location == first_page
    client.follow()


def test_public_pages_do_not_ask_who_is_signed_in(app: Flask, team: Team, statements: list[str]) -> None:
    client = person(app, team, "intake")
    statements.clear()
    opened = client.get("/")
    assert statements == []
    assert "Signed in as" not in opened.text


def test_summer_time_does_not_change_a_limit(app: Flask, team: Team, clock: SetClock) -> None:
    # On 31 October 2027 the clocks go back at 1:00 UTC.
    clock.set(datetime(2027, 10, 31, 0, 45, tzinfo=UTC))
    client = person(app, team, "intake")
    clock.pass_time(minutes=29)
    client.get("/cases")
    clock.pass_time(minutes=30)
    client.get("/cases", 303)
