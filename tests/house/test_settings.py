"""Settings: a demonstration needs none, production refuses to start and names each reason."""

import json
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from config import AREAS, DEMONSTRATION_MARK, BadSettings, MailSecurity, Settings

KEYS = (
    "kJ8pQ2vX5mZ1rT7wB4nC9sD6fG3hL0yA",
    "Vb3Nq8Xs1Lk6Wd9Rt4Gm7Hc2Zj5Pf0yE",
    "e7Tz2Uw9Qa4Rk1Mx6Bn3Yc8Vd5Jg0LhS",
)


@pytest.fixture
def safe(tmp_path: Path) -> Settings:
    """Production settings that nothing is wrong with."""
    return Settings(
        mode="production",
        data_dir=tmp_path,
        database_url=f"sqlite:///{tmp_path}/portal.db",
        base_url="https://case-review.norfolk.example",
        trusted_hosts=("case-review.norfolk.example",),
        secret_key=KEYS[0],
        link_key=KEYS[1],
        field_key=KEYS[2],
        area_file=AREAS / "norfolk.toml",
        exit_url="https://www.bbc.co.uk/weather",
        mail_host="relay.norfolk.example",
        mail_security="starttls",
        mail_sender="case-review@norfolk.example",
    )


def test_safe_production_settings_may_serve(safe: Settings) -> None:
    assert safe.unsafe() == []


@pytest.mark.parametrize("name", ["secret_key", "link_key", "field_key"])
@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "is missing"),
        (KEYS[0][:31][::-1], "is too short"),
        ("a" * 40, "can be guessed"),
        ("change-me-change-me-1234567890-xyz", "can be guessed"),
        ("MySecretKeyForTheCouncil0123456789", "can be guessed"),
    ],
)
def test_each_key_must_be_long_and_random(safe: Settings, name: str, key: str, words: str) -> None:
    changed: dict[str, Any] = {name: key}
    (reason,) = replace(safe, **changed).unsafe()
    assert reason.startswith(f"PORTAL_{name.upper()} {words}")


@pytest.mark.parametrize(("length", "reasons"), [(31, 1), (32, 0), (33, 0)])
def test_a_key_has_at_least_32_characters(safe: Settings, length: int, reasons: int) -> None:
    key = (KEYS[0] + "x9")[::-1][:length]
    assert len(key) == length
    assert len(replace(safe, secret_key=key).unsafe()) == reasons


def test_the_three_keys_differ(safe: Settings) -> None:
    (reason,) = replace(safe, link_key=KEYS[0]).unsafe()
    assert "three different keys" in reason


def test_debugging_is_refused(safe: Settings) -> None:
    (reason,) = replace(safe, debug=True).unsafe()
    assert "Debugging is on" in reason


@pytest.mark.parametrize(
    "address", ["http://case-review.norfolk.example", "", "case-review.norfolk.example", "https://"]
)
def test_the_public_address_is_https(safe: Settings, address: str) -> None:
    assert any("PORTAL_BASE_URL" in reason for reason in replace(safe, base_url=address).unsafe())


@pytest.mark.parametrize(
    ("hosts", "words"),
    [
        ((), "is missing"),
        (("*",), "must name each host in full"),
        ((".norfolk.example",), "must name each host in full"),
        (("other.example",), "lacks case-review.norfolk.example"),
    ],
)
def test_trusted_hosts_are_named(safe: Settings, hosts: tuple[str, ...], words: str) -> None:
    (reason,) = replace(safe, trusted_hosts=hosts).unsafe()
    assert reason.startswith("PORTAL_TRUSTED_HOSTS")
    assert words in reason


@pytest.mark.parametrize("address", ["", "http://weather.example", "javascript:alert(1)", "/"])
def test_exit_leads_to_an_https_page(safe: Settings, address: str) -> None:
    (reason,) = replace(safe, exit_url=address).unsafe()
    assert reason.startswith("PORTAL_EXIT_URL")


def test_the_data_folder_exists(safe: Settings, tmp_path: Path) -> None:
    (reason,) = replace(safe, data_dir=tmp_path / "missing").unsafe()
    assert reason.startswith("DATA_DIR must be an existing folder")


def test_production_never_runs_on_demonstration_data(safe: Settings, tmp_path: Path) -> None:
    (tmp_path / DEMONSTRATION_MARK).touch()
    (reason,) = safe.unsafe()
    assert "holds demonstration data" in reason


def test_the_sqlite_folder_exists(safe: Settings, tmp_path: Path) -> None:
    (reason,) = replace(safe, database_url=f"sqlite:///{tmp_path}/missing/portal.db").unsafe()
    assert "cannot be written" in reason


