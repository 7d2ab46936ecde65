"""Writes and checks the two ledgers. Each row carries the hash of the row before it, so a change shows; the head of
each ledger says where it ends, so a cut at the end shows too.

`event` is one chain for ever. `view` runs in segments that can be closed; each segment starts from the last
hash of the one before, so that a closed one can be dropped whole.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.store.tables import Case, Event, Head, Segment, Staff, View
from portal.store.tables.base import canonical

START = "0" * 64
# An arbitrary number that all writers of the ledgers agree on; PostgreSQL locks it for one transaction.
LEDGER_LOCK = 104_105


@dataclass(frozen=True)
class Entry:
    """What is written to the ledger of events. `payload` holds ids and codes only."""

    kind: str
    at: datetime
    actor_kind: str
    actor_id: int | None
    payload: dict[str, Any]
    case_id: int | None = None
    number: int | None = None
    move: str | None = None
    seal: str | None = None


@dataclass(frozen=True)
class Point:
    """A place in a ledger: the number and the hash of a row. Nothing stands before (0, START)."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Verified:
    """How many rows were read, and the first bad one by ledger and number (None: all good)."""

    events: int
    views: int
    first_bad: str | None


def append(session: Session, entry: Entry, *, at_once: bool = True) -> Event:
    """Add one event at the end of the chain, in the caller's transaction. Returns the row.

    With `at_once` False the row is written together with whatever else the session still has to write.
    """
    _one_writer(session)
    head = _head(session, "event")
    seq, previous = head.seq + 1, head.hash
    row = Event(
        seq=seq,
        case_id=entry.case_id,
        number=entry.number,
        kind=entry.kind,
        move=entry.move,
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        payload=entry.payload,
        seal=entry.seal,
        previous_hash=previous,
        hash="",
    )
    row.hash = _hash_event(row)
    head.seq, head.hash = row.seq, row.hash
    session.add(row)
    if at_once:
        session.flush()
    return row


def append_view(session: Session, *, case_id: int, staff_id: int, action: str, at: datetime) -> None:
    """Add one view to the open segment, opening the first when there is none."""
    _one_writer(session)
    segment = _open_now(session) or _open_segment(session, at)
    head = _head(session, "view")
    seq, previous = head.seq + 1, head.hash
    row = View(
        seq=seq,
        segment=segment.number,
        case_id=case_id,
        staff_id=staff_id,
        action=action,
        at=at,
        previous_hash=previous,
        hash="",
    )
    row.hash = _hash_view(row)
    head.seq, head.hash = row.seq, row.hash
    session.add(row)
    session.flush()


