"""After the meeting: the victim's comment, the end of the review, the actions, the closing."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from portal.cases.moves import OVER, Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.documents.letters import action_milestone, closing, outcome
from portal.documents.letters.facts import Closed, EndedAction, Finding, Milestone, Outcome
from portal.policy import Action
from portal.services import (
    bodies,
    casework,
    chairs,
    clocks,
    decisions,
    first_steps,
    keying,
    letters,
    panels,
    plans,
    stopping,
)
from portal.services.casework import Recorded
from portal.services.reminders import LATE
from portal.services.work import Work
from portal.store import actions as action_rows
from portal.store import panels as rows
from portal.store.panels import Sitting
from portal.store.tables import Body, Case, PlanAction, PlanComment
from portal.wording import msg

ENDS = {
    "done": "done",
    "no_longer_needed": "no longer needed",
    "replaced": "replaced",
    "transferred": "transferred",
}


@dataclass(frozen=True)
class Finish:
    """How the chair ends the review: the decision and reasons, the plan as it now stands, and the answer.

    `answer` answers the victim's comment; `tried` says how the victim was tried to be reached when none came.
    `comments_read` is how many comments the chair had in front of them (None: not asked).
    """

    decision: str
    reasons: str
    plan: plans.Plan
    answer: str = ""
    tried: str = ""
    comments_read: int | None = None


@dataclass(frozen=True)
class Said:
    """What the victim said about the draft plan, and how: by their link, or told to an officer."""

    agrees: bool
    words: str
    channel: str = "link"


def comment(work: Work, token: str, *, agrees: bool, words: str) -> None:
    """Keep the victim's comment on the draft plan, given by the link in the letter."""
    case, _ = casework.find_by_link(work, token, "plan_comment", Action.COMMENT_ON_PLAN)
    _keep_comment(work, case, _newest(work, case), Said(agrees, words), work.now)


def record_comment(work: Work, reference: str, said: Said, told_on: date) -> None:
    """Keep the victim's comment on the draft plan, told to an officer on the day `told_on`."""
    case = casework.find(work, reference, Action.RECORD_COMMENT)
    sitting = _newest(work, case)
    keying.check_told(work, said.channel, told_on)
    if told_on < sitting.meeting.meets_on:
        raise Refused(msg("The day cannot be before the meeting."), "told_on")
    # Only the day is known; noon falls on it everywhere.
    _keep_comment(work, case, sitting, said, datetime.combine(told_on, time(12), UTC))


def finish(work: Work, reference: str, end: Finish) -> None:
    """End the review and send the outcome letter, s104(8).

    Raises NotNow while the victim can still comment, Refused when a comment is not answered or nobody tried to
    reach a victim who kept silent.
    """
    case = casework.find(work, reference, Action.FINISH_REVIEW)
    sitting = _newest(work, case)
    _check_heard(work, sitting, end)
    plans.keep(work, sitting.meeting, end.plan)
    recorded = casework.record(
        work,
        case,
        Move.FINISH,
        {
            "meeting": sitting.meeting.id,
            "actions": len(end.plan.actions),
            "recommendations": len(end.plan.recommendations),
        },
        reasons=end.reasons,
    )
    recommended = "concluded_with_recommendations" if end.plan.recommendations else "concluded"
    decisions.keep(work, case, recorded, "review", recommended, end.reasons)
    sitting.meeting.state = "concluded"
    _answer_comments(work, sitting, end)
    clocks.meet(work, case, Clock.OUTCOME, Clock.PLAN_COMMENT)
    # Sent back to the panel, a case still has the clock of the review before.
    clocks.start_instead(work, case, Clock.UPDATE, of=(Clock.UPDATE,))
    sitting = _newest(work, case)
    letters.write(
        work, case, lambda sheet: outcome(sheet.head, _outcome(work, sheet, sitting, end), sheet.say)
    )


def may_still_comment(work: Work, sitting: Sitting) -> bool:
    """Say whether the victim has not said a word on the draft plan yet and still has time to."""
    by = sitting.meeting.comment_by
    return not sitting.comments and by is not None and work.today <= by


def end_action(work: Work, reference: str, action_id: int, how: str, on: date, words: str) -> None:
    """End an agreed action: done, no longer needed, replaced or transferred; the victim is told.

    In a case that ended before it, the organisations keep the case until its last action has ended.
    """
    case = casework.find(work, reference, Action.END_ACTION)
    found = rows.action(work.session, case.id, action_id)
    if found is None:
        raise UnknownCase
    action, _ = found
    if action.state != "open":
        raise NotNow(msg("This action has already ended."))
    if how not in ENDS:
        raise Refused(msg("Choose how the action ended."), "how")
    keying.check_day(work, on, "ended_on")
    casework.record(work, case, Move.END_ACTION, {"action": action.id, "how": how}, reasons=words)
    action.state, action.ended_on, action.end_reason = how, on, words
    work.session.flush()
    if case.state not in OVER:
        clocks.meet(work, case, Clock.UPDATE)
        clocks.start(work, case, Clock.UPDATE)
    elif not case.open_actions:
        bodies.take_back(work, case)
    if not action_rows.late_ones(work.session, case.id, work.today):
        case.flags = [flag for flag in case.flags if flag != LATE]
    letters.write(
        work, case, lambda sheet: action_milestone(sheet.head, _milestone(work, sheet, found), sheet.say)
    )


def close(work: Work, reference: str, reasons: str, never_done: str = "") -> None:
    """Close the case once every action has ended; the victim is told when and why.

    `never_done` says for officers why first contact or the risk was never recorded; Refused where it is missing then.
    """
    case = casework.find(work, reference, Action.CLOSE_CASE)
    recorded = casework.record(work, case, Move.CLOSE, {}, reasons=reasons)
    put_away(work, case, recorded, reasons, never_done, reviewed=True)


