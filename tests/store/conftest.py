"""The few rows that tests of the store hang theirs on, and a way to work on the database by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from portal.store.engine import WRITE, transaction
from portal.store.tables import Case, Staff

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """One writing transaction, kept when the block ends well."""
    with transaction(engine, write=True) as connection:
        session = Session(connection, expire_on_commit=False)
        yield session
        session.flush()
        session.close()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One transaction in which the database refuses changes."""
    with transaction(engine, write=False) as connection:
        session = Session(connection, autoflush=False)
        yield session
        session.close()


@contextmanager
def by_hand(engine: Engine) -> Iterator[Connection]:
    """A connection as a database tool has it; everything done on it is undone at the end."""
    with engine.connect().execution_options(**{WRITE: True}) as connection:
        begun = connection.begin()
        yield connection
        begun.rollback()


def drop_triggers(engine: Engine) -> None:
    """What somebody with the rights of the owner would do before changing history."""
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            found = connection.execute(text("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")).all()
            statements = [f"DROP TRIGGER {name}" for name, _ in found]
        else:
            query = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
            found = connection.execute(text(query)).all()
            statements = [f"DROP TRIGGER {name} ON {table}" for name, table in found]
        assert found
        for statement in statements:
            connection.execute(text(statement))


def add_case(session: Session, number: int = 1, version: int = 0) -> int:
    """Add a case that claims `version` events; returns its number."""
    case = Case(
        reference=f"CR-{number:05d}-TEST",
        district="alderfen",
        state="received",
        version=version,
        submission_key=f"key {number}",
        channel="online",
        applied_on=date(2026, 11, 23),
        received_at=NOW,
        whose_turn="decision-maker",
        journey_version="1",
        privacy_notice_version="1",
    )
    session.add(case)
    session.flush()
    return case.id


def add_staff(session: Session, username: str = "anna") -> int:
    """Add somebody who signs in; returns their number."""
    person = Staff(username=username, name="Anna Sample", password_hash="-", totp_seed_sealed=b"-", added_at=NOW)
    session.add(person)
    session.flush()
    return person.id
