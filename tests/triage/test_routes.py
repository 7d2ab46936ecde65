"""Local routes: conditions, routes beside each other, and what the reasons hold."""

from datetime import date
from typing import Any

import pytest

from tests.triage.builders import APPLIED, BASE, THREE, criteria, day, facts, local, report, roughly
from triage import Assessment, Criteria, Facts, Report, assess


def condition(**settings: Any) -> dict[str, Any]:
    return {
        "code": "no_action",
        "words": "no action was taken",
        "asks": ["no_action_taken", "conditions_met"],
    } | settings


@pytest.mark.parametrize(
    ("settings", "flags", "result"),
    [
        ({}, {}, "met"),
        ({}, {"no_action_taken": True}, "met"),
        ({}, {"no_action_taken": False}, "not_met"),
        ({}, {"conditions_met": False}, "not_met"),
        ({}, {"no_action_taken": True, "conditions_met": False}, "met"),
        ({}, {"no_action_taken": None, "conditions_met": False}, "not_met"),
        ({"if_not_told": "unsatisfied"}, {}, "not_met"),
        ({"if_not_told": "unsatisfied"}, {"conditions_met": True}, "met"),
        ({"if_not_told": "ask"}, {}, "needs_information"),
        ({"if_not_told": "ask"}, {"no_action_taken": True}, "met"),
        ({"accepts": ["none", "late"]}, {"no_action_taken": "late"}, "met"),
        ({"accepts": ["none", "late"]}, {"no_action_taken": "enough"}, "not_met"),
        ({"accepts": ["none", "late"]}, {"no_action_taken": ["enough", "late"]}, "met"),
        ({"accepts": ["none", "late"]}, {"no_action_taken": []}, "not_met"),
        ({"accepts": [False]}, {"no_action_taken": False}, "met"),
        ({"accepts": [1]}, {"no_action_taken": True}, "not_met"),
        ({"accepts": [0, 1]}, {"no_action_taken": 1}, "met"),
    ],
)
def test_a_condition_is_answered_by_the_first_flag_told(
    settings: dict[str, Any], flags: dict[str, Any], result: str
) -> None:
    assert local(criteria(conditions=[condition(**settings)]), *THREE, **flags) == result


def test_every_condition_of_a_route_must_hold() -> None:
    rules = criteria(conditions=[condition(), condition(code="closed", asks=["case_closed"])])
    assert local(rules, *THREE, case_closed=True) == "met"
    assert local(rules, *THREE, case_closed=False) == "not_met"


def test_a_condition_says_in_its_reason_whether_anybody_told() -> None:
    rules = criteria(conditions=[condition(definition=["not acknowledged"], source="page 3")])
    silent = assess(rules, facts(APPLIED, *THREE)).local.limbs[-1]
    told = assess(rules, facts(APPLIED, *THREE, conditions_met=True)).local.limbs[-1]
    assert (silent.rule, silent.values["flag"], silent.values["told"]) == (
        "condition",
        "no_action_taken",
        False,
    )
    assert (told.values["flag"], told.values["told"]) == ("conditions_met", True)
    assert told.values["definition"] == ["not acknowledged"]
    assert told.source == "page 3"


def routes(*settings: dict[str, Any]) -> Criteria:
    return Criteria.model_validate(
        {
            "version": "1",
            "source": "a test",
            "routes": [{"name": "a route", "who": "anyone"} | route for route in settings],
        }
    )


DISCRETION = {"id": "D", "reports": 0, "decision": "discretionary"}
HATE = {"id": "H", "reports": 1, "kind": "hate"}


@pytest.mark.parametrize(
    ("rules", "reports", "result", "route"),
    [
        (routes({"id": "A"}, DISCRETION), THREE, "met", "A"),
        (routes(DISCRETION, {"id": "A"}), THREE, "met", "A"),
        (routes({"id": "A"}, DISCRETION), BASE, "discretionary", "D"),
        (routes({"id": "A"}), BASE, "not_met", None),
        (routes({"id": "A"}, HATE), BASE, "not_met", None),
        (routes({"id": "A"}, HATE), (report("h", "2025-05-01", "2025-05-01", kind="hate"),), "met", "H"),
        (routes({"id": "A"}, {"id": "B"}), THREE, "met", "A"),
        (
            routes({"id": "A"}, DISCRETION),
            (*BASE, report("u", None, "2025-05-01")),
            "needs_information",
            None,
        ),
        (
            routes({"id": "A"}, HATE | {"decision": "discretionary"}),
            (*BASE, report("u", None, "2025-05-01", kind="hate")),
            "needs_information",
            None,
        ),
    ],
)
def test_routes_are_alternatives_and_the_mandatory_one_wins(
    rules: Criteria, reports: tuple[Report, ...], result: str, route: str | None
) -> None:
    found = assess(rules, facts(APPLIED, *reports)).local
    assert (found.result, found.route) == (result, route)


def test_the_reasons_belong_to_the_route_that_decided_or_came_nearest() -> None:
    hate = report("h", "2025-05-01", "2025-05-01", kind="hate")
    assert assess(routes({"id": "A"}, HATE), facts(APPLIED, hate)).local.measured == "H"
    assert assess(routes(HATE, {"id": "A"}), facts(APPLIED, *BASE)).local.measured == "A"
    assert assess(routes(DISCRETION, {"id": "A"}), facts(APPLIED)).local.measured == "A"
    assert assess(routes(DISCRETION), facts(APPLIED)).local.measured == "D"
    unsure = (*BASE, report("u", None, "2025-05-01"))
    assert assess(routes(HATE, {"id": "A"}), facts(APPLIED, *unsure)).local.measured == "A"


