"""Steps that take two people: one proposes with reasons, another agrees or sends it back (docs/decisions/0013).

What is proposed, and what follows from it, stands with each of them: `not_met`, `ending`, `overriding`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, NotPermitted, Refused
from portal.services import casework
from portal.services.casework import Recorded
from portal.services.work import Work
from portal.store import proposals, staff
from portal.store.tables import Case, Proposal
from portal.wording import msg


@dataclass(frozen=True)
class Proposed:
    """A proposal that waits, who made it, and whether the actor may be the second person."""

    proposal: Proposal
    proposer: str
    may_settle: bool


@dataclass(frozen=True)
class NewProposal:
    """What is proposed: its kind, why, the form as filled in, and the codes of it that stand in the event."""

    kind: str
    reasons: str
    content: Mapping[str, Any]
    codes: Mapping[str, Any]


def propose(work: Work, case: Case, move: Move, new: NewProposal) -> None:
    """Make `move` with a proposal that another person settles. Raises NotNow while one of its kind waits."""
    if proposals.waiting(work.session, case.id, new.kind) is not None:
        raise NotNow(msg("Somebody has proposed this already. Another person looks at it next."))
    proposal = Proposal(
        case_id=case.id,
        kind=new.kind,
        made_by=work.actor.id,
        made_at=work.now,
        content=dict(new.content),
        reasons=new.reasons,
    )
    work.session.add(proposal)
    work.session.flush()
    recorded = casework.record(work, case, move, {"proposal": proposal.id, **new.codes}, reasons=new.reasons)
    proposal.salt = recorded.salt


def of_case(work: Work, case: Case, kind: str) -> Proposed | None:
    """Return the proposal of a kind that waits in a case, if there is one."""
    proposal = proposals.waiting(work.session, case.id, kind)
    if proposal is None:
        return None
    proposer = staff.names(work.session, {proposal.made_by})[proposal.made_by]
    return Proposed(proposal, proposer, proposal.made_by != work.actor.id)


def waiting(work: Work, case: Case, kind: str) -> Proposed:
    """Return the same. Raises NotNow where none waits."""
    found = of_case(work, case, kind)
    if found is None:
        raise NotNow(msg("Nobody proposes this any more."))
    return found


def to_settle(work: Work, case: Case, kind: str, reasons: str) -> Proposal:
    """Return the proposal that the actor settles with `reasons`. Raises NotPermitted for their own, and Refused."""
    found = waiting(work, case, kind)
    if not found.may_settle:
        raise NotPermitted(msg("You proposed this yourself. Another person has to look at it."))
    if not reasons:
        raise Refused(msg("Enter your own reasons"), "reasons")
    return found.proposal


def agree(
    work: Work, case: Case, proposal: Proposal, move: Move, reasons: str, codes: Mapping[str, Any]
) -> Recorded:
    """Make `move` as the second person. Its event names the proposal and the proposer, and seals `words_of_both`."""
    proposal.answer = reasons
    said = {"proposal": proposal.id, "proposed_by": proposal.made_by, **codes}
    recorded = casework.record(work, case, move, said, reasons=words_of_both(proposal))
    _settle(work, proposal, "agreed", recorded)
    return recorded


def send_back(
    work: Work,
    case: Case,
    proposal: Proposal,
    move: Move,
    reasons: str,
    codes: Mapping[str, Any] | None = None,
) -> None:
    """Make `move` as the second person who does not agree, with the reasons for the proposer to read."""
    proposal.answer = reasons
    recorded = casework.record(work, case, move, {"proposal": proposal.id, **(codes or {})}, reasons=reasons)
    _settle(work, proposal, "returned", recorded)


def words_of_both(proposal: Proposal) -> str:
    """Return what the seal of a step by two people covers: their two texts as one JSON list.

    First the proposer's reasons, then the second person's own words; a list tells where the one ends.
    """
    return json.dumps([proposal.reasons, proposal.answer], ensure_ascii=False)


def _settle(work: Work, proposal: Proposal, outcome: str, recorded: Recorded) -> None:
    proposal.outcome, proposal.answer_salt = outcome, recorded.salt
    proposal.settled_by, proposal.settled_at = work.actor.id, work.now
    work.session.flush()
