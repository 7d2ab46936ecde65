"""Days and times as a reader of plain English writes them: "3 March 2026", "10:30am"."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from portal.journeys.when import MONTHS, day_in_words
from portal.wording import Translator, msg

__all__ = ["MONTHS", "WEEKDAYS", "day_in_words", "time_in_words", "weekday_in_words"]

WEEKDAYS: Final = (
    msg("Monday"), msg("Tuesday"), msg("Wednesday"), msg("Thursday"),
    msg("Friday"), msg("Saturday"), msg("Sunday"),
)  # fmt: skip


def weekday_in_words(day: date, _: Translator) -> str:
    """Takes a civil day, returns for example "Tuesday 3 March 2026"."""
    return _("%(weekday)s %(day)s") % {"weekday": _(WEEKDAYS[day.weekday()]), "day": day_in_words(day, _)}


def time_in_words(moment: time, _: Translator) -> str:
    """Takes a wall-clock time, returns for example "10:30am", "2pm", "midday" or "midnight"."""
    if (moment.hour, moment.minute) in ((0, 0), (12, 0)):
        return _("midnight") if moment.hour == 0 else _("midday")
    hour = moment.hour % 12 or 12
    clock = f"{hour}:{moment.minute:02}" if moment.minute else str(hour)
    return _("%(time)sam") % {"time": clock} if moment.hour < 12 else _("%(time)spm") % {"time": clock}
