"""What waits for a person."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from portal.cases.tasks import TaskKind
from portal.store.tables import Case, Letter, Person, Staff, Task


@dataclass(frozen=True)
class Found:
    """A task with its letter and who did it."""

    task: Task
    letter: Letter | None
    to: str | None
    done_by: str | None


def of_case(session: Session, case_id: int) -> list[Found]:
    """Return the tasks of a case: the open ones first, of those the ones with a day, then the newest."""
    query = (
        select(Task, Letter, Person.name, Staff.name)
        .outerjoin(Letter, Letter.id == Task.letter_id)
        .outerjoin(Person, Person.id == Letter.person_id)
        .outerjoin(Staff, Staff.id == Task.done_by)
        .where(Task.case_id == case_id)
        .order_by(Task.done_at.is_not(None), Task.due_on.is_(None), Task.due_on, Task.id.desc())
    )
    return [Found(*row) for row in session.execute(query)]


def by_id(session: Session, case_id: int, task_id: int) -> Task | None:
    """Return one task of a case."""
    return session.scalars(select(Task).where(Task.case_id == case_id, Task.id == task_id)).one_or_none()


def same(
    session: Session, case_id: int, kind: TaskKind, about: tuple[int | None, int | None], *, over_too: bool
) -> Task | None:
    """Return the open task of a kind about the same letter and message; with `over_too` also one that is over."""
    letter_id, message_id = about
    query = select(Task).where(
        Task.case_id == case_id,
        Task.kind == kind,
        Task.letter_id.is_(None) if letter_id is None else Task.letter_id == letter_id,
        Task.message_id.is_(None) if message_id is None else Task.message_id == message_id,
    )
    if not over_too:
        query = query.where(Task.done_at.is_(None))
    return session.scalars(query.limit(1)).one_or_none()


def newest(session: Session, case_id: int, kind: TaskKind) -> Task | None:
    """Return the task of a kind that was opened last in a case, open or over."""
    query = select(Task).where(Task.case_id == case_id, Task.kind == kind)
    return session.scalars(query.order_by(Task.id.desc()).limit(1)).one_or_none()


def open_about_letter(session: Session, letter_id: int) -> list[Task]:
    """Return the open tasks about a letter."""
    return list(session.scalars(select(Task).where(Task.letter_id == letter_id, Task.done_at.is_(None))))


def open_about_message(session: Session, message_id: int) -> list[Task]:
    """Return the open tasks about a message."""
    return list(session.scalars(select(Task).where(Task.message_id == message_id, Task.done_at.is_(None))))


def waits() -> ColumnElement[bool]:
    """Return the condition on `Case` that some task of it is open."""
    return Case.id.in_(select(Task.case_id).where(Task.done_at.is_(None)))


def how_many() -> ScalarSelect[int]:
    """Return the number of open tasks of the `Case` of a query, as a column."""
    return (
        select(func.count())
        .select_from(Task)
        .where(Task.case_id == Case.id, Task.done_at.is_(None))
        .correlate(Case)
        .scalar_subquery()
    )
