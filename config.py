"""The settings of one installation, read once from the environment at start.

Without any setting the portal is a demonstration: fictional data, on this machine's own address only, with
random keys kept in DATA_DIR. Production has to be asked for (PORTAL_MODE=production) and refuses to start
while `Settings.unsafe()` names a reason. docs/operations.md lists every setting.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import SplitResult, parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent
AREAS = ROOT / "triage" / "areas"
KEY_NAMES = ("secret_key", "link_key", "field_key")
SHORTEST_KEY = 32  # characters; 32 random base64 characters are 192 bits
DEMONSTRATION_MARK = "DEMONSTRATION-DATA"  # file in DATA_DIR, written when the demonstration is seeded
WEATHER_PAGE = "https://www.bbc.co.uk/weather"  # where "Exit this page" leads in the demonstration
FICTIONAL_AREA = "brackenshire"
DEMONSTRATION_SENDER = "case-review@portal.example"
LOOPBACK_NAMES = ("127.0.0.1", "localhost")
USUAL_MAIL_PORT = {"none": 25, "starttls": 587, "tls": 465}
ENCRYPTED = ("require", "verify-ca", "verify-full")  # of libpq's sslmode, those that never fall back to plain
MICROSOFT_SCOPE = (
    "https://outlook.office365.com/.default"  # what Microsoft 365 calls the right to send by SMTP
)
WORDS_OF_EXAMPLES = ("secret", "changeme", "change-me", "example", "password")
NOWHERE = Path("/nonexistent")

Mode = Literal["demonstration", "production"]
MailSecurity = Literal["none", "starttls", "tls"]


class BadSettings(Exception):
    """The environment cannot be read as settings; `reasons` holds one sentence for each mistake."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one installation has been told. Tests make one with the arguments they care about."""

    mode: Mode = "demonstration"
    data_dir: Path
    database_url: str = field(repr=False)  # as SQLAlchemy reads it; may hold a password
    host: str = "127.0.0.1"  # the address that gunicorn listens on
    port: int = 8000
    base_url: str = "http://127.0.0.1:8000"  # start of every absolute link; never taken from a request
    trusted_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    proxy_hops: int = (
        0  # proxies of ours between the sender and the portal, whose X-Forwarded-For is believed
    )
    secret_key: str = field(repr=False)  # signs sessions and form tokens
    link_key: str = field(repr=False)  # makes the tokens of links in letters and messages
    field_key: str = field(repr=False)  # encrypts safe-contact notes and the seeds of sign-in codes
    area_file: Path = AREAS / f"{FICTIONAL_AREA}.toml"
    exit_url: str = WEATHER_PAGE  # where "Exit this page" leads
    mail_host: str = ""  # empty in the demonstration: messages go to the local mailbox page
    mail_port: int = 25
    mail_security: MailSecurity = "none"
    mail_username: str = ""
    mail_password: str = field(default="", repr=False)
    mail_sender: str = ""  # address in "From"
    mail_reply_to: str = ""  # the shared mailbox that people read; empty: the area file's address
    mail_token_url: str = ""  # where a token is asked for that stands in for a password (XOAUTH2)
    mail_client_id: str = ""
    mail_client_secret: str = field(default="", repr=False)
    mail_token_scope: str = MICROSOFT_SCOPE
    session_idle: timedelta = timedelta(minutes=30)  # staff are signed out after this much silence
    session_absolute: timedelta = timedelta(hours=10)  # and after this much time whatever they do
    draft_idle: timedelta = timedelta(minutes=60)  # an application nobody saved
    draft_saved: timedelta = timedelta(days=28)  # an application saved with a link or code
    debug: bool = False

    @property
    def demonstration(self) -> bool:
        """Whether this installation shows fictional data."""
        return self.mode == "demonstration"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings from `environ` (names to text, as `os.environ`).

        Keys that a demonstration was not given are random and kept in DATA_DIR, readable by this user only.
        Raises BadSettings naming every value that cannot be read.
        """
        reading = _Reading(environ)
        mode: Mode = reading.one_of("PORTAL_MODE", ("demonstration", "production"), "demonstration")
        # A demonstration works without settings; production gets no value that somebody did not choose.
        demonstration = mode == "demonstration"
        port = reading.number("PORT", 8000, 1, 65535)
        data_dir = Path(environ.get("DATA_DIR") or (ROOT / "data" if demonstration else NOWHERE)).absolute()
        area_file = _area_file(
            environ.get("PORTAL_AREA") or (FICTIONAL_AREA if demonstration else str(NOWHERE))
        )
        security: MailSecurity = reading.one_of("MAIL_SECURITY", ("none", "starttls", "tls"), "none")
        base_url = environ.get("PORTAL_BASE_URL") or (f"http://127.0.0.1:{port}" if demonstration else "")
        trusted_hosts = reading.words("PORTAL_TRUSTED_HOSTS") or (LOOPBACK_NAMES if demonstration else ())
        exit_url = environ.get("PORTAL_EXIT_URL") or _partnership_table(area_file).get("exit_url")
        values: dict[str, Any] = {
            "mode": mode,
            "data_dir": data_dir,
            "database_url": _database_url(environ.get("DATABASE_URL", ""), data_dir),
            "host": environ.get("PORTAL_HOST") or "127.0.0.1",
            "port": port,
            "base_url": base_url.rstrip("/"),
            "trusted_hosts": trusted_hosts,
            "proxy_hops": reading.number("PORTAL_PROXY_HOPS", 0, 0, 3),
            "area_file": area_file,
            "exit_url": exit_url or (WEATHER_PAGE if demonstration else ""),
            "mail_host": environ.get("MAIL_HOST", ""),
            "mail_port": reading.number("MAIL_PORT", USUAL_MAIL_PORT[security], 1, 65535),
            "mail_security": security,
            "mail_username": environ.get("MAIL_USERNAME", ""),
            "mail_password": environ.get("MAIL_PASSWORD", ""),
            "mail_sender": environ.get("MAIL_SENDER") or (DEMONSTRATION_SENDER if demonstration else ""),
            "mail_reply_to": environ.get("MAIL_REPLY_TO", ""),
            "mail_token_url": environ.get("MAIL_TOKEN_URL", ""),
            "mail_client_id": environ.get("MAIL_CLIENT_ID", ""),
            "mail_client_secret": environ.get("MAIL_CLIENT_SECRET", ""),
            "mail_token_scope": environ.get("MAIL_TOKEN_SCOPE") or MICROSOFT_SCOPE,
            "session_idle": timedelta(minutes=reading.number("PORTAL_SESSION_IDLE_MINUTES", 30, 1, 1440)),
            "session_absolute": timedelta(hours=reading.number("PORTAL_SESSION_HOURS", 10, 1, 24)),
            "draft_idle": timedelta(minutes=reading.number("PORTAL_DRAFT_IDLE_MINUTES", 60, 5, 1440)),
            "draft_saved": timedelta(days=reading.number("PORTAL_DRAFT_SAVED_DAYS", 28, 1, 365)),
            "debug": "1" in (reading.one_of("PORTAL_DEBUG", ("0", "1"), "0"), environ.get("FLASK_DEBUG")),
        }
        if reading.mistakes:
            raise BadSettings(reading.mistakes)
        values |= {name: environ.get(f"PORTAL_{name.upper()}", "") for name in KEY_NAMES}
        if demonstration and not all(values[name] for name in KEY_NAMES):
            values |= {name: values[name] or key for name, key in _kept_keys(data_dir).items()}
        return cls(**values)

    def unsafe(self) -> list[str]:
        """Why these settings must not serve: one sentence for each reason, empty when they may."""
        if not self.demonstration:
            rules = (
                self._keys,
                self._debugging,
                self._addresses,
                self._database,
                self._mail,
                self._mail_sign_in,
                self._area,
            )
            return [reason for rule in rules for reason in rule()]
        if not _is_loopback(self.host):
            return ["A demonstration may be open to this machine only: set PORTAL_HOST to 127.0.0.1."]
        return []

    def _keys(self) -> Iterator[str]:
        keys = {name: str(getattr(self, name)) for name in KEY_NAMES}
        for name, key in keys.items():
            setting = f"PORTAL_{name.upper()}"
            if not key:
                yield f"{setting} is missing: set it to at least {SHORTEST_KEY} random characters."
            elif len(key) < SHORTEST_KEY:
                yield f"{setting} is too short: use at least {SHORTEST_KEY} random characters."
            elif _is_guessable(key):
                yield f"{setting} can be guessed: make one with 'openssl rand -base64 48'."
        given = [key for key in keys.values() if key]
        if len(set(given)) < len(given):
            yield "PORTAL_SECRET_KEY, PORTAL_LINK_KEY and PORTAL_FIELD_KEY must be three different keys."

    def _debugging(self) -> Iterator[str]:
        if self.debug:
            yield "Debugging is on and shows the inside of the program: unset PORTAL_DEBUG and FLASK_DEBUG."

    def _addresses(self) -> Iterator[str]:
        address = urlsplit(self.base_url)
        if address.scheme != "https" or not address.hostname:
            yield "PORTAL_BASE_URL must be the public address and start with https://."
        if not self.trusted_hosts:
            yield "PORTAL_TRUSTED_HOSTS is missing: name the hosts that the portal answers for."
        elif any("*" in host or host.startswith(".") for host in self.trusted_hosts):
            yield "PORTAL_TRUSTED_HOSTS must name each host in full, without * or a leading dot."
        elif address.hostname and address.hostname not in self.trusted_hosts:
            yield f"PORTAL_TRUSTED_HOSTS lacks {address.hostname}, the host of PORTAL_BASE_URL."
        if not self.exit_url.startswith("https://"):
            yield "PORTAL_EXIT_URL is missing: set the https:// page that “Exit this page” leads to."

    def _database(self) -> Iterator[str]:
        if not _is_writable_folder(self.data_dir):
            yield f"DATA_DIR must be an existing folder that the portal may write to (now {self.data_dir})."
        elif (self.data_dir / DEMONSTRATION_MARK).exists():
            yield "DATA_DIR holds demonstration data: use an empty folder and a new database."
        url = urlsplit(self.database_url)
        if url.scheme.startswith("sqlite"):
            path = Path(url.path[1:]) if url.path[1:] not in ("", ":memory:") else None
            if path is None:
                yield "DATABASE_URL names a database in memory, which is lost at every restart."
            elif not (os.access(path, os.W_OK) if path.exists() else _is_writable_folder(path.parent)):
                yield f"The SQLite database {path} cannot be written: check the folder and its owner."
        elif url.scheme.startswith("postgresql"):
            encrypted = parse_qs(url.query).get("sslmode", [""])[-1] in ENCRYPTED
            if not encrypted and not all(_is_loopback(host) for host in _database_hosts(url)):
                yield "DATABASE_URL leads to another machine without encryption: add ?sslmode=verify-full."
        else:
            yield "DATABASE_URL must start with sqlite:/// or postgresql://."

    def _mail(self) -> Iterator[str]:
        if not self.mail_host:
            yield "MAIL_HOST is missing: without a mail relay nobody would be told anything."
        elif self.mail_security == "none" and not _is_loopback(self.mail_host):
            yield f"Mail would go to {self.mail_host} unencrypted: set MAIL_SECURITY to starttls or tls."
        if "@" not in self.mail_sender:
            yield "MAIL_SENDER is missing: set the address that messages come from."
        if self.mail_reply_to and "@" not in self.mail_reply_to:
            yield "MAIL_REPLY_TO is no address: name the shared mailbox that people read, or leave it out."

    def _mail_sign_in(self) -> Iterator[str]:
        if self.mail_password and not self.mail_username:
            yield "MAIL_USERNAME is missing: MAIL_PASSWORD is of no use without it."
        tokens = {
            "MAIL_TOKEN_URL": self.mail_token_url,
            "MAIL_CLIENT_ID": self.mail_client_id,
            "MAIL_CLIENT_SECRET": self.mail_client_secret,
        }
        if not any(tokens.values()):
            if self.mail_username and not self.mail_password:
                yield "MAIL_PASSWORD is missing: MAIL_USERNAME is of no use without it or MAIL_TOKEN_URL."
            return
        if self.mail_password:
            yield "MAIL_PASSWORD and MAIL_TOKEN_URL are two ways to sign in: set one of them."
        for name, value in {**tokens, "MAIL_USERNAME": self.mail_username}.items():
            if not value:
                yield f"{name} is missing: signing in to the mail server by token needs it."
        if self.mail_token_url and urlsplit(self.mail_token_url).scheme != "https":
            yield "MAIL_TOKEN_URL must start with https://: a secret is sent there."
        if self.mail_security == "none":
            yield "A token would go to the mail server unencrypted: set MAIL_SECURITY to starttls or tls."

    def _area(self) -> Iterator[str]:
        name = self.area_file.name
        if not self.area_file.is_file():
            yield "PORTAL_AREA is missing or names no area file: use a name in triage/areas or a path."
        elif not (partnership := _partnership_table(self.area_file)):
            yield f"The area file {name} cannot be read: './run criteria check {self.area_file}' says why."
        elif partnership.get("fictional"):
            yield f"The area file {name} describes a fictional partnership: set PORTAL_AREA to a real one."


class _Reading:
    """Reads typed values and gathers what is wrong with them, so that one start names every mistake."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.mistakes: list[str] = []

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> Any:
        value = self.environ.get(name) or default
        if value not in choices:
            self.mistakes.append(f"{name} is “{value}”: it must be one of {', '.join(choices)}.")
        return value if value in choices else default

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        text = self.environ.get(name) or str(default)
        value = int(text) if text.isascii() and text.isdigit() else lowest - 1
        if lowest <= value <= highest:
            return value
        self.mistakes.append(f"{name} is “{text}”: it must be a whole number from {lowest} to {highest}.")
        return default

    def words(self, name: str) -> tuple[str, ...]:
        return tuple(word.strip() for word in self.environ.get(name, "").split(",") if word.strip())


