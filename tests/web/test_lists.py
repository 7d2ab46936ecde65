"""Pages that list things cost as many statements for many cases as for one, and each statement finds its rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.test_query_plans import Asked, read_whole

# Every page of the staff that shows more the more cases there are, and who opens it.
LISTS = {
    "/cases": "intake",
    "/cases?turn=decision-maker": "decider",
    "/letters-to-print": "intake",
    "/figures": "figures",
    "/cases/stepped-off": "chair",
}
# Pages without a part that grows with the cases. What a search found is opened below; the mailbox is files.
OTHERS = {
    "/cases/new", "/cases/new-call", "/figures/file", "/guide", "/guide/chair", "/mailbox", "/desk", "/your-sessions",
    "/cases/search", "/cases/found",
}  # fmt: skip
MOST_STATEMENTS = 5  # who is asking takes two of them
BY_POST = {"channels": ["post"], "address": "1 Example Road\nTown"}


@pytest.fixture
def asked(engine: Engine) -> Iterator[list[str]]:
    """Every statement of SQL, as it is sent."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.split(None, 1)[0] in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def planned(engine: Engine) -> Iterator[Asked]:
    """The same with what each was asked with, for looking at its plan."""
    found = Asked()
    event.listen(engine, "before_cursor_execute", found.note)
    yield found
    event.remove(engine, "before_cursor_execute", found.note)


def search(client: Client) -> str:
    """Look for somebody; returns the address at which what was found is listed."""
    client.get("/cases/search")
    client.submit({"wanted": "Jo"})
    assert client.last is not None
    return client.last.location


def test_every_list_is_looked_at_here(app: Flask) -> None:
    pages = [
        one for one in app.extensions["pages"].values() if one.audience == "staff" and "GET" in one.methods
    ]
    assert {one.rule for one in pages if "<" not in one.rule} == OTHERS | {
        each.partition("?")[0] for each in LISTS
    }


@pytest.mark.parametrize("address", [*LISTS, "/cases/found"])
def test_a_list_costs_no_more_statements_the_longer_it_is(
    app: Flask, team: Team, asked: list[str], address: str
) -> None:
    client = person(app, team, LISTS.get(address, "intake"))
    counts = []
    for more in (1, 7):
        for _ in range(more):
            team.apply(**BY_POST)
        shown = search(client) if address == "/cases/found" else address
        asked.clear()
        client.get(shown)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_STATEMENTS


@pytest.mark.parametrize("address", LISTS)
def test_no_list_reads_a_growing_table_whole(
    app: Flask, team: Team, engine: Engine, planned: Asked, address: str
) -> None:
    team.apply(**BY_POST)
    client = person(app, team, LISTS[address])
    planned.statements.clear()
    client.get(address)
    assert planned.statements
    assert read_whole(engine, planned) == set()
