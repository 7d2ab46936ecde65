"""The ledger of deadlines."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import Deadline, Pause


def running(session: Session, case_id: int) -> list[Deadline]:
    """Return the deadlines of a case that are neither met nor ended nor replaced, the most urgent first."""
    replaced = select(Deadline.replaces_id).where(
        Deadline.replaces_id.is_not(None), Deadline.case_id == case_id
    )
    query = select(Deadline).where(
        Deadline.case_id == case_id,
        Deadline.met_on.is_(None),
        Deadline.ended_on.is_(None),
        Deadline.id.not_in(replaced),
    )
    return sorted(session.scalars(query.order_by(Deadline.id)), key=urgency)


def urgency(row: Deadline) -> tuple[bool, date]:
    """Return what deadlines are sorted by, the most urgent first, from rows in the order in which they began."""
    return row.due_on is None, row.due_on or row.started_on


def all_of(session: Session, case_id: int) -> list[Deadline]:
    """Return every deadline of a case, oldest first."""
    return list(session.scalars(select(Deadline).where(Deadline.case_id == case_id).order_by(Deadline.id)))


def passed(session: Session, clock: str, today: date) -> list[tuple[int, int]]:
    """Return the numbers of case and deadline for each of a clock that still runs though its last day has passed."""
    query = select(Deadline.case_id, Deadline.id).where(
        Deadline.clock == clock,
        Deadline.due_on < today,
        Deadline.met_on.is_(None),
        Deadline.ended_on.is_(None),
    )
    return [(row[0], row[1]) for row in session.execute(query.order_by(Deadline.id))]


def one(session: Session, case_id: int, deadline_id: int) -> Deadline | None:
    """Return a deadline of a case by its number."""
    query = select(Deadline).where(Deadline.case_id == case_id, Deadline.id == deadline_id)
    return session.scalars(query).one_or_none()


def pauses(session: Session, case_id: int) -> Sequence[Pause]:
    """Return the pauses of a case, oldest first; the last one may still last."""
    return session.scalars(select(Pause).where(Pause.case_id == case_id).order_by(Pause.id)).all()


def lasting(session: Session, case_id: int) -> Pause | None:
    """Return the pause of a case that lasts; None while its clocks run."""
    return next((one for one in pauses(session, case_id) if one.to_on is None), None)
