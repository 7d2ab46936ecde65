"""What somebody said about a date: a day or a month, about, from and to, still going on, not known.

The stored form is JSON; `began` and `ended` give the civil days it can mean.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from portal.journeys.conditions import Json
from portal.wording import Translator, msg

# "About" a day is taken as up to a week either side: far enough for somebody who remembers the weekend but
# not which, near enough that the rules can still say something. It equals the starter of the near-miss band
# (requirement B5).
ABOUT = timedelta(days=7)
GOING_ON = "going_on"
UNKNOWN = "unknown"

MONTHS = (
    msg("January"), msg("February"), msg("March"), msg("April"), msg("May"), msg("June"),
    msg("July"), msg("August"), msg("September"), msg("October"), msg("November"), msg("December"),
)  # fmt: skip


def day_in_words(day: date, _: Translator) -> str:
    """A civil day as "3 March 2026"."""
    return _(msg("%(day)s %(month)s %(year)s")) % {
        "day": day.day,
        "month": _(MONTHS[day.month - 1]),
        "year": day.year,
    }


@dataclass(frozen=True)
class Moment:
    """A day, or a whole month when `day` is None."""

    year: int
    month: int
    day: int | None = None

    @classmethod
    def from_storage(cls, text: str) -> "Moment":
        """Read "2026-03-03" or "2026-03"."""
        year, month, *day = text.split("-")
        return cls(int(year), int(month), int(day[0]) if day else None)

    def to_storage(self) -> str:
        """Write "2026-03-03" or "2026-03"."""
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def first(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it can mean."""
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    def in_words(self, _: Translator) -> str:
        """ "3 March 2026" or "March 2026"."""
        if self.day:
            return day_in_words(self.first, _)
        return _(msg("%(month)s %(year)s")) % {"month": _(MONTHS[self.month - 1]), "year": self.year}


@dataclass(frozen=True)
class When:
    """What somebody said about a date.

    `on` is the day or month, or when it began if it went on; None when they do not know. `until` is its end,
    GOING_ON while it lasts, None for a single day. `about` holds for both ends.
    """

    on: Moment | None
    about: bool = False
    until: Moment | str | None = None

    @classmethod
    def from_storage(cls, value: Json) -> "When":
        """Read what `to_storage` wrote."""
        if value == UNKNOWN:
            return cls(None)
        on, until = value.get("on"), value.get("until")
        return cls(
            on and Moment.from_storage(on),
            bool(value.get("about")),
            until if until in (None, GOING_ON) else Moment.from_storage(until),
        )

    def to_storage(self) -> Json:
        """The JSON value: "unknown", or an object with those of on, about, until that were said.

        For example {"on": "2026-03", "about": true, "until": "going_on"}; a month is "2026-03", a day
        "2026-03-09".
        """
        stored: dict[str, Json] = {}
        if self.on is not None:
            stored["on"] = self.on.to_storage()
        if self.about:
            stored["about"] = True
        if self.until is not None:
            stored["until"] = self.until.to_storage() if isinstance(self.until, Moment) else GOING_ON
        return stored or UNKNOWN

    @property
    def exact(self) -> bool:
        """Whether it is one certain day."""
        return self.on is not None and self.on.day is not None and not self.about and self.until is None

    def began(self) -> tuple[date, date] | None:
        """The first and last day on which it can have begun (or, for a single day, happened); None when not
        known.
        """
        return None if self.on is None else self._reach(self.on)

    def ended(self, today: date) -> tuple[date, date] | None:
        """The first and last day on which it can have ended, `today` while it goes on; None when not
        known.
        """
        if isinstance(self.until, Moment):
            return self._reach(self.until)
        return (today, today) if self.until == GOING_ON else self.began()

    def _reach(self, moment: Moment) -> tuple[date, date]:
        wider = ABOUT if self.about else timedelta()
        return moment.first - wider, moment.last + wider

    def in_words(self, _: Translator) -> str:
        """The date as a reader should see it."""
        words = {"on": self.on.in_words(_) if self.on else "", "to": ""}
        if isinstance(self.until, Moment):
            words["to"] = self.until.in_words(_)
        return _(_SENTENCES[self._shape()]) % words

    def _shape(self) -> tuple[bool, bool, str]:
        lasting = "to" if isinstance(self.until, Moment) else (self.until or "")
        return self.on is not None, self.about, lasting


# (the date is known, about, how it lasted): what is said.
_SENTENCES = {
    (True, False, ""): msg("%(on)s"),
    (True, True, ""): msg("about %(on)s"),
    (True, False, "to"): msg("from %(on)s to %(to)s"),
    (True, True, "to"): msg("from about %(on)s to about %(to)s"),
    (True, False, GOING_ON): msg("from %(on)s, still going on"),
    (True, True, GOING_ON): msg("from about %(on)s, still going on"),
    (False, False, ""): msg("I do not know the date"),
    (False, True, ""): msg("I do not know the date"),
    (False, False, "to"): msg("I do not know when it began; it stopped on %(to)s"),
    (False, True, "to"): msg("I do not know when it began; it stopped about %(to)s"),
    (False, False, GOING_ON): msg("I do not know when it began; still going on"),
    (False, True, GOING_ON): msg("I do not know when it began; still going on"),
}
