"""Answers not sent yet, kept on the server under an opaque id."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from portal.store.tables import Draft

# Read out over a telephone and written on paper: no letters that are misread.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXY"
CODE_LENGTH = 12

# Asked by every page of an application: built once, for building it takes as long as asking.
BY_ID = select(Draft).where(Draft.id == bindparam("id"), Draft.expires_at > bindparam("now"))
LOCKED = BY_ID.with_for_update()


def new(
    session: Session,
    journey: str,
    now: datetime,
    idle: timedelta,
    link_id: int | None = None,
    *,
    submission_key: str | None = None,
) -> Draft:
    """Start a draft of `journey` that lasts `idle` without use, under a new key unless one is named."""
    draft = Draft(
        id=secrets.token_urlsafe(24),
        journey=journey,
        answers={},
        version=1,
        submission_key=submission_key or secrets.token_urlsafe(24),
        started_at=now,
        expires_at=now + idle,
        link_id=link_id,
    )
    session.add(draft)
    session.flush()
    return draft


def get(session: Session, draft_id: str, now: datetime, *, lock: bool = False) -> Draft | None:
    """Return the draft unless it has run out."""
    return session.scalars(LOCKED if lock else BY_ID, {"id": draft_id, "now": now}).one_or_none()


def by_submission_key(session: Session, key: str) -> Draft | None:
    """Return the draft that was begun under `key`, also one that has run out."""
    return session.scalars(select(Draft).where(Draft.submission_key == key)).one_or_none()


def save(draft: Draft, answers: dict[str, Any], now: datetime, idle: timedelta) -> None:
    """Replace the answers; using a draft keeps it, and one saved with a code stays at least as long as promised."""
    draft.answers = answers
    draft.version += 1
    draft.expires_at = max(now + idle, draft.saved_until or now)


def keep(draft: Draft, now: datetime, lives: timedelta) -> str:
    """Keep the draft for `lives` and return the code that opens it; only the code's hash is stored."""
    code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    draft.code_hash = hash_code(code)
    draft.saved_until = draft.expires_at = now + lives
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def of_officer(session: Session, staff_id: int, journey: str, now: datetime) -> list[Draft]:
    """Return what an officer has begun to key in and not sent, the newest first."""
    query = select(Draft).where(
        Draft.staff_id == staff_id, Draft.journey == journey, Draft.expires_at > now, Draft.case_id.is_(None)
    )
    return list(session.scalars(query.order_by(Draft.started_at.desc())))


def find_by_code(session: Session, typed: str, now: datetime) -> Draft | None:
    """Return the draft that a typed code opens; case, spaces and dashes do not matter."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    query = select(Draft).where(
        Draft.code_hash == hash_code(code), Draft.expires_at > now, Draft.case_id.is_(None)
    )
    return session.scalars(query).one_or_none()


def hash_code(code: str) -> str:
    """Return what is stored for a code of 58 random bits."""
    return hashlib.sha256(b"draft code:" + code.encode()).hexdigest()


def delete_draft(session: Session, draft_id: str, *, saved_too: bool) -> None:
    """Delete a draft that was never sent; one saved with a code only when `saved_too`."""
    condition = [Draft.id == draft_id, Draft.case_id.is_(None)]
    if not saved_too:
        condition.append(Draft.saved_until.is_(None))
    session.execute(delete(Draft).where(*condition))


def sweep(session: Session, now: datetime) -> int:
    """Delete drafts that have run out. Returns how many went."""
    gone = session.scalars(delete(Draft).where(Draft.expires_at <= now).returning(Draft.id)).all()
    return len(gone)