def put_away(
    work: Work, case: Case, recorded: Recorded, reasons: str, never_done: str, *, reviewed: bool
) -> None:
    """Keep what closes a case, stop what still runs but not the time to appeal, and tell the victim when and why.

    `reviewed`: a review was held, and the letter says how its actions ended. Raises Refused where first contact or
    the risk was never recorded and nobody says why.
    """
    first_steps.explain_never_done(work, case, never_done)
    decisions.keep(work, case, recorded, "closure", "closed", reasons)
    case.closed_at = work.now
    clocks.end_all(work, case, "closed", but=(Clock.APPEAL_WINDOW,))
    stopping.drop_proposals(work, case)
    letters.write(
        work, case, lambda sheet: closing(sheet.head, _closed(work, sheet, reasons, reviewed), sheet.say)
    )


def _keep_comment(work: Work, case: Case, sitting: Sitting, said: Said, given_at: datetime) -> None:
    if not said.agrees and not said.words:
        raise Refused(msg("Tell us what should be different."), "words")
    last = sitting.comments[-1] if sitting.comments else None
    if last is not None and (last.agrees, last.words) == (said.agrees, said.words):
        return  # the same sent twice
    heard = {} if said.channel == "link" else {"heard": said.channel}
    casework.record(work, case, Move.COMMENT, {"agrees": said.agrees, **heard})
    kept = PlanComment(
        meeting_id=sitting.meeting.id,
        given_at=given_at,
        channel=said.channel,
        agrees=said.agrees,
        words=said.words,
    )
    work.session.add(kept)
    work.session.flush()
    clocks.meet(work, case, Clock.PLAN_COMMENT)


def _check_heard(work: Work, sitting: Sitting, end: Finish) -> None:
    if end.comments_read is not None and end.comments_read != len(sitting.comments):
        raise Refused(
            msg("The victim has written to you since you opened this page. Read it below before you finish.")
        )
    if sitting.comments:
        if any(not one.agrees for one in sitting.comments) and not end.answer:
            raise Refused(msg("Answer what the victim said about the draft plan."), "answer")
        return
    if may_still_comment(work, sitting):
        raise NotNow(
            msg(
                "The victim can still comment on the draft plan. Finish when they have, or when the time is up."
            )
        )
    if not end.tried:
        raise Refused(msg("Say how you safely tried to reach the victim, and when."), "tried")


def _answer_comments(work: Work, sitting: Sitting, end: Finish) -> None:
    sitting.meeting.reply_tried = end.tried or None
    for one in sitting.comments:
        one.answer, one.answered_at = end.answer or None, work.now
    work.session.flush()


def _outcome(work: Work, sheet: letters.Sheet, sitting: Sitting, end: Finish) -> Outcome:
    meeting = sitting.meeting
    return Outcome(
        concluded_on=work.today,
        meeting_day=meeting.meets_on,
        decision=end.decision,
        reasons=end.reasons,
        chair=chairs.shown(sitting),
        members=panels.members_shown(sitting),
        heard=panels.PARTS[meeting.how_heard or "none"],  # type: ignore[arg-type]
        findings=tuple(Finding(body.name, row.words) for row, body in sitting.findings),
        recommendations=plans.recommendations_shown(sitting),
        actions=plans.actions_shown(sitting),
        comments=_became_of(sitting, end),
        challenge=letters.challenge(work, sheet),
        closing=letters.closing_of(work, sheet.case),
        heard_words=meeting.heard_words or "",
        answer=end.answer,
    )


def _became_of(sitting: Sitting, end: Finish) -> Literal["answered", "agreed", "no reply"]:
    """Say what became of the victim's comment. Who agreed and still wrote something may get an answer too."""
    if not sitting.comments:
        return "no reply"
    return "answered" if end.answer else "agreed"


def _actions_ended(work: Work, case: Case) -> tuple[EndedAction, ...]:
    """Return how each action of a case ended, as letters show it; every one of them has."""
    return tuple(_ended(action, body.name) for action, body in rows.actions(work.session, case.id))


def _milestone(work: Work, sheet: letters.Sheet, ended: tuple[PlanAction, Body]) -> Milestone:
    action, body = ended
    return Milestone(
        action=plans.action_shown(action, body),
        change=ENDS[action.state],  # type: ignore[arg-type]
        changed_on=action.ended_on or work.today,
        closing=letters.closing_of(work, sheet.case),
        words=action.end_reason or "",
        view_link=sheet.link("action"),
        still_open=sheet.case.open_actions,
    )


def _closed(work: Work, sheet: letters.Sheet, reasons: str, reviewed: bool) -> Closed:
    return Closed(
        closed_on=work.today,
        reasons=reasons,
        actions=_actions_ended(work, sheet.case) if reviewed else (),
        challenge=letters.challenge(work, sheet),
        closing=letters.closing_of(work, sheet.case),
        reviewed=reviewed,
    )


def _ended(action: PlanAction, body: str) -> EndedAction:
    return EndedAction(
        what=action.what,
        owner=f"{body}: {action.owner}",
        end=ENDS[action.state],  # type: ignore[arg-type]
        ended_on=action.ended_on or action.due_on,
        words=action.end_reason or "",
    )


def _newest(work: Work, case: Case) -> Sitting:
    sitting = rows.newest(work.session, case.id)
    if sitting is None:
        raise NotNow(msg("No meeting has been set for this case yet."))
    return sitting
