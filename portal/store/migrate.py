"""Brings a database to the newest schema, and says whether it is there.

Migrations only go forward: whoever must go back restores the backup taken before (docs/operations.md).
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from portal.store.engine import WRITE, make_engine, transaction

SCRIPTS = Path(__file__).parent / "migrations"
# An arbitrary number that all starting processes agree on: the second waits until the first has migrated.
MIGRATION_LOCK = 104_106


class OtherVersion(Exception):
    """The database was made by a version of the portal that this one does not know."""


class BrokenReferences(Exception):
    """A migration left rows that point nowhere; it was rolled back."""


def upgrade(database_url: str) -> None:
    """Migrate the database at `database_url` to the newest revision, in one transaction, on its own connection.

    Raises BrokenReferences when a foreign key would point nowhere afterwards, OtherVersion when the database stands
    at a revision that is not among ours.
    """
    engine = make_engine(database_url)
    try:
        with engine.connect().execution_options(**{WRITE: True}) as connection:
            # Rebuilding a SQLite table drops it for a moment, which foreign keys would take for deleted rows.
            # The pragma does nothing inside a transaction, so it goes to the driver before one begins.
            if engine.dialect.name == "sqlite":
                _driver(connection, "PRAGMA foreign_keys=OFF")
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.exec_driver_sql("SET LOCAL statement_timeout TO 0")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})")
                _check_known(connection)
                command.upgrade(configuration(connection), "head")
                _check_references(connection)
            connection.invalidate()  # never back to a pool with foreign keys off
    finally:
        engine.dispose()


def is_current(engine: Engine) -> bool:
    """Whether the database has the newest revision."""
    with transaction(engine, write=False) as connection:
        return MigrationContext.configure(connection).get_current_heads() == tuple(newest())


def newest() -> list[str]:
    """The newest revision, as the list Alembic keeps; more than one would be a fork."""
    return list(ScriptDirectory(str(SCRIPTS)).get_heads())


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for our scripts on `connection`; there is no ini file."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _check_known(connection: Connection) -> None:
    ours = {script.revision for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()}
    unknown = set(MigrationContext.configure(connection).get_current_heads()) - ours
    if unknown:
        raise OtherVersion(f"revision {', '.join(sorted(unknown))} is not among those of this version")


def _check_references(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        raise BrokenReferences(f"rows of {', '.join(tables)} would point nowhere")


def _driver(connection: Connection, statement: str) -> None:
    driver = connection.connection.driver_connection
    if driver is None:
        raise RuntimeError("the connection to the database is closed")
    driver.execute(statement)
