"""Going on without the victim's word: proposed with a reason, and looked at by another decision-maker (A12).

Kept apart from consent on purpose: nobody agreed here, somebody decided, and two people answer for it.
"""

from portal.cases.moves import Move
from portal.cases.refusals import Refused
from portal.policy import Action
from portal.services import consent, second_person
from portal.services.second_person import NewProposal, Proposed
from portal.services.work import Work
from portal.wording import msg

KIND = "override"
# Why, and the state of consent that it leads to. For their safety whoever applied hears nothing; in the place of
# somebody who cannot decide, and of a child, they get the notices.
GROUNDS = {"safeguarding": "override", "lacks_capacity": "lacks_capacity", "child": "child"}


def propose(work: Work, reference: str, ground: str, reasons: str) -> None:
    """Propose to go on without the victim's word. Raises Refused, and NotNow while a proposal waits."""
    shown = consent.prepare(work, reference, Action.PROPOSE_OVERRIDE)
    if ground not in GROUNDS:
        raise Refused(msg("Choose why it should go on."), "ground")
    if not reasons:
        raise Refused(msg("Enter your reasons"), "reasons")
    codes = {"ground": ground}
    second_person.propose(work, shown.case, Move.PROPOSE_OVERRIDE, NewProposal(KIND, reasons, codes, codes))


def waiting(work: Work, reference: str) -> Proposed:
    """Return the proposal that waits for a second person. Raises UnknownCase, and NotNow when none does."""
    return second_person.waiting(work, consent.prepare(work, reference, Action.AGREE_OVERRIDE).case, KIND)


def settle(work: Work, reference: str, agrees: bool, reasons: str) -> None:
    """Agree as the second person, which lets the case be received, or send the proposal back."""
    shown = consent.prepare(work, reference, Action.AGREE_OVERRIDE)
    proposal = second_person.to_settle(work, shown.case, KIND, reasons)
    ground = proposal.content["ground"]
    if not agrees:
        second_person.send_back(work, shown.case, proposal, Move.RETURN_OVERRIDE, reasons, {"ground": ground})
        return
    second_person.agree(work, shown.case, proposal, Move.OVERRIDE_CONSENT, reasons, {"ground": ground})
    consent.keep_state(work, shown, GROUNDS[ground], proposal.reasons or "")
    for_their_safety = GROUNDS[ground] == "override"
    consent.begin(work, shown, victim=for_their_safety, acting=not for_their_safety)
