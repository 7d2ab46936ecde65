"""What every test may ask for: a database of its own, settings, a clock, an office; and the checks at the end."""

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from config import AREAS, Settings
from tests.house import memory, pages, postgresql, tools
from tests.house.clock import SetClock

# How long an example takes says nothing on a busy machine, and no test is about that.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

# What tests listen to; the portal itself listens to "begin" and "connect" only.
HEARD = ("before_cursor_execute", "commit")
HTML_CHECK = "tests/house/pages.py::the_html_checker_is_silent_over_all_collected_pages"


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder for collected pages before xdist starts its workers, who inherit the environment."""
    if _is_controller(config) and pages.FOLDER not in os.environ:
        os.environ[pages.FOLDER] = tempfile.mkdtemp(prefix="portal-pages-")
        config.add_cleanup(_forget_pages)


def _forget_pages() -> None:
    shutil.rmtree(os.environ.pop(pages.FOLDER), ignore_errors=True)


def _is_controller(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Run the HTML checker over what the tests opened and enter its verdict among the results."""
    folder = Path(os.environ.get(pages.FOLDER, "/nonexistent"))
    if not _is_controller(session.config) or not any(folder.glob("*.html")):
        return
    verdict, words = _check_pages(folder)
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    report = pytest.TestReport(HTML_CHECK, ("", 0, ""), {}, verdict, words, "call")
    reporter.stats.setdefault(verdict, []).append(report)
    if verdict == "failed":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _check_pages(folder: Path) -> tuple[Any, Any]:
    java, jar = tools.find("java"), tools.find("vnu-jar")
    if java is None or jar is None:
        words = tools.sentence("java" if java is None else "vnu-jar")
        return ("failed", words) if tools.must_have_all() else ("skipped", (__file__, 1, f"Skipped: {words}"))
    messages = pages.check(folder, java, jar)
    return ("failed", "\n".join(messages)) if messages else ("passed", None)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Name every missing tool once, with how to install it."""
    said = {
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and tools.MISSING in report.longrepr[2]
    }
    if said:
        terminalreporter.section("tests that could not run on this machine")
        for sentence in sorted(said):
            terminalreporter.line(sentence)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hash passwords with the least work: hundreds of tests add people, and none is about the hash's strength."""
    from argon2 import PasswordHasher

    from portal.services import staff

    staff.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A real Chromium, one for all tests of a process: to start it takes seconds. People open contexts in it."""
    from tests.browser.people import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def clock() -> SetClock:
    """A clock that stands at a Monday morning until the test moves it."""
    return SetClock()


@pytest.fixture(autouse=True)
def _log_as_before() -> Iterator[None]:
    """A command that a test runs in this process sends the log elsewhere; the next test wants it back."""
    log = logging.getLogger("portal")
    before = log.handlers[:], log.propagate, log.level
    yield
    log.handlers, log.propagate = before[0], before[1]
    log.setLevel(before[2])


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from portal.store import migrate

    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[postgresql.Server]:
    """A PostgreSQL server for this test process."""
    with postgresql.server() as server:
        yield server


@pytest.fixture(scope="session")
def _postgresql_template(postgresql_server: postgresql.Server) -> str:
    from portal.store import migrate

    name = postgresql_server.create()
    migrate.upgrade(postgresql_server.url(name))
    return name


@pytest.fixture(scope="session")
def _sqlite_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="portal-", dir=memory.folder()) as folder:
        yield Path(folder)


@pytest.fixture
def sqlite_url(_sqlite_template: Path, _sqlite_folder: Path) -> Iterator[str]:
    """A fresh SQLite database with the newest schema. Always at the same address: see `_kept_engine`."""
    path = _sqlite_folder / "portal.db"
    shutil.copy(_sqlite_template, path)
    yield f"sqlite:///{path}"
    for file in _sqlite_folder.glob("portal.db*"):
        file.unlink()


@pytest.fixture
def postgresql_url(postgresql_server: postgresql.Server, _postgresql_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database with the newest schema. Always at the same address: see `_kept_engine`."""
    name = postgresql_server.create(_postgresql_template, name=f"portal_test_{os.getpid()}_now")
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(scope="session")
def _postgresql_emptied(
    postgresql_server: postgresql.Server, _postgresql_template: str
) -> Iterator[postgresql.Emptied]:
    name = postgresql_server.create(
        _postgresql_template, name=f"portal_test_{os.getpid()}{postgresql.EMPTIED}"
    )
    database = postgresql.Emptied(postgresql_server.url(name))
    yield database
    database.connection.close()
    postgresql_server.drop(name)


@cache
def _kept_engine(url: str) -> Engine:
    """An engine remembers how the SQL it wrote once is spelled; with a new one each test would spell it all again."""
    from portal.store.engine import make_engine

    return make_engine(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database with the newest schema; the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def _demonstration(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings.from_environ({"DATA_DIR": str(tmp_path_factory.mktemp("keys"))})


@pytest.fixture
def settings(_demonstration: Settings, database_url: str, tmp_path: Path) -> Settings:
    """Settings of a demonstration in a folder of its own; the keys are those of the process."""
    folder = tmp_path / "data"
    folder.mkdir()
    return replace(_demonstration, data_dir=folder, database_url=database_url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """The opened database, without anything that the test before listened to, and without its connections unless the
    database itself stays.
    """
    kept = _kept_engine(database_url)
    yield kept
    if postgresql.EMPTIED not in database_url or kept.pool.checkedout():  # type: ignore[attr-defined]
        kept.dispose()
    assert not [name for name in HEARD if len(getattr(kept.dispatch, name))], "listen with the fixture listen"


@pytest.fixture
def listen(engine: Engine) -> Iterator[Callable[..., None]]:
    """Takes the name of an event of the database, and what to call then, until the test ends."""
    heard: list[tuple[str, Callable[..., Any]]] = []

    def begin(name: str, call: Callable[..., Any], **how: bool) -> None:
        event.listen(engine, name, call, **how)
        heard.append((name, call))

    yield begin
    for name, call in heard:
        event.remove(engine, name, call)


@cache
def _partnership(name: str) -> Any:
    from portal.area_file import load_partnership

    return load_partnership(AREAS / f"{name}.toml")


@pytest.fixture
def brackenshire() -> Any:
    """The fictional partnership."""
    return _partnership("brackenshire")


@pytest.fixture
def norfolk() -> Any:
    """Norfolk, as published."""
    return _partnership("norfolk")


@pytest.fixture
def office(settings: Settings, engine: Engine, clock: SetClock, brackenshire: Any) -> Iterator[Any]:
    """The wired office of the fictional partnership. Afterwards every case must equal the replay of its events."""
    from portal.services.work import Office

    yield Office(settings, engine, clock, brackenshire)
    assert_replayed(engine)


def assert_replayed(engine: Engine) -> None:
    """Fold each case's events and compare with what its row says."""
    from portal.cases.lifecycle import Happened, replay
    from portal.cases.moves import Move
    from portal.services.casework import standing_of
    from portal.store.engine import transaction
    from portal.store.tables import Case, Event

    with transaction(engine, write=False) as connection, Session(connection) as session:
        for case in session.scalars(select(Case)):
            rows = session.scalars(select(Event).where(Event.case_id == case.id).order_by(Event.number))
            events = [Happened(Move(row.move), row.payload) for row in rows if row.move is not None]
            assert replay(events) == standing_of(case), f"case {case.reference} differs from its events"
