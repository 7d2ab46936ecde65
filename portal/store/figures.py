"""Counts the four of s104(9) by the date of the event, in one pass over the index of events."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session, aliased

from portal.cases.moves import Move
from portal.store.tables import Case, Decision, Event

COUNTED = (Move.SUBMIT, Move.DECIDE_NOT_MET, Move.FINISH)


@dataclass(frozen=True)
class Counts:
    """The four figures of one district, and how many of those not met an appeal turned round since."""

    district: str
    applications: int
    not_met: int
    reviews: int
    with_recommendations: int
    reversed: int = 0


def by_district(session: Session, start: datetime, end: datetime) -> list[Counts]:
    """Return the figures of each district that had any, for events from `start` until before `end`."""

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(when((condition, 1), else_=0))

    query = (
        select(
            Case.district,
            counted(Event.move == Move.SUBMIT),
            counted(Event.move == Move.DECIDE_NOT_MET),
            counted(Event.move == Move.FINISH),
            counted(Decision.outcome == "concluded_with_recommendations"),
            counted(and_(Event.move == Move.DECIDE_NOT_MET, _reversed_since())),
        )
        .select_from(Event)
        .join(Case, Case.id == Event.case_id)
        .outerjoin(Decision, Decision.event_seq == Event.seq)
        .where(Event.at >= start, Event.at < end, Event.move.in_(COUNTED))
        .group_by(Case.district)
        .order_by(Case.district)
    )
    return [Counts(*row) for row in session.execute(query)]


def _reversed_since() -> ColumnElement[bool]:
    """Whether an appeal reversed the "not met" of the `Event` at hand: no other one stands between the two."""
    turned, between = aliased(Event), aliased(Event)
    another = (
        select(between.seq)
        .where(
            between.case_id == Event.case_id,
            between.move == Move.DECIDE_NOT_MET,
            between.number > Event.number,
            between.number < turned.number,
        )
        .correlate(Event, turned)
        .exists()
    )
    return (
        select(turned.seq)
        .where(
            turned.case_id == Event.case_id,
            turned.move == Move.REVERSE,
            turned.number > Event.number,
            ~another,
        )
        .correlate(Event)
        .exists()
    )
