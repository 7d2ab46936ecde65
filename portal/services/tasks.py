"""Tasks: what waits for a person of the office, opened by what happens and done with a word about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, UnknownCase
from portal.cases.safe_contact import Held
from portal.cases.tasks import CANNOT_READ_OURS, UNTIL_TOLD, TaskKind, kinds_for
from portal.policy import Action
from portal.services import casework
from portal.services.work import Work
from portal.store import answers, outbox
from portal.store import tasks as rows
from portal.store.tables import Case, Letter, Message, Task
from portal.wording import msg

# What a message that does not leave by itself asks of a person.
BY_STATE = {"held": TaskKind.HELD_BACK, "failed": TaskKind.MAIL_NOT_TAKEN}
BY_TROUBLE = {Held.POST_CAME_BACK: TaskKind.LETTER_CAME_BACK, outbox.CAME_BACK: TaskKind.MAIL_CAME_BACK}
NEEDS = ("needs", "language", "needs_other")


def open_task(
    work: Work,
    case_id: int,
    kind: TaskKind,
    *,
    letter_id: int | None = None,
    message_id: int | None = None,
    due_on: date | None = None,
    once: bool = False,
) -> Task:
    """Open a task of a case: while the same one is open, that one is returned; with `once` also one that is over."""
    found = rows.same(work.session, case_id, kind, (letter_id, message_id), over_too=once)
    if found is not None:
        return found
    task = Task(
        case_id=case_id,
        kind=kind,
        letter_id=letter_id,
        message_id=message_id,
        made_at=work.now,
        due_on=due_on,
    )
    work.session.add(task)
    work.session.flush()
    return task


def open_at_receipt(work: Work, case: Case, said: Mapping[str, Any]) -> None:
    """Open what an application asks of a person at once: words of danger, and help the applicant needs (A2, A8).

    `said` are the answers just kept.
    """
    if "danger_words" in case.flags:
        open_task(work, case.id, TaskKind.DANGER_WORDS, due_on=work.today)
    for kind in _needs(said):
        open_task(work, case.id, kind)


def needs_of(work: Work, case: Case) -> tuple[TaskKind, ...]:
    """Return what the applicant said they need, as kinds of task."""
    return _needs(answers.values(work.session, case.id, NEEDS))


def _needs(said: Mapping[str, Any]) -> tuple[TaskKind, ...]:
    return kinds_for(said.get("needs") or (), said.get("language"), said.get("needs_other"))


def unreadable_for(work: Work, case: Case) -> tuple[TaskKind, ...]:
    """Return the needs because of which a letter in English, opened or posted, may not have told them anything."""
    return tuple(kind for kind in needs_of(work, case) if kind in CANNOT_READ_OURS)


def about_message(work: Work, message: Message) -> None:
    """Open the task that a message asks for which does not leave by itself; end it for one that is settled."""
    if message.case_id is None:
        return
    kind = BY_STATE.get(message.state)
    if kind is not None:
        kind = BY_TROUBLE.get(message.trouble or "", kind)
    if message.state == "waiting" and message.channel == "call":
        kind = TaskKind.CALL_TO_TELL
    if kind is None and message in work.session.new:
        return  # just queued: nothing can be open about it
    work.session.flush()
    for task in rows.open_about_message(work.session, message.id):
        if task.kind != kind:
            _end(work, task)
    if kind is not None:
        open_task(work, message.case_id, kind, letter_id=message.letter_id, message_id=message.id)


def end_about_letter(work: Work, letter_id: int) -> None:
    """End the tasks that asked somebody to tell what a letter says: they were told."""
    for task in rows.open_about_letter(work.session, letter_id):
        if task.kind in UNTIL_TOLD:
            _end(work, task)


def end_all(work: Work, case_id: int, kind: TaskKind, *, by: int | None = None) -> None:
    """End the open tasks of one kind of a case: what they asked for has happened, `by` somebody of the staff."""
    task = rows.same(work.session, case_id, kind, (None, None), over_too=False)
    if task is not None:
        _end(work, task, by)


def waits_about(work: Work, letter_id: int) -> bool:
    """Say whether a task about a letter waits."""
    return bool(rows.open_about_letter(work.session, letter_id))


def find(work: Work, reference: str, task_id: int) -> tuple[Case, Task]:
    """Return a task of a case on which the actor may do tasks, also one that is over. Raises UnknownCase."""
    case = casework.find(work, reference, Action.DO_TASK)
    task = rows.by_id(work.session, case.id, task_id)
    if task is None:
        raise UnknownCase
    return case, task


def letter_of(work: Work, task: Task) -> Letter | None:
    """Return the letter that a task is about."""
    return work.session.get(Letter, task.letter_id) if task.letter_id else None


def do(work: Work, reference: str, task_id: int, words: str) -> None:
    """Record that a task was done, with words about it. Raises UnknownCase, and NotNow when it is done already."""
    case, task = find(work, reference, task_id)
    if task.done_at is not None:
        raise NotNow(
            msg("Somebody has done this task already. What you wrote is not kept: add it as a note.")
        )
    recorded = casework.record(work, case, Move.DO_TASK, {"task": task.id, "kind": task.kind}, reasons=words)
    task.done_at, task.done_by, task.words, task.salt = work.now, work.actor.id, words, recorded.salt


def of_case(work: Work, case: Case) -> list[rows.Found]:
    """Return the tasks of a case: the open ones first."""
    return rows.of_case(work.session, case.id)


def _end(work: Work, task: Task, by: int | None = None) -> None:
    task.done_at, task.done_by = work.now, by
