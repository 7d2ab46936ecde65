"""Forms inside a form: a small form for each thing of a given list, or as many rows as somebody needs.

It works without script: a button sends the whole form, which comes back with one more row and every answer kept.
"""

from dataclasses import dataclass
from typing import Any

from wtforms.form import BaseForm

from portal.journeys.choices import Choice
from portal.journeys.conditions import Json
from portal.journeys.forms import PageForm
from portal.journeys.question import Question
from portal.wording import msg


class Select(Choice):
    """One answer out of a list in a drop-down box. For rows only, where a row of radios would bury the page."""

    kind = "select"


@dataclass
class Part:
    """One of the small forms: its key, its title, and whether the title is ours to translate (it is then done)."""

    key: str
    title: str
    translated: bool
    form: PageForm

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(question.is_empty() for question in self.form.questions())


class Parts(Question):
    """A question whose answer is several small forms of one kind, each with names and ids of its own."""

    kind = "parts"

    def __init__(self, label: str, part_form: type[PageForm], **declared: Any) -> None:
        super().__init__(label, **declared)
        self.part_form = part_form
        self.parts: list[Part] = []

    @property
    def first_id(self) -> str:
        """The first control of the first part; the part as a whole when there is none."""
        if not self.parts:
            return self.id
        return self.parts[0].form.questions()[0].first_id

    def part(self, key: str, title: str, formdata: Any, stored: Json, *, translated: bool = True) -> Part:
        """Make the small form with `key` from what was sent, or from what is stored."""
        form = self.part_form(
            formdata, prefix=f"{self.id}-{key}-", data=dict(stored or {}), meta={"asking": self.meta.asking}
        )
        return Part(key, title, translated, form)

    def is_empty(self) -> bool:
        """Say whether every part is empty."""
        return all(part.is_empty for part in self.parts)

    def to_check(self) -> list[Part]:
        """The parts whose answers have to hold: those in which something stands."""
        return [part for part in self.parts if not part.is_empty]

    def validate(self, form: BaseForm, extra_validators: Any = ()) -> bool:
        """Check each part; errors of a part stand in it, only what is wrong with the whole stands here."""
        self.errors = [self.gettext(self.missing)] if self.missing and self.is_empty() else []
        sound = [part.form.validate() for part in self.to_check()]
        return all(sound) and not self.errors

    def error_items(self) -> list[tuple[str, str]]:
        """Every error as (id of the control, sentence that names the part)."""
        own = [(self.first_id, str(self.errors[0]))] if self.errors else []
        said = self.gettext(msg("%(part)s: %(error)s"))
        return own + [
            (target, said % {"part": part.title, "error": error})
            for part in self.parts
            for target, error in part.form.error_items()
        ]


class Each(Parts):
    """A small form for each thing of a list that comes from data; stored by the value of the option.

    With `every`, a part must be answered even if nothing stands in it.
    """

    def __init__(
        self,
        label: str,
        part_form: type[PageForm],
        *,
        options_from: str,
        every: bool = False,
        **declared: Any,
    ) -> None:
        super().__init__(label, part_form, **declared)
        self.options_from = options_from
        self.every = every

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Make a part for each option."""
        self.process_errors = []
        stored = data if isinstance(data, dict) else {}
        self.parts = [
            self.part(
                option.value,
                option.words(self.gettext),
                formdata,
                stored.get(option.value),
                translated=option.translate,
            )
            for option in self.meta.asking.options.get(self.options_from, ())
        ]
        self.data = self.to_storage()

    def to_check(self) -> list[Part]:
        """All parts where each must be answered, else those in which something stands."""
        return self.parts if self.every else super().to_check()

    def to_storage(self) -> Json:
        """The answers by key, without parts in which nothing stands."""
        return {part.key: part.form.stored() for part in self.parts if not part.is_empty}


class Rows(Parts):
    """Rows of one kind, at first `at_first` empty ones; rows left empty do not count.

    `row_name` names one row ("Action %(number)s") and `another` is the text of the button for one more.
    """

    def __init__(
        self,
        label: str,
        part_form: type[PageForm],
        *,
        row_name: str,
        another: str,
        at_first: int = 1,
        most: int = 30,
        **declared: Any,
    ) -> None:
        super().__init__(label, part_form, **declared)
        self.row_name = row_name
        self.another = another
        self.at_first = at_first
        self.most = most
        self.grew = False

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Make the rows that were sent, or those stored and as many empty ones as there are at first."""
        self.process_errors = []
        self.grew = formdata is not None and f"{self.id}-more" in formdata
        stored = list(data) if formdata is None and isinstance(data, list | tuple) else []
        number = self._sent(formdata) if formdata is not None else max(self.at_first, len(stored))
        number = min(number + self.grew, self.most)
        stored += [None] * (number - len(stored))
        self.parts = [
            self.part(str(place), self.gettext(self.row_name) % {"number": place}, formdata, row)
            for place, row in enumerate(stored, 1)
        ]
        self.data = self.to_storage()

    def _sent(self, formdata: Any) -> int:
        typed = (formdata.getlist(f"{self.id}-rows") or [""])[0]
        return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 4 else self.at_first

    def to_storage(self) -> Json:
        """The rows in which something stands, in order."""
        return [part.form.stored() for part in self.parts if not part.is_empty]


class FormOfParts(PageForm):
    """A form that has parts."""

    def rows(self) -> list[Rows]:
        """The parts that can grow."""
        return [question for question in self.questions() if isinstance(question, Rows)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every answer; not yet when somebody only asked for one more row: then nothing is an error."""
        if any(rows.grew for rows in self.rows()):
            return False
        return super().validate(extra_validators)

    def error_items(self) -> list[tuple[str, str]]:
        """Each error as (id of the control that can take the focus, sentence), in page order."""
        items: list[tuple[str, str]] = []
        for question in self.questions():
            if isinstance(question, Parts):
                items += question.error_items()
            elif question.errors:
                items.append((question.first_id, str(question.errors[0])))
        return items
