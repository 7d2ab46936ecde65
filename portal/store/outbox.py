"""Messages waiting to leave. They are queued in the transaction of the decision they tell of."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from portal.store.adding import add_all
from portal.store.letters import Kept
from portal.store.tables import Case, Letter, Message, Person, ReturnedMail, Task

Channel = Literal["email", "post", "call", "text"]
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
# Why a message is done: another one tells of its letter by a way that became safe later.
TOLD_ANEW = "told_anew"
CASE_OVER = "case_over"
# Newer news says all that it still had to say, or nobody may be told it any more.
OVERTAKEN = "overtaken"
# Why a mail that left has failed: a mail server reported later that it did not arrive.
CAME_BACK = "came_back"


@dataclass(frozen=True)
class NewMessage:
    """A rendered message and whom it is for. Exactly one of person, body and staff is set."""

    kind: str
    channel: Channel
    subject: str
    body: str
    address: str | None = None
    case_id: int | None = None
    letter_id: int | None = None
    person_id: int | None = None
    body_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True)
class ToPrint:
    """A letter that waits for a printer and an envelope."""

    message: Message
    letter: Letter
    case: Case
    person: Person


@dataclass(frozen=True)
class Unopened:
    """A letter that waits behind its link, and the state of its case. `since` is aware."""

    letter: Kept
    case_id: int
    district: str
    state: str
    since: datetime


@dataclass(frozen=True)
class Stuck:
    """Messages that are held, failed or wait with the same trouble: how many, and since when. `since` is aware."""

    state: str
    trouble: str | None
    number: int
    since: datetime


def queue(session: Session, new: NewMessage, now: datetime) -> Message:
    """Put a message into the outbox. Its Message-ID is fixed now, so that a repeated try is the same message.

    Only mail leaves by itself; letters, calls and texts wait for a person.
    """
    message = Message(**_columns(new, now))
    session.add(message)
    return message


def queue_all(session: Session, new: Sequence[NewMessage], now: datetime) -> None:
    """Put messages into the outbox that nobody needs again in this work, all in one statement."""
    add_all(session, Message, [_columns(one, now) for one in new])


def _columns(new: NewMessage, now: datetime) -> dict[str, Any]:
    return {
        **vars(new),
        "message_id": secrets.token_hex(16),
        "state": "waiting",
        "attempts": 0,
        "next_try_at": now,
        "queued_at": now,
    }


def claim(session: Session, now: datetime) -> Message | None:
    """Lease the next message due; nobody else gets it until the lease runs out. Returns None when none is due."""
    due = (
        select(Message)
        .where(
            Message.channel == "email",
            or_(
                (Message.state == "waiting") & (Message.next_try_at <= now),
                (Message.state == "leased") & (Message.lease_until < now),
            ),
        )
        .order_by(Message.next_try_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    message = session.scalars(due).one_or_none()
    if message is not None:
        message.state, message.lease_until = "leased", now + LEASE
        message.attempts += 1
    return message


def sent(message: Message, now: datetime) -> None:
    """Settle a message that the mail server took."""
    message.state, message.settled_at, message.lease_until, message.trouble = "sent", now, None, None


def hold(message: Message, now: datetime, why: str) -> None:
    """Stop a message that may not leave; `why` is a code. It waits for a person."""
    message.state, message.settled_at, message.lease_until, message.trouble = "held", now, None, why


def put_back(message: Message, now: datetime, trouble: str) -> None:
    """Try again later, each time after a longer wait; after three days it becomes a person's task."""
    message.trouble, message.lease_until = trouble, None
    if now - message.queued_at >= GIVE_UP_AFTER:
        message.state, message.settled_at = "failed", now
        return
    message.state = "waiting"
    message.next_try_at = now + min(FIRST_WAIT * 2 ** min(message.attempts - 1, 20), LONGEST_WAIT)


def give_up(message: Message, now: datetime, trouble: str) -> None:
    """Settle a message that the mail server refused for good."""
    message.state, message.settled_at, message.lease_until, message.trouble = "failed", now, None, trouble


def oldest_waiting(session: Session) -> datetime | None:
    """Return when the longest-waiting mail was queued, for the health page."""
    query = select(func.min(Message.queued_at)).where(Message.channel == "email", Message.state == "waiting")
    found: datetime | None = session.execute(query).scalar_one_or_none()
    return found


