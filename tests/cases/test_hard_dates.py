"""Hard dates: holidays that move, days of one year only, leap days, year ends, closures, and nights without an hour.

Each line names what is hard about it. The official list of bank holidays is kept as data beside this file.
"""

import json
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from portal.cases.civil import civil_date
from portal.cases.timetable import Term, Unit, _bank_holidays, count, days_still, put_later, why_not_worked

OFFICIAL = {
    int(year): {date.fromisoformat(day) for day in found}
    for year, found in json.loads(
        (Path(__file__).parent / "official_bank_holidays.json").read_text(encoding="utf-8")
    )["years"].items()
}
EVERY = frozenset().union(*OFFICIAL.values())
DAY = timedelta(days=1)
W: Literal["working_day"] = "working_day"
C: Literal["calendar_day"] = "calendar_day"

# What is hard, the day it starts, how many days, closures, the last day in time.
HARD: tuple[tuple[str, str, int, Unit, tuple[str, ...], str], ...] = (
    # Easter, the earliest and latest of the list, and across it.
    ("Maundy Thursday 2019", "2019-04-18", 1, W, (), "2019-04-23"),
    ("Good Friday 2020", "2020-04-10", 1, W, (), "2020-04-14"),
    ("Easter Monday 2021", "2021-04-05", 1, W, (), "2021-04-06"),
    ("week before Easter 2022", "2022-04-11", 5, W, (), "2022-04-20"),
    ("Maundy Thursday 2023", "2023-04-06", 1, W, (), "2023-04-11"),
    ("Easter in March 2024", "2024-03-28", 1, W, (), "2024-04-02"),
    ("Easter Saturday 2025", "2025-04-19", 1, W, (), "2025-04-22"),
    ("Easter 2026 across April Fools", "2026-03-31", 3, W, (), "2026-04-07"),
    ("Easter 2027 with the clocks going forward", "2027-03-25", 1, W, (), "2027-03-30"),
    ("Easter 2028", "2028-04-13", 2, W, (), "2028-04-19"),
    # Christmas and New Year, in each shape a week can give them.
    ("Christmas Wednesday and Thursday 2019", "2019-12-24", 1, W, (), "2019-12-27"),
    ("Boxing Day on a Saturday 2020", "2020-12-24", 1, W, (), "2020-12-29"),
    ("both on a weekend 2021", "2021-12-24", 1, W, (), "2021-12-29"),
    ("New Year on a Saturday 2022", "2021-12-31", 1, W, (), "2022-01-04"),
    ("Christmas Day on a Sunday 2022", "2022-12-23", 1, W, (), "2022-12-28"),
    ("New Year on a Sunday 2023", "2022-12-30", 1, W, (), "2023-01-03"),
    ("Christmas Monday and Tuesday 2023", "2023-12-22", 1, W, (), "2023-12-27"),
    ("Christmas Thursday and Friday 2025", "2025-12-24", 1, W, (), "2025-12-29"),
    ("substitute for Boxing Day 2026", "2026-12-24", 2, W, (), "2026-12-30"),
    ("both on a weekend 2027", "2027-12-24", 1, W, (), "2027-12-29"),
    ("New Year on a Saturday 2028", "2027-12-31", 1, W, (), "2028-01-04"),
    ("Christmas on a Monday 2028", "2028-12-22", 3, W, (), "2028-12-29"),
    # Days of one year only.
    ("VE Day instead of the first Monday 2020", "2020-05-01", 1, W, (), "2020-05-04"),
    ("the Friday of VE Day 2020", "2020-05-07", 1, W, (), "2020-05-11"),
    ("the spring holiday moved for the Jubilee 2022", "2022-05-27", 1, W, (), "2022-05-30"),
    ("the Jubilee 2022", "2022-06-01", 1, W, (), "2022-06-06"),
    ("the State Funeral 2022", "2022-09-16", 1, W, (), "2022-09-20"),
    ("ten days over the State Funeral 2022", "2022-09-09", 10, W, (), "2022-09-26"),
    ("the Coronation 2023", "2023-05-05", 1, W, (), "2023-05-09"),
    ("three holidays in May 2023", "2023-04-28", 20, W, (), "2023-05-31"),
    # Mondays of every year.
    ("early May 2026", "2026-05-01", 1, W, (), "2026-05-05"),
    ("end of May 2026", "2026-05-22", 1, W, (), "2026-05-26"),
    ("the last day of August 2026", "2026-08-28", 1, W, (), "2026-09-01"),
    ("the first of January 2026 is a Thursday", "2025-12-31", 1, W, (), "2026-01-02"),
    # Leap days and the ends of months and years.
    ("the day before a leap day", "2024-02-28", 1, W, (), "2024-02-29"),
    ("from a leap day", "2024-02-29", 1, W, (), "2024-03-01"),
    ("no leap day 2027", "2027-02-26", 1, W, (), "2027-03-01"),
    ("a year of calendar days over a leap day", "2027-06-01", 366, C, (), "2028-06-01"),
    ("a month end", "2026-11-30", 1, W, (), "2026-12-01"),
    ("a year end", "2026-12-31", 1, W, (), "2027-01-04"),
    ("twenty days over the year end", "2026-12-14", 20, W, (), "2027-01-14"),
    # The nights on which the clocks change are days like others.
    ("spring 2026", "2026-03-27", 1, W, (), "2026-03-30"),
    ("from the short day itself", "2026-03-29", 1, W, (), "2026-03-30"),
    ("autumn 2026", "2026-10-23", 1, W, (), "2026-10-26"),
    ("from the long day itself", "2026-10-25", 1, W, (), "2026-10-26"),
    ("seven calendar days over the spring night", "2026-03-23", 7, C, (), "2026-03-30"),
    ("seven calendar days over the autumn night", "2026-10-19", 7, C, (), "2026-10-26"),
    # Calendar days that land where nobody works are kept on the working day before.
    ("lands on a Saturday", "2026-11-23", 5, C, (), "2026-11-27"),
    ("lands on a Sunday", "2026-11-23", 6, C, (), "2026-11-27"),
    ("lands on Good Friday", "2026-03-29", 5, C, (), "2026-04-02"),
    ("lands on Easter Monday", "2026-03-30", 7, C, (), "2026-04-02"),
    ("lands on Christmas Day", "2026-12-20", 5, C, (), "2026-12-24"),
    ("lands on a substitute day", "2026-12-21", 7, C, (), "2026-12-24"),
    ("lands on the State Funeral", "2022-09-14", 5, C, (), "2022-09-16"),
    ("never before it began", "2026-12-25", 2, C, (), "2026-12-25"),
    # Closures of the area.
    ("closed between the years", "2026-12-24", 1, W, ("2026-12-29", "2026-12-30", "2026-12-31"), "2027-01-04"),
    ("a closure on a bank holiday counts once", "2026-12-24", 1, W, ("2026-12-25",), "2026-12-29"),
    ("a closure on the first day", "2026-11-23", 1, W, ("2026-11-23",), "2026-11-24"),
    ("a closure on the last day", "2026-11-23", 1, W, ("2026-11-24",), "2026-11-25"),
    ("calendar days land on a closure", "2026-11-23", 2, C, ("2026-11-25",), "2026-11-24"),
    ("calendar days over a closure", "2026-11-23", 3, C, ("2026-11-25",), "2026-11-26"),
)  # fmt: skip

