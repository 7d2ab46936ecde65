"""What the letters need to know that tell of a change on the way: more time, a question, a move, an early end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.documents.letters.facts.shared import Challenge, Closing, Promise


@dataclass(frozen=True, slots=True)
class MoreTime:
    """`reasons` typed. `promise` holds the new day, `was_due` the day that was said before."""

    reasons: str
    was_due: date
    promise: Promise
    closing: Closing


@dataclass(frozen=True, slots=True)
class Paused:
    """`reasons` typed: what we wait for."""

    paused_on: date
    reasons: str
    closing: Closing


@dataclass(frozen=True, slots=True)
class Resumed:
    """`promises` hold the days as they are now counted."""

    resumed_on: date
    promises: tuple[Promise, ...]
    closing: Closing


@dataclass(frozen=True, slots=True)
class Asked:
    """`question` typed. `pauses`: the clocks stand still until the answer is there."""

    question: str
    pauses: bool
    answer_link: str
    closing: Closing


@dataclass(frozen=True, slots=True)
class Moved:
    """To another district of the partnership. `reasons` typed; `bodies` are those that have the application now."""

    moved_on: date
    applied_on: date
    district: str
    reasons: str
    bodies: tuple[str, ...]
    promises: tuple[Promise, ...]
    closing: Closing


@dataclass(frozen=True, slots=True)
class MovedOut:
    """To another area. `reasons`, `authority` and `reach` typed: who takes it on and how to reach them."""

    moved_on: date
    applied_on: date
    authority: str
    reach: str
    reasons: str
    challenge: Challenge
    closing: Closing


@dataclass(frozen=True, slots=True)
class Merged:
    """Two applications of one person became one. `reasons` typed; `applied_on` is the date that counts now.

    `later`: that of the second application, because the reports say more for the person then.
    """

    merged_on: date
    goes_on_as: str
    applied_on: date
    reasons: str
    closing: Closing
    later: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """`by_link`: withdrawn by the link in a letter, which somebody else may have had in their hands.

    `open_actions` were agreed before and still go on; `appeal_goes_on`: one that was made is still looked at.
    """

    withdrawn_on: date
    by_link: bool
    closing: Closing
    open_actions: int = 0
    appeal_goes_on: bool = False


WhyEnded = Literal["moved away", "died", "cannot be reached"]


@dataclass(frozen=True, slots=True)
class Ended:
    """`reasons` typed by whoever proposed to end the case."""

    ended_on: date
    why: WhyEnded
    reasons: str
    challenge: Challenge
    closing: Closing
