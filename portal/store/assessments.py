"""Assessments, decisions and the views of bodies."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from portal.store.tables import Assessment, Body, BodyView, Criteria, Decision

KNOWN = select(Criteria.sha256).where(Criteria.sha256 == bindparam("sha256"))


def knows(session: Session, sha256: str) -> bool:
    """Say whether criteria with this hash are kept."""
    with session.no_autoflush:  # criteria are written at once
        return session.execute(KNOWN, {"sha256": sha256}).scalar_one_or_none() is not None


def count(session: Session, case_id: int) -> int:
    """Return how many assessments a case has."""
    return session.execute(select(func.count()).where(Assessment.case_id == case_id)).scalar_one()


def newest(session: Session, case_id: int) -> Assessment | None:
    """Return the newest assessment of a case."""
    query = (
        select(Assessment).where(Assessment.case_id == case_id).order_by(Assessment.number.desc()).limit(1)
    )
    return session.scalars(query).one_or_none()


def all_of(session: Session, case_id: int) -> list[Assessment]:
    """Return every assessment of a case, oldest first."""
    return list(
        session.scalars(select(Assessment).where(Assessment.case_id == case_id).order_by(Assessment.number))
    )


def decisions(session: Session, case_id: int) -> list[Decision]:
    """Return the decisions of a case, oldest first."""
    return list(session.scalars(select(Decision).where(Decision.case_id == case_id).order_by(Decision.id)))


def was_met(session: Session, case_id: int) -> bool:
    """Return whether the threshold of a case was once found met."""
    return any(one.stage == "threshold" and one.outcome == "met" for one in decisions(session, case_id))


def was_reviewed(session: Session, case_id: int) -> bool:
    """Return whether a review of a case was once concluded."""
    return any(one.stage == "review" for one in decisions(session, case_id))


def round_of(session: Session, case_id: int, stage: str) -> int:
    """Return the number of the next decision of a stage: 1, and one more after each that was sent back."""
    query = select(func.count()).where(Decision.case_id == case_id, Decision.stage == stage)
    return session.execute(query).scalar_one() + 1


def views(session: Session, decision_id: int) -> list[tuple[BodyView, Body]]:
    """Return the views of the bodies on a decision."""
    rows = session.execute(
        select(BodyView, Body)
        .join(Body, Body.id == BodyView.body_id)
        .where(BodyView.decision_id == decision_id)
        .order_by(Body.id)
    )
    return [(row[0], row[1]) for row in rows]
