"""What can be done with a case next, as links to the pages where it is done, and the way back to the case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move, State
from portal.cases.refusals import Refused, UnknownCase
from portal.journeys.forms import PageForm
from portal.policy import Action
from portal.services import casework, deferring, ending, on_behalf, overriding
from portal.services.waiting_appeals import waits_for_officer
from portal.services.work import Work
from portal.store import hearings, proposals
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Appeal, Case
from portal.web.forms import refuse
from portal.web.routing import office, work
from portal.wording import msg


@dataclass(frozen=True)
class CaseStep:
    """A page on which a move is made: its endpoint, the words of the link, and what one must be allowed to do."""

    endpoint: str
    words: str
    action: Action


STEPS: dict[Move, CaseStep] = {
    Move.PLACE: CaseStep("case.place", msg("Put the application into its district"), Action.PLACE_CASE),
    Move.PAUSE: CaseStep("clocks.pause", msg("Stop the clocks for a time"), Action.SET_CLOCKS),
    Move.RESUME: CaseStep("clocks.resume", msg("Let the clocks run again"), Action.SET_CLOCKS),
    Move.EXTEND: CaseStep("clocks.extend", msg("Give a clock more time"), Action.SET_CLOCKS),
    Move.SUBMIT: CaseStep("staff_entry.for_call", msg("Key in the application"), Action.KEY_APPLICATION),
    Move.NOTE: CaseStep("calls.no_answer", msg("Nobody answered the phone"), Action.ADD_NOTE),
    Move.ASK: CaseStep("questions.ask", msg("Ask the applicant a question"), Action.ASK_APPLICANT),
    Move.MOVE_DISTRICT: CaseStep(
        "moving.district", msg("Move the case to another district"), Action.MOVE_CASE
    ),
    Move.MOVE_OUT: CaseStep("moving.out", msg("Pass the case to another area"), Action.MOVE_CASE),
    Move.MERGE: CaseStep("joining.merge", msg("Make one case out of two applications"), Action.MOVE_CASE),
    Move.LINK: CaseStep("joining.link", msg("Link this case with another one"), Action.LINK_CASES),
    Move.WITHDRAW: CaseStep(
        "own_case.key_in", msg("Key that the applicant withdraws"), Action.KEY_WITHDRAWAL
    ),
    Move.PROPOSE_END: CaseStep("ending.propose", msg("Propose to end the case early"), Action.PROPOSE_END),
    Move.END: CaseStep("ending.settle", msg("Look at the proposal to end the case"), Action.END_CASE),
    Move.REOPEN_AT_DECISION: CaseStep("ending.reopen", msg("Open the case again"), Action.REOPEN_CASE),
    Move.REOPEN_AT_PANEL: CaseStep("ending.reopen", msg("Open the case again"), Action.REOPEN_CASE),
    Move.NAME_CONTACT: CaseStep("case.contact", msg("Name the single point of contact"), Action.NAME_CONTACT),
    Move.RECORD_INVOLVEMENT: CaseStep(
        "involvement.recorded", msg("Record who dealt with the reports before"), Action.RECORD_INVOLVEMENT
    ),
    Move.GIVE_CONSENT: CaseStep("consent.record", msg("Record what the person said"), Action.RECORD_CONSENT),
    Move.CHECK_CONSENT: CaseStep(
        "consent.record", msg("Ask the victim whether they know and agree"), Action.RECORD_CONSENT
    ),
    Move.PROPOSE_OVERRIDE: CaseStep(
        "consent.propose", msg("Propose to go on without the victim’s word"), Action.PROPOSE_OVERRIDE
    ),
    Move.OVERRIDE_CONSENT: CaseStep(
        "consent.second_look",
        msg("Look at the proposal to go on without the victim’s word"),
        Action.AGREE_OVERRIDE,
    ),
    Move.END_REPRESENTATION: CaseStep(
        "consent.withdraw", msg("The victim does not want to be acted for any more"), Action.RECORD_CONSENT
    ),
    Move.DECIDE_MET: CaseStep(
        "deciding.met", msg("Decide that the threshold is met"), Action.DECIDE_THRESHOLD
    ),
    Move.MARK_REPORT: CaseStep(
        "marks.reports", msg("Mark a report, with a reason and what shows it"), Action.DECIDE_THRESHOLD
    ),
    Move.DECIDE_NOT_MET: CaseStep(
        "not_met.decide", msg("Decide that the threshold is not met"), Action.DECIDE_THRESHOLD
    ),
    Move.RETURN_PROPOSAL: CaseStep(
        "not_met.second", msg("Look at the proposed “not met” as the second person"), Action.SECOND_NOT_MET
    ),
    Move.DEFER: CaseStep("deferring.defer", msg("Put the decision off"), Action.DECIDE_THRESHOLD),
    Move.LOOK_AGAIN: CaseStep("deferring.look_again", msg("Look at the case again"), Action.LOOK_AGAIN),
    Move.FOLLOW_UP: CaseStep(
        "after_not_met.other_help", msg("Record what became of the other help"), Action.FOLLOW_UP
    ),
    Move.CLOSE_NOT_MET: CaseStep("after_not_met.close", msg("Close the case"), Action.CLOSE_AFTER_NOT_MET),
    Move.GIVE_VOICE: CaseStep(
        "being_heard.voice", msg("Record how the victim wants to be heard"), Action.RECORD_VOICE
    ),
    Move.CONVENE: CaseStep("panel.convene", msg("Set the panel meeting"), Action.CONVENE),
    Move.POSTPONE: CaseStep("panel.postpone", msg("Put the panel meeting off"), Action.CONVENE),
    Move.REPLACE_CHAIR: CaseStep(
        "stepping_off.replace_chair", msg("Name another chair"), Action.REPLACE_CHAIR
    ),
    Move.HOLD: CaseStep("panel.hold", msg("Record the panel meeting"), Action.HOLD_PANEL),
    Move.COMMENT: CaseStep(
        "plan_comment.record", msg("Record what the victim said about the draft plan"), Action.RECORD_COMMENT
    ),
    Move.FINISH: CaseStep("review.finish", msg("Finish the review"), Action.FINISH_REVIEW),
    Move.UPDATE_ACTION: CaseStep(
        "actions.of_case", msg("See how the actions go, or record news of one"), Action.UPDATE_ACTION
    ),
    Move.END_ACTION: CaseStep("review.actions", msg("End an action"), Action.END_ACTION),
    Move.CLOSE: CaseStep("review.close", msg("Close the case"), Action.CLOSE_CASE),
    Move.STEP_OFF: CaseStep("stepping_off.step_off", msg("Step off this case"), Action.STEP_OFF),
    Move.LODGE_APPEAL: CaseStep(
        "keyed_appeal.key_in", msg("Key in an appeal that came without a link"), Action.KEY_APPEAL
    ),
    Move.ADMIT_LATE: CaseStep(
        "late_appeals.late", msg("Say whether the late appeal is heard"), Action.JUDGE_LATE_APPEAL
    ),
    Move.WITHDRAW_APPEAL: CaseStep(
        "late_appeals.withdraw", msg("Record that the appeal is withdrawn"), Action.KEY_APPEAL
    ),
    Move.ACCEPT_APPEAL: CaseStep(
        "appeals.accept", msg("Give the appeal to an officer"), Action.ACCEPT_APPEAL
    ),
}
APPEALING = (Move.LODGE_APPEAL, Move.ADMIT_LATE, Move.ACCEPT_APPEAL, Move.WITHDRAW_APPEAL)

# Steps that are possible on the way but lead nowhere by themselves: offered apart from what is next.
ASIDE = frozenset(
    {
        Move.PAUSE,
        Move.EXTEND,
        Move.ASK,
        Move.MOVE_DISTRICT,
        Move.MOVE_OUT,
        Move.MERGE,
        Move.LINK,
        Move.WITHDRAW,
        Move.PROPOSE_END,
        Move.REOPEN_AT_DECISION,
        Move.REOPEN_AT_PANEL,
    }
)

# Possible at nearly every step: they stand after what moves the case on.
ALWAYS = frozenset({Move.RECORD_INVOLVEMENT, Move.STEP_OFF})

# What the case page says after a step, by the code in its address.
DONE: dict[str, str] = {
    "consent_agreed": msg(
        "It is recorded that they agree. See under “Letters and messages” how they are told."
    ),
    "consent_refused": msg("It is recorded that they do not agree. The organisations see nothing."),
    "consent_undecided": msg("It is recorded that they do not want to decide yet. Nothing lapses."),
    "consent_not_reached": msg("The try is recorded. Nothing lapses. Try again in a safe way."),
    "consent_alone": msg("The victim is the applicant now. Whoever acted for them opens nothing any more."),
    "consent_stop": msg("It has stopped. No organisation sees the case any more."),
    "override_proposed": msg("It is proposed. Another decision-maker looks at it."),
    "override_agreed": msg("It goes on. The organisations have the application now."),
    "override_returned": msg("It goes on waiting. Your reasons are with the proposal."),
    "note": msg("The note is in the case."),
    "contact": msg("The contact is named. Letters from now on give their name."),
    "reach": msg(
        "It is recorded how to reach them safely. See under “Letters and messages” how they are told what waits."
    ),
    "tried": msg("It is recorded that nobody answered. Try again at another safe time."),
    "placed": msg("The application is in its district and was made available to the organisations there."),
    "paused": msg(
        "The clocks stand still. The letter is written. See under “Letters and messages” how they are told."
    ),
    "resumed": msg(
        "The clocks run again. The letter is written. See under “Letters and messages” how they are told."
    ),
    "extended": msg(
        "The clock has more time. The letter is written. See under “Letters and messages” how they are told."
    ),
    "asked": msg("The question is written. See under “Letters and messages” how they are told."),
    "answered": msg("The answer is in the case, under “Notes and documents”."),
    "moved": msg("The case is in the other district. The date of the application stays."),
    "moved_out": msg(
        "The case is closed. The letter is written. See under “Letters and messages” how they are told."
    ),
    "linked": msg("The cases are linked. Each shows the other to people who may see both."),
    "merged": msg(
        "This case is closed and the other one goes on. The letter is written. See under “Letters and messages” how "
        "they are told."
    ),
    "withdrawn": msg(
        "The application is withdrawn. The letter is written. See under “Letters and messages” how they are told."
    ),
    "end_proposed": msg("It is proposed to end the case. Another person has to look at it."),
    "end_returned": msg("The case goes on. Your reasons are in it for the person who proposed to end it."),
    "ended": msg("The case has ended. See under “Letters and messages” who is told, and how."),
    "reopened": msg(
        "The case is open again. The letter is written. See under “Letters and messages” how they are told."
    ),
    "reopened_waits": msg(
        "The case is open again and waits for their word. Under “Tasks” or “Letters and messages” stands how they "
        "are asked."
    ),
    "told": msg("It is recorded that they were told."),
    "task": msg("The task is done."),
    "posted": msg("It is recorded that the letter was posted."),
    "came_back": msg("It is recorded that the letter came back. Nothing more is posted to that address."),
    "first_contact": msg("It is recorded that the first contact was made."),
    "risk": msg("It is recorded that the risk was assessed."),
    "decided": msg(
        "The decision is recorded. The letter is written. See under “Letters and messages” how they are told."
    ),
    "not_met": msg(
        "It is decided that the threshold is not met. The letter is written. See under “Letters and messages” how"
        " they are told."
    ),
    "proposed": msg(
        "“Not met” is proposed. Another decision-maker has to look at it and agree before anything is sent."
    ),
    "returned": msg("The proposal went back with your reasons. The case is decided anew."),
    "followed_up": msg("It is recorded what became of the help."),
    "deferred": msg(
        "The decision is put off. The letter is written. See under “Letters and messages” how they are told."
    ),
    "looked_again": msg("The case can be decided now."),
    "convened": msg(
        "The meeting is set. The invitation is written. See under “Letters and messages” how they are told."
    ),
    "postponed": msg(
        "The meeting was put off. The letter is written. See under “Letters and messages” how they are told."
    ),
    "voice": msg("It is recorded how the victim wants to be heard."),
    "commented": msg("It is recorded what the victim said about the draft plan."),
    "involvement": msg("It is recorded. It stands beside their name when somebody is chosen."),
    "chair_replaced": msg(
        "Another chair is named. The letter is written. See under “Letters and messages” how the victim is told."
    ),
    "held": msg(
        "The meeting is recorded. The draft plan is written. See under “Letters and messages” how the victim is told."
    ),
    "finished": msg(
        "The review is finished. The outcome letter is written. See under “Letters and messages” how they are told."
    ),
    "news": msg("The news of the action is recorded."),
    "action": msg(
        "The action has ended. The letter is written. See under “Letters and messages” how the victim is told."
    ),
    "closed": msg(
        "The case is closed. The letter is written. See under “Letters and messages” how they are told."
    ),
    "appealed": msg(
        "The appeal is lodged. The letter is written. See under “Letters and messages” how they are told."
    ),
    "late_admitted": msg("The late appeal is heard all the same. Give it to an officer next."),
    "late_refused": msg(
        "The appeal is refused as late. The letter is written. See under “Letters and messages” how they are told."
    ),
    "appeal_withdrawn": msg(
        "The appeal is withdrawn. The letter is written. See under “Letters and messages” how they are told."
    ),
    "assigned": msg(
        "The appeal is with the officer. The letter is written. See under “Letters and messages” how they are told."
    ),
}


@dataclass(frozen=True)
class Offered:
    """A step offered on a case page."""

    move: Move
    words: str
    address: str
    aside: bool


def offered(work: Work, case: Case, moves: Iterable[Move]) -> list[Offered]:
    """Return the steps that fit the case now and that this person may take.

    They stand in the order of the table of moves, those that are always possible at the end.
    """
    appeal = hearings.open_one(work.session, case.id) if case.open_appeals else None
    waits = appeal is not None and waits_for_officer(work, case, appeal)
    built = {move: STEPS[move] for move in moves if move in STEPS and _fits(case, move, appeal, waits)}
    built = {move: step for move, step in built.items() if step.endpoint in current_app.view_functions}
    for move in (*_for_another(work, case), *_twice(built), *_about_end(work, case)):
        built.pop(move, None)
    may = casework.allowed(work, case, {step.action for step in built.values()})
    return [
        Offered(move, step.words, url_for(step.endpoint, reference=case.reference), move in ASIDE)
        for move, step in sorted(built.items(), key=lambda one: one[0] in ALWAYS)
        if step.action in may
    ]


def _twice(built: dict[Move, CaseStep]) -> tuple[Move, ...]:
    """Moves whose page another move leads to already."""
    both = Move.REOPEN_AT_DECISION in built and Move.REOPEN_AT_PANEL in built
    return (Move.REOPEN_AT_PANEL,) if both else ()


def _about_end(work: Work, case: Case) -> tuple[Move, ...]:
    """The steps about ending the case early that are not this person's now: two people take them in turn."""
    proposed = ending.of_case(work, case)
    if proposed is None:
        return (Move.END,)
    return (Move.PROPOSE_END,) if proposed.may_settle else (Move.PROPOSE_END, Move.END)


