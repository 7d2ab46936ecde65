"""People are rows of their own, so that one can be erased without the others."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base, Json


class Person(Base):
    """Somebody a case is about or who writes in it; staff are kept apart."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    known_as: Mapped[str | None]
    organisation: Mapped[str | None]
    # Folded name for the worklist's search; erased together with the name.
    search_name: Mapped[str | None] = mapped_column(index=True)
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class CasePerson(Base):
    """What a person is in a case."""

    __tablename__ = "case_person"
    __table_args__ = (
        CheckConstraint(
            "role IN ('victim','applicant','representative','affected','complained_of','witness')",
            name="role",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str]
    relation: Mapped[str | None]
    gets_notices: Mapped[bool] = mapped_column(default=False)
    household: Mapped[str | None]
    # They died, as recorded then: nothing written before goes to them any more, and nothing new either unless
    # somebody opens letters there. It ends when somebody says anew how they are reached.
    died_at: Mapped[datetime | None]
    letters_opened: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Contact(Base):
    """A way to reach a person. Ended, never overwritten."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("kind IN ('email','phone','text','letter','trusted_person')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    value: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    # A letter to it came back: nothing more is posted there until they give another.
    came_back_at: Mapped[datetime | None]


class SafeContact(Base):
    """What a person said about being reached safely. The newest row binds every message (requirement A3)."""

    __tablename__ = "safe_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    channels: Mapped[Any] = mapped_column(Json)
    voicemail: Mapped[str | None]
    hours: Mapped[Any | None] = mapped_column(Json)
    visit: Mapped[str | None]
    # Who must not know, words never to use: encrypted with a key kept outside the database.
    notes_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    share_post: Mapped[bool] = mapped_column(default=False)
    # Who said it, when it was not the person themselves: to be checked with them at the first safe chance.
    said_by_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Consent(Base):
    """Agreement of a person, for one purpose; the newest row counts, older ones stay."""

    __tablename__ = "consent"
    __table_args__ = (
        CheckConstraint(
            "state IN ('not_needed','given','sought','refused','withdrawn','lacks_capacity','child','override')",
            name="state",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str]
    state: Mapped[str]
    wording_version: Mapped[str]
    asked_how: Mapped[str | None]
    answered_how: Mapped[str | None]
    asked_on: Mapped[date | None]
    evidence_document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))
    reason: Mapped[str | None]
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    recorded_at: Mapped[datetime]
