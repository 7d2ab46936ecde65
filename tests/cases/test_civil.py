"""Days and times as people in England and Wales live them, on both sides of midnight and of the change of clocks."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from portal.cases.civil import civil_date, civil_time


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T23:59:59.999999+00:00", "2026-11-23"),
        ("2026-11-24T00:00:00+00:00", "2026-11-24"),
        # In summer time the day begins an hour before midnight UTC.
        ("2026-06-30T22:59:59+00:00", "2026-06-30"),
        ("2026-06-30T23:00:00+00:00", "2026-07-01"),
        # 31 March 2026 is in summer time already: the financial year ends at 23:00 UTC.
        ("2026-03-31T22:59:59+00:00", "2026-03-31"),
        ("2026-03-31T23:30:00+00:00", "2026-04-01"),
        # The two nights on which the clocks change.
        ("2026-03-29T00:59:59+00:00", "2026-03-29"),
        ("2026-03-29T01:00:00+00:00", "2026-03-29"),
        ("2026-03-29T22:59:59+00:00", "2026-03-29"),
        ("2026-03-29T23:00:00+00:00", "2026-03-30"),
        ("2026-10-24T23:00:00+00:00", "2026-10-25"),
        ("2026-10-25T23:30:00+00:00", "2026-10-25"),
        ("2026-10-26T00:00:00+00:00", "2026-10-26"),
        ("2028-02-28T23:59:59+00:00", "2028-02-28"),
        ("2028-02-29T12:00:00+00:00", "2028-02-29"),
    ],
)
def test_a_moment_falls_on_one_day(moment: str, day: str) -> None:
    aware = datetime.fromisoformat(moment)
    assert civil_date(aware) == date.fromisoformat(day)
    elsewhere = aware.astimezone(timezone(timedelta(hours=-8)))
    assert civil_date(elsewhere) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("moment", "clock"),
    [
        ("2026-03-29T00:59:00+00:00", "00:59"),
        ("2026-03-29T01:00:00+00:00", "02:00"),
        ("2026-10-25T00:59:00+00:00", "01:59"),
        ("2026-10-25T01:00:00+00:00", "01:00"),
    ],
)
def test_the_wall_clock_jumps_with_summer_time(moment: str, clock: str) -> None:
    assert f"{civil_time(datetime.fromisoformat(moment)):%H:%M}" == clock


def test_a_moment_without_a_time_zone_has_no_day() -> None:
    naive = datetime(2026, 11, 23, 10, 0, tzinfo=UTC).replace(tzinfo=None)
    for read in (civil_date, civil_time):
        with pytest.raises(ValueError, match="time zone"):
            read(naive)
