"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class SetClock:
    """Stands in for portal.clock.now: call it for the moment, move it with `pass_time` or `set`."""

    def __init__(self, moment: datetime = MONDAY_MORNING) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        """Put the clock at an aware moment."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        self.moment = moment

    def pass_time(self, **amount: float) -> None:
        """Let time pass; takes what timedelta takes, such as days=3."""
        self.moment += timedelta(**amount)
