"""Opens the database: SQLite in its durable setting, or PostgreSQL.

SQLite up to 3.51.2 can lose a committed transaction in WAL mode when two connections write and checkpoint at
one moment (sqlite.org/wal.html, section 11). With such a library the rollback journal is used instead.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

FIXED_IN = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
BUSY_MILLISECONDS = 30_000
WRITE = "portal_write"
REFUSES = "portal_refuses"  # what is noted of a connection that refuses changes just now
# What a PostgreSQL server must not have switched off, and what is lost without it (its manual, "Reliability").
PROTECTS = {
    "fsync": "a power cut can destroy the whole database",
    "full_page_writes": "a power cut can leave pages half written",
    "synchronous_commit": "the last applications before a crash can be lost after their receipt was given",
}
UNREACHABLE = (
    OperationalError,
    InterfaceError,
    PoolTimeout,
)  # locked, full, read-only, cut off: try again later


def sqlite_driver() -> ModuleType:
    """Return the SQLite module to use: the bundled one with the fix where it is installed."""
    try:
        from pysqlite3 import dbapi2
    except ImportError:
        import sqlite3

        return sqlite3
    module: ModuleType = dbapi2
    return module


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Say whether SQLite `version` has the fix for the WAL-reset fault (or predates it)."""
    if version < (3, 7, 0):
        return True
    back_ported = any(version[:2] == fixed[:2] and version >= fixed for fixed in FIXED_IN)
    return back_ported or version >= FIXED_IN[-1]


def pragmas_for(version: tuple[int, int, int]) -> dict[str, str]:
    """Return the pragmas that make a commit durable with this version of the library."""
    journal, sync = ("wal", "2") if wal_is_safe(version) else ("delete", "3")
    return {
        "journal_mode": journal,
        "synchronous": sync,
        "busy_timeout": str(BUSY_MILLISECONDS),
        "foreign_keys": "1",
        "recursive_triggers": "1",
        "secure_delete": "1",
        "trusted_schema": "0",
    }


def make_engine(url: str) -> Engine:
    """Open `url` (sqlite:///path or postgresql://…) with the portal's settings and prove them on a connection.

    Raises RuntimeError when a setting that protects committed data did not take.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(parsed, pool_pre_ping=True, connect_args={"connect_timeout": 10})
    event.listen(engine, "connect", _postgresql_settings)
    return engine


def _postgresql_settings(connection: Any, _record: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET timezone TO 'UTC'")
        cursor.execute("SET statement_timeout TO '30s'")
        cursor.execute("SET lock_timeout TO '15s'")
        cursor.execute("SET idle_in_transaction_session_timeout TO '60s'")
    connection.commit()


def _sqlite(url: str) -> Engine:
    driver = sqlite_driver()
    wanted = pragmas_for(driver.sqlite_version_info)
    engine = create_engine(url, module=driver, connect_args={"timeout": BUSY_MILLISECONDS / 1000})

    @event.listens_for(engine, "connect")
    def _open(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN is deferred and loses read-then-write transactions to each other; we say BEGIN.
        connection.isolation_level = None
        for name, value in wanted.items():
            connection.execute(f"PRAGMA {name}={value}")
        for name, value in wanted.items():
            (found,) = connection.execute(f"PRAGMA {name}").fetchone()
            if str(found).lower() != value:
                raise RuntimeError(f"SQLite did not accept {name}={value}; it says {found}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(WRITE)
        _refuse_changes(connection, writing is False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN DEFERRED")

    return engine


@contextmanager
def transaction(engine: Engine, *, write: bool) -> Iterator[Connection]:
    """Run one transaction; it commits when the block ends well and rolls back otherwise.

    Without `write` the database refuses changes.
    """
    with engine.connect().execution_options(**{WRITE: write}) as connection, connection.begin():
        if not write and connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
        yield connection


def _refuse_changes(connection: Connection, refuse: bool) -> None:
    """Let a connection to SQLite refuse changes, or take them again. It stays so until a transaction needs the other,
    for most transactions of the portal read, one after the other."""
    if connection.info.get(REFUSES, False) == refuse:
        return
    opened = connection.connection.dbapi_connection
    assert opened is not None  # a transaction begins on it
    cursor = opened.cursor()
    cursor.execute(f"PRAGMA query_only = {int(refuse)}")
    cursor.close()
    connection.info[REFUSES] = refuse


def may_forget(engine: Engine) -> list[str]:
    """Say why this database may lose what it said it had kept; empty when it keeps its word.

    SQLite's settings are ours, and are proved on every connection.
    """
    if engine.dialect.name == "sqlite":
        return []
    with transaction(engine, write=False) as connection:
        found = {name: str(connection.exec_driver_sql(f"SHOW {name}").scalar_one()) for name in PROTECTS}
    return forgets(found)


def forgets(found: Mapping[str, str]) -> list[str]:
    """Say what is wrong with a PostgreSQL server's settings, given by name."""
    return [
        f"PostgreSQL has {name} off: {harm}. Switch it on in postgresql.conf."
        for name, harm in PROTECTS.items()
        if found[name] == "off"
    ]


def describe(engine: Engine) -> str:
    """Name the database and how it keeps what was committed, for the health page and the log."""
    with transaction(engine, write=False) as connection:
        if engine.dialect.name == "sqlite":
            version = connection.exec_driver_sql("SELECT sqlite_version()").scalar_one()
            journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            return f"SQLite {version}, journal {journal}"
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        return f"PostgreSQL {re.split(r'[ (]', str(version))[0]}"
