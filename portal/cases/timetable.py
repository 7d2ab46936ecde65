"""Counts deadlines in civil days of England and Wales and shows how each was counted.

Day 0 is the day the clock starts; the deadline is the end of day N. Working days leave out weekends, bank
holidays and the area's own closure days. A deadline of ours in calendar days that falls on a day when nobody works
is kept on the working day before; the time of somebody who writes to us then lasts until the working day after.
Days on which a clock stood still are left out, working days or not.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Literal

import holidays

Unit = Literal["working_day", "calendar_day"]
DAY = timedelta(days=1)


class Clock(StrEnum):
    """The clocks of the process; an area sets the length of each, or leaves it not yet agreed."""

    PASS_ON = "pass_on"  # noqa: S105 - no password
    FIRST_CONTACT = "first_contact"
    RETURNS = "returns"
    DECISION = "threshold_decision"
    PANEL = "panel"
    PLAN_COMMENT = "plan_comment"
    OUTCOME = "outcome"
    UPDATE = "update"
    APPEAL_WINDOW = "appeal_window"
    APPEAL_DECISION = "appeal_decision"
    RISK = "risk_assessment"
    RISK_FLAGGED = "risk_assessment_flagged"
    UNOPENED = "unopened_letter"
    ACTION_REMINDER = "action_reminder"
    POST = "post_arrives"


# Time that is the reader's, and the time that post takes to them: it is never made shorter. Where an office is closed
# on the last day for writing to it, the day it opens again is in time (Kaur v S Russell & Sons [1973] QB 336).
THEIRS = frozenset({Clock.APPEAL_WINDOW, Clock.PLAN_COMMENT, Clock.POST})


class Named(StrEnum):
    """Days that a person names in a letter, beside the clocks that are counted."""

    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Term:
    """A length of time: so many working or calendar days."""

    n: int
    unit: Unit


@dataclass(frozen=True)
class Counted:
    """A deadline and the days that were passed over while counting, each with the reason's code."""

    started_on: date
    due_on: date
    term: Term
    left_out: tuple[tuple[date, str], ...]

    def as_json(self) -> dict[str, object]:
        """Return plain values for the ledger of deadlines."""
        return {
            "n": self.term.n,
            "unit": self.term.unit,
            "left_out": [[day.isoformat(), why] for day, why in self.left_out],
        }


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    # England's list is the list for England and Wales.
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def why_not_worked(day: date, closures: Collection[date] = ()) -> str | None:
    """Return "weekend", "bank_holiday" or "closure" for a day on which nobody works, else None."""
    if day.weekday() >= 5:
        return "weekend"
    if day in _bank_holidays(day.year):
        return "bank_holiday"
    return "closure" if day in closures else None


def count(
    start: date,
    term: Term,
    closures: Collection[date] = (),
    still: Collection[date] = (),
    *,
    theirs: bool = False,
) -> Counted:
    """Count `term` from `start` (day 0). Returns the last day on which the thing is in time.

    `still` are days on which the clock stood still; they never make a deadline earlier. `theirs`: the time is the
    reader's, see THEIRS.
    """
    if term.unit == "calendar_day":
        return (
            _calendar(start, term, closures, still)
            if not theirs
            else _calendar_of_theirs(start, term, closures)
        )
    day, left, left_out = start, term.n, []
    while left:
        day += DAY
        why = why_not_worked(day, closures) or ("paused" if day in still else None)
        if why is None:
            left -= 1
        else:
            left_out.append((day, why))
    return Counted(start, day, term, tuple(left_out))


def _calendar(start: date, term: Term, closures: Collection[date], still: Collection[date]) -> Counted:
    day, left, left_out = start, term.n, []
    while left:
        day += DAY
        if day in still:
            left_out.append((day, "paused"))
        else:
            left -= 1
    last = day
    while day > start and (why := why_not_worked(day, closures)) is not None:
        left_out.append((day, why))
        day -= DAY
    # The working day before lies in the pause: then the first one after is as near as it can be kept.
    if day in still:
        day = count(last, Term(1, "working_day"), closures).due_on
    return Counted(start, day, term, tuple(left_out))


def _calendar_of_theirs(start: date, term: Term, closures: Collection[date]) -> Counted:
    day, left_out = start + term.n * DAY, []
    while (why := why_not_worked(day, closures)) is not None:
        left_out.append((day, why))
        day += DAY
    return Counted(start, day, term, tuple(left_out))


def days_still(first: date, resumed: date) -> frozenset[date]:
    """Return the days of a pause: from the day it began up to, and without, the day on which clocks run again."""
    return frozenset(first + n * DAY for n in range((resumed - first).days))


def put_later(due: date, still: Collection[date], closures: Collection[date] = ()) -> date:
    """Return the day that an agreed day `due` becomes after a pause of the days `still`, all in one stretch.

    It comes as many working days later as stood still. A day that had passed before the pause stays as it was.
    """
    if not still or due < min(still):
        return due
    stood = sum(1 for day in still if why_not_worked(day, closures) is None)
    return count(due, Term(stood, "working_day"), closures).due_on
