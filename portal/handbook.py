"""Prints the documents that are made from the code: docs/states.md and docs/permissions.md.

./run docs writes them; a test fails when a file differs from what stands here.
"""

from collections.abc import Iterator
from pathlib import Path

from config import ROOT
from portal.cases.moves import Move, State
from portal.cases.table import ENDS, MOVES, Step
from portal.policy import RULES, Action, Role

MADE = "<!-- Made by ./run docs from {source}: change that, not this file. -->"


def documents() -> dict[Path, str]:
    """Every generated document: where it stands and what it says."""
    return {ROOT / "docs" / "states.md": states(), ROOT / "docs" / "permissions.md": permissions()}


def states() -> str:
    """The life of a case: a diagram of the moves that change its state, and every move in a table."""
    return _page(
        MADE.format(source="MOVES in portal/cases/table.py"),
        "# The life of a case",
        "A case is always in one of these states, and only the moves below change it. Each move writes one event.",
        "```mermaid\nstateDiagram-v2\n" + "\n".join(_arrows()) + "\n```",
        "## Every move",
        _table(("from", "move", "to", "event", "what it needs"), _moves()),
    )


def permissions() -> str:
    """Who may do what: one row for each action, one column for each role that holds any."""
    roles = [role for role in Role if any(role in rule.roles for rule in RULES.values())]
    return _page(
        MADE.format(source="RULES in portal/policy.py"),
        "# Who may do what",
        "A cell says what must hold between the person and the case. An empty cell is a no, and so is an action "
        "that is not listed.",
        _table(("action", *(str(role) for role in roles)), _rights(roles)),
    )


def _arrows() -> Iterator[str]:
    yield f"    [*] --> {_name(_first())}"
    for (origin, move), step in MOVES.items():
        if step.to is not origin and origin is not State.NONE:
            yield f"    {_name(origin)} --> {_name(step.to)}: {move}"
    for state in sorted(ENDS):
        yield f"    {_name(state)} --> [*]"


def _moves() -> Iterator[tuple[str, ...]]:
    """One row for each move, with every state it starts from when it leads to the same place."""
    rows: dict[tuple[Move, Step | str], list[State]] = {}
    for (origin, move), step in MOVES.items():
        stays = step.to is origin
        key = (move, f"{step.event}|{step.needs}" if stays else step)
        rows.setdefault(key, []).append(origin)
    for (move, what), origins in rows.items():
        step = MOVES[origins[0], move]
        to = "the same" if isinstance(what, str) else str(step.to)
        start = ", ".join("–" if origin is State.NONE else str(origin) for origin in origins)
        yield (start, str(move), to, step.event, step.needs)


def _rights(roles: list[Role]) -> Iterator[tuple[str, ...]]:
    for action in Action:
        held = RULES[action].roles if action in RULES else {}
        yield (str(action), *(str(held.get(role, "")) for role in roles))


def _first() -> State:
    return next(step.to for (origin, _), step in MOVES.items() if origin is State.NONE)


def _name(state: State) -> str:
    return str(state).replace(" ", "_").replace("-", "_")


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _page(*parts: str) -> str:
    return "\n\n".join(parts) + "\n"
