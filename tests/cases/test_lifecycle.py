"""The table of moves, row by row; what it counts and what it forbids; and that its events say where a case stands."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.lifecycle import GIVES_APPEAL_AN_END, Happened, Standing, advance, replay, step_for
from portal.cases.moves import EVER, LIVE, OVER, Move, State
from portal.cases.refusals import NotNow
from portal.cases.table import ENDS, MOVES, moves_from

PAYLOAD = {"actions": 1}


def after(standing: Standing, move: Move, **payload: object) -> Standing:
    return advance(standing, Happened(move, {**PAYLOAD, **payload}))[0]


@pytest.mark.parametrize(("state", "move"), MOVES, ids=lambda value: str(value).replace(" ", "_"))
def test_every_row_leads_where_it_says(state: State, move: Move) -> None:
    row = MOVES[state, move]
    standing = Standing(state, version=4, open_actions=1, open_appeals=int(move in GIVES_APPEAL_AN_END))
    if move in (Move.CLOSE, Move.CLOSE_NOT_MET):
        standing = replace(standing, open_actions=0)
    reached, step = advance(standing, Happened(move, PAYLOAD))
    assert step is row
    assert (reached.state, reached.version) == (row.to, 5)
    assert step.event
    assert step.needs


@pytest.mark.parametrize("state", State)
def test_what_is_not_in_the_table_cannot_happen(state: State) -> None:
    allowed = set(moves_from(state))
    for move in set(Move) - allowed:
        with pytest.raises(NotNow):
            step_for(state, move)
        with pytest.raises(NotNow):
            advance(Standing(state), Happened(move, PAYLOAD))
    for move in allowed:
        assert step_for(state, move) is MOVES[state, move]


def test_the_straight_path() -> None:
    standing = Standing()
    for move, state in (
        (Move.SUBMIT, State.RECEIVED),
        (Move.PASS_ON, State.RECEIVED),
        (Move.DECIDE_MET, State.ACCEPTED),
        (Move.CONVENE, State.PANEL_SET),
        (Move.POSTPONE, State.PANEL_SET),
        (Move.HOLD, State.DRAFT_PLAN),
        (Move.COMMENT, State.DRAFT_PLAN),
        (Move.FINISH, State.CONCLUDED),
        (Move.END_ACTION, State.CONCLUDED),
        (Move.CLOSE, State.CLOSED),
    ):
        standing = after(standing, move)
        assert standing.state is state
    assert standing == Standing(State.CLOSED, version=10, sittings=1)


@pytest.mark.parametrize("state", State)
def test_every_state_reaches_an_end(state: State) -> None:
    reached = {state}
    while more := {step.to for (origin, _), step in MOVES.items() if origin in reached} - reached:
        reached |= more
    assert reached & ENDS


def test_only_moves_that_stay_or_reopen_leave_a_closed_case() -> None:
    assert {step.to for (origin, _), step in MOVES.items() if origin is State.CLOSED} == {
        State.CLOSED,
        State.CALL_ASKED,
        State.RECEIVED,
        State.ACCEPTED,
        State.CONCLUDED,
    }
    assert set(EVER) - set(LIVE) == ENDS


@pytest.mark.parametrize(("state", "move"), [
    (State.CONCLUDED, Move.CLOSE), (State.NOT_MET, Move.CLOSE_NOT_MET),
])  # fmt: skip
@pytest.mark.parametrize(("actions", "closes"), [(0, True), (1, False), (2, False)])
def test_a_case_closes_only_when_every_action_has_ended(
    state: State, move: Move, actions: int, closes: bool
) -> None:
    standing = Standing(state, open_actions=actions)
    if closes:
        assert after(standing, move).state is State.CLOSED
    else:
        with pytest.raises(NotNow, match="action"):
            after(standing, move)


@pytest.mark.parametrize(("appeals", "closes"), [(0, True), (1, False)])
def test_a_case_closes_only_when_no_appeal_is_open(appeals: int, closes: bool) -> None:
    standing = Standing(State.CONCLUDED, open_appeals=appeals)
    if closes:
        assert after(standing, Move.CLOSE).state is State.CLOSED
    else:
        with pytest.raises(NotNow, match="appeal"):
            after(standing, Move.CLOSE)


@pytest.mark.parametrize(("appeals", "lodged"), [(0, True), (1, False)])
def test_one_appeal_at_a_time(appeals: int, lodged: bool) -> None:
    standing = Standing(State.CONCLUDED, open_appeals=appeals)
    if lodged:
        assert after(standing, Move.LODGE_APPEAL).open_appeals == 1
    else:
        with pytest.raises(NotNow):
            after(standing, Move.LODGE_APPEAL)


@pytest.mark.parametrize("actions", [0, 1, 3])
def test_a_review_adds_its_actions_and_each_end_takes_one_away(actions: int) -> None:
    standing = after(Standing(State.DRAFT_PLAN, open_actions=2), Move.FINISH, actions=actions)
    assert standing.open_actions == 2 + actions
    assert after(standing, Move.END_ACTION).open_actions == 1 + actions


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("actions", [0, 1, 2])
def test_an_open_action_of_a_case_that_is_over_can_end(state: State, actions: int) -> None:
    standing = Standing(state, open_actions=actions)
    if actions:
        assert after(standing, Move.END_ACTION).open_actions == actions - 1
        assert after(standing, Move.END_ACTION).state is state
    else:
        with pytest.raises(NotNow):
            after(standing, Move.END_ACTION)


@pytest.mark.parametrize("actions", ["1", None, 1.0])
def test_a_review_must_say_how_many_actions_in_a_whole_number(actions: object) -> None:
    with pytest.raises(TypeError):
        after(Standing(State.DRAFT_PLAN), Move.FINISH, actions=actions)


def test_an_upheld_appeal_goes_back_to_the_step_that_went_wrong() -> None:
    for state in (State.NOT_MET, State.DEFERRED, State.ACCEPTED, State.PANEL_SET, State.CLOSED):
        assert step_for(state, Move.SEND_BACK_TO_DECISION).to is State.RECEIVED
    for state in (State.DRAFT_PLAN, State.CONCLUDED, State.CLOSED):
        assert step_for(state, Move.SEND_BACK_TO_PANEL).to is State.ACCEPTED


WALKS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 3)), max_size=60)


def walked(choices: list[tuple[int, int]]) -> tuple[list[Happened], list[Standing]]:
    """A walk over the table: at each step one of the moves that fit, chosen by number."""
    standing, events, standings = Standing(), [], []
    for choice, actions in choices:
        possible = moves_from(standing.state)
        happened = Happened(possible[choice % len(possible)], {"actions": actions})
        if _would_go_below_nothing(standing, happened.move):
            continue
        try:
            standing, _ = advance(standing, happened)
        except NotNow:
            continue
        events.append(happened)
        standings.append(standing)
    return events, standings


def _would_go_below_nothing(standing: Standing, move: Move) -> bool:
    """The services never end an action or decide an appeal that is not there."""
    return (move is Move.END_ACTION and standing.open_actions == 0) or (
        move is Move.DECIDE_APPEAL and standing.open_appeals == 0
    )


@given(WALKS)
def test_the_events_alone_say_where_a_case_stands(choices: list[tuple[int, int]]) -> None:
    events, standings = walked(choices)
    for count, standing in enumerate(standings, 1):
        assert replay(events[:count]) == standing
        assert standing.version == count
    assert replay([]) == Standing()


@given(WALKS)
def test_no_walk_counts_below_nothing_or_has_two_appeals_open(choices: list[tuple[int, int]]) -> None:
    _, standings = walked(choices)
    for standing in standings:
        assert standing.open_actions >= 0
        assert standing.open_appeals in (0, 1)
        assert standing.state is not State.NONE
        assert standing.version > 0


@given(WALKS, st.data())
def test_a_lost_event_shows(choices: list[tuple[int, int]], data: st.DataObject) -> None:
    events, standings = walked(choices)
    if not events:
        return
    lost = data.draw(st.integers(0, len(events) - 1))
    try:
        assert replay(events[:lost] + events[lost + 1 :]) != standings[-1]
    except NotNow:
        assert lost < len(events) - 1
