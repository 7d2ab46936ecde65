"""Ends a case early because somebody moved away, died or cannot be reached (requirement D7).

One officer proposes it with every try to reach them, another one looks at it. Nobody writes to the address of
somebody who died, unless a person says who opens letters there.
"""

from dataclasses import dataclass

from portal.cases.moves import OVER, Move
from portal.cases.refusals import NotNow, NotPermitted, Refused
from portal.cases.tasks import TaskKind
from portal.documents.letters import ended
from portal.documents.letters.facts import Ended
from portal.policy import Action
from portal.services import bodies, casework, decisions, letters, notes, stopping, tasks
from portal.services.not_met import words_of_both
from portal.services.work import Work
from portal.store import outbox, people, proposals, staff
from portal.store.people import Reach
from portal.store.tables import Case, Proposal
from portal.wording import msg

KIND = "end"
WHY = {"moved_away": "moved away", "died": "died", "cannot_be_reached": "cannot be reached"}


@dataclass(frozen=True)
class Proposed:
    """A proposal to end a case that waits, who made it, and whether the actor may be the second person."""

    proposal: Proposal
    proposer: str
    may_settle: bool


def propose(work: Work, reference: str, why: str, reasons: str, tries: str) -> None:
    """Propose to end a case. `tries` lists every try to reach them, needed where they cannot be reached."""
    case = casework.find(work, reference, Action.PROPOSE_END)
    if why not in WHY:
        raise Refused(msg("Choose why the case should end."), "why")
    if why == "cannot_be_reached" and not tries:
        raise Refused(msg("List every try to reach them."), "tries")
    if proposals.waiting(work.session, case.id, KIND) is not None:
        raise NotNow(msg("Somebody has proposed this already. Another person looks at it next."))
    recorded = casework.record(work, case, Move.PROPOSE_END, {"why": why}, reasons=reasons)
    proposal = Proposal(
        case_id=case.id,
        kind=KIND,
        made_by=work.actor.id,
        made_at=work.now,
        content={"why": why, "tries": tries},
        reasons=reasons,
        salt=recorded.salt,
    )
    work.session.add(proposal)
    work.session.flush()
    tasks.open_task(work, case.id, TaskKind.SECOND_LOOK_AT_END)


def of_case(work: Work, case: Case) -> Proposed | None:
    """Return the proposal to end `case` that waits for a second person, if there is one."""
    proposal = proposals.waiting(work.session, case.id, KIND)
    if proposal is None:
        return None
    proposer = staff.names(work.session, {proposal.made_by})[proposal.made_by]
    return Proposed(proposal, proposer, proposal.made_by != work.actor.id)


def agree(work: Work, reference: str, reasons: str, *, opens_letters: str = "") -> None:
    """End the case as the second person, for the proposer's reasons, and tell whoever can be told safely.

    `reasons` are why the second person agrees: a note for officers, which no letter repeats. The event seals the
    words of both (`not_met.words_of_both`).
    `opens_letters` says who opens letters at the address of somebody who died; without it no letter goes there.
    """
    case, proposal = _found(work, reference, reasons)
    why = proposal.content["why"]
    payload = {"why": why, "proposal": proposal.id, "proposed_by": proposal.made_by}
    proposal.answer = reasons
    recorded = casework.record(work, case, Move.END, payload, reasons=words_of_both(proposal))
    _settle(work, proposal, "agreed", reasons, recorded.salt)
    decision = decisions.keep(work, case, recorded, "closure", "ended", proposal.reasons or "")
    decision.decided_by, decision.second_person = proposal.made_by, work.actor.id
    notes.write(work, case, notes.for_officers(work, reasons))
    stopping.stop(work, case, "ended")
    if not case.open_actions:
        bodies.take_back(work, case)
    for reach in people.recipients_of_notices(work.session, case.id):
        if why == "died" and reach.role == "victim" and not opens_letters:
            stopping.silence(work, case, reach.person.id, outbox.CASE_OVER)
            continue
        letters.write_to(
            work, case, reach, lambda sheet: ended(sheet.head, _facts(work, sheet, proposal), sheet.say)
        )


def send_back(work: Work, reference: str, reasons: str) -> None:
    """Do not agree: the case goes on, with the reasons for the proposer to read."""
    case, proposal = _found(work, reference, reasons)
    recorded = casework.record(work, case, Move.RETURN_END, {"proposal": proposal.id}, reasons=reasons)
    _settle(work, proposal, "returned", reasons, recorded.salt)


def to_tell(work: Work, case: Case) -> list[Reach]:
    """Return who gets the notices of `case` now: nobody who died, once it has ended for that."""
    reached = people.recipients_of_notices(work.session, case.id)
    proposal = proposals.newest(work.session, case.id, KIND)
    if case.state not in OVER or proposal is None or proposal.outcome != "agreed":
        return reached
    return [one for one in reached if proposal.content["why"] != "died" or one.role != "victim"]


def _found(work: Work, reference: str, reasons: str) -> tuple[Case, Proposal]:
    case = casework.find(work, reference, Action.END_CASE)
    proposal = proposals.waiting(work.session, case.id, KIND)
    if proposal is None:
        raise NotNow(msg("Nobody proposes to end this case any more."))
    if proposal.made_by == work.actor.id:
        raise NotPermitted(msg("You proposed this yourself. Another person has to look at it."))
    if not reasons:
        raise Refused(msg("Enter your own reasons"), "reasons")
    return case, proposal


def _settle(work: Work, proposal: Proposal, outcome: str, answer: str, salt: str | None) -> None:
    proposal.outcome, proposal.answer, proposal.answer_salt = outcome, answer, salt
    proposal.settled_by, proposal.settled_at = work.actor.id, work.now
    tasks.end_all(work, proposal.case_id, TaskKind.SECOND_LOOK_AT_END)
    work.session.flush()


def _facts(work: Work, sheet: letters.Sheet, proposal: Proposal) -> Ended:
    return Ended(
        ended_on=work.today,
        why=WHY[proposal.content["why"]],  # type: ignore[arg-type]
        reasons=proposal.reasons or "",
        challenge=letters.challenge(work, sheet),
        closing=letters.closing_of(work, sheet.case),
    )
