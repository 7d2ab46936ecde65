"""Pages on which a case goes to another district or another area."""

import pytest
from flask import Flask

from tests.services.conftest import Team
from tests.web.staffroom import person
from tests.web.steps import kept_out, letters_of, standing, value_of, with_stale_token

OUT = {
    "authority": "Far Away Partnership",
    "reach": "01632 960 777",
    "reason": "The street is in their area.",
}


def at(reference: str, what: str) -> str:
    return f"/cases/{reference}/{what}"


def test_to_another_district_from_the_case_page(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}")
    opened = client.click("Move the case to another district")
    assert "Alderfen" not in [label.strip() for label in opened.words.split("\n")]
    assert client.submit({}, 422).errors == ["Choose the district", "Say why it belongs there"]
    opened = client.submit({"district": "marlowick", "reason": "The street is there."})
    assert opened.location.endswith("/cases")
    client.get(f"/cases/{reference}", 404)
    opened = person(app, team, "stranger").get(f"/cases/{reference}")
    assert "The application was moved to the district Marlowick" in opened.words
    assert "the one before does not deal with the case any more" in opened.words
    assert letters_of(team, reference)[0] == "moved"


def test_to_another_area(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}")
    client.click("Pass the case to another area")
    client.get(at(reference, "other-area"), pseudo=True)
    client.get(at(reference, "other-area"))
    before = standing(team, reference)
    opened = client.submit({"authority": "Far Away Partnership"}, 422)
    assert opened.errors == ["Enter how the applicant can reach them", "Say why it is theirs"]
    assert value_of(opened, "authority") == "Far Away Partnership"
    opened = with_stale_token(client, at(reference, "other-area"), OUT)
    assert value_of(opened, "reach") == "01632 960 777"
    assert standing(team, reference) == before
    client.submit(OUT)
    opened = client.follow()
    assert "The case is closed. The letter is written." in opened.words
    assert "Another area has to deal with it: Far Away Partnership, 01632 960 777" in opened.words
    assert "Ask whether to send the application on to the other area" in opened.words
    assert "without being met: it was passed to another area" in opened.words


@pytest.mark.parametrize("what", ["other-district", "other-area"])
def test_only_the_intake_office(app: Flask, team: Team, what: str) -> None:
    kept_out(app, team, lambda one: at(one, what), team.apply(), ("decider", "stranger", "police", "admin"))
