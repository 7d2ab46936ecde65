"""Signing in to a mail server: not at all, by password, or by token, over encryption whose certificate is checked."""

import base64
import ipaddress
import json
import logging
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from portal import sending
from portal.delivery import MailTrouble, Outgoing, Send, SignInRefused
from portal.mail_tokens import NoToken, Tokens
from portal.services.work import Office
from tests.house.clock import SetClock

MAIL = Outgoing("4f1c", "ada@home.example", "A letter", "Read it here.\n")
MAILBOX, PASSWORD, SECRET = "reviews@council.example", "pass-Ww7", "secret-Qq9"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Sending touches no table."""
    return sqlite_url


@dataclass
class Relay:
    """Lets in whoever gives `password` or one of `tokens`, and notes what was said."""

    password: str = PASSWORD
    tokens: set[str] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:  # noqa: N802
        given = base64.b64decode(args[1]).decode()
        self.said.append(given)
        if any(given == f"user={MAILBOX}\x01auth=Bearer {token}\x01\x01" for token in self.tokens):
            return AuthResult(success=True)
        # As the servers do: the reason comes as a challenge, then the refusal (RFC 7628 s3.2.3 has the same shape).
        await server.challenge_auth(base64.b64encode(b'{"status":"401"}').decode(), encode_to_b64=False)
        return AuthResult(success=False, handled=False)

    def checks(self, _server: Any, _session: Any, _envelope: Any, mechanism: str, data: Any) -> AuthResult:
        self.said.append(mechanism)
        lets_in = data.login.decode() == MAILBOX and data.password.decode() == self.password
        return AuthResult(success=lets_in, handled=False)

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.taken.append(envelope.rcpt_tos[0])
        return "250 OK"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A certificate of this machine that this process trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName(
        [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    )
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2049, 1, 1, tzinfo=UTC))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain, private = tmp_path / "relay.pem", tmp_path / "relay.key"
    chain.write_bytes(built.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, private)
    return context


@pytest.fixture
def relay(certificate: ssl.SSLContext) -> Iterator[tuple[Relay, int]]:
    """A mail server that wants encryption and a sign-in."""
    handler = Relay()
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=_free_port(),
        tls_context=certificate,
        require_starttls=True,
        auth_required=True,
        authenticator=handler.checks,
    )
    controller.start()
    yield handler, controller.port
    controller.stop()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class TokenServer(HTTPServer):
    """Answers a request for a token with what the test says, and notes what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[dict[str, str]] = []
        self.status = 200
        self.answer: Any = {"access_token": "t1", "expires_in": 3600, "token_type": "Bearer"}
        self.leads_to = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/tenant/oauth2/v2.0/token"


