"""Every real area's criteria as data: each file agrees with what was published and says what the words leave open."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.triage.builders import AREAS as SHIPPED
from triage import Criteria, Facts, assess, load_area_criteria

HERE = Path(__file__).parent
AREAS = HERE / "areas"
PUBLISHED = json.loads((HERE / "published.json").read_text())
FILES = {tomllib.loads(path.read_text())["area"]["name"]: path for path in sorted(AREAS.glob("*.toml"))}
TODAY = date(2026, 11, 21)
ANY_BODY = {"any_agency", "any_local_agency", "any_relevant_organisation", "partnership_agencies"}
WHO = {"persons_or_groups": "individuals", "vulnerable_victim": "applicant"}
UNTIL = {
    "application": "application",
    "each_report_to_application": "application",
    "complaint_date": "application",
    "unspecified_period": "any_period",
    "latest_report": "latest_report",
}


def criteria_of(area: str, on: date = TODAY) -> Criteria:
    return load_area_criteria(FILES[area].read_bytes(), AREAS).in_force(on)


def test_every_published_area_has_a_file_and_every_file_an_area() -> None:
    assert len(PUBLISHED) == 70
    assert {entry["area"] for entry in PUBLISHED} == set(FILES)


@pytest.mark.parametrize("entry", PUBLISHED, ids=lambda entry: entry["area"])
def test_an_area_file_says_what_was_published(entry: dict[str, Any]) -> None:
    criteria = criteria_of(entry["area"])
    assert criteria.source == entry["source_url"]
    assert [route.id for route in criteria.routes] == [route["route_id"] for route in entry["routes"]]
    assert [gate.code for gate in criteria.exclusions] == entry["exclusions"]
    for route, published in zip(criteria.routes, entry["routes"], strict=True):
        who = published["who_counts"]
        assert route.decision == published["decision"]
        assert route.who == WHO.get(who["unit"], who["unit"])
        assert route.people_at_least == who["min_distinct"]
        assert (route.kind == "hate") == (published["kind"] == "hate")
        if published["count_needed"] is not None:
            assert route.reports == published["count_needed"]
            assert_bodies(route.bodies, published["bodies"])
        assert_periods(route, published)


def assert_bodies(bodies: object, published: list[str] | None) -> None:
    if published is None:
        assert bodies is None
    elif published[0] in ANY_BODY:
        assert bodies == "any"
    else:
        assert bodies == tuple(published)


def assert_periods(route: Any, published: dict[str, Any]) -> None:
    window, within = published["window"], published["report_within"]
    if window is None:
        assert route.window is None
    else:
        assert (route.window.length, route.window.unit) == (window["length"], window["unit"])
        assert (route.window.of, route.window.until) == (window["applies_to"], UNTIL[window["measured_to"]])
    if within is not None:
        assert (route.report_within.length, route.report_within.on) == (within["length"], "every_report")
        assert within["unit"].endswith(route.report_within.unit)
    applying = published["application_within"]
    if applying is None or applying["from"] == "unclear_in_stored_text":
        assert route.application_within is None
    else:
        assert route.application_within.length == applying["length"]
        assert route.application_within.of == {"report": "each_report"}.get(
            applying["from"], applying["from"]
        )
    if published["recency"] is not None:
        assert route.recency.length == published["recency"]["within"]["length"]


@pytest.mark.parametrize("area", FILES)
def test_an_area_file_names_what_its_words_leave_open(area: str) -> None:
    assert criteria_of(area).open


@pytest.mark.parametrize("area", FILES)
def test_an_area_without_reports_is_never_met(area: str) -> None:
    assessed = assess(criteria_of(area), Facts(date(2026, 6, 1), ()))
    assert assessed.local.result in ("not_met", "discretionary")
    assert assessed.statutory.result == "not_met"


def test_norfolk_is_the_same_here_and_where_the_portal_keeps_it() -> None:
    shipped = load_area_criteria((SHIPPED / "norfolk.toml").read_bytes()).in_force(TODAY)
    assert criteria_of("Norfolk (all districts)").canonical_json() == shipped.canonical_json()


def test_an_area_that_changed_its_words_keeps_both_versions() -> None:
    area = "Hinckley and Bosworth (Leicestershire)"
    before, after = criteria_of(area, date(2026, 4, 30)), criteria_of(area, date(2026, 5, 1))
    assert [len(route.conditions) for route in before.routes] == [1, 1]
    assert [len(route.conditions) for route in after.routes] == [0, 0]
    assert before.sha256 != after.sha256
