"""Reads appeals with those who hear them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.cases.timetable import Clock
from portal.store import clocks
from portal.store.tables import Appeal, Case, Deadline, Event, Recommendation, Staff


@dataclass(frozen=True)
class Heard:
    """An appeal, the officer it was given to (None: nobody yet), and the day by which an open one is decided."""

    appeal: Appeal
    officer: Staff | None
    due_on: date | None


def of_case(session: Session, case_id: int) -> list[Heard]:
    """Return the appeals of a case, the newest first."""
    rows = session.execute(
        select(Appeal, Staff)
        .outerjoin(Staff, Staff.id == Appeal.officer_id)
        .where(Appeal.case_id == case_id)
        .order_by(Appeal.number.desc())
    )
    running = deadline(session, case_id)
    due_on = running.due_on if running else None
    return [
        Heard(appeal, officer, due_on if appeal.state == "assigned" else None) for appeal, officer in rows
    ]


def deadline(session: Session, case_id: int) -> Deadline | None:
    """Return the running deadline of the open appeal of a case; there is at most one."""
    running = clocks.running(session, case_id)
    return next((one for one in running if one.clock == Clock.APPEAL_DECISION), None)


def newest_of(session: Session, case_id: int, officer_id: int | None) -> int | None:
    """Return the number of the newest appeal of a case that was given to an officer."""
    query = select(func.max(Appeal.number)).where(Appeal.case_id == case_id, Appeal.officer_id == officer_id)
    return session.execute(query).scalar_one()


def overtaken_at(session: Session, case_id: int, moves: Sequence[str]) -> list[datetime]:
    """Return when one of `moves` was made on a case, oldest first."""
    query = select(Event.at).where(Event.case_id == case_id, Event.move.in_(moves)).order_by(Event.number)
    return list(session.scalars(query))


def open_one(session: Session, case_id: int) -> Appeal | None:
    """Return the appeal of a case that is not over; there is at most one."""
    query = select(Appeal).where(
        Appeal.case_id == case_id, Appeal.state.in_(("lodged", "accepted", "assigned"))
    )
    return session.scalars(query).one_or_none()


def assigned(session: Session) -> list[tuple[Case, Appeal]]:
    """Return the appeals that are in the hands of an officer, each with its case."""
    query = (
        select(Case, Appeal)
        .join(Appeal, Appeal.case_id == Case.id)
        .where(Case.open_appeals > 0, Appeal.state == "assigned")
        .order_by(Appeal.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def recommendations(session: Session, appeal_id: int) -> list[Recommendation]:
    """Return what an appeal recommended, by number."""
    query = (
        select(Recommendation).where(Recommendation.appeal_id == appeal_id).order_by(Recommendation.number)
    )
    return list(session.scalars(query))
