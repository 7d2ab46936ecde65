"""What the person who takes a step of the review has in front of them, and what a victim sees by their own link."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.cases.lifecycle import step_for
from portal.cases.moves import Move, State
from portal.cases.table import MOVES
from portal.documents.required import LetterKind
from portal.policy import Action
from portal.services import casefile, casework
from portal.services.work import Work
from portal.store import clocks, letters
from portal.store import panels as rows
from portal.store.panels import Sitting
from portal.store.tables import Body, Case, PlanAction, Voice

# Being told of the outcome letter begins the time to appeal (C10); a partnership may not have agreed how long it is.
Window = Literal["not begun", "not agreed", "runs", "passed"]


@dataclass(frozen=True)
class Papers:
    """A case as far as a step needs it. `bodies` are (key, name) of those that a plan can speak of."""

    case: Case
    people: list[casefile.PersonShown]
    bodies: tuple[tuple[str, str], ...]
    voice: Voice | None
    sitting: Sitting | None


@dataclass(frozen=True)
class Ending:
    """Where the actions of a case and the time to appeal stand; `last_day` is that of the time to appeal."""

    actions: list[tuple[PlanAction, Body]]
    open_appeals: int
    window: Window
    last_day: date | None


@dataclass(frozen=True)
class ByLink:
    """What a victim's own link leads to, and whether it can still be answered."""

    case: Case
    open: bool
    voice: Voice | None
    sitting: Sitting | None


def open_for(work: Work, reference: str, action: Action, move: Move) -> Papers:
    """Return the papers for the step `move` and write down who looked.

    Raises UnknownCase, and NotNow when the case does not stand where the step fits.
    """
    case = casework.find(work, reference, action)
    step_for(State(case.state), move)
    casefile.look(work, case, action)
    return _papers(work, case)


def again(work: Work, reference: str, action: Action) -> Papers:
    """Return the papers once more, to show them beside a form that was sent; wherever the case stands by now."""
    return _papers(work, casework.find(work, reference, action))


def ending(work: Work, case: Case) -> Ending:
    """Return what stands between a case and its end."""
    window, last_day = time_to_appeal(work, case, LetterKind.OUTCOME)
    return Ending(rows.actions(work.session, case.id), case.open_appeals, window, last_day)


def time_to_appeal(work: Work, case: Case, kind: LetterKind) -> tuple[Window, date | None]:
    """Return where the time to appeal against the newest letter of a kind stands, and its last day."""
    sent = [one.letter for one in letters.of_case(work.session, case.id) if one.letter.kind == kind]
    newest = {one.id: one for one in sent if one.made_at == sent[0].made_at}
    begun = [one for one in clocks.all_of(work.session, case.id) if one.letter_id in newest]
    last_day = max((one.due_on for one in begun if one.due_on and one.ended_for != "came_back"), default=None)
    window: Window = "runs" if last_day and last_day >= work.today else "passed"
    if not any(one.told_at for one in newest.values()):
        window = "not begun"
    elif last_day is None:
        window = "not agreed"
    return window, last_day


def voice_by_link(work: Work, token: str) -> ByLink:
    """Return what the victim chose so far, for their own page. Raises UnknownCase."""
    return _by_link(
        work, casework.find_by_link(work, token, "voice", Action.CHOOSE_VOICE)[0], Move.GIVE_VOICE
    )


def plan_by_link(work: Work, token: str) -> ByLink:
    """Return the draft plan, for the victim's own page. Raises UnknownCase."""
    return _by_link(
        work, casework.find_by_link(work, token, "plan_comment", Action.COMMENT_ON_PLAN)[0], Move.COMMENT
    )


def _by_link(work: Work, case: Case, move: Move) -> ByLink:
    fits = (State(case.state), move) in MOVES
    return ByLink(case, fits, rows.voice(work.session, case.id), rows.newest(work.session, case.id))


def _papers(work: Work, case: Case) -> Papers:
    sitting = rows.newest(work.session, case.id)
    return Papers(
        case=case,
        people=casefile.people_of(work, case),
        bodies=_bodies(work, case, sitting),
        voice=rows.voice(work.session, case.id),
        sitting=sitting,
    )


def _bodies(work: Work, case: Case, sitting: Sitting | None) -> tuple[tuple[str, str], ...]:
    """The bodies of the district, and those of which the plan already speaks though the area file changed since."""
    named = {body.key: body.name for body in work.partnership.bodies_of(case.district)}
    if sitting is not None:
        spoken_of = (*sitting.findings, *sitting.recommendations, *sitting.actions)
        named |= {body.key: body.name for _, body in spoken_of if body.key not in named}
    return tuple(named.items())
