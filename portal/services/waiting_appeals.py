"""An appeal that waits for an officer: whether one does, and telling the office.

The worker looks now and then whether an officer has gone. Looking twice, or two workers at once, opens one task.
"""

from portal.cases.independence import hard
from portal.cases.tasks import TaskKind
from portal.documents import messages
from portal.policy import Role
from portal.services import addresses, independence, mailing, tasks
from portal.services.work import Office, Work
from portal.store import cases, hearings, involvement, staff
from portal.store import tasks as task_rows
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


def look(office: Office) -> int:
    """Tell the office of each appeal whose officer cannot hear it any more. Returns how many; each by itself."""
    with office.work(write=False) as reading:
        found = [
            case.id
            for case, appeal in hearings.assigned(reading.session)
            if waits_for_officer(reading, case, appeal) and not _has_task(reading, case)
        ]
    for case_id in found:
        with office.work() as writing:
            cases.lock(writing.session, case_id)
            case = writing.session.get_one(Case, case_id)
            appeal = hearings.open_one(writing.session, case_id)
            if appeal and waits_for_officer(writing, case, appeal) and not _has_task(writing, case):
                needs_officer(writing, case)
    return len(found)


def needs_officer(work: Work, case: Case) -> None:
    """Let the office find another officer for an appeal that had one."""
    tasks.open_task(work, case.id, TaskKind.APPEAL_NEEDS_OFFICER, due_on=work.today)
    tell_office(work, case)


def has_officer(work: Work, case: Case) -> None:
    """An appeal has an officer again, or needs none any more."""
    tasks.end_all(work, case.id, TaskKind.APPEAL_NEEDS_OFFICER)


def _has_task(work: Work, case: Case) -> bool:
    kind = TaskKind.APPEAL_NEEDS_OFFICER
    return task_rows.same(work.session, case.id, kind, (None, None), over_too=False) is not None


def tell_office(work: Work, case: Case) -> None:
    """Queue a mail to the office that an appeal waits: the reference, and nothing of what it says."""
    to = work.partnership.contact.email
    mailing.send(work, mailing.about(work, case, messages.appeal_for_office, addresses.case_for_officer, to))
