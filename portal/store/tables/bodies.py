"""Relevant bodies and others, and what was made available to each."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Body(Base):
    """A body as the area file names it; dated, because councils and boards are merged."""

    __tablename__ = "body"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    # None: every district of the partnership.
    districts: Mapped[Any | None] = mapped_column(Json)
    email: Mapped[str | None]
    # s105 relevant body, or asked under Schedule 4 paragraph 7.
    duty: Mapped[str]
    since: Mapped[date | None]
    until: Mapped[date | None]


class MadeAvailable(Base):
    """The application made available to a body, s104(3)(b), and the body's acknowledgement."""

    __tablename__ = "made_available"
    __table_args__ = (UniqueConstraint("case_id", "body_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    made_available_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    how: Mapped[str | None]
    # Since then the body no longer sees the case: consent was withdrawn, or the case went to another district.
    ended_at: Mapped[datetime | None]


class BodyReturn(Base):
    """What a body says it holds, asked for with a due date of its own (requirement C6)."""

    __tablename__ = "body_return"
    __table_args__ = (CheckConstraint("state IN ('asked','received','declined')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    asked_at: Mapped[datetime]
    due_on: Mapped[date | None]
    state: Mapped[str]
    view: Mapped[str | None]
    words: Mapped[str | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
