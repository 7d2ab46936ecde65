"""The ledger of deadlines."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import Deadline


def running(session: Session, case_id: int) -> list[Deadline]:
    """Return the deadlines of a case that are neither met nor replaced, the most urgent first."""
    replaced = select(Deadline.replaces_id).where(
        Deadline.replaces_id.is_not(None), Deadline.case_id == case_id
    )
    query = select(Deadline).where(
        Deadline.case_id == case_id, Deadline.met_on.is_(None), Deadline.id.not_in(replaced)
    )
    rows = list(session.scalars(query))
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on or row.started_on, row.id))


def all_of(session: Session, case_id: int) -> list[Deadline]:
    """Return every deadline of a case, oldest first."""
    return list(session.scalars(select(Deadline).where(Deadline.case_id == case_id).order_by(Deadline.id)))
