"""What can be done with a case next, as links to the pages where it is done."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from flask import current_app, url_for

from portal.cases.moves import Move, State
from portal.policy import Action
from portal.services import casework, chairs, deferring, ending, on_behalf, overriding, second_person
from portal.services.waiting_appeals import waits_for_officer
from portal.services.work import Work
from portal.store import hearings
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Appeal, Case
from portal.web.routing import Page, office
from portal.wording import msg


@dataclass(frozen=True)
class CaseStep:
    """A page on which a move is made: its endpoint, and the words of the link. Who may open it, the page says."""

    endpoint: str
    words: str

    @property
    def action(self) -> Action:
        """What somebody must be allowed to do to take the step."""
        found: Page = current_app.extensions["pages"][self.endpoint]
        return found.does


STEPS: dict[Move, CaseStep] = {
    Move.PLACE: CaseStep("case.place", msg("Put the application into its district")),
    Move.PAUSE: CaseStep("clocks.pause", msg("Stop the clocks for a time")),
    Move.RESUME: CaseStep("clocks.resume", msg("Let the clocks run again")),
    Move.EXTEND: CaseStep("clocks.extend", msg("Give a clock more time")),
    Move.SUBMIT: CaseStep("staff_entry.for_call", msg("Key in the application")),
    Move.NOTE: CaseStep("calls.no_answer", msg("Nobody answered the phone")),
    Move.ASK: CaseStep("questions.ask", msg("Ask the applicant a question")),
    Move.MOVE_DISTRICT: CaseStep("moving.district", msg("Move the case to another district")),
    Move.MOVE_OUT: CaseStep("moving.out", msg("Pass the case to another area")),
    Move.MERGE: CaseStep("joining.merge", msg("Make one case out of two applications")),
    Move.LINK: CaseStep("joining.link", msg("Link this case with another one")),
    Move.WITHDRAW: CaseStep("own_case.key_in", msg("Key that the applicant withdraws")),
    Move.PROPOSE_END: CaseStep("ending.propose", msg("Propose to end the case early")),
    Move.END: CaseStep("ending.settle", msg("Look at the proposal to end the case")),
    Move.REOPEN_AT_DECISION: CaseStep("ending.reopen", msg("Open the case again")),
    Move.REOPEN_AT_PANEL: CaseStep("ending.reopen", msg("Open the case again")),
    Move.NAME_CONTACT: CaseStep("case.contact", msg("Name the single point of contact")),
    Move.RECORD_INVOLVEMENT: CaseStep(
        "involvement.recorded", msg("Record who dealt with the reports before")
    ),
    Move.GIVE_CONSENT: CaseStep("consent.record", msg("Record what the person said")),
    Move.CHECK_CONSENT: CaseStep("consent.record", msg("Ask the victim whether they know and agree")),
    Move.PROPOSE_OVERRIDE: CaseStep("consent.propose", msg("Propose to go on without the victim’s word")),
    Move.OVERRIDE_CONSENT: CaseStep(
        "consent.second_look", msg("Look at the proposal to go on without the victim’s word")
    ),
    Move.END_REPRESENTATION: CaseStep(
        "consent.withdraw", msg("The victim does not want to be acted for any more")
    ),
    Move.DECIDE_MET: CaseStep("deciding.met", msg("Decide that the threshold is met")),
    Move.MARK_REPORT: CaseStep("marks.reports", msg("Mark a report, with a reason and what shows it")),
    Move.DECIDE_NOT_MET: CaseStep("not_met.decide", msg("Decide that the threshold is not met")),
    Move.RETURN_PROPOSAL: CaseStep(
        "not_met.second", msg("Look at the proposed “not met” as the second person")
    ),
    Move.DEFER: CaseStep("deferring.defer", msg("Put the decision off")),
    Move.LOOK_AGAIN: CaseStep("deferring.look_again", msg("Look at the case again")),
    Move.FOLLOW_UP: CaseStep("after_not_met.other_help", msg("Record what became of the other help")),
    Move.CLOSE_NOT_MET: CaseStep("after_not_met.close", msg("Close the case")),
    Move.GIVE_VOICE: CaseStep("being_heard.voice", msg("Record how the victim wants to be heard")),
    Move.CONVENE: CaseStep("panel.convene", msg("Set the panel meeting")),
    Move.POSTPONE: CaseStep("panel.postpone", msg("Put the panel meeting off")),
    Move.REPLACE_CHAIR: CaseStep("stepping_off.replace_chair", msg("Name another chair")),
    Move.HOLD: CaseStep("panel.hold", msg("Record the panel meeting")),
    Move.COMMENT: CaseStep("plan_comment.record", msg("Record what the victim said about the draft plan")),
    Move.FINISH: CaseStep("review.finish", msg("Finish the review")),
    Move.UPDATE_ACTION: CaseStep("actions.of_case", msg("See how the actions go, or record news of one")),
    Move.END_ACTION: CaseStep("review.actions", msg("End an action")),
    Move.CLOSE: CaseStep("review.close", msg("Close the case")),
    Move.STEP_OFF: CaseStep("stepping_off.step_off", msg("Step off this case")),
    Move.LODGE_APPEAL: CaseStep("keyed_appeal.key_in", msg("Key in an appeal that came without a link")),
    Move.ADMIT_LATE: CaseStep("late_appeals.late", msg("Say whether the late appeal is heard")),
    Move.WITHDRAW_APPEAL: CaseStep("late_appeals.withdraw", msg("Record that the appeal is withdrawn")),
    Move.ACCEPT_APPEAL: CaseStep("appeals.accept", msg("Give the appeal to an officer")),
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
# By kind of proposal: the step of whoever proposes, and that of the second person.
IN_TURN = {
    ending.KIND: (Move.PROPOSE_END, Move.END),
    overriding.KIND: (Move.PROPOSE_OVERRIDE, Move.OVERRIDE_CONSENT),
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
    for move in (*_twice(built), *_not_theirs(work, case, built)):
        built.pop(move, None)
    may = casework.allowed(work, case, {step.action for step in built.values()})
    return [
        Offered(move, step.words, url_for(step.endpoint, reference=case.reference), move in ASIDE)
        for move, step in sorted(built.items(), key=lambda one: one[0] in ALWAYS)
        if step.action in may
    ]


def fits_now(work: Work, case: Case, move: Move) -> bool:
    """Say whether `move`, which the table allows in this state, has something to do; who may make it is not asked."""
    appeal = hearings.open_one(work.session, case.id) if case.open_appeals else None
    waits = appeal is not None and waits_for_officer(work, case, appeal)
    for kind, (propose, settle) in IN_TURN.items():
        if move in (propose, settle):
            return (second_person.of_case(work, case, kind) is None) is (move is propose)
    return _fits(case, move, appeal, waits)


def _twice(built: dict[Move, CaseStep]) -> tuple[Move, ...]:
    """Moves whose page another move leads to already."""
    both = Move.REOPEN_AT_DECISION in built and Move.REOPEN_AT_PANEL in built
    return (Move.REOPEN_AT_PANEL,) if both else ()


def _not_theirs(work: Work, case: Case, built: Collection[Move]) -> Iterator[Move]:
    """The steps among `built` that are not this person's now because two people take them in turn."""
    for kind, (propose, settle) in IN_TURN.items():
        if propose not in built and settle not in built:
            continue
        proposed = second_person.of_case(work, case, kind)
        if proposed is not None:
            yield propose
        if proposed is None or not proposed.may_settle:
            yield settle


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
        case Move.REPLACE_CHAIR:
            return chairs.is_led(case)
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
