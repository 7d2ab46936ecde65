"""Whose turn it is in each state, and which clock runs then. The worklist and the status page read this."""

from enum import StrEnum

from portal.cases.lifecycle import Standing, State


class Turn(StrEnum):
    """Who has to act next."""

    DECIDER = "decision-maker"
    OFFICE = "office"
    CHAIR = "panel chair"
    NOBODY = "nobody"


TURNS = {
    State.RECEIVED: Turn.DECIDER,
    State.ACCEPTED: Turn.OFFICE,
    State.PANEL_SET: Turn.CHAIR,
    State.DRAFT_PLAN: Turn.CHAIR,
    State.CONCLUDED: Turn.CHAIR,
    State.CLOSED: Turn.NOBODY,
}


def whose_turn(standing: Standing) -> Turn:
    """Say who acts next. An open appeal on a closed case is the office's until it is decided."""
    if standing.open_appeals and standing.state is State.CLOSED:
        return Turn.OFFICE
    return TURNS[standing.state]
