"""Reads appeals with those who hear them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.store.tables import Appeal, Staff


@dataclass(frozen=True)
class Heard:
    """An appeal and the officer it was given to (None: nobody yet)."""

    appeal: Appeal
    officer: Staff | None


def of_case(session: Session, case_id: int) -> list[Heard]:
    """Return the appeals of a case, the newest first."""
    rows = session.execute(
        select(Appeal, Staff)
        .outerjoin(Staff, Staff.id == Appeal.officer_id)
        .where(Appeal.case_id == case_id)
        .order_by(Appeal.number.desc())
    )
    return [Heard(appeal, officer) for appeal, officer in rows]


def newest_of(session: Session, case_id: int, officer_id: int | None) -> int | None:
    """Return the number of the newest appeal of a case that was given to an officer."""
    query = select(func.max(Appeal.number)).where(Appeal.case_id == case_id, Appeal.officer_id == officer_id)
    return session.execute(query).scalar_one()
