"""Local routes: the period in which the reports must lie, on both sides of its ends and with rough dates."""

from typing import Any

import pytest

from tests.triage.builders import APPLIED, BASE, criteria, day, facts, local, report, roughly
from triage import assess


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-08-01", "met"), ("2025-08-02", "met"), ("2025-08-03", "not_met")]
)
def test_a_window_on_reports_to_the_application(applied: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month"})
    assert local(rules, *BASE, report("c", "2025-05-01", "2025-04-30"), applied=applied) == result


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-07-31", "met"), ("2025-08-01", "met"), ("2025-08-02", "not_met")]
)
def test_a_window_on_incidents_to_the_application(applied: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "of": "incident"})
    assert local(rules, *BASE, report("c", "2025-05-01", "2025-04-30"), applied=applied) == result


@pytest.mark.parametrize(("applied", "counted"), [("2025-07-31", "unclear"), ("2025-08-01", "no")])
def test_an_incident_can_have_happened_no_later_than_its_report(applied: str, counted: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "of": "incident"})
    vague = roughly("v", ("2025-02-01", "2025-02-01"), ("2025-01-30", "2025-06-01"))
    assert [reason.counted for reason in assess(rules, facts(applied, vague)).local.reports] == [counted]


def test_a_window_on_incidents_asks_for_an_incident_date_that_matters() -> None:
    rules = criteria(window={"length": 6, "unit": "month", "of": "incident"})
    found = assess(rules, facts(APPLIED, *BASE, report("c", "2025-05-01", None)))
    assert found.local.result == "needs_information"
    assert found.local.reports[2].rule == "incident_missing"


def test_without_rules_on_incidents_a_missing_incident_does_not_matter() -> None:
    rules = criteria(window={"length": 6, "unit": "month"})
    assert local(rules, *BASE, report("c", "2025-05-01", None)) == "met"


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-02-02", "2025-02-03", "met"),
        ("2025-02-01", "2025-02-02", "needs_information"),
        ("2025-01-31", "2025-02-01", "not_met"),
    ],
)
def test_a_window_on_incidents_known_only_roughly(earliest: str, latest: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "of": "incident"})
    vague = roughly("v", ("2025-02-10", "2025-02-10"), (earliest, latest))
    others = (report("b", "2025-03-10", "2025-03-09"), report("c", "2025-05-01", "2025-04-30"))
    assert local(rules, vague, *others, applied="2025-08-01") == result


@pytest.mark.parametrize(
    ("latest", "result"), [("2025-08-01", "met"), ("2025-08-02", "met"), ("2025-08-03", "not_met")]
)
def test_a_window_to_the_latest_report(latest: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "latest_report"})
    assert local(rules, *BASE, report("c", latest, latest), applied="2026-06-01") == result


def test_a_window_to_the_latest_report_names_that_report() -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "latest_report"})
    found = assess(rules, facts("2026-06-01", *BASE, report("c", "2025-08-05", "2025-08-05"))).local.reports[
        0
    ]
    assert (found.rule, found.values["limit"], found.values["last_day"]) == (
        "window",
        day("2025-08-02"),
        day("2025-08-05"),
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-08-01", "2025-08-02", "met"),
        ("2025-08-02", "2025-08-03", "needs_information"),
        ("2025-08-03", "2025-08-04", "not_met"),
    ],
)
def test_a_latest_report_known_only_roughly(earliest: str, latest: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "latest_report"})
    vague = roughly("v", (earliest, latest), ("2025-07-30", "2025-07-30"))
    assert local(rules, *BASE, vague, applied="2026-06-01") == result


@pytest.mark.parametrize(
    ("latest", "result"), [("2025-08-01", "met"), ("2025-08-02", "met"), ("2025-08-03", "not_met")]
)
def test_a_window_from_the_first_report(latest: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "first_report"})
    assert local(rules, *BASE, report("c", latest, latest), applied="2026-06-01") == result


@pytest.mark.parametrize(
    ("latest", "result"), [("2025-07-31", "met"), ("2025-08-01", "met"), ("2025-08-02", "not_met")]
)
def test_a_window_of_incidents_from_the_first_incident(latest: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "of": "incident", "until": "first_incident"})
    assert local(rules, *BASE, report("c", "2025-08-05", latest), applied="2026-06-01") == result


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-02-01", "2025-02-03", "met"),
        ("2025-01-31", "2025-02-03", "needs_information"),
        ("2025-01-29", "2025-01-30", "not_met"),
    ],
)
def test_a_first_report_known_only_roughly(earliest: str, latest: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "first_report"})
    vague = roughly("v", (earliest, latest), ("2025-01-20", "2025-01-20"))
    others = (report("b", "2025-03-10", "2025-03-09"), report("c", "2025-07-31", "2025-07-30"))
    assert local(rules, vague, *others, applied="2026-06-01") == result


