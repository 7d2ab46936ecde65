"""A form sent after the session had run out: the words are offered again, to the same person and to nobody else."""

import io
import json

import pytest
from flask import Flask
from sqlalchemy import select

from portal.services import held_words, staff
from portal.store.tables import Event, Note, StaffRole, StaffSession
from tests.house.clock import SetClock
from tests.services.conftest import PASSWORD, Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import TODAY, UNKNOWN, date_boxes, value_of

WORDS = "She rang at noon.\nShe said: <b>“enough”</b>."
TYPED = {
    "kind_of_note": "call",
    **date_boxes("happened_on", TODAY),
    "words": WORDS,
    "audience": "officers",
}  # fmt: skip
WAITS = "What you wrote is not lost. Sign in with the same name, and you can go on with it."


def credentials(team: Team, name: str) -> dict[str, str]:
    with team.office.work(write=False) as work:
        return {"username": name, "password": PASSWORD, "code": str(staff.totp_code(work, name))}


def events(team: Team) -> int:
    with team.office.work(write=False) as work:
        return len(list(work.session.scalars(select(Event.seq))))


def notes(team: Team) -> list[str]:
    with team.office.work(write=False) as work:
        return list(work.session.scalars(select(Note.words)))


@pytest.fixture
def reference(team: Team) -> str:
    return team.apply()


@pytest.fixture
def officer(app: Flask, team: Team, reference: str) -> Client:
    """An officer with the page for a note open."""
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}/note")
    return client


@pytest.mark.parametrize("limit", [{"minutes": 30}, {"hours": 10}])
def test_words_sent_too_late_are_offered_after_signing_in(
    officer: Client, team: Team, clock: SetClock, limit: dict[str, float]
) -> None:
    clock.pass_time(**limit)
    before = events(team)
    shown = officer.submit(TYPED, 403)
    assert shown.h1 == "Sign in"
    assert WAITS in shown.words
    assert "She rang" not in shown.text
    assert events(team) == before
    shown = officer.submit(credentials(team, "intake"), 200)
    assert shown.h1 == "What you wrote is still here"
    assert "She rang at noon." in shown.words
    shown = officer.submit(status=400, button="Go back to the form")
    assert any("You were signed out before this was saved." in sentence for sentence in shown.errors)
    assert value_of(shown, "words") == WORDS
    assert value_of(shown, "happened_on-day") == str(TODAY.day)
    assert notes(team) == []
    assert "The note is in the case." in [officer.submit(), officer.follow()][1].words
    assert notes(team) == [WORDS]


def test_words_about_a_case_that_went_to_others_meanwhile_are_shown_and_say_nothing_of_it(
    officer: Client, team: Team, reference: str
) -> None:
    with team.office.work() as work:
        team.case(work, reference).district = "marlowick"
    shown = officer.submit(TYPED, 404)
    assert shown.h1 == "Page not found"
    assert "She said: <b>“enough”</b>." in shown.words
    assert notes(team) == []
    officer.get("/your-sessions")
    assert officer.post(f"/cases/{UNKNOWN}/note", TYPED, 404).words == shown.words


def test_words_of_somebody_whose_role_was_taken_meanwhile_are_shown(officer: Client, team: Team) -> None:
    with team.office.work() as work:
        work.session.query(StaffRole).filter_by(staff_id=team.ids["intake"]).delete()
    assert "She rang at noon." in officer.submit(TYPED, 404).words
    assert notes(team) == []


@pytest.mark.parametrize(("seconds", "taken"), [(-1, True), (0, False), (1, False)])
def test_until_the_limit_the_form_is_taken_as_ever(
    officer: Client, team: Team, clock: SetClock, seconds: int, taken: bool
) -> None:
    clock.pass_time(minutes=30, seconds=seconds)
    officer.submit(TYPED, 303 if taken else 403)
    assert notes(team) == ([WORDS] if taken else [])


def test_a_wrong_code_in_between_loses_nothing(officer: Client, team: Team, clock: SetClock) -> None:
    clock.pass_time(minutes=31)
    officer.submit(TYPED, 403)
    right = credentials(team, "intake")
    officer.submit({**right, "password": "wrong"}, 422)
    assert "She rang at noon." in officer.submit(right, 200).words


def test_somebody_else_is_never_offered_them(officer: Client, team: Team, clock: SetClock) -> None:
    clock.pass_time(minutes=31)
    officer.submit(TYPED, 403)
    assert officer.submit(credentials(team, "decider")).location == "/desk"


@pytest.mark.parametrize(("seconds", "offered"), [(-1, True), (0, False), (1, False)])
def test_they_are_offered_for_twelve_hours(
    officer: Client, team: Team, clock: SetClock, seconds: int, offered: bool
) -> None:
    clock.pass_time(minutes=31)
    officer.submit(TYPED, 403)
    clock.pass_time(hours=12, seconds=seconds)
    officer.submit(credentials(team, "intake"), 200 if offered else 303)


