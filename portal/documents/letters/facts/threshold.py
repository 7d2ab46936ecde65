"""What the acknowledgement and the threshold letters need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.documents.letters.facts.shared import Challenge, Closing, Promise
from triage.ruler import Ruler


@dataclass(frozen=True, slots=True)
class Answer:
    """A question as it was asked and the answer in words, frozen when the application was sent."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    title: str
    answers: tuple[Answer, ...]


Channel = Literal["online", "phone", "post", "email", "in_person", "call_asked"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`placed` is False while nobody knows the district: then `bodies` lack those of the district, as its council."""

    received_on: date
    bodies: tuple[str, ...]
    promises: tuple[Promise, ...]
    answers: tuple[AnswerPage, ...]
    closing: Closing
    channel: Channel = "online"
    # Who applied for the reader: the words are theirs, and the reader may see them for the first time here.
    applicant: str | None = None
    placed: bool = True


@dataclass(frozen=True, slots=True)
class CountedReport:
    """One report in a threshold letter. All texts in words; `why` and `source` come from the explanation.

    `unclear`: it hangs on a date that is not known whether it counts.
    """

    happened: str
    told: str
    told_whom: str
    counted: bool
    why: str
    source: str
    unclear: bool = False


View = Literal["met", "not met", "no view", "not asked"]


@dataclass(frozen=True, slots=True)
class BodyView:
    """What one relevant body thought.

    `words` is typed and may be empty, except where nothing else is known.
    """

    body: str
    view: View
    words: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """`decided_by` names the person and for whom, in words.

    `needed` is the number of reports the rule asks for.
    """

    decided_on: date
    decided_by: str
    reasons: str
    reports: tuple[CountedReport, ...]
    needed: int
    views: tuple[BodyView, ...]
    promises: tuple[Promise, ...]
    challenge: Challenge
    closing: Closing
    hear_link: str | None = None
    hear_by: date | None = None
    dates: Ruler | None = None


@dataclass(frozen=True, slots=True)
class Weighed:
    """One point of the weighing form; `words` typed."""

    point: Literal["persistence", "harm", "adequacy", "vulnerability", "hate"]
    words: str


@dataclass(frozen=True, slots=True)
class OtherHelp:
    """Who can help instead. `what` typed; `look_again_on` when the referral is followed up."""

    body: str
    what: str
    reach: str = ""
    look_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class NotMet:
    """`second_person` names who agreed where the statute counted enough reports, None where it did not."""

    decided_on: date
    decided_by: str
    reasons: str
    reports: tuple[CountedReport, ...]
    needed: int
    weighed: tuple[Weighed, ...]
    views: tuple[BodyView, ...]
    help: tuple[OtherHelp, ...]
    challenge: Challenge
    closing: Closing
    second_person: str | None = None
    dates: Ruler | None = None


@dataclass(frozen=True, slots=True)
class Deferred:
    """`rule` is the local rule in words, `source` where it is published."""

    decided_on: date
    decided_by: str
    reasons: str
    reports: tuple[CountedReport, ...]
    needed: int
    rule: str
    source: str
    look_again_on: date
    challenge: Challenge
    closing: Closing
    dates: Ruler | None = None
