"""What happens to a case when a move is made: where it stands then, and what the table of moves does not allow.

`services.casework.record` is the only caller of `advance`; `replay` folds the events of a case in the same way.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.cases.moves import OVER, Move, State
from portal.cases.refusals import NotNow
from portal.cases.table import MOVES, Step
from portal.wording import msg

DOES_NOT_FIT = msg(
    "This step does not fit where the case stands now. Open the case again to see what is next."
)
# Not withdrawing and not refusing consent: nobody has to wait with their own word.
AFTER_EVERY_APPEAL = (Move.CLOSE, Move.CLOSE_NOT_MET, Move.END, Move.MERGE, Move.MOVE_OUT)
GIVES_APPEAL_AN_END = (Move.DECIDE_APPEAL, Move.REFUSE_LATE, Move.WITHDRAW_APPEAL)


@dataclass(frozen=True)
class Standing:
    """What the events of a case add up to."""

    state: State = State.NONE
    version: int = 0
    open_actions: int = 0
    open_appeals: int = 0
    sittings: int = 0


@dataclass(frozen=True)
class Happened:
    """One event as far as replay needs it: no personal text, only codes and counts."""

    move: Move
    payload: Mapping[str, object]


def step_for(state: State, move: Move) -> Step:
    """Return the row for `move` from `state`; raises NotNow when the table has none."""
    step = MOVES.get((state, move))
    if step is None:
        raise NotNow(DOES_NOT_FIT)
    return step


def advance(standing: Standing, happened: Happened) -> tuple[Standing, Step]:
    """Apply one move. Pure. Returns the new standing and the row used; raises NotNow."""
    step = step_for(standing.state, happened.move)
    _guard(standing, happened)
    return _count(replace(standing, state=step.to, version=standing.version + 1), happened), step


def _guard(standing: Standing, happened: Happened) -> None:
    if happened.move is Move.END_ACTION and not standing.open_actions:
        raise NotNow(msg("No agreed action of this case is open."))
    if happened.move in (Move.CLOSE, Move.CLOSE_NOT_MET) and standing.open_actions:
        # Lambeth 24 000 401: agreed actions were dropped when a case was closed.
        raise NotNow(msg("End every action before you close the case. Say for each how it ended."))
    if happened.move is Move.REPLACE_CHAIR and standing.state in OVER and not standing.open_actions:
        raise NotNow(msg("This case is over, so nobody has to lead it."))
    if happened.move in AFTER_EVERY_APPEAL and standing.open_appeals:
        raise NotNow(msg("Decide the appeal before you close the case."))
    if happened.move in GIVES_APPEAL_AN_END and not standing.open_appeals:
        raise NotNow(msg("No appeal about this case is open."))
    if happened.move is Move.LODGE_APPEAL and standing.open_appeals:
        raise NotNow(msg("An appeal about this case is already being looked at."))


def _count(standing: Standing, happened: Happened) -> Standing:
    match happened.move:
        case Move.FINISH:
            return replace(standing, open_actions=standing.open_actions + _whole(happened, "actions"))
        case Move.END_ACTION:
            return replace(standing, open_actions=standing.open_actions - 1)
        case Move.HOLD:
            return replace(standing, sittings=standing.sittings + 1)
        case Move.LODGE_APPEAL:
            return replace(standing, open_appeals=standing.open_appeals + 1)
        case Move.DECIDE_APPEAL | Move.REFUSE_LATE | Move.WITHDRAW_APPEAL:
            return replace(standing, open_appeals=standing.open_appeals - 1)
    return standing


def _whole(happened: Happened, key: str) -> int:
    value = happened.payload[key]
    if not isinstance(value, int):
        raise TypeError(f"{happened.move} needs a whole number for {key}")
    return value


def replay(events: Iterable[Happened]) -> Standing:
    """Fold the events of one case, oldest first, into its standing. Needs no personal text."""
    standing = Standing()
    for happened in events:
        standing, _ = advance(standing, happened)
    return standing
