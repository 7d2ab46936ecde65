"""What must happen soon after an application came: somebody speaks with the applicant, and the risk is assessed.

A case that opens again needs both again where they were never done, docs/decisions/0011 and 0016.
"""

from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import Refused
from portal.cases.timetable import Clock
from portal.policy import Action
from portal.services import casework, clocks, notes, on_behalf
from portal.services.keying import check_day
from portal.services.work import Work
from portal.store import clocks as rows
from portal.store.tables import Case
from portal.wording import msg

# Flags for which the risk cannot wait (requirement C12).
URGENT = frozenset({"danger_words", "hate", "vulnerable", "share_home", on_behalf.WORRIED})
OF_CARE = {
    "first_contact": frozenset({Clock.FIRST_CONTACT}),
    "risk": frozenset({Clock.RISK, Clock.RISK_FLAGGED}),
}


def first_contact_made(work: Work, reference: str, on: date | None = None) -> None:
    """Record that the contact has spoken with the applicant (C5), today or on the day `on`. Twice is once.

    A note says what was said. Raises Refused for a day on which it cannot have been.
    """
    case = casework.find(work, reference, Action.NAME_CONTACT)
    _done(work, case, Move.FIRST_CONTACT, OF_CARE["first_contact"], on or work.today)


def risk_assessed(work: Work, reference: str, on: date | None = None) -> None:
    """Record that the risk to the applicant was assessed (C12), today or on the day `on`. Twice is once.

    A note says what was found. Raises Refused for a day on which it cannot have been.
    """
    case = casework.find(work, reference, Action.ASSESS_RISK)
    _done(work, case, Move.ASSESS_RISK, OF_CARE["risk"], on or work.today)


def never_done(work: Work, case: Case) -> tuple[str, ...]:
    """Return which of the two (keys of OF_CARE) nobody ever recorded in `case`."""
    met = {row.clock for row in rows.all_of(work.session, case.id) if row.met_on is not None}
    return tuple(name for name, wanted in OF_CARE.items() if not wanted & met)


def explain_never_done(work: Work, case: Case, why: str) -> None:
    """Keep for officers why somebody closes a case in which one of the two was never recorded.

    Raises Refused without a reason: a person who was at risk and never spoken to must not be closed in passing.
    """
    if not never_done(work, case):
        return
    if not why:
        raise Refused(msg("Say why this was never done, or record it first."), "never_done")
    notes.write(work, case, notes.for_officers(work, why))


def risk_clock(case: Case) -> Clock:
    """Return the clock by which the risk to the applicant of `case` has to be assessed."""
    return Clock.RISK_FLAGGED if URGENT & set(case.flags) else Clock.RISK


def begin_again(work: Work, case: Case, *, anew: bool) -> None:
    """Let first contact and risk be due again, from today: those never done, with `anew` both. What runs stays."""
    running = {row.clock for row in rows.running(work.session, case.id)}
    never = never_done(work, case)
    for name, wanted in OF_CARE.items():
        if not wanted & running and (anew or name in never):
            clocks.start(work, case, Clock.FIRST_CONTACT if name == "first_contact" else risk_clock(case))


def _done(work: Work, case: Case, move: Move, wanted: frozenset[Clock], on: date) -> None:
    found = [row for row in rows.running(work.session, case.id) if row.clock in wanted]
    if not found:
        return
    check_day(work, on, "done_on")
    if on < case.applied_on:
        raise Refused(msg("The day cannot be before the application."), "done_on")
    again = any(row.clock in wanted and row.ended_on for row in rows.all_of(work.session, case.id))
    if again and on < found[0].started_on:
        raise Refused(msg("The day cannot be before the case was opened again."), "done_on")
    casework.record(work, case, move, {"on": on.isoformat()})
    clocks.meet(work, case, *wanted, on=on)
