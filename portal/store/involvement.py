"""Reads who had to do with a case: recorded by officers, deciding, stepped off, or named by the victim."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import Decision, FrozenAnswer, Involvement, Meeting, Staff, SteppedOff

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


def chair_stepped_off(session: Session, case_id: int) -> bool:
    """Say whether the chair of the newest meeting has stepped off the case, so that nobody leads it."""
    newest = (
        select(Meeting.chair_id).where(Meeting.case_id == case_id).order_by(Meeting.number.desc()).limit(1)
    )
    gone = select(SteppedOff.id).where(
        SteppedOff.case_id == case_id, SteppedOff.staff_id == newest.scalar_subquery()
    )
    return session.execute(gone).scalar_one_or_none() is not None
