"""Local routes: which reports of the same incident count, and which of them stands for it."""

from typing import Any

import pytest

from tests.triage.builders import APPLIED, BASE, criteria, day, facts, local, report, roughly
from triage import Criteria, Report, assess


@pytest.mark.parametrize(
    ("rule", "result"),
    [("once_per_person", "not_met"), ("once", "not_met"), ("once_per_day", "not_met"), ("each", "met")],
)
def test_three_reports_of_one_incident_by_one_person(rule: str, result: str) -> None:
    reports = [report(f"r{n}", f"2025-05-0{n + 1}", "2025-05-01", incident_key="x") for n in range(1, 4)]
    assert local(criteria(same_incident=rule), *reports) == result


@pytest.mark.parametrize(
    ("rule", "result"),
    [("once_per_person", "met"), ("once", "not_met"), ("once_per_day", "met"), ("each", "met")],
)
def test_three_reports_of_one_incident_by_three_people(rule: str, result: str) -> None:
    reports = [report(who, "2025-05-02", "2025-05-01", incident_key="x", reporter=who) for who in "pqr"]
    assert local(criteria(same_incident=rule), *reports) == result


@pytest.mark.parametrize(
    ("rule", "result"), [("once_per_person", "met"), ("once", "met"), ("once_per_day", "not_met")]
)
def test_two_incidents_on_one_day(rule: str, result: str) -> None:
    same_day = [report(key, "2025-05-02", "2025-05-01") for key in ("x", "y")]
    assert local(criteria(same_incident=rule), *same_day, BASE[0]) == result


def test_reports_without_a_grouping_are_never_merged_by_it() -> None:
    reports = [report(f"r{n}", f"2025-05-0{n + 1}", f"2025-05-0{n}", incident_key=None) for n in range(1, 4)]
    for rule in ("once_per_person", "once", "once_per_day"):
        assert local(criteria(same_incident=rule), *reports) == "met"


def test_on_a_day_not_known_it_is_unclear_whether_incidents_are_separate() -> None:
    vague = roughly("v", ("2025-05-05", "2025-05-05"), ("2025-05-01", "2025-05-04"))
    found = assess(criteria(same_incident="once_per_day"), facts(APPLIED, *BASE, vague))
    assert found.local.result == "needs_information"
    assert found.local.reports[2].rule == "same_incident"


def test_a_certain_report_stands_for_its_incident_before_an_uncertain_one() -> None:
    unsure = report("u", None, "2025-05-01", incident_key="x")
    sure = report("s", "2025-05-02", "2025-05-01", incident_key="x")
    found = assess(criteria(reports=1), facts(APPLIED, unsure, sure)).local
    assert [(reason.counted, reason.rule) for reason in found.reports] == [
        ("no", "same_incident"),
        ("yes", "counted"),
    ]
    assert found.reports[0].values["counted_with"] == "s"


def test_a_report_is_counted_with_one_of_the_same_person_or_of_the_same_day() -> None:
    other = report("o", "2025-05-02", "2025-05-01", incident_key="x", reporter="p")
    first, again = (report(key, "2025-05-03", "2025-05-01", incident_key="x") for key in ("a", "b"))
    found = assess(criteria(), facts(APPLIED, other, first, again)).local
    assert found.reports[2].values["counted_with"] == "a"
    days = {"x": "2025-05-01", "y": "2025-05-02", "z": "2025-05-02"}
    apart = [report(key, "2025-05-05", incident, incident_key=None) for key, incident in days.items()]
    by_day = assess(criteria(same_incident="once_per_day"), facts(APPLIED, *apart)).local
    assert [reason.values.get("counted_with") for reason in by_day.reports] == [None, None, "y"]


def test_two_uncertain_reports_of_one_incident_are_one() -> None:
    unsure = [report(key, None, "2025-05-01", incident_key="x") for key in ("u", "v")]
    found = assess(criteria(reports=2), facts(APPLIED, *unsure)).local
    assert [reason.counted for reason in found.reports] == ["unclear", "no"]
    assert found.result == "not_met"


def test_the_first_of_two_equal_reports_counts() -> None:
    pair = [report(key, "2025-05-02", "2025-05-01", incident_key="x") for key in ("u", "v")]
    found = assess(criteria(reports=1), facts(APPLIED, *pair)).local
    assert [reason.counted for reason in found.reports] == ["yes", "no"]


