"""Two cases that belong together: linked and kept apart, or two applications of one person made one (C4).

Likely duplicates are only offered. Nothing is ever merged by itself.
"""

from dataclasses import dataclass
from datetime import timedelta

from portal.cases import reference as references
from portal.cases.moves import OVER, WAITING, Move, State
from portal.cases.refusals import Refused, UnknownCase
from portal.documents import letters as papers
from portal.documents.letters.facts import Merged
from portal.policy import Action
from portal.services import assessing, bodies, casework, letters, notes, stopping
from portal.services.casework import Recorded
from portal.services.work import Work
from portal.store import answers, cases, joined, people
from portal.store.joined import Linked, Marks
from portal.store.tables import Case, CaseLink
from portal.wording import in_english, msg

# How far back likely duplicates are looked for, and how many are offered.
ALIKE_FOR = timedelta(days=366)
MOST_ALIKE = 5


@dataclass(frozen=True)
class Together:
    """The other cases of a case that its reader may see: linked, merged, and likely the same."""

    linked: list[Linked]
    merged: list[Case]
    alike: list[Case]


def together(work: Work, case: Case) -> Together:
    """Return the cases that belong, or may belong, with `case`: only those that the actor reaches themselves."""
    reachable = cases.reachable(work.actor, Action.SEE_CASE)
    linked = joined.links(work.session, case.id, reachable)
    merged = joined.merged(work.session, case, reachable)
    known = {one.other.id for one in linked} | {one.id for one in merged}
    alike = joined.alike(work.session, case, _marks(work, case), reachable, case.received_at - ALIKE_FOR)
    return Together(linked, merged, [one for one in alike if one.id not in known][:MOST_ALIKE])


def _marks(work: Work, case: Case) -> Marks:
    victims = [one for one in people.of_case(work.session, case.id) if one.role == "victim"]
    places = answers.values(work.session, case.id, joined.POSTCODES)
    return Marks(
        names=frozenset(one.person.search_name for one in victims if one.person.search_name),
        phones=frozenset(found for one in victims if (found := one.address("phone"))),
        postcodes=frozenset(str(one) for one in places.values() if one),
    )


def link(work: Work, reference: str, other: str, reason: str) -> None:
    """Link two cases that belong together and stay apart. The actor must reach both. Twice is once."""
    case, second = _both(work, reference, other, Action.LINK_CASES)
    if joined.linked(work.session, case.id, second.id):
        return
    recorded = casework.record(work, case, Move.LINK, {"case": second.id}, reasons=reason)
    casework.record(work, second, Move.LINK, {"case": case.id})
    work.session.add(
        CaseLink(
            case_id=case.id,
            other_id=second.id,
            reason=reason,
            salt=recorded.salt,
            made_by=work.actor.id,
            made_at=work.now,
        )
    )
    work.session.flush()


def merge(work: Work, reference: str, other: str, reason: str) -> None:
    """Close a second application of one person; the case `other` goes on, and counts from the earlier date.

    What was reported in the second one goes along as a note and stays readable in it. That the two are one
    person's is the officer's to know. Raises Refused when `other` is over, in another district, or only waits.
    """
    case, goes_on = _both(work, reference, other, Action.MOVE_CASE)
    if State(goes_on.state) in OVER:
        raise Refused(msg("That case is over. Choose one that goes on, or open it again first."), "other")
    if State(goes_on.state) in WAITING and State(case.state) not in WAITING:
        raise Refused(
            msg("That case waits for a call or for consent. Close that one instead, and let this one go on."),
            "other",
        )
    if goes_on.district != case.district:
        raise Refused(msg("That case is in another district. Move one of them first."), "other")
    recorded = casework.record(work, case, Move.MERGE, {"case": goes_on.id}, reasons=reason)
    notes.keep_reason(work, case, recorded, reason)
    case.same_as_case_id = goes_on.id
    first = min(case.applied_on, goes_on.applied_on)
    moved = goes_on.applied_on != first
    went_in = casework.record(work, goes_on, Move.LINK, {"case": case.id, "merged": True, "earlier": moved})
    _keep(work, case, goes_on, went_in, reason)
    goes_on.applied_on = first
    if moved and goes_on.state == State.RECEIVED:
        assessing.assess_case(work, goes_on, assessing.facts_of(work, goes_on))
    stopping.stop(work, case, "merged")
    bodies.take_back(work, case)
    facts = Merged(work.today, goes_on.reference, first, reason, letters.closing_of(work, case))
    letters.write(work, case, lambda sheet: papers.merged(sheet.head, facts, sheet.say))


def _both(work: Work, reference: str, typed: str, action: Action) -> tuple[Case, Case]:
    """Return two different cases that the actor reaches, each loaded by the ordinary door."""
    case = casework.find(work, reference, action)
    read = references.read(typed)
    if read == case.reference:
        raise Refused(msg("Enter the reference of another case."), "other")
    if read is None:
        raise Refused(msg("Enter a whole reference, for example CR-7XQ2K-9M."), "other")
    try:
        return case, casework.find(work, read, action)
    except UnknownCase:
        raise Refused(msg("There is no case with this reference that you can open."), "other") from None


def _keep(work: Work, case: Case, goes_on: Case, recorded: Recorded, reason: str) -> None:
    """Write what the second application reported into the case that goes on, for its officers."""
    said = [
        f"{one.number}. {one.what or one.dates_in_words or ''} ({one.body_kind or '?'})"
        for one in answers.reports(work.session, case.id)
    ]
    from_ = in_english(msg("From the application %(reference)s of %(day)s:")) % {
        "reference": case.reference,
        "day": case.applied_on.isoformat(),
    }
    notes.keep_reason(work, goes_on, recorded, "\n".join([from_, *said, "", reason]))
