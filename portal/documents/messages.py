"""The wording of mail: short, neutral, without anything about the case.

A mailbox may be read by the person who causes the problem. So every function here takes neutral data only (a
reference to give on the phone, an opaque link, who to ring), and the words lead to a page where the letter
can be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from portal.documents.letter import PUBLIC_ID
from portal.wording import Translator

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates" / "messages"
REFERENCE: Final = re.compile(r"[A-Z0-9-]{4,32}\Z")
ADDRESS: Final = re.compile(r"https?://[^\s\[\]]+\Z")


class MessageKind(StrEnum):
    LETTER_WAITING = "letter_waiting"
    APPLICATION_FOR_BODY = "application_for_body"
    APPEAL_FOR_OFFICE = "appeal_for_office"
    ACTION_FOR_OWNER = "action_for_owner"
    CASE_FOR_DISTRICT = "case_for_district"


@dataclass(frozen=True, slots=True)
class Message:
    """A plain-text mail. The body holds link placeholders, to be filled with `fill_links` when it is sent."""

    kind: MessageKind
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mail is from, in words that give nothing away, and whom to ring when in doubt; empty: not published."""

    name: str
    phone: str


def letter_waiting(link_id: str, sender: Sender, _: Translator) -> Message:
    """To the applicant: there is a letter to read, behind the link with this public id."""
    if PUBLIC_ID.match(link_id) is None:
        raise ValueError(f"not the public id of a link: {link_id!r}")
    return _message(MessageKind.LETTER_WAITING, sender, _, link=f"[[link:{link_id}]]")


def application_for_body(reference: str, address: str, sender: Sender, _: Translator) -> Message:
    """To a relevant body: an application was made available to it (s104(3)(b)).

    Takes the reference and the full address of the page behind the sign-in; both say nothing about the case.
    """
    return _for_partner(MessageKind.APPLICATION_FOR_BODY, reference, address, sender, _)


def appeal_for_office(reference: str, address: str, sender: Sender, _: Translator) -> Message:
    """To the office that hears appeals: an appeal waits behind its sign-in."""
    return _for_partner(MessageKind.APPEAL_FOR_OFFICE, reference, address, sender, _)


def action_for_owner(reference: str, address: str, sender: Sender, _: Translator) -> Message:
    """To the body that owns an action: something is for it to do, behind its sign-in."""
    return _for_partner(MessageKind.ACTION_FOR_OWNER, reference, address, sender, _)


def case_for_district(reference: str, address: str, sender: Sender, _: Translator) -> Message:
    """To the point of contact of a district: a colleague elsewhere has put something there, behind its sign-in."""
    return _for_partner(MessageKind.CASE_FOR_DISTRICT, reference, address, sender, _)


def _for_partner(kind: MessageKind, reference: str, address: str, sender: Sender, _: Translator) -> Message:
    if REFERENCE.match(reference) is None:
        raise ValueError(f"not a reference: {reference!r}")
    if ADDRESS.match(address) is None:
        raise ValueError(f"not an address of this portal: {address!r}")
    return _message(kind, sender, _, reference=reference, address=address)


def _message(kind: MessageKind, sender: Sender, _: Translator, **values: str) -> Message:
    given = {"_": _, "sender": sender, **values}
    subject = _environment().get_template(f"{kind}/subject.txt").render(given)
    body = _environment().get_template(f"{kind}/body.txt").render(given)
    return Message(kind, " ".join(subject.split()), body.strip() + "\n")


@cache
def _environment() -> Environment:
    # The texts are plain, so only a template named .html would be escaped.
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(("html",)),
        auto_reload=False,
        trim_blocks=True,
    )
