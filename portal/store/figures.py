"""Counts the four of s104(9): applications by the day they were made, the rest by the date of the event."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session, aliased

from portal.cases.moves import Move
from portal.store.tables import Case, Decision, Event

COUNTED = (Move.DECIDE_NOT_MET, Move.FINISH)


@dataclass(frozen=True)
class Counts:
    """The four figures of one district, and how many of those not met an appeal turned round since."""

    district: str
    applications: int
    not_met: int
    reviews: int
    with_recommendations: int
    reversed: int = 0


def made(session: Session, first: date, last: date) -> dict[str, int]:
    """Return how many applications were made in each district from `first` to `last`, both included.

    By the application date: what came by post on the last day of a year and was keyed later counts in that year.
    Who only asked for a call counts once the application has been keyed.
    """
    keyed = select(Event.seq).where(Event.case_id == Case.id, Event.move == Move.SUBMIT).exists()
    query = (
        select(Case.district, func.count())
        .where(Case.applied_on.between(first, last), keyed)
        .group_by(Case.district)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def by_district(
    session: Session, start: datetime, end: datetime, applications: Mapping[str, int]
) -> list[Counts]:
    """Return the figures of each district that had any, for events from `start` until before `end`.

    `applications` are those made in the same time, by district.
    """

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(when((condition, 1), else_=0))

    query = (
        select(
            Case.district,
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
    )
    events = {row[0]: tuple(row[1:]) for row in session.execute(query)}
    none = (0, 0, 0, 0)
    return [
        Counts(district, applications.get(district, 0), *events.get(district, none))
        for district in sorted({*applications, *events})
    ]


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
