"""Limits missed by a few days: shown to a person, and no change of any answer."""

from datetime import timedelta
from typing import Any

import pytest

from tests.triage.builders import APPLIED, STATUTE_LIKE, THREE, criteria, day, facts, report
from triage import Assessment, Report, Span, assess


@pytest.mark.parametrize(
    ("told", "days"), [("2025-03-31", None), ("2025-04-01", 1), ("2025-04-07", 7), ("2025-04-08", None)]
)
def test_a_late_report_is_a_near_miss_for_a_week(told: str, days: int | None) -> None:
    rules = criteria(report_within={"length": 1, "unit": "month"})
    near = [
        n
        for n in assess(rules, facts(APPLIED, *THREE[1:], report("x", told, "2025-03-01"))).near_miss
        if n.test == "local"
    ]
    assert [(n.days, n.rule, n.report, n.limit) for n in near] == (
        [(days, "report_within", "x", day("2025-03-31"))] if days else []
    )


@pytest.mark.parametrize(("band", "found"), [(0, 0), (2, 0), (3, 1), (4, 1)])
def test_the_band_is_a_setting(band: int, found: int) -> None:
    rules = criteria(near_miss_days=band, window={"length": 6, "unit": "month"})
    near = assess(rules, facts("2025-08-05", *THREE)).near_miss
    assert len([n for n in near if n.test == "local" and n.rule == "window"]) == found


@pytest.mark.parametrize(
    ("limb", "rule", "applied", "days"),
    [
        ({"recency": {"length": 1, "unit": "month"}}, "recency", "2025-06-01", 1),
        (
            {"application_within": {"length": 1, "unit": "month", "of": "first_report"}},
            "application_within",
            "2025-03-09",
            7,
        ),
        (
            {"application_within": {"length": 2, "unit": "month", "of": "each_report"}},
            "application_within",
            "2025-04-04",
            2,
        ),
        ({"window": {"length": 6, "unit": "month", "of": "incident"}}, "window", "2025-08-02", 1),
    ],
)
def test_every_limit_has_its_near_misses(limb: dict[str, Any], rule: str, applied: str, days: int) -> None:
    near = [n for n in assess(criteria(**limb), facts(applied, *THREE)).near_miss if n.test == "local"]
    assert (rule, days) in [(n.rule, n.days) for n in near]
    assert {n.limit + timedelta(days=n.days) for n in near} == {day(applied)}


def test_a_latest_report_too_late_is_a_near_miss_of_the_first() -> None:
    rules = criteria(window={"length": 6, "unit": "month", "until": "latest_report"})
    near = assess(rules, facts("2026-06-01", *THREE[:2], report("x", "2025-08-04", "2025-08-04"))).near_miss
    assert [(n.report, n.days) for n in near if n.test == "local"] == [("a", 2)]


def test_a_first_report_too_late_is_a_near_miss() -> None:
    rules = criteria(report_within={"length": 1, "unit": "month", "on": "first_report"})
    near = assess(rules, facts(APPLIED, report("x", "2025-02-03", "2025-01-01"), *THREE[1:])).near_miss
    assert [(n.rule, n.report, n.days) for n in near if n.test == "local"] == [
        ("first_report_within", "x", 3)
    ]


def test_where_a_test_is_met_it_has_no_near_misses() -> None:
    late = report("x", "2025-04-01", "2025-03-01")
    assert assess(criteria(**STATUTE_LIKE), facts(APPLIED, *THREE, late)).near_miss == ()


def test_a_near_miss_changes_no_answer_and_can_be_kept() -> None:
    found = assess(
        criteria(**STATUTE_LIKE), facts(APPLIED, *THREE[1:], report("x", "2025-04-01", "2025-03-01"))
    )
    assert (found.local.result, found.statutory.result) == ("not_met", "not_met")
    assert [n.test for n in found.near_miss] == ["local", "statutory"]
    assert Assessment.from_json(found.as_json()).near_miss == found.near_miss
    assert found.near_miss[0].as_json() == {
        "test": "local",
        "rule": "report_within",
        "report": "x",
        "days": 1,
        "limit": "2025-03-31",
    }


def test_the_statutory_test_has_near_misses_of_its_own_where_the_local_one_is_met() -> None:
    late = report("x", "2025-04-01", "2025-03-01")
    found = assess(criteria(), facts(APPLIED, *THREE[1:], late))
    assert found.local.result == "met"
    assert [(n.test, n.report, n.days) for n in found.near_miss] == [("statutory", "x", 1)]


def test_a_report_left_out_for_another_reason_is_no_near_miss() -> None:
    other = report("m", "2025-01-03", "2025-01-03", body="mp")
    found = assess(criteria(window={"length": 6, "unit": "month"}), facts("2025-07-05", other))
    assert (found.local.reports[0].rule, found.local.reports[0].values["apply_by"]) == (
        "body",
        day("2025-07-02"),
    )
    assert found.near_miss == ()


def test_an_unclear_report_or_limb_is_no_near_miss() -> None:
    rules = criteria(reports=1, recency={"length": 1, "unit": "month"})
    vague = Report("v", Span(day("2025-05-18"), day("2025-05-22")), Span.on(day("2025-05-18")), "council")
    assert assess(rules, facts(APPLIED, vague)).near_miss == ()
    windowed = criteria(reports=1, window={"length": 1, "unit": "month"})
    found = assess(windowed, facts(APPLIED, vague))
    assert [(reason.counted, reason.rule) for reason in found.local.reports] == [("unclear", "window")]
    assert found.near_miss == ()
