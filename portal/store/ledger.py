"""Writes and checks the two ledgers. Each row carries the hash of the row before it, so a change shows.

`event` is one chain for ever. `view` runs in segments that can be closed; each segment starts from the last
hash of the one before, so that a closed one can be dropped whole.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from portal.store.tables import Event, Segment, View
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
class Verified:
    """How many rows were read, and the first bad one by ledger and number (None: all good)."""

    events: int
    views: int
    first_bad: str | None


def append(session: Session, entry: Entry) -> Event:
    """Add one event at the end of the chain, in the caller's transaction. Returns the row."""
    _one_writer(session)
    last = session.execute(select(Event.seq, Event.hash).order_by(Event.seq.desc()).limit(1)).one_or_none()
    seq, previous = (last.seq + 1, last.hash) if last else (1, START)
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
    session.add(row)
    session.flush()
    return row


def append_view(session: Session, *, case_id: int, staff_id: int, action: str, at: datetime) -> None:
    """Add one view to the open segment, opening the first when there is none."""
    _one_writer(session)
    segment = session.scalars(select(Segment).where(Segment.closed_at.is_(None)).limit(1)).one_or_none()
    if segment is None:
        segment = _open_segment(session, at)
    last = session.execute(select(View.seq, View.hash).order_by(View.seq.desc()).limit(1)).one_or_none()
    seq, previous = (last.seq + 1, last.hash) if last else _after_closed(session)
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
    session.add(row)
    session.flush()


def close_segment(session: Session, at: datetime) -> int | None:
    """Close the open segment of views. Returns its number, or None when nothing was open."""
    _one_writer(session)
    segment = session.scalars(select(Segment).where(Segment.closed_at.is_(None)).limit(1)).one_or_none()
    if segment is None:
        return None
    last = session.execute(select(View.seq, View.hash).order_by(View.seq.desc()).limit(1)).one_or_none()
    segment.closed_at = at
    segment.last_seq, segment.last_hash = (last.seq, last.hash) if last else (0, START)
    session.flush()
    return segment.number


def verify(session: Session) -> Verified:
    """Read both ledgers whole and name the first row whose hash, number or predecessor is wrong."""
    events, bad_event = _check(session.scalars(select(Event).order_by(Event.seq).execution_options(yield_per=500)))
    views, bad_view = _check(
        session.scalars(select(View).order_by(View.seq).execution_options(yield_per=500)), *_after_dropped(session)
    )
    return Verified(events, views, bad_event or bad_view or _bad_tail(session))


def seal(words: str, salt: str) -> str:
    """Return the salted commitment to `words` that an event keeps instead of them."""
    return hmac.new(salt.encode(), words.encode(), hashlib.sha256).hexdigest()


def new_salt() -> str:
    """Return a salt; it is kept beside the words and erased with them."""
    return secrets.token_hex(16)


def _check(
    rows: Iterable[Event] | Iterable[View], seq: int | None = 1, previous: str = START
) -> tuple[int, str | None]:
    count = 0
    for row in rows:
        count += 1
        expected = _hash_event(row) if isinstance(row, Event) else _hash_view(row)
        number_fits = seq is None or row.seq == seq
        chain_fits = seq is None or row.previous_hash == previous
        if row.hash != expected or not number_fits or not chain_fits:
            return count, f"{row.__tablename__} {row.seq if number_fits else seq}"
        seq, previous = row.seq + 1, row.hash
    return count, None


def _bad_tail(session: Session) -> str | None:
    """A cut tail of events shows where a case claims more events than it has."""
    from portal.store.tables import Case

    counted = select(Event.case_id, func.count().label("n")).group_by(Event.case_id).subquery()
    missing = session.execute(
        select(Case.id, Case.version)
        .outerjoin(counted, counted.c.case_id == Case.id)
        .where(Case.version != func.coalesce(counted.c.n, 0))
        .order_by(Case.id)
        .limit(1)
    ).one_or_none()
    return f"event {missing.version} of case number {missing.id} (missing or added)" if missing else None


def _after_closed(session: Session) -> tuple[int, str]:
    closed = session.execute(
        select(Segment.last_seq, Segment.last_hash)
        .where(Segment.closed_at.is_not(None))
        .order_by(Segment.number.desc())
    ).first()
    if closed is None or closed.last_seq is None or closed.last_hash is None:
        return 1, START
    return closed.last_seq + 1, closed.last_hash


def _after_dropped(session: Session) -> tuple[int | None, str]:
    """Where the first view still kept must start: after the last closed segment that was dropped whole."""
    first = session.execute(select(View.segment).order_by(View.seq).limit(1)).scalar_one_or_none()
    if first is None or first == 1:
        return 1, START
    before = session.get(Segment, first - 1)
    if before is None or before.last_seq is None or before.last_hash is None:
        return 1, START
    return before.last_seq + 1, before.last_hash


def _open_segment(session: Session, at: datetime) -> Segment:
    highest = session.execute(select(func.max(Segment.number))).scalar_one_or_none() or 0
    segment = Segment(number=highest + 1, opened_at=at, closed_at=None, last_seq=None, last_hash=None)
    session.add(segment)
    session.flush()
    return segment


def _one_writer(session: Session) -> None:
    """Queue behind other writers until the transaction ends. SQLite's writing transactions already do."""
    if session.get_bind().dialect.name == "postgresql":
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
