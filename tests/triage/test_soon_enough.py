"""Local routes: reported, applied and still recent soon enough, on both sides of each boundary."""

import pytest

from tests.triage.builders import APPLIED, BASE, criteria, facts, local, report, roughly, stands
from triage import Report, assess


@pytest.mark.parametrize(
    ("length", "unit", "told", "result"),
    [
        (7, "day", "2025-05-07", "met"),
        (7, "day", "2025-05-08", "not_met"),
        (1, "month", "2025-05-31", "met"),
        (1, "month", "2025-06-01", "not_met"),
        (2, "week", "2025-05-14", "met"),
        (2, "week", "2025-05-15", "not_met"),
    ],
)
def test_every_report_within_a_period_of_its_incident(length: int, unit: str, told: str, result: str) -> None:
    rules = criteria(report_within={"length": length, "unit": unit})
    assert local(rules, *BASE, report("c", told, "2025-05-01")) == result


@pytest.mark.parametrize(
    ("told", "result"), [("2025-02-27", "met"), ("2025-02-28", "met"), ("2025-03-01", "not_met")]
)
def test_only_the_first_report_within_a_period_of_its_incident(told: str, result: str) -> None:
    rules = criteria(report_within={"length": 1, "unit": "month", "on": "first_report"})
    late = [report("b", "2025-05-20", "2025-03-01"), report("c", "2025-06-10", "2025-04-01")]
    assert local(rules, report("a", told, "2025-01-31"), *late) == result


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-02-02", "2025-02-03", "met"),
        ("2025-02-01", "2025-02-02", "needs_information"),
        ("2025-01-31", "2025-02-01", "not_met"),
    ],
)
def test_a_first_incident_known_only_roughly(earliest: str, latest: str, result: str) -> None:
    rules = criteria(report_within={"length": 1, "unit": "month", "on": "first_report"})
    first = roughly("v", ("2025-03-01", "2025-03-01"), (earliest, latest))
    late = [report("b", "2025-05-20", "2025-03-01"), report("c", "2025-06-10", "2025-04-01")]
    assert local(rules, first, *late) == result


def test_it_is_unclear_which_report_came_first() -> None:
    rules = criteria(report_within={"length": 1, "unit": "month", "on": "first_report"})
    early = report("a", "2025-02-10", "2025-02-09")
    vague = roughly("v", ("2025-02-01", "2025-05-01"), ("2024-12-01", "2024-12-01"))
    third = report("c", "2025-06-10", "2025-06-09")
    assert stands(rules, "first_report_within", early, vague, third) == "unclear"


@pytest.mark.parametrize("reports", [(), (report("n", None, "2025-02-01", counts_as_report=False),)])
def test_without_any_report_there_is_no_first_one(reports: tuple[Report, ...]) -> None:
    rules = criteria(reports=1, report_within={"length": 1, "unit": "month", "on": "first_report"})
    assert stands(rules, "first_report_within", *reports) == "no"
    found = next(
        limb for limb in assess(rules, facts(APPLIED)).local.limbs if limb.rule == "first_report_within"
    )
    assert found.values == {}


def test_a_first_report_made_on_the_day_of_its_incident_is_in_time() -> None:
    rules = criteria(report_within={"length": 1, "unit": "day", "on": "first_report"})
    assert stands(rules, "first_report_within", report("a", "2025-02-01", "2025-02-01"), *BASE) == "yes"


def test_a_first_report_dated_before_its_incident_is_unclear() -> None:
    rules = criteria(report_within={"length": 1, "unit": "month", "on": "first_report"})
    assert stands(rules, "first_report_within", report("a", "2025-02-01", "2025-02-03"), *BASE) == "unclear"


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-06-09", "met"), ("2025-06-10", "met"), ("2025-06-11", "not_met")]
)
def test_a_report_must_be_recent(applied: str, result: str) -> None:
    rules = criteria(recency={"length": 1, "unit": "month"})
    assert local(rules, *BASE, report("c", "2025-05-11", "2025-05-01"), applied=applied) == result


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-06-09", "met"), ("2025-06-10", "met"), ("2025-06-11", "not_met")]
)
def test_an_incident_must_be_recent(applied: str, result: str) -> None:
    rules = criteria(recency={"length": 1, "unit": "month", "of": "incident"})
    assert local(rules, report("c", "2025-05-20", "2025-05-11"), *BASE, applied=applied) == result


def test_recency_looks_only_at_reports_that_count() -> None:
    rules = criteria(recency={"length": 1, "unit": "month"})
    third = report("c", "2025-04-11", "2025-04-11")
    assert local(rules, *BASE, third, report("m", "2025-06-19", "2025-06-19", body="mp")) == "not_met"


