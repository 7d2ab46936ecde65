"""Links for one purpose. A token is computed from the link's id and a key; the database holds no token."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.store.tables import Link

Purpose = Literal["letter", "appeal", "plan_comment", "status", "consent", "voice", "answer", "action"]
LIVES = timedelta(days=365)
ID_BYTES = 9
TAG_BYTES = 18
PLACEHOLDER = re.compile(r"\[\[link:([A-Za-z0-9_-]+)\]\]")


@dataclass(frozen=True)
class NewLink:
    """What a link is for."""

    purpose: Purpose
    case_id: int
    person_id: int | None = None
    letter_id: int | None = None
    question_id: int | None = None


def make(session: Session, new: NewLink, now: datetime, lives: timedelta = LIVES) -> Link:
    """Add a link. Its placeholder goes into letters and messages; its token only into what leaves."""
    link = prepare(new, now, lives)
    session.add(link)
    session.flush()
    return link


def prepare(new: NewLink, now: datetime, lives: timedelta = LIVES) -> Link:
    """Return a link that has yet to be added, once the letter is kept that it stands in."""
    return Link(
        public_id=secrets.token_urlsafe(ID_BYTES),
        purpose=new.purpose,
        case_id=new.case_id,
        person_id=new.person_id,
        letter_id=new.letter_id,
        question_id=new.question_id,
        made_at=now,
        expires_at=now + lives,
    )


def placeholder(link: Link) -> str:
    """Return what stands for `link` in a stored text."""
    return f"[[link:{link.public_id}]]"


def token(key: str, public_id: str) -> str:
    """Return the token that opens the link: its id and a tag that only the key can make."""
    return f"{public_id}.{_tag(key, public_id)}"


def read_token(key: str, typed: str) -> str | None:
    """Return the id in a token, or None when the tag does not fit."""
    public_id, dot, tag = typed.partition(".")
    if not dot or not hmac.compare_digest(tag.encode(), _tag(key, public_id).encode()):
        return None
    return public_id


def find(session: Session, key: str, typed: str, now: datetime) -> Link | None:
    """Return the link a token opens; None for a wrong, revoked or outlived one: nothing tells them apart."""
    public_id = read_token(key, typed)
    if public_id is None:
        return None
    link = session.scalars(select(Link).where(Link.public_id == public_id)).one_or_none()
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        return None
    return link


def revoke(session: Session, case_id: int, person_id: int, purpose: Purpose, now: datetime) -> None:
    """End every link of one purpose that a person of a case holds."""
    held = (Link.case_id == case_id, Link.person_id == person_id, Link.purpose == purpose)
    session.execute(update(Link).where(*held, Link.revoked_at.is_(None)).values(revoked_at=now))


def revoke_all(session: Session, case_id: int, person_id: int, now: datetime) -> None:
    """End every link that a person of a case holds."""
    held = (Link.case_id == case_id, Link.person_id == person_id)
    session.execute(update(Link).where(*held, Link.revoked_at.is_(None)).values(revoked_at=now))


def purposes(session: Session, public_ids: set[str]) -> dict[str, str]:
    """Return the purpose of each link, for turning placeholders into addresses."""
    rows = session.execute(select(Link.public_id, Link.purpose).where(Link.public_id.in_(sorted(public_ids))))
    return {row.public_id: row.purpose for row in rows}


def _tag(key: str, public_id: str) -> str:
    digest = hmac.new(key.encode(), b"link:" + public_id.encode(), hashlib.sha256).digest()[:TAG_BYTES]
    return digest.hex()
