"""Whose turn it is in each state, and which clock runs then. The worklist and the status page read this."""

from enum import StrEnum

from portal.cases.lifecycle import Standing
from portal.cases.moves import OVER, State


class Turn(StrEnum):
    """Who has to act next."""

    DECIDER = "decision-maker"
    OFFICE = "office"
    CHAIR = "panel chair"
    NOBODY = "nobody"


TURNS = {
    State.CALL_ASKED: Turn.OFFICE,
    State.AWAITING_CONSENT: Turn.OFFICE,
    State.RECEIVED: Turn.DECIDER,
    State.NOT_MET_PROPOSED: Turn.DECIDER,
    State.NOT_MET: Turn.OFFICE,
    State.DEFERRED: Turn.DECIDER,
    State.ACCEPTED: Turn.OFFICE,
    State.PANEL_SET: Turn.CHAIR,
    State.DRAFT_PLAN: Turn.CHAIR,
    State.CONCLUDED: Turn.CHAIR,
    State.WITHDRAWN: Turn.NOBODY,
    State.CLOSED: Turn.NOBODY,
}


def whose_turn(standing: Standing) -> Turn:
    """Say who acts next.

    An open appeal on a case that is over is the office's until it is decided. Agreed actions that outlive a case stay
    with whoever ends them, and so on the lists of their owners and of the office (docs/decisions/0016).
    """
    if standing.state in OVER and standing.open_appeals:
        return Turn.OFFICE
    if standing.state in OVER and standing.open_actions:
        return Turn.CHAIR
    return TURNS[standing.state]
