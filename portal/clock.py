"""The one place that reads the clock. Everything below the web and the commands is told the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)
