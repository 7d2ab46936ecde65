"""People of a case and how each may be reached."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.store.tables import CasePerson, Consent, Contact, Person, SafeContact


@dataclass(frozen=True)
class Reach:
    """A person with everything known about reaching them now."""

    person: Person
    role: str
    safe: SafeContact | None
    contacts: tuple[Contact, ...]
    consent: Consent | None

    def address(self, kind: str) -> str | None:
        """The newest contact of a kind."""
        return next((contact.value for contact in self.contacts if contact.kind == kind), None)


def reach(session: Session, case_id: int, person_id: int) -> Reach:
    """Return how one person of a case may be reached; raises LookupError when the person is not in the case."""
    found = next((one for one in _reaches(session, case_id) if one.person.id == person_id), None)
    if found is None:
        raise LookupError("the person is not in the case")
    return found


def recipients_of_notices(session: Session, case_id: int) -> list[Reach]:
    """Return everybody who gets the legal notices of a case, s104(6) and (8)."""
    return _reaches(session, case_id, notices=True)


def of_case(session: Session, case_id: int) -> list[Reach]:
    """Return every person of a case in the order in which they came into it."""
    return _reaches(session, case_id)


def _reaches(session: Session, case_id: int, *, notices: bool = False) -> list[Reach]:
    query = (
        select(CasePerson, Person)
        .join(Person, Person.id == CasePerson.person_id)
        .where(CasePerson.case_id == case_id, CasePerson.until.is_(None))
        .order_by(CasePerson.id)
    )
    if notices:
        query = query.where(CasePerson.gets_notices)
    found: dict[int, Reach] = {}
    for part, person in session.execute(query):
        if person.id not in found:
            found[person.id] = _with_contacts(session, case_id, part, person)
    return list(found.values())


def _with_contacts(session: Session, case_id: int, part: CasePerson, person: Person) -> Reach:
    contacts = session.scalars(
        select(Contact)
        .where(Contact.person_id == person.id, Contact.until.is_(None))
        .order_by(Contact.id.desc())
    )
    safe = session.scalars(
        select(SafeContact).where(SafeContact.person_id == person.id).order_by(SafeContact.id.desc()).limit(1)
    ).one_or_none()
    consent = session.scalars(
        select(Consent)
        .where(Consent.case_id == case_id, Consent.person_id == person.id)
        .order_by(Consent.id.desc())
        .limit(1)
    ).one_or_none()
    return Reach(person, part.role, safe, tuple(contacts), consent)