# A moment as a machine reads it, and the day on which people in England and Wales live it.
MOMENTS: tuple[tuple[str, str, str], ...] = (
    ("a second before midnight in winter", "2026-01-15T23:59:59+00:00", "2026-01-15"),
    ("midnight in winter", "2026-01-16T00:00:00+00:00", "2026-01-16"),
    ("a second before midnight in summer", "2026-07-15T22:59:59+00:00", "2026-07-15"),
    ("midnight in summer", "2026-07-15T23:00:00+00:00", "2026-07-16"),
    ("the evening before the clocks go forward 2026", "2026-03-28T23:59:59+00:00", "2026-03-28"),
    ("the short day begins", "2026-03-29T00:00:00+00:00", "2026-03-29"),
    ("the hour that does not exist", "2026-03-29T01:00:00+00:00", "2026-03-29"),
    ("the short day ends an hour sooner", "2026-03-29T22:59:59+00:00", "2026-03-29"),
    ("the day after the short day", "2026-03-29T23:00:00+00:00", "2026-03-30"),
    ("the evening before the clocks go back 2026", "2026-10-24T22:59:59+00:00", "2026-10-24"),
    ("the long day begins", "2026-10-24T23:00:00+00:00", "2026-10-25"),
    ("the hour that comes twice, first", "2026-10-25T00:30:00+00:00", "2026-10-25"),
    ("the hour that comes twice, again", "2026-10-25T01:30:00+00:00", "2026-10-25"),
    ("the long day lasts until midnight", "2026-10-25T23:59:59+00:00", "2026-10-25"),
    ("the day after the long day", "2026-10-26T00:00:00+00:00", "2026-10-26"),
    ("spring 2027 on Easter Sunday", "2027-03-28T23:00:00+00:00", "2027-03-29"),
    ("autumn 2027", "2027-10-30T23:00:00+00:00", "2027-10-31"),
    ("the last moment of the year", "2026-12-31T23:59:59+00:00", "2026-12-31"),
    ("the leap day in another zone", "2028-02-29T23:30:00-05:00", "2028-03-01"),
    ("a day that has begun elsewhere", "2026-11-24T05:00:00+09:00", "2026-11-23"),
)  # fmt: skip


def day(written: str) -> date:
    return date.fromisoformat(written)


@pytest.mark.parametrize(
    ("what", "start", "n", "unit", "closures", "due"), HARD, ids=[one[0] for one in HARD]
)
def test_hard_dates(what: str, start: str, n: int, unit: Unit, closures: tuple[str, ...], due: str) -> None:
    assert count(day(start), Term(n, unit), set(map(day, closures))).due_on == day(due), what


