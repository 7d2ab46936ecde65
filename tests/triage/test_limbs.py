"""Every limb of a local route, on both sides of its boundary, and with dates known only roughly."""

from datetime import date
from typing import Any

import pytest

from tests.triage.builders import criteria, day, facts, report
from triage import Assessment, Criteria, Facts, Report, Span, assess

APPLIED = "2025-06-20"
BASE = (report("a", "2025-02-03", "2025-02-02"), report("b", "2025-03-10", "2025-03-09"))


def local(rules: Criteria, *reports: Report, applied: str = APPLIED, **flags: Any) -> str:
    return assess(rules, facts(applied, *reports, **flags)).local.result


def stands(rules: Criteria, limb: str, *reports: Report, applied: str = APPLIED, **flags: Any) -> str:
    found = assess(rules, facts(applied, *reports, **flags)).local
    return next(reason.stands for reason in found.limbs if reason.rule == limb)


def roughly(key: str, told: tuple[str, str], incident: tuple[str, str], **more: Any) -> Report:
    return Report(
        key,
        Span(day(told[0]), day(told[1])),
        Span(day(incident[0]), day(incident[1])),
        "council",
        incident_key=key,
        **more,
    )


# Who counts


@pytest.mark.parametrize(
    ("who", "reporters", "result"),
    [
        ("applicant", ["applicant"] * 3, "met"),
        ("applicant", ["applicant", "applicant", "p"], "not_met"),
        ("applicant", ["p", "p", "p"], "not_met"),
        ("one_person", ["p", "p", "p"], "met"),
        ("one_person", ["p", "p", "q"], "not_met"),
        ("anyone", ["p", "q", "r"], "met"),
        ("individuals", ["p", "q", "r"], "met"),
        ("group_members", ["p", "q", "r"], "met"),
    ],
)
def test_whose_reports_count(who: str, reporters: list[str], result: str) -> None:
    reports = [
        report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", reporter=name)
        for n, name in enumerate(reporters, 1)
    ]
    assert local(criteria(who=who), *reports) == result


def test_one_persons_best_set_of_reports_is_found_among_several_people() -> None:
    people = ["p", "q", "q", "q", "r", "r"]
    reports = [
        report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", reporter=name) for n, name in enumerate(people, 1)
    ]
    found = assess(criteria(who="one_person"), facts(APPLIED, *reports)).local
    assert [reason.counted for reason in found.reports] == ["no", "yes", "yes", "yes", "no", "no"]
    assert {reason.rule for reason in found.reports if reason.counted == "no"} == {"reporter"}


@pytest.mark.parametrize(
    ("members", "result"), [(["p", "q", "r"], "met"), (["p", "q"], "not_met"), (("p", "q", "r"), "met")]
)
def test_a_list_of_members_says_who_belongs_to_the_group(members: object, result: str) -> None:
    reports = [
        report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", reporter=name) for n, name in enumerate("pqr", 1)
    ]
    assert local(criteria(who="group_members"), *reports, group_members=members) == result


@pytest.mark.parametrize(("people", "result"), [(4, "not_met"), (5, "met"), (6, "met")])
def test_a_number_of_different_people(people: int, result: str) -> None:
    rules = criteria(reports=5, who="individuals", people_at_least=5)
    names = [f"p{n % people}" for n in range(6)]
    reports = [
        report(f"r{n}", f"2025-05-0{n + 1}", f"2025-05-0{n + 1}", reporter=name)
        for n, name in enumerate(names)
    ]
    assert local(rules, *reports) == result


@pytest.mark.parametrize(
    ("homes", "result"),
    [(["h1", "h2", "h3"], "met"), (["h1", "h2", "h2"], "not_met"), (["h1", None, None], "met")],
)
def test_households_are_counted_by_home_and_people_without_one_by_themselves(
    homes: list[str | None], result: str
) -> None:
    rules = criteria(who="households", people_at_least=3)
    reports = [
        report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", reporter=f"p{n}", household=home)
        for n, home in enumerate(homes, 1)
    ]
    assert local(rules, *reports) == result


def test_uncertain_people_make_the_number_of_people_unclear() -> None:
    rules = criteria(who="individuals", people_at_least=3)
    sure = [
        report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", reporter=name) for n, name in enumerate("ppq", 1)
    ]
    assert stands(rules, "people", *sure, report("u", None, "2025-05-01", reporter="s")) == "unclear"
    assert stands(rules, "people", *sure, report("u", None, "2025-05-01", reporter="q")) == "no"


@pytest.mark.parametrize(("reporter", "result"), [("applicant", "met"), ("s", "not_met")])
def test_the_applicant_may_have_to_be_one_of_them(reporter: str, result: str) -> None:
    rules = criteria(who="individuals", applicant_included=True)
    others = [report(name, f"2025-05-0{n}", f"2025-05-0{n}", reporter=name) for n, name in enumerate("pq", 1)]
    assert local(rules, *others, report("x", "2025-05-09", "2025-05-09", reporter=reporter)) == result


# How many


@pytest.mark.parametrize(("number", "result"), [(2, "not_met"), (3, "met"), (4, "not_met")])
def test_literal_words_may_set_a_most_as_well(number: int, result: str) -> None:
    reports = [report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}") for n in range(1, number + 1)]
    assert local(criteria(reports_at_most=3), *reports) == result


def test_an_unclear_report_makes_a_most_unclear() -> None:
    reports = [report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}") for n in range(1, 4)]
    assert (
        stands(criteria(reports_at_most=3), "reports_at_most", *reports, report("u", None, "2025-05-01"))
        == "unclear"
    )


