"""Reads what was said about agreed actions, recommendations with replies, and what to remind bodies of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.cases.moves import OPEN
from portal.store.tables import (
    ActionNews,
    Appeal,
    Body,
    Case,
    Meeting,
    PlanAction,
    Recommendation,
    Staff,
)


@dataclass(frozen=True)
class Told:
    """A word on an action, and who of the staff wrote it down. `kept_back`: its words are not for this reader."""

    news: ActionNews
    by: str | None
    kept_back: bool = False


def told(session: Session, action_ids: Sequence[int]) -> dict[int, list[Told]]:
    """Return what was said about each of some actions, the newest first."""
    rows = session.execute(
        select(ActionNews, Staff.name)
        .outerjoin(Staff, Staff.id == ActionNews.recorded_by)
        .where(ActionNews.action_id.in_(action_ids))
        .order_by(ActionNews.id.desc())
    )
    found: dict[int, list[Told]] = {number: [] for number in action_ids}
    for news, name in rows:
        found[news.action_id].append(Told(news, name))
    return found


def last(session: Session, action_id: int) -> ActionNews | None:
    """Return what was said last about an action."""
    query = (
        select(ActionNews).where(ActionNews.action_id == action_id).order_by(ActionNews.id.desc()).limit(1)
    )
    return session.scalars(query).one_or_none()


def recommendations(session: Session, case_id: int) -> list[tuple[Recommendation, Body]]:
    """Return the recommendations of a case: those of finished plans, not of a draft, and those of appeals."""
    rows = session.execute(
        select(Recommendation, Body)
        .join(Body, Body.id == Recommendation.body_id)
        .outerjoin(Meeting, Meeting.id == Recommendation.meeting_id)
        .outerjoin(Appeal, Appeal.id == Recommendation.appeal_id)
        .where(
            or_(Meeting.case_id == case_id, Appeal.case_id == case_id),
            or_(Meeting.id.is_(None), Meeting.state == "concluded"),
        )
        .order_by(Recommendation.id)
    )
    return [(row[0], row[1]) for row in rows]


def to_remind_of(session: Session, until: date) -> list[int]:
    """Return the open actions of open cases that are due by `until` and of which a reminder may be missing."""
    query = (
        select(PlanAction.id)
        .join(Meeting, Meeting.id == PlanAction.meeting_id)
        .join(Case, Case.id == Meeting.case_id)
        .where(
            PlanAction.state == "open",
            PlanAction.due_on <= until,
            PlanAction.reminded_late_at.is_(None),
            Meeting.state == "concluded",
            Case.state.in_(OPEN),
        )
        .order_by(PlanAction.due_on, PlanAction.id)
    )
    return list(session.scalars(query))


def with_case(session: Session, action_id: int) -> tuple[PlanAction, Body, int]:
    """Return an action with its owner body and the number of its case."""
    row = session.execute(
        select(PlanAction, Body, Meeting.case_id)
        .join(Meeting, Meeting.id == PlanAction.meeting_id)
        .join(Body, Body.id == PlanAction.body_id)
        .where(PlanAction.id == action_id)
    ).one()
    return row[0], row[1], row[2]


def late_ones(session: Session, case_id: int, today: date) -> list[int]:
    """Return the agreed actions of a case that are open past their day."""
    query = (
        select(PlanAction.id)
        .join(Meeting, Meeting.id == PlanAction.meeting_id)
        .where(
            Meeting.case_id == case_id,
            Meeting.state == "concluded",
            PlanAction.state == "open",
            PlanAction.due_on < today,
        )
    )
    return list(session.scalars(query))
