"""Reminds owner bodies of their actions: once some days before the day, and once when it has passed (requirement D7).

The worker looks now and then. Looking twice, or two workers at once, sends one reminder of each kind.
"""

from datetime import date, timedelta

from portal.cases.moves import OPEN, Move
from portal.cases.timetable import Clock, count
from portal.documents import messages
from portal.documents.letters import action_milestone
from portal.documents.letters.facts import Milestone
from portal.services import addresses, casework, letters, mailing, plans
from portal.services.work import Office, Work
from portal.store import actions, cases
from portal.store.tables import Body, Case, PlanAction

# Stands in the flags of a case with an action that is open past its day.
LATE = "action_late"
# Longer than any agreed time ahead, with weekends and holidays: the first sieve, not the rule.
FAR = timedelta(days=60)


def remind(office: Office) -> int:
    """Queue the reminders that are due today. Returns how many; each is a transaction of its own."""
    with office.work(write=False) as reading:
        found = actions.to_remind_of(reading.session, reading.today + FAR)
    queued = 0
    for action_id in found:
        with office.work() as writing:
            queued += _remind(writing, action_id)
    return queued


def _remind(work: Work, action_id: int) -> bool:
    _, _, case_id = actions.with_case(work.session, action_id)
    cases.lock(work.session, case_id)
    work.session.expire_all()
    action, body, _ = actions.with_case(work.session, action_id)
    case = work.session.get_one(Case, case_id)
    if action.state != "open" or case.state not in OPEN:
        return False
    if action.due_on < work.today:
        if action.reminded_late_at is not None:
            return False
        action.reminded_late_at = work.now
        _now_late(work, case, action, body)
    elif action.reminded_soon_at is None and is_soon(work, case, action.due_on):
        action.reminded_soon_at = work.now
    else:
        return False
    mailing.send(
        work,
        mailing.about(work, case, messages.action_for_owner, addresses.actions_for_body, body.email, body.id),
    )
    return True


def is_soon(work: Work, case: Case, due_on: date) -> bool:
    """Say whether today is within the agreed time before `due_on`; where none is agreed, nobody is reminded early."""
    agreed = work.partnership.timescale(Clock.ACTION_REMINDER)
    if agreed is None:
        return False
    closed = work.partnership.closed_days(case.district)
    return count(work.today, agreed.term, closed).due_on >= due_on


def _now_late(work: Work, case: Case, action: PlanAction, body: Body) -> None:
    """Show it on the worklist and tell the victim, as the outcome letter promised them."""
    case.flags = [*(flag for flag in case.flags if flag != LATE), LATE]
    casework.record(work, case, Move.UPDATE_ACTION, {"action": action.id, "by": "system", "progress": "late"})

    def facts(sheet: letters.Sheet) -> Milestone:
        return Milestone(
            action=plans.action_shown(action, body),
            change="late",
            changed_on=work.today,
            closing=letters.closing_of(work, case),
            view_link=sheet.link("action"),
            still_open=case.open_actions,
        )

    letters.write(work, case, lambda sheet: action_milestone(sheet.head, facts(sheet), sheet.say))
