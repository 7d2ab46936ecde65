"""A journey: an ordered list of pages, and everything that can be said about one from its answers alone.

Answers are one dictionary: question id to stored value; the entries of a repeating group are a list of such
dictionaries under the group's name, each with a `key` that stays when others are removed. Keys that start
with an underscore say where the person is and are never frozen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from portal.journeys.choices import Option
from portal.journeys.conditions import Answers, Json
from portal.journeys.fields import Line
from portal.journeys.forms import Asking, PageForm
from portal.journeys.pages import AnsweredPage, FrozenAnswer, Group, Page, Section, Step
from portal.journeys.question import Question
from portal.wording import Translator, msg

SAVED = "_saved"
LAST = "_last"
KEY = "key"
# Ids of questions to which somebody gave an officer no answer, beside the answers of a page or an entry.
UNSAID = "_unsaid"


@dataclass(frozen=True, eq=False)
class Journey:
    """An ordered list of pages. Everything is worked out from the answers given; nothing is remembered
    here.
    """

    name: str
    pages: tuple[Page, ...]
    groups: tuple[Group, ...] = ()

    @cached_property
    def positions(self) -> dict[str, int]:
        """The number of each question, the same on screen and on paper. Raises ValueError when an id comes
        twice.
        """
        ids = [question.short_name for page in self.pages for question in page.questions()]
        if len(set(ids)) != len(ids):
            raise ValueError("question ids must be unique")
        return {name: place for place, name in enumerate(ids, 1)}

    def page(self, page_id: str) -> Page | None:
        """The page with this id, whether it applies or not."""
        return next((page for page in self.pages if page.id == page_id), None)

    def group(self, page: Page) -> Group | None:
        """The repeating group whose entries the page asks for or sums up."""
        return next((group for group in self.groups if page.id in (group.page, group.summary)), None)

    # The way through the pages

    def steps(self, answers: Answers) -> list[Step]:
        """Every step that applies, in order; a group without entries has an empty one until it is passed
        over.
        """
        steps: list[Step] = []
        for page in self.pages:
            if not page.when.holds(answers):
                continue
            group = self.group(page)
            if group is not None and page.id == group.page:
                least = 0 if page.id in answers.get(SAVED, ()) else 1
                steps += [
                    Step(page.id, index) for index in range(max(least, len(answers.get(group.name, ()))))
                ]
            else:
                steps.append(Step(page.id))
        return steps

    def next_step(self, answers: Answers, step: Step) -> Step | None:
        """The step after `step`: after an entry of a group its summary, after "another: yes" the new
        entry.
        """
        page = self.at(step)
        group = self.group(page)
        if group is not None and page.id == group.page:
            return Step(group.summary)
        if group is not None and answers.get(group.another) == "yes":
            return Step(group.page, len(answers.get(group.name, ())))
        return next((one for one in self.steps(answers) if self._place(one) > self._place(step)), None)

    def previous_step(self, answers: Answers, step: Step) -> Step | None:
        """The step before `step`; before a later entry of a group its summary."""
        page = self.at(step)
        group = self.group(page)
        if group is not None and page.id == group.page and step.index:
            return Step(group.summary)
        earlier = [one for one in self.steps(answers) if self._place(one) < self._place(step)]
        return earlier[-1] if earlier else None

    def first_gap(self, answers: Answers, before: str | None = None) -> Step | None:
        """The first step not complete, up to but without the page `before`; None when all is there."""
        for step in self.steps(answers):
            if step.page == before:
                return None
            if not self.complete(answers, step):
                return step
        return None

    def complete(self, answers: Answers, step: Step) -> bool:
        """Say whether a step was passed and has every answer that the public must give."""
        page = self.at(step)
        group = self.group(page)
        if page.kind == "check":
            return True
        if group is not None and page.id == group.summary:
            return bool(answers.get(group.another) == "no")
        stored = self.stored(answers, step)
        needed = (
            question.short_name
            for question in page.questions()
            if question.required and question.on_screen and question.when.holds(answers)
            if question.under is None or question.under.holds(stored)
        )
        return page.id in answers.get(SAVED, ()) and all(stored.get(name) is not None for name in needed)

    def may_open(self, answers: Answers, step: Step) -> bool:
        """Say whether a step may be shown and saved now.

        It must apply; pages that decide what is asked must be complete before it, and everything before the
        check of the answers and what follows it.
        """
        page = self.at(step)
        group = self.group(page)
        in_group = group is not None and page.id == group.page
        if not page.when.holds(answers) or (step.index is None) == in_group:
            return False
        if group is not None and step.index is not None:
            last = min(len(answers.get(group.name, ())), group.most - 1)
            if not 0 <= step.index <= last:
                return False
        everything = any(one.kind == "check" for one in self.pages[: self._place(step) + 1])
        return all(
            self.complete(answers, one)
            for one in self.steps(answers)
            if self._place(one) < self._place(step) and (everything or self.at(one).gate)
        )

    def at(self, step: Step) -> Page:
        """The page of a step. Raises KeyError when there is no such page."""
        return self.pages[self._place(step)]

    def _place(self, step: Step) -> int:
        return self._places[step.page]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {page.id: place for place, page in enumerate(self.pages)}

    # Answers

    def stored(self, answers: Answers, step: Step) -> Answers:
        """The dictionary that holds the answers of a step: the whole one, or that of an entry of a group."""
        group = self.group(self.at(step))
        if group is None or step.index is None:
            return answers
        entries: list[dict[str, Json]] = answers.get(group.name, [])
        return entries[step.index] if step.index < len(entries) else {}

    def form(self, answers: Answers, step: Step, asking: Asking, formdata: Any = None) -> PageForm:
        """The form of a step for a reader, with what is stored or what was posted (a multi-dict)."""
        page = self.at(step)
        stored = self.stored(answers, step)
        names = (question.short_name for question in page.questions())
        kept = {name: stored[name] for name in names if stored.get(name) is not None}
        options = {**asking.options, **self._entries(answers, step, asking)}
        return page.form.ask(replace(asking, answers=answers, options=options), formdata, kept)

    def _entries(self, answers: Answers, step: Step, asking: Asking) -> dict[str, list[Option]]:
        """The other entries of the group that `step` asks about, as options under the group's name."""
        group = self.group(self.at(step))
        if group is None or step.index is None:
            return {}
        return {
            group.name: [
                Option(entry[KEY], self.entry_in_words(group, index, entry, asking), translate=False)
                for index, entry in enumerate(answers.get(group.name, ()))
                if index != step.index
            ]
        }

    def entry_in_words(self, group: Group, index: int, entry: Answers, asking: Asking) -> str:
        """What an entry is called, for example "Report 1: The police, 3 March 2026"."""
        say = asking.translate
        known = {
            question.short_name: question for question in self.pages[self._places[group.page]].questions()
        }
        words = [
            known[name].in_words(entry[name], say) for name in group.known_by if entry.get(name) is not None
        ]
        called = say(group.entry) % {"number": index + 1}
        return f"{called}: {', '.join(words)}" if words else called

    def with_answers(
        self, answers: Answers, step: Step, values: Answers, *, passed: bool = True
    ) -> dict[str, Json]:
        """The answers with `values` saved for `step`. Nothing given is changed in place.

        With `passed` False the page is not done yet: somebody stops in the middle of it.
        """
        page = self.at(step)
        group = self.group(page)
        after = dict(answers)
        if group is not None and step.index is not None:
            entries = [dict(entry) for entry in answers.get(group.name, [])]
            if step.index >= len(entries):
                entries.append({KEY: _new_key(group, entries)})
                after.pop(group.another, None)
            entries[min(step.index, len(entries) - 1)].update(values)
            after[group.name] = entries
        else:
            after.update(values)
        return self.passed(after, step) if passed else after

    def passed(self, answers: Answers, step: Step) -> dict[str, Json]:
        """The answers with a note that `step` was left behind, answered or passed over."""
        saved = sorted({*answers.get(SAVED, ()), step.page})
        return {**answers, SAVED: saved, LAST: [step.page, step.index]}

    def without_entry(self, answers: Answers, group: Group, index: int) -> dict[str, Json]:
        """The answers without one entry of a group; entries that pointed to it do so no more."""
        entries = [dict(entry) for entry in answers.get(group.name, [])]
        gone = entries.pop(index)[KEY]
        for entry in entries:
            if entry.get(group.refers) == gone:
                entry[group.refers] = None
        after = {**answers, group.name: entries}
        after.pop(group.another, None)
        return after

    def answered(self, answers: Answers, asking: Asking) -> list[AnsweredPage]:
        """Every question that applies with its answer in words, step by step."""
        return [
            AnsweredPage(self.at(step).as_asked(answers), step, tuple(self._in_words(answers, step, asking)))
            for step in self.steps(answers)
            if self.at(step).kind == "questions"
        ]

    def freeze(self, answers: Answers, asking: Asking) -> list[FrozenAnswer]:
        """The questions as asked and the answers in words, in order, also those left empty."""
        return [answer for page in self.answered(answers, asking) for answer in page.answers]

    def _in_words(self, answers: Answers, step: Step, asking: Asking) -> Iterator[FrozenAnswer]:
        stored = self.stored(answers, step)
        say = asking.translate
        for question in self.form(answers, step, asking).asked():
            value = stored.get(question.short_name)
            yield FrozenAnswer(
                page=step.page,
                question_id=question.short_name,
                position=self.positions[question.short_name],
                group_index=step.index,
                label=say(question.label.text),
                value=value,
                words=_no_answer(stored, question, say) if value is None else question.in_words(value, say),
            )

    def texts(self, answers: Answers, steps: Sequence[Step] | None = None) -> list[str]:
        """What the person wrote in their own words, on the given steps or everywhere."""
        found: list[Json] = []
        for step in self.steps(answers) if steps is None else steps:
            stored = self.stored(answers, step)
            lines = (question for question in self.at(step).questions() if isinstance(question, Line))
            found += [stored.get(question.short_name) for question in lines]
        return [text for text in found if isinstance(text, str)]

    def last_passed(self, answers: Answers) -> Step | None:
        """The step left behind last; the page after it answers words of danger."""
        last = answers.get(LAST)
        return Step(*last) if last else None

    # Task list

    def sections(self, answers: Answers) -> list[Section]:
        """The lines of the task list in order."""
        by_name: dict[str, list[Step]] = {}
        for step in self.steps(answers):
            by_name.setdefault(self.at(step).as_asked(answers).section, []).append(step)
        return [self._section(name, steps, answers) for name, steps in by_name.items()]

    def _section(self, name: str, steps: Sequence[Step], answers: Answers) -> Section:
        gap = next((step for step in steps if not self.complete(answers, step)), None)
        first = gap or steps[0]
        if not self.may_open(answers, first):
            return Section(name, "cannot begin", None)
        begun = any(step.page in answers.get(SAVED, ()) for step in steps)
        return Section(name, "done" if gap is None else "begun" if begun else "not begun", first)


def _no_answer(stored: Answers, question: Question, say: Translator) -> str:
    unsaid = question.short_name in stored.get(UNSAID, ())
    return say(msg("They did not say") if unsaid else msg("Not answered"))


def _new_key(group: Group, entries: Sequence[Answers]) -> str:
    """A key that no entry has: the group's first letter and a number."""
    taken = [int(entry[KEY][1:]) for entry in entries]
    return f"{group.name[0]}{max(taken, default=0) + 1}"
