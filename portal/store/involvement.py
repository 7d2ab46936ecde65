"""Reads who had to do with a case: recorded by officers, deciding, stepped off, or named by the victim."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased

from portal.policy import Role
from portal.store.tables import (
    Case,
    Decision,
    FrozenAnswer,
    Involvement,
    Meeting,
    Staff,
    StaffRole,
    SteppedOff,
)

# Questions in whose answers a victim names somebody of a service: whom they spoke to, and whom they worry about.
NAMING = ("person", "worried_about")


def recorded(session: Session, case_id: int) -> list[tuple[Involvement, Staff | None]]:
    """Return what officers recorded, oldest first, each with the person where they have an account."""
    rows = session.execute(
        select(Involvement, Staff)
        .outerjoin(Staff, Staff.id == Involvement.staff_id)
        .where(Involvement.case_id == case_id)
        .order_by(Involvement.id)
    )
    return [(row[0], row[1]) for row in rows]


def named(session: Session, case_id: int) -> list[FrozenAnswer]:
    """Return the answers in which the victim named somebody, in the order in which they were asked."""
    query = (
        select(FrozenAnswer)
        .where(
            FrozenAnswer.case_id == case_id,
            FrozenAnswer.question_id.in_(NAMING),
            FrozenAnswer.value.is_not(None),
        )
        .order_by(FrozenAnswer.position)
    )
    return list(session.scalars(query))


def deciders(session: Session, case_id: int) -> list[Staff]:
    """Return the people who decided in a case, at any stage, and those who agreed to it as the second person."""
    decided = select(Decision.decided_by).where(Decision.case_id == case_id)
    agreed = select(Decision.second_person).where(
        Decision.case_id == case_id, Decision.second_person.is_not(None)
    )
    query = select(Staff).where(Staff.id.in_(decided.union(agreed))).order_by(Staff.id)
    return list(session.scalars(query))


def stepped_off(session: Session, case_id: int) -> set[int]:
    """Return the staff who stepped off a case."""
    return set(session.scalars(select(SteppedOff.staff_id).where(SteppedOff.case_id == case_id)))


def nobody_leads(session: Session, case_id: int, today: date) -> bool:
    """Say whether the chair of the newest meeting stepped off the case, left, or chairs no more today."""
    return bool(session.scalars(_led_by_nobody(today).where(Case.id == case_id)).all())


def led_by_nobody(session: Session, states: Collection[str], today: date) -> list[Case]:
    """Return the cases in one of `states`, or with an open action in any, for which that holds."""
    near = or_(Case.state.in_(states), Case.open_actions > 0)
    found = select(Case).where(near, Case.id.in_(_led_by_nobody(today))).order_by(Case.id)
    return list(session.scalars(found))


def _led_by_nobody(today: date) -> Select[int]:
    later = aliased(Meeting)
    stepped_off = exists().where(SteppedOff.case_id == Case.id, SteppedOff.staff_id == Meeting.chair_id)
    holds = exists().where(
        StaffRole.staff_id == Meeting.chair_id,
        StaffRole.role == Role.CHAIR,
        StaffRole.since <= today,
        or_(StaffRole.until.is_(None), StaffRole.until >= today),
        Staff.id == Meeting.chair_id,
        Staff.left_at.is_(None),
    )
    newest = ~exists().where(later.case_id == Meeting.case_id, later.number > Meeting.number)
    return select(Case.id).join(Meeting, Meeting.case_id == Case.id).where(newest, or_(stepped_off, ~holds))