@pytest.mark.parametrize("changed", ["", "=", "x", "ü", "A" * 40, "half"])
def test_sealed_words_that_were_changed_are_worth_nothing(
    officer: Client, team: Team, clock: SetClock, changed: str
) -> None:
    clock.pass_time(minutes=31)
    officer.submit(TYPED, 403)
    assert officer.last is not None
    sealed = next(
        one.get("value", "") for one in officer.last.parsed.all("input") if one.get("name") == "held"
    )
    sent = {
        **credentials(team, "intake"),
        "held": sealed[: len(sealed) // 2] if changed == "half" else changed,
    }
    assert officer.submit(sent).location == "/desk"


def test_a_file_is_not_held_and_that_is_said(officer: Client, team: Team, clock: SetClock) -> None:
    clock.pass_time(minutes=31)
    token = {"csrf_token": officer.token()}
    file = {**TYPED, **token, "file": (io.BytesIO(b"\xff\xd8\xff canary"), "a.jpg")}
    assert officer.last is not None
    shown = officer.post(officer.last.address, file, 403, content_type="multipart/form-data")
    assert "Files have to be chosen again." in shown.words
    officer.submit(credentials(team, "intake"), 200)
    shown = officer.submit(status=400, button="Go back to the form")
    assert "If you had chosen a file, choose it again." in shown.errors[0]


def test_what_another_site_wrote_is_not_held(officer: Client, team: Team, clock: SetClock) -> None:
    clock.pass_time(minutes=31)
    assert officer.submit({**TYPED, "csrf_token": "forged"}).location == "/sign-in"
    officer.get("/sign-in")
    officer.last.page = None  # type: ignore[union-attr]
    token = {"csrf_token": "forged"}
    foreign = {"Sec-Fetch-Site": "cross-site"}
    officer.post("/cases/CR-AAAAA-AA/note", {**TYPED, **token}, 403, headers=foreign)
    assert "Sign in" not in officer.last.words  # type: ignore[union-attr]


def test_words_sent_after_signing_out_in_another_tab_are_shown(officer: Client, team: Team) -> None:
    assert officer.last is not None
    form, address = officer.last, officer.last.address
    officer.post("/sign-out")
    officer.last = form
    shown = officer.post(address, TYPED, 403, headers={"Sec-Fetch-Site": "same-origin"})
    assert shown.h1 == "Sign in"
    assert "She rang at noon." in shown.words
    assert "Copy your words from here before you sign in." in shown.words
    assert notes(team) == []
    officer.last = form
    assert officer.post(address, TYPED).location == "/sign-in"
    officer.last = form
    shown = officer.post(address, TYPED, 403, headers={"Sec-Fetch-Site": "cross-site"})
    assert "She rang" not in shown.text


@pytest.mark.parametrize("end", ["ended", "left", "never was"])
def test_a_session_that_was_ended_holds_nothing(
    officer: Client, team: Team, clock: SetClock, end: str
) -> None:
    from portal.store.tables import Staff

    with team.office.work() as work:
        if end == "ended":
            staff.sign_out_everywhere(work, team.ids["intake"])
        elif end == "left":
            work.session.get_one(Staff, team.ids["intake"]).left_at = work.now
        else:
            work.session.query(StaffSession).delete()
    clock.pass_time(minutes=31)
    assert officer.submit(TYPED).location == "/sign-in"


@pytest.mark.parametrize(("more", "held"), [(-1, True), (0, True), (1, False)])
def test_there_is_a_limit_to_what_is_held(
    officer: Client, team: Team, clock: SetClock, more: int, held: bool
) -> None:
    clock.pass_time(minutes=31)
    token = officer.browser.get_cookie("staff", domain="127.0.0.1")
    assert token is not None
    with team.office.work(write=False) as work:
        around = len(json.dumps([work.now.timestamp(), "/cases", [("words", "")]]))
        words = "a" * (held_words.LONGEST - around + more)
        assert (held_words.hold(work, token.value, "/cases", [("words", words)]) is not None) == held


def test_as_much_as_is_held_fits_into_one_request(officer: Client, team: Team, clock: SetClock) -> None:
    clock.pass_time(minutes=31)
    officer.submit({**TYPED, "words": "long words " * 40_000}, 403)
    officer.submit(credentials(team, "intake"), 200)
    officer.submit(status=400, button="Go back to the form")


def test_a_form_with_no_words_leads_to_sign_in_as_ever(app: Flask, team: Team, clock: SetClock) -> None:
    client = person(app, team, "intake")
    client.get("/your-sessions")
    clock.pass_time(minutes=31)
    assert client.submit().location == "/sign-in"


def test_signing_in_ends_the_session_this_browser_had(app: Flask, team: Team, clock: SetClock) -> None:
    client = person(app, team, "intake")
    before = client.browser.get_cookie("staff", domain="127.0.0.1")
    client.get("/sign-in")
    client.submit(credentials(team, "decider"))
    thief = Client(app)
    thief.browser.set_cookie("staff", before.value, domain="127.0.0.1")  # type: ignore[union-attr]
    thief.get("/cases", 303)
