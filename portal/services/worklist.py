"""The worklist: whose turn, by when."""

import base64
from dataclasses import dataclass
from datetime import date

from portal.cases import reference
from portal.cases.independence import fold
from portal.policy import Action
from portal.services.work import Work
from portal.store import bodies, casefile, cases, outbox, sealing
from portal.store.casefile import NEVER, Filters, Line

PAGE = 50
SOON_DAYS = 3


@dataclass(frozen=True)
class Listed:
    """A page of the worklist and the key of the next one (None: this is the last)."""

    lines: list[Line]
    after: tuple[date, int] | None


def list_cases(
    work: Work, filters: Filters, after: tuple[date, int] | None = None, to: Action = Action.SEE_WORKLIST
) -> Listed:
    """Return the open cases on which the actor may do `to`, the most urgent first."""
    condition = cases.reachable(work.actor, to)
    lines = casefile.worklist(work.session, condition, filters, after, PAGE + 1)
    if len(lines) <= PAGE:
        return Listed(lines, None)
    last = lines[PAGE - 1].case
    return Listed(lines[:PAGE], (last.due_on or NEVER, last.id))


def mail_trouble(work: Work, listed: Listed) -> str | None:
    """Return the code of what keeps all mail from leaving; None when nothing does. An empty list says it too."""
    return listed.lines[0].mail_trouble if listed.lines else outbox.last_trouble(work.session)


def not_acknowledged(work: Work, listed: Listed) -> set[int]:
    """Return the numbers of the listed cases that a body of the actor has not acknowledged yet."""
    shown = [line.case.id for line in listed.lines]
    return bodies.not_acknowledged(work.session, work.actor.bodies(), shown)


def search(work: Work, typed: str, to: Action = Action.SEE_WORKLIST) -> list[Line]:
    """Find cases on which the actor may do `to`, by reference or by the beginning of the victim's name."""
    found = reference.read(typed)
    name = fold(typed)
    if found is None and len(name) < 2:
        return []
    return casefile.find_reference(work.session, cases.reachable(work.actor, to), found, name)


def keep_search(work: Work, typed: str) -> str:
    """Return an opaque word that stands for what was searched for: a name must not stand in an address."""
    sealed = sealing.seal_text(work.settings.field_key, typed, _search_of(work))
    return base64.urlsafe_b64encode(sealed).decode()


def kept_search(work: Work, kept: str) -> str | None:
    """Return what `keep_search` kept for this person; None for anything else."""
    try:
        return sealing.open_text(work.settings.field_key, base64.urlsafe_b64decode(kept), _search_of(work))
    except ValueError:
        return None


def _search_of(work: Work) -> str:
    return f"search of staff:{work.actor.id}"


def urgency(due_on: date | None, today: date) -> str:
    """Return "late", "soon" (within three days) or "" for a deadline."""
    if due_on is None:
        return ""
    if due_on < today:
        return "late"
    return "soon" if (due_on - today).days <= SOON_DAYS else ""