def views_of(session: Session, case_id: int, most: int) -> list[tuple[View, str, str | None]]:
    """Return who looked at a case, the newest first, each with their name and their office."""
    query = (
        select(View, Staff.name, Staff.office)
        .join(Staff, Staff.id == View.staff_id)
        .where(View.case_id == case_id)
        .order_by(View.seq.desc())
        .limit(most)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def close_segment(session: Session, at: datetime, *, opened_by: datetime) -> int | None:
    """Close the open segment of views when it was opened by then. Returns its number, or None where there is none."""
    _one_writer(session)
    segment = _open_now(session)
    if segment is None or segment.opened_at > opened_by:
        return None
    head = _head(session, "view")
    segment.closed_at, segment.last_seq, segment.last_hash = at, head.seq, head.hash
    session.flush()
    return segment.number


def verify(session: Session) -> Verified:
    """Read both ledgers whole and name the first row that was changed, moved, added or taken away."""
    events_read, bad_event = _check(session, Event, _hash_event, Point(0, START))
    views_read, bad_view = _check(session, View, _hash_view, _before_first_view(session))
    return Verified(events_read, views_read, bad_event or bad_view or _bad_count(session))


def seal(words: str, salt: str) -> str:
    """Return the salted commitment to `words` that an event keeps instead of them."""
    return hmac.new(salt.encode(), words.encode(), hashlib.sha256).hexdigest()


def new_salt() -> str:
    """Return a salt; it is kept beside the words and erased with them."""
    return secrets.token_hex(16)


def _check(
    session: Session, table: type[Event | View], hashed: Callable[[Any], str], before: Point
) -> tuple[int, str | None]:
    """Walk a ledger from the row `before` the first to its end; return how many were read and the first bad one.

    The rows come as they stand in the database, as no objects: those take longer, and could be remembered ones.
    """
    ledger, count = table.__tablename__, 0
    end = _end(session, ledger)
    all_rows = select(*table.__table__.columns).order_by(table.seq)
    for row in session.execute(all_rows.execution_options(yield_per=500)):
        count += 1
        if row.seq != before.seq + 1:
            return count, f"{ledger} {before.seq + 1}"
        if row.previous_hash != before.hash or row.hash != hashed(row):
            return count, f"{ledger} {row.seq}"
        before = Point(row.seq, row.hash)
    if before != end:
        return count, f"{ledger} {min(before.seq, end.seq) + (before.seq != end.seq)}"
    return count, None


def _end(session: Session, ledger: str) -> Point:
    head = session.get(Head, ledger)
    return Point(head.seq, head.hash) if head else Point(0, START)


def _bad_count(session: Session) -> str | None:
    """A case whose row claims another number of events than it has."""
    counted = select(Event.case_id, func.count().label("n")).group_by(Event.case_id).subquery()
    missing = session.execute(
        select(Case.id, Case.version)
        .outerjoin(counted, counted.c.case_id == Case.id)
        .where(Case.version != func.coalesce(counted.c.n, 0))
        .order_by(Case.id)
        .limit(1)
    ).one_or_none()
    return f"event {missing.version} of case number {missing.id} (missing or added)" if missing else None


def _before_first_view(session: Session) -> Point:
    """Where the views still kept begin: at the start, or behind the last closed segment that was dropped whole."""
    first = session.execute(select(func.min(View.seq))).scalar_one_or_none()
    closed = select(Segment).where(Segment.closed_at.is_not(None)).order_by(Segment.number.desc()).limit(1)
    before = session.scalars(
        closed if first is None else closed.where(Segment.last_seq < first)
    ).one_or_none()
    if before is None or before.last_seq is None or before.last_hash is None:
        return Point(0, START)
    return Point(before.last_seq, before.last_hash)


def _head(session: Session, ledger: str) -> Head:
    """Return the row that says where a ledger ends, for going on from there: a cut before it stays to be seen.

    It is read once in a transaction: from then on nobody else can move it.
    """
    head: Head | None = session.info.get((Head, ledger)) or session.get(Head, ledger)
    if head is None:
        head = Head(ledger=ledger, seq=0, hash=START)
        session.add(head)
    session.info[Head, ledger] = head
    return head


def _open_now(session: Session) -> Segment | None:
    return session.scalars(select(Segment).where(Segment.closed_at.is_(None)).limit(1)).one_or_none()


def _open_segment(session: Session, at: datetime) -> Segment:
    highest = session.execute(select(func.max(Segment.number))).scalar_one_or_none() or 0
    segment = Segment(number=highest + 1, opened_at=at, closed_at=None, last_seq=None, last_hash=None)
    session.add(segment)
    session.flush()
    return segment


def _one_writer(session: Session) -> None:
    """Queue behind other writers until the transaction ends. SQLite's writing transactions already do."""
    if session.get_bind().dialect.name == "postgresql":
        with session.no_autoflush:  # what waits to be written can wait on
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LEDGER_LOCK})


def _hash_event(row: Event) -> str:
    return _hash(
        row.previous_hash,
        {
            "seq": row.seq,
            "case": row.case_id,
            "number": row.number,
            "kind": row.kind,
            "move": row.move,
            "at": _stamp(row.at),
            "actor": [row.actor_kind, row.actor_id],
            "payload": row.payload,
            "seal": row.seal,
        },
    )


def _hash_view(row: View) -> str:
    return _hash(
        row.previous_hash,
        {
            "seq": row.seq,
            "segment": row.segment,
            "case": row.case_id,
            "staff": row.staff_id,
            "action": row.action,
            "at": _stamp(row.at),
        },
    )


def _hash(previous: str, content: dict[str, Any]) -> str:
    return hashlib.sha256((previous + canonical(content)).encode()).hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
