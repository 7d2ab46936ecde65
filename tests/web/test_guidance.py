"""The guide inside the portal: everybody who works with it can read it, and it holds nothing about any case."""

import pytest
from flask import Flask

from portal.journeys.guidance import FOR_CHAIRS, GUIDE
from tests.services.conftest import PEOPLE, Team
from tests.web.client import Client
from tests.web.markup import text_of
from tests.web.staffroom import person

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_of_the_staff_can_read_the_guide(app: Flask, team: Team, name: str) -> None:
    opened = person(app, team, name).get("/guide")
    for part in GUIDE.values():
        assert part.title in text_of(opened.parsed.root)


def test_the_chairs_guide_has_the_steps_of_the_panel_in_order_with_the_law(app: Flask, team: Team) -> None:
    opened = person(app, team, "chair").get("/guide/chair")
    titles = [text_of(one) for one in opened.parsed.all("h2")]
    wanted = [GUIDE[step].title for step in FOR_CHAIRS]
    assert [title for title in titles if title in wanted] == wanted
    for step in FOR_CHAIRS:
        for line in GUIDE[step].weigh:
            assert line in text_of(opened.parsed.root)
        for law in GUIDE[step].law:
            assert law.source in text_of(opened.parsed.root)


def test_nobody_else_can_read_it(client: Client) -> None:
    assert "/sign-in" in client.get("/guide/chair", 303).headers["Location"]


STEPS = [
    ((), "intake", "first-contact", "first_days"),
    ((), "decider", "decide", "decide"),
    (("decide",), "intake", "meeting", "convene"),
    (("decide", "convene"), "chair", "meeting/record", "hold"),
    (("decide", "convene", "hold"), "chair", "finish", "finish"),
    (("decide", "convene", "hold", "comment", "finish"), "chair", "actions", "actions"),
    (("decide", "convene", "hold", "comment", "finish"), "chair", "close", "actions"),
]


@pytest.mark.parametrize(("before", "who", "page", "step"), STEPS)
def test_the_page_of_a_step_shows_its_part(
    app: Flask, team: Team, before: tuple[str, ...], who: str, page: str, step: str
) -> None:
    reference = team.apply()
    for done in before:
        getattr(team, done)(reference)
    shown = text_of(person(app, team, who).get(f"/cases/{reference}/{page}").parsed.root)
    for line in GUIDE[step].weigh:
        assert line in shown
    for law in GUIDE[step].law:
        assert law.says in shown
