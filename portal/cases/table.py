"""The one table of moves: from which state a case may go where, by which move, with which event.

`portal.cases.lifecycle` is its only reader that moves a case. `docs/states.md` is printed from it.
Sources: the 2014 Act s104, Schedule 4, and the local procedure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.cases.moves import (
    APPEALABLE,
    EVER,
    LIVE,
    OPEN,
    OVER,
    PASSED_ON,
    UNDECIDED,
    WAITING,
    Move,
    State,
)


@dataclass(frozen=True)
class Step:
    """One row of the table: where the move leads, the event it writes, and what it needs (for people)."""

    to: State
    event: str
    needs: str


Row = tuple[State, Move]


def _stays(states: Iterable[State], move: Move, event: str, needs: str) -> dict[Row, Step]:
    return {(state, move): Step(state, event, needs) for state in states}


def _leads(states: Iterable[State], move: Move, to: State, event: str, needs: str) -> dict[Row, Step]:
    return {(state, move): Step(to, event, needs) for state in states}


_RECEIVING: Mapping[Row, Step] = {
    (State.NONE, Move.ASK_FOR_CALL): Step(State.CALL_ASKED, "call asked for", "a name and a safe number"),
    **_leads(
        (State.NONE, State.CALL_ASKED),
        Move.SUBMIT,
        State.RECEIVED,
        "application received",
        "a complete application",
    ),
    **_leads(
        UNDECIDED,
        Move.AWAIT_CONSENT,
        State.AWAITING_CONSENT,
        "waiting for consent",
        "the victim has not agreed, or agrees no more",
    ),
    **_stays((State.AWAITING_CONSENT,), Move.SEEK_CONSENT, "consent sought", "a try by a safe way"),
    (State.AWAITING_CONSENT, Move.GIVE_CONSENT): Step(
        State.RECEIVED, "consent given", "how, when and to whom the victim agreed"
    ),
    **_stays(
        (State.AWAITING_CONSENT,),
        Move.PROPOSE_OVERRIDE,
        "going on without consent proposed",
        "a safeguarding reason",
    ),
    **_stays(
        (State.AWAITING_CONSENT,),
        Move.RETURN_OVERRIDE,
        "going on without consent not agreed",
        "the second person's reason",
    ),
    (State.AWAITING_CONSENT, Move.OVERRIDE_CONSENT): Step(
        State.RECEIVED, "going on without consent", "another person's second look"
    ),
    (State.AWAITING_CONSENT, Move.REFUSE_CONSENT): Step(
        State.CLOSED, "consent refused", "the victim's own word"
    ),
    # A councillor's word, say, suffices at first; the victim is asked all the same (requirement A12).
    **_stays(
        OPEN,
        Move.CHECK_CONSENT,
        "consent checked with the victim",
        "what the victim said, or a try to reach them",
    ),
    **_stays(
        OPEN,
        Move.END_REPRESENTATION,
        "representation ended",
        "the victim's wish; they become the applicant",
    ),
    **_stays(
        PASSED_ON, Move.PASS_ON, "made available to a body", "a relevant body of the district, s104(3)(b)"
    ),
    **_stays(PASSED_ON, Move.ACKNOWLEDGE, "acknowledged by a body", "the body's user, or an officer for it"),
    **_stays(
        (*WAITING, State.RECEIVED), Move.PLACE, "placed in a district", "where the behaviour happens, s104(1)"
    ),
    **_stays(
        (*WAITING, State.RECEIVED),
        Move.MOVE_DISTRICT,
        "moved to another district",
        "where it happens; the first date stays",
    ),
    **_leads(
        (*WAITING, State.RECEIVED),
        Move.MOVE_OUT,
        State.CLOSED,
        "moved to another area",
        "who takes it on; the first date goes along",
    ),
    **_leads(
        (*WAITING, State.RECEIVED),
        Move.MERGE,
        State.CLOSED,
        "merged into another case",
        "the same person's case, which goes on",
    ),
    **_stays(EVER, Move.LINK, "linked with another case", "a reason; nothing is merged"),
}
_CARING: Mapping[Row, Step] = {
    **_stays(LIVE, Move.NAME_CONTACT, "single point of contact named", "a person of the district"),
    **_stays(LIVE, Move.FIRST_CONTACT, "first contact made", "somebody has spoken with the applicant"),
    **_stays(LIVE, Move.ASSESS_RISK, "risk assessed", "a note of what was found"),
    **_stays(EVER, Move.CHANGE_CONTACT, "contact details changed", "what is safe now, as the person says"),
    **_stays(EVER, Move.NOTE, "note added", "when it happened and who may see it"),
    **_stays(EVER, Move.TELL, "told", "a letter, and how the person was told"),
    **_stays(EVER, Move.COME_BACK, "letter came back", "a posted letter, which then told nobody"),
    **_stays(EVER, Move.DO_TASK, "task done", "what was done"),
    **_stays((State.RECEIVED,), Move.ASK, "applicant asked", "a question by a safe way"),
    **_stays(LIVE, Move.PAUSE, "clocks paused", "a reason, and the applicant is told"),
    **_stays(LIVE, Move.RESUME, "clocks resumed", "what was waited for has come"),
    **_stays(LIVE, Move.EXTEND, "clock extended", "a reason, the new day, and the applicant is told"),
    **_stays(EVER, Move.RECORD_INVOLVEMENT, "involvement recorded", "who dealt with the reports before"),
    **_stays(EVER, Move.STEP_OFF, "stepped off", "the person's own reason"),
}
_DECIDING: Mapping[Row, Step] = {
    **_stays((State.RECEIVED,), Move.MARK_REPORT, "report marked", "a code, a reason and what shows it"),
    (State.RECEIVED, Move.DECIDE_MET): Step(
        State.ACCEPTED, "threshold met", "reasons and each relevant body's view, s104(4)-(6)"
    ),
    (State.RECEIVED, Move.PROPOSE_NOT_MET): Step(
        State.NOT_MET_PROPOSED, "not met proposed", "the Act's test is met; a second person has to agree"
    ),
    (State.NOT_MET_PROPOSED, Move.RETURN_PROPOSAL): Step(
        State.RECEIVED, "not met not agreed", "the second person's reason"
    ),
    **_leads(
        (State.RECEIVED, State.NOT_MET_PROPOSED),
        Move.DECIDE_NOT_MET,
        State.NOT_MET,
        "threshold not met",
        "the weighing form and reasons; from proposed, another person",
    ),
    (State.RECEIVED, Move.DEFER): Step(
        State.DEFERRED,
        "decision deferred",
        "a local rule and a day to look again; never where the Act's test is met",
    ),
    (State.DEFERRED, Move.LOOK_AGAIN): Step(State.RECEIVED, "looked at again", "the day has come, or news"),
    **_stays((State.NOT_MET, *OVER), Move.FOLLOW_UP, "other help followed up", "what became of it"),
    (State.NOT_MET, Move.CLOSE_NOT_MET): Step(
        State.CLOSED, "case closed", "the time to appeal has passed, or a reason"
    ),
}
_REVIEW: Mapping[Row, Step] = {
    **_stays(
        (State.ACCEPTED, State.PANEL_SET), Move.GIVE_VOICE, "victim's part chosen", "the victim's choice"
    ),
    (State.ACCEPTED, Move.CONVENE): Step(
        State.PANEL_SET,
        "panel meeting set",
        "date, chair with independence or a reason, members, victim's part",
    ),
    (State.PANEL_SET, Move.POSTPONE): Step(State.PANEL_SET, "panel meeting postponed", "reason and new date"),
    **_stays(
        (State.PANEL_SET, State.DRAFT_PLAN, State.CONCLUDED, *OVER),
        Move.REPLACE_CHAIR,
        "chair replaced",
        "another chair with independence or a reason; in a case that is over, while actions are open",
    ),
    (State.PANEL_SET, Move.HOLD): Step(
        State.DRAFT_PLAN, "panel meeting held", "attendance, how the victim was heard, findings, plan"
    ),
    **_stays(
        (State.DRAFT_PLAN,), Move.COMMENT, "comment on the draft plan", "the victim's words, or no reply"
    ),
    (State.DRAFT_PLAN, Move.FINISH): Step(
        State.CONCLUDED, "review concluded", "the victim's comment answered, or the comment clock passed"
    ),
    # Agreed actions live on when an appeal sends a case back, whatever is decided then, and when the case ends early.
    **_stays(PASSED_ON, Move.UPDATE_ACTION, "action updated", "the owner's or the victim's word on it"),
    **_stays(PASSED_ON, Move.END_ACTION, "action ended", "an open action, how it ended and a reason"),
    **_stays((*OPEN, State.CLOSED), Move.REPLY, "reply to a recommendation", "the body's words, s104(7)"),
    (State.CONCLUDED, Move.CLOSE): Step(State.CLOSED, "case closed", "every action ended; reasons"),
}
_ENDING: Mapping[Row, Step] = {
    **_stays(LIVE, Move.PROPOSE_END, "ending proposed", "why, and every try to reach them"),
    **_stays(LIVE, Move.RETURN_END, "ending not agreed", "the second person's reason"),
    **_leads(LIVE, Move.END, State.CLOSED, "case ended", "another person's second look"),
    **_leads(LIVE, Move.WITHDRAW, State.WITHDRAWN, "withdrawn", "the applicant's own wish"),
    **_leads(
        OVER,
        Move.REOPEN_AT_CALL,
        State.CALL_ASKED,
        "re-opened at the call",
        "a reason; nothing but a call was asked for so far",
    ),
    **_leads(
        (State.NOT_MET, State.WITHDRAWN, State.CLOSED),
        Move.REOPEN_AT_DECISION,
        State.RECEIVED,
        "re-opened at the decision",
        "a reason",
    ),
    **_leads(
        (State.CONCLUDED, State.WITHDRAWN, State.CLOSED),
        Move.REOPEN_AT_PANEL,
        State.ACCEPTED,
        "re-opened at the panel",
        "a reason; the threshold was met before",
    ),
    **_leads(
        (State.WITHDRAWN, State.CLOSED),
        Move.REOPEN_AT_PLAN,
        State.CONCLUDED,
        "re-opened at the plan",
        "a reason; a review was concluded before",
    ),
}
_APPEALING: Mapping[Row, Step] = {
    **_stays(APPEALABLE, Move.LODGE_APPEAL, "appeal lodged", "grounds, Schedule 4 paragraph 3"),
    **_stays(EVER, Move.ADMIT_LATE, "late appeal admitted", "a reason"),
    **_stays(EVER, Move.REFUSE_LATE, "late appeal refused", "a reason"),
    **_stays(EVER, Move.ACCEPT_APPEAL, "appeal accepted", "a person of the district"),
    **_stays(EVER, Move.ASSIGN_APPEAL, "appeal assigned", "an officer who took no part before"),
    **_stays(EVER, Move.STEP_OFF_APPEAL, "appeal given back", "the officer's reason"),
    **_stays(EVER, Move.WITHDRAW_APPEAL, "appeal withdrawn", "the word of the person who appealed"),
    **_stays(EVER, Move.DECIDE_APPEAL, "appeal decided", "the assigned officer; result and reasons"),
    (State.CLOSED, Move.SEND_BACK_TO_CALL): Step(
        State.CALL_ASKED,
        "sent back to the call",
        "an upheld appeal; nothing but a call was asked for so far",
    ),
    **_leads(
        APPEALABLE,
        Move.SEND_BACK_TO_DECISION,
        State.RECEIVED,
        "sent back to the decision",
        "an upheld appeal",
    ),
    **_leads(
        (State.DRAFT_PLAN, State.CONCLUDED, State.CLOSED),
        Move.SEND_BACK_TO_PANEL,
        State.ACCEPTED,
        "sent back to the panel",
        "an upheld appeal",
    ),
    **_leads(
        (State.NOT_MET, State.DEFERRED, State.CLOSED),
        Move.REVERSE,
        State.ACCEPTED,
        "threshold decision reversed",
        "an appeal that reverses it",
    ),
}
MOVES: Mapping[Row, Step] = {**_RECEIVING, **_CARING, **_DECIDING, **_REVIEW, **_ENDING, **_APPEALING}

ENDS = frozenset(OVER)


def moves_from(state: State) -> tuple[Move, ...]:
    """The moves that the table allows from `state`, in the order of the table."""
    return tuple(move for (origin, move) in MOVES if origin is state)
