"""What stands around a case: proposals, questions that wait, other help, other cases it belongs with."""

from dataclasses import dataclass

from portal.services import asking, joining
from portal.services.joining import Together
from portal.services.work import Work
from portal.store import referrals
from portal.store.tables import Case, Question, Referral
from portal.web.proposals import ProposalShown, proposals_shown


@dataclass(frozen=True)
class Around:
    """What the case page shows beside the case itself."""

    proposals: list[ProposalShown]
    questions: list[Question]
    referrals: list[Referral]
    together: Together


def around(work: Work, case: Case) -> Around:
    """Gather it, within what the person who reads may see."""
    return Around(
        proposals=proposals_shown(work, case),
        questions=asking.of_case(work, case),
        referrals=referrals.of_case(work.session, case.id),
        together=joining.together(work, case),
    )
