"""Questions put to the applicant of a case."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import Question


def of_case(session: Session, case_id: int) -> list[Question]:
    """Return the questions of a case, oldest first."""
    return list(session.scalars(select(Question).where(Question.case_id == case_id).order_by(Question.id)))


def one(session: Session, case_id: int, question_id: int) -> Question | None:
    """Return a question of a case by its number."""
    query = select(Question).where(Question.case_id == case_id, Question.id == question_id)
    return session.scalars(query).one_or_none()
