"""Each organisation has a clock of its own from the day on which it was asked what it holds (process, clocks)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.policy import Actor, Grant, Role
from portal.services import bodies, decisions, moving, pausing, tasks
from portal.services import returns as late
from portal.services.work import Office
from portal.store import clocks
from portal.store.tables import Deadline, Task
from tests.services.conftest import Team
from tests.services.test_on_behalf import apply as apply_for
from tests.services.test_on_behalf import record, withdraw
from tests.services.test_reopening import reopen
from tests.services.test_withdrawing import by_link

POLICE = "brackenshire-police"
DUE = date(2026, 12, 7)  # ten working days after the day on which these tests stand


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Whose clock runs is the same on every kind of database."""
    return sqlite_url


def returns(team: Team, reference: str) -> dict[str, Deadline]:
    """The newest clock of each organisation."""
    with team.office.work(write=False) as work:
        found = clocks.all_of(work.session, team.case(work, reference).id)
        return {one.body_key: one for one in found if one.clock == Clock.RETURNS and one.body_key}


def running(team: Team, reference: str) -> set[str]:
    return {
        key for key, one in returns(team, reference).items() if one.met_on is None and one.ended_on is None
    }


def asked(team: Team, reference: str) -> set[str]:
    with team.office.work(write=False) as work:
        return {one.key for one in bodies.relevant(work, team.case(work, reference))}


def test_it_starts_when_they_are_asked_and_stops_when_they_answer(team: Team) -> None:
    reference = team.apply()
    assert running(team, reference) == asked(team, reference)
    assert {one.due_on for one in returns(team, reference).values()} == {DUE}
    team.clock.pass_time(days=2)
    with team.work("police") as work:
        bodies.acknowledge(work, reference, POLICE)
    assert POLICE in running(team, reference)
    with team.work("police") as work:
        bodies.give_view(work, reference, POLICE, "met", "We were there twice.")
    assert running(team, reference) == asked(team, reference) - {POLICE}
    assert returns(team, reference)[POLICE].met_on == team.clock().date()
    # It is theirs: what is next for the office is its own.
    with team.office.work(write=False) as work:
        assert team.case(work, reference).due_clock == Clock.FIRST_CONTACT
    with team.work("intake") as work:
        pausing.pause(work, reference, "We wait for a date.")
    assert {one.due_on for one in returns(team, reference).values()} == {DUE}
    with team.work("decider") as work:
        views = {key: decisions.View("met") for key in asked(team, reference)}
        views["sedge-homes"] = decisions.View("not_asked")
        decisions.decide_met(work, reference, "Three reports count.", views)
    assert running(team, reference) == set()
    # A view that the decision names was given; only who was never asked is not waited for any more.
    assert [key for key, one in returns(team, reference).items() if one.ended_for == "decided"] == [
        "sedge-homes"
    ]


def test_it_waits_for_consent_and_ends_with_it(team: Team) -> None:
    reference = apply_for(team, relation="friend", consent_state="ask_them")
    assert returns(team, reference) == {}
    team.clock.pass_time(days=3)
    record(team, reference, "agreed", shared=True)
    assert {one.started_on for one in returns(team, reference).values()} == {team.clock().date()}
    withdraw(team, reference, "stop")
    assert running(team, reference) == set()


def test_in_another_district_others_are_asked(team: Team) -> None:
    reference = team.apply()
    with team.work("intake") as work:
        moving.to_district(work, reference, "marlowick", "It happens there.")
    assert running(team, reference) == asked(team, reference)
    assert returns(team, reference)["alderfen-council"].ended_for == "taken_back"
    assert len([one for one in returns(team, reference).values() if one.body_key == POLICE]) == 1


def test_opened_again_at_the_decision_they_are_asked_again_but_not_at_the_plan(team: Team) -> None:
    reference = team.apply()
    by_link(team, reference)
    assert running(team, reference) == set()
    reopen(team, reference, "decision")
    assert running(team, reference) == asked(team, reference)
    team.to_the_end(reference)
    reopen(team, reference, "plan")
    assert running(team, reference) == set()


def test_where_no_time_is_agreed_none_is_kept(team: Team, office: Office) -> None:
    scales: dict[Clock, Any] = dict(office.partnership.timescales)
    del scales[Clock.RETURNS]
    team.office = replace(office, partnership=replace(office.partnership, timescales=scales))
    assert returns(team, team.apply()) == {}


def tasks_of(team: Team, reference: str) -> list[str]:
    """The tasks to ask an organisation, oldest first: whether each is over."""
    with team.office.work(write=False) as work:
        found = work.session.query(Task).filter_by(
            case_id=team.case(work, reference).id, kind=TaskKind.RETURN_LATE
        )
        return ["over" if one.done_at else "open" for one in found.order_by(Task.id)]


def go_to(team: Team, day: date) -> None:
    team.clock.pass_time(days=(day - team.clock().date()).days)


def answer_all(team: Team, reference: str, *, but: str = "") -> None:
    for key in running(team, reference) - {but}:
        with team.office.work(Actor("staff", team.ids["police"], (Grant(Role.BODY_USER, body=key),))) as work:
            bodies.give_view(work, reference, key, "met", "We were there.")


@pytest.mark.parametrize(("days", "asked_for"), [(-1, []), (0, []), (1, ["open"])])
def test_who_is_late_is_asked_by_somebody_from_the_day_after(
    team: Team, days: int, asked_for: list[str]
) -> None:
    reference = team.apply()
    go_to(team, DUE + timedelta(days=days))
    assert [late.look(team.office) for _ in range(2)] == [len(asked_for), 0]
    assert tasks_of(team, reference) == asked_for


def test_the_task_ends_with_the_last_answer_that_was_late(team: Team) -> None:
    reference = team.apply()
    go_to(team, DUE + timedelta(days=1))
    late.look(team.office)
    answer_all(team, reference, but=POLICE)
    assert tasks_of(team, reference) == ["open"]
    answer_all(team, reference)
    assert tasks_of(team, reference) == ["over"]
    go_to(team, DUE + timedelta(days=30))
    assert late.look(team.office) == 0


@pytest.mark.parametrize("end", [by_link, Team.decide])
def test_the_task_ends_when_nobody_is_waited_for_any_more(team: Team, end: Callable[..., None]) -> None:
    reference = team.apply()
    go_to(team, DUE + timedelta(days=1))
    late.look(team.office)
    end(team, reference)
    assert tasks_of(team, reference) == ["over"]
    assert late.look(team.office) == 0


@pytest.mark.parametrize(("days", "number"), [(0, 1), (7, 1), (8, 2)])
def test_asked_without_an_answer_they_are_asked_again(team: Team, days: int, number: int) -> None:
    """Five working days after Tuesday the 8th is Tuesday the 15th; the day after that somebody asks anew."""
    reference = team.apply()
    go_to(team, DUE + timedelta(days=1))
    late.look(team.office)
    with team.work("intake") as work:
        (found,) = tasks.of_case(work, team.case(work, reference))
        tasks.do(work, reference, found.task.id, "Rang the police.")
    go_to(team, DUE + timedelta(days=1 + days))
    late.look(team.office)
    assert len(tasks_of(team, reference)) == number
