"""Periods in whole days: month ends, leap days, and an oracle that walks the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.oracle import days_of_months
from triage.calendar import Ends, end_of_period, ends_of

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-03-15", 1, "2026-04-14"),
        ("2026-03-01", 1, "2026-03-31"),
        ("2026-01-28", 1, "2026-02-27"),
        ("2026-01-29", 1, "2026-02-28"),
        ("2026-01-30", 1, "2026-02-28"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-28", 1, "2028-02-27"),
        ("2028-01-29", 1, "2028-02-28"),
        ("2028-01-30", 1, "2028-02-29"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-02-28", 1, "2026-03-27"),
        ("2028-02-29", 1, "2028-03-28"),
        ("2026-12-31", 1, "2027-01-30"),
        ("2026-11-30", 1, "2026-12-29"),
        ("2026-05-22", 6, "2026-11-21"),
        ("2026-05-21", 6, "2026-11-20"),
        ("2026-09-01", 6, "2027-02-28"),
        ("2026-08-28", 6, "2027-02-27"),
        ("2026-08-29", 6, "2027-02-28"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-29", 6, "2028-02-28"),
        ("2027-08-30", 6, "2028-02-29"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)
def test_months_beginning_with_a_date_end_the_day_before_the_same_date(
    start: str, months: int, end: str
) -> None:
    assert end_of_period(date.fromisoformat(start), months, "month") == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-03-15", 1, "2026-04-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-29", 1, "2028-02-29"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-04-30", 1, "2026-05-30"),
        ("2025-08-28", 6, "2026-02-28"),
    ],
)
def test_the_ordinary_reading_leaves_the_day_itself_out(start: str, months: int, end: str) -> None:
    assert end_of_period(date.fromisoformat(start), months, "month", "one_day_longer") == date.fromisoformat(
        end
    )


@pytest.mark.parametrize(
    ("length", "unit", "counting", "end"),
    [
        (1, "day", "beginning_with", "2026-01-31"),
        (30, "day", "beginning_with", "2026-03-01"),
        (30, "day", "one_day_longer", "2026-03-02"),
        (30, "day", "counted_back", "2026-03-02"),
        (2, "week", "beginning_with", "2026-02-13"),
        (2, "week", "one_day_longer", "2026-02-14"),
        (1, "year", "beginning_with", "2027-01-30"),
        (1, "year", "one_day_longer", "2027-01-31"),
    ],
)
def test_days_weeks_and_years(length: int, unit: str, counting: str, end: str) -> None:
    assert end_of_period(date(2026, 1, 31), length, unit, counting) == date.fromisoformat(end)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-02-27", "2025-08-27"),
        ("2025-02-28", "2025-08-31"),
        ("2025-03-01", "2025-09-01"),
        ("2024-02-28", "2024-08-28"),
        ("2025-08-30", "2026-02-28"),
        ("2025-08-31", "2026-02-28"),
        ("2025-06-30", "2025-12-31"),
    ],
)
def test_counted_back_from_the_end_of_a_longer_month(start: str, end: str) -> None:
    assert end_of_period(date.fromisoformat(start), 6, "month", "counted_back") == date.fromisoformat(end)


def six_months_before(day: date) -> date:
    """Subtract six months and stop at the end of a shorter month, the way some areas' words are read."""
    month, year = (day.month - 6, day.year) if day.month > 6 else (day.month + 6, day.year - 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


@settings(deadline=None)
@given(DAYS, st.integers(-3, 3))
def test_counting_back_reaches_exactly_the_days_it_should(start: date, off: int) -> None:
    end = end_of_period(start, 6, "month", "counted_back")
    assert (six_months_before(end + timedelta(days=off)) <= start) == (off <= 0)


@settings(deadline=None)
@given(DAYS, st.integers(1, 24))
def test_months_agree_with_walking_the_calendar(start: date, months: int) -> None:
    assert end_of_period(start, months, "month") == days_of_months(start, months)[-1]


@settings(deadline=None)
@given(DAYS, st.integers(1, 24))
def test_an_end_never_moves_back_when_the_start_moves_on(start: date, months: int) -> None:
    for counting in ("beginning_with", "one_day_longer", "counted_back"):
        here = end_of_period(start, months, "month", counting)
        there = end_of_period(start + timedelta(days=1), months, "month", counting)
        assert start <= here <= there


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
def test_a_period_that_outlives_the_calendar_ends_with_it(unit: str) -> None:
    assert end_of_period(date(9999, 12, 31), 1000, unit) == date.max  # type: ignore[arg-type]


def test_a_period_may_end_on_the_last_day_of_the_calendar() -> None:
    assert end_of_period(date(9999, 11, 30), 1, "month", "one_day_longer") == date(9999, 12, 30)
    assert end_of_period(date(9999, 12, 30), 1, "day", "one_day_longer") == date.max


def test_remembered_ends_stay_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("triage.calendar._REMEMBERED", 10)
    ends = Ends(1, "month", "beginning_with")
    for number in range(25):
        start = date(2026, 1, 1) + timedelta(days=number)
        assert ends[start] == end_of_period(start, 1, "month")
        assert len(ends) <= 10
    assert len(ends) == 5


def test_remembered_ends_are_counted_the_way_asked_for() -> None:
    assert Ends(1, "month", "one_day_longer")[date(2026, 3, 15)] == date(2026, 4, 15)
    assert Ends(2, "week", "beginning_with")[date(2026, 3, 15)] == date(2026, 3, 28)


def test_one_table_serves_every_route_with_the_same_period() -> None:
    assert ends_of(6, "month", "beginning_with") is ends_of(6, "month", "beginning_with")
    assert ends_of(6, "month", "beginning_with") is not ends_of(6, "month", "one_day_longer")
