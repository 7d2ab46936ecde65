"""Appeals hang on the case: about how the application was dealt with, or how the review was done (Sch 4 para 3)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Appeal(Base):
    """One appeal."""

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        UniqueConstraint("submission_key"),
        Index("ix_appeal_officer_id_state", "officer_id", "state"),
        CheckConstraint("stage IN ('threshold','review')", name="stage"),
        CheckConstraint(
            "state IN ('lodged','accepted','assigned','decided','refused','withdrawn')", name="state"
        ),
        CheckConstraint("late_result IS NULL OR late_result IN ('admitted','refused')", name="late_result"),
        CheckConstraint(
            "result IS NULL OR result IN"
            " ('upheld_sent_back','reversed','recommended','partly','not_upheld','out_of_scope')",
            name="result",
        ),
        CheckConstraint(
            "effect IS NULL OR effect IN ('none','sent_back','reversed','recommended')", name="effect"
        ),
        CheckConstraint(
            "route IS NULL OR route IN ('complaint','new_report','data_protection','new_application')",
            name="route",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    number: Mapped[int]
    submission_key: Mapped[str]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    stage: Mapped[str]
    state: Mapped[str]
    channel: Mapped[str]
    lodged_at: Mapped[datetime]
    lodged_on: Mapped[date]
    # The last day of the window when one is set, and whether a person has to look at lateness.
    window_ends_on: Mapped[date | None]
    late: Mapped[bool]
    # A late appeal: admitted or refused by a person, with a reason.
    late_result: Mapped[str | None]
    late_reason: Mapped[str | None]
    late_salt: Mapped[str | None]
    late_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    grounds: Mapped[Any] = mapped_column(Json)
    words: Mapped[str]
    wanted: Mapped[str | None]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    result: Mapped[str | None]
    # What the result did to the case; and of one out of scope, who can help instead (requirement E4).
    effect: Mapped[str | None]
    route: Mapped[str | None]
    # Of one upheld in part: which part.
    part: Mapped[str | None]
    reasons: Mapped[str | None]
    salt: Mapped[str | None]
    recommendations: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    withdrawn_on: Mapped[date | None]
