"""Broken copies of the portal, to prove that the checks here can fail.

A copy can be broken while it runs: each fault is in force as long as a file of its name lies in DATA_DIR.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.durability.serving import Portal
from tests.house.tools import ROOT

RECEIPT_TOO_EARLY = "receipt-too-early"
KEY_IGNORED = "key-ignored"
MESSAGE_ID_ANEW = "message-id-anew"

SWITCH = """

import os as _os, pathlib as _pathlib
def _broken(fault):
    return _pathlib.Path(_os.environ["DATA_DIR"], fault).exists()
"""
# What is written at the end of which module. Names there are looked up when they are used, so the last one holds.
FAULTS = {
    # The browser is told that all went well, and the database some time later.
    "portal/web/stepping.py": """
import contextlib as _contextlib, sys as _sys, threading as _threading
_whole_work = work
@_contextlib.contextmanager
def work(*, write=None):
    block = _whole_work(write=write)
    opened = block.__enter__()
    try:
        yield opened
    except BaseException:
        block.__exit__(*_sys.exc_info())
        raise
    if write is False or not _broken("receipt-too-early"):
        block.__exit__(None, None, None)
    else:
        _threading.Timer(2.0, block.__exit__, (None, None, None)).start()
""",
    # A draft that was sent is taken for a new one.
    "portal/services/applications.py": """
import secrets as _secrets
_whole_send = send
def send(work, draft, *rest, **named):
    if not _broken("key-ignored"):
        return _whole_send(work, draft, *rest, **named)
    answers, draft.submission_key = dict(draft.answers), _secrets.token_hex(16)
    sent = _whole_send(work, draft, *rest, **named)
    draft.case_id, draft.answers = None, answers
    return sent
""",
    "portal/delivery.py": """
import dataclasses as _dataclasses, secrets as _secrets
_whole_prepare = _prepare
def _prepare(work, message):
    outgoing = _whole_prepare(work, message)
    if outgoing is None or not _broken("message-id-anew"):
        return outgoing
    return _dataclasses.replace(outgoing, message_id=_secrets.token_hex(16))
""",
}


def copy(folder: Path) -> Path:
    """Make a copy of the portal that can be broken, and return where it lies."""
    root = folder / "copy"
    for name in ("portal", "triage"):
        # Compiled files come along: the copy starts as quickly.
        shutil.copytree(ROOT / name, root / name)
    for name in ("templates", "static"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy2(ROOT / "config.py", root / "config.py")
    for name, fault in FAULTS.items():
        path = root / name
        path.write_text(path.read_text("utf-8") + SWITCH + fault, "utf-8")
    return root


@contextmanager
def broken(portal: Portal, fault: str) -> Iterator[None]:
    """Break a running copy for the length of a block."""
    switch = portal.settings.data_dir / fault
    switch.touch()
    try:
        yield
    finally:
        switch.unlink()
