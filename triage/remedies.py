"""What is wrong with a criteria file, in a sentence that says what to do about it.

An officer edits these files by hand, so the sentences are part of the product: where, what, and the way out.
"""

from collections.abc import Mapping
from copy import deepcopy
from difflib import get_close_matches
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from triage.criteria import (
    ApplicationWithin,
    AskedFlag,
    Condition,
    Criteria,
    Exclusion,
    OfKind,
    Period,
    Recency,
    ReportWithin,
    Route,
    StatutoryNumbers,
    Window,
)

Mistakes = list[tuple[str, str]]

_TABLES: Final[Mapping[str, type[BaseModel]]] = {
    "": Criteria,
    "routes": Route,
    "exclusions": Exclusion,
    "flags": AskedFlag,
    "conditions": Condition,
    "window": Window,
    "report_within": ReportWithin,
    "recency": Recency,
    "application_within": ApplicationWithin,
    "at_least_of_kind": OfKind,
    "statutory": StatutoryNumbers,
}
_KINDS: Final = {
    "string_type": 'must be text in quotes, such as "three reports"',
    "int_type": "must be a whole number without quotes, such as 3",
    "bool_type": "must be true or false, without quotes",
    "date_type": "must be a date without quotes, such as 2026-04-01",
    "date_from_datetime_inexact": "must be a date without a time, such as 2026-04-01",
    "tuple_type": 'must be a list in square brackets, such as ["council", "police"]',
    "model_type": 'must be a table of its own, such as { length = 6, unit = "month" }',
    "model_attributes_type": 'must be a table of its own, such as { length = 6, unit = "month" }',
    "missing": "is missing: add it",
    "too_short": "needs at least one entry: add one, or take the key out",
    "string_too_short": "must not be empty: fill it in, or take the key out",
    "string_too_long": "is too long: shorten it",
}
_EXAMPLES: Final = {
    "version": ': add a name for this version, such as version = "2026-1"',
    "source": ": add where the words are published, such as a web address",
    "routes": ": add at least one [[criteria.routes]]",
    "id": ': add a short name for the route, such as id = "A"',
    "name": ": add the route in a few words",
    "length": ": add a number, such as length = 6",
    "unit": ': add the unit, such as unit = "month"',
    "asks": ': add the flag that answers this, such as asks = ["no_action_taken"]',
    "code": ': add a code in small letters, such as code = "no_action"',
    "words": ": add the published words or what they mean",
}
_ROUNDS: Final = 10
_STAND_INS: Final[Mapping[str, Any]] = {
    "version": "standin",
    "source": "stand-in",
    "id": "standin",
    "name": "stand-in",
    "code": "standin",
    "words": "stand-in",
    "length": 1,
    "unit": "day",
    "kind": "standin",
    "number": 1,
    "asks": ["standin"],
}
_UNIONS: Final = {
    "bodies": 'must be a list of codes, such as ["council", "police"], or "any"',
    "accepts": "must be a list of answers, such as [true] or [1, 2]",
}


def every_mistake(document: Mapping[str, Any], table: str) -> Mistakes:
    """Take a [criteria] table and its name; return (key, what is wrong and the remedy) for every mistake in it.

    Rules that look at several keys are only tried where the keys themselves are right. So the table is mended and
    tried again until nothing new is found, and no mistake hides behind another.
    """
    found: dict[str, str] = {}
    mended = deepcopy(dict(document))
    for _ in range(_ROUNDS):
        try:
            Criteria.model_validate(mended)
        except ValidationError as error:
            for part in error.errors():
                names = _names(part["loc"])
                if not _only_follows(names, found, table):
                    found.setdefault(_key(table, names), _sentence(part, names))
                    _mend(mended, names)
        else:
            break
    return list(found.items())


def _key(table: str, names: list[int | str]) -> str:
    return table + "".join(f"[{name + 1}]" if isinstance(name, int) else f".{name}" for name in names)


def _only_follows(names: list[int | str], found: Mapping[str, str], table: str) -> bool:
    """Say whether a list is only empty because each of its entries has a mistake that is listed already."""
    return any(key.startswith(f"{_key(table, names)}[") for key in found)


def _mend(document: dict[str, Any], names: list[int | str]) -> None:
    """Put a stand-in where a mistake was found, so that the rest can be tried."""
    place: Any = document
    for name in names[:-1]:
        place = place[name]
    last = names[-1] if names else "routes"
    number = next((name for name in reversed(names) if isinstance(name, int)), 0)
    if isinstance(last, int):
        entry = _entry(str(names[-2]), last)
        wrong = place[last]
        if isinstance(wrong, dict) and isinstance(entry, dict):
            entry |= {name: wrong[name] for name in ("id", "code") if name in wrong}
        place[last] = entry
    elif last == "routes":
        place[last] = [_entry("routes", 0)]
    elif last in _STAND_INS:
        stand_in = _STAND_INS[last]
        place[last] = f"{stand_in}{number}" if last in ("id", "code") else stand_in
    else:
        place.pop(last, None)


def _entry(name: str, number: int) -> Any:
    """Return something valid as an entry of a list."""
    if name == "routes":
        return {"id": f"standin{number}", "name": "stand-in"}
    if name == "conditions":
        return {"code": "standin", "words": "stand-in", "asks": ["standin"]}
    return {"code": f"standin{number}", "words": "stand-in"} if name in ("exclusions", "flags") else "standin"


def _names(location: tuple[int | str, ...]) -> list[int | str]:
    """Leave out of a place what pydantic adds about the member of a union it tried."""
    kept: list[int | str] = []
    for part in location:
        if kept and kept[-1] in _UNIONS:
            break
        if isinstance(part, int) or part.isidentifier() or not kept:
            kept.append(part)
    return kept


def _sentence(error: ErrorDetails, names: list[int | str]) -> str:
    own = [name for name in names if isinstance(name, str)]
    last = own[-1] if own else ""
    kind, details = error["type"], error.get("ctx", {})
    if last in _UNIONS and kind != "missing":
        return _UNIONS[last]
    if kind == "extra_forbidden":
        return _unknown(last, own[-2] if len(own) > 1 else "", under_statute="statutory" in own[:-1])
    if kind == "missing":
        return "is missing" + _EXAMPLES.get(last, ": add it")
    if kind == "literal_error":
        return f"is {_shown(error['input'])}: it must be {details['expected']}"
    if kind == "greater_than_equal":
        return f"is {_shown(error['input'])}: it must be at least {details['ge']}"
    if kind == "less_than_equal":
        return f"is {_shown(error['input'])}: it must be at most {details['le']}"
    if kind == "string_pattern_mismatch":
        return f"is {_shown(error['input'])}: use letters without accents, digits and underscores, a letter first"
    if kind == "value_error":
        return str(details["error"])
    return _KINDS.get(kind, error["msg"])


def _unknown(key: str, table: str, *, under_statute: bool) -> str:
    model = (
        Period if under_statute and table in ("report_within", "application_within") else _TABLES.get(table)
    )
    keys = sorted(model.model_fields) if model else []
    if model is Criteria:
        keys = sorted([*keys, "inherits"])
    near = get_close_matches(key, keys, n=1)
    hint = f"did you mean {near[0]}?" if near else f"take it out. The keys here are {', '.join(keys)}"
    return f"is not a key that is known here: {hint}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
