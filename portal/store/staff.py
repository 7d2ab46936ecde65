"""Finds people of the staff, their roles and their sessions."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from portal.policy import Grant, Role
from portal.store.tables import Staff, StaffRole, StaffSession

# Every page of the staff asks who is asking: built once, for building a query takes as long as asking it.
HELD_NOW = (
    select(StaffRole)
    .where(
        StaffRole.staff_id == bindparam("staff"),
        StaffRole.since <= bindparam("today"),
        or_(StaffRole.until.is_(None), StaffRole.until >= bindparam("today")),
    )
    .order_by(StaffRole.id)
)
BY_TOKEN = (
    select(StaffSession, Staff)
    .join(Staff, Staff.id == StaffSession.staff_id)
    .where(
        StaffSession.token_hash == bindparam("token"),
        StaffSession.ended_at.is_(None),
        Staff.left_at.is_(None),
    )
)


def by_username(session: Session, username: str, *, lock: bool = False) -> Staff | None:
    """Return the person who signs in under `username` and has not left."""
    query = select(Staff).where(Staff.username == username.strip().lower(), Staff.left_at.is_(None))
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def grants(session: Session, staff_id: int, today: date) -> tuple[Grant, ...]:
    """Return the roles a person holds today, read anew at every request."""
    rows = session.scalars(HELD_NOW, {"staff": staff_id, "today": today})
    return tuple(Grant(Role(row.role), row.district, row.body) for row in rows)


def use_totp_step(session: Session, staff_id: int, step: int) -> bool:
    """Spend a time step: True only for a step later than any spent before, also when two requests race."""
    statement = (
        update(Staff)
        .where(Staff.id == staff_id, Staff.totp_last_step < step)
        .values(totp_last_step=step)
        .returning(Staff.id)
    )
    return session.execute(statement).scalar_one_or_none() is not None


def session_by_token(session: Session, token_hash: str) -> tuple[StaffSession, Staff] | None:
    """Return the open session with this hash and its person, unless the person has left."""
    row = session.execute(BY_TOKEN, {"token": token_hash}).one_or_none()
    return (row[0], row[1]) if row else None


def open_sessions(session: Session, staff_id: int) -> list[StaffSession]:
    """Return the sessions of a person that nobody ended, the one used last first."""
    query = (
        select(StaffSession)
        .where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
        .order_by(StaffSession.seen_at.desc(), StaffSession.id.desc())
    )
    return list(session.scalars(query))


def touch(session: Session, session_id: int, now: datetime) -> None:
    """Note that a session was used."""
    session.execute(update(StaffSession).where(StaffSession.id == session_id).values(seen_at=now))


def end_sessions(session: Session, staff_id: int, now: datetime) -> None:
    """End every open session of a person at once."""
    session.execute(
        update(StaffSession)
        .where(StaffSession.staff_id == staff_id, StaffSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def holding(session: Session, role: Role, today: date, district: str | None = None) -> list[Staff]:
    """Return the people who hold `role` today for `district` or for the whole partnership, by name."""
    query = (
        select(Staff)
        .join(StaffRole, StaffRole.staff_id == Staff.id)
        .where(
            StaffRole.role == role,
            StaffRole.since <= today,
            or_(StaffRole.until.is_(None), StaffRole.until >= today),
            Staff.left_at.is_(None),
        )
        .order_by(Staff.name)
        .distinct()
    )
    if district is not None:
        query = query.where(or_(StaffRole.district == district, StaffRole.district.is_(None)))
    return list(session.scalars(query))


def everybody(session: Session) -> list[Staff]:
    """Return everybody of the staff who has not left, by name."""
    return list(session.scalars(select(Staff).where(Staff.left_at.is_(None)).order_by(Staff.name, Staff.id)))


def anybody(session: Session) -> bool:
    """Say whether anybody was ever added to the staff."""
    return session.execute(select(Staff.id).limit(1)).scalar_one_or_none() is not None


def names(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the names of people of the staff by their number."""
    if not ids:
        return {}
    return {
        row.id: row.name
        for row in session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(sorted(ids))))
    }
