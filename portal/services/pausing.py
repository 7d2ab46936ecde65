"""Pauses the clocks of a case, lets them run again, and gives one of them more time (requirement C9)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused
from portal.cases.timetable import Clock, Counted, Term, count, days_still, put_later
from portal.documents import letters as papers
from portal.documents.letters.facts import MoreTime, Paused, Promise, Resumed, Step
from portal.policy import Action
from portal.services import casework, clocks, letters
from portal.services.work import Work
from portal.store import clocks as rows
from portal.store.tables import Case, Deadline, Pause
from portal.wording import msg

# What a letter promises for each clock. Only these can be given more time: what is the law's or protects the
# applicant cannot, and a window of theirs is not ours to change.
PROMISED: Final[Mapping[Clock, Step]] = {
    Clock.DECISION: "decision",
    Clock.PANEL: "meeting",
    Clock.OUTCOME: "outcome",
    Clock.UPDATE: "update",
    Clock.APPEAL_DECISION: "appeal",
}


def pause(work: Work, reference: str, reason: str) -> None:
    """Stop the clocks of a case because something is waited for; the applicant is told what.

    Raises NotNow when they stand still already or none of them runs.
    """
    case = casework.find(work, reference, Action.SET_CLOCKS)
    stop(work, case, reason)
    facts = Paused(work.today, reason, letters.closing_of(work, case))
    letters.write(work, case, lambda sheet: papers.paused(sheet.head, facts, sheet.say))


def stop(work: Work, case: Case, reason: str) -> Pause:
    """Stop the clocks without a letter of its own: whoever calls tells the applicant. Returns the pause."""
    if case.paused_since is not None:
        raise NotNow(msg("The clocks stand still already."))
    if not _that_stand_still(work, case):
        raise NotNow(msg("No clock runs that can be paused."))
    recorded = casework.record(work, case, Move.PAUSE, reasons=reason)
    case.paused_since = work.now
    begun = Pause(
        case_id=case.id,
        from_on=work.today,
        reason=reason,
        salt=recorded.salt,
        made_by=work.actor.id,
    )
    work.session.add(begun)
    work.session.flush()
    clocks.show_next(work, case)
    return begun


def resume(work: Work, reference: str) -> None:
    """Let the clocks run again; the days of the pause are left out of each, and the applicant gets the new days."""
    case = casework.find(work, reference, Action.SET_CLOCKS)
    run_again(work, case)


def run_again(work: Work, case: Case) -> None:
    """Let the clocks of a case that was found already run again. Raises NotNow when they do not stand still."""
    lasting = clocks.end_pause(work, case)
    if lasting is None:
        raise NotNow(msg("The clocks are running."))
    casework.record(work, case, Move.RESUME, {"days": (work.today - lasting.from_on).days})
    for deadline in _that_stand_still(work, case):
        _recount(work, case, deadline, lasting)
    work.session.flush()
    clocks.show_next(work, case)
    facts = Resumed(work.today, _promises(work, case), letters.closing_of(work, case))
    letters.write(work, case, lambda sheet: papers.resumed(sheet.head, facts, sheet.say))


def can_be_extended(work: Work, case: Case) -> list[Deadline]:
    """Return the running clocks of a case that can be given more time, the most urgent first.

    Not one that stands still: its new day would be promised to the applicant, and move once more with the pause.
    """
    still = clocks.STANDS_STILL if case.paused_since else frozenset()
    running = rows.running(work.session, case.id)
    return [one for one in running if one.clock in PROMISED and one.clock not in still and one.due_on]


def extend(work: Work, reference: str, deadline_id: int, due_on: date, reason: str) -> None:
    """Give one clock more time. The old deadline stays in the ledger; the applicant is told why and the new day.

    Raises Refused when the new day is not later, has passed, or the clock does not run.
    """
    case = casework.find(work, reference, Action.SET_CLOCKS)
    old = next((one for one in can_be_extended(work, case) if one.id == deadline_id), None)
    if old is None or old.due_on is None:
        raise Refused(msg("Choose a clock that is running."), "clock")
    if due_on <= old.due_on:
        raise Refused(msg("The new day must be later than the day that was set before."), "due_on")
    if due_on <= work.today:
        raise Refused(msg("The new day must lie in the future."), "due_on")
    recorded = casework.record(
        work, case, Move.EXTEND, {"deadline": old.id, "clock": old.clock}, reasons=reason
    )
    counted = {"set": due_on.isoformat(), "left_out": []}
    new = clocks.set_day(
        work, case, old.clock, due_on, "extended", of=old, started_on=old.started_on, counted=counted
    )
    new.reason, new.salt = reason, recorded.salt
    promise = Promise(PROMISED[Clock(old.clock)], due_on)
    facts = MoreTime(reason, old.due_on, promise, letters.closing_of(work, case))
    letters.write(work, case, lambda sheet: papers.more_time(sheet.head, facts, sheet.say))


def _that_stand_still(work: Work, case: Case) -> list[Deadline]:
    running = rows.running(work.session, case.id)
    return [one for one in running if one.clock in clocks.STANDS_STILL and one.body_key is None]


def _recount(work: Work, case: Case, old: Deadline, lasting: Pause) -> None:
    """Count a deadline anew without the days of the pause; one that had passed before it stays as it is.

    So does the day to look again at a decision that was put off: a person named it, and no length of time is counted.
    """
    if old.due_on is None or old.due_on < lasting.from_on or old.cause == "deferred":
        return
    closed = work.partnership.closed_days(case.district)
    this = _after(days_still(lasting.from_on, work.today), old.started_on)
    if "set" in old.counted:
        due_on = put_later(old.due_on, this, closed)
        stood = [[day.isoformat(), "paused"] for day in sorted(this)]
        counted = {**old.counted, "left_out": [*old.counted["left_out"], *stood]}
    else:
        again = _count(work, case, old, closed)
        due_on, counted = again.due_on, again.as_json()
    if due_on > old.due_on:
        clocks.set_day(
            work, case, old.clock, due_on, "paused", of=old, started_on=old.started_on, counted=counted
        )


def _count(work: Work, case: Case, old: Deadline, closed: frozenset[date]) -> Counted:
    every = (days_still(one.from_on, one.to_on) for one in rows.pauses(work.session, case.id) if one.to_on)
    still = _after(frozenset().union(*every), old.started_on)
    return count(old.started_on, Term(old.counted["n"], old.counted["unit"]), closed, still)


def _after(days: frozenset[date], start: date) -> frozenset[date]:
    return frozenset(day for day in days if day > start)


def _promises(work: Work, case: Case) -> tuple[Promise, ...]:
    return tuple(Promise(PROMISED[Clock(one.clock)], one.due_on) for one in _that_stand_still(work, case))
