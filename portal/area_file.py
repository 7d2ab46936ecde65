"""Reading an area file: `triage` reads its table [criteria], this module the rest.

A file with mistakes is refused with all of them at once, because an officer edits it by hand.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal.area import Mistake, Partnership
from portal.area_tables import (
    Appeal,
    AreaFile,
    Body,
    Closure,
    Contact,
    District,
    Identity,
    Procedure,
    Support,
    Timescale,
)
from portal.cases.timetable import Clock
from triage import CriteriaMistake, load_area_criteria


class AreaFileError(Exception):
    """The area file cannot be used; `mistakes` holds every one of them."""

    def __init__(self, path: Path, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(f"{path.name}: {mistake.key}: {mistake.remedy}" for mistake in mistakes))
        self.path = path
        self.mistakes = mistakes


def load_partnership(path: Path) -> Partnership:
    """Read the area file at `path`. Raises AreaFileError with every mistake, or OSError."""
    text = path.read_text("utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise AreaFileError(path, [Mistake("file", f"this is not TOML: {wrong}")]) from wrong
    area, mistakes = _read(tables)
    criteria = None
    try:
        criteria = load_area_criteria(text, path.parent)
    except CriteriaMistake as wrong:
        mistakes += [Mistake(key or "criteria", remedy) for key, remedy in wrong.mistakes]
    if area is None or criteria is None or mistakes:
        raise AreaFileError(path, mistakes)
    return Partnership(
        identity=area.partnership,
        contact=area.contact,
        districts=area.districts,
        bodies=area.bodies,
        timescales=area.timescales,
        appeal=area.appeal,
        closures=area.closures,
        procedure=area.procedure,
        support=area.support,
        criteria=criteria,
        to_check=tuple(_to_check(tables)),
    )


def mistakes_beside_criteria(path: Path) -> list[Mistake]:
    """Mistakes outside [criteria] in a file that describes a partnership; none in a file of criteria alone."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return []  # whoever reads the criteria has said so
    return _read(tables)[1] if "partnership" in tables else []


def _read(tables: dict[str, Any]) -> tuple[AreaFile | None, list[Mistake]]:
    """Take the raw tables; give what they say, unless there are mistakes in their shape, and every mistake."""
    tables = {name: table for name, table in tables.items() if name != "criteria"}
    area, mistakes = None, []
    try:
        # Through JSON, so that strict types still take lists and dates.
        area = AreaFile.model_validate_json(json.dumps(tables, default=str))
    except ValidationError as wrong:
        mistakes = [Mistake(_place(tables, error["loc"]), _remedy(error)) for error in wrong.errors()]
    return area, [*mistakes, *_references(tables)]


def _references(tables: Mapping[str, Any]) -> Iterator[Mistake]:
    """What shows only between tables; reads them raw, so that no other mistake hides it."""
    districts = list(dict.fromkeys(str(entry.get("key")) for entry in _entries(tables, "districts")))
    if not districts:
        yield Mistake("districts", "add each district as [[districts]]")
    yield from _standing_twice(tables)
    yield from _unknown_districts(tables, districts)
    yield from _bodies_left_out(tables, districts)
    for number, entry in enumerate(_entries(tables, "closures")):
        first, last = entry.get("from"), entry.get("to")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            yield Mistake(
                _place(tables, ("closures", number, "to")), "this day is before “from”; swap the two"
            )
    timescales = tables.get("timescales")
    if isinstance(timescales, dict) and Clock.APPEAL_WINDOW in timescales:
        yield Mistake(f"timescales {Clock.APPEAL_WINDOW}", "write this period as “window” under [appeal]")


def _standing_twice(tables: Mapping[str, Any]) -> Iterator[Mistake]:
    for name in ("districts", "bodies"):
        keys = [str(entry.get("key")) for entry in _entries(tables, name)]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield Mistake(f"{name} {key}", "this key stands twice; give each entry a key of its own")


