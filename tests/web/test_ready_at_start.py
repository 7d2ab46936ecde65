"""What would make the first reader wait is done at start; what most processes never need is not."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jinja2
import pytest
from flask import Flask

from portal import create_app
from portal.services.work import Office
from portal.web import application
from portal.web.compiled import Compiled
from tests.house.tools import ROOT
from tests.web.client import Client


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the first application of a process keeps its templates, and nothing there yet."""
    place = tmp_path / "templates"
    monkeypatch.setattr(application, "COMPILED", Compiled(place))
    return place


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """The names of the templates that are compiled from now on."""
    names: list[str | None] = []
    compile_ = jinja2.Environment.compile

    def noted(self: Any, source: Any, name: str | None = None, *others: Any, **more: Any) -> Any:
        names.append(name)
        return compile_(self, source, name, *others, **more)

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return names


def test_every_template_is_compiled_once_and_for_the_next_process_too(
    office: Office, kept: Path, compiled: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = create_app(office)
    wanted = {name for name in first.jinja_env.list_templates(extensions=["html", "svg"])
              if not name.startswith(application.RENDERED_ELSEWHERE)}  # fmt: skip
    assert set(compiled) == wanted
    loaded(first, wanted)
    Client(create_app(office)).get("/")
    monkeypatch.setattr(application, "COMPILED", Compiled(kept))
    loaded(create_app(office), wanted)
    assert set(compiled) == wanted and len(compiled) == len(wanted)


def loaded(app: Flask, wanted: set[str]) -> None:
    """An application holds all these templates, ready for the first request."""
    assert app.jinja_env.cache is not None
    assert {name for _, name in app.jinja_env.cache} >= wanted


def renders(place: Path, source: str, made_by: bytes = b"us") -> str:
    """What a process shows that finds the template `source`, and whatever an earlier one kept."""
    cache = Compiled(place, made_by)
    words = jinja2.Environment(
        loader=jinja2.DictLoader({"page": source}), bytecode_cache=cache
    ).from_string("{% include 'page' %}").render()  # fmt: skip
    cache.keep()
    return words


def test_a_template_that_changed_is_compiled_anew(tmp_path: Path, compiled: list[str | None]) -> None:
    place = tmp_path / "templates"
    assert [renders(place, "one"), renders(place, "one"), renders(place, "two"), renders(place, "two")] == [
        "one", "one", "two", "two"]  # fmt: skip
    assert compiled.count("page") == 2


def test_what_another_version_compiled_or_what_is_damaged_is_compiled_anew(
    tmp_path: Path, compiled: list[str | None]
) -> None:
    place = tmp_path / "templates"
    renders(place, "one")
    renders(place, "one", b"a later version")
    assert compiled.count("page") == 2
    whole = place.read_bytes()
    for number, damaged in enumerate((whole[:-9], b"", b"no such thing"), 3):
        place.write_bytes(damaged)
        assert renders(place, "one", b"a later version") == "one"
        assert compiled.count("page") == number
        assert place.read_bytes() == whole


def test_the_portal_starts_where_nothing_may_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert renders(tmp_path / "file" / "templates", "one") == "one"


def test_a_web_process_starts_without_what_draws_letters(tmp_path: object) -> None:
    """ReportLab alone takes a tenth of a second and seven megabytes."""
    words = (
        "import os, sys; from config import Settings; from portal import create_app; "
        "from portal.wiring import open_office; "
        "create_app(open_office(Settings.from_environ(os.environ))); "
        "sys.exit(' '.join(n for n in ('reportlab', 'alembic', 'flask_mail') if n in sys.modules) or 0)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-P", "-c", words],
        env=environment,
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
