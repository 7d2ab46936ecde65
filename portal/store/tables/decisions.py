"""Assessments by the rules, decisions by people: kept apart on purpose."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Criteria(Base):
    """The local criteria an assessment used, whole, under their hash."""

    __tablename__ = "criteria"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    canonical: Mapped[str]
    first_used_at: Mapped[datetime]


class Assessment(Base):
    """What the rules said about the facts as they stood; a new one is added when facts or marks change."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    number: Mapped[int]
    made_at: Mapped[datetime]
    criteria_sha256: Mapped[str] = mapped_column(ForeignKey("criteria.sha256"))
    facts: Mapped[Any] = mapped_column(Json)
    result: Mapped[Any] = mapped_column(Json)
    local_result: Mapped[str]
    statutory_result: Mapped[str]


class Decision(Base):
    """A named person's decision for the relevant bodies. The reasons can be erased; the event keeps their seal."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("case_id", "stage", "round"),
        CheckConstraint("stage IN ('threshold','review','closure')", name="stage"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    event_seq: Mapped[int] = mapped_column(ForeignKey("event.seq"), index=True)
    stage: Mapped[str]
    # 1, and one more each time an appeal sends the case back.
    round: Mapped[int]
    outcome: Mapped[str]
    decided_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_on: Mapped[date]
    made_at: Mapped[datetime]
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    reasons: Mapped[str | None]
    salt: Mapped[str | None]
    # Of "not met": the weighing form as filled in, and the second person who agreed (requirement C8).
    weighed: Mapped[Any | None] = mapped_column(Json)
    second_person: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # Of "deferred": the day to look again.
    look_again_on: Mapped[date | None]


class BodyView(Base):
    """The view of a relevant body on a decision. Silence is never agreement."""

    __tablename__ = "body_view"
    __table_args__ = (
        UniqueConstraint("decision_id", "body_id"),
        CheckConstraint("view IN ('met','not_met','no_view','not_asked')", name="view"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    view: Mapped[str]
    words: Mapped[str | None]


class Referral(Base):
    """Other help named in a "not met" letter, and what became of it (requirement C11)."""

    __tablename__ = "referral"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), index=True)
    to: Mapped[str]
    what: Mapped[str]
    follow_up_on: Mapped[date | None]
    followed_up_on: Mapped[date | None]
    followed_up_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # Erasable; the event holds its seal, made with this salt.
    result: Mapped[str | None]
    salt: Mapped[str | None]