def _unknown_districts(tables: Mapping[str, Any], districts: list[str]) -> Iterator[Mistake]:
    for name in ("bodies", "closures"):
        for number, entry in enumerate(_entries(tables, name)):
            named = entry.get("districts")
            for key in named if isinstance(named, list) else []:
                if key not in districts:
                    place = _place(tables, (name, number, "districts"))
                    yield Mistake(place, f"“{key}” is no district; write one of {', '.join(districts)}")


def _bodies_left_out(tables: Mapping[str, Any], districts: list[str]) -> Iterator[Mistake]:
    """In England, council, police and integrated care board are relevant bodies of every area (s105)."""
    for district in districts:
        kinds = {
            str(entry.get("kind")) for entry in _entries(tables, "bodies") if _must_cover(entry, district)
        }
        for kind in ("council", "icb", "police"):
            if kind not in kinds:
                yield Mistake("bodies", f'add the {kind} of {district} with duty = "must" (s105)')


def _must_cover(entry: Mapping[str, Any], district: str) -> bool:
    named = entry.get("districts")
    return entry.get("duty") == "must" and (named == "all" or (isinstance(named, list) and district in named))


def _entries(tables: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    entries = tables.get(name)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _to_check(
    tables: Mapping[str, Any], place: tuple[str | int, ...] = (), whole: Any = None
) -> Iterator[Mistake]:
    """Every “check” of the file with its place, in the file's order."""
    whole = tables if whole is None else whole
    for name, value in tables.items():
        if name == "check":
            yield Mistake(_place(whole, place), str(value))
        inner = enumerate(value) if isinstance(value, list) else [(None, value)]
        for number, table in inner:
            if isinstance(table, dict):
                yield from _to_check(table, (*place, name, *(() if number is None else (number,))), whole)


def _place(tables: Mapping[str, Any], location: tuple[str | int, ...]) -> str:
    """The key as its writer finds it: entries of a list by their key or name, else by number from 1."""
    words: list[str] = []
    value: Any = tables
    for step in location:
        inside = isinstance(value, dict) and step in value
        in_list = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if step == "[key]":  # pydantic's mark that the key itself is wrong
            continue
        value = value[step] if inside or in_list else None
        named = (
            value.get("key") or value.get("name")
            if isinstance(step, int) and isinstance(value, dict)
            else None
        )
        words.append(str((named or step + 1) if isinstance(step, int) else step))
    return " ".join(words)


TABLES = (AreaFile, Identity, Contact, District, Body, Timescale, Appeal, Closure, Procedure, Support)
KNOWN_KEYS = sorted({field.alias or name for table in TABLES for name, field in table.model_fields.items()})

SHAPES = {  # pydantic's word for what is wrong -> what to do about it
    "missing": "this key is missing; add it",
    "string_type": "write words in quotation marks",
    "bool_type": "write true or false",
    "int_type": "write a whole number without quotation marks",
    "tuple_type": "write a list in square brackets",
    "dict_type": "write a table",
    "model_type": "write a table",
    "date_type": "write a date such as 2026-01-31",
    "date_parsing": "write a date such as 2026-01-31",
    "date_from_datetime_inexact": "write a date without a time",
    "string_pattern_mismatch": "write a language such as en or cy",
}


def _remedy(error: ErrorDetails) -> str:
    """Say in plain words what to do about one of pydantic's errors."""
    kind, context, last = error["type"], error.get("ctx", {}), str(error["loc"][-1] if error["loc"] else "")
    if kind == "extra_forbidden":
        near = get_close_matches(last, KNOWN_KEYS, n=1)
        return "no such key here; " + (f"did you mean “{near[0]}”?" if near else "remove it")
    if kind in ("literal_error", "enum"):
        return f"write one of {context['expected']}"
    if kind == "value_error":
        return str(context["error"])
    if kind in ("greater_than_equal", "less_than_equal"):
        return "write a number from 1 to 400"
    if kind == "string_too_long":
        return f"use at most {context['max_length']} characters"
    return SHAPES.get(kind, error["msg"])
