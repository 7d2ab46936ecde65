"""A time of day, typed as people type it."""

import re
from datetime import time
from typing import Any

from portal.journeys.conditions import Json
from portal.journeys.fields import Line
from portal.journeys.text import straight
from portal.wording import msg

# Nobody's panel meets at night: a bare 2:30 is half past two in the afternoon, or a slip. We ask.
EARLIEST_BARE_HOUR = 7


class ClockTime(Line):
    """A time of day as people type it: 10:30am, 2pm, 14:30. Stored as "14:30"."""

    kind = "line"
    _shape = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?", re.IGNORECASE)

    def __init__(self, label: str, **declared: Any) -> None:
        super().__init__(label, max_length=20, width="10", spellcheck=False, **declared)

    def read(self, typed: str) -> Any:
        """A time where one was typed; other text is kept for `check` to refuse."""
        text = straight(typed)
        shape = self._shape.fullmatch(text)
        if shape is None or not (shape[2] or shape[3]):
            return text
        hour, minute, half = int(shape[1]), int(shape[2] or 0), (shape[3] or "").lower()
        if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
            return text
        if not half and hour < EARLIEST_BARE_HOUR:
            return text
        return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)

    def check(self) -> None:
        """Refuse what is no time."""
        if not isinstance(self.data, time):
            raise self.stop(msg("Enter a time, like 10:30am or 2pm"))

    def to_storage(self) -> Json:
        """The time as "14:30"."""
        return f"{self.data:%H:%M}" if isinstance(self.data, time) else None

    def from_storage(self, value: Json) -> Any:
        """The time from "14:30"."""
        return time.fromisoformat(value) if value else None

    def process_data(self, value: Json) -> None:
        """Show a stored time as it would be typed."""
        self.data = self.from_storage(value)
        self.typed = f"{self.data:%H:%M}" if self.data else ""
