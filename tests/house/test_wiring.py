"""What gunicorn loads once and shares among its processes must be safe to share."""

import os
import subprocess
import sys
from pathlib import Path

from config import Settings
from portal.serving import gunicorn
from tests.house.tools import ROOT

# A portal that has used its database, as loading it does on a server of PostgreSQL, and then parts.
PARTS = """
import gc, os, sys
from portal import wiring
opened = []
make = wiring.open_office
wiring.open_office = lambda settings: opened.append(make(settings)) or opened[0]
wiring.unsafe_database = lambda office: office.engine.connect().close() or []
wiring.web_application()
engine = opened[0].engine
assert engine.pool.checkedin() == 0, "loading left a connection behind"
assert gc.get_freeze_count() > 10_000
engine.connect().close()
assert engine.pool.checkedin() == 1
child = os.fork()
if child == 0:
    os._exit(engine.pool.checkedin())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_the_application_is_loaded_once_for_all_web_processes() -> None:
    assert "--preload" in gunicorn(Settings.from_environ({}))


def test_no_connection_goes_along_when_the_processes_part(tmp_path: Path) -> None:
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-P", "-c", PARTS]
    done = subprocess.run(command, env=environ, cwd="/", capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
