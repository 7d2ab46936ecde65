"""The portal as it is served, from the checkout or a broken copy, with its processes at hand to be killed."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from config import Settings
from portal.services.work import Office
from portal.wiring import open_office
from tests.durability.post_office import PostOffice, post_office
from tests.house.tools import ROOT

START_SECONDS = 90
STOP_SECONDS = 40
LOOK = 0.05  # seconds between looks at something that is about to happen


@dataclass
class Portal:
    """A running portal, its mail server, and an office of the test's own on the same database."""

    root: Path  # of the source it runs from
    environment: dict[str, str]
    log: Path
    post: PostOffice
    process: "subprocess.Popen[bytes]"
    kills: list[str] = field(default_factory=list)  # what was killed, in order

    @cached_property
    def settings(self) -> Settings:
        """What the portal was told, with the keys it made for itself."""
        return Settings.from_environ(self.environment)

    @cached_property
    def office(self) -> Office:
        """An office on the portal's database, for preparing drafts and for looking."""
        return open_office(self.settings)

    def web_workers(self) -> list[int]:
        """The processes that answer requests now."""
        return [worker for server in self._children("gunicorn") for worker in children(server)]

    def web_server(self) -> int:
        """The process that starts the ones that answer."""
        (found,) = self._children("gunicorn")
        return found

    def mail_worker(self) -> int | None:
        """The process that sends mail now; None while it is being started again."""
        found = self._children("portal work")
        return found[0] if found else None

    def _children(self, word: str) -> list[int]:
        return [pid for pid in children(self.process.pid) if word in command_of(pid)]

    def kill(self, pid: int | None, name: str) -> bool:
        """End a process without warning. Returns whether it was there."""
        with contextlib.suppress(ProcessLookupError):
            if pid is not None:
                os.kill(pid, signal.SIGKILL)
                self.kills.append(name)
                return True
        return False

    def wait_for_web(self) -> None:
        """Wait until there is a process that answers, or will."""
        wait_until(lambda: bool(self.web_workers()), "the web server did not come back", self.log)

    def stop(self) -> None:
        """Tell the portal to stop, and wait for it."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=STOP_SECONDS)

    def verify_ledgers(self) -> str:
        """What `./run audit verify` says; fails when a row is bad."""
        words = [sys.executable, "-P", "-m", "portal", "audit", "verify"]
        done = subprocess.run(
            words, cwd="/", env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@contextmanager
def served(folder: Path, database_url: str, root: Path = ROOT) -> Iterator[Portal]:
    """Start the portal that lies in `root` as ./run does, and stop it afterwards."""
    with post_office() as post:
        environment = {
            **os.environ,
            "DATA_DIR": str(folder / "data"),
            "DATABASE_URL": database_url,
            "PORT": str(post.free_port()),
            "MAIL_HOST": "127.0.0.1",
            "MAIL_PORT": str(post.port),
            "PYTHONPATH": str(root),
        }
        log = folder / "portal.log"
        with log.open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "portal"], cwd="/", env=environment, stdout=said, stderr=said
            )
        portal = Portal(root, environment, log, post, process)
        try:
            wait_until(
                lambda: process.poll() is not None or b"Ctrl-C" in log.read_bytes(), "it did not start", log
            )
            assert process.poll() is None, log.read_text("utf-8")
            yield portal
        finally:
            portal.stop()
            portal.office.engine.dispose()


def wait_until(holds: Callable[[], bool], otherwise: str, log: Path, seconds: float = START_SECONDS) -> None:
    """Wait until `holds`; fail with `otherwise` and what the portal printed when it takes too long."""
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends, f"{otherwise}: {log.read_text('utf-8')[-4000:]}"
        time.sleep(LOOK)


def children(pid: int) -> list[int]:
    """The processes that a process has started and that live."""
    with contextlib.suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]
    return []


def command_of(pid: int) -> str:
    """What a process calls itself: the words it was started with, or those that gunicorn puts in their place."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8").replace("\0", " ").rstrip()
    return ""
