"""The portal as a newcomer starts it, with a real SMTP server beside it, for tests that drive a real browser."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from config import Settings
from portal.services import staff
from portal.services.work import Office
from portal.wiring import open_office

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
MAIL_SECONDS = 30


@dataclass
class Postman:
    """Takes every mail the portal sends, as a mail server would."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = BytesParser(policy=default).parsebytes(envelope.content)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 taken"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address, oldest first."""
        return [mail for mail in list(self.mails) if address in str(mail["To"])]

    def wait_for(self, address: str, count: int) -> list[EmailMessage]:
        """Wait until `count` mails reached an address."""
        ends = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < ends:
            if len(self.to(address)) >= count:
                return self.to(address)
            time.sleep(0.2)
        raise AssertionError(f"{len(self.to(address))} of {count} mails came")


@contextmanager
def postman() -> Iterator[tuple[Postman, int]]:
    """A real SMTP server in a thread, and its port."""
    handler = Postman()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


@dataclass
class Site:
    """A running portal."""

    address: str
    environment: dict[str, str]
    log: Path
    mail: Postman
    added: dict[str, str] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)

    @property
    def passwords(self) -> dict[str, str]:
        """The passwords of the demonstration accounts, as printed at the first start, and of those added."""
        printed = re.findall(r"^ +([a-z0-9]+) +([a-z]+(?:-[a-z]+){3}) ", self.log.read_text(), re.MULTILINE)
        return dict(printed) | self.added

    def add(self, username: str, name: str, role: str, office: str) -> None:
        """Add somebody to the staff, as an administrator does at the machine."""
        self.added[username] = f"{username} and a long password"
        subprocess.run(
            [sys.executable, "-m", "portal", "add-person", username, name, "--role", role, "--office", office],
            cwd=ROOT, env=self.environment, input=self.added[username], capture_output=True, text=True, check=True,
            timeout=60,
        )  # fmt: skip

    def code(self, username: str) -> str:
        """The present sign-in code of an account, as `./run code NAME` prints it, without a start of Python each."""
        with self._office().work(write=False) as reading:
            found = staff.totp_code(reading, username)
        assert found is not None
        return found

    def _office(self) -> Office:
        if not self.offices:
            self.offices.append(open_office(Settings.from_environ(self.environment)))
        return self.offices[0]

    def verify_ledgers(self) -> str:
        """What `./run audit verify` says; fails when a row is bad."""
        done = subprocess.run(
            [sys.executable, "-m", "portal", "audit", "verify"],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True, timeout=60,
        )  # fmt: skip
        return done.stdout


@contextmanager
def demonstration(folder: Path) -> Iterator[Site]:
    """Start the portal as `./run` does, mail going to a real SMTP server; stop it with Ctrl-C afterwards."""
    with postman() as (mail, mail_port):
        port = free_port()
        environment = {
            **os.environ,
            "PORT": str(port),
            "DATA_DIR": str(folder / "data"),
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(mail_port),
            "PYTHONPATH": str(ROOT),
        }
        log = (folder / "portal.log").open("w+")
        process = subprocess.Popen(
            [sys.executable, "-m", "portal"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_up(f"http://127.0.0.1:{port}/", process, folder / "portal.log")
            yield Site(f"http://127.0.0.1:{port}", environment, folder / "portal.log", mail)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
            log.close()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_up(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.3)
    raise AssertionError(f"the portal did not start: {log.read_text()}")
