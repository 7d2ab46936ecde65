"""An appeal is given to somebody who took no part in the case, and whose office took none; they read the papers."""

from dataclasses import dataclass
from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.documents.letters import appeal_accepted
from portal.documents.letters.facts import AppealAccepted
from portal.policy import Action, Role
from portal.services import casefile, casework, clocks, independence, letters, stepping_off
from portal.services.independence import Fit
from portal.services.waiting_appeals import has_officer, waits_for_officer
from portal.services.work import Work
from portal.store import hearings, panels, staff
from portal.store.tables import Appeal, Case, Recommendation, Staff
from portal.wording import msg


@dataclass(frozen=True)
class Papers:
    """What an appeal officer reads: the appeal, the day to decide it by, and the case as it was decided."""

    appeal: Appeal
    case: Case
    shown: casefile.CaseShown
    recommended: list[Recommendation]
    due_on: date | None


def fit_to_hear(work: Work, case: Case) -> list[Fit]:
    """Return the appeal officers, each with what is known against their independence (requirements D2, E2)."""
    officers = staff.holding(work.session, Role.APPEAL_OFFICER, work.today)
    return independence.weigh(work, case, officers, "appeal officer")


def who_can_hear(work: Work, case: Case) -> list[Staff]:
    """Return the appeal officers against whom nothing stands: neither the person nor their office took part."""
    return [one.person for one in fit_to_hear(work, case) if not one.hard]


def assign(work: Work, reference: str, number: int, officer_id: int, independence: str) -> None:
    """Accept an appeal and give it to an officer who is independent in person and office, which is enforced.

    Given back by its officer, or with one who cannot hear it any more, it goes to another one; its clock goes on.
    Raises NotNow for a late appeal that nobody has admitted yet.
    """
    case = casework.find(work, reference, Action.ACCEPT_APPEAL)
    appeal = appeal_of(work, case, number)
    _check_officer(work, case, officer_id)
    if not waits_for_officer(work, case, appeal):
        raise Refused(msg("This appeal has already been given to an officer."), "officer")
    if appeal.late and appeal.late_result is None:
        raise NotNow(msg("This appeal came late. Say first whether it is heard all the same."))
    running = hearings.deadline(work.session, case.id)
    if running is None:
        casework.record(work, case, Move.ACCEPT_APPEAL, {"number": number})
    casework.record(work, case, Move.ASSIGN_APPEAL, {"number": number, "officer": officer_id})
    appeal.state, appeal.officer_id = "assigned", officer_id
    has_officer(work, case)
    deadline = running or clocks.start(work, case, Clock.APPEAL_DECISION)
    officer = work.session.get_one(Staff, officer_id)
    accepted = AppealAccepted(
        accepted_on=work.today,
        about=appeal.stage,  # type: ignore[arg-type]
        officer=officer.name,
        office=officer.office or "",
        independence=independence,
        decide_by=deadline.due_on,
        closing=letters.closing_of(work, case),
        late_reason=appeal.late_reason if appeal.late else None,
        instead=running is not None,
    )
    letters.write(work, case, lambda sheet: appeal_accepted(sheet.head, accepted, sheet.say))


def step_off(work: Work, reference: str, number: int, reason: str) -> None:
    """Give an appeal back, for the officer's own reason: the office finds another. Raises NotNow once it is over."""
    case = casework.find(work, reference, Action.STEP_OFF_APPEAL)
    appeal = own_appeal(work, case, number)
    if appeal.state != "assigned":
        raise NotNow(msg("This appeal is over."))
    stepping_off.step_off_appeal(work, case, appeal, reason)


def open_papers(work: Work, reference: str, number: int) -> Papers:
    """Return what the assigned officer reads, and write down that they looked. Raises UnknownCase."""
    papers = read_papers(work, reference, number)
    casefile.look(work, papers.case, Action.SEE_APPEAL)
    return papers


def read_papers(work: Work, reference: str, number: int) -> Papers:
    """Return the same papers once more, to show them beside a form that was sent."""
    case = casework.find(work, reference, Action.SEE_APPEAL)
    appeal = own_appeal(work, case, number)
    recommended = hearings.recommendations(work.session, appeal.id)
    deadline = hearings.deadline(work.session, case.id)
    due_on = deadline.due_on if deadline else None
    return Papers(appeal, case, casefile.gather(work, case), recommended, due_on)


def appeal_of(work: Work, case: Case, number: int) -> Appeal:
    """Return one appeal of a case. Raises UnknownCase."""
    appeal = panels.appeal(work.session, case.id, number)
    if appeal is None:
        raise UnknownCase
    return appeal


def own_appeal(work: Work, case: Case, number: int) -> Appeal:
    """Return an appeal that was given to the acting officer. Raises UnknownCase."""
    appeal = appeal_of(work, case, number)
    if appeal.officer_id != work.actor.id:
        raise UnknownCase
    return appeal


def _check_officer(work: Work, case: Case, officer_id: int) -> None:
    found = {one.person.id: one for one in fit_to_hear(work, case)}
    if officer_id not in found:
        raise Refused(msg("Choose an appeal officer from the list."), "officer")
    if found[officer_id].hard:
        raise Refused(
            msg(
                "This person, or the office they work in, has already dealt with the case. "
                "Choose somebody who has not."
            ),
            "officer",
        )
