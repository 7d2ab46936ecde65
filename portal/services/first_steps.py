"""What must happen soon after an application came: somebody speaks with the applicant, and the risk is assessed."""

from portal.cases.moves import Move
from portal.cases.timetable import Clock
from portal.policy import Action
from portal.services import casework, clocks
from portal.services.work import Work
from portal.store import clocks as rows
from portal.store.tables import Case


def first_contact_made(work: Work, reference: str) -> None:
    """Record that the contact has spoken with the applicant (C5). A note says what was said. Twice is once."""
    case = casework.find(work, reference, Action.NAME_CONTACT)
    _done(work, case, Move.FIRST_CONTACT, Clock.FIRST_CONTACT)


def risk_assessed(work: Work, reference: str) -> None:
    """Record that the risk to the applicant was assessed (C12). A note says what was found. Twice is once."""
    case = casework.find(work, reference, Action.ASSESS_RISK)
    _done(work, case, Move.ASSESS_RISK, Clock.RISK, Clock.RISK_FLAGGED)


def _done(work: Work, case: Case, move: Move, *wanted: Clock) -> None:
    if any(one.clock in wanted for one in rows.running(work.session, case.id)):
        casework.record(work, case, move)
        clocks.meet(work, case, *wanted)
