"""What a case can be in and what can be done to it: the names that the table of moves is written in.

Sources: the 2014 Act s104, Schedule 4, and the local procedure.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    NONE = "none"
    CALL_ASKED = "call asked"
    RECEIVED = "received"
    AWAITING_CONSENT = "awaiting consent"
    NOT_MET_PROPOSED = "not met proposed"
    NOT_MET = "not met"
    DEFERRED = "deferred"
    ACCEPTED = "accepted"
    PANEL_SET = "panel set"
    DRAFT_PLAN = "draft plan"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class Move(StrEnum):
    """What a person or the system does to a case."""

    ASK_FOR_CALL = "ask for a call"
    SUBMIT = "submit"
    AWAIT_CONSENT = "wait for consent"
    SEEK_CONSENT = "seek consent"
    GIVE_CONSENT = "give consent"
    CHECK_CONSENT = "check consent"
    PROPOSE_OVERRIDE = "propose to go on without consent"
    OVERRIDE_CONSENT = "go on without consent"
    RETURN_OVERRIDE = "return the proposal to go on without consent"
    REFUSE_CONSENT = "refuse consent"
    END_REPRESENTATION = "end representation"
    PASS_ON = "pass on"  # noqa: S105 - no password
    PLACE = "place in district"
    MOVE_DISTRICT = "move to another district"
    MOVE_OUT = "move to another area"
    MERGE = "merge"
    LINK = "link"
    ACKNOWLEDGE = "acknowledge"
    NAME_CONTACT = "name contact"
    FIRST_CONTACT = "first contact"
    ASSESS_RISK = "assess risk"
    CHANGE_CONTACT = "change contact details"
    NOTE = "note"
    TELL = "tell"
    COME_BACK = "come back"
    DO_TASK = "do a task"
    ASK = "ask the applicant"
    PAUSE = "pause the clocks"
    RESUME = "resume the clocks"
    EXTEND = "extend a clock"
    MARK_REPORT = "mark a report"
    RECORD_INVOLVEMENT = "record involvement"
    STEP_OFF = "step off"
    DECIDE_MET = "decide met"
    PROPOSE_NOT_MET = "propose not met"
    RETURN_PROPOSAL = "return the proposal"
    DECIDE_NOT_MET = "decide not met"
    FOLLOW_UP = "follow up other help"
    DEFER = "defer"
    LOOK_AGAIN = "look again"
    GIVE_VOICE = "give voice"
    CONVENE = "convene"
    POSTPONE = "postpone"
    REPLACE_CHAIR = "replace the chair"
    HOLD = "hold"
    COMMENT = "comment"
    FINISH = "finish"
    UPDATE_ACTION = "update action"
    END_ACTION = "end action"
    REPLY = "reply to a recommendation"
    CLOSE = "close"
    CLOSE_NOT_MET = "close after not met"
    PROPOSE_END = "propose to end"
    END = "end"
    RETURN_END = "return the proposal to end"
    WITHDRAW = "withdraw"
    REOPEN_AT_CALL = "re-open at the call"
    REOPEN_AT_DECISION = "re-open at the decision"
    REOPEN_AT_PANEL = "re-open at the panel"
    REOPEN_AT_PLAN = "re-open at the plan"
    LODGE_APPEAL = "lodge appeal"
    ADMIT_LATE = "admit a late appeal"
    REFUSE_LATE = "refuse a late appeal"
    WITHDRAW_APPEAL = "withdraw appeal"
    ACCEPT_APPEAL = "accept appeal"
    ASSIGN_APPEAL = "assign appeal"
    STEP_OFF_APPEAL = "step off an appeal"
    DECIDE_APPEAL = "decide appeal"
    REVERSE = "reverse the threshold decision"
    SEND_BACK_TO_CALL = "send back to the call"
    SEND_BACK_TO_DECISION = "send back to decision"
    SEND_BACK_TO_PANEL = "send back to panel"


REVIEWING = (State.ACCEPTED, State.PANEL_SET, State.DRAFT_PLAN, State.CONCLUDED)
UNDECIDED = (State.RECEIVED, State.NOT_MET_PROPOSED, State.DEFERRED)
# Nobody's to decide yet: there is no application of the person concerned so far, or no word from them.
WAITING = (State.CALL_ASKED, State.AWAITING_CONSENT)
# The application of the person concerned is there, and the case is not over.
OPEN = (*UNDECIDED, State.NOT_MET, *REVIEWING)
LIVE = (*WAITING, *OPEN)
OVER = (State.WITHDRAWN, State.CLOSED)
EVER = (*LIVE, *OVER)
# What bodies have received and a decision or review can follow.
PASSED_ON = (*OPEN, *OVER)
APPEALABLE = (State.NOT_MET, State.DEFERRED, *REVIEWING, State.CLOSED)
