"""The kinds of question that take one typed value or one tick.

A question knows how it is asked, how its answer is stored as JSON, how it is read back and how it is said in
words. Its label, hint and sentences are message ids; `gettext` turns them into the reader's language.
"""

import re
from typing import Any, ClassVar

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import Email as EmailShape
from wtforms.validators import StopValidation

from portal.journeys.conditions import ALWAYS, Answered, Answers, Condition, Json
from portal.journeys.rewording import Reworded
from portal.journeys.text import clean_line, clean_text, shown_again, straight
from portal.wording import Translator, msg


class Question(Field):
    """A question.

    Takes the label (message id) and, all optional: `hint`; `missing`, the sentence shown when there is no
    answer, which makes the question one that must be answered; `short`, a few words that name the answer in
    errors and lists; `when`, the condition on earlier answers; `under`, the tick or choice on the same page
    without which the question does not apply (with one value it is drawn inside that choice, with several it
    stands by itself); `aside`, True when it stands among the optional questions; `on_screen`, False when only
    paper asks it; `room`, how many lines of writing the paper form leaves; `autocomplete`, the HTML token.
    """

    kind: ClassVar[str]

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        missing: str = "",
        short: str = "",
        when: Condition = ALWAYS,
        under: Answered | None = None,
        aside: bool = False,
        on_screen: bool = True,
        room: int = 1,
        autocomplete: str = "",
        note: str = "",
        reworded: Reworded | None = None,
        **wtforms: Any,
    ) -> None:
        super().__init__(label, **wtforms)
        self.reworded = reworded
        self.hint = hint
        self.missing = missing
        self.short = short or label
        self.when = when
        self.under = under
        self.aside = aside
        self.on_screen = on_screen
        self.room = room
        self.autocomplete = autocomplete
        self.note = note
        self.typed = ""

    @property
    def required(self) -> bool:
        """Whether the public must answer."""
        return bool(self.missing)

    @property
    def nested(self) -> bool:
        """Whether the question is drawn inside the one choice that reveals it."""
        return self.under is not None and len(self.under.values) == 1

    @property
    def first_id(self) -> str:
        """The id of the first control that can take the focus; the error summary leads there."""
        return self.id

    @property
    def described_by(self) -> str:
        """Ids of the hints and the error, for aria-describedby."""
        parts = (("hint", self.hint), ("note", self.note), ("error", self.errors))
        return " ".join(f"{self.id}-{part}" for part, there in parts if there)

    def reword(self, answers: Answers) -> None:
        """Take the other words when the answers so far call for them.

        Somebody who acts for another must not have their own details filled in by the browser.
        """
        other = self.reworded
        if other is None or not other.when.holds(answers):
            return
        if other.label is not None:
            same = self.short == self.label.text
            self.label.text = other.label
            self.short = other.label if same else self.short
        self.hint = self.hint if other.hint is None else other.hint
        self.missing = self.missing if other.missing is None else other.missing
        self.short = self.short if other.short is None else other.short
        self.autocomplete = "off" if self.autocomplete else ""

    def settle(self, form: BaseForm) -> None:
        """Take what depends on the finished form; most kinds need nothing."""

    def applies(self, form: BaseForm) -> bool:
        """Say whether the choice on the page that reveals this question is made."""
        if self.under is None or self.under.question not in form:
            return self.under is None
        parent = form[self.under.question]
        return self.under.holds({self.under.question: parent.data})

    def is_empty(self) -> bool:
        """Say whether nothing was answered."""
        return self.data is None

    def pre_validate(self, form: BaseForm) -> None:
        """Ask for the answer when it must be given; otherwise check what was given."""
        if self.is_empty():
            raise StopValidation(self.gettext(self.missing) if self.missing else "")
        self.check()

    def check(self) -> None:
        """Raise StopValidation with a translated sentence when the answer cannot be taken."""

    def stop(self, sentence: str, **values: object) -> StopValidation:
        """The refusal of an answer, in the reader's language. `values` fill the named gaps."""
        return StopValidation(self.gettext(sentence) % values if values else self.gettext(sentence))

    def process_data(self, value: Json) -> None:
        """Read a stored value."""
        self.data = self.from_storage(value)
        self.typed = "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed, keeping it as typed to show it again."""
        typed = str(valuelist[0]) if valuelist else ""
        self.typed = shown_again(typed)
        value = self.read(typed)
        self.data = None if value == "" else value

    def read(self, typed: str) -> Any:
        """Turn typed text into the value."""
        return clean_line(typed)

    def to_storage(self) -> Json:
        """The answer as a JSON value; None when there is none."""
        return self.data

    def from_storage(self, value: Json) -> Any:
        """The answer from its stored JSON value."""
        return value

    def in_words(self, value: Json, _: Translator) -> str:
        """The stored `value` as a reader should see it."""
        return str(value)


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
                limit=self.max_length,
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
