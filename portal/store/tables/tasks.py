"""What waits for a person: tasks of a case, and proposals that a second person has to look at."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Task(Base):
    """Something a person has to do by hand: nobody opened a letter, mail came back, somebody needs an interpreter."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_case_id_done_at", "case_id", "done_at"),
        # The worklist: few tasks are open, however many were done.
        Index("ix_task_done_at_case_id", "done_at", "case_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    # A code; its words stand in portal/web/case_words.py.
    kind: Mapped[str]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"), index=True)
    made_at: Mapped[datetime]
    due_on: Mapped[date | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # What was done, in words; erasable. The event holds their seal, made with this salt.
    words: Mapped[str | None]
    salt: Mapped[str | None]


class Proposal(Base):
    """A step that takes two people: proposed by one, settled by another in a request of their own (decision 21)."""

    __tablename__ = "proposal"
    __table_args__ = (
        Index("ix_proposal_case_id_settled_at", "case_id", "settled_at"),
        CheckConstraint("kind IN ('not_met','end','override')", name="kind"),
        CheckConstraint("outcome IS NULL OR outcome IN ('agreed','returned')", name="outcome"),
        CheckConstraint("settled_by IS NULL OR settled_by <> made_by", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    kind: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    # Codes, and the form as it was filled in; erasable.
    content: Mapped[Any] = mapped_column(Json)
    reasons: Mapped[str | None]
    salt: Mapped[str | None]
    outcome: Mapped[str | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    settled_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    answer_salt: Mapped[str | None]
