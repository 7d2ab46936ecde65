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
from triage.remedies import Mistakes, every_mistake

INHERITS: Final = "inherits"
_NAMED: Final = {"routes": "id", "exclusions": "code", "flags": "code"}
_START: Final = date.min


class CriteriaMistake(ValueError):
    """A criteria file that cannot be used. `mistakes` lists (key, what is wrong and the remedy), all of them."""

    def __init__(self, mistakes: Mistakes) -> None:
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
        raise CriteriaMistake(
            [("", f"this is not TOML: {error}. Look at that line for a quote or bracket")]
        ) from error
    found = document.get("criteria")
    tables = [found] if isinstance(found, dict) else found
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise CriteriaMistake([("criteria", "the file needs a [criteria] table")])
    return tables


def _versions(tables: list[dict[str, Any]], base_dir: Path | None, *, may_inherit: bool) -> list[Criteria]:
    versions: list[Criteria] = []
    mistakes: Mistakes = []
    for number, table in enumerate(tables):
        name = "criteria" if len(tables) == 1 else f"criteria[{number + 1}]"
        until = _start_of(tables[number + 1]) if number + 1 < len(tables) else None
        try:
            merged = _merged(table, until, base_dir) if may_inherit or INHERITS not in table else None
        except CriteriaMistake as error:
            mistakes.extend((f"{name}.{INHERITS}", wrong) for _, wrong in error.mistakes)
            continue
        if merged is None:
            mistakes.append(
                (f"{name}.{INHERITS}", "a procedure that others inherit from cannot itself inherit")
            )
            continue
        for version in merged:
            try:
                versions.append(Criteria.model_validate(version))
            except ValidationError:
                mistakes.extend(every_mistake(version, name))
    mistakes = mistakes or _out_of_order(versions)
    if mistakes:
        raise CriteriaMistake(mistakes)
    return versions


def _out_of_order(versions: list[Criteria]) -> Mistakes:
    days = [version.in_force_from or _START for version in versions]
    if any(later <= earlier for earlier, later in itertools.pairwise(days)):
        return [
            ("criteria", "every version after the first needs in_force_from, each later than the one before")
        ]
    names = [version.version for version in versions]
    if len(set(names)) < len(names):
        return [("criteria", "two versions have the same name: each version needs its own")]
    return []


def _merged(table: Mapping[str, Any], until: date | None, base_dir: Path | None) -> list[dict[str, Any]]:
    """Return a version as written or, where it inherits, one for each version of the procedure in its time."""
    own = {key: value for key, value in table.items() if key != INHERITS}
    if INHERITS not in table:
        return [own]
    procedure = _procedure(table[INHERITS], base_dir)
    start = _start_of(own) or _START
    merged = []
    for number, parent in enumerate(procedure):
        begins = _start_of(parent) or _START
        ends = _start_of(procedure[number + 1]) if number + 1 < len(procedure) else None
        if (ends is None or ends > start) and (until is None or begins < until):
            version = {**parent, **own}
            for key, named_by in _NAMED.items():
                version[key] = _replaced(parent.get(key, []), own.get(key, []), named_by)
            if begins > start:
                version["in_force_from"] = begins
            version["version"] = f"{own.get('version', '')} + {parent.get('version', '')}"
            merged.append(version)
    return merged


def _start_of(table: Mapping[str, Any]) -> date | None:
    start = table.get("in_force_from")
    return start if type(start) is date else None


def _replaced(inherited: Any, own: Any, named_by: str) -> Any:
    """Return inherited parts, each replaced by an own part of the same name, then the own parts that are new."""
    if not isinstance(own, list) or not all(isinstance(part, dict) for part in own):
        return own  # a mistake, left for the model to name
    ours = {str(part.get(named_by)): part for part in own}
    if len(ours) < len(own):
        return own
    return [ours.pop(str(part.get(named_by)), part) for part in inherited] + list(ours.values())


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
