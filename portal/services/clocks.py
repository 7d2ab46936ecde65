"""Starts and stops the clocks of a case. Each deadline shows how it was counted; unset ones stay "not yet agreed"."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from portal.cases.tasks import TaskKind
from portal.cases.timetable import THEIRS, Clock, Counted, count
from portal.services import tasks
from portal.services.work import Work
from portal.store import clocks
from portal.store.adding import add_all
from portal.store.tables import Case, Deadline, Pause

# What a pause stops: the steps that cannot be taken while something is missing. Never a body's own clock, never the
# applicant's windows, and never what protects them: first contact, risk, being told how it goes (process, clocks).
STANDS_STILL = frozenset({Clock.DECISION, Clock.PANEL, Clock.OUTCOME})
# Clocks that are the applicant's, not ours: they never make a case late.
OF_THE_APPLICANT = frozenset({Clock.APPEAL_WINDOW, Clock.PLAN_COMMENT})
# Nor do those of the organisations: each has its own, from the day on which it was asked.
NOT_OURS = OF_THE_APPLICANT | {Clock.RETURNS}


def forecast(work: Work, district: str, clock: Clock, start: date) -> Counted | None:
    """Count a clock of the partnership from `start`; None when it is not yet agreed."""
    timescale = work.partnership.timescale(clock)
    if timescale is None:
        return None
    closed = work.partnership.closed_days(district)
    return count(start, timescale.term, closed, theirs=clock in THEIRS)


def start(work: Work, case: Case, *wanted: Clock, on: date | None = None) -> Deadline:
    """Start the clocks `wanted`, today or on the day `on`, and show the case's next deadline anew.

    Returns the last one's deadline.
    """
    deadlines = [_deadline(work, case, clock, on) for clock in wanted]
    work.session.add_all(deadlines)
    show_next(work, case)
    return deadlines[-1]


def begin(
    work: Work,
    case: Case,
    *wanted: Clock,
    met: Collection[Clock],
    asked: Collection[str],
    on: date | None,
) -> dict[str, date | None]:
    """Start the first clocks of a case, today or on the day `on`; those in `met` stop at once: their step is taken.

    `asked` are the keys of the bodies that are asked now. The case has no others, so that nothing has to be read to
    show its next deadline. Returns when each of ours is due.
    """
    rows = [
        {
            **_counted(work, case, clock, on or work.today),
            "body_key": None,
            "met_on": work.today if clock in met else None,
        }
        for clock in wanted
    ]
    theirs = [{**row, "met_on": None} for row in _returns(work, case, asked)]
    add_all(work.session, Deadline, [*rows, *theirs])
    _show(case, sorted((Deadline(**row) for row in rows if row["met_on"] is None), key=clocks.urgency))
    return {row["clock"]: row["due_on"] for row in rows}


def start_instead(
    work: Work,
    case: Case,
    clock: Clock,
    of: Collection[Clock],
    on: date | None = None,
    *,
    cause: str | None = None,
) -> None:
    """Start `clock`, today or on the day `on`, in place of the one of `of` that runs.

    An appeal sent the case back before its step was done (no `cause`), or the code `cause` says why.
    """
    overtaken = [row for row in clocks.running(work.session, case.id) if row.clock in of]
    deadline = _deadline(work, case, clock, on)
    deadline.replaces_id = overtaken[0].id if overtaken else None
    deadline.cause = cause
    work.session.add(deadline)
    show_next(work, case)


def set_day(
    work: Work,
    case: Case,
    clock: str,
    due_on: date,
    cause: str,
    *,
    of: Deadline | None,
    started_on: date,
    counted: Mapping[str, Any] | None = None,
) -> Deadline:
    """Let `clock` be due on a day that is known, in place of the deadline `of`; the ledger keeps that one.

    `cause` says why (a code), `counted` how the day came about where it was counted.
    """
    deadline = Deadline(
        case_id=case.id,
        clock=clock,
        started_on=started_on,
        due_on=due_on,
        counted=dict(counted or {}),
        replaces_id=of.id if of is not None else None,
        cause=cause,
        made_by=work.staff_id,
        made_at=work.now,
    )
    work.session.add(deadline)
    work.session.flush()
    show_next(work, case)
    return deadline


def ask_bodies(work: Work, case: Case, keys: Collection[str]) -> None:
    """Start the clock of each body (by key) that is asked today what it holds, where a time for it is agreed."""
    add_all(work.session, Deadline, _returns(work, case, keys))


def body_answered(work: Work, case: Case, key: str) -> None:
    """Stop the clock of a body: it has answered."""
    for deadline in clocks.running(work.session, case.id):
        if deadline.clock == Clock.RETURNS and deadline.body_key == key:
            deadline.met_on = work.today
    _nobody_is_late(work, case)


def late_returns(work: Work, case: Case) -> list[Deadline]:
    """Return the running clocks of organisations that should have answered by now."""
    return [
        row
        for row in clocks.running(work.session, case.id)
        if row.clock == Clock.RETURNS and row.due_on is not None and row.due_on < work.today
    ]


def _nobody_is_late(work: Work, case: Case) -> None:
    """End the task to ask organisations that are late where none is any more."""
    if not late_returns(work, case):
        tasks.end_all(work, case.id, TaskKind.RETURN_LATE)


def ask_bodies_no_more(work: Work, case: Case, keys: Collection[str]) -> None:
    """Stop the clocks of bodies that do not have the case any more."""
    for deadline in clocks.running(work.session, case.id):
        if deadline.clock == Clock.RETURNS and deadline.body_key in keys:
            deadline.ended_on, deadline.ended_for = work.today, "taken_back"
    _nobody_is_late(work, case)


def _returns(work: Work, case: Case, keys: Collection[str]) -> list[dict[str, Any]]:
    counted = _counted(work, case, Clock.RETURNS, work.today)
    # Where no time is agreed there is none to keep: who has not answered stands on the case page anyway.
    return [{**counted, "body_key": key} for key in keys] if counted["due_on"] else []


def meet(work: Work, case: Case, *wanted: Clock, on: date | None = None) -> None:
    """Stop the running clocks `wanted`: what they waited for has happened today, or on the day `on`.

    A pause ends with the last clock that it held: the step was taken, so nothing is waited for any more.
    """
    running = clocks.running(work.session, case.id)
    for deadline in running:
        if deadline.clock in wanted:
            deadline.met_on = on or work.today
    still_running = [row for row in running if row.met_on is None]
    if case.paused_since and not any(row.clock in STANDS_STILL for row in still_running):
        end_pause(work, case)
    _show(case, still_running)


def end(work: Work, case: Case, clock: Clock, *, why: str) -> None:
    """Stop one running clock without its being met: what it waited for will not come, for `why` (a code)."""
    for deadline in clocks.running(work.session, case.id):
        if deadline.clock == clock:
            deadline.ended_on, deadline.ended_for = work.today, why
    if clock is Clock.RETURNS:
        _nobody_is_late(work, case)
    show_next(work, case)


def end_all(work: Work, case: Case, why: str, *, but: Collection[Clock] = ()) -> None:
    """Stop every running clock except `but`, because the case ends for `why` (a code). None of them was met."""
    for deadline in clocks.running(work.session, case.id):
        if deadline.clock not in but:
            deadline.ended_on, deadline.ended_for = work.today, why
    _nobody_is_late(work, case)
    end_pause(work, case)
    show_next(work, case)


def end_pause(work: Work, case: Case) -> Pause | None:
    """Let a pause end today, if one lasts, and return it."""
    lasting = clocks.lasting(work.session, case.id)
    if lasting is not None:
        lasting.to_on = work.today
    case.paused_since = None
    work.session.flush()
    return lasting


def _deadline(work: Work, case: Case, clock: Clock, on: date | None = None) -> Deadline:
    return Deadline(**_counted(work, case, clock, on or work.today))


def _counted(work: Work, case: Case, clock: Clock, started_on: date) -> dict[str, Any]:
    counted = forecast(work, case.district, clock, started_on)
    return {
        "case_id": case.id,
        "clock": clock,
        "started_on": started_on,
        "due_on": counted.due_on if counted else None,
        "counted": counted.as_json() if counted else {},
        "made_at": work.now,
    }


def show_next(work: Work, case: Case) -> None:
    """Show the case's next deadline anew, on its row. One that stands still is not next."""
    _show(case, clocks.running(work.session, case.id))


def _show(case: Case, running: Sequence[Deadline]) -> None:
    apart = NOT_OURS | STANDS_STILL if case.paused_since else NOT_OURS
    ours = [row for row in running if row.clock not in apart]
    case.due_on, case.due_clock = (ours[0].due_on, ours[0].clock) if ours and ours[0].due_on else (None, None)
