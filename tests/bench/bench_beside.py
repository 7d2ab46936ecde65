"""This portal beside another copy of it, such as an earlier commit: one request each, in turn.

Run it from the project's folder: `python -m tests.bench.bench_beside FOLDER_OF_THE_OTHER [TIMES]`. Each copy answers
in a process of its own. Every request is sent to one and then to the other, so that what else the machine does hits
both alike; the ratio is taken for each such pair. Time is that of the processor. Figures are printed; none is an
assertion.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from portal import clock, create_app
from tests.bench.bench_pages import Applicant, fill, open_office
from tests.bench.timing import say
from tests.house.tools import ROOT
from tests.services.conftest import Team
from tests.web.staffroom import person

ANSWER = "--answer"
WARM = 10  # requests that are not counted
START = (
    "import os; from config import Settings; from portal import create_app; from portal.wiring import open_office; "
    "create_app(open_office(Settings.from_environ(os.environ)))"
)


class Copy:
    """One copy, answering in its own process."""

    def __init__(self, folder: Path, times: int, data: str) -> None:
        self.folder, self.data = folder, data
        words = [sys.executable, "-P", __file__, ANSWER, str(times)]
        self.process = subprocess.Popen(words, cwd=folder, env=self._environ(), text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        self._line()

    def _environ(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": str(self.folder), "DATA_DIR": self.data}

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def ask(self, what: str) -> float:
        """The milliseconds that one request takes."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return float(self._line())

    def start(self, _: str) -> float:
        """The milliseconds until an application stands ready in a new process."""
        before = os.times()
        subprocess.run([sys.executable, "-P", "-c", START], env=self._environ(), cwd="/", check=True)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        return spent * 1000


def answer(times: int) -> None:
    """Be one of the two: do what is asked, line by line, and say how long it took."""
    with tempfile.TemporaryDirectory() as name:
        office = open_office(Path(name))
        app, team = create_app(office), Team(office, clock.now)  # type: ignore[arg-type]
        sends, reads = Applicant(app, team), Applicant(app, team)
        sends.drafts = [team.draft() for _ in range(times + WARM)]
        reads.begin(team.draft())
        shown = reads.get("/apply/report/1")
        fill(office)
        officer = person(app, team, "decider").browser
        works: dict[str, Callable[[], object]] = {
            "submission": sends.send,
            "page of a report": lambda: reads.get("/apply/report/1"),
            "page of a name": lambda: reads.get("/apply/name"),
            "report with errors": lambda: reads.post("/apply/report/1", shown, 422, told="nobody"),
            "worklist": lambda: officer.get("/cases", base_url="http://127.0.0.1:8000"),
        }
        say("ready")
        for line in sys.stdin:
            before = time.process_time()
            works[line.strip()]()
            say(str((time.process_time() - before) * 1000))
        office.engine.dispose()


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    if argv[0] == ANSWER:
        answer(int(argv[1]))
        return 0
    times = int(argv[1]) if len(argv) > 1 else 40
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        ours, theirs = Copy(ROOT, times, one), Copy(Path(argv[0]).resolve(), times, other)
        say("| what | other, ms | ours, ms | ours to the other |\n| --- | --- | --- | --- |")
        for what in ("submission", "page of a report", "page of a name", "report with errors", "worklist"):
            beside(what, times, WARM, ours.ask, theirs.ask)
        beside("start of a process", 6, 1, ours.start, theirs.start)
        for copy in (ours, theirs):
            copy.process.communicate()
    return 0


def beside(
    what: str, times: int, warm: int, ours: Callable[[str], float], theirs: Callable[[str], float]
) -> None:
    """Print what one piece of work takes in each, and the ratio of the pairs; who is first changes each time."""
    pairs = [(ours(what), theirs(what)) if number % 2 else (theirs(what), ours(what))[::-1]
             for number in range(times + warm)][warm:]  # fmt: skip
    here, there = (statistics.median(found) for found in zip(*pairs, strict=True))
    ratio = statistics.median(mine / other for mine, other in pairs)
    say(f"| {what} | {there:.1f} | {here:.1f} | {ratio:.2f} |")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
