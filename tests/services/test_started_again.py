"""A case that opens again before the threshold was ever looked at: a call is a call again, consent is asked again."""

import pytest

from portal.cases.moves import State
from portal.cases.refusals import Refused
from portal.cases.timetable import Clock
from portal.services import contact_details, first_steps, moving, reopening
from portal.store import assessments
from portal.store.people import REPRESENTATIVE
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.records import case, letters
from tests.services.test_appeal_results import assign, decide, lodge
from tests.services.test_asking import open_tasks
from tests.services.test_calls import asked
from tests.services.test_clocks import running
from tests.services.test_on_behalf import apply, body_sees, letters_to, record, state, withdraw
from tests.services.test_reopening import WHY, possible, reopen
from tests.services.test_withdrawing import by_link

AWAY = moving.Elsewhere("Fenmarket council", "01632 960100", "It happens there.")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Which clocks and tasks there are is the same on every kind of database."""
    return sqlite_url


def out(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        moving.out_of_area(work, reference, AWAY)


def looked_after(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        first_steps.first_contact_made(work, reference)
        first_steps.risk_assessed(work, reference)


@pytest.mark.parametrize("said", ["ask_them", "cannot_ask"])
def test_who_waits_for_their_word_again_is_cared_for_and_asked_again(
    team: Team, clock: SetClock, said: str
) -> None:
    """Somebody picks up the telephone and looks at the risk, as on the first day (docs/decisions/0011)."""
    reference = apply(team, relation="friend", consent_state=said)
    looked_after(team, reference)
    record(team, reference, "refused")
    clock.pass_time(days=3)
    reopen(team, reference, "decision")
    assert state(team, reference) == "awaiting consent"
    again = running(team, reference)
    risk = Clock.RISK_FLAGGED if said == "cannot_ask" else Clock.RISK
    assert {one: again[one].started_on for one in again} == dict.fromkeys(
        (Clock.FIRST_CONTACT, risk), clock().date()
    )
    # They said no, so nothing is written to them: a person asks, in a safe way.
    assert "ask_consent_anew" in open_tasks(team, reference)
    assert "reopened" not in [
        *letters_to(team, reference, "victim"),
        *letters_to(team, reference, "representative"),
    ]
    assert not body_sees(team, reference)
    record(team, reference, "agreed")
    assert "ask_consent_anew" not in open_tasks(team, reference)


@pytest.mark.parametrize("said", ["ask_them", "cannot_ask"])
def test_moved_while_it_waits_they_are_asked_anew_about_other_organisations(team: Team, said: str) -> None:
    """What they agree to names the organisations; in another district these are others."""
    reference = apply(team, relation="friend", consent_state=said)
    assert "ask_consent_anew" not in open_tasks(team, reference)
    with team.work("intake") as work:
        moving.to_district(work, reference, "marlowick", WHY)
    asked_by_letter = [one for one in letters(team, reference) if one.kind == "consent_asked"]
    if said == "ask_them":
        assert len(asked_by_letter) == 2 and "Marlowick" in str(asked_by_letter[0].content)
    assert ("ask_consent_anew" in open_tasks(team, reference)) is (not asked_by_letter)
    assert letters_to(team, reference, "representative") == ["waiting_for_consent"]


def test_nobody_is_asked_where_whoever_applied_reads_along(team: Team) -> None:
    reference = apply(team, relation="friend", consent_state="ask_them")
    with team.work("intake") as work:
        given = {"channels": ["email"], "email": " JO@mail.example", "share_post": "no"}
        contact_details.change(work, reference, given, REPRESENTATIVE)
        moving.to_district(work, reference, "marlowick", WHY)
    assert [one.kind for one in letters(team, reference)].count("consent_asked") == 1
    assert "ask_consent_anew" in open_tasks(team, reference)


def test_who_said_stop_is_not_asked_because_it_moved(team: Team) -> None:
    reference = apply(team)
    withdraw(team, reference, "stop")
    with team.work("intake") as work:
        moving.to_district(work, reference, "marlowick", WHY)
    assert "ask_consent_anew" not in open_tasks(team, reference)


def test_what_was_never_done_before_the_end_is_due_again(team: Team, clock: SetClock) -> None:
    reference = team.apply(hate="yes")
    by_link(team, reference)
    clock.pass_time(days=3)
    reopen(team, reference, "decision")
    again = running(team, reference)
    assert {again[one].started_on for one in (Clock.FIRST_CONTACT, Clock.RISK_FLAGGED)} == {clock().date()}


def test_what_was_done_before_the_end_is_done(team: Team) -> None:
    reference = team.apply()
    looked_after(team, reference)
    by_link(team, reference)
    reopen(team, reference, "decision")
    assert set(running(team, reference)) == {Clock.DECISION, Clock.RETURNS}


def test_what_still_runs_runs_once(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    team.walk(reference, "convene", "finish")
    before = running(team, reference)[Clock.FIRST_CONTACT].id
    reopen(team, reference, "panel")
    assert running(team, reference)[Clock.FIRST_CONTACT].id == before


def test_a_call_that_is_over_is_a_call_again(team: Team, clock: SetClock) -> None:
    reference = asked(team).reference
    out(team, reference)
    clock.pass_time(days=3)
    assert possible(team, reference) == ("call",)
    with pytest.raises(Refused):
        reopen(team, reference, "decision")
    reopen(team, reference, "call")
    found = case(team, reference)
    assert (found.state, found.whose_turn, found.closed_at) == (State.CALL_ASKED, "office", None)
    assert found.applied_on < clock().date()
    assert running(team, reference)[Clock.FIRST_CONTACT].started_on == clock().date()
    (letter, *_) = letters(team, reference)
    assert letter.kind == "reopened"
    assert WHY in str(letter.content) and "We will call you" in str(letter.content)


def test_a_call_is_no_step_of_a_case_with_an_application(team: Team) -> None:
    reference = team.apply()
    by_link(team, reference)
    assert "call" not in possible(team, reference)
    with pytest.raises(Refused), team.work("intake") as work:
        reopening.reopen(work, reference, "call", WHY)


def test_a_won_appeal_about_a_call_passed_on_leads_to_the_call(team: Team) -> None:
    """Without an application nobody could decide anything: somebody has to ring first."""
    reference = asked(team).reference
    out(team, reference)
    lodge(team, reference)
    assign(team, reference)
    decide(team, reference, "upheld_sent_back")
    found = case(team, reference)
    assert found.state == State.CALL_ASKED
    assert Clock.FIRST_CONTACT in running(team, reference) and Clock.DECISION not in running(team, reference)
    with team.office.work(write=False) as work:
        assert assessments.newest(work.session, found.id) is None
    (letter, *_) = letters(team, reference)
    assert letter.kind == "appeal_decided" and "Your contact will get in touch" in str(letter.content)
