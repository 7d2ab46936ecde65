"""An appeal that waits for an officer: whether one does, and telling the office."""

from portal.cases.independence import hard
from portal.documents import messages
from portal.policy import Role
from portal.services import addresses, independence, mailing
from portal.services.work import Work
from portal.store import involvement, staff
from portal.store.tables import Appeal, Case


def waits_for_officer(work: Work, case: Case, appeal: Appeal) -> bool:
    """Say whether an appeal has no officer, or one who cannot hear it any more.

    They left, do not hold the role now, stepped off the case, or took part in it as is known by now (requirement E2).
    """
    if appeal.state != "assigned":
        return appeal.state == "lodged"
    held = {one.id: one for one in staff.holding(work.session, Role.APPEAL_OFFICER, work.today)}
    officer = held.get(appeal.officer_id or 0)
    if officer is None or officer.id in involvement.stepped_off(work.session, case.id):
        return True
    return bool(hard(independence.after_assigning(work, case, officer)))


def tell_office(work: Work, case: Case) -> None:
    """Queue a mail to the office that an appeal waits: the reference, and nothing of what it says."""
    to = work.partnership.contact.email
    mailing.send(work, mailing.about(work, case, messages.appeal_for_office, addresses.case_for_officer, to))