@pytest.mark.parametrize(
    ("earliest", "latest", "stand"),
    [
        ("2025-05-21", "2025-05-22", "yes"),
        ("2025-05-20", "2025-05-21", "unclear"),
        ("2025-05-19", "2025-05-20", "no"),
    ],
)
def test_recency_of_a_report_known_only_roughly(earliest: str, latest: str, stand: str) -> None:
    rules = criteria(recency={"length": 1, "unit": "month"})
    vague = roughly("v", (earliest, latest), ("2025-05-01", "2025-05-01"))
    assert stands(rules, "recency", *BASE, vague) == stand


def test_an_uncertain_report_makes_recency_unclear_at_most() -> None:
    rules = criteria(
        reports=1, report_within={"length": 1, "unit": "month"}, recency={"length": 1, "unit": "month"}
    )
    assert (
        stands(rules, "recency", report("a", "2025-02-03", "2025-02-02"), report("u", "2025-06-19", None))
        == "unclear"
    )


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-08-01", "met"), ("2025-08-02", "met"), ("2025-08-03", "not_met")]
)
@pytest.mark.parametrize("of", ["first_report", "each_report"])
def test_an_application_soon_after_the_first_or_each_report(of: str, applied: str, result: str) -> None:
    rules = criteria(application_within={"length": 6, "unit": "month", "of": of})
    assert local(rules, *BASE, report("c", "2025-05-01", "2025-04-30"), applied=applied) == result


def test_the_first_report_is_the_first_of_all_and_not_of_those_that_count() -> None:
    reports = [*BASE, report("c", "2025-05-01", "2025-04-30"), report("d", "2025-05-05", "2025-05-04")]
    first = criteria(application_within={"length": 6, "unit": "month", "of": "first_report"})
    each = criteria(application_within={"length": 6, "unit": "month", "of": "each_report"})
    assert local(first, *reports, applied="2025-08-03") == "not_met"
    assert local(each, *reports, applied="2025-08-03") == "met"


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-07-31", "met"), ("2025-08-01", "met"), ("2025-08-02", "not_met")]
)
def test_an_application_soon_after_the_first_incident(applied: str, result: str) -> None:
    rules = criteria(application_within={"length": 6, "unit": "month", "of": "first_incident"})
    assert local(rules, *BASE, report("c", "2025-05-01", "2025-04-30"), applied=applied) == result


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-10-28", "met"), ("2025-10-29", "met"), ("2025-10-30", "not_met")]
)
def test_an_application_soon_after_the_latest_incident(applied: str, result: str) -> None:
    rules = criteria(application_within={"length": 6, "unit": "month", "of": "latest_incident"})
    assert local(rules, *BASE, report("c", "2025-05-01", "2025-04-30"), applied=applied) == result


@pytest.mark.parametrize("of", ["first_report", "each_report", "first_incident", "latest_incident"])
def test_an_application_after_a_report_nobody_made_is_not_met(of: str) -> None:
    rules = criteria(reports=1, application_within={"length": 6, "unit": "month", "of": of})
    assert local(rules) == "not_met"


@pytest.mark.parametrize(
    ("earliest", "latest", "stand"),
    [
        ("2025-02-02", "2025-02-03", "yes"),
        ("2025-02-01", "2025-02-02", "unclear"),
        ("2025-01-31", "2025-02-01", "no"),
    ],
)
@pytest.mark.parametrize("of", ["first_report", "first_incident"])
def test_a_first_date_known_only_roughly(of: str, earliest: str, latest: str, stand: str) -> None:
    rules = criteria(reports=1, application_within={"length": 6, "unit": "month", "of": of})
    vague = roughly("v", (earliest, latest), (earliest, latest))
    assert (
        stands(
            rules, "application_within", vague, report("c", "2025-05-01", "2025-04-30"), applied="2025-08-01"
        )
        == stand
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-02-02", "2025-02-03", "met"),
        ("2025-02-01", "2025-02-02", "needs_information"),
        ("2025-01-31", "2025-02-01", "not_met"),
    ],
)
def test_each_report_known_only_roughly(earliest: str, latest: str, result: str) -> None:
    rules = criteria(reports=1, application_within={"length": 6, "unit": "month", "of": "each_report"})
    assert (
        local(rules, roughly("v", (earliest, latest), ("2025-01-30", "2025-01-30")), applied="2025-08-01")
        == result
    )


def test_recency_is_looked_for_beyond_reports_that_do_not_count() -> None:
    rules = criteria(reports=1, recency={"length": 1, "unit": "month"})
    left_out = report("m", "2025-06-18", "2025-06-18", body="mp")
    assert stands(rules, "recency", left_out, report("a", "2025-06-01", "2025-06-01")) == "yes"
