"""Moves a case to where the behaviour happens: another district of the partnership, or another area (A7).

The first received date is never lost: it stays with the case, and the letter names it.
"""

from dataclasses import dataclass

from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.documents.letters import moved, moved_out
from portal.documents.letters.facts import Moved, MovedOut, Promise
from portal.policy import Action
from portal.services import bodies, casework, handing_over, letters, notes, stopping, tasks, waiting_anew
from portal.services.pausing import PROMISED
from portal.services.work import Work
from portal.store import bodies as body_rows
from portal.store import clocks as clock_rows
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Case
from portal.wording import in_english, msg


@dataclass(frozen=True)
class Elsewhere:
    """Who outside the partnership takes a case on, how to reach them, and why it is theirs."""

    authority: str
    reach: str
    reason: str


def to_district(work: Work, reference: str, district: str, reason: str) -> None:
    """Move a case to another district of the partnership.

    Bodies that have no part in the new district no longer see it, those of the new one get it, and the contact is
    named anew. The applicant is told once bodies have the application at all.
    """
    case = casework.find(work, reference, Action.MOVE_CASE)
    if case.district == UNKNOWN_DISTRICT:
        raise NotNow(msg("Nobody knows the district of this application yet. Put it into its district."))
    if district not in {one.key for one in work.partnership.districts}:
        raise Refused(msg("Choose a district."), "district")
    if district == case.district:
        raise Refused(msg("The application is in this district already."), "district")
    was, case.district = case.district, district
    payload = {"district": district, "was": was}
    recorded = casework.record(work, case, Move.MOVE_DISTRICT, payload, reasons=reason)
    notes.keep_reason(work, case, recorded, reason)
    case.contact_staff_id = None
    tasks.open_task(work, case.id, TaskKind.NAME_CONTACT_ANEW)
    handing_over.tell_district(work, case)
    if case.state != State.RECEIVED:
        # No body has it yet. Only who was asked whether they agree was told which organisations would see it.
        waiting_anew.other_bodies(work, case)
        return
    _hand_over(work, case)
    facts = Moved(
        moved_on=work.today,
        applied_on=case.applied_on,
        district=work.partnership.district(district).name,
        reasons=reason,
        bodies=tuple(one.body.name for one in body_rows.of_case(work.session, case.id)),
        promises=_promises(work, case),
        closing=letters.closing_of(work, case),
    )
    letters.write(work, case, lambda sheet: moved(sheet.head, facts, sheet.say))


def out_of_area(work: Work, reference: str, to: Elsewhere) -> None:
    """Close a case that another area has to deal with. The applicant is told who, and asked whether to send it on."""
    case = casework.find(work, reference, Action.MOVE_CASE)
    says = in_english(msg("Another area has to deal with it: %(authority)s, %(reach)s")) % {
        "authority": to.authority,
        "reach": to.reach,
    }
    words = f"{says}\n\n{to.reason}"
    recorded = casework.record(work, case, Move.MOVE_OUT, {}, reasons=words)
    notes.keep_reason(work, case, recorded, words)
    stopping.stop(work, case, "moved")
    bodies.take_back(work, case)
    tasks.open_task(work, case.id, TaskKind.ASK_TO_SEND_ON)
    letters.write(work, case, lambda sheet: moved_out(sheet.head, _out(work, sheet, to), sheet.say))


def _out(work: Work, sheet: letters.Sheet, to: Elsewhere) -> MovedOut:
    return MovedOut(
        moved_on=work.today,
        applied_on=sheet.case.applied_on,
        authority=to.authority,
        reach=to.reach,
        reasons=to.reason,
        challenge=letters.challenge(work, sheet),
        closing=letters.closing_of(work, sheet.case),
    )


def _hand_over(work: Work, case: Case) -> None:
    stay = {body.key for body in bodies.relevant(work, case)}
    passed = body_rows.of_case(work.session, case.id)
    bodies.take_back_from(work, case, [one for one in passed if one.body.key not in stay])
    bodies.make_available(work, case)


def _promises(work: Work, case: Case) -> tuple[Promise, ...]:
    """What was promised still holds: the clocks run on from the first date."""
    running = clock_rows.running(work.session, case.id)
    said = [one for one in running if one.clock == Clock.DECISION]
    return tuple(Promise(PROMISED[Clock(one.clock)], one.due_on) for one in said)
