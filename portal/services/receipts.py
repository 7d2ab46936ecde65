"""The receipt of an application: what was received, when it counts from, who sees it, and what follows by when."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from portal.cases.timetable import Clock
from portal.documents.letter import Letter
from portal.documents.letters import acknowledgement
from portal.documents.letters.facts import Answer, AnswerPage, Promise, Receipt, Step
from portal.journeys.application import APPLICATION, ON_BEHALF
from portal.journeys.application.acting import REACHING_THEM
from portal.journeys.pages import FrozenAnswer as Frozen
from portal.services import bodies, letters
from portal.services.work import Work
from portal.store import answers, clocks
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.people import REPRESENTATIVE, Reach
from portal.store.tables import Case, FrozenAnswer
from portal.wording import Translator, msg

Kept = Frozen | FrozenAnswer  # an answer as it was just frozen, or read back from its row
Due = Mapping[str, date | None]
"""The day on which each running clock is due; None where its length is not agreed."""
PROMISED: tuple[tuple[Step, Clock], ...] = (("contact", Clock.FIRST_CONTACT), ("decision", Clock.DECISION))


def acknowledge(work: Work, case: Case) -> None:
    """Write to everybody who gets the notices of a case that it was received and who sees it."""
    write(work, case, answers.of_case(work.session, case.id), None, days_due(work, case))


def days_due(work: Work, case: Case) -> Due:
    """Return when each running clock of a case is due: a letter promises the day that the clock itself keeps."""
    return {row.clock: row.due_on for row in clocks.running(work.session, case.id)}


def write(work: Work, case: Case, frozen: Sequence[Kept], readers: Sequence[Reach] | None, due: Due) -> None:
    """Write the receipt to `readers`, or when None to everybody who gets the notices of the case."""
    letters.write(work, case, lambda sheet: _compose(work, case, frozen, due, sheet), to=readers)


def said_once(frozen: Sequence[Kept]) -> dict[str, Any]:
    """Return the stored values of the questions that are asked once."""
    return {one.question_id: one.value for one in frozen if one.group_index is None}


def _compose(work: Work, case: Case, frozen: Sequence[Kept], due: Due, sheet: letters.Sheet) -> Letter:
    applicant = _applicant(frozen, sheet)
    receipt = Receipt(
        received_on=case.applied_on,
        bodies=tuple(body.name for body in bodies.relevant(work, case)),
        promises=tuple(Promise(step, due[clock]) for step, clock in PROMISED if clock in due),
        answers=_pages(frozen, sheet.say, without=REACHING_THEM if applicant else ()),
        closing=letters.closing_of(work, case, said_once(frozen)),
        channel=case.channel,  # type: ignore[arg-type]
        applicant=applicant,
        placed=case.district != UNKNOWN_DISTRICT,
    )
    return acknowledgement(sheet.head, receipt, sheet.say)


def _applicant(frozen: Sequence[Kept], sheet: letters.Sheet) -> str | None:
    """Return who applied for the reader of a letter; None when the words in it are the reader's own."""
    given = said_once(frozen)
    if not ON_BEHALF.holds(given) or (sheet.reach.role == REPRESENTATIVE and not sheet.beside):
        return None
    return given.get("rep_name") or sheet.say(msg("Somebody who acts for you"))


def _pages(frozen: Sequence[Kept], say: Translator, without: Collection[str] = ()) -> tuple[AnswerPage, ...]:
    """Gather the frozen answers under the names of their pages, entry by entry of the reports."""
    gathered: dict[tuple[str, int | None], list[Answer]] = {}
    given = said_once(frozen)
    for one in frozen:
        if one.value is not None and one.question_id not in without:
            gathered.setdefault((one.page, one.group_index), []).append(Answer(one.label, one.words))
    return tuple(
        AnswerPage(_page_title(page_id, index, given, say), tuple(found))
        for (page_id, index), found in gathered.items()
    )


def _page_title(page_id: str, index: int | None, given: Mapping[str, Any], say: Translator) -> str:
    page = APPLICATION.page(page_id)
    section = say(page.as_asked(given).section) if page else page_id
    return section if index is None else say(msg("Report %(number)s")) % {"number": index + 1}
