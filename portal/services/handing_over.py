"""Tells a district that an officer of another place has put a case there; that officer reaches it no more."""

from portal.documents import messages
from portal.policy import Action
from portal.services import addresses, casework, mailing
from portal.services.work import Work
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Case


def tell_district(work: Work, case: Case) -> None:
    """Queue mail to the point of contact of the case's district, when the acting officer does not reach it there."""
    if case.district == UNKNOWN_DISTRICT or casework.reaches(work, case.reference, Action.SEE_CASE):
        return
    desk = work.partnership.district(case.district).point_of_contact
    mailing.send(
        work,
        mailing.about(work, case, messages.case_for_district, addresses.case_for_officer, desk.email),
    )
