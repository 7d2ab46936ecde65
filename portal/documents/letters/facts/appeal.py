"""What the letters about an appeal need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.documents.letters.facts.shared import Closing, Promise, Recommendation

AppealStage = Literal["threshold", "review"]


@dataclass(frozen=True, slots=True)
class AppealReceived:
    """`points` typed by the person who appeals.

    `late`: it came after the last day and a person looks at that.
    """

    received_on: date
    about: AppealStage
    points: str
    promises: tuple[Promise, ...]
    closing: Closing
    late: bool = False


@dataclass(frozen=True, slots=True)
class AppealAccepted:
    """`independence` typed: why officer and office are independent of the first decision."""

    accepted_on: date
    about: AppealStage
    officer: str
    office: str
    independence: str
    decide_by: date | None
    closing: Closing
    add_link: str | None = None


Result = Literal["sent back", "reversed", "recommended", "partly upheld", "not upheld", "out of scope"]


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """`next_step` typed, may be empty. `further_stage` names a further review stage where one is in force."""

    decided_on: date
    about: AppealStage
    result: Result
    reasons: str
    officer: str
    office: str
    independence: str
    promises: tuple[Promise, ...]
    closing: Closing
    recommendations: tuple[Recommendation, ...] = ()
    further_stage: str | None = None
