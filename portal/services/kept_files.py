"""Files that stand beside the database: written before the row that names them, and gone again when there is none."""

from datetime import timedelta
from pathlib import Path

from portal.cases.refusals import Refused
from portal.services.work import Work
from portal.store import casefile, files
from portal.store.files import Stored
from portal.wording import msg

# A process that is killed between writing a file and committing its row leaves the file alone.
ALONE_FOR = timedelta(days=7)


def keep(work: Work, content: bytes) -> Stored:
    """Write a file for a row of this work. When the work fails the file goes again."""
    stored = files.keep(_folder(work), content)
    work.if_it_fails.append(lambda: files.remove(_folder(work), [stored.name]))
    return stored


def read(work: Work, stored: Stored) -> bytes:
    """Return the content of a file. Raises Refused when it is gone or is not what was kept."""
    try:
        return files.read(_folder(work), stored)
    except (FileNotFoundError, ValueError) as lost:
        raise Refused(
            msg(
                "This file is damaged or missing, so it cannot be opened. Tell whoever looks after this service: "
                "they may find it in a backup. Everything else about the case can still be read."
            )
        ) from lost


def sweep(work: Work) -> int:
    """Take away files that no document is kept in and nobody is just adding. Returns how many went."""
    old = files.older_than(_folder(work), work.now - ALONE_FOR)
    alone = set(old) - casefile.files_named(work.session, old)
    files.remove(_folder(work), alone)
    return len(alone)


def _folder(work: Work) -> Path:
    return work.settings.data_dir / "files"
