"""What a page of a step of the review shows beside its form, and the choices that its forms take from the case."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from flask import Response, request

from portal.cases.moves import Move
from portal.journeys.choices import Option
from portal.journeys.forms import PageForm
from portal.policy import Action
from portal.services import papers
from portal.services.papers import Papers
from portal.services.work import Work
from portal.web.forms import answer
from portal.web.routing import SAFE, work


def opened() -> AbstractContextManager[Work]:
    """One transaction to show a page of a case: at first it writes who looked, beside a sent form it only reads."""
    return work(write=request.method in SAFE)


@contextmanager
def in_front_of(reference: str, does: Action, move: Move) -> Iterator[tuple[Work, Papers]]:
    """Open the papers for a step: at first with a line in the ledger of views, and only where the step fits.

    When a form was sent, the case may have moved on meanwhile; then the service says so and no typed word is lost.
    """
    with opened() as opening:
        fetch = (
            papers.open_for(opening, reference, does, move)
            if opening.writes
            else papers.again(opening, reference, does)
        )
        yield opening, fetch


def answer_about(shown: Papers, template: str, *, form: PageForm | None = None, **more: Any) -> Response:
    """Render a page of a step: with its case, and above everything how each person may be reached."""
    return answer(template, form=form, case=shown.case, people=shown.people, **more)


def bodies_of(shown: Papers) -> tuple[Option, ...]:
    """The bodies of which a plan can speak, as choices."""
    return named(shown.bodies)


def named(pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    """Values and names that are not ours to translate, as choices."""
    return tuple(Option(value, name, translate=False) for value, name in pairs)