def _for_another(work: Work, case: Case) -> tuple[Move, ...]:
    """The steps about going on without consent that are not this person's now: two people take them in turn."""
    if case.state != State.AWAITING_CONSENT:
        return ()
    proposal = proposals.waiting(work.session, case.id, overriding.KIND)
    if proposal is None:
        return (Move.OVERRIDE_CONSENT,)
    own = not overriding.may_settle(work, proposal)
    return (Move.PROPOSE_OVERRIDE, Move.OVERRIDE_CONSENT) if own else (Move.PROPOSE_OVERRIDE,)


def _fits(case: Case, move: Move, appeal: Appeal | None, waits: bool) -> bool:
    """Leave out what the table allows but what has nothing to do now.

    `appeal` is the one that is open; `waits` says whether an officer who can hear it has to be found.
    """
    if move in APPEALING:
        return _fits_appeal(move, appeal, waits)
    match move:
        case Move.MOVE_DISTRICT:
            return case.district != UNKNOWN_DISTRICT
        case Move.PLACE:
            return case.district == UNKNOWN_DISTRICT
        case Move.CHECK_CONSENT:
            return on_behalf.TO_CHECK in case.flags
        case Move.END_REPRESENTATION:
            return on_behalf.FLAG in case.flags
        case Move.PAUSE:
            return case.paused_since is None
        case Move.RESUME:
            return case.paused_since is not None
        case Move.NOTE:
            return case.state == State.CALL_ASKED
        case Move.DECIDE_NOT_MET:
            return case.state == State.RECEIVED
        case Move.DEFER:
            return bool(deferring.rules(office().partnership, case.applied_on))
        case Move.FOLLOW_UP:
            return case.state == State.NOT_MET
        case Move.CLOSE_NOT_MET:
            return case.open_appeals == 0
        case Move.END_ACTION | Move.UPDATE_ACTION:
            return case.open_actions > 0
        case Move.CLOSE:
            return case.open_actions == 0 and case.open_appeals == 0
    return True


def _fits_appeal(move: Move, appeal: Appeal | None, waits: bool) -> bool:
    """One in time, or admitted, goes to an officer; a late one is weighed first; an open one can be withdrawn."""
    unweighed = appeal is not None and appeal.late and appeal.late_result is None
    match move:
        case Move.LODGE_APPEAL:
            return appeal is None
        case Move.ADMIT_LATE:
            return waits and unweighed
        case Move.ACCEPT_APPEAL:
            return waits and not unweighed
    return appeal is not None


def attempt(form: PageForm, do: Callable[[Work], object]) -> bool:
    """Do something in one transaction and say whether it was done; a refusal rolls all of it back and is shown.

    An unknown case is no refusal to show but the ordinary "not found".
    """
    try:
        with work() as writing:
            do(writing)
    except UnknownCase:
        raise
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def done(reference: str, what: str) -> ResponseReturnValue:
    """Lead back to the case, which then says what was done (a key of DONE)."""
    return redirect(url_for("case.case", reference=reference, done=what), 303)