def test_a_day_not_known_at_all_leaves_it_unclear_whether_incidents_are_separate() -> None:
    unknown = report("u", "2025-05-05", None)
    found = assess(criteria(reports=1, same_incident="once_per_day"), facts(APPLIED, unknown)).local
    assert [(reason.counted, reason.rule) for reason in found.reports] == [("unclear", "same_incident")]


def counted_of_one_incident(rules: Criteria, *reports: Report) -> list[str]:
    found = assess(rules, facts(APPLIED, *reports)).local
    return [reason.report for reason in found.reports if reason.counted == "yes"]


def same(key: str, told: str, **more: Any) -> Report:
    return report(key, told, "2025-05-01", incident_key="x", **more)


def test_the_latest_report_stands_for_an_incident_as_it_counts_longest() -> None:
    rules = criteria(reports=1, window={"length": 6, "unit": "month"})
    found = assess(
        rules, facts(APPLIED, same("a", "2025-05-02"), same("b", "2025-05-09"), same("c", "2025-05-05"))
    )
    assert [reason.counted for reason in found.local.reports] == ["no", "yes", "no"]
    assert [change.day for change in found.next_dates if change.test == "local"] == [day("2025-11-08")] * 2


def test_a_report_of_the_kind_asked_for_stands_for_its_incident() -> None:
    rules = criteria(reports=1, at_least_of_kind={"kind": "hate", "number": 1})
    assert counted_of_one_incident(rules, same("a", "2025-05-02", kind="hate"), same("b", "2025-05-09")) == [
        "a"
    ]
    assert local(rules, same("a", "2025-05-02", kind="hate"), same("b", "2025-05-09")) == "met"


def test_a_second_report_of_an_incident_can_be_the_recent_one() -> None:
    rules = criteria(reports=1, recency={"length": 1, "unit": "month"})
    assert local(rules, same("a", "2025-05-02"), same("b", "2025-05-25")) == "met"


def test_of_equal_reports_the_first_stands_for_the_incident() -> None:
    assert counted_of_one_incident(criteria(reports=1), same("a", "2025-05-02"), same("b", "2025-05-02")) == [
        "a"
    ]


def test_a_report_that_cannot_count_stands_for_nothing() -> None:
    assert counted_of_one_incident(
        criteria(reports=1), same("a", "2025-05-09", body="mp"), same("b", "2025-05-02")
    ) == ["b"]


def test_a_report_that_cannot_count_keeps_its_own_reason_beside_a_repeated_one() -> None:
    left_out = same("m", "2025-05-09", body="mp")
    for rule in ("once_per_person", "once", "once_per_day"):
        found = assess(
            criteria(same_incident=rule),
            facts(APPLIED, same("a", "2025-05-02"), left_out, same("b", "2025-05-03")),
        )
        assert [reason.rule for reason in found.local.reports] == ["same_incident", "body", "counted"]
    vague = roughly("v", ("2025-05-09", "2025-05-09"), ("2025-05-01", "2025-05-04"), set_aside="not_asb")
    found = assess(criteria(same_incident="once_per_day"), facts(APPLIED, vague))
    assert found.local.reports[0].rule == "set_aside"


def test_an_incident_reported_again_after_another_is_still_one() -> None:
    reports = (same("a", "2025-05-02"), report("b", "2025-05-03", "2025-05-02"), same("c", "2025-05-04"))
    for rule in ("once_per_person", "once", "once_per_day"):
        assert len(counted_of_one_incident(criteria(reports=1, same_incident=rule), *reports)) == 2


@pytest.mark.parametrize(("rule", "result"), [("each", "met"), ("once_per_person", "not_met")])
def test_the_area_says_what_counts_once_unless_a_route_does(rule: str, result: str) -> None:
    reports = [report(f"r{n}", f"2025-05-0{n + 1}", "2025-05-01", incident_key="x") for n in range(1, 4)]
    assert local(criteria().model_copy(update={"same_incident": rule}), *reports) == result
    assert local(criteria(same_incident="each").model_copy(update={"same_incident": rule}), *reports) == "met"
