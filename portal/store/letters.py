"""Finds letters and what became of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import Case, Letter, Link, Message, Person


@dataclass(frozen=True)
class Sent:
    """A letter with its person and the message that told of it, for the case page."""

    letter: Letter
    person: Person | None
    message: Message | None


def of_case(session: Session, case_id: int) -> list[Sent]:
    """Return the letters of a case, newest first."""
    rows = session.execute(
        select(Letter, Person, Message)
        .outerjoin(Person, Person.id == Letter.person_id)
        .outerjoin(Message, Message.letter_id == Letter.id)
        .where(Letter.case_id == case_id)
        .order_by(Letter.id.desc())
    )
    return [Sent(*row) for row in rows]


def by_public_id(session: Session, case_id: int, public_id: str) -> Letter | None:
    """Return one letter of a case."""
    query = select(Letter).where(Letter.case_id == case_id, Letter.public_id == public_id)
    return session.scalars(query).one_or_none()


def behind(session: Session, link: Link) -> tuple[Letter, Case] | None:
    """Return the letter that a link leads to, and its case."""
    if link.letter_id is None:
        return None
    row = session.execute(
        select(Letter, Case).join(Case, Case.id == Letter.case_id).where(Letter.id == link.letter_id)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def newest_of_kind(session: Session, case_id: int, kind: str) -> Letter | None:
    """Return the newest letter of a kind."""
    query = select(Letter).where(Letter.case_id == case_id, Letter.kind == kind).order_by(Letter.id.desc()).limit(1)
    return session.scalars(query).one_or_none()


def told_before(session: Session, case_id: int, kinds: tuple[str, ...]) -> datetime | None:
    """Return when somebody was first told by a letter of one of the kinds; None while nobody was."""
    query = (
        select(Letter.told_at)
        .where(Letter.case_id == case_id, Letter.kind.in_(kinds), Letter.told_at.is_not(None))
        .order_by(Letter.told_at.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def messages_of(session: Session, case_id: int) -> list[Message]:
    """Return every message of a case, newest first."""
    return list(session.scalars(select(Message).where(Message.case_id == case_id).order_by(Message.id.desc())))
