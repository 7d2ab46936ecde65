"""Asks the applicant something by letter, and takes their answer by its link or from an officer."""

from dataclasses import dataclass
from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, UnknownCase
from portal.cases.tasks import TaskKind
from portal.documents.letters import question as letter_of
from portal.documents.letters.facts import Asked
from portal.policy import Action
from portal.services import casework, keying, letters, notes, pausing, tasks
from portal.services.letters import Sheet
from portal.services.notes import NewNote
from portal.services.work import Work
from portal.store import clocks, questions
from portal.store.tables import Case, Question
from portal.wording import in_english, msg

WAITS_FOR = msg("We asked you a question in a letter and wait for your answer.")


@dataclass(frozen=True)
class ByLink:
    """What the page behind a link shows: the question, and whether it still waits for an answer."""

    question: Question
    open: bool


def ask(work: Work, reference: str, words: str, *, pauses: bool) -> None:
    """Put a question to the applicant by letter. With `pauses` the clocks stand still until the answer is there."""
    case = casework.find(work, reference, Action.ASK_APPLICANT)
    if any(
        one.words == words and one.answered_at is None for one in questions.of_case(work.session, case.id)
    ):
        return  # the same sent twice
    recorded = casework.record(work, case, Move.ASK, {"pauses": pauses}, reasons=words)
    stops = pauses and case.paused_since is None
    pause = pausing.stop(work, case, in_english(WAITS_FOR)) if stops else None
    asked = Question(
        case_id=case.id,
        words=words,
        salt=recorded.salt,
        pause_id=pause.id if pause else None,
        asked_at=work.now,
        asked_by=work.actor.id,
    )
    work.session.add(asked)
    work.session.flush()
    tasks.open_task(work, case.id, TaskKind.ANSWER_AWAITED)
    letters.write(work, case, lambda sheet: letter_of(sheet.head, _facts(work, sheet, asked), sheet.say))


def by_link(work: Work, token: str) -> ByLink:
    """Return the question behind a link. Raises UnknownCase."""
    _, asked = _behind(work, token)
    return ByLink(asked, asked.answered_at is None)


def answer_by_link(work: Work, token: str, words: str) -> None:
    """Keep what the applicant answered on their own page. Raises NotNow when there is another answer already."""
    case, asked = _behind(work, token)
    _keep(work, case, asked, words, ("link", work.today))


def find_to_key(work: Work, reference: str, question_id: int) -> tuple[Case, Question]:
    """Return a question whose answer the actor may key. Raises UnknownCase."""
    case = casework.find(work, reference, Action.ASK_APPLICANT)
    asked = questions.one(work.session, case.id, question_id)
    if asked is None:
        raise UnknownCase
    return case, asked


def key_answer(work: Work, reference: str, question_id: int, words: str, came: tuple[str, date]) -> None:
    """Keep an answer that somebody gave to an officer; `came` is how and on which day."""
    case, asked = find_to_key(work, reference, question_id)
    heard, told_on = came
    keying.check_told(work, heard, told_on)
    _keep(work, case, asked, words, came)


def of_case(work: Work, case: Case) -> list[Question]:
    """Return the questions of a case that wait for an answer."""
    return [one for one in questions.of_case(work.session, case.id) if one.answered_at is None]


def _facts(work: Work, sheet: Sheet, asked: Question) -> Asked:
    link = sheet.link("answer", question_id=asked.id)
    return Asked(asked.words or "", asked.pauses, link, letters.closing_of(work, sheet.case))


def _behind(work: Work, token: str) -> tuple[Case, Question]:
    case, link = casework.find_by_link(work, token, "answer", Action.ANSWER_QUESTION)
    asked = questions.one(work.session, case.id, link.question_id) if link.question_id else None
    if asked is None:
        raise UnknownCase
    return case, asked


def _keep(work: Work, case: Case, asked: Question, words: str, came: tuple[str, date]) -> None:
    heard, told_on = came
    if asked.answered_at is not None:
        if asked.answer == words:
            return  # the same sent twice
        raise NotNow(msg("There is already an answer to this question. Ring us to add to it."))
    asked.answer, asked.answered_how, asked.answered_at = words, heard, work.now
    asked.answered_by = work.staff_id
    both = f"{in_english(msg('We asked:'))}\n{asked.words}\n\n{in_english(msg('They answered:'))}\n{words}"
    note = NewNote(keying.NOTES.get(heard, "note"), "officers", told_on, both)
    notes.write(work, case, note, about={"question": asked.id})
    _go_on(work, case, asked)


def _go_on(work: Work, case: Case, asked: Question) -> None:
    """End the task to wait once no question waits, and have the answer read, unless whoever asked keyed it in.

    The clocks run again where the pause that lasts is the one that this question made.
    """
    if not of_case(work, case):
        tasks.end_all(work, case.id, TaskKind.ANSWER_AWAITED)
    if asked.answered_by != asked.asked_by:
        tasks.open_task(work, case.id, TaskKind.ANSWER_CAME, due_on=work.today)
    lasting = clocks.lasting(work.session, case.id)
    if lasting is not None and lasting.id == asked.pause_id:
        pausing.run_again(work, case)
