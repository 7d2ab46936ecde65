"""The risk of a case is assessed, and its clock stops."""

from flask import Flask

from tests.services.conftest import Team
from tests.web.staffroom import person


def test_the_assessed_risk_stops_its_clock(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    assert "The risk was assessed" in client.get(f"/cases/{reference}").links()
    client.click("The risk was assessed")
    client.submit()
    opened = client.follow()
    assert "It is recorded that the risk was assessed." in opened.words
    assert "The risk was assessed" not in opened.links()


def test_a_foreign_case_answers_like_an_unknown_one(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "stranger")
    foreign, unknown = client.get(f"/cases/{reference}/risk", 404), client.get("/cases/CR-00000-0000/risk", 404)
    assert foreign.text == unknown.text
