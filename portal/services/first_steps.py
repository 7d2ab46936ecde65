"""What must happen soon after an application came: somebody speaks with the applicant, and the risk is assessed.

A case that opens again needs both again where they were never done, docs/decisions/0011 and 0016.
"""

from portal.cases.moves import Move
from portal.cases.timetable import Clock
from portal.policy import Action
from portal.services import casework, clocks, on_behalf
from portal.services.work import Work
from portal.store import clocks as rows
from portal.store.tables import Case

# Flags for which the risk cannot wait (requirement C12).
URGENT = frozenset({"danger_words", "hate", "vulnerable", "share_home", on_behalf.WORRIED})
OF_CARE = (frozenset({Clock.FIRST_CONTACT}), frozenset({Clock.RISK, Clock.RISK_FLAGGED}))


def first_contact_made(work: Work, reference: str) -> None:
    """Record that the contact has spoken with the applicant (C5). A note says what was said. Twice is once."""
    case = casework.find(work, reference, Action.NAME_CONTACT)
    _done(work, case, Move.FIRST_CONTACT, Clock.FIRST_CONTACT)


def risk_assessed(work: Work, reference: str) -> None:
    """Record that the risk to the applicant was assessed (C12). A note says what was found. Twice is once."""
    case = casework.find(work, reference, Action.ASSESS_RISK)
    _done(work, case, Move.ASSESS_RISK, Clock.RISK, Clock.RISK_FLAGGED)


def risk_clock(case: Case) -> Clock:
    """Return the clock by which the risk to the applicant of `case` has to be assessed."""
    return Clock.RISK_FLAGGED if URGENT & set(case.flags) else Clock.RISK


def begin_again(work: Work, case: Case, *, anew: bool) -> None:
    """Let first contact and risk be due again, from today: those never done, with `anew` both. What runs stays."""
    kept = rows.all_of(work.session, case.id)
    running = {row.clock for row in rows.running(work.session, case.id)}
    for wanted in OF_CARE:
        done = any(row.clock in wanted and row.met_on is not None for row in kept)
        if not wanted & running and (anew or not done):
            first = Clock.FIRST_CONTACT in wanted
            clocks.start(work, case, Clock.FIRST_CONTACT if first else risk_clock(case))


def _done(work: Work, case: Case, move: Move, *wanted: Clock) -> None:
    if any(one.clock in wanted for one in rows.running(work.session, case.id)):
        casework.record(work, case, move)
        clocks.meet(work, case, *wanted)
