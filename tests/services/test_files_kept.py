"""Files stand beside the database: none stays without its row, and a row whose file is gone says so plainly."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from portal.cases.refusals import Refused
from portal.services import kept_files, notes
from portal.services.work import Work
from portal.store import casefile
from tests.services.conftest import Team

PNG = b"\x89PNG\r\n\x1a\n"
UPLOAD = notes.Upload("a.png", PNG)


def folder(team: Team) -> Path:
    return team.office.settings.data_dir / "files"


def there(team: Team) -> list[str]:
    return sorted(path.name for path in folder(team).iterdir())


def add(work: Work, reference: str) -> None:
    notes.add(work, reference, notes.NewNote("call", "officers", work.today, "She rang."), UPLOAD)


def document_of(team: Team, reference: str) -> tuple[str, Path]:
    """The public id of the case's document, and where its file lies."""
    with team.office.work(write=False) as work:
        (document,) = casefile.documents(work.session, team.case(work, reference).id)
        return document.public_id, folder(team) / document.stored_as


def test_a_step_that_fails_leaves_no_file(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(RuntimeError), team.work("intake") as work:  # noqa: PT012
        add(work, reference)
        assert len(there(team)) == 1
        raise RuntimeError
    assert there(team) == []


def test_a_step_that_is_refused_afterwards_leaves_no_file(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(Refused), team.work("intake") as work:  # noqa: PT012
        add(work, reference)
        raise Refused("no")
    assert there(team) == []


@pytest.mark.parametrize(("seconds", "left"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("name", ["0" * 32, "0" * 32 + ".part"])
def test_a_file_without_a_row_goes_after_a_week(team: Team, seconds: int, left: bool, name: str) -> None:
    """A process that was killed between the file and the commit leaves one."""
    folder(team).mkdir(parents=True)
    (folder(team) / name).write_bytes(PNG)
    written = team.clock() - timedelta(days=7, seconds=seconds)
    os.utime(folder(team) / name, (written.timestamp(), written.timestamp()))
    with team.office.work(write=False) as work:
        assert kept_files.sweep(work) == (not left)
    assert there(team) == [name] * left


def test_a_file_of_a_document_stays_however_old(team: Team) -> None:
    reference = team.apply()
    with team.work("intake") as work:
        add(work, reference)
    _, path = document_of(team, reference)
    os.utime(path, (0, 0))
    with team.office.work(write=False) as work:
        assert kept_files.sweep(work) == 0
    assert there(team) == [path.name]


def test_without_any_file_there_is_nothing_to_sweep(team: Team) -> None:
    with team.office.work(write=False) as work:
        assert kept_files.sweep(work) == 0


@pytest.mark.parametrize("now", [None, PNG + b"something else"])
def test_a_file_that_is_gone_or_changed_is_said_plainly(team: Team, now: bytes | None) -> None:
    reference = team.apply()
    with team.work("intake") as work:
        add(work, reference)
    public_id, path = document_of(team, reference)
    path.unlink() if now is None else path.write_bytes(now)
    with pytest.raises(Refused, match="This file is damaged or missing"), team.work("intake") as work:
        notes.read_document(work, reference, public_id)
