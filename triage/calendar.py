"""Counting periods in whole civil days.

The Act counts a period of months "beginning with" a date: that date is day one (Anti-social Behaviour, Crime and
Policing Act 2014 s104(11)). So the period ends on the day before the same date some months on and, where that
month has no such date, on its last day. Every end is computed forward from the day the period begins with;
nothing is ever subtracted from the date of the application, because the two ways differ at the ends of months.
"""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

Unit = Literal["day", "week", "month", "year"]
Counting = Literal["beginning_with", "one_day_longer", "counted_back"]

_DAYS: Final = {"day": 1, "week": 7}
_MONTHS: Final = {"month": 1, "year": 12}
# Far more days than one process meets; the memory of a long run stays flat all the same.
_REMEMBERED: Final = 20_000


def days_in_month(year: int, month: int) -> int:
    """Take a year and a month (1 to 12); return how many days that month has."""
    return monthrange(year, month)[1]


def months_on(start: date, months: int) -> tuple[date, bool]:
    """Take a date and a number of months; return the same date that many months on, and whether it exists.

    Where the month has no such date the last day of the month stands in for it.
    """
    years, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = days_in_month(years, month + 1)
    return date(years, month + 1, min(start.day, last)), start.day <= last


def end_of_period(start: date, length: int, unit: Unit, counting: Counting = "beginning_with") -> date:
    """Return the last day of a period; a period that would outlive the calendar ends with the calendar.

    `beginning_with`: `start` is day one (s104(11); 15 March and one month give 14 April).
    `one_day_longer`: the ordinary reading of "within a month of": the day itself is left out and the period ends
    on the corresponding date, or on the last day of a shorter month (Dodds v Walker [1981] UKHL).
    `counted_back`: the last day from which counting the period back, and stopping at the end of a shorter month,
    still reaches `start`; some areas' words can be read so.
    """
    try:
        if unit in _DAYS:
            days = length * _DAYS[unit]
            return start + timedelta(days=days - 1 if counting == "beginning_with" else days)
        end, exists = months_on(start, length * _MONTHS[unit])
        if counting == "beginning_with" and exists:
            return end - timedelta(days=1)
        if counting == "counted_back" and start.day == days_in_month(start.year, start.month):
            return end.replace(day=days_in_month(end.year, end.month))
        return end
    except (OverflowError, ValueError):
        return date.max


class Ends(dict[date, date]):
    """The ends of one kind of period by the day it begins with, remembered once worked out."""

    def __init__(self, length: int, unit: Unit, counting: Counting) -> None:
        super().__init__()
        self.length = length
        self.unit = unit
        self.counting = counting

    def __missing__(self, start: date) -> date:
        if len(self) >= _REMEMBERED:
            self.clear()
        end = end_of_period(start, self.length, self.unit, self.counting)
        self[start] = end
        return end


@lru_cache(maxsize=256)
def ends_of(length: int, unit: Unit, counting: Counting) -> Ends:
    """Return the shared table of ends for one kind of period."""
    return Ends(length, unit, counting)
