"""Reads what a case page and the worklist show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from portal.cases.turns import Turn
from portal.store import outbox, tasks
from portal.store.tables import (
    Appeal,
    BodyReturn,
    Case,
    CasePerson,
    Document,
    Event,
    Meeting,
    Member,
    Note,
    Person,
    Staff,
)

MOST_NAMES = 500  # in one statement


@dataclass(frozen=True)
class Line:
    """One line of the worklist."""

    case: Case
    name: str | None
    contact: str | None
    tasks: int  # that wait for a person
    mail_trouble: str | None = None  # the same on every line: what keeps all mail from leaving


@dataclass(frozen=True)
class Filters:
    """What the worklist is narrowed to; None leaves a filter out."""

    turn: str | None = None
    state: str | None = None
    district: str | None = None
    contact_staff_id: int | None = None
    tasks: bool = False  # only where some task is open


# Named one by one: an index finds what is wanted, not what is unwanted.
SOMEBODY = tuple(turn for turn in Turn if turn is not Turn.NOBODY)
# A day after every deadline: cases without one stand last.
NEVER = date(9999, 12, 31)
# Moves by which nobody forms a view of a case.
NOT_A_PART = (
    "submit", "acknowledge", "tell", "record involvement", "lodge appeal", "accept appeal", "assign appeal",
    "withdraw appeal", "do a task", "come back",
)  # fmt: skip


def worklist(
    session: Session,
    condition: ColumnElement[bool],
    filters: Filters,
    after: tuple[date, int] | None,
    size: int,
) -> list[Line]:
    """Return `size` cases by due date, from behind the key `after`: a keyset, so that late pages cost no more."""
    contact = aliased(Staff)
    due = func.coalesce(Case.due_on, NEVER)
    query = (
        select(Case, Person.name, contact.name, tasks.how_many(), outbox.trouble_now())
        .outerjoin(CasePerson, and_(CasePerson.case_id == Case.id, CasePerson.role == "victim"))
        .outerjoin(Person, Person.id == CasePerson.person_id)
        .outerjoin(contact, contact.id == Case.contact_staff_id)
        .where(condition, *_narrowed(filters))
        .order_by(due, Case.id)
        .limit(size)
    )
    if after is not None:
        query = query.where(or_(due > after[0], and_(due == after[0], Case.id > after[1])))
    return [Line(*row) for row in session.execute(query)]


def _narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if filters.tasks:
        wanted.append(tasks.waits())
    if filters.state:
        wanted.append(Case.state == filters.state)
    elif not filters.tasks:
        # Also a closed case on which something still has to be done: its last letter was not opened.
        wanted.append(or_(Case.whose_turn.in_(SOMEBODY), tasks.waits()))
    if filters.turn:
        wanted.append(Case.whose_turn == filters.turn)
    if filters.district:
        wanted.append(Case.district == filters.district)
    if filters.contact_staff_id:
        wanted.append(Case.contact_staff_id == filters.contact_staff_id)
    return wanted


def find_reference(
    session: Session, condition: ColumnElement[bool], reference: str | None, name: str, most: int = 50
) -> list[Line]:
    """Find cases by reference or by the beginning of a folded name."""
    contact = aliased(Staff)
    by_name = and_(CasePerson.role == "victim", Person.search_name.startswith(name, autoescape=True))
    query = (
        select(Case, Person.name, contact.name, tasks.how_many())
        .outerjoin(CasePerson, and_(CasePerson.case_id == Case.id, CasePerson.role == "victim"))
        .outerjoin(Person, Person.id == CasePerson.person_id)
        .outerjoin(contact, contact.id == Case.contact_staff_id)
        .where(condition, Case.reference == reference if reference else by_name)
        .order_by(Case.id.desc())
        .limit(most)
    )
    return [Line(*row) for row in session.execute(query)]


def events(session: Session, case_id: int) -> list[tuple[Event, str | None]]:
    """Return the events of a case, oldest first, each with the name of the member of staff who acted."""
    rows = session.execute(
        select(Event, Staff.name)
        .outerjoin(Staff, and_(Event.actor_kind == "staff", Staff.id == Event.actor_id))
        .where(Event.case_id == case_id)
        .order_by(Event.number)
    )
    return [(row[0], row[1]) for row in rows]


def notes(session: Session, case_id: int) -> list[tuple[Note, str | None]]:
    """Return the notes of a case, the newest happening first, each with the writer's name."""
    rows = session.execute(
        select(Note, Staff.name)
        .outerjoin(Staff, Staff.id == Note.written_by)
        .where(Note.case_id == case_id)
        .order_by(Note.happened_on.desc(), Note.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


@dataclass(frozen=True)
class Written:
    """A note with the hash of its file (None: no file)."""

    note: Note
    sha256: str | None


def last_note(session: Session, case_id: int, staff_id: int | None) -> Written | None:
    """Return the note that a member of staff wrote last on a case."""
    query = (
        select(Note, Document.sha256)
        .outerjoin(Document, Document.note_id == Note.id)
        .where(Note.case_id == case_id, Note.written_by == staff_id)
        .order_by(Note.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return Written(*row) if row else None


def documents(session: Session, case_id: int) -> list[Document]:
    """Return the documents of a case, newest first."""
    return list(
        session.scalars(select(Document).where(Document.case_id == case_id).order_by(Document.id.desc()))
    )


def document(session: Session, case_id: int, public_id: str) -> Document | None:
    """Return one document of a case."""
    query = select(Document).where(Document.case_id == case_id, Document.public_id == public_id)
    return session.scalars(query).one_or_none()


def files_named(session: Session, names: Sequence[str]) -> set[str]:
    """Return those of the files `names` that some document of some case is kept in."""
    found: set[str] = set()
    for start in range(0, len(names), MOST_NAMES):
        some = names[start : start + MOST_NAMES]
        found.update(session.scalars(select(Document.stored_as).where(Document.stored_as.in_(some))))
    return found


def handled(session: Session, case_id: int) -> set[int]:
    """Return the staff who did something to a case, gave their body's view of it, or sat on its panel.

    Looking at it, confirming that a body has it, or only keying it in does not count (requirement D2).
    """
    acted = select(Event.actor_id).where(
        Event.case_id == case_id, Event.actor_kind == "staff", Event.move.not_in(NOT_A_PART)
    )
    answered = select(BodyReturn.answered_by).where(BodyReturn.case_id == case_id)
    sat = (
        select(Member.staff_id)
        .join(Meeting, Meeting.id == Member.meeting_id)
        .where(Meeting.case_id == case_id, Member.attended.is_(True))
    )
    found = session.scalars(acted.union(answered, sat))
    return {one for one in found if one is not None}


def took_part(session: Session, case_id: int) -> set[int]:
    """Return the staff who handled a case, and those to whom an appeal of it was given."""
    officers = session.scalars(select(Appeal.officer_id).where(Appeal.case_id == case_id))
    return handled(session, case_id) | {one for one in officers if one is not None}
