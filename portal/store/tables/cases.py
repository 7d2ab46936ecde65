"""A case: the application and all that follows from it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Case(Base):
    """One application and its review. `state` and `version` always equal the replay of its events."""

    __tablename__ = "case_review"
    __table_args__ = (
        # The worklist: few cases wait for somebody, however many were closed.
        Index("ix_case_review_whose_turn_district", "whose_turn", "district"),
        Index("ix_case_review_state_district", "state", "district"),
        # The yearly figures.
        Index("ix_case_review_applied_on", "applied_on"),
        # Cases that may be alike are looked for among those of one year.
        Index("ix_case_review_received_at", "received_at"),
        CheckConstraint(
            "channel IN ('online','phone','post','email','in_person','call_asked')", name="channel"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    district: Mapped[str]
    state: Mapped[str]
    version: Mapped[int]
    open_actions: Mapped[int] = mapped_column(default=0)
    open_appeals: Mapped[int] = mapped_column(default=0)
    sittings: Mapped[int] = mapped_column(default=0)
    paused_since: Mapped[datetime | None]
    # The same draft sent twice gives one case: the key is made with the draft.
    submission_key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[str]
    # Sent, called, posted or received: all dates are kept, `applied_on` is the one the threshold counts from (B1).
    applied_on: Mapped[date]
    received_at: Mapped[datetime]
    received_on: Mapped[date | None]
    posted_or_called_on: Mapped[date | None]
    keyed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    contact_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    whose_turn: Mapped[str]
    due_on: Mapped[date | None]
    due_clock: Mapped[str | None]
    journey_version: Mapped[str]
    privacy_notice_version: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    large_print: Mapped[bool] = mapped_column(default=False)
    # Codes that ask for a person's eye: danger_words, hate, vulnerable, share_home, needs_help.
    flags: Mapped[Any] = mapped_column(Json, default=list)
    same_as_case_id: Mapped[int | None] = mapped_column(ForeignKey("case_review.id"), index=True)
    closed_at: Mapped[datetime | None]
    held_from_erasure: Mapped[str | None]


class FrozenAnswer(Base):
    """A question as it was asked and the answer in words, kept as they stood when the application was sent."""

    __tablename__ = "frozen_answer"
    __table_args__ = (UniqueConstraint("case_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    position: Mapped[int]
    page: Mapped[str]
    question_id: Mapped[str]
    group_index: Mapped[int | None]
    label: Mapped[str]
    # None: not answered.
    value: Mapped[Any | None] = mapped_column(Json)
    words: Mapped[str]


class Report(Base):
    """Somebody told an agency about an incident (the Act says "complaint", s104(11)). Uncertain dates are spans."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    number: Mapped[int]
    told_from: Mapped[date | None]
    told_to: Mapped[date | None]
    incident_from: Mapped[date | None]
    incident_to: Mapped[date | None]
    body_kind: Mapped[str | None]
    kind: Mapped[str] = mapped_column(default="asb")
    reporter: Mapped[str] = mapped_column(default="applicant")
    household: Mapped[str | None]
    same_as_number: Mapped[int | None]
    reference: Mapped[str | None]
    dates_in_words: Mapped[str | None]
    what: Mapped[str | None]


class ReportMark(Base):
    """A person's coded mark on a report, with evidence; the newest one counts (requirement B6)."""

    __tablename__ = "report_mark"
    __table_args__ = (
        CheckConstraint(
            "code IN ('counts','date_differs','not_this_behaviour','not_asb','same_persons_duplicate')",
            name="code",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    code: Mapped[str]
    told_on: Mapped[date | None]
    incident_on: Mapped[date | None]
    # Of a duplicate: the number of the other report of the same person.
    same_as_number: Mapped[int | None]
    # Erasable; the event holds the seal of the reason, made with this salt.
    reason: Mapped[str | None]
    salt: Mapped[str | None]
    # What shows it: words that name the record, a document of the case, or both.
    shown_by: Mapped[str | None]
    evidence_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    marked_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    marked_at: Mapped[datetime]


class Note(Base):
    """A note, call or contact: when it happened, when it was written down, who may see it (requirement C3)."""

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("kind IN ('note','call','visit','email','letter','meeting')", name="kind"),
        CheckConstraint("audience IN ('officers','bodies','applicant')", name="audience"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    kind: Mapped[str]
    audience: Mapped[str]
    happened_on: Mapped[date]
    written_at: Mapped[datetime]
    written_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    words: Mapped[str]
    # Of a note that holds the reason of a step: the salt of the seal in its event.
    salt: Mapped[str | None]


class Document(Base):
    """A file: its name and hash here, its bytes in the store of files under a random name."""

    __tablename__ = "document"
    __table_args__ = (CheckConstraint("audience IN ('officers','bodies','applicant')", name="audience"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("note.id"), index=True)
    title: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    stored_as: Mapped[str] = mapped_column(unique=True)
    audience: Mapped[str]
    happened_on: Mapped[date]
    written_at: Mapped[datetime]
    added_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Deadline(Base):
    """A clock of the case as a ledger row: how it was counted; extensions add a row and keep the old (C9)."""

    __tablename__ = "deadline"
    __table_args__ = (Index("ix_deadline_case_id_clock", "case_id", "clock"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    clock: Mapped[str]
    body_key: Mapped[str | None]
    # The letter with which a time to appeal began: each reader has their own.
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    started_on: Mapped[date]
    # None: the partnership has not agreed this clock; shown as "not yet agreed".
    due_on: Mapped[date | None]
    counted: Mapped[Any] = mapped_column(Json)
    met_on: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("deadline.id"))
    # Why it replaces another: extended, paused, deferred, looked_again, merged, told, reopened; None: an appeal sent
    # the case back.
    cause: Mapped[str | None]
    reason: Mapped[str | None]
    salt: Mapped[str | None]
    # Who gave more time or let the clocks run again; None: the process itself.
    made_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime]
    # It stopped without being met, because the case came to an end: closed, ended, withdrawn, merged, moved.
    ended_on: Mapped[date | None]
    ended_for: Mapped[str | None]


class Pause(Base):
    """A time in which the clocks of the applicant's side stood still, with the reason (requirement C9)."""

    __tablename__ = "pause"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    reason: Mapped[str]
    salt: Mapped[str | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))


class CaseLink(Base):
    """Two cases that belong together and stay apart: linked by a person, with a reason (requirement C4)."""

    __tablename__ = "case_link"
    __table_args__ = (UniqueConstraint("case_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    reason: Mapped[str]
    salt: Mapped[str | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    made_at: Mapped[datetime]


class Involvement(Base):
    """Somebody who dealt with the reports before, or their line manager: not fit to chair or to decide (D2)."""

    __tablename__ = "involvement"
    __table_args__ = (
        CheckConstraint("how IN ('handled','line_manager','named_by_victim','decided','other')", name="how"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    name: Mapped[str | None]
    office: Mapped[str | None]
    how: Mapped[str]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]


class SteppedOff(Base):
    """Somebody who stepped off a case; from then on it is closed to them."""

    __tablename__ = "stepped_off"
    __table_args__ = (UniqueConstraint("case_id", "staff_id"), Index("ix_stepped_off_staff_id", "staff_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]
    # Erasable; the event keeps its salted seal.
    reason: Mapped[str]
    salt: Mapped[str | None]
