"""What the letters about an appeal need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.cases.timetable import Term
from portal.documents.letters.facts.shared import Closing, Promise, Recommendation

AppealStage = Literal["threshold", "review"]


@dataclass(frozen=True, slots=True)
class AppealReceived:
    """`points` typed by the person who appeals, `grounds` those of the area that they ticked.

    `wanted`: they said what they want to happen. The words are for whoever hears the appeal, and others read letters.

    `decide_within` runs from the day on which somebody is named to hear it, None where no time is agreed. `late`: it
    came after the last day and a person looks at that.
    """

    received_on: date
    about: AppealStage
    points: str
    decide_within: Term | None
    closing: Closing
    late: bool = False
    grounds: tuple[str, ...] = ()
    wanted: bool = False


@dataclass(frozen=True, slots=True)
class AppealAccepted:
    """`independence` typed: why officer and office are independent of the first decision.

    `late_reason` typed: why an appeal that came late is heard all the same; None for one in time. `instead`: somebody
    else was named before.
    """

    accepted_on: date
    about: AppealStage
    officer: str
    office: str
    independence: str
    decide_by: date | None
    closing: Closing
    add_link: str | None = None
    late_reason: str | None = None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class AppealRefused:
    """An appeal that came late and is not heard. `reasons` typed. `last_day` None where no limit is set."""

    refused_on: date
    about: AppealStage
    received_on: date
    last_day: date | None
    reasons: str
    closing: Closing


@dataclass(frozen=True, slots=True)
class AppealWithdrawn:
    """`last_day` until which they can appeal again; None where no limit is set."""

    withdrawn_on: date
    about: AppealStage
    last_day: date | None
    closing: Closing


Effect = Literal["none", "sent_back", "reversed", "recommended"]
# An appeal, a complaint, a new report and a data-protection complaint are things apart (requirement E4).
OtherRoute = Literal["complaint", "new_report", "data_protection", "new_application"]
Result = Literal["sent back", "reversed", "recommended", "partly upheld", "not upheld", "out of scope"]


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """`further_stage` is what the area publishes about the step after this one, where there is one.

    `part` typed: which part of an appeal is upheld, else empty; `effect` is what changes then. `route` says who can
    help with what an appeal cannot look at. `hear_link` leads to the choice how to be heard, when a review is opened.
    """

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
    part: str = ""
    effect: Effect | None = None
    route: OtherRoute | None = None
    hear_link: str | None = None
