"""What a journey is made of: pages, repeating groups, steps, and what can be shown of them."""

from dataclasses import dataclass, replace
from typing import Literal

from portal.journeys.conditions import ALWAYS, Answers, Condition, Json
from portal.journeys.forms import PageForm, declared
from portal.journeys.question import Question
from portal.journeys.rewording import Retitled

# What a page is: questions; the summary of a group; the answers to check.
Kind = Literal["questions", "summary", "check"]


@dataclass(frozen=True)
class Page:
    """One page.

    `id` stands in the address and `title` in the browser's history, so neither may say what somebody
    answered. `heading` is the h1, or None when the label of the only question is. `section` is its line in
    the task list. `group` names the repeating group it belongs to; `skip` is the button that leaves the whole
    page out; `gate` marks a page that decides which others are asked, so that nothing behind it opens before
    it is answered. `retitled` says how it is headed for somebody in another situation.
    """

    id: str
    form: type[PageForm]
    title: str
    section: str
    heading: str | None = None
    when: Condition = ALWAYS
    kind: Kind = "questions"
    skip: str | None = None
    gate: bool = False
    retitled: Retitled | None = None

    def as_asked(self, answers: Answers) -> "Page":
        """The page as it is headed for somebody who gave these answers."""
        other = self.retitled
        if other is None or not other.when.holds(answers):
            return self
        return replace(self, heading=other.heading or self.heading, section=other.section or self.section)

    def questions(self) -> tuple[Question, ...]:
        """The questions as declared."""
        return declared(self.form)


@dataclass(frozen=True)
class Group:
    """A repeating group of entries under `name`: the page that asks for one, and the summary after each.

    `another` is the question on the summary whether there is one more; `refers` the question by which an
    entry points to an earlier one. `none` is the button for somebody who has nothing to enter, `none_of_theirs` for
    somebody who acts for another, `no_more` when there is no further entry. `most` keeps a draft within bounds.
    """

    name: str
    page: str
    summary: str
    another: str
    refers: str
    entry: str
    known_by: tuple[str, ...]
    none: str
    none_of_theirs: str
    no_more: str
    most: int = 50


@dataclass(frozen=True)
class Step:
    """A page as a person meets it; `index` counts the entries of a repeating group from 0."""

    page: str
    index: int | None = None


@dataclass(frozen=True)
class FrozenAnswer:
    """A question as it was asked and the answer in words, kept with the case whatever becomes of the form."""

    page: str
    question_id: str
    position: int
    group_index: int | None
    label: str
    value: Json
    words: str


@dataclass(frozen=True)
class Section:
    """A line of the task list: its name, how far it is, and the step to go to (None: cannot start yet)."""

    name: str
    state: Literal["done", "begun", "not begun", "cannot begin"]
    step: Step | None


@dataclass(frozen=True)
class AnsweredPage:
    """The questions of one step with their answers in words."""

    page: Page
    step: Step
    answers: tuple[FrozenAnswer, ...]
