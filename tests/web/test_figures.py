"""The page of the yearly figures: its periods, the rules in force beside it, and who may see it."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from flask import Flask

from portal import create_app
from portal.area import Partnership
from portal.services import figures
from portal.services.work import Office
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.figures_shown import YEAR, saved, show
from tests.web.staffroom import person
from tests.web.steps import error_at, value_of


@pytest.mark.parametrize(
    ("today", "first"),
    [("2027-03-31", "2026-04-01"), ("2027-04-01", "2027-04-01"), ("2027-04-02", "2027-04-01"),
     ("2026-12-31", "2026-04-01"), ("2028-02-29", "2027-04-01")],
)  # fmt: skip
def test_the_present_financial_year_is_offered(
    app: Flask, team: Team, clock: SetClock, today: str, first: str
) -> None:
    begins = date.fromisoformat(first)
    assert figures.financial_year(date.fromisoformat(today)) == (begins, date(begins.year + 1, 3, 31))
    clock.set(datetime.fromisoformat(f"{today}T10:00:00+00:00"))
    opened = person(app, team, "figures").get("/figures")
    assert [value_of(opened, f"first-{part}") for part in ("day", "month", "year")] == ["1", "4", first[:4]]
    assert value_of(opened, "last-day") == "31"


# Refusals


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [
        ("2026-04-01", "2027-03-30", True),
        ("2026-04-01", "2027-03-31", True),
        ("2026-04-01", "2027-04-01", False),
        ("2027-04-01", "2028-03-31", True),  # 366 days, with 29 February
        ("2027-04-01", "2028-04-01", False),
        ("2028-02-29", "2029-02-28", True),
        ("2028-02-29", "2029-03-01", False),
        ("2027-03-01", "2028-02-29", True),
        ("2027-03-01", "2028-03-01", False),
    ],
)
def test_a_period_of_more_than_twelve_months_is_refused(
    app: Flask, team: Team, first: str, last: str, taken: bool
) -> None:
    client = person(app, team, "figures")
    opened = show(client, date.fromisoformat(first), date.fromisoformat(last), 200 if taken else 422)
    assert ("Total" in opened.words) is taken
    if not taken:
        words = "Choose a period of at most 12 months. That is the longest the Act allows."
        assert (opened.errors, error_at(opened, "last")) == ([words], words)
        assert value_of(opened, "last-year") == last[:4]
    client.get(f"/figures/file?first={first}&last={last}", 200 if taken else 409)


@pytest.mark.parametrize(("last", "status"), [("2026-03-31", 422), ("2026-04-01", 200), ("2026-04-02", 200)])
def test_a_period_may_be_one_day_but_not_less(app: Flask, team: Team, last: str, status: int) -> None:
    opened = show(person(app, team, "figures"), date(2026, 4, 1), date.fromisoformat(last), status)
    if status == 422:
        assert error_at(opened, "last") == "The last day must come after the first day."


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"first-day": ""}, "First day must include a day"),
        ({"first-day": "", "first-month": "", "first-year": ""}, "Enter the first day"),
        ({"last-month": "13"}, "Last day: the month must be a number from 1 to 12"),
        ({"last-year": "26"}, "Last day: the year must have 4 numbers, like 2026"),
        ({"first-day": "=1+1"}, "First day: the day must be a number from 1 to 31"),
    ],
)
def test_what_is_no_date_is_refused_beside_the_field(
    app: Flask, team: Team, typed: dict[str, str], error: str
) -> None:
    client = person(app, team, "figures")
    client.get("/figures")
    opened = client.submit(typed, 422)
    assert opened.errors == [error]
    assert "Total" not in opened.words


# The rules in force


@pytest.mark.parametrize(
    ("starts", "found"),
    [
        (date(2027, 4, 1), ["brackenshire-1"]),
        (date(2027, 3, 31), ["brackenshire-1", "brackenshire-2"]),
        (date(2026, 4, 2), ["brackenshire-1", "brackenshire-2"]),
        (date(2026, 4, 1), ["brackenshire-2"]),
        (date(2026, 3, 31), ["brackenshire-2"]),
    ],
)
def test_the_rules_in_force_stand_beside_the_figures(
    team: Team, office: Office, brackenshire: Partnership, starts: date, found: list[str]
) -> None:
    [old] = brackenshire.criteria.versions
    new = old.model_copy(update={"version": "brackenshire-2", "in_force_from": starts})
    history = replace(brackenshire.criteria, versions=(old, new))
    here = replace(office, partnership=replace(brackenshire, criteria=history))
    app = create_app(here)
    app.testing = True
    client = person(app, team, "figures")
    assert saved(client, *YEAR)[0]["threshold_versions_in_force"] == "; ".join(found)
    words = client.get("/figures").words
    assert [f"brackenshire-{number}" in words for number in (1, 2)] == [
        f"brackenshire-{number}" in found for number in (1, 2)
    ]


def test_before_any_rules_the_page_says_so(app: Flask, team: Team) -> None:
    opened = show(person(app, team, "figures"), date(2013, 4, 1), date(2014, 3, 31))
    assert "No rules are known for this period." in opened.words
    assert "so far" not in opened.words


# Who may


@pytest.mark.parametrize("address", ["/figures", "/figures/file?first=2026-04-01&last=2027-03-31"])
def test_only_the_performance_officer_sees_them(app: Flask, team: Team, address: str) -> None:
    for name in ("intake", "decider", "chair", "police", "officer", "admin"):
        person(app, team, name).get(address, 403)
    Client(app).get(address, 303)
    assert "Yearly figures" in person(app, team, "figures").get("/your-sessions").links()


def test_nothing_is_written(app: Flask, team: Team) -> None:
    client = person(app, team, "figures")
    client.get("/figures")
    client.post("/figures", {}, 405)
    client.post("/figures/file", {}, 405)


def test_our_own_words_can_be_translated(app: Flask, team: Team) -> None:
    team.apply(district="unsure")
    person(app, team, "figures").get("/figures?first-day=1&first-month=4&first-year=2026", 422, pseudo=True)
