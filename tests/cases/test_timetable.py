"""Deadlines: the last day in time and the first day late, counted as people in England and Wales work."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cases.timetable import Term, Unit, _bank_holidays, count, why_not_worked

OFFICIAL = frozenset(
    found["date"] for found in BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
)
YEARS = range(2019, 2028)
STARTS = st.dates(date(2019, 1, 1), date(2027, 9, 30))
CLOSURES = st.frozensets(st.dates(date(2019, 1, 1), date(2028, 12, 31)), max_size=40)
DAY = timedelta(days=1)


def working(n: int) -> Term:
    return Term(n, "working_day")


def calendar(n: int) -> Term:
    return Term(n, "calendar_day")


def days(*written: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, written))


# Start, working days, closures: the last day in time.
WORKING: tuple[tuple[str, int, Collection[str], str], ...] = (
    # A plain week: day 0 is the day it starts, whatever the hour.
    ("2026-11-23", 0, (), "2026-11-23"),
    ("2026-11-23", 1, (), "2026-11-24"),
    ("2026-11-23", 4, (), "2026-11-27"),
    # Over one weekend, from each day of the week.
    ("2026-11-23", 5, (), "2026-11-30"),
    ("2026-11-26", 1, (), "2026-11-27"),
    ("2026-11-26", 2, (), "2026-11-30"),
    ("2026-11-27", 1, (), "2026-11-30"),
    ("2026-11-28", 1, (), "2026-11-30"),
    ("2026-11-29", 1, (), "2026-11-30"),
    ("2026-11-29", 2, (), "2026-12-01"),
    ("2026-11-28", 0, (), "2026-11-28"),
    # Two weekends.
    ("2026-11-27", 6, (), "2026-12-07"),
    # Easter 2026: Good Friday 3 April, Easter Monday 6 April.
    ("2026-04-01", 1, (), "2026-04-02"),
    ("2026-04-02", 1, (), "2026-04-07"),
    ("2026-04-03", 1, (), "2026-04-07"),
    ("2026-04-06", 1, (), "2026-04-07"),
    ("2026-04-07", 1, (), "2026-04-08"),
    # Christmas 2026: Boxing Day is a Saturday, so Monday 28 December stands in for it.
    ("2026-12-24", 1, (), "2026-12-29"),
    ("2026-12-25", 1, (), "2026-12-29"),
    ("2026-12-28", 1, (), "2026-12-29"),
    # Christmas 2022: Christmas Day on a Sunday, substitute Tuesday 27 December.
    ("2022-12-23", 1, (), "2022-12-28"),
    # Christmas 2021: both on a weekend, substitutes Monday and Tuesday; New Year's Day 2022 on Monday 3 January.
    ("2021-12-24", 1, (), "2021-12-29"),
    ("2021-12-31", 1, (), "2022-01-04"),
    # Days of one year only: VE Day moved in 2020, two in June 2022, the funeral of the Queen, the Coronation.
    ("2020-05-01", 1, (), "2020-05-04"),
    ("2020-05-07", 1, (), "2020-05-11"),
    ("2022-06-01", 1, (), "2022-06-06"),
    ("2022-09-16", 1, (), "2022-09-20"),
    ("2023-05-05", 1, (), "2023-05-09"),
    # Closures of the area are added, also next to a weekend and where they are bank holidays already.
    ("2026-12-24", 1, ("2026-12-29", "2026-12-30", "2026-12-31"), "2027-01-04"),
    ("2026-12-24", 1, ("2026-12-25", "2026-12-28"), "2026-12-29"),
    ("2026-11-23", 1, ("2026-11-24",), "2026-11-25"),
    ("2026-11-23", 1, ("2026-11-23",), "2026-11-24"),
    ("2026-11-23", 1, ("2026-11-25",), "2026-11-24"),
    # The nights on which the clocks change are days like others.
    ("2026-03-27", 1, (), "2026-03-30"),
    ("2026-10-23", 1, (), "2026-10-26"),
    # Leap day and turn of the year.
    ("2028-02-28", 1, (), "2028-02-29"),
    ("2028-02-28", 2, (), "2028-03-01"),
    ("2027-02-26", 1, (), "2027-03-01"),
    ("2026-12-31", 1, (), "2027-01-04"),
    # The usual lengths: three, fifteen and twenty working days from a Monday in November.
    ("2026-11-23", 3, (), "2026-11-26"),
    ("2026-11-23", 15, (), "2026-12-14"),
    ("2026-11-23", 20, (), "2026-12-21"),
)  # fmt: skip

CALENDAR: tuple[tuple[str, int, Collection[str], str], ...] = (
    ("2026-11-23", 0, (), "2026-11-23"),
    ("2026-11-23", 4, (), "2026-11-27"),
    # Falls on a Saturday or Sunday: the working day before keeps it in time for the reader.
    ("2026-11-23", 5, (), "2026-11-27"),
    ("2026-11-23", 6, (), "2026-11-27"),
    ("2026-11-23", 7, (), "2026-11-30"),
    ("2026-04-01", 5, (), "2026-04-02"),
    ("2026-12-23", 5, (), "2026-12-24"),
    ("2026-12-23", 6, (), "2026-12-29"),
    ("2026-11-23", 1, ("2026-11-24",), "2026-11-23"),
    # Never before it began, even when nobody works all the time.
    ("2026-11-28", 1, (), "2026-11-28"),
    ("2026-12-25", 3, (), "2026-12-25"),
)  # fmt: skip


@pytest.mark.parametrize(("start", "n", "closures", "due"), WORKING)
def test_working_days(start: str, n: int, closures: Collection[str], due: str) -> None:
    counted = count(date.fromisoformat(start), working(n), days(*closures))
    assert counted.due_on == date.fromisoformat(due)


@pytest.mark.parametrize(("start", "n", "closures", "due"), CALENDAR)
def test_calendar_days(start: str, n: int, closures: Collection[str], due: str) -> None:
    counted = count(date.fromisoformat(start), calendar(n), days(*closures))
    assert counted.due_on == date.fromisoformat(due)


# The reader's own time is never made shorter: it lasts until the next day on which somebody works.
THEIR_OWN: tuple[tuple[str, int, Collection[str], str], ...] = (
    ("2026-11-23", 4, (), "2026-11-27"),
    ("2026-11-23", 5, (), "2026-11-30"),
    ("2026-11-23", 6, (), "2026-11-30"),
    ("2026-11-23", 7, (), "2026-11-30"),
    ("2026-12-23", 2, ("2026-12-29",), "2026-12-30"),
)  # fmt: skip


@pytest.mark.parametrize(("start", "n", "closures", "due"), THEIR_OWN)
def test_calendar_days_of_the_reader_are_never_made_shorter(
    start: str, n: int, closures: Collection[str], due: str
) -> None:
    counted = count(date.fromisoformat(start), calendar(n), days(*closures), theirs=True)
    assert counted.due_on == date.fromisoformat(due)
    assert [day for day, _ in counted.left_out] == [
        counted.started_on + i * DAY for i in range(n, (counted.due_on - counted.started_on).days)
    ]


@given(STARTS, st.integers(0, 60), CLOSURES)
def test_working_days_are_counted_alike_for_everybody(
    start: date, n: int, closures: frozenset[date]
) -> None:
    assert count(start, working(n), closures, theirs=True) == count(start, working(n), closures)


@pytest.mark.parametrize("around", [-1, 0, 1])
def test_one_day_more_or_less_moves_the_deadline_to_the_neighbouring_working_day(around: int) -> None:
    found = count(date(2026, 12, 21), working(3 + around)).due_on
    assert found == {-1: date(2026, 12, 23), 0: date(2026, 12, 24), 1: date(2026, 12, 29)}[around]


def test_the_days_left_out_are_named_with_the_reason() -> None:
    counted = count(date(2026, 12, 24), working(1), days("2026-12-29"))
    assert counted.left_out == (
        (date(2026, 12, 25), "bank_holiday"),
        (date(2026, 12, 26), "weekend"),
        (date(2026, 12, 27), "weekend"),
        (date(2026, 12, 28), "bank_holiday"),
        (date(2026, 12, 29), "closure"),
    )
    assert counted.as_json() == {
        "n": 1,
        "unit": "working_day",
        "left_out": [
            ["2026-12-25", "bank_holiday"],
            ["2026-12-26", "weekend"],
            ["2026-12-27", "weekend"],
            ["2026-12-28", "bank_holiday"],
            ["2026-12-29", "closure"],
        ],
    }


def naive(start: date, n: int, unit: Unit, closures: Collection[date]) -> date:
    """The same rule as a person with a paper calendar and the official list would count it."""

    def worked(day: date) -> bool:
        return day.isoweekday() not in (6, 7) and day not in OFFICIAL and day not in closures

    if unit == "working_day":
        day = start
        for _ in range(n):
            day = next(later for later in (day + i * DAY for i in range(1, 400)) if worked(later))
        return day
    day = start + n * DAY
    return next((one for one in (day - i * DAY for i in range((day - start).days)) if worked(one)), start)


@given(STARTS, st.integers(0, 60), st.sampled_from(["working_day", "calendar_day"]), CLOSURES)
@settings(max_examples=300)
def test_the_count_agrees_with_a_paper_calendar(
    start: date, n: int, unit: Unit, closures: frozenset[date]
) -> None:
    assert count(start, Term(n, unit), closures).due_on == naive(start, n, unit, closures)


@given(STARTS, st.integers(0, 60), CLOSURES)
def test_more_days_never_end_sooner_and_closures_never_shorten(
    start: date, n: int, closures: frozenset[date]
) -> None:
    due = count(start, working(n), closures).due_on
    assert due <= count(start, working(n + 1), closures).due_on
    assert due >= count(start, working(n)).due_on
    assert due >= start


@pytest.mark.parametrize("year", YEARS)
def test_bank_holidays_are_the_official_ones(year: int) -> None:
    ours = {day for day in _bank_holidays(year) if day.isoweekday() < 6}
    assert ours == {day for day in OFFICIAL if day.year == year}
    assert len(ours) >= 8


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-11-27", None),
        ("2026-11-28", "weekend"),
        ("2026-11-29", "weekend"),
        ("2026-12-25", "bank_holiday"),
        ("2026-12-26", "weekend"),
        ("2026-12-28", "bank_holiday"),
        ("2026-12-29", "closure"),
    ],
)
def test_why_nobody_works(day: str, why: str | None) -> None:
    assert why_not_worked(date.fromisoformat(day), days("2026-12-25", "2026-12-26", "2026-12-29")) == why