def trouble_now() -> ScalarSelect[str | None]:
    """Return the code of what keeps waiting mail from leaving, as a column; null when nothing did at the last try."""
    return (
        select(Message.trouble)
        .where(Message.channel == "email", Message.state == "waiting", Message.trouble.is_not(None))
        .order_by(Message.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def last_trouble(session: Session) -> str | None:
    """Return that code by itself."""
    found: str | None = session.execute(select(trouble_now())).scalar_one_or_none()
    return found


def stuck(session: Session) -> list[Stuck]:
    """Return what did not leave or arrive, gathered by why; what is tried again too."""
    query = (
        select(Message.state, Message.trouble, func.count(), func.min(Message.queued_at))
        .where(
            or_(
                Message.state.in_(("held", "failed")),
                and_(Message.state == "waiting", Message.trouble.is_not(None)),
            )
        )
        .group_by(Message.state, Message.trouble)
        .order_by(func.min(Message.queued_at))
    )
    return [Stuck(*row) for row in session.execute(query)]


def settle_by_hand(session: Session, letter_id: int, now: datetime) -> None:
    """Settle what waited for a person once the letter was posted, read out or handed over.

    A mail that is still to leave by itself leaves; one that was held or refused is nobody's task any more.
    """
    for message in waits_by_hand(session, letter_id):
        message.state, message.settled_at = "done", now


def waits_by_hand(session: Session, letter_id: int) -> list[Message]:
    """Return the messages about a letter that wait for a person: held, refused, or not of the kind that leaves."""
    query = select(Message).where(
        Message.letter_id == letter_id,
        or_(
            Message.state.in_(("held", "failed")),
            and_(Message.state == "waiting", Message.channel != "email"),
        ),
    )
    return list(session.scalars(query))


def came_back(message: Message, now: datetime) -> None:
    """Settle a mail that left but did not arrive."""
    message.state, message.settled_at, message.trouble = "failed", now, CAME_BACK


def by_message_id(session: Session, message_id: str) -> Message | None:
    """Return the message that left, or was to leave, under a Message-ID of ours (without its host)."""
    query = select(Message).where(Message.message_id == message_id).with_for_update()
    return session.scalars(query).one_or_none()


def to_print(session: Session, condition: ColumnElement[bool], most: int) -> list[ToPrint]:
    """Return the letters that wait to be printed and posted in the cases of a condition, the oldest first."""
    query = (
        select(Message, Letter, Case, Person)
        .join(Letter, Letter.id == Message.letter_id)
        .join(Case, Case.id == Message.case_id)
        .join(Person, Person.id == Message.person_id)
        .where(Message.state == "waiting", Message.channel == "post", Letter.told_at.is_(None), condition)
        .order_by(Message.id)
        .limit(most)
    )
    return [ToPrint(*row) for row in session.execute(query)]


def mailed_but_untold(session: Session) -> list[Unopened]:
    """Return the letters of which a mail told but which nobody opened, about which no task waits.

    `since` is the last try: when the mail left, or when a task about the letter was done.
    """
    left = func.max(Message.settled_at)
    tried = select(func.max(Task.done_at)).where(Task.letter_id == Letter.id).scalar_subquery()
    waiting = exists().where(Task.letter_id == Letter.id, Task.done_at.is_(None))
    columns = (Letter.id, Letter.kind, Letter.person_id, Letter.made_at, Letter.told_at)
    query = (
        select(*columns, Case.id, Case.district, Case.state, left, tried)
        .join(Message, Message.letter_id == Letter.id)
        .join(Case, Case.id == Letter.case_id)
        .where(Letter.told_at.is_(None), Message.channel == "email", Message.state == "sent", ~waiting)
        .group_by(*columns, Case.id, Case.district, Case.state)
    )
    return [
        Unopened(Kept(*row[:5]), *row[5:8], since=max(moment for moment in row[8:] if moment))
        for row in session.execute(query)
    ]


def by_hand_about(session: Session, letter_id: int) -> list[Message]:
    """Return the messages by which a person told of a letter by hand."""
    query = select(Message).where(
        Message.letter_id == letter_id, Message.state == "done", Message.trouble.is_distinct_from(TOLD_ANEW)
    )
    return list(session.scalars(query))


def untold(
    session: Session, case_id: int, person_id: int, *, sent_too: bool = False
) -> list[tuple[Message, Letter]]:
    """Return the messages to a person that have not left, each with its letter of which nobody was told yet.

    With `sent_too` also mail that left.

    They are locked, so that none leaves meanwhile; one that is being sent just now is left out.
    """
    query = (
        select(Message, Letter)
        .join(Letter, Letter.id == Message.letter_id)
        .where(
            Message.case_id == case_id,
            Message.person_id == person_id,
            Message.state.in_(("waiting", "held", "failed", *(("sent",) if sent_too else ()))),
            Letter.told_at.is_(None),
        )
        .order_by(Message.id)
        .with_for_update(of=Message)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def told_anew(message: Message, now: datetime) -> None:
    """Settle a message in whose place another one goes."""
    message.state, message.settled_at, message.trouble = "done", now, TOLD_ANEW


def no_longer(message: Message, now: datetime) -> None:
    """Settle a message that has no point any more because its case ended."""
    message.state, message.settled_at, message.trouble = "done", now, CASE_OVER


def drop(message: Message, now: datetime, why: str) -> None:
    """Settle a message that is for nobody any more; `why` is a code."""
    message.state, message.settled_at, message.trouble = "done", now, why


def was_returned(session: Session, sha256: str) -> bool:
    """Say whether a report with this hash was taken in before."""
    return session.scalars(select(ReturnedMail.id).where(ReturnedMail.sha256 == sha256)).first() is not None
