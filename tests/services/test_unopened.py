"""Told means told: a letter behind a link that nobody opens becomes a task after so many working days (C10)."""

import threading
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from portal import delivery, sending
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.services import panels, tasks, telling, unopened
from portal.services.work import Office
from portal.store.tables import Letter, Task
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.test_on_behalf import ACTING
from tests.services.test_withdrawing import by_link

SENT_ON = date(2026, 11, 23)  # a Monday; five working days later is Monday the 30th


def mailed(team: Team, **said: object) -> str:
    reference = team.apply(**said)
    delivery.deliver_waiting(team.office, sending.sender(team.office))
    return reference


def unopened_tasks(team: Team) -> list[Task]:
    with team.office.work(write=False) as work:
        return list(work.session.query(Task).filter_by(kind=TaskKind.LETTER_UNOPENED).order_by(Task.id))


def letter(team: Team, reference: str) -> Letter:
    with team.office.work(write=False) as work:
        return work.session.query(Letter).filter_by(case_id=team.case(work, reference).id).one()


def test_the_clock_of_these_tests_stands_on_a_monday(clock: SetClock) -> None:
    assert clock().date() == SENT_ON


@pytest.mark.parametrize(("days", "made"), [(6, 0), (7, 0), (8, 1), (30, 1)])
def test_a_letter_waits_until_the_end_of_the_last_day(
    team: Team, clock: SetClock, days: int, made: int
) -> None:
    mailed(team)
    clock.set(clock() + timedelta(days=days))
    assert unopened.look(team.office) == made
    assert len(unopened_tasks(team)) == made


def test_looking_again_opens_no_second_task(team: Team, clock: SetClock) -> None:
    mailed(team)
    clock.pass_time(days=8)
    assert [unopened.look(team.office) for _ in range(3)] == [1, 0, 0]
    clock.pass_time(days=30)
    assert unopened.look(team.office) == 0
    assert len(unopened_tasks(team)) == 1


def test_two_workers_at_once_open_one_task(team: Team, clock: SetClock) -> None:
    mailed(team)
    clock.pass_time(days=8)
    together = threading.Barrier(2)

    def work() -> None:
        together.wait(10)
        unopened.look(team.office)

    workers = [threading.Thread(target=work) for _ in range(2)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(60)
    assert len(unopened_tasks(team)) == 1


def test_opening_the_letter_ends_the_task(team: Team, clock: SetClock) -> None:
    reference = mailed(team)
    clock.pass_time(days=8)
    unopened.look(team.office)
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))
    (task,) = unopened_tasks(team)
    assert (task.done_at, task.done_by) == (clock(), None)


def test_an_opened_letter_makes_none(team: Team, clock: SetClock) -> None:
    reference = mailed(team)
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))
    clock.pass_time(days=8)
    assert unopened.look(team.office) == 0


def test_mail_that_has_not_left_yet_makes_none(team: Team, clock: SetClock) -> None:
    team.apply()
    clock.pass_time(days=2)
    assert unopened.look(team.office) == 0


@pytest.mark.parametrize(("days", "made"), [(6, 1), (7, 1), (8, 2)])
def test_a_try_that_reached_nobody_is_followed_by_another(
    team: Team, clock: SetClock, days: int, made: int
) -> None:
    """Nothing lapses because somebody did not answer: the office tries again."""
    reference = mailed(team)
    clock.pass_time(days=14)  # a Monday again
    unopened.look(team.office)
    with team.work("intake") as work:
        tasks.do(work, reference, unopened_tasks(team)[0].id, "Rang twice. Nobody answered.")
    clock.set(clock() + timedelta(days=days))
    unopened.look(team.office)
    assert len(unopened_tasks(team)) == made


def test_where_nothing_is_agreed_the_office_still_looks_after_five_working_days(
    office: Office, team: Team, clock: SetClock
) -> None:
    scales: dict[Clock, Any] = {
        key: value for key, value in office.partnership.timescales.items() if key != Clock.UNOPENED
    }
    nothing_agreed = replace(office, partnership=replace(office.partnership, timescales=scales))
    mailed(team)
    clock.pass_time(days=7)
    assert unopened.look(nothing_agreed) == 0
    clock.pass_time(days=1)
    assert unopened.look(nothing_agreed) == 1


def waits_for(team: Team, reference: str) -> list[str]:
    """The kinds of the letters about which somebody is asked to ring, after everybody had time to open them."""
    delivery.deliver_waiting(team.office, sending.sender(team.office))
    team.clock.pass_time(days=30)
    unopened.look(team.office)
    with team.office.work(write=False) as work:
        found = work.session.query(Letter.kind).join(Task, Task.letter_id == Letter.id).order_by(Letter.id)
        return [kind for (kind,) in found]


def test_only_the_newest_day_of_a_meeting_is_rung_about(team: Team) -> None:
    reference = mailed(team)
    team.decide(reference)
    team.convene(reference)
    for days in (1, 2):
        with team.work("intake") as work:
            later = work.today + timedelta(days=days)
            panels.postpone(work, reference, "Somebody is ill.", later, time(10, 30), "The Moot Hall")
    # The decision is told whatever came after it.
    assert waits_for(team, reference) == ["acknowledgement", "threshold_met", "meeting_postponed"]


def test_when_a_case_is_over_only_what_still_counts_is_rung_about(team: Team) -> None:
    reference = mailed(team)
    team.decide(reference)
    team.convene(reference)
    delivery.deliver_waiting(team.office, sending.sender(team.office))
    by_link(team, reference)
    assert waits_for(team, reference) == ["threshold_met", "withdrawn"]


def test_somebody_elses_newer_letter_takes_the_place_of_none(team: Team) -> None:
    reference = mailed(team, **ACTING)
    team.decide(reference)
    team.convene(reference)
    with team.office.work() as work:
        invited = work.session.query(Letter).filter_by(kind="meeting_invitation").order_by(Letter.id).all()
        assert len({one.person_id for one in invited}) == 2
    assert waits_for(team, reference).count("meeting_invitation") == 2


@pytest.mark.parametrize("need", ["interpreter", "bsl", "easy_read", "audio", "braille"])
def test_opening_is_not_understanding(team: Team, clock: SetClock, need: str) -> None:
    """Who needs more than a letter in English is told only when somebody made sure of it (A8)."""
    reference = mailed(team, needs=[need])
    for _ in range(2):
        with team.office.work() as work:
            telling.open_by_link(work, team.token(reference, "letter"))
    assert letter(team, reference).told_at is None
    with team.office.work(write=False) as work:
        assert work.session.query(Task).filter_by(kind=TaskKind.UNDERSTOOD, done_at=None).count() == 1
    with team.work("intake") as work:
        telling.record_told(
            work, reference, letter(team, reference).public_id, "interpreted", understood=True
        )
    assert letter(team, reference).told_how == "interpreted"
    with team.office.work(write=False) as work:
        assert work.session.query(Task).filter_by(kind=TaskKind.UNDERSTOOD, done_at=None).count() == 0


@pytest.mark.parametrize("need", ["large_print", "text_relay", "filling_in", "companion"])
def test_other_needs_do_not_stand_in_the_way(team: Team, need: str) -> None:
    reference = mailed(team, needs=[need])
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))
    assert letter(team, reference).told_how == "opened"
