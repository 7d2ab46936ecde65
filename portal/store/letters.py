"""Finds letters and what became of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from portal.store.tables import Letter, Message, Person


@dataclass(frozen=True)
class Sent:
    """A letter with its person and the newest message that told of it, for the case page."""

    letter: Letter
    person: Person | None
    message: Message | None


@dataclass(frozen=True)
class Kept:
    """What a letter is, to whom, and when its reader was told; without its words. The moments are aware."""

    id: int
    kind: str
    person_id: int | None
    made_at: datetime
    told_at: datetime | None


def of_case(session: Session, case_id: int) -> list[Sent]:
    """Return the letters of a case, newest first."""
    each = aliased(Message)
    newest = select(func.max(each.id)).where(each.letter_id == Letter.id).scalar_subquery()
    rows = session.execute(
        select(Letter, Person, Message)
        .outerjoin(Person, Person.id == Letter.person_id)
        .outerjoin(Message, Message.id == newest)
        .where(Letter.case_id == case_id)
        .order_by(Letter.id.desc())
    )
    return [Sent(*row) for row in rows]


def in_order(session: Session, case_id: int) -> list[Kept]:
    """Return the letters of a case without their words, oldest first."""
    query = (
        select(Letter.id, Letter.kind, Letter.person_id, Letter.made_at, Letter.told_at)
        .where(Letter.case_id == case_id)
        .order_by(Letter.id)
    )
    return [Kept(*row) for row in session.execute(query)]


def of_kinds(session: Session, case_id: int, kinds: Collection[str]) -> list[Letter]:
    """Return the letters of a case of some kinds, oldest first."""
    query = select(Letter).where(Letter.case_id == case_id, Letter.kind.in_(kinds)).order_by(Letter.id)
    return list(session.scalars(query))


def later(session: Session, letter_id: int) -> set[str]:
    """Return the kinds of the letters that the reader of a letter was written after it in the same case."""
    newer = aliased(Letter)
    query = select(newer.kind).join(
        Letter, and_(Letter.case_id == newer.case_id, Letter.person_id == newer.person_id)
    )
    return set(session.scalars(query.where(Letter.id == letter_id, newer.id > letter_id)))


def by_public_id(session: Session, case_id: int, public_id: str) -> Letter | None:
    """Return one letter of a case."""
    query = select(Letter).where(Letter.case_id == case_id, Letter.public_id == public_id)
    return session.scalars(query).one_or_none()


def messages_of(session: Session, case_id: int) -> list[Message]:
    """Return every message of a case, newest first."""
    return list(
        session.scalars(select(Message).where(Message.case_id == case_id).order_by(Message.id.desc()))
    )
