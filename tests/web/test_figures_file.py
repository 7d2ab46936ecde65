"""The yearly figures leave as a harmless file."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from portal import create_app
from portal.area import Partnership
from portal.services.work import Office
from tests.services.conftest import Team
from tests.web.figures_shown import YEAR, saved
from tests.web.staffroom import person


@pytest.mark.parametrize(
    "query",
    ["", "?first=2026-04-01", "?first=x&last=y", "?first=2026-04-01&last=2026-02-30", "?first=&last="],
)
def test_a_file_without_a_period_is_not_there(app: Flask, team: Team, query: str) -> None:
    person(app, team, "figures").get(f"/figures/file{query}", 404)


@pytest.mark.parametrize("years", [("0001-01-01", "0001-12-31"), ("9999-01-01", "9999-12-31")])
def test_the_ends_of_the_calendar_are_no_fault(app: Flask, team: Team, years: tuple[str, str]) -> None:
    rows = saved(person(app, team, "figures"), *map(date.fromisoformat, years))
    assert rows[-1]["applications_made"] == "0"


def test_the_file_says_its_period_its_columns_and_its_rules(app: Flask, team: Team) -> None:
    team.apply()
    client = person(app, team, "figures")
    client.get("/figures")
    opened = client.click("Download the figures as a CSV file")
    assert opened.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert opened.headers["Content-Disposition"] == (
        "attachment; filename=case-review-figures-2026-04-01-to-2027-03-31.csv"
    )
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Cache-Control"] == "no-store"
    assert opened.body.startswith("\ufeffperiod_first_day,".encode())
    assert opened.body.count(b"\r\n") == opened.body.count(b"\n") == 4
    first = saved(client, *YEAR)[0]
    assert first == {
        "period_first_day": "2026-04-01",
        "period_last_day": "2027-03-31",
        "area": "Alderfen",
        "applications_made": "1",
        "threshold_not_met": "0",
        "reviews_carried_out": "0",
        "reviews_with_recommendations": "0",
        "threshold_versions_in_force": "brackenshire-1",
    }


def test_nothing_of_a_case_leaves_with_the_figures(app: Flask, team: Team) -> None:
    reference = team.apply(name="Canary Wharfdale", story="Canary story", home_address="9 Canary Row")
    client = person(app, team, "figures")
    for opened in (client.get("/figures"), client.get("/figures/file?first=2026-04-01&last=2027-03-31")):
        shown = opened.body.decode("utf-8-sig")
        assert "Canary" not in shown
        assert reference not in shown


def test_a_district_with_a_dangerous_name_is_harmless(
    team: Team, office: Office, brackenshire: Partnership
) -> None:
    named = brackenshire.districts[0].model_copy(update={"name": "=cmd|' /C calc'!A0"})
    here = replace(office, partnership=replace(brackenshire, districts=(named, *brackenshire.districts[1:])))
    app = create_app(here)
    app.testing = True
    assert saved(person(app, team, "figures"), *YEAR)[0]["area"] == "'=cmd|' /C calc'!A0"
