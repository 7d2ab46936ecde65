"""The durable submission on real servers, beside a plain Flask application served in the same way.

Run it from the project's folder: `python -m tests.bench.bench_served [sqlite|postgresql] [TIMES] [ROUNDS]`.
Each side has gunicorn with two processes of four threads and a database of its own on the same kind of server; four
clients send one after the other: last page, sending, receipt. The rounds alternate. Time of the processor is that of
the server's processes, read from /proc; memory is the largest that a web process held. Figures are printed.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from portal.store import migrate
from tests.bench import limit_app
from tests.bench.timing import say
from tests.durability import applicants
from tests.durability.post_office import PostOffice
from tests.durability.serving import Portal, children, served, wait_until
from tests.house import postgresql
from tests.house.tools import ROOT

CLIENTS = 4
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Side:
    """One of the two that are compared: how to send one, where its processes are, and what was measured."""

    name: str
    server: int
    send: Callable[[], float]  # sends one; returns the milliseconds of the request that stores it
    rate: list[float] = field(default_factory=list)  # submissions a second
    cpu: list[float] = field(default_factory=list)  # milliseconds of the server's processes for one
    waits: list[float] = field(default_factory=list)

    def round(self, times: int) -> None:
        """Let four clients send `times` together."""
        left, lock = iter(range(times)), threading.Lock()

        def client() -> None:
            while True:
                with lock:
                    if next(left, None) is None:
                        return
                self.waits.append(self.send())

        cpu, began = cpu_ms(self.server), time.perf_counter()
        threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.rate.append(times / (time.perf_counter() - began))
        self.cpu.append((cpu_ms(self.server) - cpu) / times)


def cpu_ms(server: int) -> float:
    """The time of the processor that a server's workers have had so far."""
    spent = 0.0
    for pid in children(server):
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        spent += (int(fields[11]) + int(fields[12])) / TICKS * 1000
    return spent


def megabytes(server: int) -> int:
    """The most memory that one of a server's workers has held."""
    lines = [Path(f"/proc/{pid}/status").read_text("utf-8") for pid in children(server)]
    return max(int(text.partition("VmHWM:")[2].split()[0]) for text in lines) // 1024


def our_side(portal: Portal, how_many: int) -> Side:
    """The portal, with so many people whose drafts are ready."""
    ready = applicants.prepare(portal, how_many, "Bench")

    def send() -> float:
        one = ready.pop()
        applicants.read_form(portal, one)
        began = time.perf_counter()
        found = applicants.ask(portal, one, "POST", applicants.SEND)
        waited = (time.perf_counter() - began) * 1000
        assert (found.status, found.location) == (303, applicants.SENT), found.status
        applicants.read_receipt(portal, one)
        assert one.references
        return waited

    return Side("portal", portal.web_server(), send)


def limit_side(port: int, server: int, path: str, name: str) -> Side:
    """The limit application."""

    def ask(method: str, where: str, cookie: str = "", form: str = "") -> tuple[int, str, str, str]:
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, where, form or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8")
        connection.close()
        return (
            answer.status,
            answer.headers.get("Location", ""),
            answer.headers.get("Set-Cookie", "").partition(";")[0],
            text,
        )

    def send() -> float:
        _, _, cookie, text = ask("GET", path)
        token = applicants.TOKEN.search(text)
        assert token is not None
        began = time.perf_counter()
        status, where, _, _ = ask("POST", path, cookie, urlencode({"csrf_token": token[1], "true_best": "y"}))
        waited = (time.perf_counter() - began) * 1000
        assert status == 303, status
        assert ask("GET", where, cookie)[0] == 200
        return waited

    return Side(name, server, send)


@contextmanager
def limit_served(url: str, folder: Path) -> Iterator[tuple[int, int]]:
    """Serve the limit application; gives its port and the process of its server."""
    limit_app.open_database(url).dispose()
    port, log = PostOffice.free_port(), folder / "limit.log"
    words = ["gunicorn", "tests.bench.limit_app:served()", f"--bind=127.0.0.1:{port}", "--workers=2", "--threads=4",
             "--worker-class=gthread", "--no-control-socket", "--log-level=warning"]  # fmt: skip
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", *words], cwd="/", stdout=said, stderr=said,
            env={**os.environ, "LIMIT_DB": url, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    try:
        wait_until(lambda: len(children(process.pid)) == 2, "the limit did not start", log)
        time.sleep(2)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Two fresh databases: ours with its schema, and one for the limit."""
    if kind == "sqlite":
        ours = f"sqlite:///{folder / 'portal.db'}"
        migrate.upgrade(ours)
        yield ours, f"sqlite:///{folder / 'limit.db'}"
        return
    with postgresql.server(quick=False) as server:
        ours, theirs = (server.url(server.create()) for _ in range(2))
        migrate.upgrade(ours)
        yield ours, theirs


def report(sides: Sequence[Side]) -> None:
    """Print each side beside the last."""
    limit_ = sides[-1]
    say(
        "| | submissions a second (range) | ms p50 / p95 / p99 | server CPU ms | CPU to limit | rate to limit | MiB |"
    )
    say("| --- | --- | --- | --- | --- | --- | --- |")
    for one in sides:
        waits = sorted(one.waits)
        part = [waits[min(len(waits) - 1, int(share * len(waits)))] for share in (0.5, 0.95, 0.99)]
        cpu = statistics.median(a / b for a, b in zip(one.cpu, limit_.cpu, strict=True))
        rate = statistics.median(a / b for a, b in zip(one.rate, limit_.rate, strict=True))
        say(
            f"| {one.name} | {statistics.median(one.rate):.1f} ({min(one.rate):.1f}-{max(one.rate):.1f}) "
            f"| {part[0]:.0f} / {part[1]:.0f} / {part[2]:.0f} | {statistics.median(one.cpu):.1f} "
            f"| {cpu:.2f} | {rate:.2f} | {megabytes(one.server)} |"
        )


def main(argv: Sequence[str]) -> int:
    """Measure and print."""
    kind = argv[0] if argv else "sqlite"
    times, rounds = int(argv[1]) if len(argv) > 1 else 60, int(argv[2]) if len(argv) > 2 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (
            databases(kind, folder) as (ours, theirs),
            served(folder, ours) as portal,
            limit_served(theirs, folder) as (port, server),
        ):
            sides = [
                our_side(portal, times * (rounds + 1)),
                limit_side(port, server, limit_app.SEND, "limit, three rows"),
                limit_side(port, server, limit_app.SEND_ALL, "limit, as many rows"),
            ]
            for number in range(rounds + 1):
                first = number % len(sides)
                for side in sides[first:] + sides[:first]:
                    side.round(times)
                if number == 0:
                    for side in sides:
                        side.rate, side.cpu, side.waits = [], [], []
            say(f"{kind}, {rounds} rounds of {times} submissions, {CLIENTS} clients\n")
            report(sides)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
