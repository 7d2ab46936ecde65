"""Settings of a database server that no killed process can show: production refuses one that may forget a commit."""

from pathlib import Path

import pytest

from config import AREAS
from portal.cli import main
from portal.store.engine import forgets, make_engine, transaction

SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
KEYS = (
    "kJ8pQ2vX5mZ1rT7wB4nC9sD6fG3hL0yA",
    "Vb3Nq8Xs1Lk6Wd9Rt4Gm7Hc2Zj5Pf0yE",
    "e7Tz2Uw9Qa4Rk1Mx6Bn3Yc8Vd5Jg0LhS",
)


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("fsync", "off", True),
        ("full_page_writes", "off", True),
        ("synchronous_commit", "off", True),
        ("synchronous_commit", "local", False),
        ("synchronous_commit", "remote_write", False),
        ("synchronous_commit", "remote_apply", False),
        ("fsync", "on", False),
    ],
)
def test_each_setting_that_protects_a_commit(name: str, value: str, refused: bool) -> None:
    reasons = forgets({**SAFE, name: value})
    assert [reason.startswith(f"PostgreSQL has {name} off") for reason in reasons] == [True] * refused


def test_the_settings_are_read_from_a_live_connection(postgresql_url: str) -> None:
    """The tests' own server is such a one: quick, and nothing in it is kept."""
    engine = make_engine(postgresql_url)
    with transaction(engine, write=False) as connection:
        assert connection.exec_driver_sql("SHOW fsync").scalar_one() == "off"
    engine.dispose()


@pytest.mark.parametrize("command", ["serve", "work"])
def test_production_does_not_start_on_a_forgetful_server(
    command: str,
    postgresql_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = {
        "PORTAL_MODE": "production",
        "PORTAL_AREA": str(AREAS / "norfolk.toml"),
        "PORTAL_BASE_URL": "https://review.example",
        "PORTAL_TRUSTED_HOSTS": "review.example",
        "PORTAL_EXIT_URL": "https://www.bbc.co.uk/weather",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": postgresql_url.replace("postgresql+psycopg://", "postgresql://"),
        "MAIL_HOST": "127.0.0.1",
        "MAIL_SENDER": "case-review@review.example",
        **dict(zip(("PORTAL_SECRET_KEY", "PORTAL_LINK_KEY", "PORTAL_FIELD_KEY"), KEYS, strict=True)),
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("portal.serving.port_is_free", lambda _settings: True)
    assert main([command]) == 2
    said = capsys.readouterr().err
    for name in SAFE:
        assert f"PostgreSQL has {name} off" in said
