"""The second person of a proposed "not met": another decision-maker, of the district or of a body that has the case.

They see what the proposer saw and the marks with what shows them, and agree or send it back. The proposer never
reaches this: the relation of the Action leaves them out, and the database refuses one person in both places.
"""

from dataclasses import dataclass

from portal.cases.moves import Move
from portal.cases.refusals import UnknownCase
from portal.policy import Action
from portal.services import casefile, casework, decisions, not_met, notes, second_person
from portal.services.not_met import KIND, InFront, Weighing
from portal.services.work import Work
from portal.store import casefile as case_rows
from portal.store import marks
from portal.store.marks import Marked
from portal.store.tables import Case, Document, Proposal


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
    proposed = second_person.waiting(work, shown.case, KIND)
    proposal = proposed.proposal
    if look:
        casefile.look(work, shown.case, Action.SECOND_NOT_MET)
    return Proposed(
        shown=shown,
        proposal=proposal,
        proposer=proposed.proposer,
        weighing=Weighing.from_json(proposal.content, proposal.reasons or ""),
        left_out=proposal.content["left_out"],
        history=marks.of_case(work.session, shown.case.id),
    )


def agree(work: Work, reference: str, reasons: str) -> None:
    """Agree as the second person: the threshold is decided as not met, and the letter names both people.

    The event of the decision seals the reasons of both (`second_person.words_of_both`).
    """
    case, proposal = _found(work, reference, reasons)
    codes = decisions.stands_on(work, case)
    recorded = second_person.agree(work, case, proposal, Move.DECIDE_NOT_MET, reasons, codes)
    weighing = Weighing.from_json(proposal.content, proposal.reasons or "")
    not_met.decide(work, case, weighing, recorded, proposal)


def send_back(work: Work, reference: str, reasons: str) -> None:
    """Do not agree: the case goes back to be decided, with the reasons for the proposer to read."""
    case, proposal = _found(work, reference, reasons)
    second_person.send_back(work, case, proposal, Move.RETURN_PROPOSAL, reasons)


def read_document(work: Work, reference: str, public_id: str) -> tuple[Document, bytes]:
    """Return a document that shows a mark, with its bytes, and write down who looked.

    Raises UnknownCase, and NotNow once no proposal waits: then it is theirs to read no more.
    """
    case = casework.find(work, reference, Action.SECOND_NOT_MET)
    second_person.waiting(work, case, KIND)
    shows = {one.document.public_id for one in marks.of_case(work.session, case.id) if one.document}
    found = case_rows.document(work.session, case.id, public_id) if public_id in shows else None
    if found is None:
        raise UnknownCase
    casefile.look(work, case, Action.SECOND_NOT_MET)
    return found, notes.bytes_of(work, found)


def _found(work: Work, reference: str, reasons: str) -> tuple[Case, Proposal]:
    case = casework.find(work, reference, Action.SECOND_NOT_MET)
    return case, second_person.to_settle(work, case, KIND, reasons)