def test_the_sqlite_file_can_be_written(
    safe: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "portal.db"
    path.touch()
    assert safe.unsafe() == []
    # Root may write anything, so what the operating system answers is planted.
    monkeypatch.setattr(os, "access", lambda asked, mode: Path(asked) != path)
    (reason,) = safe.unsafe()
    assert "portal.db cannot be written" in reason


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(safe: Settings, address: str) -> None:
    (reason,) = replace(safe, database_url=address).unsafe()
    assert "in memory" in reason


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("postgresql+psycopg://u:p@db.norfolk.example/portal", True),
        ("postgresql+psycopg://u:p@db.norfolk.example/portal?sslmode=prefer", True),
        ("postgresql+psycopg://u:p@db.norfolk.example:5433/portal?sslmode=require", False),
        ("postgresql+psycopg://u:p@db.norfolk.example/portal?sslmode=verify-full", False),
        ("postgresql+psycopg://u:p@127.0.0.1/portal", False),
        ("postgresql+psycopg://u:p@localhost:5433/portal", False),
        ("postgresql+psycopg://u:p@[::1]:5433/portal", False),
        ("postgresql+psycopg:///portal?host=/run/postgresql", False),
        ("postgresql+psycopg://u@/portal?host=db.norfolk.example", True),
        ("postgresql+psycopg://u:p@localhost,db.norfolk.example/portal", True),
    ],
)
def test_a_remote_postgresql_is_encrypted(safe: Settings, address: str, refused: bool) -> None:
    reasons = replace(safe, database_url=address).unsafe()
    assert any("without encryption" in reason for reason in reasons) is refused
    assert len(reasons) == refused


def test_other_databases_are_refused(safe: Settings) -> None:
    (reason,) = replace(safe, database_url="mysql://localhost/portal").unsafe()
    assert "must start with" in reason


@pytest.mark.parametrize(
    ("host", "security", "refused"),
    [
        ("relay.norfolk.example", "none", True),
        ("relay.norfolk.example", "tls", False),
        ("127.0.0.1", "none", False),
        ("localhost", "none", False),
        ("::1", "none", False),
    ],
)
def test_mail_to_another_machine_is_encrypted(
    safe: Settings, host: str, security: MailSecurity, refused: bool
) -> None:
    reasons = replace(safe, mail_host=host, mail_security=security).unsafe()
    assert [reason for reason in reasons if "unencrypted" in reason] == reasons
    assert bool(reasons) is refused


def test_a_mail_relay_and_sender_are_set(safe: Settings) -> None:
    relay, sender = replace(safe, mail_host="", mail_sender="").unsafe()
    assert relay.startswith("MAIL_HOST")
    assert sender.startswith("MAIL_SENDER")


PASSWORD = {"mail_username": "reviews@norfolk.example", "mail_password": "Tr0ub4dor"}
TOKEN = {
    "mail_username": "reviews@norfolk.example",
    "mail_token_url": "https://login.example/tenant/oauth2/v2.0/token",
    "mail_client_id": "7c1e",
    "mail_client_secret": "Zq8",
}


@pytest.mark.parametrize("ways", [{}, PASSWORD, TOKEN])
def test_each_way_to_sign_in_to_the_mail_server_is_right_by_itself(
    safe: Settings, ways: dict[str, str]
) -> None:
    assert replace(safe, **ways).unsafe() == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ways", "begins"),
    [
        ({"mail_password": "Tr0ub4dor"}, "MAIL_USERNAME is missing"),
        ({"mail_username": "reviews@norfolk.example"}, "MAIL_PASSWORD is missing"),
        ({**TOKEN, "mail_password": "Tr0ub4dor"}, "MAIL_PASSWORD and MAIL_TOKEN_URL"),
        ({**TOKEN, "mail_username": ""}, "MAIL_USERNAME is missing"),
        ({**TOKEN, "mail_client_id": ""}, "MAIL_CLIENT_ID is missing"),
        ({**TOKEN, "mail_client_secret": ""}, "MAIL_CLIENT_SECRET is missing"),
        ({**TOKEN, "mail_token_url": ""}, "MAIL_TOKEN_URL is missing"),
        (
            {**TOKEN, "mail_token_url": "http://login.example/token"},
            "MAIL_TOKEN_URL must start with https://",
        ),
        ({**TOKEN, "mail_host": "localhost", "mail_security": "none"}, "A token would go"),
        ({"mail_reply_to": "the desk"}, "MAIL_REPLY_TO is no address"),
    ],
)
def test_half_a_way_to_sign_in_is_refused(safe: Settings, ways: dict[str, str], begins: str) -> None:
    (reason,) = replace(safe, **ways).unsafe()  # type: ignore[arg-type]
    assert reason.startswith(begins)


def test_the_area_file_exists(safe: Settings, tmp_path: Path) -> None:
    (reason,) = replace(safe, area_file=tmp_path / "none.toml").unsafe()
    assert reason.startswith("PORTAL_AREA is missing")


