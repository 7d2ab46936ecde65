"""Cases that may belong together: linked by a person, merged, or alike by name, telephone or place."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from portal.store.tables import Case, CaseLink, CasePerson, Contact, FrozenAnswer, Person

POSTCODES = ("home_postcode", "place_postcode")
MOST = 20


@dataclass(frozen=True)
class Linked:
    """A link of a case, and the other case."""

    link: CaseLink
    other: Case


def links(session: Session, case_id: int, reachable: ColumnElement[bool]) -> list[Linked]:
    """Return the links of a case whose other case fulfils `reachable`, oldest first."""
    other = or_(
        and_(CaseLink.case_id == case_id, CaseLink.other_id == Case.id),
        and_(CaseLink.other_id == case_id, CaseLink.case_id == Case.id),
    )
    query = select(CaseLink, Case).join(Case, other).where(reachable).order_by(CaseLink.id)
    return [Linked(*row) for row in session.execute(query)]


def linked(session: Session, first: int, second: int) -> bool:
    """Return whether two cases are linked already, in whichever direction."""
    query = select(CaseLink.id).where(
        or_(
            and_(CaseLink.case_id == first, CaseLink.other_id == second),
            and_(CaseLink.case_id == second, CaseLink.other_id == first),
        )
    )
    return session.execute(query.limit(1)).first() is not None


def merged(session: Session, case: Case, reachable: ColumnElement[bool]) -> list[Case]:
    """Return the cases that `case` went into or that went into it, as far as they fulfil `reachable`."""
    into = Case.same_as_case_id == case.id
    if case.same_as_case_id is not None:
        into = or_(into, Case.id == case.same_as_case_id)
    return list(session.scalars(select(Case).where(into, reachable).order_by(Case.id)))


@dataclass(frozen=True)
class Marks:
    """By what an application may be known again: folded names, telephone numbers, postcodes as they were given."""

    names: frozenset[str]
    phones: frozenset[str]
    postcodes: frozenset[str]


def alike(
    session: Session, case: Case, marks: Marks, reachable: ColumnElement[bool], since: datetime
) -> list[Case]:
    """Return cases received since `since` with the same victim's name, telephone or postcode, the newest first."""
    person = (
        select(CasePerson.id)
        .join(Person, Person.id == CasePerson.person_id)
        .where(CasePerson.case_id == Case.id, CasePerson.role == "victim")
    )
    named = person.where(Person.search_name.in_(sorted(marks.names)))
    rung = person.join(Contact, Contact.person_id == Person.id).where(
        Contact.kind == "phone", Contact.value.in_(sorted(marks.phones))
    )
    placed = select(FrozenAnswer.id).where(
        FrozenAnswer.case_id == Case.id,
        FrozenAnswer.question_id.in_(POSTCODES),
        FrozenAnswer.words.in_(sorted(marks.postcodes)),
    )
    query = (
        select(Case)
        .where(Case.id != case.id, Case.received_at >= since, reachable)
        .where(or_(*(one.exists() for one in (named, rung, placed))))
        .order_by(Case.received_at.desc(), Case.id.desc())
        .limit(MOST)
    )
    return list(session.scalars(query))
