"""The web application of the fictional partnership on a fresh SQLite database, and a browser for it."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from portal import create_app
from portal.services import staff
from portal.services.work import Office
from portal.web import security
from tests.conftest import _partnership
from tests.house import memory
from tests.house.clock import SetClock
from tests.services.conftest import Team, joined_team
from tests.web import specimens
from tests.web.busy_office import BusyOffice, open_office
from tests.web.client import Client
from tests.web.statements import Asked

SPECIMEN = """{% extends "layouts/public.html" %}
{% from "components/furniture/form.html" import form as send_form %}
{% block h1 %}Your name{% endblock %}
{% block content %}
{% call send_form(request.path) %}
<label for="name">{{ form.name.label.text }}</label>
<input id="name" name="name" value="{{ form.name.typed }}"><button type="submit">Continue</button>
{% endcall %}
{% endblock %}"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The web floor holds no SQL, so one kind of database is enough."""
    return sqlite_url


_kept: list[Flask] = []


@pytest.fixture
def app(office: Office) -> Flask:
    """The application, as it is served: one for all tests of a process, since to make it takes longer than most of
    them, each time with the test's own office. A test that changes the application makes one of its own.
    """
    if not _kept:
        _kept.append(create_app(office))
    (made,) = _kept
    made.testing = True
    made.config.from_mapping(security.flask_settings(office.settings))
    made.extensions["wiring"].office = office
    return made


@pytest.fixture
def client(app: Flask) -> Client:
    """Somebody's browser."""
    return Client(app)


@pytest.fixture
def specimen_app(office: Office) -> Iterator[Flask]:
    """The application with the pages of tests/web/specimens.py besides."""
    made = create_app(office, specimens.PAGES)
    made.jinja_env.loader = ChoiceLoader([DictLoader({"specimen.html": SPECIMEN}), made.jinja_loader])  # type: ignore[list-item]
    specimens.done.clear()
    specimens.trouble.clear()
    yield made
    specimens.done.clear()
    specimens.trouble.clear()


@pytest.fixture
def specimen(specimen_app: Flask) -> Client:
    """A browser for the application with specimens. Faults are answered, not raised."""
    return Client(specimen_app)


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords that cost little to check: nothing here measures how slow they are."""
    monkeypatch.setattr(staff, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def team(quick_passwords: None, office: Office, clock: SetClock) -> Team:
    """The people of Brackenshire, with cases at any step of the main line."""
    return joined_team(office, clock)


@pytest.fixture
def statements(listen: Callable[..., None]) -> list[str]:
    """Every statement of SQL that reads or writes, as it is sent."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.split(None, 1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            sent.append(statement)

    listen("before_cursor_execute", note)
    return sent


@pytest.fixture
def asked(listen: Callable[..., None]) -> Asked:
    """The same with what each was asked with, for looking at its plan."""
    found = Asked()
    listen("before_cursor_execute", found.note)
    return found


@pytest.fixture(scope="session")
def _one_busy_office(_sqlite_template: Path, _quick_passwords: None) -> Iterator[BusyOffice]:
    with tempfile.TemporaryDirectory(prefix="portal-", dir=memory.folder()) as folder:
        opened = open_office(_sqlite_template, Path(folder), _partnership("brackenshire"))
        yield opened
        opened.office.engine.dispose()


@pytest.fixture
def busy(_one_busy_office: BusyOffice) -> Iterator[BusyOffice]:
    """An office with a case at every step. It is shared by the tests of a process, and put back after each."""
    yield _one_busy_office
    _one_busy_office.restore()
