"""The table of moves as a map: every state can be reached and none is a trap; and the documents printed from it."""

from collections.abc import Mapping

from portal import handbook
from portal.cases.moves import Move, State
from portal.cases.table import ENDS, MOVES, Step
from portal.policy import RULES, STAFF_ROLES, Action, Role

Table = Mapping[tuple[State, Move], Step]


def traps(moves: Table, ends: frozenset[State]) -> set[State]:
    """States from which no way leads to an end."""
    good = set(ends)
    while more := {origin for (origin, _), step in moves.items() if step.to in good} - good:
        good |= more
    return set(State) - good


def islands(moves: Table) -> set[State]:
    """States that no way leads to from the beginning."""
    reached = {State.NONE}
    while more := {step.to for (origin, _), step in moves.items() if origin in reached} - reached:
        reached |= more
    return set(State) - reached


def test_every_state_can_reach_an_end() -> None:
    assert traps(MOVES, ENDS) == set()


def test_every_state_can_be_reached() -> None:
    assert islands(MOVES) == set()


def test_every_move_stands_in_the_table() -> None:
    assert {move for _, move in MOVES} == set(Move)


def test_a_planted_trap_and_island_are_found() -> None:
    without_closing = {key: step for key, step in MOVES.items() if step.to not in ENDS}
    assert State.CONCLUDED in traps(without_closing, ENDS)
    assert islands(without_closing) == set(ENDS)


def test_every_action_has_a_rule_and_every_role_a_purpose() -> None:
    assert set(Action) == set(RULES)
    held = {role for rule in RULES.values() for role in rule.roles}
    assert set(STAFF_ROLES) <= held
    assert set(Role) == held


def test_the_documents_made_from_the_code_are_those_in_the_tree() -> None:
    for path, text in handbook.documents().items():
        assert path.read_text("utf-8") == text, f"{path.name} is old: ./run docs writes it anew"


def test_the_diagram_and_the_table_hold_every_row() -> None:
    text = handbook.states()
    for (_, move), step in MOVES.items():
        assert f"| {move} |" in text
        assert step.needs.replace("|", "\\|") in text
    for action in Action:
        assert f"| {action} |" in handbook.permissions()