def test_counted_and_needed_come_from_the_reasons() -> None:
    found = assess(routes({"id": "A"}), facts(APPLIED, *BASE)).local
    assert (found.counted, found.needed) == (2, 3)
    assert assess(routes(DISCRETION), Facts(date(2025, 6, 20), ())).local.needed == 0


def test_a_kept_assessment_is_the_same_again() -> None:
    rules = routes({"id": "A", "recency": {"length": 1, "unit": "month"}}, DISCRETION)
    found = assess(rules, facts(APPLIED, *THREE, report("u", None, "2025-05-01"), odd=True))
    again = Assessment.from_json(found.as_json())
    assert again.as_json() == found.as_json()
    assert again.local.reports == found.local.reports
    assert again.local.limbs == found.local.limbs
    assert again.near_miss == found.near_miss
    assert again.alarms == found.alarms
    assert again.next_dates == found.next_dates
    assert again.must_be_met == found.must_be_met


def limb_values(rules: Criteria, rule: str, *reports: Report, applied: str = APPLIED) -> dict[str, Any]:
    found = assess(rules, facts(applied, *reports)).local
    return dict(next(reason.values for reason in found.limbs if reason.rule == rule))


@pytest.mark.parametrize("of", ["first_report", "first_incident", "latest_incident"])
def test_the_reason_of_a_late_application_says_from_what_and_until_when(of: str) -> None:
    rules = criteria(reports=1, application_within={"length": 1, "unit": "month", "of": of})
    assert limb_values(rules, "application_within") == {"of": of}
    assert limb_values(rules, "application_within", report("a", "2025-02-03", "2025-02-03")) == {
        "of": of,
        "from": day("2025-02-03"),
        "limit": day("2025-03-02"),
        "reached": day(APPLIED),
    }
    unknown = limb_values(rules, "application_within", report("a", None, None))
    assert unknown == {"of": of}


def test_the_reason_of_recency_holds_the_latest_report() -> None:
    rules = criteria(recency={"length": 1, "unit": "month"})
    assert limb_values(rules, "recency", *BASE) == {
        "from": day("2025-03-10"),
        "limit": day("2025-04-09"),
        "reached": day(APPLIED),
    }
    assert limb_values(rules, "recency") == {}


def test_the_reason_of_a_first_report_names_it() -> None:
    rules = criteria(report_within={"length": 1, "unit": "month", "on": "first_report"})
    assert limb_values(rules, "first_report_within", *reversed(THREE)) == {
        "report": "a",
        "from": day("2025-02-02"),
        "limit": day("2025-03-01"),
        "reached": day("2025-02-03"),
    }
    vague = [
        roughly("v", ("2025-02-05", "2025-03-05"), ("2025-02-01", "2025-02-01")),
        roughly("w", ("2025-02-04", "2025-03-05"), ("2025-02-01", "2025-02-01")),
    ]
    assert limb_values(rules, "first_report_within", *vague)["report"] == "w"


@pytest.mark.parametrize(
    ("rules", "rule", "values"),
    [
        (criteria(), "reports", {"counted": 3, "unclear": 1, "needed": 3}),
        (criteria(reports_at_most=9), "reports_at_most", {"counted": 3, "unclear": 1, "most": 9}),
        (criteria(who="individuals", people_at_least=2), "people", {"counted": 1, "needed": 2}),
        (criteria(who="households", people_at_least=2), "households", {"counted": 1, "needed": 2}),
        (
            criteria(at_least_of_kind={"kind": "asb", "number": 2}),
            "at_least_of_kind",
            {"kind": "asb", "counted": 3, "needed": 2},
        ),
        (criteria(applicant_included=True), "applicant_included", {}),
    ],
)
def test_the_reason_of_a_number_holds_the_numbers(rules: Criteria, rule: str, values: dict[str, Any]) -> None:
    assert limb_values(rules, rule, *THREE, report("u", None, "2025-06-01")) == values


@pytest.mark.parametrize(("source", "told"), [("page 9", "page 9"), (None, "a test")])
def test_a_reason_comes_from_the_route_or_else_from_the_area(source: str | None, told: str) -> None:
    found = assess(criteria(source=source), facts(APPLIED, *BASE)).local
    assert {reason.source for reason in found.reports} == {limb.source for limb in found.limbs} == {told}


def test_the_nearest_route_is_the_one_with_the_largest_share_of_its_reports() -> None:
    rules = routes({"id": "B", "reports": 5}, {"id": "A", "reports": 3})
    assert assess(rules, facts(APPLIED, *BASE)).local.measured == "A"
    never = condition(if_not_told="unsatisfied")
    rules = routes({"id": "B", "reports": 0, "conditions": [never]}, {"id": "A", "reports": 3})
    assert assess(rules, facts(APPLIED, *BASE)).local.measured == "A"


def test_a_route_that_is_met_gives_the_reasons_before_those_not_looked_at() -> None:
    found = assess(routes(DISCRETION, {"id": "A"}, {"id": "B"}), facts(APPLIED, *THREE)).local
    assert (found.route, found.measured) == ("A", "A")


def test_more_reports_than_needed_bring_a_route_no_nearer() -> None:
    never = condition(if_not_told="unsatisfied")
    rules = routes({"id": "A", "conditions": [never]}, {"id": "B", "reports": 1, "conditions": [never]})
    assert assess(rules, facts(APPLIED, *THREE)).local.measured == "A"


def test_a_limb_that_fails_for_sure_outweighs_one_that_is_unclear() -> None:
    rules = criteria(conditions=[condition(if_not_told="ask"), condition(code="b", asks=["b"])])
    assert local(rules, *BASE, report("u", None, "2025-05-01"), b=False) == "not_met"
