"""Form tokens on every unsafe route, and forms that come from other sites."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from tests.web import specimens
from tests.web.client import Client

PARTS: dict[str, Any] = {"reference": "CR-7K3MQ-2F", "int": 1}


def unsafe_routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            parts = re.findall(r"<(?:(\w+):)?(\w+)>", rule.rule)
            values: dict[str, Any] = {name: PARTS.get(kind, "a-thing-of-9") for kind, name in parts}
            with app.test_request_context():
                yield rule.endpoint, method, app.url_for(rule.endpoint, **values)


def test_every_unsafe_route_refuses_without_a_token(specimen_app: Flask) -> None:
    specimen_app.extensions["wiring"].resolvers[:] = [specimens.all_roles_at_once]
    tried = 0
    for endpoint, method, address in unsafe_routes(specimen_app):
        if endpoint == "start.leave":  # does without a token, see below
            continue
        browser = specimen_app.test_client()
        with browser.session_transaction(base_url="http://127.0.0.1:8000") as held:
            held["csrf_token"] = "known"
        for token in ({}, {"csrf_token": "known"}, {"csrf_token": ""}):
            answer = browser.open(
                address, method=method, data={**token, "name": "Ann"}, base_url="http://127.0.0.1:8000"
            )
            assert answer.status_code in (400, 404), f"{method} {address} answered {answer.status_code}"
            assert "Location" not in answer.headers
            tried += 1
    assert tried > 20
    assert specimens.done == []


def test_a_stale_token_keeps_what_was_typed(specimen: Client) -> None:
    specimen.get("/t/name")
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        held["csrf_token"] = "of another session"
    shown = specimen.submit({"name": "Ann Example"}, 400)
    assert shown.errors == [
        "This page had been open for too long or in another tab. Your answers are still here. Send them again."
    ]
    assert 'value="Ann Example"' in shown.text
    assert specimens.done == []
    specimen.submit()
    assert specimens.done == ["Ann Example"]


def test_a_stale_token_stops_a_button_without_a_form(specimen: Client) -> None:
    shown = specimen.post("/t/press", status=400)
    assert "open for too long" in shown.words
    assert specimens.done == []


def test_a_stale_token_undoes_what_a_view_did_to_the_session(specimen: Client) -> None:
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        held["kept"] = "yes"
    specimen.post("/t/sly", status=400)
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        assert held["kept"] == "yes"
        assert "sly" not in held


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"}, 403),
        ({"Origin": "http://127.0.0.1:8000"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8001"}, 403),
        ({}, 303),
    ],
)
def test_other_sites_cannot_send_our_forms(specimen: Client, headers: dict[str, str], status: int) -> None:
    specimen.get("/t/name")
    specimen.post("/t/name", {"name": "Ann"}, status, headers=headers)
    assert specimens.done == (["Ann"] if status == 303 else [])
