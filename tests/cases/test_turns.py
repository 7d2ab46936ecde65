"""Whose turn it is, in every state."""

import pytest

from portal.cases.lifecycle import Standing
from portal.cases.moves import OVER, State
from portal.cases.turns import TURNS, Turn, whose_turn


def test_every_state_of_a_case_is_somebodys_turn_or_nobodys() -> None:
    assert set(TURNS) == set(State) - {State.NONE}


@pytest.mark.parametrize(
    ("state", "turn"),
    [
        (State.CALL_ASKED, Turn.OFFICE),
        (State.AWAITING_CONSENT, Turn.OFFICE),
        (State.RECEIVED, Turn.DECIDER),
        (State.NOT_MET_PROPOSED, Turn.DECIDER),
        (State.NOT_MET, Turn.OFFICE),
        (State.DEFERRED, Turn.DECIDER),
        (State.ACCEPTED, Turn.OFFICE),
        (State.PANEL_SET, Turn.CHAIR),
        (State.DRAFT_PLAN, Turn.CHAIR),
        (State.CONCLUDED, Turn.CHAIR),
        (State.WITHDRAWN, Turn.NOBODY),
        (State.CLOSED, Turn.NOBODY),
    ],
)
def test_whose_turn_without_an_appeal(state: State, turn: Turn) -> None:
    assert whose_turn(Standing(state)) is turn


@pytest.mark.parametrize(("open_appeals", "turn"), [(0, Turn.NOBODY), (1, Turn.OFFICE), (2, Turn.OFFICE)])
def test_an_open_appeal_on_a_case_that_is_over_is_the_offices(open_appeals: int, turn: Turn) -> None:
    assert {whose_turn(Standing(state, open_appeals=open_appeals)) for state in OVER} == {turn}


@pytest.mark.parametrize(
    ("open_actions", "open_appeals", "turn"),
    [(0, 0, Turn.NOBODY), (1, 0, Turn.CHAIR), (2, 0, Turn.CHAIR), (1, 1, Turn.OFFICE)],
)
def test_actions_that_outlive_a_case_are_somebodys_turn(
    open_actions: int, open_appeals: int, turn: Turn
) -> None:
    """Lambeth 24 000 401: agreed actions were dropped with a case."""
    standing = {
        Standing(state, open_actions=open_actions, open_appeals=open_appeals) for state in OVER
    }
    assert {whose_turn(one) for one in standing} == {turn}


def test_an_open_appeal_stops_nobody_else() -> None:
    for state in TURNS.keys() - set(OVER):
        assert whose_turn(Standing(state, open_appeals=1)) is TURNS[state]