def _area_file(name: str) -> Path:
    """The file of a name in triage/areas or of a path."""
    if "/" not in name and not name.endswith(".toml"):
        return AREAS / f"{name}.toml"
    return Path(name).absolute()


def _partnership_table(area_file: Path) -> dict[str, Any]:
    """The table [partnership] of an area file; empty when it cannot be read (portal/area_file.py says why)."""
    try:
        table = tomllib.loads(area_file.read_text("utf-8")).get("partnership", {})
    except (OSError, ValueError):
        return {}
    return table if isinstance(table, dict) else {}


def _database_url(given: str, data_dir: Path) -> str:
    """The given URL with the driver we ship; SQLite in DATA_DIR when none is given."""
    for scheme in ("postgres://", "postgresql://"):
        if given.startswith(scheme):
            return "postgresql+psycopg://" + given.removeprefix(scheme)
    return given or f"sqlite:///{data_dir / 'portal.db'}"


def _database_hosts(url: SplitResult) -> list[str]:
    """Hosts named in a PostgreSQL URL, in the address or as ?host=; a socket folder is on this machine."""
    named = [part for host in parse_qs(url.query).get("host", []) for part in host.split(",")]
    in_address = url.netloc.rpartition("@")[2]
    named += [part.rpartition(":")[0] or part for part in in_address.split(",") if part]
    return [host for host in named if not host.startswith("/")]


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_guessable(key: str) -> bool:
    """Whether a key looks written by hand: few different characters, or one of the words of example files."""
    return len(set(key)) < 12 or any(word in key.lower() for word in WORDS_OF_EXAMPLES)


def _is_writable_folder(path: Path) -> bool:
    return path.is_dir() and os.access(path, os.W_OK | os.X_OK)


def _kept_keys(data_dir: Path) -> dict[str, str]:
    """The demonstration's random keys, made at the first start; two that start at once get the same ones."""
    path = data_dir / "keys.json"
    if not path.exists():
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        # 32 bytes in URL-safe base64, the form the field encryption takes.
        keys = {name: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode() for name in KEY_NAMES}
        handle, draft = tempfile.mkstemp(dir=data_dir)  # made with mode 600
        with os.fdopen(handle, "w") as file:
            json.dump(keys, file)
        try:
            os.link(draft, path)  # fails when another process was first; its keys then hold
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    loaded: dict[str, str] = json.loads(path.read_text("utf-8"))
    return loaded