@pytest.mark.parametrize(
    ("last", "result"), [("2025-08-01", "met"), ("2025-08-02", "met"), ("2025-08-03", "not_met")]
)
def test_any_period_that_holds_the_reports(last: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "any_period"})
    assert local(rules, *BASE, report("c", last, last), applied="2027-01-01") == result


def test_any_period_finds_the_best_stretch_among_many_reports() -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "any_period"})
    days = ["2023-01-01", "2024-01-01", "2024-06-30", "2024-06-30", "2024-07-01"]
    reports = [report(f"r{n}", told, told) for n, told in enumerate(days)]
    found = assess(rules, facts("2026-01-01", *reports)).local
    assert found.result == "met"
    assert [reason.counted for reason in found.reports] == ["no", "yes", "yes", "yes", "no"]
    assert found.reports[0].rule == "window"


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-08-01", "2025-08-02", "met"),
        ("2025-08-02", "2025-08-03", "needs_information"),
        ("2025-08-03", "2025-08-04", "not_met"),
    ],
)
def test_any_period_with_a_report_known_only_roughly(earliest: str, latest: str, result: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "any_period"})
    vague = roughly("v", (earliest, latest), ("2025-07-30", "2025-07-30"))
    assert local(rules, *BASE, vague, applied="2027-01-01") == result


def test_no_reports_in_any_period_are_not_met() -> None:
    for until in ("any_period", "latest_report", "first_report", "first_incident"):
        rules = criteria(window={"length": 6, "unit": "month", "until": until})
        assert local(rules) == "not_met"
        assert local(rules, report("m", "2025-05-01", "2025-05-01", body="mp")) == "not_met"


@pytest.mark.parametrize(
    ("counting", "applied", "result"),
    [
        ("beginning_with", "2025-08-02", "met"),
        ("beginning_with", "2025-08-03", "not_met"),
        ("one_day_longer", "2025-08-03", "met"),
        ("one_day_longer", "2025-08-04", "not_met"),
        ("counted_back", "2025-08-03", "met"),
        ("counted_back", "2025-08-04", "not_met"),
    ],
)
def test_the_area_says_how_periods_are_counted(counting: str, applied: str, result: str) -> None:
    third = report("c", "2025-05-01", "2025-04-30")
    whole = criteria(window={"length": 6, "unit": "month"}, counting=counting)
    single = criteria(window={"length": 6, "unit": "month", "counting": counting})
    assert local(whole, *BASE, third, applied=applied) == result
    assert local(single, *BASE, third, applied=applied) == result


@pytest.mark.parametrize("until", ["any_period", "latest_report", "first_report"])
def test_a_report_left_out_for_another_reason_keeps_that_reason_in_any_period(until: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": until})
    far = report("m", "2020-01-01", "2020-01-01", body="mp")
    near = report("n", "2025-04-01", "2025-04-01", body="mp")
    found = assess(
        rules, facts("2026-06-01", far, *BASE, near, report("c", "2025-05-01", "2025-05-01"))
    ).local
    assert [reason.rule for reason in found.reports] == ["body", "counted", "counted", "body", "counted"]
    assert found.result == "met"


@pytest.mark.parametrize("until", ["any_period", "latest_report", "first_report"])
def test_a_report_unclear_for_another_reason_keeps_that_reason_in_any_period(until: str) -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": until})
    odd = report("o", "2025-04-01", "2025-04-02")
    vague = roughly("v", ("2025-01-01", "2025-06-30"), ("2025-07-01", "2025-07-02"))
    found = assess(rules, facts("2026-06-01", *BASE, odd, vague)).local
    assert [reason.rule for reason in found.reports][2:] == ["told_before_incident", "told_before_incident"]
    assert [reason.counted for reason in found.reports][2:] == ["unclear", "unclear"]


@pytest.mark.parametrize("until", ["any_period", "latest_report", "first_report", "first_incident"])
def test_only_unclear_reports_in_any_period_are_unclear(until: str) -> None:
    rules = criteria(reports=2, window={"length": 1, "unit": "month", "until": until})
    spans = [("2025-02-01", "2025-04-01"), ("2025-03-01", "2025-05-01")]
    pair = [roughly(f"v{n}", span, ("2025-01-01", "2025-01-01")) for n, span in enumerate(spans)]
    unknown = [report(key, None, "2025-01-01") for key in ("u", "w")]
    assert local(rules, *unknown) == "needs_information"
    odd = [report(key, "2025-04-01", "2025-04-02") for key in ("u", "w")]
    assert local(rules, *odd) == "needs_information"
    assert local(rules, *pair) in ("needs_information", "not_met")


def test_the_latest_report_is_one_that_counts() -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "latest_report"})
    other = report("m", "2025-12-01", "2025-12-01", body="mp")
    assert local(rules, *BASE, report("c", "2025-05-01", "2025-05-01"), other, applied="2026-06-01") == "met"


