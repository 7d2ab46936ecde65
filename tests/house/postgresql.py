"""A PostgreSQL server of the tests' own, in a temporary folder, reached through a socket in that folder.

PostgreSQL refuses to run as root, so root starts it as the user postgres that Debian's package makes.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from portal.supervisor import die_with_parent
from tests.house import memory
from tests.house.tools import tool

# Part of the name of a database that is emptied for each test instead of made anew; its connections stay open.
EMPTIED = "_emptied"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off")


class Server:
    """A running server; databases are made empty or from a template and named by a running number."""

    def __init__(self, admin_url: str) -> None:
        self.admin_url = admin_url
        self.made = 0

    def url(self, database: str) -> str:
        """The address of a database, as SQLAlchemy reads it."""
        start, _, query = self.admin_url.partition("?")
        return f"{start.rpartition('/')[0]}/{database}" + (f"?{query}" if query else "")

    def create(self, template: str | None = None, name: str = "") -> str:
        """Make a database, empty or as a copy of `template`, and return its name: by default one with a number."""
        self.made += 1
        name = name or f"portal_test_{os.getpid()}_{self.made}"
        copied = f' TEMPLATE "{template}"' if template else " TEMPLATE template0 ENCODING 'UTF8'"
        self._run(f'CREATE DATABASE "{name}"{copied}')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, ending whatever connection a test left open."""
        self._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, statement: str) -> None:
        address = self.admin_url.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


class Emptied:
    """A database that is emptied for each test: to make one and to drop it takes longer than most tests.

    Only for tests that leave the schema alone. Ledgers refuse to be emptied by whoever minds triggers, so the
    server's user must be allowed to pass them by (a superuser).
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection = psycopg.connect(
            url.replace("postgresql+psycopg://", "postgresql://"), autocommit=True
        )
        self.connection.execute("SET session_replication_role TO replica")
        tables = self._names("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        sequences = self._names("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        kept = {name for name in tables if self._names(f"SELECT 'kept' FROM {_quoted(name)} LIMIT 1")}
        asked = [
            f"SELECT '{name}' WHERE EXISTS (SELECT FROM {_quoted(name)})"
            for name in tables
            if name not in kept
        ]
        self.filled = " UNION ALL ".join(asked)
        again = ", ".join(f"setval('{_quoted(name)}', 1, false)" for name in sequences)
        self.begin_again = f"SELECT {again}"
        assert kept == {"alembic_version"}

    def empty(self) -> None:
        """Take every row away, count from one again, and end what another test left undone."""
        self.connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        for name in self._names(self.filled):
            self.connection.execute(f"DELETE FROM {_quoted(name)}".encode())
        self.connection.execute(self.begin_again.encode(), prepare=True)

    def _names(self, query: str) -> list[str]:
        return [name for (name,) in self.connection.execute(query.encode(), prepare=True)]


def _quoted(name: str) -> str:
    return f'"{name}"'


@contextlib.contextmanager
def server(*, quick: bool = True) -> Iterator[Server]:
    """The server named by TEST_DATABASE_URL (its user may create databases), or one started here.

    A `quick` one keeps nothing over a power cut; measurements want one that is as slow as a real one.
    """
    given = os.environ.get("TEST_DATABASE_URL", "")
    if given:
        yield Server(given.replace("postgresql://", "postgresql+psycopg://", 1))
        return
    programs = Path(tool("postgresql"))
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=memory.folder() if quick else None))
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        user = pwd.getpwnam("postgres")
        os.chown(folder, user.pw_uid, user.pw_gid)
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    try:
        initialise: list[str | Path] = [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "postgres",
            "--no-sync",
        ]
        made: list[str | Path] = [*initialise, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
        options = [part for option in (QUICK if quick else ()) for part in ("-c", option)]
        command: list[str | Path] = [
            programs / "postgres",
            "-D",
            folder / "data",
            "-k",
            folder,
            "-h",
            "",
            *options,
        ]
        with (folder / "log").open("wb") as log:
            # A killed test run leaves no server behind.
            process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=folder, preexec_fn=die_with_parent, **who
            )
        try:
            yield _ready(Server(f"postgresql+psycopg://postgres@/postgres?host={folder}"), process, folder)
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: nothing here is kept
            process.wait(timeout=20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _ready(started: Server, process: "subprocess.Popen[bytes]", folder: Path) -> Server:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            started._run("SELECT 1")
            return started
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text('utf-8')}")
