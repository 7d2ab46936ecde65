"""Steps that wait for a second person."""

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from portal.store.tables import Case, Proposal


def waiting(session: Session, case_id: int, kind: str) -> Proposal | None:
    """Return the proposal of a kind that nobody has settled yet."""
    query = select(Proposal).where(
        Proposal.case_id == case_id, Proposal.kind == kind, Proposal.settled_at.is_(None)
    )
    return session.scalars(query.order_by(Proposal.id.desc()).limit(1)).one_or_none()


def all_waiting(session: Session, case_id: int) -> list[Proposal]:
    """Return every proposal of a case that nobody has settled yet."""
    query = select(Proposal).where(Proposal.case_id == case_id, Proposal.settled_at.is_(None))
    return list(session.scalars(query))


def newest(session: Session, case_id: int, kind: str) -> Proposal | None:
    """Return the proposal of a kind that was made last, settled or not."""
    query = select(Proposal).where(Proposal.case_id == case_id, Proposal.kind == kind)
    return session.scalars(query.order_by(Proposal.id.desc()).limit(1)).one_or_none()


def by_another(kind: str, staff_id: int | None) -> ColumnElement[bool]:
    """Return the condition on `Case` that a proposal of this kind was made, and none that waits by `staff_id`."""
    made = select(Proposal.case_id).where(Proposal.kind == kind)
    own = made.where(Proposal.made_by == staff_id, Proposal.settled_at.is_(None))
    return and_(Case.id.in_(made.where(Proposal.made_by != staff_id)), Case.id.not_in(own))
