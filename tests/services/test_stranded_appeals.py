"""An appeal whose officer cannot hear it any more goes to another one; the day it is due by is the clock's."""

from datetime import date, timedelta

import pytest

from portal.cases.refusals import Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.policy import Action, Actor, Grant, Role
from portal.services import (
    appeals,
    casework,
    chairs,
    hearings,
    independence,
    notes,
    pausing,
    staff,
    stepping_off,
    waiting_appeals,
)
from portal.store import clocks
from portal.store.tables import Appeal, Event, Staff, StaffRole
from tests.services.conftest import PASSWORD, Team
from tests.services.records import the_appeal
from tests.services.test_appeal_results import FREE, appealed_against, newest
from tests.services.test_asking import open_tasks

TASK = "appeal_needs_officer"
WHY = "I know somebody involved."


@pytest.fixture
def refused(team: Team) -> str:
    """A case that was decided as not met, with an appeal in the hands of the officer."""
    return appealed_against(team)


@pytest.fixture
def other(team: Team) -> int:
    """Another appeal officer."""
    with team.office.work() as work:
        grants = (Grant(Role.APPEAL_OFFICER),)
        new = staff.NewPerson("officer2", "Other Officer", grants, PASSWORD, office="Far away")
        return staff.add_person(work, new).staff_id


def with_two_roles(team: Team) -> Actor:
    """The appeal officer, who got another role after the appeal was given to them."""
    return Actor("staff", team.ids["officer"], (Grant(Role.APPEAL_OFFICER), Grant(Role.INTAKE, "alderfen")))


def leaves(team: Team, how: str, reference: str) -> None:
    with team.office.work() as work:
        officer = work.session.get_one(Staff, team.ids["officer"])
        role = work.session.query(StaffRole).filter_by(staff_id=officer.id).one()
        if how == "left":
            officer.left_at = work.now
        else:
            role.until = work.today + timedelta(days={"ended": -1, "last day": 0, "tomorrow": 1}[how])


def again(team: Team, reference: str, officer_id: int) -> None:
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, officer_id, FREE)


def deadlines(team: Team, reference: str) -> list[tuple[date | None, date | None]]:
    with team.office.work(write=False) as work:
        found = clocks.all_of(work.session, team.case(work, reference).id)
        return [(one.started_on, one.due_on) for one in found if one.clock == Clock.APPEAL_DECISION]


def waits(team: Team, reference: str) -> bool:
    with team.work("intake") as work:
        return hearings.prepare_assigning(work, reference, 1).waits


def test_who_steps_off_the_case_gives_the_appeal_back_as_well(team: Team, refused: str) -> None:
    with team.office.work(with_two_roles(team)) as work:
        stepping_off.step_off(work, refused, WHY)
    appeal = the_appeal(team, refused)
    assert (appeal.state, appeal.officer_id) == ("lodged", None)
    assert [one.kind for one in team.messages(refused)].count("appeal_for_office") == 2
    with team.office.work(write=False) as work:
        given = work.session.query(Event).filter_by(move="step off an appeal").one().payload
    assert (given["number"], given["officer"]) == (1, team.ids["officer"])


def test_the_office_has_a_task_until_another_officer_hears_it(team: Team, refused: str, other: int) -> None:
    with team.office.work(with_two_roles(team)) as work:
        assert stepping_off.prepare(work, refused).hears
        stepping_off.step_off(work, refused, WHY)
    assert TASK in open_tasks(team, refused)
    again(team, refused, other)
    assert TASK not in open_tasks(team, refused)
    with team.work("intake") as work:
        assert not stepping_off.prepare(work, refused).hears


@pytest.mark.parametrize(("how", "told"), [("left", 1), ("ended", 1), ("last day", 0)])
def test_who_leaves_without_a_word_leaves_the_office_a_task_and_a_mail(
    team: Team, refused: str, how: str, told: int
) -> None:
    leaves(team, how, refused)
    assert [waiting_appeals.look(team.office) for _ in range(2)] == [told, 0]
    assert (TASK in open_tasks(team, refused)) is bool(told)
    assert [one.kind for one in team.messages(refused)].count("appeal_for_office") == 1 + told
    with team.work("intake") as work:
        appeals.withdraw(work, refused, "phone", work.today)
    assert TASK not in open_tasks(team, refused)


