"""The marks that people put on reports. The newest mark on a report counts."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import Document, Report, ReportMark, Staff


@dataclass(frozen=True)
class Marked:
    """A mark with the number of its report, who put it there, and the document that shows it."""

    number: int
    mark: ReportMark
    by: str
    document: Document | None


def of_case(session: Session, case_id: int) -> list[Marked]:
    """Return every mark on the reports of a case, oldest first."""
    rows = session.execute(
        select(Report.number, ReportMark, Staff.name, Document)
        .join(Report, Report.id == ReportMark.report_id)
        .join(Staff, Staff.id == ReportMark.marked_by)
        .outerjoin(Document, Document.id == ReportMark.evidence_document_id)
        .where(Report.case_id == case_id)
        .order_by(ReportMark.id)
    )
    return [Marked(*row) for row in rows]


def newest(session: Session, case_id: int) -> dict[int, Marked]:
    """Return the mark that counts on each marked report of a case, by the number of the report."""
    return {one.number: one for one in of_case(session, case_id)}
