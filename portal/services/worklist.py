"""The worklist: whose turn, by when."""

from dataclasses import dataclass
from datetime import date

from portal.cases import reference
from portal.policy import Action
from portal.services.persons import fold
from portal.services.work import Work
from portal.store import casefile, cases
from portal.store.casefile import NEVER, Filters, Line

PAGE = 50
SOON_DAYS = 3


@dataclass(frozen=True)
class Listed:
    """A page of the worklist and the key of the next one (None: this is the last)."""

    lines: list[Line]
    after: tuple[date, int] | None


def list_cases(work: Work, filters: Filters, after: tuple[date, int] | None = None) -> Listed:
    """Return the open cases the actor may reach, the most urgent first."""
    condition = cases.reachable(work.actor, Action.SEE_WORKLIST)
    lines = casefile.worklist(work.session, condition, filters, after, PAGE + 1)
    if len(lines) <= PAGE:
        return Listed(lines, None)
    last = lines[PAGE - 1].case
    return Listed(lines[:PAGE], (last.due_on or NEVER, last.id))


def search(work: Work, typed: str) -> list[Line]:
    """Find cases by reference or by the beginning of the victim's name."""
    found = reference.read(typed)
    name = fold(typed)
    if found is None and len(name) < 2:
        return []
    return casefile.find_reference(work.session, cases.reachable(work.actor, Action.SEE_WORKLIST), found, name)


def urgency(due_on: date | None, today: date) -> str:
    """Return "late", "soon" (within three days) or "" for a deadline."""
    if due_on is None:
        return ""
    if due_on < today:
        return "late"
    return "soon" if (due_on - today).days <= SOON_DAYS else ""
