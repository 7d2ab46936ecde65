"""Bodies, and what was made available to each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.store.adding import add_all, add_unless_there
from portal.store.tables import Body, BodyReturn, MadeAvailable

KEYED = select(Body).where(Body.key.in_(bindparam("keys", expanding=True)))


@dataclass(frozen=True)
class Passed:
    """An application made available to a body, and what the body answered."""

    body: Body
    made: MadeAvailable
    answer: BodyReturn | None


def by_key(session: Session, key: str) -> Body | None:
    """Return a body by its key in the area file."""
    return session.scalars(select(Body).where(Body.key == key)).one_or_none()


def kept(session: Session, wanted: Sequence[Mapping[str, Any]]) -> list[Body]:
    """Return the row of each body in `wanted` (columns by name), made where there was none, in their order."""
    known = _by_key(session, wanted)
    missing = [one for one in wanted if one["key"] not in known]
    if missing:
        add_unless_there(session, Body, missing)
        known = _by_key(session, wanted)
    return [known[one["key"]] for one in wanted]


def _by_key(session: Session, wanted: Sequence[Mapping[str, Any]]) -> dict[str, Body]:
    with session.no_autoflush:  # what waits to be written is no body
        return {row.key: row for row in session.scalars(KEYED, {"keys": [one["key"] for one in wanted]})}


def of_case(session: Session, case_id: int) -> list[Passed]:
    """Return the bodies to which a case is available now, with their newest answer."""
    rows = session.execute(
        select(Body, MadeAvailable)
        .join(MadeAvailable, MadeAvailable.body_id == Body.id)
        .where(MadeAvailable.case_id == case_id, MadeAvailable.ended_at.is_(None))
        .order_by(Body.id)
    )
    answers = {
        row.body_id: row
        for row in session.scalars(
            select(BodyReturn).where(BodyReturn.case_id == case_id).order_by(BodyReturn.id)
        )
    }
    return [Passed(body, made, answers.get(body.id)) for body, made in rows]


def hand_over(session: Session, case_id: int, body_ids: Sequence[int], now: datetime) -> None:
    """Make a case available to bodies that never had it, all in one statement."""
    rows = [{"case_id": case_id, "body_id": one, "made_available_at": now} for one in body_ids]
    add_all(session, MadeAvailable, rows)


def ended(session: Session, case_id: int) -> dict[int, MadeAvailable]:
    """Return what was made available once and is not any more, by the number of the body."""
    query = select(MadeAvailable).where(MadeAvailable.case_id == case_id, MadeAvailable.ended_at.is_not(None))
    return {row.body_id: row for row in session.scalars(query)}


def not_acknowledged(session: Session, keys: Collection[str], case_ids: Collection[int]) -> set[int]:
    """Return which of these cases one of these bodies (by key) has not acknowledged yet."""
    query = (
        select(MadeAvailable.case_id)
        .join(Body, Body.id == MadeAvailable.body_id)
        .where(MadeAvailable.case_id.in_(sorted(case_ids)), MadeAvailable.acknowledged_at.is_(None))
        .where(Body.key.in_(sorted(keys)))
    )
    return set(session.scalars(query))
