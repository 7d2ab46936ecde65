"""Reads the source tree for the tests of the house: which module imports what, without importing anything."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("config", "portal", "triage")


@dataclass(frozen=True)
class Module:
    """One file of ours: its dotted name, its path from the top of the tree, and its parsed source."""

    name: str
    path: str
    text: str

    @property
    def tree(self) -> ast.Module:
        """The parsed source."""
        return _parse(self.text)


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules() -> tuple[Module, ...]:
    """Every module that runs in production, migrations included."""
    files = [ROOT / "config.py", *(ROOT / "portal").rglob("*.py"), *(ROOT / "triage").rglob("*.py")]
    return tuple(_module(path) for path in sorted(files))


def _module(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(name, path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))


def imports(module: Module) -> Iterator[str]:
    """Everything a module imports anywhere in it: dotted names, and for `from a import b` the name a.b."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{_origin(module, node)}.{alias.name}" for alias in node.names)


def imports_at_start(module: Module) -> Iterator[str]:
    """What a module imports when it is loaded: neither inside functions nor for the type checker only."""
    for node in module.tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{_origin(module, node)}.{alias.name}" for alias in node.names)


def _origin(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = module.name.split(".") if module.path.endswith("__init__.py") else module.name.split(".")[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])


def ours(imported: str, known: set[str]) -> str | None:
    """The module of ours that an imported name lies in; None when it is somebody else's."""
    if imported.split(".")[0] not in OURS:
        return None
    while imported not in known and "." in imported:
        imported = imported.rpartition(".")[0]
    return imported


def third_party(imported: str) -> str | None:
    """The distribution's top-level name, None for our own modules and the standard library."""
    top = imported.split(".")[0]
    return None if top in OURS or top in sys.stdlib_module_names else top
