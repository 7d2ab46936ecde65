"""The supervisor keeps its children running and leaves nothing behind, however it ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.supervisor import PATIENCE, TOO_OFTEN, Child, Supervisor
from tests.house.tools import ROOT

# Writes its process number, starts a child of its own that does the same, and lives until it is told to stop.
STAYS = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, {on_term})
folder = sys.argv[1]
if len(sys.argv) == 2:
    subprocess.Popen([sys.executable, __file__, folder, "inner"])
open(os.path.join(folder, str(sys.argv[-1] == "inner") + "-" + str(os.getpid())), "w").close()
time.sleep(600)
"""
GOES = "lambda *_: sys.exit(0)"
STUBBORN = "signal.SIG_IGN"
RUNS = """
import sys
from portal import supervisor
from portal.supervisor import Child, Supervisor
supervisor.PATIENCE = {patience}
children = [Child(path, [sys.executable, path, sys.argv[1]]) for path in sys.argv[2:]]
sys.exit(Supervisor(children, {{"PATH": ""}}, lambda words: print(words, flush=True)).run(welcome="ready"))
"""
SOON = 60.0  # seconds; a busy machine is slow


def _program(folder: Path, name: str, on_term: str = GOES) -> Path:
    path = folder / f"{name}.py"
    path.write_text(STAYS.format(on_term=on_term), "utf-8")
    return path


def _start(folder: Path, *programs: Path, patience: float = PATIENCE) -> "subprocess.Popen[str]":
    pids = folder / "pids"
    pids.mkdir()
    command = [sys.executable, "-c", RUNS.format(patience=patience), str(pids), *map(str, programs)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    # A session of its own, so that the test can press Ctrl-C for its whole foreground group.
    return subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True)


def _wait(holds: Callable[[], bool], seconds: float = SOON) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


def _pids(folder: Path, inner: str = "") -> set[int]:
    """Process numbers of everything started, of what the children started ("True"), or of the children ("False")."""
    return {
        int(path.name.partition("-")[2])
        for path in (folder / "pids").iterdir()
        if path.name.startswith(inner)
    }


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_every_child_and_grandchild(tmp_path: Path, number: signal.Signals) -> None:
    process = _start(tmp_path, _program(tmp_path, "one"), _program(tmp_path, "two"))
    assert _wait(lambda: len(_pids(tmp_path)) == 4)
    # Ctrl-C reaches the whole foreground group, which the children have left.
    os.killpg(process.pid, number)
    assert process.wait(timeout=SOON) == 0
    assert _wait(lambda: not any(map(_alive, _pids(tmp_path))))


def test_a_second_signal_ends_a_stubborn_child_at_once(tmp_path: Path) -> None:
    process = _start(tmp_path, _program(tmp_path, "stubborn", STUBBORN), patience=10 * SOON)
    assert _wait(lambda: len(_pids(tmp_path)) == 2)
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1)
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=SOON) == 0
    assert _wait(lambda: not any(map(_alive, _pids(tmp_path))))


def test_children_do_not_outlive_a_killed_supervisor(tmp_path: Path) -> None:
    process = _start(tmp_path, _program(tmp_path, "one"))
    assert _wait(lambda: len(_pids(tmp_path)) == 2)
    process.kill()
    process.wait(timeout=SOON)
    assert _wait(lambda: not any(map(_alive, _pids(tmp_path, "False"))))
    # What a child starts is the child's to end; gunicorn's own processes do, as the test of a whole portal shows.
    for pid in filter(_alive, _pids(tmp_path, "True")):
        os.kill(pid, signal.SIGKILL)


def test_a_child_that_dies_is_started_again(tmp_path: Path) -> None:
    process = _start(tmp_path, _program(tmp_path, "one"))
    assert _wait(lambda: len(_pids(tmp_path)) == 2)
    before = _pids(tmp_path)
    os.kill(_pids(tmp_path, "False").pop(), signal.SIGKILL)
    assert _wait(lambda: len(_pids(tmp_path)) == 4)
    # What the dead child had started went with it.
    assert _wait(lambda: not any(map(_alive, before)))
    process.terminate()
    assert process.wait(timeout=SOON) == 0
    assert process.stdout is not None
    assert "starts again in 1 s" in process.stdout.read()


def test_a_child_that_cannot_be_kept_running_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.supervisor.LONGEST_PAUSE", 0.0)
    said: list[str] = []
    children = [
        Child("broken part", [sys.executable, "-c", "raise SystemExit(7)"]),
        Child("sound part", [sys.executable, "-c", "import time; time.sleep(600)"]),
    ]
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        code = Supervisor(children, dict(os.environ), said.append).run()
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert code == 1
    assert said[-1].startswith(
        f"The broken part stopped {TOO_OFTEN} times within a minute, the last time with code 7."
    )
    assert len([words for words in said if "starts again" in words]) == TOO_OFTEN - 1
    assert children[1].has_died()
