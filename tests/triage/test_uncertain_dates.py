"""Uncertain dates against every pair of days they could stand for, over all kinds of limbs (B4)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.builders import criteria, day, facts, report
from triage import Criteria, Facts, Report, Span, assess

MONTH: dict[str, Any] = {"length": 1, "unit": "month"}
# Rules that judge each report alone: here the answer must be exact in both directions.
ALONE = [
    criteria(reports=2, window=MONTH),
    criteria(reports=2, window=MONTH | {"of": "incident"}),
    criteria(reports=2, report_within={"length": 3, "unit": "day"}),
    criteria(reports=2, window=MONTH, report_within={"length": 3, "unit": "day"}),
    criteria(reports=2, window=MONTH | {"of": "incident"}, report_within={"length": 3, "unit": "day"}),
    criteria(
        reports=2,
        application_within=MONTH | {"of": "each_report"},
        report_within={"length": 2, "unit": "day"},
    ),
]
# Rules that look at several reports together: here the answer may ask more than it must, and never less.
TOGETHER = [
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "any_period"}),
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "any_period", "of": "incident"}),
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "latest_report"}),
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "first_report"}),
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "first_incident", "of": "incident"}),
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "first_incident"}),
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "first_report", "of": "incident"}),
    criteria(reports=2, window={"length": 5, "unit": "day", "until": "latest_report", "of": "incident"}),
    criteria(reports=2, recency=MONTH),
    criteria(reports=2, recency=MONTH | {"of": "incident"}, report_within={"length": 3, "unit": "day"}),
    criteria(reports=1, application_within=MONTH | {"of": "first_report"}),
    criteria(reports=1, application_within=MONTH | {"of": "first_incident"}),
    criteria(reports=1, application_within=MONTH | {"of": "latest_incident"}),
    criteria(reports=1, report_within={"length": 3, "unit": "day", "on": "first_report"}),
    criteria(reports=2, same_incident="once_per_day"),
    criteria(reports=1, reports_at_most=1, window=MONTH),
    criteria(reports=2, who="individuals", people_at_least=2, report_within={"length": 3, "unit": "day"}),
]
APPLIED = date(2025, 3, 10)


@st.composite
def reports(draw: st.DrawFn) -> tuple[Report, ...]:
    found = []
    for number in range(draw(st.integers(1, 2))):
        first = APPLIED - timedelta(days=draw(st.integers(-1, 32)))
        incident = first - timedelta(days=draw(st.integers(0, 5)))
        found.append(
            Report(
                key=f"r{number}",
                told=Span(first, first + timedelta(days=draw(st.integers(0, 3)))),
                incident=Span(incident, incident + timedelta(days=draw(st.integers(0, 3)))),
                body="council",
                reporter=draw(st.sampled_from(["applicant", "neighbour"])),
                incident_key=draw(st.sampled_from([None, f"x{number}", "x"])),
            )
        )
    return tuple(found)


def days(span: Span | None) -> list[Span]:
    assert span is not None
    return [Span.on(span.earliest + timedelta(days=n)) for n in range((span.latest - span.earliest).days + 1)]


def completions(given_reports: tuple[Report, ...]) -> Iterator[tuple[Report, ...]]:
    """Yield the reports with every set of days on which no report comes before its incident."""
    choices = [
        [
            replace(r, told=told, incident=incident)
            for told in days(r.told)
            for incident in days(r.incident)
            if incident.earliest <= told.earliest
        ]
        for r in given_reports
    ]
    yield from product(*choices)


def results(rules: Criteria, given_reports: tuple[Report, ...]) -> tuple[str, set[str]]:
    exact = {assess(rules, Facts(APPLIED, chosen)).local.result for chosen in completions(given_reports)}
    return assess(rules, Facts(APPLIED, given_reports)).local.result, exact


@pytest.mark.parametrize("rules", ALONE, ids=lambda rules: rules.sha256[:6])
@settings(max_examples=25, deadline=None)
@given(given_reports=reports())
def test_reports_judged_alone_are_unclear_exactly_where_their_days_disagree(
    rules: Criteria, given_reports: tuple[Report, ...]
) -> None:
    found, exact = results(rules, given_reports)
    assert found == (next(iter(exact)) if len(exact) == 1 else "needs_information")


@pytest.mark.parametrize("rules", TOGETHER, ids=lambda rules: rules.sha256[:6])
@settings(max_examples=25, deadline=None)
@given(given_reports=reports())
def test_reports_judged_together_never_get_an_answer_that_one_of_their_days_denies(
    rules: Criteria, given_reports: tuple[Report, ...]
) -> None:
    found, exact = results(rules, given_reports)
    assert found == "needs_information" or {found} == exact


def told_in_january(**route: Any) -> tuple[Criteria, Report]:
    """A report of 20 December, made some time in January: it had to be made by 19 January."""
    rules = criteria(window=MONTH | {"length": 6}, report_within=MONTH, **route)
    told = Span(day("2026-01-01"), day("2026-01-31"))
    return rules, Report("a", told, Span.on(day("2025-12-20")), "council")


@pytest.mark.parametrize(
    ("applied", "counted", "days"),
    [
        ("2026-07-18", "unclear", None),
        ("2026-07-19", "no", 1),
        ("2026-07-25", "no", 7),
        ("2026-07-26", "no", None),
    ],
)
def test_the_last_day_to_apply_is_that_of_the_last_day_on_which_the_report_could_still_count(
    applied: str, counted: str, days: int | None
) -> None:
    rules, january = told_in_january()
    found = assess(rules, facts(applied, january))
    assert (found.local.reports[0].counted, found.local.reports[0].values["apply_by"]) == (
        counted,
        day("2026-07-18"),
    )
    assert [near.days for near in found.near_miss if near.test == "local"] == ([days] if days else [])


def test_an_incident_known_only_roughly_happened_no_later_than_it_was_told() -> None:
    rules = criteria(window=MONTH | {"of": "incident"})
    roughly = Report("a", Span.on(day("2026-01-10")), Span(day("2026-01-05"), day("2026-01-31")), "council")
    assert assess(rules, facts("2026-02-12", roughly)).local.reports[0].values["apply_by"] == day(
        "2026-02-09"
    )


@pytest.mark.parametrize("rules", ALONE, ids=lambda rules: rules.sha256[:6])
@settings(max_examples=25, deadline=None)
@given(given_reports=reports())
def test_a_report_that_counts_does_so_to_the_day_it_is_said_to_and_none_that_missed_a_limit_was_in_time(
    rules: Criteria, given_reports: tuple[Report, ...]
) -> None:
    found = assess(rules, Facts(APPLIED, given_reports))
    for reason, told in zip(found.local.reports, given_reports, strict=True):
        last = reason.values.get("apply_by")
        if reason.counted == "yes" and last is not None:
            assert counted_on(rules, told, last)
            assert not counted_on(rules, told, last + timedelta(days=1))
    assert all(near.days > 0 for near in found.near_miss)


def counted_on(rules: Criteria, told: Report, applied: date) -> bool:
    return assess(rules, Facts(applied, (told,))).local.reports[0].counted == "yes"


def test_only_the_first_report_needs_the_day_of_its_incident_where_only_the_first_is_tested() -> None:
    rules = criteria(report_within=MONTH | {"on": "first_report"})
    first, second = report("a", "2026-01-02", "2026-01-01"), report("b", "2026-01-05", None)
    third = report("c", "2026-01-09", "2026-01-08")
    assert assess(rules, facts("2026-02-01", first, second, third)).local.result == "met"
    unsure = report("a", "2026-01-02", None)
    assert assess(rules, facts("2026-02-01", unsure, second, third)).local.result == "needs_information"
