"""Imports point down the floors, never round in a circle, and each floor uses only its own libraries."""

from collections.abc import Iterable, Iterator, Mapping

import pytest

from tests.house.source import Module, imports, imports_at_start, modules, ours, third_party

# The longest name that fits decides. Floor 0 is what everybody may know; the clock has a rule of its own.
FLOORS = {
    "config": 0,
    "portal.clock": 0,
    "portal.wording": 0,
    "triage": 1,
    "portal.journeys": 2,
    "portal.cases": 2,
    "portal.policy": 2,
    "portal.area": 2,
    "portal.area_file": 2,
    "portal.area_tables": 2,
    "portal.handbook": 2,
    "portal.store": 3,
    "portal.documents": 3,
    "portal.services": 4,
    "portal.delivery": 4,
    "portal.web": 5,
    "portal.cli": 5,
    "portal.enrolling": 5,
    "portal.mail_tokens": 5,
    "portal.mailbox": 5,
    "portal.preparing": 5,
    "portal.sending": 5,
    "portal.serving": 5,
    "portal.supervisor": 5,
    "portal.wiring": 5,
    "portal.worker": 5,
    "portal.__main__": 5,
    "portal": 5,
}
# pydantic_core is pydantic's own; a floor does not inherit the libraries of the floors below.
LIBRARIES = {
    0: set[str](),
    1: {"pydantic", "pydantic_core"},
    2: {"pydantic", "pydantic_core", "wtforms", "holidays"},
    3: {
        "sqlalchemy",
        "alembic",
        "reportlab",
        "jinja2",
        "pikepdf",
        "PIL",
        "segno",
        "cryptography",
        "psycopg",
        "pysqlite3",
    },
    4: {"argon2", "pyotp"},
    5: {
        "flask",
        "flask_wtf",
        "flask_mail",
        "flask_babel",
        "werkzeug",
        "jinja2",
        "markupsafe",
        "babel",
        "segno",
    },
}
# A piece of work holds the session that the store's functions take.
BESIDES = {"portal.services.work": {"sqlalchemy"}}


def floor_of(name: str) -> int | None:
    """The floor of a module, None when nobody has said where it stands."""
    while name not in FLOORS:
        if "." not in name or name.rpartition(".")[0] == "portal":
            return None
        name = name.rpartition(".")[0]
    return FLOORS[name]


def pointing_up(found: Iterable[Module]) -> Iterator[str]:
    """Imports of a floor above; modules without a floor; the clock read below the top; config that knows us."""
    found = list(found)
    known = {module.name for module in found}
    for module in found:
        floor = floor_of(module.name)
        if floor is None:
            yield f"{module.path}: say in FLOORS where this module stands"
            continue
        for imported in imports(module):
            target = ours(imported, known)
            above = target is not None and (floor_of(target) or 0) > floor
            if above:
                yield f"{module.path}: floor {floor} imports {imported}"
            if target == "portal.clock" and floor < 5:
                yield f"{module.path}: is told the time, does not import the clock"
            if floor == 1 and target is not None and not target.startswith("triage"):
                yield f"{module.path}: triage stands alone but imports {imported}"


def foreign_libraries(found: Iterable[Module]) -> Iterator[str]:
    """Libraries used on a floor that has no business with them."""
    for module in found:
        allowed = LIBRARIES.get(floor_of(module.name) or 0, set()) | BESIDES.get(module.name, set())
        for library in sorted(
            {name for imported in imports(module) if (name := third_party(imported))} - allowed
        ):
            yield f"{module.path}: {library} does not belong on floor {floor_of(module.name)}"


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """The first circle of imports, as a path that ends where it began; empty when there is none."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for target in sorted(graph.get(name, ())):
            if round_trip := walk(target, [*path, name]):
                return round_trip
        done.add(name)
        return []

    for start in sorted(graph):
        if found := walk(start, []):
            return found
    return []


def imports_between(found: Iterable[Module]) -> dict[str, set[str]]:
    """Which of our modules each of them loads at its start; a package counts only for names of its own."""
    found = list(found)
    known = {module.name for module in found}
    return {
        module.name: {target for name in imports_at_start(module) if (target := ours(name, known))}
        - {module.name}
        for module in found
    }


def test_imports_point_down() -> None:
    assert list(pointing_up(modules())) == []


def test_each_floor_uses_its_own_libraries() -> None:
    assert list(foreign_libraries(modules())) == []


def test_imports_make_no_circle() -> None:
    assert circle(imports_between(modules())) == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("portal.store.cases", "from portal.services import work", "floor 3 imports portal.services.work"),
        ("portal.cases.x", "def f():\n    import portal.web.start", "floor 2 imports portal.web.start"),
        ("portal.cases.x", "from ..store import cases", "floor 2 imports portal.store.cases"),
        ("portal.services.x", "from portal import clock", "is told the time"),
        ("triage.x", "from config import Settings", "triage stands alone"),
        ("triage.x", "from portal.wording import msg", "triage stands alone"),
        ("portal.somewhere", "", "say in FLOORS"),
        ("config", "import portal.policy", "floor 0 imports portal.policy"),
    ],
)
def test_a_planted_import_upwards_is_found(name: str, text: str, complaint: str) -> None:
    planted = Module(name, name.replace(".", "/") + ".py", text)
    assert any(complaint in found for found in pointing_up([*modules(), planted]))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("triage.x", "import holidays"),
        ("portal.journeys.x", "from flask import request"),
        ("portal.services.x", "from sqlalchemy import select"),
        ("portal.web.x", "from sqlalchemy.orm import Session"),
        ("config", "import requests"),
    ],
)
def test_a_planted_library_is_found(name: str, text: str) -> None:
    assert list(foreign_libraries([Module(name, name, text)])) != []


def test_a_planted_circle_is_found() -> None:
    planted = [
        Module("portal.a", "portal/a.py", "import portal.b"),
        Module("portal.b", "portal/b.py", "from portal.c import thing"),
        Module("portal.c", "portal/c.py", "from . import a"),
    ]
    assert circle(imports_between(planted)) == ["portal.a", "portal.b", "portal.c", "portal.a"]
