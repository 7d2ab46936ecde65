"""Questions of the application as an officer keys them in: several pages in one form, and "They did not say".

No question is written here; the forms are those of the public pages, put together (requirements A16, A17).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from portal.journeys.choices import Choice
from portal.journeys.conditions import ALWAYS, Answered, Answers, Condition, Json
from portal.journeys.dates import PartialDate
from portal.journeys.fields import Tick
from portal.journeys.forms import PageForm, declared
from portal.journeys.journey import UNSAID
from portal.journeys.pages import Page
from portal.journeys.parts import FormOfParts, Parts
from portal.journeys.question import Question
from portal.wording import msg

# Nobody is contacted in a way they did not call safe: this one is always answered, if only by "not at all".
ALWAYS_ANSWERED = ("channels",)


class NotSaid(Tick):
    """The tick beside a question that the public must answer."""

    def __init__(self, about: str, **wtforms: Any) -> None:
        super().__init__(msg("They did not say"), **wtforms)
        self.about = about


class KeyedForm(FormOfParts):
    """Answers keyed in for somebody else. Every question is shown; its own conditions say whether it counts."""

    order: ClassVar[Mapping[str, int]] = {}
    conditions: ClassVar[Mapping[str, Condition]] = {}
    together: ClassVar[Sequence[type[PageForm]]] = ()

    def __init__(self, formdata: Any = None, *arguments: Any, **named: Any) -> None:
        super().__init__(formdata, *arguments, **named)
        for question in self.questions():
            # Notes tell the public when somebody reads it; here an officer reads it already.
            question.note = ""

    def leaves_out(self, question: Question) -> bool:
        """Leave out what earlier answers rule out, with its tick.

        What depends on another answer of the same form stays: nothing can appear while it is filled in.
        """
        if isinstance(question, NotSaid):
            return question.about not in self
        conditions = (question.when, self.conditions.get(question.short_name, ALWAYS))
        return not question.on_screen or any(self._ruled_out(one) for one in conditions)

    def _ruled_out(self, condition: Condition) -> bool:
        here = isinstance(condition, Answered) and condition.question in self.order
        return not here and not condition.holds(self.meta.asking.answers)

    def questions(self) -> list[Question]:
        """Every question in the order of the pages, each with its tick behind it."""
        return sorted(super().questions(), key=lambda one: self.order[one.short_name])

    def asked(self) -> list[Question]:
        """The questions that count with the answers the form holds and those given before."""
        before = self.meta.asking.answers
        given = {**before, **{one.short_name: one.to_storage() for one in self.questions()}}
        return [
            one
            for one in super().asked()
            if one.when.holds(given) and self.conditions.get(one.short_name, ALWAYS).holds(given)
        ]

    def unsaid(self) -> list[str]:
        """The ids of the questions ticked as not said."""
        return [one.about for one in self.questions() if isinstance(one, NotSaid) and one.data]

    def not_said(self, question: Question) -> NotSaid | None:
        """The tick that belongs to a question; None when it has none."""
        ticks = (one for one in self.questions() if isinstance(one, NotSaid))
        return next((one for one in ticks if one.about == question.short_name), None)

    def ticks(self) -> list[str]:
        """The names of the ticks."""
        return [one.short_name for one in self.questions() if isinstance(one, NotSaid)]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the answers; what must be answered may be ticked as not said instead."""
        if self.grown():
            return False
        super().validate(extra_validators)
        for question in self.asked():
            self._settle(question)
        return not self.error_items()

    def grown(self) -> bool:
        """Whether somebody only asked for one more row."""
        return any(rows.grew for rows in self.rows())

    def _settle(self, question: Question) -> None:
        tick = self.not_said(question)
        if tick is None:
            return
        if tick.data and (question.is_empty() or isinstance(question, Choice)):
            # A radio button cannot be taken back without script: there the tick counts.
            question.errors = []
        elif tick.data:
            question.errors = [
                self[question.short_name].gettext(
                    msg("Take away the answer, or the tick at “They did not say”")
                )
            ]
        elif question.errors and question.is_empty():
            said = question.gettext(msg("%(error)s, or tick “They did not say”"))
            question.errors = [said % {"error": question.errors[0]}]

    def check_together(self) -> None:
        """Compare answers with each other as the public pages do."""
        for form in self.together:
            form.check_together(self)

    def stored(self) -> dict[str, Json]:
        """The answers by question id, and under `UNSAID` the ids ticked as not said."""
        unsaid = self.unsaid()
        ours, given = self.ticks(), super().stored()
        kept = {name: value for name, value in given.items() if name not in ours}
        return {**kept, **dict.fromkeys(unsaid), UNSAID: unsaid}

    def only_missing(self) -> bool:
        """Whether nothing that was typed is wrong: there are only answers that are not there yet."""
        inside = [part.form for one in self.questions() if isinstance(one, Parts) for part in one.parts]
        wrong = [one for one in self.questions() if one.errors and not one.is_empty()]
        return not wrong and all(form.only_missing() for form in inside if isinstance(form, KeyedForm))


def may_be_unsaid(question: Question) -> bool:
    """Whether a question gets the tick: the public must answer it, and it has no such answer of its own."""
    needed = question.required and question.on_screen and not question.nested
    return needed and not isinstance(question, PartialDate) and question.short_name not in ALWAYS_ANSWERED


def keyed(
    name: str,
    forms: Iterable[type[PageForm]],
    pages: Iterable[Page] = (),
    besides: tuple[type[PageForm], ...] = (),
) -> type[KeyedForm]:
    """Put forms together into one to key in, with the conditions of the `pages` they stand on.

    `besides` are forms that the officer answers for themselves, without the ticks.
    """
    forms = tuple(forms)
    questions = [question for form in forms for question in declared(form)]
    officers = [question for form in besides for question in declared(form)]
    members: dict[str, Any] = {
        tick_of(one.short_name): NotSaid(one.short_name) for one in questions if may_be_unsaid(one)
    }
    names = [name for one in (*questions, *officers) for name in (one.short_name, tick_of(one.short_name))]
    members["order"] = {name: place for place, name in enumerate(names)}
    members["conditions"] = {one.short_name: page.when for page in pages for one in page.questions()}
    members["together"] = (*forms, *besides)
    return type(name, (KeyedForm, *forms, *besides), members)


def tick_of(question_id: str) -> str:
    """The name of the tick beside a question."""
    return f"{question_id}_unsaid"


def unsaid_first(given: Answers) -> dict[str, bool]:
    """What stored answers say about the ticks, for showing them again."""
    return {tick_of(name): True for name in given.get(UNSAID, ())}
