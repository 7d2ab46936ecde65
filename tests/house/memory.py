"""Where the tests keep databases that nobody needs after a power cut: in memory, if the machine has room there."""

import shutil
from functools import cache
from pathlib import Path

MEMORY = Path("/dev/shm")  # Linux keeps it in memory; each test makes a folder of its own in it
ROOM = 2 << 30


@cache
def folder() -> str | None:
    """Return the folder in memory; None where there is none, or less than two GiB free in it."""
    return str(MEMORY) if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM else None
