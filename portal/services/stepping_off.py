"""Stepping off a case: from the next request on it is closed to them, and the office is told what is missing."""

from dataclasses import dataclass

from portal.cases.moves import UNDECIDED, Move, State
from portal.cases.refusals import Refused
from portal.cases.tasks import TaskKind
from portal.policy import Action, Role
from portal.services import casefile, casework, chairs, tasks
from portal.services.waiting_appeals import needs_officer
from portal.services.work import Work
from portal.store import hearings, involvement, panels, staff
from portal.store.tables import Appeal, Case, SteppedOff
from portal.wording import msg


@dataclass(frozen=True)
class Parts:
    """What somebody is on a case: whether they chair it, hear its appeal or are its contact.

    `others_decide`: whether others can decide in it.
    """

    case: Case
    chairs: bool
    hears: bool
    contact: bool
    others_decide: bool


def prepare(work: Work, reference: str) -> Parts:
    """Return what the acting person is on a case, for the page on which they step off. Raises UnknownCase."""
    case = casefile.opened(work, reference, Action.STEP_OFF)
    return Parts(
        case=case,
        chairs=_leads(work, case),
        hears=_heard_by_them(work, case) is not None,
        contact=case.contact_staff_id == work.actor.id,
        others_decide=_others_decide(work, case),
    )


def step_off(work: Work, reference: str, reason: str) -> None:
    """Step off a case, for the acting person's own reason. Whoever is missing then becomes the office's task.

    An appeal that they hear goes back to the office: from now on they could not open it.
    """
    case = casework.find(work, reference, Action.STEP_OFF)
    leads = _leads(work, case)
    nobody_decides = State(case.state) in UNDECIDED and not _others_decide(work, case)
    _go(work, case, Move.STEP_OFF, {"staff": work.actor.id}, reason)
    if case.contact_staff_id == work.actor.id:
        case.contact_staff_id = None
        tasks.open_task(work, case.id, TaskKind.NAME_CONTACT_ANEW, due_on=work.today)
    if nobody_decides:
        tasks.open_task(work, case.id, TaskKind.NEEDS_DECIDER, due_on=work.today)
    if leads:
        chairs.needed(work, case)
    appeal = _heard_by_them(work, case)
    if appeal is not None:
        casework.record(work, case, Move.STEP_OFF_APPEAL, _given_back(work, appeal))
        _wait_again(work, case, appeal)


def step_off_appeal(work: Work, case: Case, appeal: Appeal, reason: str) -> None:
    """Give the appeal back, for the officer's own reason; it waits for another officer, and its clock goes on."""
    _go(work, case, Move.STEP_OFF_APPEAL, _given_back(work, appeal), reason)
    _wait_again(work, case, appeal)


def _given_back(work: Work, appeal: Appeal) -> dict[str, object]:
    return {"number": appeal.number, "officer": work.actor.id}


def _wait_again(work: Work, case: Case, appeal: Appeal) -> None:
    appeal.state, appeal.officer_id = "lodged", None
    needs_officer(work, case)


def _go(work: Work, case: Case, move: Move, payload: dict[str, object], reason: str) -> None:
    if not reason:
        raise Refused(msg("Say why you step off."), "reason")
    row = SteppedOff(case_id=case.id, staff_id=work.actor.id, at=work.now, reason=reason)
    work.session.add(row)
    # Before the event: whose turn it is depends on whether a chair is left.
    work.session.flush()
    row.salt = casework.record(work, case, move, payload, reasons=reason).salt


def _others_decide(work: Work, case: Case) -> bool:
    """Whether somebody is left who can decide in the case's district once the acting person has gone."""
    gone = involvement.stepped_off(work.session, case.id) | {work.actor.id or 0}
    deciders = staff.holding(work.session, Role.DECIDER, work.today, case.district)
    return any(one.id not in gone for one in deciders)


def _heard_by_them(work: Work, case: Case) -> Appeal | None:
    appeal = hearings.open_one(work.session, case.id)
    return appeal if appeal is not None and appeal.officer_id == work.actor.id else None


def _leads(work: Work, case: Case) -> bool:
    newest = panels.newest(work.session, case.id)
    return chairs.is_led(case) and newest is not None and newest.meeting.chair_id == work.actor.id
