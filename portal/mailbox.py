"""The demonstration's mailbox: a folder with one file for each mail, so that nothing leaves the machine.

A mail is filed under its Message-ID, so a mail delivered twice is still one mail here, as in a real mailbox.
"""

import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from config import Settings
from portal.delivery import Outgoing


@dataclass(frozen=True)
class Mail:
    """A mail as it lies in the mailbox. `at` is aware."""

    message_id: str
    at: datetime
    to: str
    subject: str
    body: str


def folder_of(settings: Settings) -> Path:
    """Return where the mails lie."""
    return settings.data_dir / "mailbox"


def keep(folder: Path, clock: Callable[[], datetime], outgoing: Outgoing) -> None:
    """File `outgoing` in `folder`: whole or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {**asdict(outgoing), "at": clock().isoformat()}
    handle, partial = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(kept, file, ensure_ascii=False)
    os.replace(partial, folder / f"{outgoing.message_id}.json")


def newest_first(folder: Path, most: int = 200) -> list[Mail]:
    """Return the mails in `folder`, the newest first, at most so many."""
    mails = [_read(path) for path in folder.glob("*.json")]
    return sorted(mails, key=lambda mail: (mail.at, mail.message_id), reverse=True)[:most]


def _read(path: Path) -> Mail:
    kept = json.loads(path.read_text("utf-8"))
    return Mail(kept["message_id"], datetime.fromisoformat(kept["at"]), kept["to"], kept["subject"], kept["body"])