class _Answer(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        asked = parse_qs(self.rfile.read(length).decode())
        self.server.asked.append({name: values[0] for name, values in asked.items()})
        self.send_response(self.server.status)
        if self.server.leads_to:
            self.send_header("Location", self.server.leads_to)
        self.end_headers()
        told = self.server.answer
        self.wfile.write(told if isinstance(told, bytes) else json.dumps(told).encode())

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture
def token_server() -> Iterator[TokenServer]:
    server = TokenServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join(5)
    server.server_close()


def _settings(office: Office, **changes: Any) -> Office:
    given = {"mail_host": "127.0.0.1", "mail_security": "starttls", "mail_sender": MAILBOX, **changes}
    return replace(office, settings=replace(office.settings, **given))


def by_password(office: Office, port: int, password: str = PASSWORD) -> Send:
    return sending.sender(_settings(office, mail_port=port, mail_username=MAILBOX, mail_password=password))


def by_token(office: Office, port: int, server: TokenServer) -> Send:
    return sending.sender(
        _settings(
            office,
            mail_port=port,
            mail_username=MAILBOX,
            mail_token_url=server.url,
            mail_client_id="client-1",
            mail_client_secret=SECRET,
        )
    )


def test_a_password_lets_in(relay: tuple[Relay, int], office: Office) -> None:
    handler, port = relay
    by_password(office, port)(MAIL)
    assert handler.taken == [MAIL.to]


def test_a_wrong_password_is_no_fault_of_the_address(relay: tuple[Relay, int], office: Office) -> None:
    handler, port = relay
    with pytest.raises(SignInRefused) as caught:
        by_password(office, port, "wrong")(MAIL)
    assert isinstance(caught.value, MailTrouble)
    assert handler.taken == []


def test_without_a_certificate_that_is_trusted_no_password_is_said(
    relay: tuple[Relay, int], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, port = relay
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(MailTrouble):
        by_password(office, port)(MAIL)
    assert handler.said == []


def test_a_token_lets_in(relay: tuple[Relay, int], token_server: TokenServer, office: Office) -> None:
    handler, port = relay
    handler.tokens = {"t1"}
    by_token(office, port, token_server)(MAIL)
    assert handler.taken == [MAIL.to]
    assert handler.said == [f"user={MAILBOX}\x01auth=Bearer t1\x01\x01"]
    assert token_server.asked == [
        {
            "grant_type": "client_credentials",
            "client_id": "client-1",
            "client_secret": SECRET,
            "scope": "https://outlook.office365.com/.default",
        }
    ]


def test_a_token_that_the_server_refuses_is_fetched_anew(
    relay: tuple[Relay, int], token_server: TokenServer, office: Office
) -> None:
    handler, port = relay
    send = by_token(office, port, token_server)
    with pytest.raises(SignInRefused):
        send(MAIL)
    assert handler.taken == []
    token_server.answer = {"access_token": "t2", "expires_in": 3600}
    handler.tokens = {"t2"}
    send(MAIL)
    assert handler.taken == [MAIL.to]


@pytest.mark.parametrize(("seconds", "asked"), [(3539, 1), (3540, 2), (3541, 2)])
def test_a_token_is_kept_until_a_minute_before_it_runs_out(
    relay: tuple[Relay, int],
    token_server: TokenServer,
    office: Office,
    clock: SetClock,
    seconds: int,
    asked: int,
) -> None:
    handler, port = relay
    handler.tokens = {"t1"}
    send = by_token(office, port, token_server)
    send(MAIL)
    clock.set(clock() + timedelta(seconds=seconds))
    send(MAIL)
    assert len(token_server.asked) == asked


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (400, {"error": "invalid_client", "error_description": SECRET}),
        (500, b"<html>"),
        (200, b"no json"),
        (200, {}),
        (200, []),
        (200, {"access_token": "t1", "expires_in": "soon"}),
    ],
)
def test_a_server_that_gives_no_token_is_trouble_that_repeats_nothing(
    relay: tuple[Relay, int],
    token_server: TokenServer,
    office: Office,
    caplog: pytest.LogCaptureFixture,
    status: int,
    answer: Any,
) -> None:
    handler, port = relay
    token_server.status, token_server.answer = status, answer
    with caplog.at_level(logging.DEBUG), pytest.raises(SignInRefused) as caught:
        by_token(office, port, token_server)(MAIL)
    chain = f"{caught.value!r}{caught.value.__cause__!r}{caplog.text}"
    assert SECRET not in chain
    assert handler.said == []


def test_the_secret_follows_nobody_elsewhere(token_server: TokenServer, office: Office) -> None:
    elsewhere = TokenServer()
    token_server.status, token_server.leads_to = 307, elsewhere.url
    settings = replace(office.settings, mail_token_url=token_server.url, mail_client_secret=SECRET)
    with pytest.raises(NoToken):
        Tokens(settings, office.clock).get()
    assert elsewhere.asked == []
    elsewhere.server_close()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/token", "file:///etc/hostname", "ftp://127.0.0.1/x", "x"]
)
def test_a_token_server_that_is_away_or_none_gives_no_token(office: Office, url: str) -> None:
    with pytest.raises(NoToken):
        Tokens(replace(office.settings, mail_token_url=url), office.clock).get()


def test_settings_show_no_secret(office: Office) -> None:
    assert SECRET not in repr(replace(office.settings, mail_client_secret=SECRET, mail_password=SECRET))
