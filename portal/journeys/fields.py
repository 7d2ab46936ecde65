"""The kinds of question that take one typed value or one tick."""

import re
from typing import Any

from wtforms.validators import Email as EmailShape

from portal.journeys.conditions import Json
from portal.journeys.question import Question
from portal.journeys.text import clean_text, straight
from portal.wording import Translator, msg


class Line(Question):
    """One line of text. `width` is the GOV.UK width in characters; `spellcheck` False for names and codes."""

    kind = "line"
    input_type = "text"
    inputmode = ""

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 200,
        width: str = "",
        spellcheck: bool | None = None,
        **declared: Any,
    ) -> None:
        super().__init__(label, **declared)
        self.max_length = max_length
        self.width = width
        self.spellcheck = spellcheck

    def check(self) -> None:
        """Refuse text that is longer than the limit."""
        if len(self.data) > self.max_length:
            raise self.stop(
                msg("%(what)s: use %(limit)s characters or fewer"),
                what=self.gettext(self.short),
                limit=f"{self.max_length:,}",
            )


class Paragraphs(Line):
    """Several lines of text, up to `max_length` characters; `rows` is the height of the box."""

    kind = "paragraphs"

    def __init__(self, label: str, *, max_length: int = 4000, rows: int = 5, **declared: Any) -> None:
        super().__init__(label, max_length=max_length, **declared)
        self.rows = rows

    def read(self, typed: str) -> str:
        """Keep the lines."""
        return clean_text(typed)


class Lines(Paragraphs):
    """A few short lines, such as an address, without a count of characters."""

    kind = "lines"

    def __init__(self, label: str, *, max_length: int = 500, rows: int = 4, **declared: Any) -> None:
        super().__init__(label, max_length=max_length, rows=rows, **declared)


class Email(Line):
    """An e-mail address; only its shape is checked, nothing is looked up."""

    kind = "email"
    input_type = "email"
    _shape = EmailShape()

    def __init__(self, label: str, **declared: Any) -> None:
        super().__init__(label, max_length=254, spellcheck=False, **{"autocomplete": "email", **declared})

    def read(self, typed: str) -> str:
        """Take out the spaces and curly signs that phones put in."""
        return straight(typed).replace(" ", "")

    def check(self) -> None:
        """Refuse what has not the shape of an address."""
        super().check()
        try:
            # The library reads `data` and nothing else of a field.
            self._shape(form=None, field=self)  # type: ignore[arg-type]
        except ValueError:
            raise self.stop(
                msg("Enter an email address in the correct format, like name@example.com")
            ) from None


class Phone(Line):
    """A phone number, kept as typed: 7 to 15 digits (ITU-T E.164) with + ( ) - . / and spaces.

    No numbering plan is consulted: such a check would refuse numbers that work.
    """

    kind = "phone"
    input_type = "tel"
    _signs = re.compile(r"[0-9+()\-./ ]+")

    def __init__(self, label: str, **declared: Any) -> None:
        super().__init__(label, max_length=40, **{"autocomplete": "tel", **declared})

    def read(self, typed: str) -> str:
        """Make dashes plain; keep the rest."""
        return straight(typed)

    def check(self) -> None:
        """Refuse letters and numbers that are too short or too long to be called."""
        digits = sum(sign.isdigit() for sign in self.data)
        if not self._signs.fullmatch(self.data) or not 7 <= digits <= 15:
            raise self.stop(msg("Enter a phone number, like 01632 960 001 or 07700 900 982"))


class Postcode(Line):
    """A postcode of the United Kingdom, stored in capitals with its space.

    The pattern is that of BS 7666 as published by the Cabinet Office, without GIR 0AA.
    """

    kind = "postcode"
    _shape = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][ABD-HJLNP-UW-Z]{2})")

    def __init__(self, label: str, **declared: Any) -> None:
        given = {"autocomplete": "postal-code", **declared}
        super().__init__(label, max_length=10, width="10", spellcheck=False, **given)

    def read(self, typed: str) -> str:
        """Write it in capitals, with one space before the last three signs."""
        plain = re.sub(r"[^0-9A-Z]", "", straight(typed).upper())
        shape = self._shape.fullmatch(plain)
        return f"{shape[1]} {shape[2]}" if shape else straight(typed)

    def check(self) -> None:
        """Refuse what is no full postcode."""
        if not self._shape.fullmatch(self.data.replace(" ", "")):
            raise self.stop(msg("Enter a full postcode, like NR2 1NH, or leave it empty"))


class Number(Line):
    """A whole number from `at_least` to `at_most`."""

    kind = "number"
    inputmode = "numeric"

    def __init__(self, label: str, *, at_least: int = 0, at_most: int = 999, **declared: Any) -> None:
        super().__init__(label, width="4", **declared)
        self.at_least = at_least
        self.at_most = at_most

    def read(self, typed: str) -> Any:
        """An int where digits were typed; other text is kept for `check` to refuse."""
        text = straight(typed)
        # More digits than any limit has would only cost time to read.
        return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else text

    def check(self) -> None:
        """Refuse what is no number or out of the limits."""
        if not isinstance(self.data, int) or not self.at_least <= self.data <= self.at_most:
            raise self.stop(
                msg("%(what)s: enter a whole number from %(least)s to %(most)s"),
                what=self.gettext(self.short),
                least=self.at_least,
                most=self.at_most,
            )


class Tick(Question):
    """One box to tick. The label stands beside the box."""

    kind = "tick"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Ticked when the box was sent at all."""
        self.data = True if valuelist else None

    def in_words(self, value: Json, _: Translator) -> str:
        """Yes; an unticked box has no answer."""
        return _(msg("Yes"))
