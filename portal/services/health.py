"""Whether the portal can do its work now, without saying anything about anybody."""

from dataclasses import dataclass

from portal.policy import SYSTEM
from portal.services.work import Office, Work
from portal.store import outbox
from portal.store.engine import describe


@dataclass(frozen=True)
class Health:
    """The database as it answers, how long the longest-waiting mail has waited (seconds), and what keeps mail back.

    `mail_trouble` is a code of `portal.delivery.Trouble`; None when nothing did at the last try.
    """

    database: str
    oldest_message_seconds: int | None
    mail_trouble: str | None


def stuck_mail(work: Work) -> list[outbox.Stuck]:
    """Return what did not leave or arrive, gathered by why, without a name or a case."""
    return outbox.stuck(work.session)


def look(office: Office) -> Health:
    """Ask the database. Raises one of `portal.store.engine.UNREACHABLE` when it does not answer."""
    with office.work(SYSTEM, write=False) as work:
        oldest = outbox.oldest_waiting(work.session)
        trouble = outbox.last_trouble(work.session)
        waited = None if oldest is None else max(0, int((work.now - oldest).total_seconds()))
    return Health(describe(office.engine), waited, trouble)
