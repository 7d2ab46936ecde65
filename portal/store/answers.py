"""The frozen answers of a case, and its reports."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.adding import add_all
from portal.store.tables import FrozenAnswer, Report

# What the applicant stated of a report, apart from where it stands among the others.
SAID_OF_A_REPORT = (
    "told_from",
    "told_to",
    "incident_from",
    "incident_to",
    "body_kind",
    "kind",
    "reporter",
    "household",
    "reference",
    "dates_in_words",
    "what",
)


def freeze(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep the answers of an application, all in one statement."""
    add_all(session, FrozenAnswer, rows)


def add_reports(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep the reports of an application, all in one statement."""
    add_all(session, Report, rows)


def of_case(session: Session, case_id: int) -> list[FrozenAnswer]:
    """Return the answers in the order in which they were asked."""
    query = select(FrozenAnswer).where(FrozenAnswer.case_id == case_id).order_by(FrozenAnswer.position)
    return list(session.scalars(query))


def values(session: Session, case_id: int, question_ids: Sequence[str]) -> dict[str, Any]:
    """Return the stored values of some questions that are asked once."""
    query = select(FrozenAnswer.question_id, FrozenAnswer.value).where(
        FrozenAnswer.case_id == case_id,
        FrozenAnswer.question_id.in_(question_ids),
        FrozenAnswer.group_index.is_(None),
    )
    return {row.question_id: row.value for row in session.execute(query)}


def reports(session: Session, case_id: int) -> list[Report]:
    """Return the reports of a case by number."""
    return list(session.scalars(select(Report).where(Report.case_id == case_id).order_by(Report.number)))
