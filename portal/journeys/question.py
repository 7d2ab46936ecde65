"""What every question has: how it is asked, stored as JSON, read back and said in words.

Its label, hint and sentences are message ids; `gettext` turns them into the reader's language.
"""

from typing import Any, ClassVar

from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from portal.journeys.conditions import ALWAYS, Answered, Answers, Condition, Json
from portal.journeys.rewording import Reworded
from portal.journeys.text import clean_line, shown_again
from portal.wording import Translator


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
