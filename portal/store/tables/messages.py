"""Letters as they were made, messages waiting to leave, and the links they carry."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Letter(Base):
    """A letter kept whole with its hash. Link placeholders in it are filled only when it is shown or sent."""

    __tablename__ = "letter"
    # Letters that nobody was told of yet are few, however many were written.
    __table_args__ = (Index("ix_letter_told_at_made_at", "told_at", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    dated: Mapped[date]
    made_at: Mapped[datetime]
    language: Mapped[str]
    large_print: Mapped[bool]
    content: Mapped[Any] = mapped_column(Json)
    sha256: Mapped[str]
    pdf: Mapped[bytes | None] = mapped_column(LargeBinary)
    pdf_sha256: Mapped[str | None]
    # Told means told: opened, posted, read out or interpreted, not merely sent (requirement C10).
    told_at: Mapped[datetime | None]
    told_how: Mapped[str | None]
    # The day from which the time to appeal counts; by post it may be later than the posting (decision 0015).
    told_on: Mapped[date | None]
    told_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    # A letter on paper: who compared the address, and when it went into the post.
    address_checked_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    posted_on: Mapped[date | None]
    came_back_on: Mapped[date | None]


class Message(Base):
    """The outbox: a message commits with the decision it tells of; a worker sends it."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_state_next_try_at_id", "state", "next_try_at", "id"),
        CheckConstraint("channel IN ('email','post','call','text')", name="channel"),
        CheckConstraint("state IN ('waiting','leased','sent','held','failed','done')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_review.id"), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    body_id: Mapped[int | None] = mapped_column(ForeignKey("body.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str]
    channel: Mapped[str]
    address: Mapped[str | None]
    subject: Mapped[str]
    body: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    # A code, never an answer of the server or a word of the case.
    trouble: Mapped[str | None]
    queued_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class ReturnedMail(Base):
    """A report of a mail server that a mail did not arrive: what it says, and the hash of the whole mail it came in.

    What it sends back of our own mail is not kept: that holds a link which opens the letter.
    """

    __tablename__ = "returned_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), index=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    # The report's own code, such as 5.1.1 (RFC 3463); None when there was none.
    status: Mapped[str | None]
    report: Mapped[str]
    taken_in_at: Mapped[datetime]


class Link(Base):
    """A link for one purpose. Its token is not kept: it is computed from the id and a key outside the database."""

    __tablename__ = "link"
    __table_args__ = (
        CheckConstraint(
            "purpose IN ('letter','appeal','plan_comment','status','consent','voice','answer','action')",
            name="purpose",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"), index=True)
    # Of a link that answers a question: which.
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
