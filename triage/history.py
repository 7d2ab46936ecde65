"""Reading an area's criteria: dated versions, and inheritance from one procedure at most."""

import itertools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from triage.criteria import Criteria

INHERITS: Final = "inherits"
_NAMED: Final = {"routes": "id", "exclusions": "code", "flags": "code"}
_START: Final = date.min


class CriteriaMistake(ValueError):
    """A criteria file that cannot be used. `mistakes` lists (key, what is wrong)."""

    def __init__(self, mistakes: list[tuple[str, str]]) -> None:
        self.mistakes = mistakes
        super().__init__("; ".join(f"{key}: {wrong}" if key else wrong for key, wrong in mistakes))


class NotInForce(LookupError):
    """No version of the criteria was in force on the day asked for."""


@dataclass(frozen=True, slots=True)
class CriteriaHistory:
    """All versions of one area's criteria, the oldest first."""

    versions: tuple[Criteria, ...]

    def in_force(self, on: date) -> Criteria:
        """Take a day; return the criteria in force on it. Raises NotInForce before the first version."""
        current = [version for version in self.versions if (version.in_force_from or _START) <= on]
        if not current:
            raise NotInForce(f"no version of these criteria was in force on {on.isoformat()}")
        return current[-1]


def load_area_criteria(text: str | bytes, base_dir: Path | None = None) -> CriteriaHistory:
    """Take an area file's text (and the folder its `inherits` names files in); return its dated criteria.

    Raises CriteriaMistake, with every mistake found, for a file that cannot be used.
    """
    return CriteriaHistory(tuple(_versions(_tables(text), base_dir, may_inherit=True)))


def _tables(text: str | bytes) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(text.decode() if isinstance(text, bytes) else text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CriteriaMistake([("", f"this is not valid TOML: {error}")]) from error
    found = document.get("criteria")
    tables = [found] if isinstance(found, dict) else found
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise CriteriaMistake([("criteria", "the file needs a [criteria] table")])
    return tables


def _versions(tables: list[dict[str, Any]], base_dir: Path | None, *, may_inherit: bool) -> list[Criteria]:
    versions: list[Criteria] = []
    mistakes: list[tuple[str, str]] = []
    starts = [table.get("in_force_from") for table in tables]
    for number, table in enumerate(tables):
        prefix = "criteria" if len(tables) == 1 else f"criteria[{number + 1}]"
        later = starts[number + 1] if number + 1 < len(tables) else None
        try:
            for merged in _merged(table, later, base_dir, may_inherit=may_inherit):
                versions.append(Criteria.model_validate(merged))
        except ValidationError as error:
            mistakes.extend((_key(prefix, part["loc"]), part["msg"]) for part in error.errors())
        except CriteriaMistake as error:
            mistakes.extend((f"{prefix}.{INHERITS}", wrong) for _, wrong in error.mistakes)
    if not mistakes:
        mistakes = _out_of_order(versions)
    if mistakes:
        raise CriteriaMistake(mistakes)
    return versions


def _key(prefix: str, location: tuple[int | str, ...]) -> str:
    return prefix + "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in location)


def _out_of_order(versions: list[Criteria]) -> list[tuple[str, str]]:
    days = [version.in_force_from or _START for version in versions]
    if any(later <= earlier for earlier, later in itertools.pairwise(days)):
        return [
            ("criteria", "every version after the first needs in_force_from, each later than the one before")
        ]
    names = [version.version for version in versions]
    if len(set(names)) < len(names):
        return [("criteria", "two versions have the same name: each version needs its own")]
    return []


def _merged(
    table: Mapping[str, Any], until: object, base_dir: Path | None, *, may_inherit: bool
) -> list[dict[str, Any]]:
    """Return a version as written or, where it inherits, one for each version of the procedure in that time."""
    own = {key: value for key, value in table.items() if key != INHERITS}
    name = table.get(INHERITS)
    if name is None:
        return [own]
    if not may_inherit:
        raise CriteriaMistake([("", "a procedure that others inherit from cannot itself inherit")])
    procedure = _procedure(name, base_dir)
    start = own.get("in_force_from")
    starts = start if isinstance(start, date) else _START
    merged = []
    for number, parent in enumerate(procedure):
        parent_start = parent.get("in_force_from") or _START
        next_start = procedure[number + 1].get("in_force_from") if number + 1 < len(procedure) else None
        if (next_start is not None and next_start <= starts) or (
            isinstance(until, date) and parent_start >= until
        ):
            continue
        version = {**parent, **{key: value for key, value in own.items() if key not in _NAMED}}
        for key, named_by in _NAMED.items():
            version[key] = _replaced(parent.get(key, []), own.get(key, []), named_by)
        if parent_start > starts:
            version["in_force_from"] = parent_start
        version["version"] = f"{own.get('version', '')} + {parent.get('version', '')}"
        merged.append(version)
    return merged


def _replaced(inherited: list[Any], own: list[Any], named_by: str) -> list[Any]:
    """Return inherited parts, each replaced by an own part of the same name, then the own parts that are new."""
    ours = {part.get(named_by): part for part in own if isinstance(part, dict)}
    kept = [ours.pop(part.get(named_by), part) for part in inherited if isinstance(part, dict)]
    return kept + list(ours.values())


def _procedure(name: object, base_dir: Path | None) -> list[dict[str, Any]]:
    if base_dir is None or not isinstance(name, str) or Path(name).name != name:
        raise CriteriaMistake([("", "inherits must name a file in the same folder, such as county.toml")])
    try:
        text = (base_dir / name).read_bytes()
    except OSError as error:
        raise CriteriaMistake([("", f"the file {name} named by inherits cannot be read")]) from error
    tables = _tables(text)
    _versions(tables, base_dir, may_inherit=False)
    return tables
