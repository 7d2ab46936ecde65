"""When something is asked, as values: tests and the printed form can read and word them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Json = Any
Answers = Mapping[str, Json]


class Condition(Protocol):
    """Something that holds or does not hold for the answers given so far."""

    def holds(self, answers: Answers) -> bool:
        """Say whether the condition holds for `answers` (question id to stored value)."""


@dataclass(frozen=True)
class Answered:
    """The question was answered with one of `values`; for a question with several ticks, one of them is
    ticked.
    """

    question: str
    values: tuple[str, ...]

    def __init__(self, question: str, *values: str) -> None:
        object.__setattr__(self, "question", question)
        object.__setattr__(self, "values", values)

    def holds(self, answers: Answers) -> bool:
        """Say whether one of the values was given."""
        given = answers.get(self.question)
        if isinstance(given, list):
            return any(value in given for value in self.values)
        return given in self.values


@dataclass(frozen=True)
class Not:
    """The condition does not hold; an unanswered question counts as not holding."""

    condition: Condition

    def holds(self, answers: Answers) -> bool:
        """Say whether the inner condition fails."""
        return not self.condition.holds(answers)


@dataclass(frozen=True)
class Always:
    """Holds whatever was answered."""

    def holds(self, answers: Answers) -> bool:
        """Always true."""
        return True


ALWAYS = Always()
