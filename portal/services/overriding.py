"""Going on without the victim's word: proposed with a reason, and looked at by another decision-maker (A12).

Kept apart from consent on purpose: nobody agreed here, somebody decided, and two people answer for it.
"""

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused
from portal.policy import Action
from portal.services import casework, consent
from portal.services.consent import InFront
from portal.services.work import Work
from portal.store import proposals
from portal.store.tables import Proposal
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
    if proposals.waiting(work.session, shown.case.id, KIND) is not None:
        raise NotNow(msg("Somebody has proposed this already. Another decision-maker looks at it next."))
    recorded = casework.record(work, shown.case, Move.PROPOSE_OVERRIDE, {"ground": ground}, reasons=reasons)
    work.session.add(
        Proposal(
            case_id=shown.case.id,
            kind=KIND,
            made_by=work.actor.id,
            made_at=work.now,
            content={"ground": ground},
            reasons=reasons,
            salt=recorded.salt,
        )
    )
    work.session.flush()


def waiting(work: Work, reference: str) -> tuple[InFront, Proposal]:
    """Return the proposal that waits for a second person. Raises UnknownCase, and NotNow when none does."""
    shown = consent.prepare(work, reference, Action.AGREE_OVERRIDE)
    proposal = proposals.waiting(work.session, shown.case.id, KIND)
    if proposal is None:
        raise NotNow(msg("Nobody proposes to go on without the victim’s word."))
    return shown, proposal


def settle(work: Work, reference: str, agrees: bool, reasons: str) -> None:
    """Agree as the second person, which lets the case be received, or send the proposal back."""
    shown, proposal = waiting(work, reference)
    if not may_settle(work, proposal):
        raise Refused(msg("You proposed this yourself. Another decision-maker has to look at it."))
    if not reasons:
        raise Refused(msg("Enter your own reasons"), "reasons")
    ground = proposal.content["ground"]
    move = Move.OVERRIDE_CONSENT if agrees else Move.RETURN_OVERRIDE
    recorded = casework.record(
        work, shown.case, move, {"ground": ground, "proposal": proposal.id}, reasons=reasons
    )
    proposal.outcome = "agreed" if agrees else "returned"
    proposal.answer, proposal.answer_salt = reasons, recorded.salt
    proposal.settled_by, proposal.settled_at = work.actor.id, work.now
    work.session.flush()
    if agrees:
        consent.keep_state(work, shown, GROUNDS[ground], proposal.reasons or "")
        for_their_safety = GROUNDS[ground] == "override"
        consent.begin(work, shown, victim=for_their_safety, acting=not for_their_safety)


def may_settle(work: Work, proposal: Proposal) -> bool:
    """Say whether the acting person is another than who proposed it."""
    return proposal.made_by != work.actor.id
