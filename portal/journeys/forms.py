"""A page of questions as a WTForms form that knows whom it asks, in which language and on which day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Self

from wtforms import Form
from wtforms.form import BaseForm

from portal.journeys.choices import Option
from portal.journeys.conditions import Answers, Json
from portal.journeys.question import Question
from portal.wording import Translator, in_english

# Choices that come from data, by the name a question asks for them.
Options = Mapping[str, Sequence[Option]]


@dataclass(frozen=True)
class Asking:
    """What a page needs to be asked: the reader's translator, today's date, choices that come from data,
    answers so far.
    """

    translate: Translator
    today: date
    options: Options = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)


class _Wording:
    """Gives WTForms our translator under the names it expects."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate

    def gettext(self, string: str, /) -> str:
        return self._translate(string)

    def ngettext(self, singular: str, plural: str, n: int, /) -> str:
        return self._translate(singular if n == 1 else plural)


class PageForm(Form):
    """Base of every form. Make one with `ask`; field names are question ids."""

    class Meta:
        """WTForms settings: the reader's translator, and no CSRF field, because the routes check the
        token.
        """

        csrf = False
        asking = Asking(in_english, date.max)

        def get_translations(self, form: Form) -> _Wording:
            """Return the reader's translator in the shape WTForms wants."""
            return _Wording(self.asking.translate)

    def __init__(self, formdata: Any = None, *arguments: Any, **named: Any) -> None:
        super().__init__(formdata, *arguments, **named)
        asking: Asking = self.meta.asking
        for question in self.questions():
            if self.leaves_out(question):
                del self[question.short_name]
        for question in self.questions():
            question.reword(asking.answers)
            question.settle(self)

    def leaves_out(self, question: Question) -> bool:
        """Whether a declared question does not stand in this form: paper only, or its condition does not hold."""
        return not (question.on_screen and question.when.holds(self.meta.asking.answers))

    @classmethod
    def ask(cls, asking: Asking, formdata: Any = None, stored: Answers | None = None) -> Self:
        """Make the form for a reader.

        `formdata` is what was posted (a multi-dict) or None; `stored` are values as `stored()` gave them.
        Questions whose condition does not hold, and those asked on paper only, are left out.
        """
        return cls(formdata, data=dict(stored or {}), meta={"asking": asking})

    def questions(self) -> list[Question]:
        """Every question of the form, in the order it was declared."""
        return [question for question in self if isinstance(question, Question)]

    def shown(self) -> list[Question]:
        """The questions that stand by themselves; the others are drawn inside the choice that reveals
        them.
        """
        return [one for one in self.questions() if not one.nested and (one.under or one.applies(self))]

    def aside_open(self) -> bool:
        """Whether anything stands in the optional questions set aside, or is wrong with it."""
        return any(one.errors or not one.is_empty() for one in self.questions() if one.aside)

    def asked(self) -> list[Question]:
        """The questions that apply with the values the form holds now."""
        return [question for question in self.questions() if question.applies(self)]

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every question that applies; fill `errors` beside each. True when all is well."""
        asked = self.asked()
        for question in self.questions():
            if question not in asked:
                question.errors = []
        results = [question.validate(self) for question in asked]
        self.check_together()
        return all(results) and not any(question.errors for question in asked)

    def check_together(self) -> None:
        """Compare answers with each other; a form that needs it calls `refuse` for what does not fit."""

    def refuse(self, name: str, sentence: str) -> None:
        """Put a translated `sentence` beside the question `name`, unless it has an error already."""
        question = self[name]
        if not question.errors:
            question.errors = [sentence]

    def error_items(self) -> list[tuple[str, str]]:
        """Each error as (id of the first control that can take the focus, sentence), in page order."""
        return [(question.first_id, question.errors[0]) for question in self.questions() if question.errors]

    def stored(self) -> dict[str, Json]:
        """The answers as JSON values by question id; None where nothing was answered or the question did not
        apply.
        """
        asked = self.asked()
        return {
            question.short_name: question.to_storage() if question in asked else None
            for question in self.questions()
        }


@cache
def declared(form: type[PageForm]) -> tuple[Question, ...]:
    """The questions of a form as declared, also those that depend on answers or stand on paper only."""
    bare = BaseForm(form()._unbound_fields)
    return tuple(question for question in bare if isinstance(question, Question))
