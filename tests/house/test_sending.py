"""Mail leaves through a real SMTP server as it was written, and each kind of trouble is told apart."""

import email
import email.policy
import socket
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from config import MailSecurity
from portal import sending
from portal.delivery import MailRefused, MailTrouble, Outgoing, Send
from portal.services.work import Office

MAIL = Outgoing(
    "4f1c", "ada@home.example", "Eich adolygiad – ŵ", "Read it here:\nhttps://portal.example/l/abc\n"
)


class Relay:
    """Keeps what it is given, or answers as told."""

    def __init__(self) -> None:
        self.kept: list[tuple[list[str], EmailMessage]] = []
        self.to_address = "250 OK"
        self.to_data = "250 OK"

    # The names are those of the SMTP commands, as aiosmtpd calls them.
    async def handle_RCPT(self, _1: Any, _2: Any, envelope: Any, address: str, _3: Any) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.to_address

    async def handle_DATA(self, _1: Any, _2: Any, envelope: Any) -> str:  # noqa: N802
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        self.kept.append((envelope.rcpt_tos, message))
        return self.to_data


@pytest.fixture
def relay() -> Iterator[tuple[Relay, int]]:
    handler = Relay()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Sending touches no table."""
    return sqlite_url


def _to(office: Office, port: int, security: MailSecurity = "none") -> Send:
    settings = replace(
        office.settings,
        base_url="https://reviews.council.example",
        mail_host="127.0.0.1",
        mail_port=port,
        mail_security=security,
        mail_sender="reviews@council.example",
    )
    return sending.sender(replace(office, settings=settings))


def test_a_mail_arrives_as_it_was_written(relay: tuple[Relay, int], office: Office) -> None:
    handler, port = relay
    _to(office, port)(MAIL)
    ((recipients, message),) = handler.kept
    assert recipients == ["ada@home.example"]
    assert message["Subject"] == MAIL.subject
    assert message["From"] == "reviews@council.example"
    assert message["Reply-To"] == office.partnership.contact.email
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines() == MAIL.body.splitlines()


def test_every_try_has_the_same_message_id(relay: tuple[Relay, int], office: Office) -> None:
    handler, port = relay
    send = _to(office, port)
    send(MAIL)
    send(MAIL)
    assert {message["Message-ID"] for _, message in handler.kept} == {"<4f1c@reviews.council.example>"}


@pytest.mark.parametrize(
    ("to_address", "to_data", "trouble"),
    [
        ("550 no such person", "250 OK", MailRefused),
        ("450 try later", "250 OK", MailTrouble),
        ("250 OK", "554 not wanted", MailRefused),
        ("250 OK", "451 try later", MailTrouble),
    ],
)
def test_a_refusal_and_a_delay_are_told_apart(
    relay: tuple[Relay, int], office: Office, to_address: str, to_data: str, trouble: type[Exception]
) -> None:
    handler, port = relay
    handler.to_address, handler.to_data = to_address, to_data
    with pytest.raises(trouble):
        _to(office, port)(MAIL)


def test_a_relay_that_is_not_there_is_trouble(office: Office) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(MailTrouble):
            _to(office, taken.getsockname()[1])(MAIL)


def test_a_silent_relay_does_not_hold_the_worker(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "TIMEOUT", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(MailTrouble):
            _to(office, silent.getsockname()[1])(MAIL)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_nothing_leaves_unencrypted_when_encryption_is_set(
    relay: tuple[Relay, int], office: Office, security: MailSecurity
) -> None:
    handler, port = relay
    with pytest.raises(MailTrouble):
        _to(office, port, security)(MAIL)
    assert handler.kept == []


def test_a_header_cannot_be_smuggled_in(relay: tuple[Relay, int], office: Office) -> None:
    handler, port = relay
    bad = Outgoing("4f1c", "ada@home.example", "Hello\nBcc: eve@home.example", "words")
    with pytest.raises(MailRefused):
        _to(office, port)(bad)
    assert handler.kept == []


def test_a_demonstration_without_a_relay_opens_no_connection(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr("smtplib.SMTP", refuse)
    sending.sender(office)(MAIL)
