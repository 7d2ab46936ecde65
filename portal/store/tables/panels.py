"""The panel: its meetings, what it found, what it recommends and what was agreed."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base


class Voice(Base):
    """How the victim chose to be heard, asked after the threshold was met (requirement D3)."""

    __tablename__ = "voice"
    __table_args__ = (
        CheckConstraint(
            "part IN ('come','online','send_someone','statement','read_out','none')", name="part"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    part: Mapped[str]
    statement: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Meeting(Base):
    """One sitting of the panel."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        Index("ix_meeting_chair_id_state", "chair_id", "state"),
        CheckConstraint("state IN ('set','postponed','held','concluded','called_off')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    number: Mapped[int]
    round: Mapped[int]
    # Held: its plan is a draft. Concluded: the chair has finished the review, and the plan is agreed. Called off:
    # the case ended before it met.
    state: Mapped[str]
    meets_on: Mapped[date]
    meets_at: Mapped[time]
    place: Mapped[str]
    chair_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    chair_independent: Mapped[bool]
    chair_reason: Mapped[str | None]
    victim_invited: Mapped[bool]
    not_invited_reason: Mapped[str | None]
    how_heard: Mapped[str | None]
    heard_words: Mapped[str | None]
    postponed_reason: Mapped[str | None]
    comment_by: Mapped[date | None]
    # The one safe try to reach a victim who did not answer the draft plan.
    reply_tried: Mapped[str | None]


class Member(Base):
    """Somebody who sits on the panel for a body."""

    __tablename__ = "panel_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    name: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    attended: Mapped[bool | None]


class Finding(Base):
    """What the panel found about one body's part."""

    __tablename__ = "finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    words: Mapped[str]


class Recommendation(Base):
    """A recommendation to a body with public functions, which must have regard to it, s104(7).

    Made by a panel's meeting or by an appeal.
    """

    __tablename__ = "recommendation"
    __table_args__ = (CheckConstraint("(meeting_id IS NULL) <> (appeal_id IS NULL)", name="one_maker"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeal.id"), index=True)
    number: Mapped[int]
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"))
    words: Mapped[str]
    reply: Mapped[str | None]
    replied_on: Mapped[date | None]


class PlanAction(Base):
    """An agreed action: whose, by when, and how everybody will know that it was done."""

    __tablename__ = "plan_action"
    __table_args__ = (
        CheckConstraint("state IN ('open','done','no_longer_needed','replaced','transferred')", name="state"),
        CheckConstraint("(state = 'open') = (ended_on IS NULL)", name="ended"),
        CheckConstraint("finds_out IN ('yes','no','not_decided')", name="finds_out"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    number: Mapped[int]
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"), index=True)
    body_id: Mapped[int] = mapped_column(ForeignKey("body.id"), index=True)
    owner: Mapped[str]
    what: Mapped[str]
    measure: Mapped[str]
    due_on: Mapped[date]
    # Will the person complained of find out? If so, the day on which the victim is told first.
    finds_out: Mapped[str]
    told_first_on: Mapped[date | None]
    state: Mapped[str]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str | None]
    # When the owner body was reminded: some days before the due day, and once it had passed.
    reminded_soon_at: Mapped[datetime | None]
    reminded_late_at: Mapped[datetime | None]


class ActionNews(Base):
    """A word on an agreed action: the owner body's or the chair's on how it goes, the victim's on what they see."""

    __tablename__ = "action_news"
    __table_args__ = (
        CheckConstraint("said_by IN ('body','chair','victim')", name="said_by"),
        CheckConstraint(
            "progress IN ('not_started','under_way','ready','happened','not_yet')", name="progress"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("plan_action.id"), index=True)
    said_by: Mapped[str]
    progress: Mapped[str]
    # When the owner now expects it to be done; the day that was agreed stands as it is.
    expected_on: Mapped[date | None]
    # Erasable; the event keeps their salted seal.
    words: Mapped[str | None]
    # The victim said that whoever owns the action may read their words too.
    for_owner: Mapped[bool]
    salt: Mapped[str | None]
    channel: Mapped[str]
    said_on: Mapped[date]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class PlanComment(Base):
    """The victim's words on the draft plan, and what the chair answered."""

    __tablename__ = "plan_comment"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    given_at: Mapped[datetime]
    channel: Mapped[str]
    agrees: Mapped[bool]
    words: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
