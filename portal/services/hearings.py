"""What is in front of those who give an appeal to an officer, and of the officer who hears it."""

from dataclasses import dataclass

from portal.cases.refusals import UnknownCase
from portal.policy import Action
from portal.services import appeals, casefile, casework
from portal.services.independence import Fit
from portal.services.waiting_appeals import waits_for_officer
from portal.services.work import Work
from portal.store import hearings, letters
from portal.store.hearings import Heard
from portal.store.tables import Appeal, Case, Letter


@dataclass(frozen=True)
class Assigning:
    """An appeal to be given to somebody: who can hear it, and who is left out because they took part before.

    `waits` says whether it has no officer, or one who cannot hear it any more.
    """

    case: Case
    people: list[casefile.PersonShown]
    appeal: Appeal
    can_hear: list[Fit]
    left_out: list[Fit]
    waits: bool


@dataclass(frozen=True)
class Open:
    """The open appeal of a case, for a page on which something about it is recorded; None when none is open."""

    case: Case
    people: list[casefile.PersonShown]
    appeal: Appeal | None


def of_case(work: Work, reference: str) -> tuple[Case, list[Heard]]:
    """Return the appeals of a case, the newest first, and write down who looked. Raises UnknownCase."""
    case = casework.find(work, reference, Action.ACCEPT_APPEAL)
    casefile.look(work, case, Action.ACCEPT_APPEAL)
    return case, hearings.of_case(work.session, case.id)


def prepare_assigning(work: Work, reference: str, number: int) -> Assigning:
    """Return what is weighed when an appeal is given to an officer. Raises UnknownCase."""
    case = casefile.opened(work, reference, Action.ACCEPT_APPEAL)
    appeal = appeals.appeal_of(work, case, number)
    found = appeals.fit_to_hear(work, case)
    return Assigning(
        case=case,
        people=casefile.people_of(work, case),
        appeal=appeal,
        can_hear=[one for one in found if not one.hard],
        left_out=[one for one in found if one.hard],
        waits=waits_for_officer(work, case, appeal),
    )


def open_appeal(work: Work, reference: str, action: Action) -> Open:
    """Return the open appeal of a case, when the actor may take `action`. Raises UnknownCase."""
    case = casefile.opened(work, reference, action)
    reached = casefile.people_of(work, case)
    return Open(case, reached, hearings.open_one(work.session, case.id))


def newest_of_officer(work: Work, reference: str) -> int:
    """Return the number of the newest appeal of a case that the acting officer hears. Raises UnknownCase."""
    case = casework.find(work, reference, Action.SEE_APPEAL)
    number = hearings.newest_of(work.session, case.id, work.actor.id)
    if number is None:
        raise UnknownCase
    return number


def open_letter(work: Work, reference: str, number: int, public_id: str) -> tuple[Case, Letter]:
    """Return a letter of the case for the officer who hears the appeal, and write down that they looked."""
    papers = appeals.open_papers(work, reference, number)
    found = letters.by_public_id(work.session, papers.case.id, public_id)
    if found is None:
        raise UnknownCase
    return papers.case, found
