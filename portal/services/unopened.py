"""A letter that nobody opened becomes a task: somebody calls or writes (requirement C10).

The worker looks now and then. Looking twice, or two workers at once, opens one task.
"""

from portal.cases.civil import civil_date
from portal.cases.moves import OVER
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock, Term, count
from portal.documents.required import LetterKind
from portal.services import tasks
from portal.services.stopping import ABOUT_A_MEETING, POINTLESS
from portal.services.work import Office, Work
from portal.store import cases, letters, outbox
from portal.store.tables import Letter

# A later letter of a group says all that an earlier one still had to say. A decision, an outcome and whatever else
# carries a right is in none: each of these is told, s104(6) and (8).
REPLACING = (
    ABOUT_A_MEETING,
    frozenset({LetterKind.PAUSED, LetterKind.RESUMED}),
    frozenset({LetterKind.CHAIR_REPLACED}),
    frozenset({LetterKind.DRAFT_PLAN}),
    frozenset({LetterKind.MOVED}),
    frozenset({LetterKind.CONSENT_ASKED}),
)
# News that has no point once a case is over; the letter that says so waits to be opened itself.
ON_THE_WAY = POINTLESS | {
    LetterKind.ACKNOWLEDGEMENT,
    LetterKind.CHAIR_REPLACED,
    LetterKind.MOVED,
    LetterKind.REOPENED,
    LetterKind.CONSENT_ASKED,
    LetterKind.WAITING_FOR_CONSENT,
}
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
    """Whether somebody still has to be told: nobody is rung about news that newer news took the place of."""
    if one.state in OVER and one.kind in ON_THE_WAY:
        return False
    return not any(
        one.kind in kinds and letters.newer(work.session, one.letter_id, kinds) for kinds in REPLACING
    )


def _open(work: Work, one: outbox.Unopened) -> None:
    cases.lock(work.session, one.case_id)
    if work.session.get_one(Letter, one.letter_id).told_at is None:
        tasks.open_task(
            work, one.case_id, TaskKind.LETTER_UNOPENED, letter_id=one.letter_id, due_on=work.today
        )
