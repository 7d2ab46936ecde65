"""Two ledgers that only grow: what was done, kept for ever, and what was looked at, in segments."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Event(Base):
    """One move of a case, or a change of staff or settings. Ids and codes only, never personal text."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        Index("ix_event_move_at", "move", "at"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_review.id"))
    # Number of the event within its case.
    number: Mapped[int | None]
    kind: Mapped[str]
    move: Mapped[str | None]
    at: Mapped[datetime]
    actor_kind: Mapped[str]
    actor_id: Mapped[int | None]
    payload: Mapped[Any] = mapped_column(Json)
    # Salted hash of the reasons, which stand elsewhere and can be erased.
    seal: Mapped[str | None]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class Head(Base):
    """Where a ledger ("event" or "view") ends. Without it a cut at the end of a chain would leave no trace."""

    __tablename__ = "ledger_head"

    ledger: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
    hash: Mapped[str]


class Segment(Base):
    """A closable stretch of the ledger of views: closed ones can be dropped whole, their last hash stays."""

    __tablename__ = "view_segment"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    last_seq: Mapped[int | None]
    last_hash: Mapped[str | None]


class View(Base):
    """Somebody on the staff looked at a case."""

    __tablename__ = "view"
    __table_args__ = (Index("ix_view_case_id_seq", "case_id", "seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    segment: Mapped[int] = mapped_column(ForeignKey("view_segment.number"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    action: Mapped[str]
    at: Mapped[datetime]
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
