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
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from functools import cached_property
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from config import Settings
from portal.journeys.application import APPLICATION
from portal.journeys.conditions import Json
from portal.policy import Grant, Role
from portal.services import applications, drafts, staff
from portal.services.work import Office
from portal.store import ledger
from portal.store.staff import by_username
from portal.wiring import open_office
from tests.services.conftest import answers

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
MAIL_SECONDS = 120


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
            time.sleep(0.05)
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

    @property
    def passwords(self) -> dict[str, str]:
        """The passwords of the demonstration accounts, as printed at the first start, and of those added."""
        printed = re.findall(r"^ +([a-z0-9]+) +([a-z]+(?:-[a-z]+){3}) ", self.log.read_text(), re.MULTILINE)
        return dict(printed) | self.added

    def add(self, username: str, name: str, role: Role, district: str | None, where: str) -> None:
        """Add somebody to the staff, who works at the office `where`."""
        self.added[username] = f"{username} and a long password"
        new = staff.NewPerson(username, name, (Grant(role, district),), self.added[username], office=where)
        with self.office.work() as work:
            staff.add_person(work, new)

    def apply(self, email: str, **changes: Json) -> str:
        """Apply as somebody who is at the end of the pages, which others walk; returns the reference."""
        with self.office.work() as work:
            draft = drafts.begin(work, APPLICATION)
            draft.answers = answers(work.today, email=email, **changes)
        with self.office.work() as work:
            return applications.submit(work, draft.id).reference

    def code(self, username: str) -> str:
        """A sign-in code of an account that nobody has used: the present one or, since each fits once, the next."""
        with self.office.work(write=False) as reading:
            person = by_username(reading.session, username)
            assert person is not None
            step = max(self._step(), person.totp_last_step + 1)
        while step > self._step() + 1:  # the next one is taken already, one later than that would not
            time.sleep(1)
        then = replace(self.office, clock=lambda: datetime.fromtimestamp(step * staff.STEP_SECONDS, UTC))
        with then.work(write=False) as reading:
            found = staff.totp_code(reading, username)
        assert found is not None
        return found

    def _step(self) -> int:
        return int(self.office.clock().timestamp()) // staff.STEP_SECONDS

    @cached_property
    def office(self) -> Office:
        """The office itself, for what no walk is about: it works here what would take a start of Python."""
        return open_office(Settings.from_environ(self.environment))

    def ledgers_are_whole(self) -> bool:
        """Whether no row of either ledger is bad."""
        with self.office.work(write=False) as reading:
            return not ledger.verify(reading.session).first_bad


@contextmanager
def demonstration(folder: Path) -> Iterator[Site]:
    """Start the portal as `./run` does, from nothing, with a real SMTP server; stop it with Ctrl-C afterwards."""
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
            site = Site(f"http://127.0.0.1:{port}", environment, folder / "portal.log", mail)
            yield site
            site.office.engine.dispose()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)
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
            time.sleep(0.1)
    raise AssertionError(f"the portal did not start: {log.read_text()}")
