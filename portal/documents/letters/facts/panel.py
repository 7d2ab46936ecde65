"""What the letters about the review and its plan need to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from portal.documents.letters.facts.shared import Chair, Challenge, Closing, Member, Promise, Recommendation

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
class ChairReplaced:
    """Another person chairs. `held`: the meeting has taken place already."""

    changed_on: date
    meeting_day: date
    held: bool
    chair: Chair
    closing: Closing


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
    """`reviewed` is False where the threshold was not met, so that there was no review and no plan."""

    closed_on: date
    reasons: str
    actions: tuple[EndedAction, ...]
    challenge: Challenge
    closing: Closing
    reviewed: bool = True


ReopenedStep = Literal["call", "decision", "panel", "plan"]


@dataclass(frozen=True, slots=True)
class Reopened:
    """`step` is where the work goes on."""

    reopened_on: date
    reasons: str
    step: ReopenedStep
    after_appeal: bool
    promises: tuple[Promise, ...]
    closing: Closing
