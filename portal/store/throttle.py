"""Counts tries in the database, so that every process sees the same count."""

from datetime import UTC, datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.store.tables import Hit


def hit(session: Session, key: str, now: datetime, window_seconds: int, limit: int) -> bool:
    """Count one try of `key` (already hashed) in the present window; return False when it is over `limit`."""
    window = int(now.timestamp()) // window_seconds
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    ends = datetime.fromtimestamp((window + 1) * window_seconds, tz=UTC)
    statement = (
        insert(Hit)
        .values(key=key, window=window, count=1, expires_at=ends)
        .on_conflict_do_update(index_elements=["key", "window"], set_={"count": Hit.count + 1})
        .returning(Hit.count)
    )
    return session.execute(statement).scalar_one() <= limit


def sweep(session: Session, now: datetime) -> int:
    """Delete the counters of past windows. Returns how many went."""
    gone = session.scalars(delete(Hit).where(Hit.expires_at < now).returning(Hit.key)).all()
    return len(gone)
