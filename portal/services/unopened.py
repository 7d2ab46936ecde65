"""A letter that nobody opened becomes a task: somebody calls or writes (requirement C10).

The worker looks now and then. Looking twice, or two workers at once, opens one task.
"""

from portal.cases.civil import civil_date
from portal.cases.moves import State
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock, Term, count
from portal.services import overtaken, tasks
from portal.services.work import Office, Work
from portal.store import cases, letters, outbox, people
from portal.store.tables import Letter

# A net for the office, promised to nobody: so it holds also where the partnership has not agreed its own.
PROPOSED = Term(5, "working_day")


def look(office: Office) -> int:
    """Open a task for each letter that waits longer than the partnership wants. Returns how many were opened.

    Day 0 is the day on which the mail left, or on which somebody last did such a task; it waits until the end of
    day N. Each letter is a transaction of its own, in which the case is locked and the letter looked at again.
    """
    with office.work(write=False) as reading:
        overdue = [
            one
            for one in outbox.mailed_but_untold(reading.session)
            if _is_overdue(reading, one) and _matters(reading, one)
        ]
    for one in overdue:
        with office.work() as writing:
            _open(writing, one)
    return len(overdue)


def _is_overdue(work: Work, one: outbox.Unopened) -> bool:
    agreed = work.partnership.timescale(Clock.UNOPENED)
    closed = work.partnership.closed_days(one.district)
    return work.today > count(civil_date(one.since), agreed.term if agreed else PROPOSED, closed).due_on


def _matters(work: Work, one: outbox.Unopened) -> bool:
    """Whether somebody still has to be told: nobody is rung about what counts no more, or who must not hear of it."""
    if one.letter.person_id is None:
        return False
    try:
        reader = people.reach(work.session, one.case_id, one.letter.person_id)
    except LookupError:  # they have no part in the case any more
        return False
    later = letters.later(work.session, one.letter.id)
    return overtaken.matters(one.letter, State(one.state), later, reader)


def _open(work: Work, one: outbox.Unopened) -> None:
    cases.lock(work.session, one.case_id)
    if work.session.get_one(Letter, one.letter.id).told_at is None:
        tasks.open_task(
            work, one.case_id, TaskKind.LETTER_UNOPENED, letter_id=one.letter.id, due_on=work.today
        )
