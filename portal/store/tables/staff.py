"""People who work with the portal, their roles and their sessions."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base


class Staff(Base):
    """Somebody who signs in."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    office: Mapped[str | None]
    password_hash: Mapped[str]
    totp_seed_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    # The last time step accepted; only a later one is (a code is never good twice).
    totp_last_step: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    added_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class StaffRole(Base):
    """A role held for a district, a body or the whole partnership, from a day until a day."""

    __tablename__ = "staff_role"
    __table_args__ = (CheckConstraint("district IS NULL OR body IS NULL", name="one_scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str]
    district: Mapped[str | None]
    body: Mapped[str | None]
    since: Mapped[date]
    until: Mapped[date | None]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class StaffSession(Base):
    """A signed-in browser. The token itself is kept only by the browser."""

    __tablename__ = "staff_session"
    __table_args__ = (Index("ix_staff_session_staff_id_ended_at", "staff_id", "ended_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
