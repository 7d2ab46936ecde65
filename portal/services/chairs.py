"""The chair of a panel: who can be, why they are independent or not, and another one in their place."""

from dataclasses import dataclass

from portal.cases.moves import OVER, Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.tasks import TaskKind
from portal.cases.turns import Turn
from portal.documents.letters import chair_replaced, facts
from portal.documents.letters.facts import ChairReplaced
from portal.policy import Action, Role
from portal.services import casework, independence, letters, tasks
from portal.services.independence import Fit
from portal.services.work import Office, Work
from portal.store import cases, involvement, panels, staff
from portal.store.panels import Sitting
from portal.store.tables import Case
from portal.wording import msg

# Stands in the flags of a case whose chair is gone, until another one is named.
NEEDS_CHAIR = "needs_chair"
# Here somebody has to lead what comes next. Before, the next meeting gets a chair of its own anyway.
LED = (State.PANEL_SET, State.DRAFT_PLAN, State.CONCLUDED)


@dataclass(frozen=True)
class NewChair:
    """Who chairs from now on. One who is not independent needs a reason, which the victim reads."""

    chair_id: int
    independent: bool
    reason: str


def fit(work: Work, case: Case) -> list[Fit]:
    """Return who can chair in the case's district, each with what is known against it (requirement D2)."""
    held = staff.holding(work.session, Role.CHAIR, work.today, case.district)
    return independence.weigh(work, case, held, "chair")


def check(work: Work, case: Case, new: NewChair) -> None:
    """Refuse a chair who is none, or who is called independent while something stands against it (D2)."""
    found = {one.person.id: one for one in fit(work, case)}
    if new.chair_id not in found:
        raise Refused(msg("Choose a chair from the list."), "chair")
    if new.independent and found[new.chair_id].hard:
        raise Refused(
            msg(
                "This person has already dealt with the case, or works where it was decided, so they are not "
                "independent. Say why they chair."
            ),
            "chair_independent",
        )
    if not new.reason:
        raise Refused(
            msg("Say why the chair is independent, or why no independent chair could be found."),
            "chair_reason",
        )


def replace(work: Work, reference: str, new: NewChair) -> None:
    """Name another chair for the newest meeting and write to the victim, whose last letter names the old one.

    Raises Refused for the chair it has, NotNow when no meeting is set.
    """
    case = casework.find(work, reference, Action.REPLACE_CHAIR)
    sitting = panels.newest(work.session, case.id)
    if sitting is None:
        raise NotNow(msg("No meeting has been set for this case yet."))
    if new.chair_id == sitting.meeting.chair_id:
        raise Refused(msg("This person chairs already. Choose another one."), "chair")
    check(work, case, new)
    meeting, before = sitting.meeting, sitting.meeting.chair_id
    meeting.chair_id, meeting.chair_independent, meeting.chair_reason = (
        new.chair_id,
        new.independent,
        new.reason,
    )
    work.session.flush()
    casework.record(
        work, case, Move.REPLACE_CHAIR, {"meeting": meeting.id, "chair": new.chair_id, "before": before}
    )
    found(work, case)
    now = panels.newest(work.session, case.id)
    if now is None:
        raise NotNow(msg("No meeting has been set for this case yet."))
    changed = ChairReplaced(
        changed_on=work.today,
        meeting_day=meeting.meets_on,
        held=meeting.state != "set",
        chair=shown(now),
        closing=letters.closing_of(work, case),
    )
    letters.write(work, case, lambda sheet: chair_replaced(sheet.head, changed, sheet.say))


def is_led(case: Case) -> bool:
    """Say whether somebody has to lead a case: what comes next, or the actions that outlive it (decision 0016)."""
    state = State(case.state)
    return state in LED or (state in OVER and case.open_actions > 0)


def look(office: Office) -> int:
    """Let the office name another chair where one has left or chairs no more. Returns in how many cases.

    The worker looks now and then; each case is a transaction of its own.
    """
    with office.work(write=False) as reading:
        stranded = involvement.led_by_nobody(reading.session, LED, reading.today)
        new = [one.id for one in stranded if is_led(one) and NEEDS_CHAIR not in one.flags]
    for case_id in new:
        with office.work() as writing:
            cases.lock(writing.session, case_id)
            case = writing.session.get_one(Case, case_id)
            if is_led(case) and involvement.nobody_leads(writing.session, case.id, writing.today):
                needed(writing, case)
    return len(new)


def needed(work: Work, case: Case) -> None:
    """Nobody leads the case any more: the office has to name another chair."""
    tasks.open_task(work, case.id, TaskKind.NEEDS_CHAIR, due_on=work.today)
    case.flags = [*(flag for flag in case.flags if flag != NEEDS_CHAIR), NEEDS_CHAIR]
    case.whose_turn = Turn.OFFICE


def found(work: Work, case: Case) -> None:
    """Somebody leads the case again: nobody has to be found any more."""
    case.flags = [flag for flag in case.flags if flag != NEEDS_CHAIR]
    tasks.end_all(work, case.id, TaskKind.NEEDS_CHAIR)


def shown(sitting: Sitting) -> facts.Chair:
    """Return the chair of a sitting as letters show them, with their independence."""
    meeting = sitting.meeting
    return facts.Chair(
        sitting.chair.name,
        sitting.chair.office or "",
        meeting.chair_reason or "",
        independent=meeting.chair_independent,
    )