def test_a_chair_who_leaves_is_missed(team: Team) -> None:
    reference = team.after("convene")
    assert chairs.look(team.office) == 0
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["chair"]).left_at = work.now
    assert [chairs.look(team.office) for _ in range(2)] == [1, 0]
    assert "needs_chair" in open_tasks(team, reference)
    with team.work("intake") as work:
        assert team.case(work, reference).whose_turn == "office"
        notes.add(work, reference, notes.NewNote("note", "officers", work.today, "Nobody leads it."))
        assert team.case(work, reference).whose_turn == "office"


def test_who_steps_off_leaves_the_appeal_of_another_where_it_is(team: Team, refused: str) -> None:
    with team.work("decider") as work:
        stepping_off.step_off(work, refused, WHY)
    appeal = the_appeal(team, refused)
    assert (appeal.state, appeal.officer_id) == ("assigned", team.ids["officer"])


def test_a_decided_appeal_stays_with_who_decided_it(team: Team, refused: str) -> None:
    with team.work("officer") as work:
        appeals.decide(work, refused, 1, "not_upheld", "It was right.", FREE)
    with team.office.work(with_two_roles(team)) as work:
        stepping_off.step_off(work, refused, WHY)
    appeal = the_appeal(team, refused)
    assert (appeal.state, appeal.officer_id) == ("decided", team.ids["officer"])


@pytest.mark.parametrize("how", ["left", "ended"])
def test_the_appeal_of_an_officer_who_is_gone_goes_to_another(
    team: Team, refused: str, other: int, how: str
) -> None:
    before = deadlines(team, refused)
    leaves(team, how, refused)
    assert waits(team, refused)
    again(team, refused, other)
    appeal = the_appeal(team, refused)
    assert (appeal.state, appeal.officer_id) == ("assigned", other)
    assert deadlines(team, refused) == before
    kind, words = newest(team, refused)
    assert kind == "appeal_accepted"
    assert "another person looks at your appeal" in words
    assert "Other Officer" in words
    assert not waits(team, refused)
    with team.work("officer") as work, pytest.raises(UnknownCase):
        casework.find(work, refused, Action.SEE_APPEAL)
    with team.office.work(write=False) as work:
        assert work.session.query(Event).filter_by(move="accept appeal").count() == 1


@pytest.mark.parametrize("how", ["last day", "tomorrow"])
def test_the_appeal_of_an_officer_who_still_holds_the_role_stays(
    team: Team, refused: str, other: int, how: str
) -> None:
    leaves(team, how, refused)
    assert not waits(team, refused)
    with pytest.raises(Refused) as no:
        again(team, refused, other)
    assert no.value.field == "officer"
    assert the_appeal(team, refused).officer_id == team.ids["officer"]


def test_an_officer_who_turns_out_to_have_taken_part_is_replaced(
    team: Team, refused: str, other: int
) -> None:
    """They cannot decide it: somebody else has to, also when they do not give it back themselves."""
    with team.work("intake") as work:
        independence.record(work, refused, "handled", staff_id=team.ids["officer"], name="", office="")
    again(team, refused, other)
    assert the_appeal(team, refused).officer_id == other


def test_an_appeal_that_is_over_is_given_to_nobody(team: Team, refused: str, other: int) -> None:
    with team.work("officer") as work:
        appeals.decide(work, refused, 1, "not_upheld", "It was right.", FREE)
    leaves(team, "left", refused)
    assert not waits(team, refused)
    with pytest.raises(Refused):
        again(team, refused, other)


def test_more_time_for_the_appeal_is_what_everybody_reads(team: Team, refused: str, other: int) -> None:
    ((_, due_on),) = deadlines(team, refused)
    assert due_on is not None
    later = due_on + timedelta(days=9)
    with team.work("intake") as work:
        case = team.case(work, refused)
        (old,) = [one for one in clocks.running(work.session, case.id) if one.clock == Clock.APPEAL_DECISION]
        pausing.extend(work, refused, old.id, later, "The papers are long.")
    with team.work("intake") as work:
        assert [one.due_on for one in hearings.of_case(work, refused)[1]] == [later]
    with team.work("officer") as work:
        assert appeals.read_papers(work, refused, 1).due_on == later
        appeals.step_off(work, refused, 1, WHY)
    again(team, refused, other)
    words = newest(team, refused)[1]
    assert f"{later.day} {later:%B %Y}" in words
    assert f"{due_on.day} {due_on:%B %Y}" not in words
    with team.work("intake") as work:
        assert [one.due_on for one in hearings.of_case(work, refused)[1]] == [later]


def test_the_day_of_an_appeal_stands_in_one_place(team: Team) -> None:
    assert "due_on" not in Appeal.__table__.columns
