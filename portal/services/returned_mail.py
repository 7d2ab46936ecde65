"""Reports that a mail of ours did not arrive: a person then has to find another way (requirement M1).

A mail server sends them hours later to the sender (delivery status notifications, RFC 3464). A rule of the mailbox
feeds each to `./run bounce`. What it feeds may be anything, so nothing is kept that is not such a report.
"""

import email
import email.policy
import hashlib
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from enum import StrEnum
from urllib.parse import urlsplit

from portal.services import tasks
from portal.services.work import Work
from portal.store import outbox
from portal.store.tables import Letter, ReturnedMail
from portal.store.tables import Message as Queued

LARGEST = 5_000_000  # bytes: ours are small, and a report returns no more than it was sent
LONGEST_REPORT = 4000  # characters kept of what the server says
# RFC 5321 s4.5.5: a notification has no sender to return to. Some are delivered with the usual names instead.
POSTMEN = ("mailer-daemon", "postmaster", "microsoftexchange")
CODE = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


class Taken(StrEnum):
    """What became of a mail that was fed in."""

    NEW = "new"
    KNOWN = "known"
    ON_ITS_WAY = "on its way"
    NONE = "none of ours"


def take_in(work: Work, raw: bytes) -> Taken:
    """Take in one mail as it arrived. Marks the message it is about as failed, and opens a task.

    Sent twice it is taken in once. A message that told of a letter which was opened meanwhile makes no task.
    """
    if len(raw) > LARGEST:
        return Taken.NONE
    try:
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        told = _status(mail)
        ours = _about(mail, urlsplit(work.settings.base_url).hostname or "", reported=told is not None)
    except (ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError):
        # The parser gives up on some of what a stranger can send.
        return Taken.NONE
    message = outbox.by_message_id(work.session, ours) if ours else None
    if message is None:
        return Taken.NONE
    if told is not None and "failed" not in told.actions:
        return Taken.ON_ITS_WAY
    sha256 = hashlib.sha256(raw).hexdigest()
    if outbox.was_returned(work.session, sha256):
        return Taken.KNOWN
    work.session.add(
        ReturnedMail(
            message_id=message.id,
            sha256=sha256,
            status=told.code if told else None,
            report=told.words if told else "",
            taken_in_at=work.now,
        )
    )
    _fail(work, message)
    return Taken.NEW


def _fail(work: Work, message: Queued) -> None:
    if message.state in ("done", "held", "failed"):
        return
    letter = work.session.get(Letter, message.letter_id) if message.letter_id else None
    outbox.came_back(message, work.now)
    if letter is None or letter.told_at is None:
        tasks.about_message(work, message)


class _Status:
    """What the machine-readable part of a report says (RFC 3464 s2)."""

    def __init__(self, part: Message) -> None:
        blocks = part.get_payload() if part.is_multipart() else []
        fields = [block for block in blocks if isinstance(block, Message)]
        self.actions = {str(one.get("Action", "")).strip().casefold() for one in fields}
        codes = [found[0] for one in fields if (found := CODE.search(str(one.get("Status", ""))))]
        self.code = codes[-1] if codes else None
        written = "\n\n".join("\n".join(f"{name}: {value}" for name, value in one.items()) for one in fields)
        self.words = "".join(sign for sign in written if sign.isprintable() or sign == "\n")[:LONGEST_REPORT]


def _status(mail: EmailMessage | Message) -> _Status | None:
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            return _Status(part)
    return None


def _about(mail: Message, host: str, *, reported: bool) -> str | None:
    """Return our part of the Message-ID that a report is about; None for a mail that is no report of ours.

    Without a machine-readable part only a notification counts, so that an answer which somebody wrote is none.
    """
    if not reported and not _from_postman(mail):
        return None
    ours = re.compile(rf"<([0-9a-f]{{32}})@{re.escape(host)}>")
    for words in _returned(mail, whole=not reported):
        found = ours.search(words)
        if found:
            return found[1]
    return None


def _returned(mail: Message, *, whole: bool) -> Iterator[str]:
    """The headers of the mail that is sent back; with `whole` also what a report says in words."""
    for part in mail.walk():
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind == "message/rfc822" and isinstance(inner, list):
            yield from (str(one.get("Message-ID", "")) for one in inner if isinstance(one, Message))
        elif kind == "text/rfc822-headers" or (whole and kind == "text/plain"):
            content = part.get_payload(decode=True)
            yield (
                content.decode("utf-8", "replace") if isinstance(content, bytes) else str(part.get_payload())
            )


def _from_postman(mail: Message) -> bool:
    sender = str(mail.get("From", "")).casefold()
    return str(mail.get("Return-Path", "-")).strip() == "<>" or any(name in sender for name in POSTMEN)
