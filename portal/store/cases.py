"""Finds cases. Who may reach a case is part of the query, so a foreign case is not found at all."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, false, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from portal.policy import Action, Actor, Relation, Role, roles_for
from portal.store import proposals
from portal.store.tables import Appeal, Body, Case, Link, MadeAvailable, Meeting, SteppedOff

# Stands in `Case.district` while nobody knows in which district the behaviour happens.
UNKNOWN_DISTRICT = "unsure"


def known_district(case: Case) -> str | None:
    """Return the key of a case's district; None until somebody has found out."""
    return None if case.district == UNKNOWN_DISTRICT else case.district


def reachable(actor: Actor, action: Action) -> ColumnElement[bool]:
    """Return the condition on `Case` under which `actor` may take `action`. Denied is a condition never true."""
    if actor.kind == "system":
        return true()
    holds = or_(
        false(), *(_relation(actor, role, relation) for role, relation in roles_for(actor, action).items())
    )
    if actor.kind != "staff":
        return holds
    # Who has stepped off a case does not reach it any more, whatever their roles (requirement D2).
    return and_(holds, Case.id.not_in(select(SteppedOff.case_id).where(SteppedOff.staff_id == actor.id)))


def _relation(actor: Actor, role: Role, relation: Relation) -> ColumnElement[bool]:
    match relation:
        case Relation.DISTRICT | Relation.DESK:
            districts = actor.districts(role)
            if districts is None:
                return true()
            desk = {UNKNOWN_DISTRICT} if relation is Relation.DESK else set()
            return Case.district.in_(sorted(districts | desk))
        case Relation.CHAIRS:
            return Case.id.in_(_chaired_now(actor))
        case Relation.BODY:
            return Case.id.in_(_available_to(actor.bodies()))
        case Relation.SECOND:
            # Another decision-maker of the district, or one of a body that has the case.
            near = or_(
                _relation(actor, role, Relation.DISTRICT), Case.id.in_(_available_to(actor.bodies(role)))
            )
            return and_(near, proposals.by_another("not_met", actor.id))
        case Relation.ASSIGNED:
            return Case.id.in_(select(Appeal.case_id).where(Appeal.officer_id == actor.id))
        case Relation.OWN_LINK:
            return Case.id.in_(select(Link.case_id).where(Link.id == actor.id))
    return false()


def _available_to(keys: Collection[str]) -> Select[int]:
    """The cases that are available now to one of the bodies with these keys."""
    bodies = select(Body.id).where(Body.key.in_(sorted(keys)))
    return select(MadeAvailable.case_id).where(
        MadeAvailable.body_id.in_(bodies), MadeAvailable.ended_at.is_(None)
    )


def _chaired_now(actor: Actor) -> Select[int]:
    """The cases whose newest meeting is theirs: once another chair is named for a new meeting, it is no longer."""
    later = aliased(Meeting)
    return select(Meeting.case_id).where(
        Meeting.chair_id == actor.id,
        ~exists().where(later.case_id == Meeting.case_id, later.number > Meeting.number),
    )


def find(session: Session, reference: str, condition: ColumnElement[bool], *, lock: bool) -> Case | None:
    """Return the case with `reference` when `condition` lets it be seen; `lock` keeps others from changing it."""
    return _one(session, select(Case).where(Case.reference == reference, condition), lock)


def find_by_id(session: Session, case_id: int, condition: ColumnElement[bool], *, lock: bool) -> Case | None:
    """The same for a case known by its number."""
    return _one(session, select(Case).where(Case.id == case_id, condition), lock)


def _one(session: Session, query: Select[Any], lock: bool) -> Case | None:
    if lock:
        # What this session read of the case before it waited for the lock may be old by now: read it anew.
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def hold_key(session: Session, key: str) -> None:
    """Keep others from making a case under the same key until this transaction ends; SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(key))))


def by_submission_key(session: Session, key: str) -> Case | None:
    """Return the case that was made of what was sent under `key`."""
    return session.scalars(select(Case).where(Case.submission_key == key)).one_or_none()


def lock(session: Session, case_id: int) -> None:
    """Keep others from changing a case until this transaction ends."""
    session.execute(select(Case.id).where(Case.id == case_id).with_for_update())


def lock_in_order(session: Session, references: Collection[str], condition: ColumnElement[bool]) -> None:
    """Lock the cases with these references that `condition` lets be seen, the lowest number first."""
    query = select(Case.id).where(Case.reference.in_(sorted(references)), condition).order_by(Case.id)
    session.execute(query.with_for_update()).all()


def which_hold(session: Session, case_id: int, conditions: Mapping[str, ColumnElement[bool]]) -> set[str]:
    """Return the names of the conditions that a case fulfils, in one statement."""
    if not conditions:
        return set()
    columns = [case((condition, 1), else_=0).label(name) for name, condition in conditions.items()]
    row = session.execute(select(*columns).where(Case.id == case_id)).one_or_none()
    return {name for name in conditions if row is not None and getattr(row, name)}
