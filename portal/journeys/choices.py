"""Questions answered by choosing from a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms.form import BaseForm

from portal.journeys.conditions import Answers, Json
from portal.journeys.question import Question
from portal.wording import Translator, msg


@dataclass(frozen=True)
class Option:
    """A choice: its stored value and what it says.

    `translate` is False when the label is not ours to translate (a district, a name, a language in its own
    words); `alone` marks the answer that excludes every other tick; `lang` is the language of the label when
    not the page's.
    """

    value: str
    label: str
    hint: str = ""
    translate: bool = True
    alone: bool = False
    lang: str = ""

    def words(self, _: Translator) -> str:
        """The label for a reader."""
        return _(self.label) if self.translate else self.label


class Choice(Question):
    """One answer out of a list.

    The list is `options`, and before them, when `options_from` is given, those that the reader's `Asking`
    holds under that name. `inline` sets two short answers side by side. `gone` is said of a value that is not, or no
    longer, in the list, where "choose from the list" would not tell why.
    """

    kind = "choice"

    def __init__(
        self,
        label: str,
        *options: Option,
        options_from: str = "",
        needs_list: bool = False,
        inline: bool = False,
        gone: str = msg("Choose one of the answers in the list"),
        **declared: Any,
    ) -> None:
        super().__init__(label, **declared)
        self.options: Sequence[Option] = options
        self.options_from = options_from
        self.needs_list = needs_list
        self.inline = inline
        self.gone = gone
        self.given: Sequence[Option] = ()
        self.revealed: dict[str, list[Question]] = {}

    def reword(self, answers: Answers) -> None:
        """Take the other words, also of single options."""
        super().reword(answers)
        if self.reworded is not None and self.reworded.when.holds(answers):
            others = {option.value: option for option in self.reworded.options}
            self.options = tuple(others.get(option.value, option) for option in self.options)

    def settle(self, form: BaseForm) -> None:
        """Take the options that come from data, and the questions that an answer of this one reveals."""
        self.given = form.meta.asking.options.get(self.options_from, ())
        self.options = (*self.given, *self.options)
        for question in form:
            if not isinstance(question, Question) or question.under is None or not question.nested:
                continue
            if question.under.question == self.short_name:
                self.revealed.setdefault(question.under.values[0], []).append(question)

    def applies(self, form: BaseForm) -> bool:
        """Say whether it is revealed and, where it needs one, has a list to choose from."""
        return super().applies(form) and bool(self.given or not self.needs_list)

    def control_id(self, index: int) -> str:
        """The id of the control number `index`, from 0; the first has the plain id so that errors lead to
        it.
        """
        return self.id if index == 0 else f"{self.id}-{index + 1}"

    def chosen(self, option: Option) -> bool:
        """Say whether the option is chosen."""
        return bool(self.data == option.value)

    def values(self) -> set[str]:
        """Every value that may be stored."""
        return {option.value for option in self.options}

    def read(self, typed: str) -> str:
        """The value as sent."""
        return typed

    def check(self) -> None:
        """Refuse a value that was not offered."""
        if self.data not in self.values():
            raise self.stop(self.gone)

    def in_words(self, value: Json, _: Translator) -> str:
        """The label of the chosen option; a value no longer offered is shown as it is stored."""
        return next((option.words(_) for option in self.options if option.value == value), str(value))


class Many(Choice):
    """Any number of ticks. An option marked `alone` cannot stand with others."""

    kind = "many"

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the ticks, each once, in the order sent."""
        self.data = list(dict.fromkeys(map(str, valuelist))) or None

    def chosen(self, option: Option) -> bool:
        """Say whether the option is ticked."""
        return option.value in (self.data or ())

    def check(self) -> None:
        """Refuse values that were not offered and the lone answer beside another."""
        if not set(self.data) <= self.values():
            raise self.stop(msg("Choose one of the answers in the list"))
        lone = [option for option in self.options if option.alone and option.value in self.data]
        if lone and len(self.data) > 1:
            raise self.stop(
                msg("Choose either “%(lone)s” or other answers, not both"),
                lone=lone[0].words(self.gettext),
            )

    def to_storage(self) -> Json:
        """The ticked values in the order of the list, so that the same ticks are stored the same way."""
        if self.data is None:
            return None
        return [option.value for option in self.options if option.value in self.data]

    def in_words(self, value: Json, _: Translator) -> str:
        """The labels, separated by semicolons."""
        return "; ".join(super(Many, self).in_words(one, _) for one in value)
