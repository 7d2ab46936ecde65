"""./run add-person: asks for a password, adds somebody with their roles, and shows what their code app needs."""

import argparse
import getpass
import sys
from collections.abc import Callable

import segno

from portal.area import Partnership
from portal.cases.refusals import Refused
from portal.policy import STAFF_ROLES, Grant, Role
from portal.services.staff import NewPerson, add_person
from portal.services.work import Office
from portal.store.cases import UNKNOWN_DISTRICT

# A county's front desk: it sees what has no district yet, and hands over.
DESK = "desk"
ROLES = {role.name.lower().replace("_", "-"): role for role in STAFF_ROLES}


def enrol(office: Office, chosen: argparse.Namespace, say: Callable[[str], None]) -> int:
    """Add the person that the command's arguments describe; returns the exit code."""
    try:
        grants = tuple(grant_from(words, office.partnership) for words in chosen.role)
        person = NewPerson(
            username=chosen.name,
            name=chosen.full_name,
            grants=grants,
            password=_password(),
            email=chosen.email,
            phone=chosen.phone,
            office=chosen.office,
        )
        with office.work() as work:
            enrolled = add_person(work, person)
    except (Refused, ValueError) as wrong:
        say(f"Nobody was added. {wrong}")
        return 2
    say(
        f"{chosen.full_name} now signs in as {chosen.name}. Show this to them only, once, for their code app:"
    )
    segno.make(enrolled.totp_address).terminal(compact=True)
    say(f"or type the key {enrolled.totp_seed}")
    return 0


def grant_from(words: str, partnership: Partnership) -> Grant:
    """Read ROLE or ROLE@PLACE. Raises ValueError saying what may stand there."""
    name, _, place = words.partition("@")
    role = ROLES.get(name)
    if role is None:
        raise ValueError(f"“{name}” is no role: use one of {', '.join(ROLES)}.")
    bodies = [body.key for body in partnership.bodies]
    # A decision-maker of a body can be the second person where "not met" takes two.
    if role is Role.BODY_USER or (role is Role.DECIDER and place in bodies):
        _one_of(place, bodies, "body")
        return Grant(role, body=place)
    if place == DESK and role is Role.INTAKE:
        return Grant(role, district=UNKNOWN_DISTRICT)
    if place:
        _one_of(place, [district.key for district in partnership.districts], "district")
    return Grant(role, district=place or None)


def _one_of(place: str, known: list[str], kind: str) -> None:
    if place not in known:
        raise ValueError(f"“{place}” is no {kind} of the area file: use one of {', '.join(known)}.")


def _password() -> str:
    """Asked for twice at a terminal; else the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass("Password for them, at least 12 characters: ")
    if getpass.getpass("The same again: ") != first:
        raise ValueError("The two passwords differ.")
    return first
