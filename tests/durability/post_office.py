"""A real mail server that keeps what it took, and lets a test act at the very moment it has taken it."""

import email
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller


@dataclass(frozen=True)
class Taken:
    """A mail that the server took and is answerable for from then on."""

    message_id: str
    to: str
    body: str


@dataclass
class PostOffice:
    """Takes every mail. `then` is called when the sender knows that its mail was taken and says goodbye."""

    port: int
    taken: list[Taken] = field(default_factory=list)
    then: Callable[[], None] = lambda: None

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = email.message_from_bytes(envelope.content)
        body = mail.get_payload(decode=True)
        assert isinstance(body, bytes)
        self.taken.append(Taken(str(mail["Message-ID"]), envelope.rcpt_tos[0], body.decode()))
        return "250 taken"

    async def handle_QUIT(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.then()
        return "221 Bye"

    def more_than_once(self) -> int:
        """How many mails were taken more than once."""
        return sum(times > 1 for times in Counter(one.message_id for one in self.taken).values())

    @staticmethod
    def free_port() -> int:
        """A port nobody listens on now."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            return int(probe.getsockname()[1])


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Open a mail server in a thread of its own."""
    office = PostOffice(PostOffice.free_port())
    controller = Controller(office, hostname="127.0.0.1", port=office.port)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()
