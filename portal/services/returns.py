"""An organisation that has not said in time what it holds on the reports becomes a task: somebody asks it.

The worker looks now and then. The clock is the organisation's own and never makes a case late by itself (process,
clocks); so without this nobody would notice. `services.clocks` ends the task with the last clock that is late.
"""

from portal.cases.civil import civil_date
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock, Term, count
from portal.services import clocks, tasks
from portal.services.work import Office, Work
from portal.store import cases
from portal.store import clocks as rows
from portal.store import tasks as task_rows
from portal.store.tables import Case

# Somebody asked and nothing came: they ask again. A net for the office, promised to nobody.
AGAIN = Term(5, "working_day")


def look(office: Office) -> int:
    """Open a task in each case in which an organisation is late. Returns how many; each by itself."""
    with office.work(write=False) as reading:
        found = {case_id for case_id, _ in rows.passed(reading.session, Clock.RETURNS, reading.today)}
        due = [case_id for case_id in sorted(found) if _is_due(reading, case_id)]
    for case_id in due:
        with office.work() as writing:
            cases.lock(writing.session, case_id)
            if _is_due(writing, case_id):
                tasks.open_task(writing, case_id, TaskKind.RETURN_LATE, due_on=writing.today)
    return len(due)


def _is_due(work: Work, case_id: int) -> bool:
    """Whether somebody has to ask: one is late, and nobody was told so, or it was some time ago."""
    case = work.session.get_one(Case, case_id)
    late = clocks.late_returns(work, case)
    last = task_rows.newest(work.session, case_id, TaskKind.RETURN_LATE)
    if not late or last is None:
        return bool(late)
    if last.done_at is None:
        return False
    if any(row.due_on is not None and row.due_on >= civil_date(last.made_at) for row in late):
        return True
    closed = work.partnership.closed_days(case.district)
    return work.today > count(civil_date(last.done_at), AGAIN, closed).due_on
