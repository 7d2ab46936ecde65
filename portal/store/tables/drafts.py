"""Applications not sent yet, and the counters of the rate limits."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Draft(Base):
    """Answers not sent yet. Gone after 60 minutes without use, or after 28 days when saved with a code."""

    __tablename__ = "draft"
    __table_args__ = (Index("ix_draft_expires_at", "expires_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    journey: Mapped[str]
    answers: Mapped[Any] = mapped_column(Json)
    version: Mapped[int]
    submission_key: Mapped[str] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    saved_until: Mapped[datetime | None]
    code_hash: Mapped[str | None] = mapped_column(unique=True)
    # What the journey hangs on, when it does: the link of an appeal.
    link_id: Mapped[int | None] = mapped_column(ForeignKey("link.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_review.id"))
    # The officer who began it, for an application that is keyed in; nobody else opens it.
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)


class Hit(Base):
    """One counter of a rate limit: a keyed hash of who, in which window, how often."""

    __tablename__ = "hit"

    key: Mapped[str] = mapped_column(primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
