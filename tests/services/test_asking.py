"""A question to the applicant: it goes by letter, the answer becomes a note, the clocks wait only if asked to."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.services import asking, pausing, tasks
from portal.store import casefile, questions
from portal.store import letters as letter_rows
from portal.store.tables import Task
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.test_clocks import running

WORDS = "On which day did you ring the council?"


def ask(team: Team, reference: str, *, pauses: bool = False, words: str = WORDS) -> None:
    with team.work("intake") as work:
        asking.ask(work, reference, words, pauses=pauses)


def reply(team: Team, reference: str, words: str = "It was a Monday.") -> None:
    token = team.token(reference, "answer")
    with team.office.work() as work:
        asking.answer_by_link(work, token, words)


def notes(team: Team, reference: str) -> list[Any]:
    with team.office.work(write=False) as work:
        return [one for one, _ in casefile.notes(work.session, team.case(work, reference).id)]


def open_tasks(team: Team, reference: str) -> list[str]:
    with team.office.work(write=False) as work:
        found = work.session.query(Task).filter_by(case_id=team.case(work, reference).id, done_at=None)
        return [one.kind for one in found]


def paused(team: Team, reference: str) -> bool:
    with team.office.work(write=False) as work:
        return team.case(work, reference).paused_since is not None


def test_the_answer_becomes_a_note_and_the_task_ends(team: Team) -> None:
    reference = team.apply()
    ask(team, reference)
    assert "answer_awaited" in open_tasks(team, reference)
    with team.office.work(write=False) as work:
        newest = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter
    assert newest.kind == "question"
    assert WORDS in str(newest.content)
    reply(team, reference)
    (note,) = notes(team, reference)
    assert WORDS in note.words
    assert "It was a Monday." in note.words
    assert (note.audience, note.written_by) == ("officers", None)
    assert "answer_awaited" not in open_tasks(team, reference)
    assert not paused(team, reference)


def test_the_clocks_wait_for_the_answer_when_asked_to(team: Team, clock: SetClock) -> None:
    reference = team.apply()
    ask(team, reference, pauses=True)
    assert paused(team, reference)
    clock.set(clock() + timedelta(days=7))
    reply(team, reference)
    assert not paused(team, reference)
    assert running(team, reference)[Clock.DECISION].due_on == date(2026, 12, 18)


def test_a_pause_for_another_reason_goes_on_after_the_answer(team: Team) -> None:
    reference = team.apply()
    ask(team, reference, pauses=True)
    ask(team, reference, pauses=True, words="And at what time?")
    with team.office.work(write=False) as work:
        first, second = questions.of_case(work.session, team.case(work, reference).id)
    assert (first.pauses, second.pauses) == (True, False)
    reply(team, reference)  # the newest link: the second question
    assert paused(team, reference)
    assert "answer_awaited" in open_tasks(team, reference)


def test_an_answer_is_keyed_and_counts_once(team: Team) -> None:
    reference = team.apply()
    ask(team, reference, pauses=True)
    with team.office.work(write=False) as work:
        number = questions.of_case(work.session, team.case(work, reference).id)[0].id
    for _ in range(2):
        with team.work("decider") as work:
            asking.key_answer(work, reference, number, "On Monday.", ("phone", work.today))
    (note,) = notes(team, reference)
    assert (note.kind, note.written_by) == ("call", team.ids["decider"])
    with pytest.raises(NotNow):
        reply(team, reference, "On Tuesday.")
    assert not paused(team, reference)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_day_of_the_answer_is_not_to_come(team: Team, days: int) -> None:
    reference = team.apply()
    ask(team, reference)
    with team.work("intake") as work:
        number = questions.of_case(work.session, team.case(work, reference).id)[0].id
        came = ("phone", work.today + timedelta(days=days))
        if days > 0:
            with pytest.raises(Refused):
                asking.key_answer(work, reference, number, "On Monday.", came)
        else:
            asking.key_answer(work, reference, number, "On Monday.", came)
    assert len(notes(team, reference)) == (days <= 0)


def test_asked_twice_the_same_is_asked_once_and_only_before_the_decision(team: Team) -> None:
    reference = team.apply()
    ask(team, reference)
    ask(team, reference)
    with team.office.work(write=False) as work:
        assert len(questions.of_case(work.session, team.case(work, reference).id)) == 1
    team.decide(reference)
    with pytest.raises(NotNow):
        ask(team, reference, words="Something else?")


def test_an_answer_that_comes_after_the_decision_still_arrives(team: Team) -> None:
    reference = team.apply()
    ask(team, reference)
    team.decide(reference)
    reply(team, reference)
    assert len(notes(team, reference)) == 1


@pytest.mark.parametrize("name", ["stranger", "police", "chair"])
def test_nobody_else_asks(team: Team, name: str) -> None:
    reference = team.apply()
    with team.work(name) as work, pytest.raises(UnknownCase):
        asking.ask(work, reference, WORDS, pauses=False)


def first_question(team: Team, reference: str) -> int:
    with team.office.work(write=False) as work:
        return questions.of_case(work.session, team.case(work, reference).id)[0].id


def key_first(team: Team, reference: str, name: str) -> None:
    with team.work(name) as work:
        asking.key_answer(
            work, reference, first_question(team, reference), "On Monday.", ("phone", work.today)
        )


def test_an_answer_by_the_link_is_a_task_of_the_office_for_today(team: Team) -> None:
    """Found by reading: the task to wait ended, a note stood in the case, and nobody was told of it."""
    reference = team.apply()
    ask(team, reference)
    assert "answer_came" not in open_tasks(team, reference)
    reply(team, reference)
    assert "answer_came" in open_tasks(team, reference)
    with team.work("intake") as work:
        (task,) = [
            one.task
            for one in tasks.of_case(work, team.case(work, reference))
            if one.task.kind == "answer_came"
        ]
        assert task.due_on == work.today
        tasks.do(work, reference, task.id, "Read it.")
    assert "answer_came" not in open_tasks(team, reference)


@pytest.mark.parametrize(("name", "to_read"), [("intake", False), ("decider", True)])
def test_who_asked_and_keys_the_answer_has_read_it(team: Team, name: str, to_read: bool) -> None:
    reference = team.apply()
    ask(team, reference)
    key_first(team, reference, name)
    assert ("answer_came" in open_tasks(team, reference)) is to_read


def test_a_later_pause_for_another_reason_is_not_ended_by_the_answer(team: Team, clock: SetClock) -> None:
    """Found by reading: an answer ended whatever pause lasted, once its question had made one before."""
    reference = team.apply()
    ask(team, reference, pauses=True)
    with team.work("intake") as work:
        pausing.resume(work, reference)
        pausing.pause(work, reference, "The police look for a witness.")
    key_first(team, reference, "intake")
    assert paused(team, reference)


def test_the_pause_of_a_later_question_is_not_ended_by_the_answer_to_the_first(team: Team) -> None:
    reference = team.apply()
    ask(team, reference, pauses=True)
    with team.work("intake") as work:
        pausing.resume(work, reference)
    ask(team, reference, pauses=True, words="And at what time?")
    key_first(team, reference, "intake")
    assert paused(team, reference)
    reply(team, reference)  # the newest link: the second question
    assert not paused(team, reference)
