"""The one table of moves: from which state a case may go where, by which move, with which event.

`advance` is its only reader that moves a case; `services.casework.record` is the only caller of `advance`.
`docs/states.md` is printed from it. Sources: the 2014 Act s104, Schedule 4, and the local procedure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.cases.refusals import NotNow
from portal.wording import msg


class State(StrEnum):
    """Where a case stands."""

    NONE = "none"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    PANEL_SET = "panel set"
    DRAFT_PLAN = "draft plan"
    CONCLUDED = "concluded"
    CLOSED = "closed"


class Move(StrEnum):
    """What a person or the system does to a case."""

    SUBMIT = "submit"
    PASS_ON = "pass on"  # noqa: S105 - no password
    PLACE = "place in district"
    ACKNOWLEDGE = "acknowledge"
    NAME_CONTACT = "name contact"
    FIRST_CONTACT = "first contact"
    ASSESS_RISK = "assess risk"
    CHANGE_CONTACT = "change contact details"
    NOTE = "note"
    TELL = "tell"
    DECIDE_MET = "decide met"
    GIVE_VOICE = "give voice"
    CONVENE = "convene"
    POSTPONE = "postpone"
    HOLD = "hold"
    COMMENT = "comment"
    FINISH = "finish"
    END_ACTION = "end action"
    CLOSE = "close"
    LODGE_APPEAL = "lodge appeal"
    ACCEPT_APPEAL = "accept appeal"
    ASSIGN_APPEAL = "assign appeal"
    DECIDE_APPEAL = "decide appeal"
    SEND_BACK_TO_DECISION = "send back to decision"
    SEND_BACK_TO_PANEL = "send back to panel"


@dataclass(frozen=True)
class Step:
    """One row of the table: where the move leads, the event it writes, and what it needs (for people)."""

    to: State
    event: str
    needs: str


OPEN = (State.RECEIVED, State.ACCEPTED, State.PANEL_SET, State.DRAFT_PLAN, State.CONCLUDED)
EVER = (*OPEN, State.CLOSED)


def _stays(states: Iterable[State], move: Move, event: str, needs: str) -> dict[tuple[State, Move], Step]:
    return {(state, move): Step(state, event, needs) for state in states}


MOVES: Mapping[tuple[State, Move], Step] = {
    (State.NONE, Move.SUBMIT): Step(State.RECEIVED, "application received", "a complete application"),
    **_stays(EVER, Move.PASS_ON, "made available to a body", "a relevant body of the district, s104(3)(b)"),
    **_stays(EVER, Move.ACKNOWLEDGE, "acknowledged by a body", "the body's user, or an officer for it"),
    **_stays((State.RECEIVED,), Move.PLACE, "placed in a district", "where the behaviour happens, s104(1)"),
    **_stays(OPEN, Move.NAME_CONTACT, "single point of contact named", "a person of the district"),
    **_stays(OPEN, Move.FIRST_CONTACT, "first contact made", "somebody has spoken with the applicant"),
    **_stays(OPEN, Move.ASSESS_RISK, "risk assessed", "a note of what was found"),
    **_stays(EVER, Move.CHANGE_CONTACT, "contact details changed", "what is safe now, as the person says"),
    **_stays(EVER, Move.NOTE, "note added", "when it happened and who may see it"),
    **_stays(EVER, Move.TELL, "told", "a letter, and how the person was told"),
    (State.RECEIVED, Move.DECIDE_MET): Step(
        State.ACCEPTED, "threshold met", "reasons and each relevant body's view, s104(4)-(6)"
    ),
    **_stays(
        (State.ACCEPTED, State.PANEL_SET), Move.GIVE_VOICE, "victim's part chosen", "the victim's choice"
    ),
    (State.ACCEPTED, Move.CONVENE): Step(
        State.PANEL_SET,
        "panel meeting set",
        "date, chair with independence or a reason, members, victim's part",
    ),
    (State.PANEL_SET, Move.POSTPONE): Step(State.PANEL_SET, "panel meeting postponed", "reason and new date"),
    (State.PANEL_SET, Move.HOLD): Step(
        State.DRAFT_PLAN, "panel meeting held", "attendance, how the victim was heard, findings, plan"
    ),
    **_stays(
        (State.DRAFT_PLAN,), Move.COMMENT, "comment on the draft plan", "the victim's words, or no reply"
    ),
    (State.DRAFT_PLAN, Move.FINISH): Step(
        State.CONCLUDED, "review concluded", "the victim's comment answered, or the comment clock passed"
    ),
    # Also while a review is being held again: agreed actions live on when an appeal sends a case back.
    **_stays(OPEN, Move.END_ACTION, "action ended", "how it ended and a reason"),
    (State.CONCLUDED, Move.CLOSE): Step(State.CLOSED, "case closed", "every action ended; reasons"),
    **_stays(
        (State.ACCEPTED, State.PANEL_SET, State.DRAFT_PLAN, State.CONCLUDED, State.CLOSED),
        Move.LODGE_APPEAL,
        "appeal lodged",
        "grounds, Schedule 4 paragraph 3",
    ),
    **_stays(EVER, Move.ACCEPT_APPEAL, "appeal accepted", "a person of the district"),
    **_stays(EVER, Move.ASSIGN_APPEAL, "appeal assigned", "an officer who took no part before"),
    **_stays(EVER, Move.DECIDE_APPEAL, "appeal decided", "the assigned officer; result and reasons"),
    **{
        (state, Move.SEND_BACK_TO_DECISION): Step(
            State.RECEIVED, "sent back to the decision", "an upheld appeal"
        )
        for state in (State.ACCEPTED, State.PANEL_SET, State.DRAFT_PLAN, State.CONCLUDED, State.CLOSED)
    },
    **{
        (state, Move.SEND_BACK_TO_PANEL): Step(State.ACCEPTED, "sent back to the panel", "an upheld appeal")
        for state in (State.DRAFT_PLAN, State.CONCLUDED, State.CLOSED)
    },
}

ENDS = frozenset({State.CLOSED})


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
        raise NotNow(
            msg("This step does not fit where the case stands now. Open the case again to see what is next.")
        )
    return step


def advance(standing: Standing, happened: Happened) -> tuple[Standing, Step]:
    """Apply one move. Pure. Returns the new standing and the row used; raises NotNow."""
    step = step_for(standing.state, happened.move)
    _guard(standing, happened)
    return _count(replace(standing, state=step.to, version=standing.version + 1), happened), step


def _guard(standing: Standing, happened: Happened) -> None:
    if happened.move is Move.END_ACTION and not standing.open_actions:
        raise NotNow(msg("No agreed action of this case is open."))
    if happened.move is Move.CLOSE and standing.open_actions:
        # Lambeth 24 000 401: agreed actions were dropped when a case was closed.
        raise NotNow(msg("End every action before you close the case. Say for each how it ended."))
    if happened.move is Move.CLOSE and standing.open_appeals:
        raise NotNow(msg("Decide the appeal before you close the case."))
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
        case Move.DECIDE_APPEAL:
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


def moves_from(state: State) -> tuple[Move, ...]:
    """The moves that the table allows from `state`, in the order of the table."""
    return tuple(move for (origin, move) in MOVES if origin is state)
