"""Questions about dates that a frightened person can answer without script, on a small screen.

One set of boxes for day, month and year serves every case, so that nothing has to appear or vanish while
somebody fills it in: an empty day means "some day of that month", one tick says "about", one says "I do not
know". What went on for a time is said in a closed part below the boxes.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.journeys.conditions import Json
from portal.journeys.question import Question
from portal.journeys.text import straight
from portal.journeys.when import GOING_ON, MONTHS, Moment, When, day_in_words
from portal.wording import Translator, msg

EARLIEST_YEAR = 1900


class _Unreadable(Exception):
    """What was typed into the boxes is no date; `part` is the box to look at."""

    def __init__(self, sentence: str, part: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.part = part


@dataclass
class DateBox:
    """One of the three boxes."""

    part: str
    label: str
    width: str
    id: str
    value: str
    wrong: bool = False


class DateBoxes:
    """The boxes for one date: what was typed in them, and the date they give."""

    def __init__(self, name: str, typed: Sequence[str] = ("", "", ""), read: Moment | None = None) -> None:
        labels = (("day", msg("Day"), "2"), ("month", msg("Month"), "2"), ("year", msg("Year"), "4"))
        self.boxes = [
            DateBox(part, label, width, f"{name}-{part}", value)
            for (part, label, width), value in zip(labels, typed, strict=True)
        ]
        self.read = read
        self.wrong: _Unreadable | None = None

    @property
    def filled(self) -> bool:
        """Whether anything stands in a box."""
        return any(box.value for box in self.boxes)

    @property
    def first_id(self) -> str:
        """The box that is wrong, else the first."""
        return next((box.id for box in self.boxes if box.wrong), self.boxes[0].id)

    def take(self, *, day_needed: bool) -> None:
        """Read the boxes; note what is wrong with them."""
        if not self.filled:
            return
        try:
            self.read = _read(*(box.value for box in self.boxes), day_needed=day_needed)
        except _Unreadable as unreadable:
            self.blame(unreadable)

    def blame(self, unreadable: _Unreadable) -> None:
        """Mark the box that is wrong; all three when it is the date as a whole."""
        self.wrong = unreadable
        for box in self.boxes:
            box.wrong = unreadable.part in (box.part, "all")


def _read(day: str, month: str, year: str, *, day_needed: bool) -> Moment:
    number_of_month = _month(month)
    number_of_year = _year(year)
    if not day and not day_needed:
        return Moment(number_of_year, number_of_month)
    if not day:
        raise _Unreadable(msg("%(what)s must include a day"), "day")
    if not re.fullmatch("[0-9]{1,2}", day) or not 1 <= int(day) <= 31:
        raise _Unreadable(msg("%(what)s: the day must be a number from 1 to 31"), "day")
    if int(day) > monthrange(number_of_year, number_of_month)[1]:
        raise _Unreadable(
            msg("%(what)s: that month does not have so many days. Check the day and the month"), "day"
        )
    return Moment(number_of_year, number_of_month, int(day))


def _month(typed: str) -> int:
    if not typed:
        raise _Unreadable(msg("%(what)s must include a month"), "month")
    names = [name for name in MONTHS if len(typed) >= 3 and name.casefold().startswith(typed.casefold())]
    if names:
        return MONTHS.index(names[0]) + 1
    if not re.fullmatch("[0-9]{1,2}", typed) or not 1 <= int(typed) <= 12:
        raise _Unreadable(msg("%(what)s: the month must be a number from 1 to 12"), "month")
    return int(typed)


def _year(typed: str) -> int:
    if not typed:
        raise _Unreadable(msg("%(what)s must include a year"), "year")
    # "25" could be meant as 2025 or as a slip; a wrong year would change the answer, so we ask.
    if not re.fullmatch("[0-9]{4}", typed) or int(typed) < EARLIEST_YEAR:
        raise _Unreadable(msg("%(what)s: the year must have 4 numbers, like 2026"), "year")
    return int(typed)


class ExactDate(Question):
    """A day that must be given exactly, for example the date of a meeting. `past` refuses days to come."""

    kind = "date"
    day_needed = True

    def __init__(self, label: str, *, past: bool = False, **declared: Any) -> None:
        super().__init__(label, **declared)
        self.past = past
        self.start = DateBoxes(self.id)

    @property
    def first_id(self) -> str:
        """The first box that is wrong."""
        return self.start.first_id

    @property
    def parts(self) -> list[DateBox]:
        """The three boxes."""
        return self.start.boxes

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the stored value, or what was typed in the boxes."""
        self.process_errors = []
        self.data = None
        if formdata is not None:
            self.take_typed(formdata)
        elif isinstance(data, str | dict):
            self.take_stored(data)

    def typed_in(self, formdata: Any, name: str) -> DateBoxes:
        """The boxes as typed."""
        typed = [(formdata.getlist(f"{name}-{part}") or [""])[0] for part in ("day", "month", "year")]
        boxes = DateBoxes(name, [straight(value) for value in typed])
        boxes.take(day_needed=self.day_needed)
        return boxes

    def take_typed(self, formdata: Any) -> None:
        """Read the boxes."""
        self.start = self.typed_in(formdata, self.id)
        self.data = self.start.read and self.start.read.first

    def take_stored(self, value: Json) -> None:
        """Read a stored day."""
        self.data = date.fromisoformat(value)
        self.start = _filled(self.id, Moment.from_storage(value))

    def is_empty(self) -> bool:
        """Say whether the boxes are empty."""
        return self.data is None and not self.start.filled

    def check(self) -> None:
        """Refuse what is no date, and days to come where they make no sense."""
        self.check_boxes(self.start)

    def check_boxes(self, boxes: DateBoxes) -> None:
        """Refuse these boxes when they hold no date or one that has not come yet."""
        if boxes.read is not None and self.past and boxes.read.first > self.meta.asking.today:
            boxes.blame(_Unreadable(msg("%(what)s must be today or in the past"), "all"))
        if boxes.wrong is not None:
            raise self.stop(boxes.wrong.sentence, what=self.gettext(self.short))

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Check the date; with no answer where one is needed, all boxes are marked."""
        sound = super().validate(form, extra_validators)
        if not sound and not self.start.filled:
            for box in self.start.boxes:
                box.wrong = True
        return sound

    def to_storage(self) -> Json:
        """The day as "2026-03-03"."""
        return self.data and self.data.isoformat()

    def in_words(self, value: Json, _: Translator) -> str:
        """The day in words."""
        return day_in_words(date.fromisoformat(value), _)


def _filled(name: str, moment: Moment | None) -> DateBoxes:
    if moment is None:
        return DateBoxes(name)
    return DateBoxes(name, [str(moment.day or ""), str(moment.month), str(moment.year)], moment)


class PartialDate(ExactDate):
    """A date as the person knows it (see `When`). With `lasting` it can also have gone on for a time.

    An empty day means the whole month. `about` and `unknown` are the ticks; `end` are the boxes for when it
    stopped and `going_on` the tick that it has not.
    """

    kind = "partial_date"
    day_needed = False

    def __init__(self, label: str, *, lasting: bool = False, **declared: Any) -> None:
        super().__init__(label, **{"past": True, **declared})
        self.lasting = lasting
        self.end = DateBoxes(f"{self.id}-to")
        self.about = self.unknown = self.going_on = False

    @property
    def first_id(self) -> str:
        """The first box that is wrong, of either date."""
        return self.end.first_id if self.end.wrong and not self.start.wrong else self.start.first_id

    @property
    def lasts(self) -> bool:
        """Whether anything was said about how long it went on; then that part stands open."""
        return self.going_on or self.end.filled

    def take_typed(self, formdata: Any) -> None:
        """Read boxes and ticks."""
        self.start = self.typed_in(formdata, self.id)
        self.about, self.unknown = (f"{self.id}-{tick}" in formdata for tick in ("about", "unknown"))
        if self.lasting:
            self.end = self.typed_in(formdata, f"{self.id}-to")
            self.going_on = f"{self.id}-{GOING_ON}" in formdata
        until = GOING_ON if self.going_on else self.end.read
        if self.start.read or self.unknown:
            self.data = When(self.start.read, self.about, until)

    def take_stored(self, value: Json) -> None:
        """Read a stored `When`."""
        self.data = When.from_storage(value)
        self.start = _filled(self.id, self.data.on)
        self.about, self.unknown = self.data.about, self.data.on is None
        self.going_on = self.data.until == GOING_ON
        if isinstance(self.data.until, Moment):
            self.end = _filled(f"{self.id}-to", self.data.until)

    def is_empty(self) -> bool:
        """Say whether nothing was typed and no date is said to be unknown."""
        return not (self.unknown or self.start.filled or self.lasts)

    def check(self) -> None:
        """Refuse what is no date, days to come, and answers that contradict each other."""
        self.check_boxes(self.start)
        if self.unknown and self.start.filled:
            raise self._blame(self.start, msg("%(what)s: give the date or tick “I do not know”, not both"))
        if not self.unknown and not self.start.filled:
            raise self._blame(self.start, msg("%(what)s: enter when it began, or tick “I do not know”"))
        if self.going_on and self.end.filled:
            raise self._blame(
                self.end, msg("Give the date it stopped or tick “It is still going on”, not both")
            )
        self.check_boxes(self.end)
        if self.start.read and self.end.read and self.end.read.last < self.start.read.first:
            raise self._blame(self.end, msg("The date it stopped must be after the date it began"))

    def _blame(self, boxes: DateBoxes, sentence: str) -> Exception:
        boxes.blame(_Unreadable(sentence, "all"))
        return self.stop(sentence, what=self.gettext(self.short))

    def to_storage(self) -> Json:
        """The JSON value of the `When`; None when nothing was answered."""
        return None if self.data is None else self.data.to_storage()

    def in_words(self, value: Json, _: Translator) -> str:
        """The date in words."""
        return When.from_storage(value).in_words(_)
