"""./run as a newcomer meets it: what it says when something is missing, and a portal that starts and stops whole."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house.tools import ROOT

NEEDED = ("sh", "cksum", "dirname", "cat", "grep")


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A fresh copy of what ./run needs, with a folder of programs beside it that has no Python."""
    for name in ("run", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in NEEDED:
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    return tmp_path


def _start(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    environ = {"PATH": str(folder / "programs"), "HOME": str(folder)}
    return subprocess.run(
        [str(folder / "run"), *words], env=environ, cwd="/", capture_output=True, text=True, timeout=60
    )


def _fake_python(folder: Path, script: str, name: str = "python3") -> None:
    path = folder / "programs" / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def test_without_python_it_says_what_to_install(bare: Path) -> None:
    done = _start(bare)
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert "Python 3.11 or newer is needed" in line
    assert "sudo apt install python3 python3-venv" in line


def test_an_old_python_is_not_taken(bare: Path) -> None:
    _fake_python(bare, "exit 1")
    assert "Python 3.11 or newer is needed" in _start(bare).stderr


def test_a_newer_python_under_another_name_is_found(bare: Path) -> None:
    _fake_python(bare, "exit 1")
    _fake_python(
        bare, 'case "$1" in -c) exit 0;; --version) echo Python 3.12.0;; *) exit 1;; esac', "python3.12"
    )
    assert "(Python 3.12.0)" in _start(bare).stderr


def test_without_venv_it_says_what_to_install(bare: Path) -> None:
    _fake_python(bare, 'case "$1" in -c) exit 0;; --version) echo Python 3.11.2;; *) exit 1;; esac')
    done = _start(bare)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "sudo apt install python3-venv" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "lock", "other"),
    [
        ((), "requirements.lock", "-r DIR/requirements-dev.lock"),
        (("serve",), "requirements.lock", "-r DIR/requirements-dev.lock"),
        (("test",), "requirements-dev.lock", "-r DIR/requirements.lock"),
        (("check",), "requirements-dev.lock", "-r DIR/requirements.lock"),
    ],
)
def test_it_installs_with_hashes_once_and_then_works_offline(
    bare: Path, words: tuple[str, ...], lock: str, other: str
) -> None:
    python = bare / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@" >> "$(dirname "$0")/calls"\n', "utf-8")
    python.chmod(0o755)
    _fake_python(bare, "exit 0")
    for _ in range(2):
        assert _start(bare, *words).returncode == 0
    calls = (python.parent / "calls").read_text("utf-8").splitlines()
    installs = [call for call in calls if "pip install" in call]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    assert installs[0].endswith(f"-r {bare}/{lock}")
    assert other.replace("DIR", str(bare)) not in installs[0]
    assert [call for call in calls if "-m portal" in call] == [" ".join(["-P -m portal", *words])] * 2


def test_once_the_tests_were_set_up_serving_keeps_their_lock(bare: Path) -> None:
    test_it_installs_with_hashes_once_and_then_works_offline(
        bare, ("test",), "requirements-dev.lock", "-r DIR/none"
    )
    _start(bare, "serve")
    calls = (bare / ".venv" / "bin" / "calls").read_text("utf-8")
    assert calls.count("pip install") == 1
    (bare / "requirements.lock").write_text("changed==1\n", "utf-8")
    _start(bare, "serve")
    assert (bare / ".venv" / "bin" / "calls").read_text("utf-8").count("pip install") == 2


def test_a_failed_installation_is_one_sentence_and_is_tried_again(bare: Path) -> None:
    python = bare / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\ncase "$*" in *install*) exit 1;; esac\n', "utf-8")
    python.chmod(0o755)
    _fake_python(bare, "exit 0")
    for _ in range(2):
        done = _start(bare)
        assert done.returncode == 1
        assert "could not be installed" in done.stderr.splitlines()[-1]


