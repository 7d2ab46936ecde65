"""Portals that are really served, on each kind of database; and an office for what needs no server."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from portal.services.work import Office
from tests.durability import breaking
from tests.durability.serving import Portal, served
from tests.house import postgresql
from tests.house.clock import SetClock
from tests.services.conftest import Team

KINDS = ("sqlite", "postgresql")


@contextmanager
def _database(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """A fresh database of the kind the fixture was asked for."""
    if request.param == "sqlite":
        path = folder / "portal.db"
        shutil.copy(request.getfixturevalue("_sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: postgresql.Server = request.getfixturevalue("postgresql_server")
    name = server.create(request.getfixturevalue("_postgresql_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="module", params=KINDS)
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal of this checkout."""
    folder = tmp_path_factory.mktemp("portal")
    with _database(request, folder) as url, served(folder, url) as running:
        yield running


@pytest.fixture(scope="module", params=KINDS)
def breakable(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A copy of the portal that can be broken while it runs."""
    folder = tmp_path_factory.mktemp("breakable")
    with _database(request, folder) as url, served(folder, url, breaking.copy(folder)) as running:
        yield running


@pytest.fixture
def team(office: Office, clock: SetClock) -> Team:
    """The people of Brackenshire, ready to work."""
    return Team(office, clock)
