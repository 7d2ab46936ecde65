"""Keeps the web server and the worker running together, and ends both on Ctrl-C, TERM or HUP.

Each child leads a process group of its own: Ctrl-C in a terminal reaches only the supervisor, which then ends its
children in order, and whatever a child has started goes with it.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

POLL = 0.2  # seconds between looks at the children
PATIENCE = 20.0  # seconds a child has to finish what it is doing
TOO_OFTEN = 5  # deaths ...
WITHIN = 60.0  # ... within so many seconds end everything
LONGEST_PAUSE = 10.0  # seconds before a child that died is started again
PR_SET_PDEATHSIG = 1  # Linux: the signal a child gets when its parent is gone, however that happened


@dataclass
class Child:
    """One program to keep running. `command` is the program and its arguments."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    deaths: list[float] = field(default_factory=list)  # moments on the monotonic clock
    start_at: float = 0.0

    def start(self, environ: Mapping[str, str]) -> None:
        """Start the program in a process group of its own."""
        follow = die_with_parent if sys.platform == "linux" else None
        self.process = subprocess.Popen(self.command, env=dict(environ), process_group=0, preexec_fn=follow)

    def has_died(self) -> bool:
        """Whether the program was started and has ended."""
        return self.process is not None and self.process.poll() is not None

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program itself."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def end_group(self) -> None:
        """Kill whatever is left of the program and of those it started."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Runs its children until it is told to stop or one of them cannot be kept running."""

    def __init__(
        self, children: Sequence[Child], environ: Mapping[str, str], say: Callable[[str], None]
    ) -> None:
        self.children = children
        self.environ = environ
        self.say = say
        self.stops = 0

    def run(self, ready: Callable[[], bool] = lambda: True, welcome: str = "") -> int:
        """Start everything, say `welcome` once `ready` holds, keep on. Returns the exit code, 0 when told to stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        code, welcomed = 0, False
        try:
            while not self.stops and code == 0:
                code = self._look_after(time.monotonic())
                if not welcomed and code == 0 and ready():
                    self.say(welcome)
                    welcomed = True
                time.sleep(POLL)
        finally:
            self._end_all()
        return code

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stops += 1

    def _look_after(self, now: float) -> int:
        for child in self.children:
            if child.has_died():
                code = self._note_death(child, now)
                if code:
                    return code
            if child.process is None and now >= child.start_at:
                child.start(self.environ)
        return 0

    def _note_death(self, child: Child, now: float) -> int:
        code = child.process.returncode if child.process is not None else 1
        child.end_group()
        child.process = None
        child.deaths = [moment for moment in child.deaths if now - moment < WITHIN] + [now]
        if len(child.deaths) >= TOO_OFTEN:
            self.say(
                f"The {child.name} stopped {TOO_OFTEN} times within a minute, the last time with code {code}. "
                "Everything is stopped now; read the lines above to see why."
            )
            return 1
        pause = min(2.0 ** (len(child.deaths) - 1), LONGEST_PAUSE)
        child.start_at = now + pause
        self.say(f"The {child.name} stopped with code {code}; it starts again in {pause:.0f} s.")
        return 0

    def _end_all(self) -> None:
        """Ask every child to finish, wait with patience (less when told again), then end what is left."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        asked, until = self.stops, time.monotonic() + PATIENCE
        while time.monotonic() < until and self.stops <= asked:
            if all(child.process is None or child.has_died() for child in self.children):
                break
            time.sleep(POLL / 4)
        for child in self.children:
            child.end_group()


def die_with_parent() -> None:
    """Ask Linux to end this process when the supervisor is gone, even if it was killed outright."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
