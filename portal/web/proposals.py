"""Steps that take two people, as the case shows them: what was proposed, why, and what the second person said."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.services import ending, not_met, overriding, staff
from portal.services.work import Work
from portal.store import proposals
from portal.store.tables import Case, Proposal
from portal.wording import msg

# By kind: what the proposal is called, and what waits for the second person.
WORDS: Mapping[str, tuple[str, str]] = {
    overriding.KIND: (
        msg("The proposal to go on without the victim’s word"),
        msg("It waits for another decision-maker. Until then no organisation sees the case."),
    ),
    not_met.KIND: (
        msg("The proposal “not met”"),
        msg(
            "It waits for a second person: another decision-maker of the district, or of an organisation that has the"
            " case. Until then nothing is sent to the applicant and no mark can be changed."
        ),
    ),
    ending.KIND: (
        msg("The proposal to end the case early"),
        msg("It waits for a second person. Until then the case goes on."),
    ),
}


@dataclass(frozen=True)
class ProposalShown:
    """A proposal that waits or came back; `answered_by` is empty where it fell away without an answer."""

    proposal: Proposal
    title: str
    waits: str
    made_by: str
    answered_by: str


def proposals_shown(work: Work, case: Case, *kinds: str) -> list[ProposalShown]:
    """Return the newest proposal of each kind (of all where none is named) that nobody agreed to."""
    newest = [proposals.newest(work.session, case.id, kind) for kind in kinds or WORDS]
    found = [one for one in newest if one is not None and one.outcome != "agreed"]
    people = {one.made_by for one in found} | {one.settled_by for one in found if one.settled_by is not None}
    names = staff.names(work, people)
    return [
        ProposalShown(one, *WORDS[one.kind], names[one.made_by], names.get(one.settled_by or 0, ""))
        for one in found
    ]
