"""Clocks are ledgers: pauses leave days out, extensions keep the old day, an end is not called "met" (C9)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.area_tables import Timescale
from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.services import clocks as running_clocks
from portal.services import pausing
from portal.services.work import Office
from portal.store import casefile, clocks
from portal.store.tables import Deadline
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.records import letters

WHY = "We wait for your diary."
DAY = timedelta(days=1)


def running(team: Team, reference: str) -> dict[str, Deadline]:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        return {one.clock: one for one in clocks.running(work.session, case.id)}


def ledger(team: Team, reference: str, clock: Clock) -> list[Deadline]:
    with team.office.work(write=False) as work:
        found = clocks.all_of(work.session, team.case(work, reference).id)
    return [one for one in found if one.clock == clock]


def pause(team: Team, reference: str, name: str = "intake") -> None:
    with team.work(name) as work:
        pausing.pause(work, reference, WHY)


def resume(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        pausing.resume(work, reference)


def test_time_in_calendar_days_is_shortened_for_us_and_never_for_the_reader(office: Office) -> None:
    five = Timescale(n=5, unit="calendar_day", source="the procedure")
    appeal = office.partnership.appeal.model_copy(update={"window": five})
    scales = dict.fromkeys((Clock.PASS_ON, Clock.PLAN_COMMENT, Clock.POST), five)
    own = replace(office, partnership=replace(office.partnership, appeal=appeal, timescales=scales))
    monday = date(2026, 11, 23)
    with own.work(write=False) as work:
        found = {
            clock: running_clocks.forecast(work, "alderfen", clock, monday)
            for clock in (*scales, Clock.APPEAL_WINDOW)
        }
    assert {clock: counted and counted.due_on for clock, counted in found.items()} == {
        Clock.PASS_ON: date(2026, 11, 27),
        Clock.PLAN_COMMENT: date(2026, 11, 30),
        Clock.POST: date(2026, 11, 30),
        Clock.APPEAL_WINDOW: date(2026, 11, 30),
    }


def test_a_pause_leaves_its_days_out_and_keeps_the_old_row(team: Team, clock: SetClock) -> None:
    reference = team.apply()  # Monday 23 November 2026
    before = running(team, reference)
    pause(team, reference)
    clock.set(clock() + timedelta(days=7))
    resume(team, reference)
    after = running(team, reference)
    old, new = before[Clock.DECISION], after[Clock.DECISION]
    assert (old.due_on, new.due_on) == (date(2026, 12, 14), date(2026, 12, 18))
    assert (new.cause, new.replaces_id, new.started_on) == ("paused", old.id, old.started_on)
    assert [day for day, why in new.counted["left_out"] if why == "paused"] == [
        "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27",
    ]  # fmt: skip
    assert [one.id for one in ledger(team, reference, Clock.DECISION)] == [old.id, new.id]


def test_what_protects_the_applicant_and_what_is_theirs_never_stands_still(
    team: Team, clock: SetClock
) -> None:
    reference = team.apply()
    team.decide(reference)
    with team.office.work() as work:
        case = team.case(work, reference)
        work.session.add(
            Deadline(case_id=case.id, clock=Clock.RETURNS, body_key="alderfen-council", started_on=work.today,
                     due_on=work.today + DAY, counted={}, made_at=work.now)
        )  # fmt: skip
    before = running(team, reference)
    pause(team, reference)
    clock.set(clock() + timedelta(days=14))
    resume(team, reference)
    after = running(team, reference)
    moved = {name for name, one in after.items() if one.id != before[name].id}
    assert moved == {Clock.PANEL}
    assert {Clock.FIRST_CONTACT, Clock.RISK, Clock.RETURNS} <= set(after)


def test_the_applicant_is_told_of_the_pause_and_of_the_new_days(team: Team, clock: SetClock) -> None:
    reference = team.apply()
    pause(team, reference)
    assert letters(team, reference)[0].kind == "paused"
    assert WHY in str(letters(team, reference)[0].content)
    clock.set(clock() + timedelta(days=7))
    resume(team, reference)
    assert letters(team, reference)[0].kind == "resumed"
    assert "18 December 2026" in str(letters(team, reference)[0].content)


def test_while_it_lasts_the_case_waits_for_another_deadline(team: Team) -> None:
    reference = team.apply()
    for done in (Clock.FIRST_CONTACT, Clock.RISK, Clock.PASS_ON):
        with team.office.work() as work:
            case = team.case(work, reference)
            running_clocks.meet(work, case, done)
    pause(team, reference)
    with team.office.work(write=False) as work:
        assert team.case(work, reference).due_on is None
    resume(team, reference)
    with team.office.work(write=False) as work:
        assert team.case(work, reference).due_on == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("days", "due"), [(0, date(2026, 12, 14)), (1, date(2026, 12, 14)), (2, date(2026, 12, 15))]
)
def test_a_pause_of_a_day(team: Team, clock: SetClock, days: int, due: date) -> None:
    """Day 0 was not counted anyway: a pause from the day of receipt to the next day takes nothing away."""
    reference = team.apply()
    pause(team, reference)
    clock.set(clock() + days * DAY)
    resume(team, reference)
    assert running(team, reference)[Clock.DECISION].due_on == due


def test_a_deadline_that_had_passed_is_not_saved_by_a_pause(team: Team, clock: SetClock) -> None:
    reference = team.apply()
    clock.set(clock() + timedelta(days=22))  # Tuesday 15 December, one day late
    pause(team, reference)
    clock.set(clock() + timedelta(days=7))
    resume(team, reference)
    assert running(team, reference)[Clock.DECISION].due_on == date(2026, 12, 14)
    assert len(ledger(team, reference, Clock.DECISION)) == 1


def test_two_pauses_add_up(team: Team, clock: SetClock) -> None:
    reference = team.apply()
    for _ in range(2):
        clock.set(clock() + DAY)
        pause(team, reference)
        clock.set(clock() + DAY)
        resume(team, reference)
    found = ledger(team, reference, Clock.DECISION)
    assert [one.due_on for one in found] == [date(2026, 12, 14), date(2026, 12, 15), date(2026, 12, 16)]


def test_paused_twice_or_resumed_twice_is_refused(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(NotNow):
        resume(team, reference)
    pause(team, reference)
    with pytest.raises(NotNow):
        pause(team, reference)
    assert [one.kind for one in letters(team, reference)] == ["paused", "acknowledgement"]


def extend(team: Team, reference: str, due_on: date, clock: Clock = Clock.DECISION) -> None:
    number = running(team, reference)[clock].id
    with team.work("decider") as work:
        pausing.extend(work, reference, number, due_on, "The police need longer.")


def test_an_extension_keeps_the_old_day_and_tells_why(team: Team) -> None:
    reference = team.apply()
    extend(team, reference, date(2026, 12, 21))
    old, new = ledger(team, reference, Clock.DECISION)
    assert (old.due_on, new.due_on, new.replaces_id) == (date(2026, 12, 14), date(2026, 12, 21), old.id)
    assert (new.cause, new.reason, new.made_by) == (
        "extended",
        "The police need longer.",
        team.ids["decider"],
    )
    newest = letters(team, reference)[0]
    assert newest.kind == "more_time"
    for words in ("The police need longer.", "14 December 2026", "21 December 2026"):
        assert words in str(newest.content)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        event = next(one for one, _ in casefile.events(work.session, case.id) if one.move == Move.EXTEND)
    assert "police" not in str(event.payload)
    assert event.seal is not None


@pytest.mark.parametrize(("later", "allowed"), [(-1, False), (0, False), (1, True)])
def test_the_new_day_must_be_later(team: Team, later: int, allowed: bool) -> None:
    reference = team.apply()
    due = date(2026, 12, 14) + later * DAY
    if allowed:
        extend(team, reference, due)
    else:
        with pytest.raises(Refused, match="later than the day"):
            extend(team, reference, due)
    assert running(team, reference)[Clock.DECISION].due_on == (due if allowed else date(2026, 12, 14))


@pytest.mark.parametrize(("later", "allowed"), [(0, False), (1, True)])
def test_the_new_day_must_lie_ahead(team: Team, clock: SetClock, later: int, allowed: bool) -> None:
    reference = team.apply()
    clock.set(clock() + timedelta(days=28))
    due = date(2026, 12, 21) + later * DAY
    if allowed:
        extend(team, reference, due)
        assert running(team, reference)[Clock.DECISION].due_on == due
    else:
        with pytest.raises(Refused, match="future"):
            extend(team, reference, due)


def test_a_clock_that_stands_still_gets_no_more_time_before_it_runs_again(
    team: Team, clock: SetClock
) -> None:
    reference = team.apply()
    later = date(2027, 1, 29)
    pause(team, reference)
    with pytest.raises(Refused):
        extend(team, reference, later)
    clock.pass_time(days=3)
    resume(team, reference)
    extend(team, reference, later)
    assert running(team, reference)[Clock.DECISION].due_on == later


@pytest.mark.parametrize("which", [Clock.FIRST_CONTACT, Clock.RISK])
def test_what_protects_the_applicant_gets_no_more_time(team: Team, which: Clock) -> None:
    reference = team.apply()
    with pytest.raises(Refused, match="Choose a clock"):
        extend(team, reference, date(2027, 1, 29), which)


def test_a_pause_moves_an_extended_day_by_as_many_working_days(team: Team, clock: SetClock) -> None:
    reference = team.apply()
    extend(team, reference, date(2026, 12, 18))
    pause(team, reference)
    clock.set(clock() + timedelta(days=7))
    resume(team, reference)
    newest = running(team, reference)[Clock.DECISION]
    # Tuesday to Friday of the first week stood still: four working days after Friday 18 December.
    assert newest.due_on == date(2026, 12, 24)
    assert newest.counted["set"] == "2026-12-18"


def test_closing_ends_the_clocks_and_does_not_call_them_met(team: Team) -> None:
    reference = team.apply()
    team.to_the_end(reference)
    (update,) = [one for one in ledger(team, reference, Clock.UPDATE) if one.ended_on]
    assert (update.met_on, update.ended_for) == (None, "closed")
    assert not set(running(team, reference)) - {Clock.APPEAL_WINDOW}


@pytest.mark.parametrize("name", ["stranger", "police", "chair", "admin"])
@pytest.mark.parametrize(
    "do",
    [
        lambda work, reference: pausing.pause(work, reference, WHY),
        lambda work, reference: pausing.resume(work, reference),
        lambda work, reference: pausing.extend(work, reference, 1, date(2027, 1, 4), WHY),
    ],
)
def test_nobody_else_sets_the_clocks(team: Team, name: str, do: Callable[[Any, str], None]) -> None:
    reference = team.apply()
    with team.work(name) as work, pytest.raises(UnknownCase):
        do(work, reference)
