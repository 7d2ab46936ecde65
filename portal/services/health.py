"""Whether the portal can do its work now, without saying anything about anybody."""

from dataclasses import dataclass

from portal.policy import SYSTEM
from portal.services.work import Office
from portal.store import outbox
from portal.store.engine import describe


@dataclass(frozen=True)
class Health:
    """The database as it answers, and how long the longest-waiting mail has waited (seconds)."""

    database: str
    oldest_message_seconds: int | None


def look(office: Office) -> Health:
    """Ask the database. Raises one of `portal.store.engine.UNREACHABLE` when it does not answer."""
    with office.work(SYSTEM, write=False) as work:
        oldest = outbox.oldest_waiting(work.session)
        waited = None if oldest is None else max(0, int((work.now - oldest).total_seconds()))
    return Health(describe(office.engine), waited)
