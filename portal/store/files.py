"""Keeps files outside the database under random names: written and synced before the row that names them."""

import hashlib
import os
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True)
class Stored:
    """A file on disk: its random name, its size in bytes and its hash."""

    name: str
    size: int
    sha256: str


def keep(folder: Path, content: bytes) -> Stored:
    """Write `content` durably into `folder` under a new random name."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = secrets.token_hex(16)
    partial, final = folder / f"{name}.part", folder / name
    with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.rename(final)
    _sync_folder(folder)
    return Stored(name, len(content), hashlib.sha256(content).hexdigest())


def read(folder: Path, stored: Stored) -> bytes:
    """Return the content of a stored file; raises FileNotFoundError or, when it was changed, ValueError."""
    content = (folder / stored.name).read_bytes()
    if hashlib.sha256(content).hexdigest() != stored.sha256:
        raise ValueError("a stored file is not what was stored")
    return content


def older_than(folder: Path, moment: datetime) -> list[str]:
    """Return the names of the files in `folder` that were written before `moment`."""
    if not folder.is_dir():
        return []
    return [entry.name for entry in os.scandir(folder) if entry.stat().st_mtime < moment.timestamp()]


def remove(folder: Path, names: Collection[str]) -> None:
    """Take files away; one that is gone already is no fault."""
    for name in names:
        (folder / name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
