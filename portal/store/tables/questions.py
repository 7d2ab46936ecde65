"""Questions that an officer asks the applicant, and what they answered."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.store.tables.base import Base


class Question(Base):
    """A question put by letter; answered by the link in it, or told to an officer who keys it. Words are erasable."""

    __tablename__ = "question"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_review.id"), index=True)
    words: Mapped[str | None]
    salt: Mapped[str | None]
    # The pause that this question made: the clocks of the case stand still until the answer is there.
    pause_id: Mapped[int | None] = mapped_column(ForeignKey("pause.id"))
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    answer: Mapped[str | None]
    # "link", or the way by which it reached an officer.
    answered_how: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))

    @property
    def pauses(self) -> bool:
        """Whether the clocks stood still for this question."""
        return self.pause_id is not None