@pytest.mark.parametrize(
    ("kinds", "result"),
    [(["asb", "asb"], "not_met"), (["asb", "hate"], "met"), (["hate", "hate"], "met"), (["hate"], "not_met")],
)
def test_at_least_so_many_of_a_kind(kinds: list[str], result: str) -> None:
    rules = criteria(reports=2, at_least_of_kind={"kind": "hate", "number": 1})
    reports = [
        report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", kind=kind) for n, kind in enumerate(kinds, 1)
    ]
    assert local(rules, *reports) == result


def test_an_unclear_report_of_the_kind_makes_the_kind_unclear() -> None:
    rules = criteria(reports=2, at_least_of_kind={"kind": "hate", "number": 1})
    assert stands(rules, "at_least_of_kind", *BASE, report("u", None, "2025-05-01", kind="hate")) == "unclear"


@pytest.mark.parametrize(("kind", "result"), [("hate", "met"), ("asb", "not_met")])
def test_a_route_may_count_one_kind_only(kind: str, result: str) -> None:
    rules = criteria(reports=1, kind="hate")
    assert local(rules, report("a", "2025-05-01", "2025-05-01", kind=kind)) == result


# Which organisations


@pytest.mark.parametrize(
    ("settings", "body", "result"),
    [
        ({"bodies": ["council"]}, "council", "met"),
        ({"bodies": ["council"]}, "police", "not_met"),
        ({}, "health", "met"),
        ({}, "school", "not_met"),
        ({"bodies": "any"}, "school", "met"),
        ({"bodies": "any", "not_bodies": ["mp"]}, "mp", "not_met"),
        ({"bodies": "any", "not_bodies": ["mp"]}, "school", "met"),
        ({"not_bodies": ["health"]}, "health", "not_met"),
    ],
)
def test_which_organisations_count(settings: dict[str, Any], body: str, result: str) -> None:
    assert (
        local(criteria(reports=1, **settings), report("a", "2025-05-01", "2025-05-01", body=body)) == result
    )


# The same incident


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


# The window


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


# Reporting soon enough


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


# Recent enough, applied soon enough


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


# Conditions


def condition(**settings: Any) -> dict[str, Any]:
    return {
        "code": "no_action",
        "words": "no action was taken",
        "asks": ["no_action_taken", "conditions_met"],
    } | settings


THREE = (*BASE, report("c", "2025-05-01", "2025-04-30"))


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


# Routes together


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


# What the reasons hold


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


def test_recency_is_looked_for_beyond_reports_that_do_not_count() -> None:
    rules = criteria(reports=1, recency={"length": 1, "unit": "month"})
    left_out = report("m", "2025-06-18", "2025-06-18", body="mp")
    assert stands(rules, "recency", left_out, report("a", "2025-06-01", "2025-06-01")) == "yes"


def test_people_whose_reports_do_not_count_are_no_people() -> None:
    rules = criteria(who="individuals", people_at_least=3, window={"length": 1, "unit": "month"})
    recent = [report(name, "2025-06-01", "2025-06-01", reporter=name) for name in "pq"]
    assert stands(rules, "people", *recent, report("r", "2025-01-01", "2025-01-01", reporter="r")) == "no"


def test_people_of_one_household_are_still_different_people() -> None:
    rules = criteria(who="individuals", people_at_least=3)
    reports = [report(name, "2025-06-01", "2025-06-01", reporter=name, household="h") for name in "pqr"]
    assert local(rules, *reports) == "met"


def test_a_day_not_known_at_all_leaves_it_unclear_whether_incidents_are_separate() -> None:
    unknown = report("u", "2025-05-05", None)
    found = assess(criteria(reports=1, same_incident="once_per_day"), facts(APPLIED, unknown)).local
    assert [(reason.counted, reason.rule) for reason in found.reports] == [("unclear", "same_incident")]


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


# Which of several reports stands for an incident


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


@pytest.mark.parametrize("body", ["council", "mp"])
def test_another_persons_report_keeps_its_own_reason(body: str) -> None:
    own = [report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", reporter="p") for n in (1, 2)]
    other = report("x", "2025-05-03", "2025-05-03", reporter="q", body=body)
    found = assess(criteria(who="one_person"), facts(APPLIED, *own, other)).local
    assert found.reports[2].rule == ("reporter" if body == "council" else "body")


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


@pytest.mark.parametrize(("rule", "result"), [("each", "met"), ("once_per_person", "not_met")])
def test_the_area_says_what_counts_once_unless_a_route_does(rule: str, result: str) -> None:
    reports = [report(f"r{n}", f"2025-05-0{n + 1}", "2025-05-01", incident_key="x") for n in range(1, 4)]
    assert local(criteria().model_copy(update={"same_incident": rule}), *reports) == result
    assert local(criteria(same_incident="each").model_copy(update={"same_incident": rule}), *reports) == "met"


@pytest.mark.parametrize(("source", "told"), [("page 9", "page 9"), (None, "a test")])
def test_a_reason_comes_from_the_route_or_else_from_the_area(source: str | None, told: str) -> None:
    found = assess(criteria(source=source), facts(APPLIED, *BASE)).local
    assert {reason.source for reason in found.reports} == {limb.source for limb in found.limbs} == {told}


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


def test_a_certain_report_outweighs_two_uncertain_ones_of_somebody_else() -> None:
    unsure = [report(f"q{n}", None, "2025-05-01", reporter="q") for n in (1, 2)]
    sure = report("p", "2025-05-01", "2025-05-01", reporter="p")
    found = assess(criteria(who="one_person"), facts(APPLIED, *unsure, sure)).local
    assert [reason.counted for reason in found.reports] == ["no", "no", "yes"]
