"""What was committed stays: the settings are read back, readers cannot write, and writers wait for each other."""

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from portal.store import engine as store
from portal.store.engine import make_engine, pragmas_for, transaction, wal_is_safe

ROUNDS = 20


@pytest.fixture
def counter(engine: Engine) -> Engine:
    """A database with one number in it."""
    with transaction(engine, write=True) as connection:
        connection.execute(text("CREATE TABLE tally (n INTEGER NOT NULL)"))
        connection.execute(text("INSERT INTO tally VALUES (0)"))
    return engine


def test_sqlite_says_that_it_took_every_setting(sqlite_url: str) -> None:
    engine = make_engine(sqlite_url)
    wanted = pragmas_for(store.sqlite_driver().sqlite_version_info)
    with transaction(engine, write=False) as connection:
        found = {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()).lower() for name in wanted}
    engine.dispose()
    assert found == wanted
    assert found["foreign_keys"] == found["recursive_triggers"] == found["secure_delete"] == "1"
    assert found["busy_timeout"] == "30000"


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), True),  # before WAL there was no such fault
        ((3, 7, 0), False),
        ((3, 40, 1), False),  # Debian 12
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 7), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_the_journal_follows_the_library(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe
    pragmas = pragmas_for(version)
    assert (pragmas["journal_mode"], pragmas["synchronous"]) == (("wal", "2") if safe else ("delete", "3"))


@pytest.mark.parametrize(("version", "journal", "sync"), [((3, 40, 1), "delete", 3), ((3, 53, 4), "wal", 2)])
def test_a_faulty_library_gets_the_rollback_journal(
    version: tuple[int, int, int], journal: str, sync: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = store.sqlite_driver()
    told = SimpleNamespace(**{name: getattr(real, name) for name in dir(real) if not name.startswith("__")})
    told.sqlite_version_info = version
    monkeypatch.setattr(store, "sqlite_driver", lambda: told)
    engine = make_engine(f"sqlite:///{tmp_path / 'new.db'}")
    with transaction(engine, write=True) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == journal
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == sync
        connection.execute(text("CREATE TABLE kept (n INTEGER)"))
    assert f"journal {journal}" in store.describe(engine)
    engine.dispose()


def test_a_setting_that_does_not_take_stops_the_start(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "pragmas_for", lambda _version: {"foreign_keys": "2"})
    engine = make_engine(sqlite_url)
    with pytest.raises(RuntimeError, match="foreign_keys=2; it says 1"), engine.connect():
        pass
    engine.dispose()


def test_postgresql_gets_its_limits(postgresql_url: str) -> None:
    engine = make_engine(postgresql_url)
    with transaction(engine, write=False) as connection:
        found = [
            connection.exec_driver_sql(f"SHOW {name}").scalar_one()
            for name in ("timezone", "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        ]
    engine.dispose()
    assert found == ["UTC", "30s", "15s", "1min"]


def test_reading_work_cannot_write(counter: Engine) -> None:
    with pytest.raises(DatabaseError), transaction(counter, write=False) as connection:
        connection.execute(text("UPDATE tally SET n = 1"))
    # The connection that refused goes back to the pool and writes again when it is asked to.
    with transaction(counter, write=True) as connection:
        connection.execute(text("UPDATE tally SET n = 2"))
    with transaction(counter, write=False) as connection:
        assert connection.execute(text("SELECT n FROM tally")).scalar_one() == 2


def test_a_block_that_fails_leaves_nothing(counter: Engine) -> None:
    with pytest.raises(DatabaseError), transaction(counter, write=True) as connection:  # noqa: PT012
        connection.execute(text("UPDATE tally SET n = 7"))
        connection.execute(text("INSERT INTO tally VALUES (NULL)"))
    with transaction(counter, write=False) as connection:
        assert connection.execute(text("SELECT n FROM tally")).scalar_one() == 0


def test_two_writers_wait_for_each_other(counter: Engine) -> None:
    """Each reads, thinks and writes; were one let in between, an addition would be lost (or SQLite say "locked")."""
    start = threading.Barrier(2)
    faults: list[BaseException] = []

    def add() -> None:
        start.wait()
        try:
            for _ in range(ROUNDS):
                with transaction(counter, write=True) as connection:
                    query = "SELECT n FROM tally" + (" FOR UPDATE" if counter.dialect.name == "postgresql" else "")
                    found = connection.execute(text(query)).scalar_one()
                    connection.execute(text("UPDATE tally SET n = :n"), {"n": found + 1})
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    with transaction(counter, write=False) as connection:
        assert connection.execute(text("SELECT n FROM tally")).scalar_one() == 2 * ROUNDS


def test_a_reader_sees_one_moment_while_a_writer_works(counter: Engine) -> None:
    with transaction(counter, write=False) as reader:
        before = reader.execute(text("SELECT n FROM tally")).scalar_one()
        with transaction(counter, write=True) as writer:
            writer.execute(text("UPDATE tally SET n = 5"))
            assert reader.execute(text("SELECT n FROM tally")).scalar_one() == before


def test_the_database_names_itself(engine: Engine) -> None:
    words = store.describe(engine)
    assert words.startswith("SQLite 3." if engine.dialect.name == "sqlite" else "PostgreSQL 1")
