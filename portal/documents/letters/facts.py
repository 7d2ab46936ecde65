"""What each letter needs to know, as plain data.

There is no field for the person complained about: a letter to a victim never names them. Fields described as
"typed" hold words of a person and are shown as they stand; texts described as "in words" are already in the
reader's language. Ids of links are public ids; the letter keeps a placeholder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from portal.documents.signposts import Route


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Help from the area's contact data: its name, how to reach it, and what it does, in words."""

    name: str
    reach: str
    about: str = ""


Step = Literal["contact", "bodies", "decision", "meeting", "outcome", "update", "appeal", "look_again"]


@dataclass(frozen=True, slots=True)
class Promise:
    """What happens next and by when; `by` None where the partnership has agreed no time."""

    step: Step
    by: date | None = None


@dataclass(frozen=True, slots=True)
class Challenge:
    """How to challenge what this letter tells.

    `by` is the last day, None where no time limit has been set. `heard_by` names who hears it, None where not
    yet agreed. `link` is the public id of the single-purpose link.
    """

    link: str | None = None
    by: date | None = None
    heard_by: str | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of every letter: support lines of the area; routes of complaint by body and role (see
    signposts).
    """

    support: tuple[SupportLine, ...] = ()
    routes: tuple[Route, ...] = ()
    status_link: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question as it was asked and the answer in words, frozen when the application was sent."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnswerPage:
    title: str
    answers: tuple[Answer, ...]


Channel = Literal["online", "phone", "post", "email", "in person"]


@dataclass(frozen=True, slots=True)
class Receipt:
    received_on: date
    bodies: tuple[str, ...]
    promises: tuple[Promise, ...]
    answers: tuple[AnswerPage, ...]
    closing: Closing
    channel: Channel = "online"


@dataclass(frozen=True, slots=True)
class CountedReport:
    """One report in a threshold letter. All texts in words; `why` and `source` come from the explanation."""

    happened: str
    told: str
    told_whom: str
    counted: bool
    why: str
    source: str


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


@dataclass(frozen=True, slots=True)
class Chair:
    """`independence` typed: why the chair is independent, or the reason why no independent chair was used."""

    name: str
    body: str
    independence: str


@dataclass(frozen=True, slots=True)
class Member:
    body: str
    name: str = ""


PartChosen = Literal["come", "online", "send someone", "statement", "read out", "none"]


@dataclass(frozen=True, slots=True)
class Meeting:
    day: date
    at: time
    place: str
    chair: Chair
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Invitation:
    """`chosen` None until the person chose.

    `not_invited` typed: the reasons, where they are not asked to come.
    """

    meeting: Meeting
    closing: Closing
    chosen: PartChosen | None = None
    choose_link: str | None = None
    choose_by: date | None = None
    not_invited: str | None = None
    arranged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Postponed:
    old_day: date
    meeting: Meeting
    reason: str
    closing: Closing
    choose_link: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One action. `measure` typed: how we will know it is done.

    `finds_out`: whether the person causing the problem will learn of it: "yes", "no" or "not decided";
    `told_first_on`: the day the victim is told before that.
    """

    what: str
    owner: str
    due: date
    measure: str
    finds_out: Literal["yes", "no", "not decided"] = "not decided"
    told_first_on: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    body: str
    words: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`to` a person or body with public functions, who must have regard to it (s104(7); check)."""

    to: str
    words: str


@dataclass(frozen=True, slots=True)
class DraftPlan:
    meeting_day: date
    actions: tuple[PlannedAction, ...]
    recommendations: tuple[Recommendation, ...]
    closing: Closing
    comment_by: date | None = None
    comment_link: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`decision` and `reasons` typed by the chair. `heard_words` typed, may be empty.

    `comments`: what became of the draft: "answered" (then `answer` typed), "agreed", or "no reply".
    """

    concluded_on: date
    meeting_day: date
    decision: str
    reasons: str
    chair: Chair
    members: tuple[Member, ...]
    heard: PartChosen
    findings: tuple[Finding, ...]
    recommendations: tuple[Recommendation, ...]
    actions: tuple[PlannedAction, ...]
    comments: Literal["answered", "agreed", "no reply"]
    challenge: Challenge
    closing: Closing
    heard_words: str = ""
    answer: str = ""


Change = Literal["started", "done", "late", "no longer needed", "replaced", "transferred"]


@dataclass(frozen=True, slots=True)
class Milestone:
    """`change` is what happened to the action; `words` typed. `due` of the action is the day now agreed."""

    action: PlannedAction
    change: Change
    changed_on: date
    closing: Closing
    words: str = ""
    view_link: str | None = None
    still_open: int = 0


End = Literal["done", "no longer needed", "replaced", "transferred"]


@dataclass(frozen=True, slots=True)
class EndedAction:
    what: str
    owner: str
    end: End
    ended_on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Closed:
    closed_on: date
    reasons: str
    actions: tuple[EndedAction, ...]
    challenge: Challenge
    closing: Closing


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


ReopenedStep = Literal["decision", "panel", "plan"]


@dataclass(frozen=True, slots=True)
class Reopened:
    """`step` is where the work goes on."""

    reopened_on: date
    reasons: str
    step: ReopenedStep
    after_appeal: bool
    promises: tuple[Promise, ...]
    closing: Closing
