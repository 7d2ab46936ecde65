"""Tells a district that an officer of another place has put a case there; that officer reaches it no more."""

from portal.documents import messages
from portal.policy import Action
from portal.services import addresses, casework, letters, tasks
from portal.services.work import Work
from portal.store import outbox
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Case
from portal.wording import in_english


def tell_district(work: Work, case: Case) -> None:
    """Queue mail to the point of contact of the case's district, when the acting officer does not reach it there.

    The mail holds the reference and nothing about the case. A district without an address sees a task in its worklist.
    """
    if case.district == UNKNOWN_DISTRICT or casework.reaches(work, case.reference, Action.SEE_CASE):
        return
    desk = work.partnership.district(case.district).point_of_contact
    text = messages.case_for_district(
        case.reference,
        addresses.case_for_officer(work.settings, case.reference),
        letters.sender(work),
        in_english,
    )
    queued = outbox.queue(
        work.session,
        outbox.NewMessage(
            kind=text.kind,
            channel="email" if desk.email else "call",
            address=desk.email,
            subject=text.subject,
            body=text.body,
            case_id=case.id,
        ),
        work.now,
    )
    if not desk.email:
        outbox.hold(queued, work.now, "no_address")
        tasks.about_message(work, queued)