def test_a_latest_report_is_never_later_than_the_application() -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "latest_report"})
    vague = roughly("v", ("2025-08-01", "2025-12-31"), ("2025-07-30", "2025-07-30"))
    assert local(rules, *BASE, vague, applied="2025-08-02") == "needs_information"
    found = assess(rules, facts("2025-08-02", *BASE, vague)).local
    assert [reason.counted for reason in found.reports] == ["yes", "yes", "unclear"]


@pytest.mark.parametrize("until", ["latest_report", "any_period", "first_report"])
def test_a_report_with_two_doubts_keeps_the_first(until: str) -> None:
    rules = criteria(
        window={"length": 1, "unit": "month", "until": until}, report_within={"length": 20, "unit": "day"}
    )
    vague = roughly("v", ("2025-03-01", "2025-04-15"), ("2025-03-01", "2025-03-01"))
    others = (report("b", "2025-04-10", "2025-04-09"), report("c", "2025-04-12", "2025-04-11"))
    found = assess(rules, facts(APPLIED, vague, *others)).local
    assert (found.reports[0].counted, found.reports[0].rule) == ("unclear", "report_within")


@pytest.mark.parametrize("until", ["latest_report", "any_period", "first_report", "first_incident"])
def test_a_report_that_only_the_period_leaves_in_doubt_says_so(until: str) -> None:
    rules = criteria(window={"length": 1, "unit": "month", "until": until})
    vague = roughly("v", ("2025-03-01", "2025-04-30"), ("2025-02-20", "2025-02-20"))
    others = (report("b", "2025-04-10", "2025-04-09"), report("c", "2025-04-12", "2025-04-11"))
    found = assess(rules, facts(APPLIED, vague, *others)).local
    if until == "first_incident":
        assert [reason.counted for reason in found.reports] == ["unclear", "no", "no"]
    assert (found.reports[0].counted, found.reports[0].rule) == ("unclear", "window")


@pytest.mark.parametrize(
    ("incident", "counted"),
    [
        ("2025-02-28", "no"),
        ("2025-03-01", "unclear"),
        ("2025-03-02", "unclear"),
        ("2025-03-03", "yes"),
        ("2025-03-31", "yes"),
        ("2025-04-01", "unclear"),
        ("2025-04-02", "unclear"),
        ("2025-04-03", "no"),
    ],
)
def test_a_period_whose_first_day_is_known_only_roughly(incident: str, counted: str) -> None:
    rules = criteria(window={"length": 1, "unit": "month", "of": "incident", "until": "first_report"})
    first = roughly("f", ("2025-03-01", "2025-03-03"), ("2025-02-01", "2025-02-01"))
    found = assess(rules, facts(APPLIED, first, report("x", "2025-05-01", incident))).local
    assert found.reports[1].counted == counted


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-08-01", "met"), ("2025-08-02", "met"), ("2025-08-03", "not_met")]
)
@pytest.mark.parametrize("more", [{"who": "one_person"}, {"same_incident": "each"}])
def test_a_window_to_the_application_beside_rules_that_look_at_several_reports(
    more: dict[str, Any], applied: str, result: str
) -> None:
    rules = criteria(window={"length": 6, "unit": "month"}, **more)
    assert local(rules, *BASE, report("c", "2025-05-01", "2025-04-30"), applied=applied) == result


@pytest.mark.parametrize("until", ["latest_report", "any_period", "first_report", "first_incident"])
@pytest.mark.parametrize(("last", "result"), [("2025-08-01", "met"), ("2025-08-04", "not_met")])
def test_one_persons_reports_in_a_period_of_their_own(until: str, last: str, result: str) -> None:
    rules = criteria(who="one_person", window={"length": 6, "unit": "month", "until": until})
    others = [report(f"q{n}", "2024-12-01", "2024-12-01", reporter="q") for n in (1, 2)]
    assert local(rules, *others, *BASE, report("c", last, last), applied="2026-06-01") == result


@pytest.mark.parametrize(("of", "until"), [("incident", "first_incident"), ("report", "first_report")])
def test_a_first_one_known_only_roughly_is_in_its_own_period(of: str, until: str) -> None:
    rules = criteria(window={"length": 1, "unit": "month", "of": of, "until": until})
    first = roughly("f", ("2025-03-03", "2025-03-05"), ("2025-03-01", "2025-03-03"))
    found = assess(rules, facts(APPLIED, first, report("x", "2025-03-20", "2025-03-19"))).local
    assert [reason.counted for reason in found.reports] == ["yes", "yes"]
