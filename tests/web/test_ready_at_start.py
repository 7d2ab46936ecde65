"""What would make the first reader wait is done at start; what most processes never need is not."""

import os
import subprocess
import sys

import jinja2
import pytest
from flask import Flask

from portal.web.application import RENDERED_ELSEWHERE
from tests.house.tools import ROOT
from tests.web.client import Client


def test_every_template_is_compiled_and_stays(app: Flask) -> None:
    names = [name for name in app.jinja_env.list_templates(extensions=["html", "svg"])
             if not name.startswith(RENDERED_ELSEWHERE)]  # fmt: skip
    assert app.jinja_env.cache is not None
    kept = {name for _, name in app.jinja_env.cache}
    assert set(names) <= kept


def test_the_first_request_compiles_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def compile_(*_: object, **__: object) -> None:
        raise AssertionError("a template was compiled for a reader")

    monkeypatch.setattr(jinja2.Environment, "compile", compile_)
    client.get("/")
    client.get("/apply")
    client.get("/sign-in")
    client.get("/nothing-here", 404)


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
