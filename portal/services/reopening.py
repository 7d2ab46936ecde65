"""Opens a case again, with a reason, at the step where work has to go on (requirement D8).

Nothing that was decided is undone or counted twice: figures count what happened, and opening again is no decision.
"""

from typing import Final, Literal

from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.table import MOVES
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.documents.letters import reopened
from portal.documents.letters.facts import Promise, Reopened, Step
from portal.policy import Action
from portal.services import (
    bodies,
    casework,
    clocks,
    first_steps,
    letters,
    notes,
    on_behalf,
    tasks,
    waiting_anew,
)
from portal.services.work import Work
from portal.store import assessments
from portal.store.tables import Case
from portal.wording import msg

At = Literal["call", "decision", "panel", "plan"]
MOVE: Final[dict[At, Move]] = {
    "call": Move.REOPEN_AT_CALL,
    "decision": Move.REOPEN_AT_DECISION,
    "panel": Move.REOPEN_AT_PANEL,
    "plan": Move.REOPEN_AT_PLAN,
}
# The clock that starts, and what the letter promises with it.
STARTS: Final[dict[At, tuple[Clock, Step]]] = {
    "call": (Clock.FIRST_CONTACT, "contact"),
    "decision": (Clock.DECISION, "decision"),
    "panel": (Clock.PANEL, "meeting"),
    "plan": (Clock.UPDATE, "update"),
}

# What asked somebody about the end that the case had come to.
ABOUT_ITS_END = (TaskKind.MEANT_TO_WITHDRAW, TaskKind.ASK_TO_SEND_ON)


def possible(work: Work, case: Case) -> tuple[At, ...]:
    """Return the steps at which `case` can be opened again.

    A decision only where there was an application: a mere call that somebody asked for goes on as that. A panel only
    where the threshold was once met, a plan only where a review was once concluded.
    """
    applied = assessments.newest(work.session, case.id) is not None
    been = {
        "call": not applied,
        "decision": applied,
        "panel": assessments.was_met(work.session, case.id),
        "plan": assessments.was_reviewed(work.session, case.id),
    }
    return tuple(at for at, move in MOVE.items() if (State(case.state), move) in MOVES and been[at])


def reopen(work: Work, reference: str, at: str, reasons: str) -> None:
    """Open a case again at a step. Its clock starts, and the applicant is told why and what happens next.

    Where the victim has not agreed it waits for their word again, and they are asked in a safe way instead.

    Raises Refused for a step that the case has not come to, NotNow when it is not over.
    """
    case = casework.find(work, reference, Action.REOPEN_CASE)
    fits = possible(work, case)
    if not fits:
        raise NotNow(msg("This case cannot be opened again where it stands now."))
    step = next((one for one in fits if one == at), None)
    if step is None:
        raise Refused(msg("Choose where the work goes on."), "at")
    recorded = casework.record(work, case, MOVE[step], {"at": step}, reasons=reasons)
    notes.keep_reason(work, case, recorded, reasons)
    case.closed_at, case.same_as_case_id = None, None
    for kind in ABOUT_ITS_END:
        tasks.end_all(work, case.id, kind)
    if step == "decision" and on_behalf.waits(work, case):
        waiting_anew.wait(work, case)
        return
    clocks.start_instead(work, case, STARTS[step][0], of=(Clock.UPDATE,), cause="reopened")
    if step != "call":
        first_steps.begin_again(work, case, anew=False)
        bodies.make_available(work, case)
    facts = _facts(work, case, step, reasons)
    letters.write(work, case, lambda sheet: reopened(sheet.head, facts, sheet.say))


def _facts(work: Work, case: Case, step: At, reasons: str) -> Reopened:
    clock, promise = STARTS[step]
    counted = clocks.forecast(work, case.district, clock, work.today)
    return Reopened(
        reopened_on=work.today,
        reasons=reasons,
        step=step,
        after_appeal=False,
        promises=(Promise(promise, counted.due_on if counted else None),),
        closing=letters.closing_of(work, case),
    )
