"""An appeal after the last day: a person says whether it is heard all the same (requirement E1)."""

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, NotPermitted, Refused, UnknownCase
from portal.policy import Grant, Role
from portal.services import appeals, staff, telling
from portal.store import ledger, panels
from portal.store import letters as letter_rows
from portal.store.tables import Event
from tests.services.conftest import PASSWORD, Team
from tests.services.records import the_appeal
from tests.services.test_appeal_results import (
    FREE,
    assign,
    lodge,
    newest,
    standing,
    to_conclusion,
)

WHY = "You were in hospital until last week."
# Twenty working days from Monday 23 November, with the days between Christmas and New Year: see brackenshire.toml.
LAST = 28


@pytest.fixture
def told(team: Team) -> str:
    """A case whose outcome the victim has been told today."""
    reference = team.apply()
    to_conclusion(team, reference)
    with team.office.work(write=False) as work:
        newest_letter = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter.public_id
    with team.work("intake") as work:
        telling.record_told(work, reference, newest_letter, "read_out")
    return reference


@pytest.fixture
def late(team: Team, told: str) -> str:
    """The same with an appeal one day after the last."""
    team.clock.pass_time(days=LAST + 1)
    lodge(team, told)
    return told


@pytest.mark.parametrize(("days", "is_late"), [(LAST - 1, False), (LAST, False), (LAST + 1, True)])
def test_the_day_after_the_last_is_late(team: Team, told: str, days: int, is_late: bool) -> None:
    team.clock.pass_time(days=days)
    lodge(team, told)
    assert the_appeal(team, told).late is is_late
    if is_late:
        with pytest.raises(NotNow):
            assign(team, told)
    else:
        assign(team, told)


def test_admitted_it_is_heard_and_the_letter_says_why(team: Team, late: str) -> None:
    with team.work("decider") as work:
        appeals.admit_late(work, late, 1, WHY)
    assign(team, late)
    appeal = the_appeal(team, late)
    assert (appeal.state, appeal.late_result, appeal.late_reason) == ("assigned", "admitted", WHY)
    kind, words = newest(team, late)
    assert kind == "appeal_accepted"
    assert "We look at it all the same." in words
    assert WHY in words
    with team.office.work(write=False) as work:
        event = work.session.query(Event).filter_by(move="admit a late appeal").one()
        assert appeal.late_salt is not None
        assert event.seal == ledger.seal(WHY, appeal.late_salt)


def test_refused_it_is_over_with_reasons_and_other_routes(team: Team, late: str) -> None:
    with team.work("intake") as work:
        appeals.refuse_late(work, late, 1, "You were told of it in November.")
    assert (the_appeal(team, late).state, standing(team, late)) == ("refused", (State.CONCLUDED, 0))
    kind, words = newest(team, late)
    assert kind == "appeal_refused"
    assert "You were told of it in November." in words
    assert "Ombudsman" in words
    with pytest.raises(Refused):
        assign(team, late)


def test_nobody_refuses_an_appeal_against_their_own_decision(team: Team, late: str) -> None:
    with team.work("decider") as work, pytest.raises(NotPermitted):
        appeals.refuse_late(work, late, 1, "No.")
    grants = (Grant(Role.DECIDER, "alderfen"),)
    with team.office.work() as work:
        new = staff.NewPerson("decider9", "Other Decider", grants, PASSWORD)
        other = staff.add_person(work, new).staff_id
    from portal.policy import Actor

    with team.office.work(Actor("staff", other, grants)) as work:
        appeals.refuse_late(work, late, 1, "No.")


@pytest.mark.parametrize("judge", [appeals.admit_late, appeals.refuse_late])
def test_a_reason_is_needed_and_it_is_said_once(team: Team, late: str, judge) -> None:  # type: ignore[no-untyped-def]
    with team.work("intake") as work, pytest.raises(Refused) as no:
        judge(work, late, 1, "")
    assert no.value.field == "reason"
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        judge(work, late, 1, "x")
    with team.work("intake") as work:
        judge(work, late, 1, "Because.")
    with team.work("intake") as work, pytest.raises(NotNow):
        judge(work, late, 1, "Because.")


def test_one_in_time_needs_nobodys_leave(team: Team, told: str) -> None:
    lodge(team, told)
    with team.work("intake") as work, pytest.raises(NotNow):
        appeals.admit_late(work, told, 1, "x")


def test_a_late_one_can_be_withdrawn(team: Team, late: str) -> None:
    with team.office.work() as work:
        appeals.withdraw_by_link(work, team.token(late, "appeal"))
    assert the_appeal(team, late).state == "withdrawn"
    with team.office.work(write=False) as work:
        assert panels.appeals(work.session, team.case(work, late).id)[0].late
    assert FREE
