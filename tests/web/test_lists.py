"""Pages that list things cost as many statements for many cases as for one, and each statement finds its rows."""

import pytest
from flask import Flask
from sqlalchemy import Engine

from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.statements import Asked, read_whole

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
    "/cases/search", "/cases/found", "/views",
}  # fmt: skip
MOST_STATEMENTS = 5  # who is asking takes two of them
BY_POST = {"channels": ["post"], "address": "1 Example Road\nTown"}


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
    app: Flask, team: Team, statements: list[str], address: str
) -> None:
    client = person(app, team, LISTS.get(address, "intake"))
    counts = []
    for more in (1, 7):
        for _ in range(more):
            team.apply(**BY_POST)
        shown = search(client) if address == "/cases/found" else address
        statements.clear()
        client.get(shown)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_STATEMENTS


@pytest.mark.parametrize("address", LISTS)
def test_no_list_reads_a_growing_table_whole(
    app: Flask, team: Team, engine: Engine, asked: Asked, address: str
) -> None:
    team.apply(**BY_POST)
    client = person(app, team, LISTS[address])
    asked.statements.clear()
    client.get(address)
    assert asked.statements
    assert read_whole(engine, asked) == set()
