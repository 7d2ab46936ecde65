"""Civil days: deadlines and the threshold count days as people in England and Wales live them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def civil_date(moment: datetime) -> date:
    """Return the day in Europe/London on which the aware `moment` falls; refuses naive moments."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(LONDON).date()


def civil_time(moment: datetime) -> datetime:
    """Return the aware `moment` as people in England and Wales read it from the wall clock."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(LONDON)
