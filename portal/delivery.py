"""Sends what waits in the outbox: at least once, always under one Message-ID, never past the safe-contact gate."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from portal.cases.safe_contact import FOR_NOBODY
from portal.documents.letter import PLACEHOLDER, fill_links
from portal.services import addresses, gate, tasks
from portal.services.work import Office, Work
from portal.store import drafts, outbox, throttle
from portal.store.tables import Message


class MailTrouble(Exception):
    """The mail server did not take a message now; it is tried again later."""


class SignInRefused(MailTrouble):
    """The mail server did not let the portal in: a password, a token or its server has to be mended."""


class MailRefused(Exception):
    """The mail server will never take this message; a person has to find another way."""


class Trouble(StrEnum):
    """Why a message did not leave, as codes: the server's own words may hold an address."""

    SERVER = "server_not_reached"
    SIGN_IN = "sign_in_refused"
    REFUSED = "address_refused"
    OURS = "fault_of_the_portal"


@dataclass(frozen=True)
class Outgoing:
    """A mail as it leaves."""

    message_id: str
    to: str
    subject: str
    body: str


Send = Callable[[Outgoing], None]


def deliver_waiting(office: Office, send: Send, most: int = 100) -> int:
    """Send what is due, each message in its own transaction. Returns how many were tried."""
    tried = 0
    while tried < most and deliver_next(office, send):
        tried += 1
    return tried


def deliver_next(office: Office, send: Send) -> bool:
    """Claim one message, ask the gate again, send it outside any transaction, settle it. False: none was due.

    A fault of ours puts the message back, so that it does not stand in the way of the others, and is raised.
    """
    with office.work() as work:
        message = outbox.claim(work.session, work.now)
        if message is None:
            return False
        message_id = message.id
    try:
        with office.work() as work:
            outgoing = _prepare(work, work.session.get_one(Message, message_id))
        if outgoing is not None:
            _settle(office, message_id, _send(send, outgoing))
    except Exception:
        _settle(office, message_id, Trouble.OURS)
        raise
    return True


def _settle(office: Office, message_id: int, trouble: Trouble | None) -> None:
    with office.work() as work:
        message = work.session.get_one(Message, message_id)
        if trouble is None:
            outbox.sent(message, work.now)
        elif trouble is Trouble.REFUSED:
            outbox.give_up(message, work.now, trouble)
        else:
            outbox.put_back(message, work.now, trouble)
        tasks.about_message(work, message)


def sweep(office: Office) -> int:
    """Delete drafts that have run out and counters of past windows. Returns how many rows went."""
    with office.work() as work:
        return drafts.sweep(work.session, work.now) + throttle.sweep(work.session, work.now)


def _prepare(work: Work, message: Message) -> Outgoing | None:
    held = gate.why_held(work, message)
    if held is not None or message.address is None:
        if held in FOR_NOBODY:
            outbox.drop(message, work.now, held)
        else:
            outbox.hold(message, work.now, held or "no_address")
        tasks.about_message(work, message)
        return None
    ids = set(PLACEHOLDER.findall(message.body))
    body = fill_links(message.body, addresses.resolver(work, ids))
    return Outgoing(message.message_id, message.address, message.subject, body)


def _send(send: Send, outgoing: Outgoing) -> Trouble | None:
    try:
        send(outgoing)
    except MailRefused:
        return Trouble.REFUSED
    except SignInRefused:
        return Trouble.SIGN_IN
    except MailTrouble:
        return Trouble.SERVER
    return None
