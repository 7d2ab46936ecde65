"""The command that reads both ledgers: it names the first bad row and says by its exit code whether there is one."""

import pytest
from sqlalchemy import Engine, text

from config import Settings
from portal.cli import main
from portal.store import ledger
from tests.store.conftest import NOW, add_case, add_staff, drop_triggers, writing


@pytest.fixture
def here(settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A database with a little history, which the command finds through its settings."""
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with writing(engine) as session:
        case, staff = add_case(session), add_staff(session)
        for _ in range(3):
            ledger.append(session, ledger.Entry("signed in", NOW, "staff", staff, {}))
        ledger.append_view(session, case_id=case, staff_id=staff, action="see_case", at=NOW)
    return engine


def test_good_ledgers_are_counted(here: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "Both ledgers are whole: 3 events, 1 views.\n"


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        ("UPDATE event SET actor_id = 99 WHERE seq = 2", "event 2"),
        ("DELETE FROM event WHERE seq = 3", "event 3"),
        ("DELETE FROM view", "view 1"),
    ],
)
def test_the_first_bad_row_is_named(
    here: Engine, capsys: pytest.CaptureFixture[str], statement: str, row: str
) -> None:
    drop_triggers(here)
    with writing(here) as session:
        session.execute(text(statement))
    assert main(["audit", "verify"]) == 1
    assert f"The first bad row is: {row}.\n" in capsys.readouterr().out
