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
    """Say who acts next. An open appeal on a case that is over is the office's until it is decided."""
    if standing.open_appeals and standing.state in OVER:
        return Turn.OFFICE
    return TURNS[standing.state]