def _command(*words: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-m", "portal", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
        cwd="/",
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_help_lists_every_command_on_one_line_each() -> None:
    from portal.cli import COMMANDS, PASSED_ON

    done = _command("--help")
    assert done.returncode == 0
    for name in (*COMMANDS, *PASSED_ON):
        assert re.search(rf"^ +{name}\s+\S", done.stdout, re.M), name


def test_unsafe_production_does_not_start_and_names_each_reason(tmp_path: Path) -> None:
    done = _command("serve", PORTAL_MODE="production", DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert done.stdout == ""
    for name in ("PORTAL_SECRET_KEY", "PORTAL_BASE_URL", "PORTAL_TRUSTED_HOSTS", "MAIL_HOST", "PORTAL_AREA"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["work"], ["seed"], ["code", "intake"]])
def test_no_command_works_on_unsafe_production(tmp_path: Path, command: list[str]) -> None:
    done = _command(*command, PORTAL_MODE="production", DATA_DIR=str(tmp_path))
    assert done.returncode == 2
    assert "not safe to serve with" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_worker_does_not_work_on_an_older_schema(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    done = _command("work", DATA_DIR=str(tmp_path / "data"))
    assert done.returncode == 2
    assert "./run migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_area_file_is_a_list_of_remedies(tmp_path: Path) -> None:
    area = tmp_path / "area.toml"
    area.write_text('[partnership]\nkey = "X"\nfictional = true\n', "utf-8")
    done = _command("serve", PORTAL_AREA=str(area), DATA_DIR=str(tmp_path / "data"), PORT=str(_free_port()))
    assert done.returncode == 2
    assert "partnership key: use small letters" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _command("serve", DATA_DIR=str(tmp_path / "data"), PORT=port)
    assert done.returncode == 2
    assert f"Port {port} is in use" in done.stderr
    assert not (tmp_path / "data" / "portal.db").exists()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _family(pid: int) -> list[int]:
    """A living process and all its living descendants."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, parent = path.read_text("utf-8").rpartition(")")[2].split()[:2]
            if state != "Z":
                parents.setdefault(int(parent), []).append(int(path.parts[2]))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def _alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@contextlib.contextmanager
def _served(data: Path) -> Iterator[tuple["subprocess.Popen[str]", str, str]]:
    """A portal that is open, its address, and what it has said. Nothing of it is left afterwards."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "portal"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "DATA_DIR": str(data), "PORT": str(port)},
        cwd="/",
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        while "Ctrl-C" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        yield process, f"http://127.0.0.1:{port}/", said
    finally:
        for pid in _family(process.pid) if process.poll() is None else []:
            os.kill(pid, signal.SIGKILL)
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def _end(process: "subprocess.Popen[str]", number: signal.Signals) -> int:
    """End the portal by a signal, and see that nothing of it is left; returns its exit code."""
    # The supervisor, gunicorn with two, the worker; gunicorn may answer before it has started its second.
    assert _soon(lambda: len(_family(process.pid)) == 5)
    family = _family(process.pid)
    # Ctrl-C reaches the foreground group only, TERM the process it is sent to.
    os.killpg(process.pid, number) if number is signal.SIGINT else process.send_signal(number)
    code = process.wait(timeout=60)
    assert _soon(lambda: not any(map(_alive, family)))
    return code


def _soon(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold within a minute."""
    until = time.monotonic() + 60
    while not holds() and time.monotonic() < until:
        time.sleep(0.1)
    return holds()


@pytest.mark.slow
def test_a_demonstration_starts_says_how_to_sign_in_and_stops_whole(tmp_path: Path) -> None:
    """From nothing as a newcomer, and twice again with the same data, each time ended by another signal."""
    data = tmp_path / "data"
    with _served(data) as (process, address, said):
        assert address in said
        assert re.search(r"^  intake +[a-z]+(-[a-z]+){3} ", said, re.M)
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert answer.status == 200
        assert re.fullmatch(r"\d{6}\n", _command("code", "intake", DATA_DIR=str(data)).stdout)
        assert _command("audit", "verify", DATA_DIR=str(data)).stdout.startswith("Both ledgers are whole")
        assert _end(process, signal.SIGKILL) == -9
    for number in (signal.SIGINT, signal.SIGTERM):
        with _served(data) as (process, address, said):
            assert address in said
            assert "were shown at the first start" in said
            assert _end(process, number) == 0


def test_checking_an_area_file_reads_all_of_it(tmp_path: Path) -> None:
    area = tmp_path / "area.toml"
    good = (ROOT / "triage" / "areas" / "brackenshire.toml").read_text("utf-8")
    area.write_text(good.replace('key = "brackenshire"', 'key = "Bracken Shire"'), "utf-8")
    done = _command("criteria", "check", str(area))
    assert done.returncode == 1
    assert "mistake: area.toml: partnership key: use small letters" in done.stdout
    area.write_text(good, "utf-8")
    assert _command("criteria", "check", str(area)).returncode == 0


def test_a_reader_that_has_had_enough_is_no_fault() -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-P", "-m", "portal", "criteria", "schema"]
    with subprocess.Popen(words, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
