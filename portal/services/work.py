"""A piece of work: one transaction, one reading of the clock, one actor, one partnership."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Settings
from portal.area import Partnership
from portal.cases.civil import civil_date
from portal.policy import SYSTEM, Actor
from portal.store.engine import transaction


@dataclass
class Work:
    """What a use case needs to act. It ends with its transaction.

    `if_it_fails` undoes what was done outside the database, such as a file that was written.
    """

    session: Session
    now: datetime
    actor: Actor
    partnership: Partnership
    settings: Settings
    writes: bool = True
    if_it_fails: list[Callable[[], None]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day in Europe/London at the moment the work began."""
        return civil_date(self.now)

    @property
    def staff_id(self) -> int | None:
        """The number of the acting member of staff; None when nobody of the staff acts."""
        return self.actor.id if self.actor.kind == "staff" else None


@dataclass(frozen=True)
class Office:
    """The wiring of one installation: settings, database, clock and partnership."""

    settings: Settings
    engine: Engine
    clock: Callable[[], datetime]
    partnership: Partnership

    @contextmanager
    def work(self, actor: Actor = SYSTEM, *, write: bool = True) -> Iterator[Work]:
        """Open one transaction for `actor`. Commits when the block ends well, rolls back when it does not.

        With `write=False` the database itself refuses every change.
        """
        with transaction(self.engine, write=write) as connection:
            session = Session(connection, autoflush=write, expire_on_commit=False)
            work = Work(session, self.clock(), actor, self.partnership, self.settings, writes=write)
            try:
                yield work
                if write:
                    session.flush()
            except BaseException:
                # A commit that fails is not undone here: whoever lost the connection cannot know that it failed.
                for undo in work.if_it_fails:
                    undo()
                raise
            finally:
                session.close()
