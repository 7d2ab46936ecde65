"""Records when somebody was told what a letter says: they opened it, it was posted, or an officer told them (C10)."""

from datetime import date

from portal.cases.moves import Move, State
from portal.cases.refusals import Refused, UnknownCase
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.documents.required import LetterKind
from portal.policy import Action
from portal.services import appeal_windows, casework, clocks, tasks
from portal.services.letters import CHALLENGEABLE
from portal.services.work import Work
from portal.store import letters, outbox, panels, people
from portal.store.tables import Case, Letter
from portal.wording import msg

BY_AN_OFFICER = ("read_out", "handed_over", "interpreted")


def open_by_link(work: Work, token: str) -> Letter:
    """Record that the reader opened the letter behind `token`, which counts as told. Raises UnknownCase."""
    letter, case = _behind(work, token)
    tell(work, case, letter, "opened")
    return letter


def read_by_link(work: Work, token: str) -> Letter:
    """Return the letter behind `token`, for showing it. Changes nothing. Raises UnknownCase."""
    return _behind(work, token)[0]


def find_to_tell(work: Work, reference: str, public_id: str) -> tuple[Case, Letter]:
    """Return a letter of a case on which the actor may record that it was told. Raises UnknownCase."""
    case = casework.find(work, reference, Action.RECORD_TOLD)
    letter = letters.by_public_id(work.session, case.id, public_id)
    if letter is None:
        raise UnknownCase
    return case, letter


def record_told(
    work: Work, reference: str, public_id: str, how: str, *, understood: bool | None = None
) -> None:
    """Record that a letter was read out, handed over or interpreted by the acting officer.

    `understood` must be answered where the reader has a need because of which a letter in English may have told them
    nothing (requirements A8, C10). Posting is recorded with its day in `services.posting`.
    """
    case, letter = find_to_tell(work, reference, public_id)
    if how not in BY_AN_OFFICER:
        raise Refused(msg("Choose how they were told."), "how")
    if unreadable(work, case, letter):
        if understood is None:
            raise Refused(msg("Say whether they understand what the letter says."), "understood")
        if not understood:
            raise Refused(
                msg("Then they do not count as told yet. Arrange what they need, and record it after that."),
                "understood",
            )
    tell(work, case, letter, how, understood=True)


def died_since(work: Work, case: Case, letter: Letter) -> bool:
    """Say whether the reader of a letter has died since it was written."""
    found = [one for one in people.of_case(work.session, case.id) if one.person.id == letter.person_id]
    return any(one.outlived(letter.made_at) for one in found)


def unreadable(work: Work, case: Case, letter: Letter) -> tuple[TaskKind, ...]:
    """Return the needs of its reader because of which a letter in English may tell them nothing."""
    role = people.role(work.session, case.id, letter.person_id)
    return tasks.unreadable_for(work, case) if role == people.VICTIM else ()


def tell(
    work: Work,
    case: Case,
    letter: Letter,
    how: str,
    *,
    on: date | None = None,
    understood: bool = False,
) -> None:
    """Record that a letter reached its reader, and start the time to appeal on the day `on` (None: today).

    It does not count as told while nobody knows whether they understand it (C10): then that is a person's task.
    """
    if letter.told_at is not None:
        return
    if not understood and unreadable(work, case, letter):
        tasks.open_task(work, case.id, TaskKind.UNDERSTOOD, letter_id=letter.id, once=True)
        return
    letter.told_at, letter.told_how, letter.told_on = work.now, how, on or work.today
    letter.told_by = work.staff_id
    casework.record(work, case, Move.TELL, {"letter": letter.id, "kind": letter.kind, "how": how})
    if letter.kind in CHALLENGEABLE:
        appeal_windows.begin(work, case, letter)
    if letter.kind == LetterKind.DRAFT_PLAN:
        _give_time_to_comment(work, case, letter.told_on)
    tasks.end_about_letter(work, letter.id)
    if how != "opened":
        outbox.settle_by_hand(work.session, letter.id, work.now)


def _give_time_to_comment(work: Work, case: Case, told_on: date) -> None:
    """Who learns of the draft plan later has as much longer to comment; no day is brought forward."""
    newest = panels.newest(work.session, case.id)
    until = newest.meeting.comment_by if newest else None
    counted = clocks.forecast(work, case.district, Clock.PLAN_COMMENT, told_on)
    waits = State(case.state) is State.DRAFT_PLAN and newest is not None and not newest.comments
    if not waits or newest is None or until is None or counted is None or counted.due_on <= until:
        return
    clocks.start_instead(work, case, Clock.PLAN_COMMENT, of=(Clock.PLAN_COMMENT,), on=told_on, cause="told")
    newest.meeting.comment_by = counted.due_on


def _behind(work: Work, token: str) -> tuple[Letter, Case]:
    case, link = casework.find_by_link(work, token, "letter", Action.READ_LETTER)
    letter = work.session.get(Letter, link.letter_id)
    if letter is None:
        raise UnknownCase
    return letter, case
