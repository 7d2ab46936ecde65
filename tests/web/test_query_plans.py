"""No page and no step reads a growing table from end to end (planned for 20,000 cases)."""

from flask import Flask
from sqlalchemy import Engine

from portal import delivery, sending
from portal.policy import Action, Actor, Grant, Role
from portal.services import appeals, bodies, figures, notes, unopened, worklist
from portal.store.casefile import Filters
from tests.services.conftest import Team
from tests.web.staffroom import person
from tests.web.statements import Asked, read_whole


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
