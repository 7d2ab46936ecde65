"""Adds the people of an application, with how each may be reached and what each agreed to."""

from collections.abc import Mapping
from typing import Any

from portal.services import gate
from portal.services.work import Work
from portal.store import people
from portal.store.tables import Case, CasePerson, Consent, Contact, Person, SafeContact

WORDING_VERSION = "2026-11"
# Answers about channels, in the words of the form, and the kind of contact each needs.
ADDRESSES = {"email": "email", "phone": "phone", "address": "letter", "trusted_person": "trusted_person"}
# How somebody is called in lists and letters who did not say their name to the officer who keyed it in (A16).
NOT_SAID = "Name not known"


def add_applicant(work: Work, case: Case, given: Mapping[str, Any]) -> Person:
    """Add the victim who applies for themselves: contacts, safe contact, and consent not needed."""
    person = Person(created_at=work.now)
    _name(person, given)
    work.session.add(person)
    work.session.flush()
    _take_part(work, case, person, given)
    _add_contacts(work, person, given)
    add_safe_contact(work, person, given)
    _add_complained_of(work, case, given)
    return person


def complete_applicant(work: Work, case: Case, given: Mapping[str, Any]) -> Person:
    """Replace what somebody said who asked for a call by what they say in the application; earlier rows are ended."""
    (reach,) = (one for one in people.of_case(work.session, case.id) if one.role == "victim")
    _name(reach.person, given)
    for contact in reach.contacts:
        contact.until = work.now
    _add_contacts(work, reach.person, given)
    add_safe_contact(work, reach.person, given)
    _add_complained_of(work, case, given)
    return reach.person


def _name(person: Person, given: Mapping[str, Any]) -> None:
    person.name = given.get("name") or NOT_SAID
    person.known_as = given.get("known_as") or None
    person.organisation = given.get("organisation") or None
    person.search_name = fold(person.name)


def fold(name: str) -> str:
    """Return a name as the worklist's search compares it."""
    return " ".join(name.casefold().split())


def _take_part(work: Work, case: Case, person: Person, given: Mapping[str, Any]) -> None:
    work.session.add(
        CasePerson(
            case_id=case.id,
            person_id=person.id,
            role="victim",
            relation=given.get("for_whom"),
            gets_notices=True,
            since=work.now,
        )
    )
    work.session.add(
        Consent(
            case_id=case.id,
            person_id=person.id,
            purpose="apply",
            state="not_needed",
            wording_version=WORDING_VERSION,
            answered_how=case.channel,
            recorded_at=work.now,
        )
    )


def _add_contacts(work: Work, person: Person, given: Mapping[str, Any]) -> None:
    for question, kind in ADDRESSES.items():
        value = given.get(question) or (_home(given) if kind == "letter" else "")
        if value:
            work.session.add(Contact(person_id=person.id, kind=kind, value=value, since=work.now))


def _home(given: Mapping[str, Any]) -> str:
    """The home address, where letters go when the person asked for post and gave no other, as the form says."""
    if "post" not in (given.get("channels") or ()) or not given.get("home_address"):
        return ""
    return "\n".join(part for part in (given["home_address"], given.get("home_postcode")) if part)


def add_safe_contact(work: Work, person: Person, given: Mapping[str, Any]) -> None:
    """Add what a person says about being reached safely. It binds from now on; what they said before is kept."""
    must_not_know, avoid = given.get("must_not_know") or "", given.get("words_to_avoid") or ""
    work.session.add(
        SafeContact(
            person_id=person.id,
            channels=given.get("channels") or [],
            voicemail=given.get("voicemail") or None,
            hours=given.get("hours") or None,
            visit=given.get("visit") or None,
            notes_sealed=gate.seal_notes(work, person.id, must_not_know, avoid)
            if must_not_know or avoid
            else None,
            share_post=given.get("share_post") == "yes" or given.get("share_home") == "yes",
            recorded_at=work.now,
            recorded_by=work.actor.id if work.actor.kind == "staff" else None,
        )
    )
    work.session.flush()


def _add_complained_of(work: Work, case: Case, given: Mapping[str, Any]) -> None:
    """The person said to cause it is a row of their own, so that their data can be erased alone."""
    if not given.get("who"):
        return
    person = Person(name=given["who"], created_at=work.now)
    work.session.add(person)
    work.session.flush()
    work.session.add(CasePerson(case_id=case.id, person_id=person.id, role="complained_of", since=work.now))
