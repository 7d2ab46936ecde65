"""The applicant's time to appeal: a row for each letter that told somebody, over when it was used or has passed.

The worker looks now and then which have passed. The right to ask for a late appeal stays (requirement E1).
"""

from datetime import date

from portal.cases.timetable import DAY, Clock
from portal.services import clocks
from portal.services.work import Office, Work
from portal.store import cases
from portal.store import clocks as rows
from portal.store.tables import Case, Deadline, Letter


def begin(work: Work, case: Case, letter: Letter) -> None:
    """Let the time begin on the day on which the reader of `letter` was told."""
    clocks.start(work, case, Clock.APPEAL_WINDOW, on=letter.told_on).letter_id = letter.id
    work.session.flush()


def use(work: Work, case: Case, letter_id: int | None, on: date) -> None:
    """The reader of a letter has appealed, on the day `on`: nobody waits for it. A late appeal leaves it as it is."""
    for row in _of_letter(work, case, letter_id) if letter_id else ():
        if row.met_on is None and row.ended_on is None and (row.due_on is None or on <= row.due_on):
            row.met_on = on
    work.session.flush()


def take_back(work: Work, case: Case, letter: Letter) -> None:
    """The letter told nobody after all: the time that began with it never did."""
    for row in _of_letter(work, case, letter.id):
        if row.ended_for != "came_back":
            row.met_on, row.ended_on, row.ended_for = None, work.today, "came_back"
    work.session.flush()


def look(office: Office) -> int:
    """End the rows whose last day has passed. Returns how many; each in a transaction of its own."""
    with office.work(write=False) as reading:
        found = rows.passed(reading.session, Clock.APPEAL_WINDOW, reading.today)
    for case_id, deadline_id in found:
        with office.work() as writing:
            cases.lock(writing.session, case_id)
            row = writing.session.get_one(Deadline, deadline_id)
            if row.met_on is None and row.ended_on is None and row.due_on is not None:
                row.ended_on, row.ended_for = row.due_on + DAY, "time_over"
    return len(found)


def _of_letter(work: Work, case: Case, letter_id: int) -> list[Deadline]:
    kept = rows.all_of(work.session, case.id)
    return [one for one in kept if one.clock == Clock.APPEAL_WINDOW and one.letter_id == letter_id]
