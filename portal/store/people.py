"""People of a case and how each may be reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from portal.store.tables import CasePerson, Consent, Contact, Person, SafeContact

VICTIM, REPRESENTATIVE, COMPLAINED_OF = "victim", "representative", "complained_of"
# States of consent in which a case waits for the victim's word and nobody else sees it.
WAITING = ("sought", "refused", "withdrawn")
APPLY = "apply"  # the purpose of a consent: that somebody applied for this person

# Queries of every page about a case. Building one takes longer than the database takes to answer it.
PARTS = (
    select(CasePerson, Person)
    .join(Person, Person.id == CasePerson.person_id)
    .where(CasePerson.case_id == bindparam("case"), CasePerson.until.is_(None))
    .order_by(CasePerson.id)
)
OF_THEM: BindParameter[int] = bindparam("people", expanding=True)
CONTACTS = (
    select(Contact).where(Contact.person_id.in_(OF_THEM), Contact.until.is_(None)).order_by(Contact.id.desc())
)
SAFE_CONTACTS = select(SafeContact).where(SafeContact.person_id.in_(OF_THEM)).order_by(SafeContact.id.desc())
CONSENTS = (
    select(Consent)
    .where(Consent.case_id == bindparam("case"), Consent.purpose == APPLY)
    .order_by(Consent.id.desc())
)


@dataclass(frozen=True)
class Reach:
    """A person with everything known about reaching them now.

    `consent` is the newest agreement that binds what they may be told: their own, or for whoever acts for somebody
    that of the person they act for. `said_by` names who said how they are reached, when not they themselves.
    """

    person: Person
    role: str
    safe: SafeContact | None
    contacts: tuple[Contact, ...]
    consent: Consent | None
    relation: str | None = None
    said_by: str | None = None
    gets_notices: bool = False
    died_at: datetime | None = None
    letters_opened: bool = False

    @property
    def silent(self) -> bool:
        """Whether nothing goes to them any more: they died, and nobody opens letters there."""
        return self.died_at is not None and not self.letters_opened

    def outlived(self, written_at: datetime) -> bool:
        """Whether what was written at a moment was meant for somebody who died since."""
        return self.died_at is not None and written_at < self.died_at

    @property
    def called(self) -> str:
        """What letters call them."""
        return self.person.known_as or self.person.name

    def address(self, kind: str) -> str | None:
        """The newest contact of a kind."""
        return next((contact.value for contact in self.contacts if contact.kind == kind), None)

    def came_back(self, kind: str) -> bool:
        """Whether something sent to that newest contact came back."""
        newest = next((contact for contact in self.contacts if contact.kind == kind), None)
        return newest is not None and newest.came_back_at is not None


def reach(session: Session, case_id: int, person_id: int) -> Reach:
    """Return how one person of a case may be reached; raises LookupError when the person is not in the case."""
    found = next((one for one in _reaches(session, case_id) if one.person.id == person_id), None)
    if found is None:
        raise LookupError("the person is not in the case")
    return found


def role(session: Session, case_id: int, person_id: int | None) -> str | None:
    """Return what a person is in a case; None for somebody who is nothing in it now."""
    query = select(CasePerson.role).where(
        CasePerson.case_id == case_id, CasePerson.person_id == person_id, CasePerson.until.is_(None)
    )
    return session.scalars(query.order_by(CasePerson.id).limit(1)).one_or_none()


def recipients_of_notices(session: Session, case_id: int) -> list[Reach]:
    """Return everybody who gets the legal notices of a case now, s104(6) and (8); nobody who died."""
    return [one for one in _reaches(session, case_id, CasePerson.gets_notices.is_(True)) if not one.silent]


def part(session: Session, case_id: int, person_id: int) -> CasePerson:
    """Return what a person is in a case now; raises LookupError when the person has no part in it."""
    query = select(CasePerson).where(
        CasePerson.case_id == case_id, CasePerson.person_id == person_id, CasePerson.until.is_(None)
    )
    found = session.scalars(query.order_by(CasePerson.id)).first()
    if found is None:
        raise LookupError("the person has no part in the case")
    return found


def consents(session: Session, case_id: int) -> list[Consent]:
    """Return everything recorded of the victim's agreement in a case, oldest first."""
    query = select(Consent).where(Consent.case_id == case_id, Consent.purpose == APPLY).order_by(Consent.id)
    return list(session.scalars(query))


def consent_waits(session: Session, case_id: int) -> bool:
    """Say whether the victim of a case has not agreed, or agrees no more."""
    newest = (
        select(Consent.state)
        .where(Consent.case_id == case_id, Consent.purpose == APPLY)
        .order_by(Consent.id.desc())
        .limit(1)
    )
    return session.execute(newest).scalar_one_or_none() in WAITING


def of_case(session: Session, case_id: int) -> list[Reach]:
    """Return every person of a case in the order in which they came into it."""
    return _reaches(session, case_id)


def victim(session: Session, case_id: int) -> Reach:
    """Return the person whom a case is about. Raises LookupError when there is none."""
    return of_role(session, case_id, VICTIM)[0]


def representative(session: Session, case_id: int) -> Reach | None:
    """Return who acts for the victim of a case now; None when nobody does."""
    return next(iter(of_role(session, case_id, REPRESENTATIVE)), None)


def of_role(session: Session, case_id: int, role: str) -> list[Reach]:
    """Return those who have one role in a case."""
    return _reaches(session, case_id, CasePerson.role == role)


def _reaches(session: Session, case_id: int, *also: ColumnElement[bool]) -> list[Reach]:
    found: dict[int, tuple[CasePerson, Person]] = {}
    for part, person in session.execute(PARTS.where(*also) if also else PARTS, {"case": case_id}):
        found.setdefault(person.id, (part, person))
    if not found:
        return []
    of_them = {"people": list(found)}
    contacts, safe = (list(session.scalars(rows, of_them)) for rows in (CONTACTS, SAFE_CONTACTS))
    agreed = list(session.scalars(CONSENTS, {"case": case_id}))
    return [_reach(session, *one, contacts, safe, agreed) for one in found.values()]


def _reach(
    session: Session,
    part: CasePerson,
    person: Person,
    contacts: Sequence[Contact],
    said: Sequence[SafeContact],
    agreed: Sequence[Consent],
) -> Reach:
    """Return how one person is reached, out of what is known of all in the case, the newest first."""
    safe = next((one for one in said if one.person_id == person.id), None)
    acts = part.role == REPRESENTATIVE
    said_by = session.get(Person, safe.said_by_person_id) if safe and safe.said_by_person_id else None
    return Reach(
        person=person,
        role=part.role,
        safe=safe,
        contacts=tuple(one for one in contacts if one.person_id == person.id),
        consent=next((one for one in agreed if acts or one.person_id == person.id), None),
        relation=part.relation,
        said_by=said_by.name if said_by else None,
        gets_notices=part.gets_notices,
        died_at=part.died_at,
        letters_opened=part.letters_opened,
    )
