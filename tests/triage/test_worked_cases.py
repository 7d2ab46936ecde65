"""Every worked case agrees with its label; where another reading gives another answer, a setting yields it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.triage.test_areas import criteria_of
from triage import Assessment, Criteria, assess
from triage.criteria import OfKind
from triage.reading import facts_from_json

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "worked-cases.json").read_text())
OTHERS = [case for case in CASES if "other_reading" in case]
Change = Callable[[Criteria], Criteria]


def assessed(case: dict[str, Any], change: Change = lambda criteria: criteria) -> Assessment:
    facts = facts_from_json(case)
    return assess(change(criteria_of(case["area"], facts.application_date)), facts)


def counted(counting: str) -> Change:
    """Count every period of an area in one way."""

    def change(criteria: Criteria) -> Criteria:
        document = json.loads(criteria.canonical_json())
        document["counting"] = counting
        for route in document["routes"]:
            for limb in ("window", "report_within", "recency", "application_within"):
                if route[limb]:
                    route[limb]["counting"] = None
        return again(document)

    return change


def route_set(route_id: str, **settings: Any) -> Change:
    """Give one route other settings."""

    def change(criteria: Criteria) -> Criteria:
        document = json.loads(criteria.canonical_json())
        next(route for route in document["routes"] if route["id"] == route_id).update(settings)
        return again(document)

    return change


def without_route(route_id: str, change: Change) -> Change:
    """Take a route away and change the rest."""

    def without(criteria: Criteria) -> Criteria:
        document = json.loads(criteria.canonical_json())
        document["routes"] = [route for route in document["routes"] if route["id"] != route_id]
        return change(again(document))

    return without


def both(first: Change, second: Change) -> Change:
    """Make two changes, one after the other."""
    return lambda criteria: second(first(criteria))


def again(document: dict[str, Any]) -> Criteria:
    return Criteria.model_validate_json(json.dumps(document))


ONE_HATE = OfKind(kind="hate", number=1).model_dump()
# Which setting gives the other reading, where it is not a way of counting and not the statute itself.
SETTINGS: dict[str, Change] = {
    "WC065": without_route("H", route_set("A", at_least_of_kind=ONE_HATE)),
    "WC066": route_set("A", same_incident="once_per_person"),
    "WC100": route_set("B", people_at_least=5),
    "WC122": both(route_set("A", reports_at_most=3), route_set("D", reports_at_most=3)),
    "WC124": route_set("D", reports=3),
}
COUNTINGS = {
    "ordinary counting": "one_day_longer",
    "statutory counting": "beginning_with",
    "counted back from the application": "counted_back",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_gets_the_answer_it_is_labelled_with(case: dict[str, Any]) -> None:
    found = assessed(case)
    if case["reading"] == "statute":
        assert found.statutory.result == case["expected"]
    else:
        assert found.local.result == case["expected"]
        assert found.local.route == case["which_route"] or found.local.result == "discretionary"


@pytest.mark.parametrize(
    "case", [c for c in CASES if c["reading"] == "either counting"], ids=lambda case: case["id"]
)
@pytest.mark.parametrize("counting", ["beginning_with", "one_day_longer"])
def test_both_ways_of_counting_agree_where_a_case_says_so(case: dict[str, Any], counting: str) -> None:
    assert assessed(case, counted(counting)).local.result == case["expected"]


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case["id"])
def test_the_other_reading_is_one_setting_away(case: dict[str, Any]) -> None:
    reading, expected = case["other_reading"]["reading"], case["other_reading"]["expected"]
    if reading == "statute":
        assert assessed(case).statutory.result == expected
    elif reading in COUNTINGS:
        assert assessed(case, counted(COUNTINGS[reading])).local.result == expected
    else:
        assert assessed(case, SETTINGS[case["id"]]).local.result == expected


def test_the_first_counted_report_is_a_setting_too() -> None:
    case = next(case for case in CASES if case["id"] == "WC056")
    within = {"length": 6, "unit": "month", "of": "each_report"}
    found = assessed(case, route_set("A", application_within=within))
    assert (found.local.result, found.local.route) == ("met", "A")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_where_the_statute_says_met_and_the_local_words_do_not_an_alarm_says_so(case: dict[str, Any]) -> None:
    found = assessed(case)
    alarmed = "statute_says_met" in {alarm.code for alarm in found.alarms}
    assert alarmed == (found.statutory.result == "met" and found.local.result != "met")
    if alarmed:
        assert {alarm.code for alarm in found.alarms} & {"caveat_cannot_refuse", "variation_stricter"}
