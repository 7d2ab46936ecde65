"""A page of a step that does not fit where the case stands says so, in one place, before its form is shown.

Somebody comes by an old tab or a bookmark, fills the form in, and only learns then that it leads nowhere. What was
sent is not asked here: the services decide about it, and no typed word is lost.
"""

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, request

from portal.cases.lifecycle import DOES_NOT_FIT
from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, UnknownCase
from portal.cases.table import MOVES
from portal.services import casework
from portal.services.work import Work
from portal.store.tables import Case
from portal.web.case_steps import IN_TURN, STEPS, fits_now
from portal.web.routing import SAFE, Page, wiring, work
from portal.wording import msg

# Steps that the case page offers by itself.
BESIDE: Final = {"case.first_contact": Move.FIRST_CONTACT, "case.risk": Move.ASSESS_RISK}
# Pages that say more by themselves where nothing can be sent: they list something, or name what is still missing.
TO_READ: Final = frozenset(
    {
        Move.UPDATE_ACTION,
        Move.END_ACTION,
        Move.CLOSE,
        Move.CLOSE_NOT_MET,
        Move.FOLLOW_UP,
        Move.DEFER,
        Move.REOPEN_AT_DECISION,
        Move.REOPEN_AT_PANEL,
        Move.ADMIT_LATE,
        Move.WITHDRAW_APPEAL,
        Move.ACCEPT_APPEAL,
        Move.SUBMIT,
        Move.NOTE,
    }
)
# The victim can say something else on any later day, though nobody has to ask them any more.
ALWAYS_HEARD: Final = frozenset({Move.CHECK_CONSENT})
PROPOSE, SETTLE = zip(*IN_TURN.values(), strict=True)
WHY: Final[Mapping[Move, str]] = {
    **{
        propose: msg("Somebody has proposed this already. Another person looks at it next.")
        for propose in PROPOSE
    },
    **{settle: msg("Nobody proposes this any more.") for settle in SETTLE},
    Move.PLACE: msg("The application is in its district already. You can move it to another one."),
    Move.MOVE_DISTRICT: msg("Nobody knows the district of this application yet. Put it into its district."),
    Move.PAUSE: msg("The clocks stand still already."),
    Move.RESUME: msg("The clocks are running."),
    Move.LODGE_APPEAL: msg("An appeal about this case is already being looked at."),
}


def moves_of(endpoint: str) -> tuple[Move, ...]:
    """Return the moves that are made on a page; none for a page of no step."""
    aside = (BESIDE[endpoint],) if endpoint in BESIDE else ()
    return (*aside, *(move for move, step in STEPS.items() if step.endpoint == endpoint))


def must_fit(page: Page, values: Mapping[str, Any]) -> None:
    """Raise NotNow where `page` is a step that cannot be taken on its case now, with why.

    For somebody who may not take it, or a case that is none of theirs, the page answers as always.
    """
    moves = moves_of(page.endpoint)
    if not moves or request.method not in SAFE or not TO_READ.isdisjoint(moves):
        return
    with work(write=False) as reading:
        try:
            case = casework.find(reading, values["reference"], page.does)
        except UnknownCase:
            return
        _must_fit(reading, case, moves)


def _must_fit(reading: Work, case: Case, moves: tuple[Move, ...]) -> None:
    state = State(case.state)
    there = [move for move in moves if (state, move) in MOVES]
    if any(move in ALWAYS_HEARD or fits_now(reading, case, move) for move in there):
        return
    raise NotNow(next((WHY[move] for move in there if move in WHY), DOES_NOT_FIT))


def register(app: Flask) -> None:
    """Ask before every page of a case."""
    wiring(app).before_view.append(must_fit)