def test_the_area_file_can_be_read(safe: Settings, tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("[partnership", "utf-8")
    (reason,) = replace(safe, area_file=broken).unsafe()
    assert "cannot be read" in reason


def test_a_fictional_area_is_refused(safe: Settings) -> None:
    (reason,) = replace(safe, area_file=AREAS / "brackenshire.toml").unsafe()
    assert "fictional" in reason


def test_production_without_settings_names_everything_at_once() -> None:
    reasons = " ".join(Settings.from_environ({"PORTAL_MODE": "production"}).unsafe())
    for name in ("SECRET_KEY", "LINK_KEY", "FIELD_KEY", "BASE_URL", "TRUSTED_HOSTS", "EXIT_URL", "AREA"):
        assert f"PORTAL_{name}" in reasons
    for name in ("DATA_DIR", "MAIL_HOST", "MAIL_SENDER"):
        assert name in reasons


def test_a_demonstration_needs_no_settings(tmp_path: Path) -> None:
    settings = Settings.from_environ({"DATA_DIR": str(tmp_path)})
    assert settings.unsafe() == []
    assert settings.demonstration
    assert settings.host == "127.0.0.1"
    assert settings.database_url == f"sqlite:///{tmp_path}/portal.db"
    assert settings.area_file.name == "brackenshire.toml"


@pytest.mark.parametrize(("host", "reasons"), [("127.0.0.1", 0), ("::1", 0), ("0.0.0.0", 1), ("10.1.2.3", 1)])
def test_a_demonstration_is_open_to_this_machine_only(tmp_path: Path, host: str, reasons: int) -> None:
    settings = Settings.from_environ({"DATA_DIR": str(tmp_path), "PORTAL_HOST": host})
    assert len(settings.unsafe()) == reasons


def test_the_demonstrations_keys_are_random_and_kept_for_this_user_only(tmp_path: Path) -> None:
    first, again = (Settings.from_environ({"DATA_DIR": str(tmp_path / "one")}) for _ in range(2))
    other = Settings.from_environ({"DATA_DIR": str(tmp_path / "two")})
    keys = {first.secret_key, first.link_key, first.field_key}
    assert first == again
    assert len(keys | {other.secret_key, other.link_key, other.field_key}) == 6
    assert stat.S_IMODE((tmp_path / "one" / "keys.json").stat().st_mode) == 0o600
    assert set(json.loads((tmp_path / "one" / "keys.json").read_text("utf-8")).values()) == keys
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["keys.json"]


def test_production_makes_no_keys(tmp_path: Path) -> None:
    settings = Settings.from_environ({"PORTAL_MODE": "production", "DATA_DIR": str(tmp_path)})
    assert settings.secret_key == ""
    assert list(tmp_path.iterdir()) == []


def test_secrets_do_not_show_when_settings_are_printed(safe: Settings) -> None:
    shown = repr(replace(safe, mail_password="Tr0ub4dor", database_url="postgresql://u:Hunter2@localhost/p"))
    assert not [secret for secret in (*KEYS, "Tr0ub4dor", "Hunter2") if secret in shown]


def test_values_are_read(tmp_path: Path) -> None:
    settings = Settings.from_environ(
        {
            "DATA_DIR": str(tmp_path),
            "PORT": "9001",
            "DATABASE_URL": "postgres://u:p@localhost/portal",
            "PORTAL_TRUSTED_HOSTS": "a.example, b.example,",
            "PORTAL_BASE_URL": "https://a.example/",
            "PORTAL_AREA": "norfolk",
            "MAIL_SECURITY": "tls",
            "PORTAL_SESSION_IDLE_MINUTES": "15",
            "PORTAL_SECRET_KEY": KEYS[0],
        }
    )
    assert settings.port == 9001
    assert settings.database_url == "postgresql+psycopg://u:p@localhost/portal"
    assert settings.trusted_hosts == ("a.example", "b.example")
    assert settings.base_url == "https://a.example"
    assert settings.area_file == AREAS / "norfolk.toml"
    assert settings.mail_port == 465
    assert settings.session_idle == timedelta(minutes=15)
    assert settings.secret_key == KEYS[0]
    assert settings.link_key not in ("", KEYS[0])


@pytest.mark.parametrize(
    ("port", "fits"), [("0", False), ("1", True), ("65535", True), ("65536", False), ("eight", False)]
)
def test_the_port_is_a_port(tmp_path: Path, port: str, fits: bool) -> None:
    environ = {"DATA_DIR": str(tmp_path), "PORT": port}
    if fits:
        assert Settings.from_environ(environ).port == int(port)
    else:
        with pytest.raises(BadSettings, match="PORT is"):
            Settings.from_environ(environ)


def test_every_value_that_cannot_be_read_is_named_at_once() -> None:
    with pytest.raises(BadSettings) as wrong:
        Settings.from_environ(
            {"PORTAL_MODE": "live", "PORT": "-1", "MAIL_SECURITY": "ssl", "PORTAL_DEBUG": "yes"}
        )
    assert [reason.split()[0] for reason in wrong.value.reasons] == [
        "PORTAL_MODE",
        "PORT",
        "MAIL_SECURITY",
        "PORTAL_DEBUG",
    ]


def test_the_area_files_exit_page_is_used_when_none_is_set(tmp_path: Path) -> None:
    area = tmp_path / "area.toml"
    area.write_text('[partnership]\nexit_url = "https://weather.example/"', "utf-8")
    environ = {"DATA_DIR": str(tmp_path), "PORTAL_AREA": str(area)}
    assert Settings.from_environ(environ).exit_url == "https://weather.example/"
    assert (
        Settings.from_environ({**environ, "PORTAL_EXIT_URL": "https://x.example"}).exit_url
        == "https://x.example"
    )
