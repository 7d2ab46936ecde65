"""What a case holds on the way to "not met" and after it, for pages of the staff: a proposal, other help."""

from dataclasses import dataclass

from portal.services.not_met import KIND
from portal.services.work import Work
from portal.store import proposals, referrals, staff
from portal.store.tables import Case, Proposal, Referral


@dataclass(frozen=True)
class SoFar:
    """The newest proposal, other help, and the names of who acted."""

    proposal: Proposal | None
    referrals: list[Referral]
    names: dict[int, str]


def of_case(work: Work, case: Case) -> SoFar:
    """Return what a case that was found already holds."""
    proposal = proposals.newest(work.session, case.id, KIND)
    found = referrals.of_case(work.session, case.id)
    ids = {one.followed_up_by for one in found}
    if proposal is not None:
        ids |= {proposal.made_by, proposal.settled_by}
    return SoFar(
        proposal=proposal,
        referrals=found,
        names=staff.names(work.session, {one for one in ids if one is not None}),
    )
