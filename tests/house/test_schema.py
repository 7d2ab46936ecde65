"""The migrations make the schema that the models describe, on both databases, triggers included."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from portal.store import migrate, triggers
from portal.store.engine import WRITE, make_engine, transaction
from portal.store.tables import Base
from tests.house.postgresql import Server

COLUMNS = (
    "SELECT table_name, ordinal_position, column_name, data_type, is_nullable, column_default "
    "FROM information_schema.columns WHERE table_schema = 'public'"
)
CONSTRAINTS = (
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace"
)
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
TRIGGERS = (
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled::text "
    "FROM pg_trigger WHERE NOT tgisinternal"
)
FUNCTIONS = "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"


def dump(connection: Connection) -> list[str]:
    """Everything the database itself says about its schema, one line each, sorted."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        lines = [f"{kind} {name} on {table}: {_squeezed(sql)}" for kind, name, table, sql in rows]
    else:
        queries = (COLUMNS, CONSTRAINTS, INDEXES, TRIGGERS, FUNCTIONS)
        lines = [repr(tuple(row)) for query in queries for row in connection.execute(text(query))]
    return sorted(line for line in lines if "alembic_version" not in line)


def _squeezed(sql: str | None) -> str:
    """The statement without its layout; the order of a table's constraints is layout too."""
    parts = re.split(r",\s*(?=CONSTRAINT )", re.sub(r"\s+", " ", sql or "").rstrip(" )"))
    return ", ".join([parts[0].strip(), *sorted(part.strip(" )") for part in parts[1:])])


@pytest.fixture(params=["sqlite", "postgresql"])
def from_models(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A database made from the models and the triggers of today, without migrations."""
    server: Server | None = None
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'models.db'}"
    else:
        server = request.getfixturevalue("postgresql_server")
        name = server.create()
        url = server.url(name)
    engine = make_engine(url)
    with engine.connect().execution_options(**{WRITE: True}) as connection, connection.begin():
        Base.metadata.create_all(connection)
        for statement in triggers.statements(engine.dialect.name):
            connection.execute(text(statement))
    yield engine
    engine.dispose()
    if server is not None:
        server.drop(name)


@pytest.fixture
def from_migrations(from_models: Engine, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database of the same kind, made by the migrations."""
    engine = make_engine(request.getfixturevalue(f"{from_models.dialect.name}_url"))
    yield engine
    engine.dispose()


def test_migrations_and_models_make_the_same_schema(from_models: Engine, from_migrations: Engine) -> None:
    with from_models.connect() as models, from_migrations.connect() as migrations:
        assert dump(models) == dump(migrations)
        assert len(dump(models)) > len(Base.metadata.tables)


def test_alembic_sees_nothing_to_do(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


@pytest.mark.parametrize(
    "change",
    [
        "DROP TRIGGER event_no_delete",
        "DROP INDEX ix_view_case_id_seq",
        "ALTER TABLE person ADD COLUMN shoe_size TEXT",
    ],
)
def test_a_planted_difference_shows_on_sqlite(sqlite_url: str, tmp_path: Path, change: str) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect().execution_options(**{WRITE: True}) as connection:
        before = dump(connection)
        connection.exec_driver_sql(change)
        assert dump(connection) != before
    engine.dispose()


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE event DISABLE TRIGGER event_no_truncate",
        "ALTER TABLE case_review DROP CONSTRAINT ck_case_review_channel",
        "ALTER TABLE person ALTER COLUMN name DROP NOT NULL",
    ],
)
def test_a_planted_difference_shows_on_postgresql(postgresql_url: str, change: str) -> None:
    engine = make_engine(postgresql_url)
    with engine.begin() as connection:
        before = dump(connection)
        connection.exec_driver_sql(change)
        assert dump(connection) != before
    engine.dispose()


def test_migrating_again_changes_nothing(database_url: str) -> None:
    engine = make_engine(database_url)
    with engine.connect() as connection:
        before = dump(connection)
    migrate.upgrade(database_url)
    with engine.connect() as connection:
        assert dump(connection) == before
    assert migrate.is_current(engine)
    engine.dispose()


def test_the_revisions_make_one_line() -> None:
    assert len(migrate.newest()) == 1


def test_rows_that_would_point_nowhere_stop_a_migration(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    with engine.connect().execution_options(**{WRITE: True}) as connection:
        # As a faulty migration could leave it: foreign keys are off while tables are rebuilt.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(
            "INSERT INTO contact (person_id, kind, value, since) VALUES (99, 'email', 'x', '2026-11-23')"
        )
        connection.invalidate()
    engine.dispose()
    with pytest.raises(migrate.BrokenReferences, match="contact"):
        migrate.upgrade(sqlite_url)


def test_foreign_keys_are_on_again_after_a_migration(sqlite_url: str) -> None:
    migrate.upgrade(sqlite_url)
    engine = make_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()


def test_a_database_of_another_version_is_left_alone(sqlite_url: str) -> None:
    migrate.upgrade(sqlite_url)
    engine = make_engine(sqlite_url)
    with transaction(engine, write=True) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'later'")
    with pytest.raises(migrate.OtherVersion, match="later"):
        migrate.upgrade(sqlite_url)
    engine.dispose()
