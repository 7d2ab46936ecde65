"""./run bounce takes in what a mail server sends back, and leaves no trace of anything else."""

import io
import os
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from portal import cli
from portal.services.work import Office
from portal.store.tables import ReturnedMail
from tests.services.conftest import Team
from tests.services.records import mailed
from tests.services.test_returned_mail import report

Feed = Callable[[bytes], int]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The command holds no SQL."""
    return sqlite_url


@pytest.fixture
def team(office: Office, clock: object) -> Team:
    return Team(office, clock)  # type: ignore[arg-type]


@pytest.fixture
def feed(office: Office, monkeypatch: pytest.MonkeyPatch) -> Feed:
    monkeypatch.setattr(cli, "safe_settings", lambda: office.settings)

    def run(raw: bytes) -> int:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        return cli.main(["bounce"])

    return run


def test_a_report_is_taken_in_once(
    office: Office, team: Team, feed: Feed, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = report(f"{mailed(team, team.apply()).message_id}@127.0.0.1")
    assert [feed(raw), feed(raw)] == [0, 0]
    said = capsys.readouterr()
    assert "a person will be asked" in said.err
    assert "taken in before" in said.err
    assert "jo@mail.example" not in said.err + said.out
    with office.work(write=False) as work:
        assert work.session.query(ReturnedMail).count() == 1


def test_anything_else_is_refused_and_not_repeated(
    office: Office, feed: Feed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feed(b"From: eve@mail.example\nSubject: He shouts at night\n\nHello") == os.EX_DATAERR
    said = capsys.readouterr()
    assert "no report about a mail of ours" in said.err
    for trace in ("eve@", "shouts", "Hello"):
        assert trace not in said.err + said.out
    with office.work(write=False) as work:
        assert work.session.query(ReturnedMail).count() == 0
