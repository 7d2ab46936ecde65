"""Adds the people of an application, with how each may be reached and what each agreed to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from portal.cases.independence import fold
from portal.journeys.application import ON_BEHALF
from portal.journeys.application.acting import agreed_at_first
from portal.services import gate
from portal.services.work import Work
from portal.store import people
from portal.store.adding import add_now
from portal.store.people import Reach
from portal.store.tables import Case, CasePerson, Consent, Contact, Person, SafeContact

WORDING_VERSION = "2026-11"
# Answers about channels, in the words of the form, and the kind of contact each needs.
ADDRESSES = {"email": "email", "phone": "phone", "address": "letter", "trusted_person": "trusted_person"}
# How somebody is called in lists and letters who did not say their name to the officer who keyed it in (A16).
NOT_SAID = "Name not known"


def add_applicant(work: Work, case: Case, given: Mapping[str, Any]) -> tuple[Reach, ...]:
    """Add the people of an application; return those who get the notices, as `people.recipients_of_notices` does.

    Who applies for themselves needs no consent. Who applies for somebody else is added as their representative; what
    they say about reaching the victim is marked as said by them.
    """
    person = Person(created_at=work.now)
    _name(person, given)
    work.session.add(person)
    work.session.flush()
    part = _take_part(work, case, person, given)
    consent = _add_consent(work, case, person, given)
    acting = _add_representative(work, case, given, consent) if ON_BEHALF.holds(given) else None
    contacts = _add_contacts(work, person, given)
    safe = add_safe_contact(work, person, given, said_by=acting.person if acting else None)
    _add_complained_of(work, case, given)
    said_by = acting.person.name if acting else None
    victim = Reach(person, part.role, safe, contacts, consent, part.relation, said_by, part.gets_notices)
    return tuple(one for one in (victim, acting) if one is not None and one.gets_notices)


def _add_representative(
    work: Work, case: Case, given: Mapping[str, Any], consent: Consent | None = None
) -> Reach:
    """Add whoever applies for somebody else, with contacts of their own: nothing for one goes to the other."""
    own = {name.removeprefix("rep_"): value for name, value in given.items() if name.startswith("rep_")}
    person = Person(created_at=work.now)
    _name(person, own)
    work.session.add(person)
    work.session.flush()
    contacts = _add_contacts(work, person, own)
    safe = add_safe_contact(work, person, own)
    part = CasePerson(
        case_id=case.id,
        person_id=person.id,
        role=people.REPRESENTATIVE,
        relation=given.get("relation"),
        gets_notices=agreed_at_first(given) in gate.SHARED,
        since=work.now,
    )
    add_now(work.session, part)
    return Reach(person, part.role, safe, contacts, consent, part.relation, gets_notices=part.gets_notices)


def complete_applicant(work: Work, case: Case, given: Mapping[str, Any]) -> None:
    """Replace what somebody said who asked for a call by what they say in the application; earlier rows are ended."""
    reach = people.victim(work.session, case.id)
    _name(reach.person, given)
    for contact in reach.contacts:
        contact.until = work.now
    acting = None
    if ON_BEHALF.holds(given):
        acting = _add_representative(work, case, given).person
        people.part(work.session, case.id, reach.person.id).gets_notices = _hears_first(given)
        _add_consent(work, case, reach.person, given)
    _add_contacts(work, reach.person, given)
    add_safe_contact(work, reach.person, given, said_by=acting)
    _add_complained_of(work, case, given)


def _name(person: Person, given: Mapping[str, Any]) -> None:
    person.name = given.get("name") or NOT_SAID
    person.known_as = given.get("known_as") or None
    person.organisation = given.get("organisation") or None
    person.search_name = fold(person.name)


def _take_part(work: Work, case: Case, person: Person, given: Mapping[str, Any]) -> CasePerson:
    part = CasePerson(
        case_id=case.id,
        person_id=person.id,
        role=people.VICTIM,
        relation=given.get("for_whom"),
        gets_notices=_hears_first(given),
        since=work.now,
    )
    add_now(work.session, part)
    return part


def _hears_first(given: Mapping[str, Any]) -> bool:
    """Whether the victim gets the notices from the first day: not before they agreed, and for a child a parent."""
    return agreed_at_first(given) in ("not_needed", "given")


def _add_consent(work: Work, case: Case, person: Person, given: Mapping[str, Any]) -> Consent:
    """Add what the application says about the victim's consent. The day counts on which they asked or signed."""
    days = (given.get("consent_date"), given.get("signed_on"))
    consent = Consent(
        case_id=case.id,
        person_id=person.id,
        purpose=people.APPLY,
        state=agreed_at_first(given),
        wording_version=WORDING_VERSION,
        asked_how=given.get("consent_how"),
        answered_how=given.get("consent_state") if ON_BEHALF.holds(given) else case.channel,
        asked_on=next((date.fromisoformat(day) for day in days if day), None),
        recorded_at=work.now,
    )
    add_now(work.session, consent)
    return consent


def _add_contacts(work: Work, person: Person, given: Mapping[str, Any]) -> tuple[Contact, ...]:
    """Add the ways to reach a person and return them, the newest first."""
    rows = []
    for question, kind in ADDRESSES.items():
        value = given.get(question) or (_home(given) if kind == "letter" else "")
        if value:
            rows.append(Contact(person_id=person.id, kind=kind, value=value, since=work.now))
    add_now(work.session, *rows)
    return tuple(reversed(rows))


def _home(given: Mapping[str, Any]) -> str:
    """The home address, where letters go when the person asked for post and gave no other, as the form says."""
    if "post" not in (given.get("channels") or ()) or not given.get("home_address"):
        return ""
    return "\n".join(part for part in (given["home_address"], given.get("home_postcode")) if part)


def add_safe_contact(
    work: Work, person: Person, given: Mapping[str, Any], said_by: Person | None = None
) -> SafeContact:
    """Add what is said about reaching a person safely. It binds from now on; what was said before is kept.

    `said_by` is who said it, when it was not the person themselves.
    """
    must_not_know, avoid = given.get("must_not_know") or "", given.get("words_to_avoid") or ""
    notes = must_not_know or avoid
    safe = SafeContact(
        person_id=person.id,
        channels=given.get("channels") or [],
        voicemail=given.get("voicemail") or None,
        hours=given.get("hours") or None,
        visit=given.get("visit") or None,
        notes_sealed=gate.seal_notes(work, person.id, must_not_know, avoid) if notes else None,
        share_post=given.get("share_post") == "yes" or given.get("share_home") == "yes",
        said_by_person_id=said_by.id if said_by is not None else None,
        recorded_at=work.now,
        recorded_by=work.staff_id,
    )
    add_now(work.session, safe)
    return safe


def _add_complained_of(work: Work, case: Case, given: Mapping[str, Any]) -> None:
    """The person said to cause it is a row of their own, so that their data can be erased alone."""
    if not given.get("who"):
        return
    person = Person(name=given["who"], created_at=work.now)
    work.session.add(person)
    work.session.flush()
    add_now(
        work.session,
        CasePerson(case_id=case.id, person_id=person.id, role=people.COMPLAINED_OF, since=work.now),
    )
