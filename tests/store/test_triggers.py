"""The ledgers only grow: the database itself refuses to change, delete, replace or empty them."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from portal.store import ledger, triggers
from tests.store.conftest import NOW, add_case, add_staff, by_hand, writing

COPY = "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 1"
UPSERT = "INSERT INTO {table} SELECT * FROM {table} WHERE seq = 1 ON CONFLICT (seq) DO UPDATE SET hash = 'x'"
EVERYWHERE = (
    "UPDATE {table} SET hash = 'x'",
    "UPDATE {table} SET hash = hash WHERE seq = 1",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE seq = 1",
    UPSERT,
)
ONLY_ON = {"sqlite": (COPY,), "postgresql": ("TRUNCATE {table} CASCADE",)}


@pytest.fixture
def history(engine: Engine) -> Engine:
    with writing(engine) as session:
        case, staff = add_case(session, version=1), add_staff(session)
        note = ledger.Entry("note added", NOW, "staff", staff, {}, case_id=case, number=1, move="note")
        ledger.append(session, note)
        ledger.append_view(session, case_id=case, staff_id=staff, action="see_case", at=NOW)
    return engine


@pytest.mark.parametrize("table", triggers.APPEND_ONLY)
def test_the_database_refuses_every_statement_that_would_change_history(history: Engine, table: str) -> None:
    for statement in (*EVERYWHERE, *ONLY_ON[history.dialect.name]):
        with by_hand(history) as connection, pytest.raises(DatabaseError, match="append-only"):
            connection.execute(text(statement.format(table=table)))
    with by_hand(history) as connection:
        assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 1


def test_a_case_with_history_cannot_be_deleted_under_it(history: Engine) -> None:
    with by_hand(history) as connection, pytest.raises(DatabaseError):
        connection.execute(text("DELETE FROM case_review"))


def test_without_recursive_triggers_sqlite_would_let_a_row_be_replaced(sqlite_url: str) -> None:
    """Why the pragma stands among the settings that are read back."""
    from portal.store.engine import make_engine

    engine = make_engine(sqlite_url)
    with writing(engine) as session:
        ledger.append(session, ledger.Entry("signed in", NOW, "staff", add_staff(session), {}))
    with engine.connect().execution_options(portal_write=True) as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA recursive_triggers=OFF")
        with connection.begin() as begun:
            connection.execute(text(COPY.format(table="event")))
            begun.rollback()
        connection.invalidate()
    engine.dispose()
