"""No page and no step reads a growing table from end to end (planned for 20,000 cases)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from portal import delivery, sending
from portal.policy import Action, Actor, Grant, Role
from portal.services import appeals, bodies, figures, notes, unopened, worklist
from portal.store.casefile import Filters
from portal.store.tables import Base
from tests.services.conftest import Team
from tests.web.staffroom import person

# Tables that stay small, whatever happens: people and places of one partnership; and what is swept away.
SMALL = {"staff", "staff_role", "body", "criteria", "ledger_head", "view_segment", "alembic_version"}
GROWING = {table.name for table in Base.metadata.tables.values()} - SMALL
WHOLE = re.compile(r"SCAN (\w+)")
# The beginning of a name is compared with every name: some 30 ms for 20,000, and only when somebody searches.
ON_PURPOSE = "search_name LIKE"


class Asked:
    """The statements that went to the database."""

    def __init__(self) -> None:
        self.statements: dict[str, Any] = {}

    def note(self, _c: Any, _cursor: Any, statement: str, parameters: Any, _x: Any, many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            self.statements[statement] = parameters[0] if many else parameters


@pytest.fixture
def asked(engine: Engine) -> Iterator[Asked]:
    found = Asked()
    event.listen(engine, "before_cursor_execute", found.note)
    yield found
    event.remove(engine, "before_cursor_execute", found.note)


def read_whole(engine: Engine, asked: Asked) -> set[str]:
    """The growing tables that some statement reads from end to end, each with the statement."""
    found = set()
    with engine.connect() as connection:
        for statement, parameters in list(asked.statements.items()):
            if ON_PURPOSE in statement:
                continue
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            for line in plan:
                scanned = WHOLE.match(line[3])
                if scanned and scanned[1] in GROWING:
                    found.add(f"{scanned[1]}: {statement}")
                if "AUTOMATIC" in line[3]:
                    found.add(f"{line[3]}: {statement}")
    return found


def test_a_planted_statement_is_found(engine: Engine, asked: Asked) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("SELECT * FROM case_review WHERE large_print")
    assert len(read_whole(engine, asked)) == 1


def test_no_step_of_a_review_and_no_page_reads_a_growing_table_whole(
    app: Flask, team: Team, engine: Engine, asked: Asked
) -> None:
    reference = team.apply()
    with team.work("police") as work:
        bodies.give_view(work, reference, "brackenshire-police", "met", "")
    with team.work("intake") as work:
        notes.add(work, reference, notes.NewNote("call", "officers", work.today, "x"))
    team.to_the_end(reference)
    with team.office.work() as work:
        appeals.lodge(work, team.token(reference, "appeal"), appeals.NewAppeal((), "Wrong.", "", "key"))
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works elsewhere.")
    delivery.deliver_waiting(team.office, sending.sender(team.office))
    unopened.look(team.office)
    everywhere = Actor("staff", team.ids["decider"], (Grant(Role.DECIDER),))
    with team.office.work(everywhere, write=False) as work:
        for filters in (Filters(), Filters(state="closed"), Filters(turn="office")):
            worklist.list_cases(work, filters, to=Action.SEE_CASE)
    with team.work("figures") as work:
        figures.count(work, *figures.financial_year(work.today))
    asked_for = [("intake", f"/cases/{reference}"), ("intake", "/cases"), ("intake", "/cases?tasks=yes"),
                 ("intake", "/letters-to-print"),
                 ("decider", "/cases?state=closed"),
                 ("decider", "/cases?turn=office&mine=1"), ("chair", "/cases"), ("police", "/cases"),
                 ("officer", "/cases"), ("officer", f"/appeals/{reference}/1"), ("figures", "/figures")]  # fmt: skip
    for name, address in asked_for:
        person(app, team, name).get(address)
    browser = person(app, team, "intake")
    browser.get("/cases/search")
    browser.submit({"wanted": "Jo"})
    browser.follow()
    assert len(asked.statements) > 80
    assert read_whole(engine, asked) == set()
