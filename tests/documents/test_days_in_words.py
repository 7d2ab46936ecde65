"""Days and times in words."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.days import MONTHS, WEEKDAYS, day_in_words, time_in_words, weekday_in_words
from portal.wording import in_english


@given(st.dates())
def test_a_day_reads_as_the_calendar_says(day: date) -> None:
    assert day_in_words(day, in_english) == f"{day.day} {day:%B} {day.year}"
    assert weekday_in_words(day, in_english) == f"{day:%A} {day.day} {day:%B} {day.year}"


def test_month_and_weekday_are_translated() -> None:
    welsh = {"March": "Mawrth", "Tuesday": "Dydd Mawrth"}
    assert (
        weekday_in_words(date(2026, 3, 3), lambda text: welsh.get(text, text)) == "Dydd Mawrth 3 Mawrth 2026"
    )
    assert (len(MONTHS), len(WEEKDAYS)) == (12, 7)


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(0, 0), "midnight"),
        (time(0, 1), "12:01am"),
        (time(9, 0), "9am"),
        (time(10, 30), "10:30am"),
        (time(11, 59), "11:59am"),
        (time(12, 0), "midday"),
        (time(12, 1), "12:01pm"),
        (time(13, 0), "1pm"),
        (time(23, 5), "11:05pm"),
    ],
)
def test_times(moment: time, said: str) -> None:
    assert time_in_words(moment, in_english) == said
