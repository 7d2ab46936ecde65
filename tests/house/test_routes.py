"""Every route names its Action, and there is one way only to add a route."""

import ast
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from flask import Flask

from portal import create_app
from portal.policy import RULES, Action
from portal.web.routing import UnguardedRoute, declared_pages, refuse_unguarded
from tests.house.source import Module, modules

THE_DOOR = "portal/web/routing.py"
ADDS_A_ROUTE = {"route", "add_url_rule", "get", "post", "put", "patch", "delete"}


def side_doors(found: Iterable[Module]) -> Iterator[str]:
    """Routes added past portal.web.routing."""
    for module in found:
        for node in ast.walk(module.tree):
            if (
                module.path == THE_DOOR
                or not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Attribute)
            ):
                continue
            on = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            if node.func.attr == "add_url_rule" or (
                node.func.attr in ADDS_A_ROUTE and on in ("app", "blueprint")
            ):
                yield f"{module.path}:{node.lineno}: {on}.{node.func.attr}"


@pytest.fixture
def app(office: Any, database_url: str) -> Flask:
    """The whole application."""
    return create_app(office)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_route_names_an_action_of_the_table(app: Flask) -> None:
    pages = {page.endpoint: page for page in declared_pages()}
    served = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert len(served) > 5
    assert served == set(pages)
    assert {page.does for page in pages.values()} <= set(RULES)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_planted_route_without_an_action_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/planted", "planted", lambda: "hello")
    with pytest.raises(UnguardedRoute):
        refuse_unguarded(app)


def test_routes_are_added_through_one_door() -> None:
    assert list(side_doors(modules())) == []


@pytest.mark.parametrize(
    "text", ["@app.route('/x')\ndef x(): ...", "app.add_url_rule('/x')", "@app.get('/x')\ndef x(): ..."]
)
def test_a_planted_side_door_is_found(text: str) -> None:
    assert list(side_doors([Module("portal.web.x", "portal/web/x.py", text)])) != []


def test_an_action_that_is_not_in_the_table_is_denied() -> None:
    assert all(action in RULES for action in Action)
