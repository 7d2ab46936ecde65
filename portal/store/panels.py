"""Reads meetings with all that belongs to them, and appeals."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.store.tables import (
    Appeal,
    Body,
    Finding,
    Meeting,
    Member,
    PlanAction,
    PlanComment,
    Recommendation,
    Staff,
    Voice,
)


@dataclass(frozen=True)
class Sitting:
    """One meeting, with the body behind each row."""

    meeting: Meeting
    chair: Staff
    members: list[tuple[Member, Body]]
    findings: list[tuple[Finding, Body]]
    recommendations: list[tuple[Recommendation, Body]]
    actions: list[tuple[PlanAction, Body]]
    comments: list[PlanComment]


def sittings(session: Session, case_id: int) -> list[Sitting]:
    """Return the meetings of a case, the newest first."""
    rows = session.execute(
        select(Meeting, Staff)
        .join(Staff, Staff.id == Meeting.chair_id)
        .where(Meeting.case_id == case_id)
        .order_by(Meeting.number.desc())
    )
    return [_sitting(session, meeting, chair) for meeting, chair in rows]


def newest(session: Session, case_id: int) -> Sitting | None:
    """Return the newest meeting of a case."""
    row = session.execute(
        select(Meeting, Staff)
        .join(Staff, Staff.id == Meeting.chair_id)
        .where(Meeting.case_id == case_id)
        .order_by(Meeting.number.desc())
        .limit(1)
    ).one_or_none()
    return _sitting(session, row[0], row[1]) if row else None


def next_number(session: Session, case_id: int) -> int:
    """Return the number of the next meeting."""
    highest = session.execute(select(func.max(Meeting.number)).where(Meeting.case_id == case_id)).scalar_one()
    return (highest or 0) + 1


def plan_rows(session: Session, meeting_id: int) -> list[Finding | Recommendation | PlanAction]:
    """Return every row of the plan of a meeting, so that a draft can be replaced."""
    rows: list[Finding | Recommendation | PlanAction] = []
    for table in (Finding, Recommendation, PlanAction):
        rows += session.scalars(select(table).where(table.meeting_id == meeting_id))
    return rows


def actions(session: Session, case_id: int) -> list[tuple[PlanAction, Body]]:
    """Return every agreed action of a case: those of finished plans, not of a draft."""
    rows = session.execute(
        select(PlanAction, Body)
        .join(Meeting, Meeting.id == PlanAction.meeting_id)
        .join(Body, Body.id == PlanAction.body_id)
        .where(Meeting.case_id == case_id, Meeting.state == "concluded")
        .order_by(PlanAction.due_on, PlanAction.id)
    )
    return [(row[0], row[1]) for row in rows]


def action(session: Session, case_id: int, action_id: int) -> tuple[PlanAction, Body] | None:
    """Return one action of a case."""
    return next((one for one in actions(session, case_id) if one[0].id == action_id), None)


def voice(session: Session, case_id: int) -> Voice | None:
    """Return how the victim last said they want to be heard."""
    query = select(Voice).where(Voice.case_id == case_id).order_by(Voice.id.desc()).limit(1)
    return session.scalars(query).one_or_none()


def appeals(session: Session, case_id: int) -> list[Appeal]:
    """Return the appeals of a case, the newest first."""
    return list(
        session.scalars(select(Appeal).where(Appeal.case_id == case_id).order_by(Appeal.number.desc()))
    )


def appeal(session: Session, case_id: int, number: int) -> Appeal | None:
    """Return one appeal of a case."""
    query = select(Appeal).where(Appeal.case_id == case_id, Appeal.number == number)
    return session.scalars(query).one_or_none()


def appeal_by_key(session: Session, submission_key: str) -> Appeal | None:
    """Return the appeal that a draft already became."""
    return session.scalars(select(Appeal).where(Appeal.submission_key == submission_key)).one_or_none()


def _sitting(session: Session, meeting: Meeting, chair: Staff) -> Sitting:
    def with_body(
        table: type[Member] | type[Finding] | type[Recommendation] | type[PlanAction],
    ) -> list[tuple]:  # type: ignore[type-arg]
        rows = session.execute(
            select(table, Body)
            .join(Body, Body.id == table.body_id)
            .where(table.meeting_id == meeting.id)
            .order_by(table.id)
        )
        return [(row[0], row[1]) for row in rows]

    comments = session.scalars(
        select(PlanComment).where(PlanComment.meeting_id == meeting.id).order_by(PlanComment.id)
    )
    return Sitting(
        meeting,
        chair,
        with_body(Member),
        with_body(Finding),
        with_body(Recommendation),
        with_body(PlanAction),
        list(comments),
    )
