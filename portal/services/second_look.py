"""The second person of a proposed "not met": another decision-maker, of the district or of a body that has the case.

They see what the proposer saw and the marks with what shows them, and agree or send it back. The proposer never
reaches this: the relation of the Action leaves them out, and the database refuses one person in both places.
"""

from dataclasses import dataclass

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.policy import Action
from portal.services import casefile, casework, not_met, notes
from portal.services.not_met import KIND, InFront, Weighing
from portal.services.work import Work
from portal.store import casefile as case_rows
from portal.store import marks, proposals, staff
from portal.store.marks import Marked
from portal.store.tables import Case, Document, Proposal
from portal.wording import msg


@dataclass(frozen=True)
class Proposed:
    """A proposal in front of the second person. `history` holds every mark, oldest first."""

    shown: InFront
    proposal: Proposal
    proposer: str
    weighing: Weighing
    left_out: dict[str, str]
    history: list[Marked]


def open_proposal(work: Work, reference: str, *, look: bool = True) -> Proposed:
    """Return the proposal with all that it stands on, and write down who looked. Raises UnknownCase."""
    shown = not_met.prepare(work, reference, Action.SECOND_NOT_MET)
    proposal = _waiting(work, shown.case)
    if look:
        casefile.look(work, shown.case, Action.SECOND_NOT_MET)
    return Proposed(
        shown=shown,
        proposal=proposal,
        proposer=staff.names(work.session, {proposal.made_by})[proposal.made_by],
        weighing=Weighing.from_json(proposal.content, proposal.reasons or ""),
        left_out=proposal.content["left_out"],
        history=marks.of_case(work.session, shown.case.id),
    )


def agree(work: Work, reference: str, reasons: str) -> None:
    """Agree as the second person: the threshold is decided as not met, and the letter names both people.

    The event of the decision seals the reasons of both (`not_met.words_of_both`).
    """
    case, proposal = _found(work, reference, reasons)
    _settle(work, proposal, "agreed", reasons)
    not_met.decide(work, case, Weighing.from_json(proposal.content, proposal.reasons or ""), proposal)


def send_back(work: Work, reference: str, reasons: str) -> None:
    """Do not agree: the case goes back to be decided, with the reasons for the proposer to read."""
    case, proposal = _found(work, reference, reasons)
    recorded = casework.record(work, case, Move.RETURN_PROPOSAL, {"proposal": proposal.id}, reasons=reasons)
    _settle(work, proposal, "returned", reasons)
    proposal.answer_salt = recorded.salt


def read_document(work: Work, reference: str, public_id: str) -> tuple[Document, bytes]:
    """Return a document that shows a mark, with its bytes, and write down who looked.

    Raises UnknownCase, and NotNow once no proposal waits: then it is theirs to read no more.
    """
    case = casework.find(work, reference, Action.SECOND_NOT_MET)
    _waiting(work, case)
    shows = {one.document.public_id for one in marks.of_case(work.session, case.id) if one.document}
    found = case_rows.document(work.session, case.id, public_id) if public_id in shows else None
    if found is None:
        raise UnknownCase
    casefile.look(work, case, Action.SECOND_NOT_MET)
    return found, notes.bytes_of(work, found)


def _found(work: Work, reference: str, reasons: str) -> tuple[Case, Proposal]:
    case = casework.find(work, reference, Action.SECOND_NOT_MET)
    if not reasons:
        raise Refused(msg("Enter your own reasons"), "reasons")
    return case, _waiting(work, case)


def _waiting(work: Work, case: Case) -> Proposal:
    proposal = proposals.waiting(work.session, case.id, KIND)
    if proposal is None:
        raise NotNow(msg("Nobody proposes “not met” for this case any more."))
    return proposal


def _settle(work: Work, proposal: Proposal, outcome: str, answer: str) -> None:
    proposal.outcome, proposal.answer = outcome, answer
    proposal.settled_by, proposal.settled_at = work.actor.id, work.now
    work.session.flush()
