"""The single point of contact: the named person for this applicant (requirement C5)."""

from portal.cases.moves import Move
from portal.cases.refusals import Refused
from portal.cases.tasks import TaskKind
from portal.policy import Action, Role
from portal.services import casework, tasks
from portal.services.work import Work
from portal.store import staff
from portal.store.cases import known_district
from portal.store.tables import Case, Staff
from portal.wording import msg


def who_can(work: Work, case: Case) -> list[Staff]:
    """Return the people who may be named for a case."""
    found = {
        person.id: person
        for role in (Role.INTAKE, Role.DECIDER)
        for person in staff.holding(work.session, role, work.today, known_district(case))
    }
    return sorted(found.values(), key=lambda person: person.name)


def name_contact(work: Work, reference: str, staff_id: int) -> None:
    """Name the single point of contact of a case."""
    case = casework.find(work, reference, Action.NAME_CONTACT)
    if staff_id not in {person.id for person in who_can(work, case)}:
        raise Refused(msg("Choose one of the people in the list."), "contact")
    if staff_id == case.contact_staff_id:
        return  # the same sent twice
    casework.record(work, case, Move.NAME_CONTACT, {"staff": staff_id})
    case.contact_staff_id = staff_id
    tasks.end_all(work, case.id, TaskKind.NAME_CONTACT_ANEW)