def test_there_are_sixty_of_them() -> None:
    assert len(HARD) >= 60
    assert len({(start, n, unit, closures) for _, start, n, unit, closures, _ in HARD}) == len(HARD)


@pytest.mark.parametrize(("what", "moment", "on"), MOMENTS, ids=[one[0] for one in MOMENTS])
def test_moments_around_midnight(what: str, moment: str, on: str) -> None:
    assert civil_date(datetime.fromisoformat(moment)) == day(on), what


@given(st.datetimes(datetime(2019, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)))
def test_the_civil_day_never_runs_back(moment: datetime) -> None:
    assert civil_date(moment) <= civil_date(moment + timedelta(hours=1))
    assert moment.date() <= civil_date(moment) <= moment.date() + DAY


@pytest.mark.parametrize("year", range(2019, 2029))
def test_bank_holidays_are_the_official_ones(year: int) -> None:
    """Weekend days are no working days anyway; the official list names the substitute instead."""
    assert {one for one in _bank_holidays(year) if one.isoweekday() < 6} == OFFICIAL[year]
    assert all(one.isoweekday() < 6 for one in OFFICIAL[year])


STARTS = st.dates(date(2019, 1, 2), date(2027, 6, 30))
UNITS: st.SearchStrategy[Unit] = st.sampled_from([W, C])
CLOSURES = st.frozensets(st.dates(date(2019, 1, 1), date(2028, 12, 31)), max_size=20)


def worked(one: date, closures: Collection[date]) -> bool:
    return one.isoweekday() < 6 and one not in EVERY and one not in closures


def naive(start: date, n: int, closures: Collection[date], still: Collection[date]) -> date:
    """Cross off one working day after the other on a paper calendar, passing over those of the pause."""
    one = start
    while n:
        one += DAY
        n -= worked(one, closures) and one not in still
    return one


@given(STARTS, st.integers(0, 40), CLOSURES, st.integers(-10, 60), st.integers(0, 40))
@settings(max_examples=400)
def test_a_pause_is_counted_as_on_a_paper_calendar(
    start: date, n: int, closures: frozenset[date], after: int, lasts: int
) -> None:
    first = start + after * DAY
    still = {one for one in days_still(first, first + lasts * DAY) if one > start}
    counted = count(start, Term(n, W), closures, still)
    assert counted.due_on == naive(start, n, closures, still)
    assert counted.due_on not in still or n == 0
    assert {one for one, why in counted.left_out if why == "paused"} == {
        one for one in still if one < counted.due_on and worked(one, closures)
    }


@given(STARTS, st.integers(0, 60), UNITS, CLOSURES, st.integers(1, 60), st.integers(0, 40))
@settings(max_examples=400)
def test_a_pause_never_shortens(
    start: date, n: int, unit: Unit, closures: frozenset[date], after: int, lasts: int
) -> None:
    first = start + after * DAY
    still = days_still(first, first + lasts * DAY)
    before = count(start, Term(n, unit), closures).due_on
    now = count(start, Term(n, unit), closures, still).due_on
    assert now >= before
    if unit == W and before < first:
        assert now == before


@given(STARTS, st.integers(0, 40), CLOSURES, st.integers(-5, 40), st.integers(0, 30))
@settings(max_examples=300)
def test_an_agreed_day_moves_like_a_counted_one(
    start: date, n: int, closures: frozenset[date], after: int, lasts: int
) -> None:
    """What a person extended to is moved by as many working days as counting anew would have left out."""
    first = start + after * DAY
    still = {one for one in days_still(first, first + lasts * DAY) if one > start}
    due = count(start, Term(n, W), closures).due_on
    assume(worked(due, closures))
    assert put_later(due, still, closures) == count(start, Term(n, W), closures, still).due_on


@pytest.mark.parametrize(("resumed", "stood"), [("2026-11-23", 0), ("2026-11-24", 1), ("2026-11-25", 2)])
def test_the_day_on_which_clocks_run_again_counts(resumed: str, stood: int) -> None:
    assert len(days_still(day("2026-11-23"), day(resumed))) == stood


@pytest.mark.parametrize(
    ("due", "moved"),
    [("2026-11-20", "2026-11-20"), ("2026-11-23", "2026-11-25"), ("2026-11-24", "2026-11-26")],
)
def test_a_pause_begins_on_the_last_day_or_after_it(due: str, moved: str) -> None:
    """Paused on Monday 23 November and gone on with on Wednesday: only a day that had passed stays."""
    still = days_still(day("2026-11-23"), day("2026-11-25"))
    assert put_later(day(due), still) == day(moved)


def test_calendar_days_kept_before_a_weekend_do_not_fall_into_the_pause() -> None:
    """From Monday 23 November five days would end on Saturday and be kept on Friday, but Friday stood still."""
    still = days_still(day("2026-11-27"), day("2026-11-28"))
    counted = count(day("2026-11-23"), Term(5, C), (), still)
    assert counted.due_on == day("2026-11-30")
    assert why_not_worked(counted.due_on) is None
