"""Compiled templates, kept in a file beside the installed packages: only the first start after a change compiles.

Whoever could write there could as well change the packages, so that nothing new is trusted.
"""

import importlib.util
import marshal
import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import Any

import flask.templating
import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from config import ROOT

OPTIONS: Mapping[str, Any] = {"undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
PLACE = ROOT / ".venv" / "compiled-templates"
# What was compiled by anything else is compiled anew.
MADE_BY = repr((importlib.util.MAGIC_NUMBER, version("jinja2"), version("flask"), OPTIONS)).encode() + b"\n"


class Environment(flask.templating.Environment):
    """Gives every template the same dictionary of globals, not a chain of its own that each include walks through."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template (Jinja's protocol); the portal gives no template any of its own."""
        return super().make_globals(d) if d else self.globals


class Compiled(BytecodeCache):
    """Every template once: in the memory of this process, and in one file for the next.

    `complete` says that the process has loaded all of them; a later application loads what it shows from here.
    """

    def __init__(self, place: Path = PLACE, made_by: bytes = MADE_BY) -> None:
        self.complete = False
        self._place, self._made_by = place, made_by
        self._used: dict[tuple[str, str], CodeType] = {}
        self._kept = self._read()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the code of a template whose source has not changed (Jinja's protocol)."""
        name = (bucket.key, bucket.checksum)
        found = self._used.get(name) or self._kept.get(name)
        if found is not None:
            bucket.code = self._used[name] = found

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled (Jinja's protocol)."""
        assert bucket.code is not None
        self._used[bucket.key, bucket.checksum] = bucket.code

    def keep(self) -> None:
        """Say that all are loaded, and write them for the next process unless they were all read.

        Where nothing may be written the next process compiles again.
        """
        self.complete = True
        changed, self._kept = self._used.keys() != self._kept.keys(), {}
        beside = self._place.with_name(f"{self._place.name}.{os.getpid()}")
        with suppress(OSError):
            if changed:
                beside.write_bytes(self._made_by + marshal.dumps(self._used))
                beside.replace(self._place)

    def _read(self) -> dict[tuple[str, str], CodeType]:
        with suppress(OSError, EOFError, ValueError, TypeError):
            found = self._place.read_bytes()
            if found.startswith(self._made_by):
                return dict(marshal.loads(found[len(self._made_by) :]))  # noqa: S302 - trusted as our code is
        return {}
