"""Marks on reports: a person says with a code, a reason and evidence why a report counts otherwise than it was given.

The newest mark on a report counts, and each leads to a new assessment (requirements B6, C8). Marks are made while the
case is received only, so nothing changes under a proposal that waits for a second person.
"""

from dataclasses import dataclass
from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import Refused, UnknownCase
from portal.policy import Action
from portal.services import assessing, casework
from portal.services.work import Work
from portal.store import answers, casefile
from portal.store import marks as rows
from portal.store.marks import Marked
from portal.store.tables import Case, Document, Report, ReportMark
from portal.wording import msg

COUNTS = "counts"
DATE_DIFFERS = "date_differs"
DUPLICATE = "same_persons_duplicate"
CODES = (COUNTS, DATE_DIFFERS, "not_this_behaviour", "not_asb", DUPLICATE)


@dataclass(frozen=True)
class NewMark:
    """A mark to put on a report. `document` is the public id of a document of the case, "" for none.

    `same_as` is the number of the other report of a duplicate.
    """

    code: str
    reason: str
    shown_by: str = ""
    document: str = ""
    told_on: date | None = None
    incident_on: date | None = None
    same_as: int | None = None


@dataclass(frozen=True)
class ToMark:
    """A report in front of somebody who marks it: its case, the other reports, the documents, the marks so far."""

    case: Case
    report: Report
    reports: list[Report]
    documents: list[Document]
    marks: list[Marked]


def prepare(work: Work, reference: str, number: int) -> ToMark:
    """Return what the page of a mark shows. Raises UnknownCase, also for a report that is not there."""
    case = casework.find(work, reference, Action.DECIDE_THRESHOLD)
    reports = answers.reports(work.session, case.id)
    return ToMark(
        case,
        _report(reports, number),
        reports,
        casefile.documents(work.session, case.id),
        [one for one in rows.of_case(work.session, case.id) if one.number == number],
    )


def mark(work: Work, reference: str, number: int, new: NewMark) -> None:
    """Put a mark on report `number` and assess the case anew. Raises Refused naming what is missing."""
    shown = prepare(work, reference, number)
    document = _document(shown.documents, new.document)
    _check(work, shown, new, document)
    newest = shown.marks[-1].mark if shown.marks else None
    made = ReportMark(
        report_id=shown.report.id,
        code=new.code,
        told_on=new.told_on if new.code == DATE_DIFFERS else None,
        incident_on=new.incident_on if new.code == DATE_DIFFERS else None,
        same_as_number=new.same_as if new.code == DUPLICATE else None,
        reason=new.reason,
        shown_by=new.shown_by or None,
        evidence_document_id=document.id if document else None,
        marked_by=work.actor.id,
        marked_at=work.now,
    )
    if newest is not None and _says(newest) == _says(made):
        return  # the same sent twice
    work.session.add(made)
    work.session.flush()
    assessed = assessing.assess_case(work, shown.case, assessing.facts_of(work, shown.case))
    recorded = casework.record(
        work,
        shown.case,
        Move.MARK_REPORT,
        {"report": number, "code": new.code, "mark": made.id, "assessment": assessed.id},
        reasons=new.reason,
    )
    made.salt = recorded.salt


def _says(made: ReportMark) -> tuple[object, ...]:
    return (
        made.code, made.told_on, made.incident_on, made.same_as_number, made.reason, made.shown_by,
        made.evidence_document_id,
    )  # fmt: skip


def _check(work: Work, shown: ToMark, new: NewMark, document: Document | None) -> None:
    if new.code not in CODES:
        raise Refused(msg("Choose what is so with this report."), "code")
    if new.code == COUNTS and not shown.marks:
        raise Refused(msg("Nothing was marked on this report yet, so there is nothing to take back."), "code")
    if not new.reason:
        raise Refused(msg("Enter the reason."), "reason")
    if new.code != COUNTS and not new.shown_by and document is None:
        raise Refused(msg("Name the record that shows it, or choose a document of the case."), "shown_by")
    if new.code == DATE_DIFFERS:
        _check_dates(shown.case, new)
    if new.code == DUPLICATE:
        _check_duplicate(shown, new.same_as)


def _check_dates(case: Case, new: NewMark) -> None:
    if new.told_on is None and new.incident_on is None:
        raise Refused(msg("Enter at least one of the right dates."), "told_on")
    for field, day in (("told_on", new.told_on), ("incident_on", new.incident_on)):
        if day is not None and day > case.applied_on:
            raise Refused(msg("The day cannot be after the day of the application."), field)


def _check_duplicate(shown: ToMark, same_as: int | None) -> None:
    """Different people may each report one incident, and each of their reports counts (requirement B6)."""
    other = next((one for one in shown.reports if one.number == same_as), None)
    if other is None or other.number == shown.report.number:
        raise Refused(msg("Choose the other report of the same incident."), "same_as")
    if other.reporter != shown.report.reporter:
        raise Refused(
            msg("These reports were made by different people, so each counts. Choose another reason."),
            "same_as",
        )


def _report(reports: list[Report], number: int) -> Report:
    found = next((one for one in reports if one.number == number), None)
    if found is None:
        raise UnknownCase
    return found


def _document(documents: list[Document], public_id: str) -> Document | None:
    found = next((one for one in documents if one.public_id == public_id), None)
    if public_id and found is None:
        raise Refused(msg("Choose a document of this case."), "document")
    return found
