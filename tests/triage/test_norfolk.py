"""Norfolk's published criteria against the worked cases, and what its file must say and must not say."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.triage.builders import area, facts, report
from triage import assess
from triage.reading import facts_from_json

CASES = json.loads((Path(__file__).parent / "worked-cases.json").read_text())
NORFOLK_CASES = [case for case in CASES if case["area"] == "Norfolk (all districts)"]
NORFOLK = area("norfolk")


@pytest.mark.parametrize("case", NORFOLK_CASES, ids=lambda case: case["id"])
def test_a_worked_case_gets_the_answer_it_is_labelled_with(case: dict[str, Any]) -> None:
    assessed = assess(NORFOLK, facts_from_json(case))
    assert assessed.local.result == case["expected"]
    assert assessed.local.route == case["which_route"]


@pytest.mark.parametrize(
    "case", [c for c in NORFOLK_CASES if "other_reading" in c], ids=lambda case: case["id"]
)
def test_the_other_reading_comes_from_the_way_of_counting(case: dict[str, Any]) -> None:
    assert case["other_reading"]["reading"] == "ordinary counting"
    ordinary = NORFOLK.model_copy(update={"counting": "one_day_longer"})
    assert assess(ordinary, facts_from_json(case)).local.result == case["other_reading"]["expected"]


@pytest.mark.parametrize(
    ("told", "days"), [("2025-04-14", None), ("2025-04-15", 1), ("2025-04-21", 7), ("2025-04-22", None)]
)
def test_a_week_past_the_limit_is_a_near_miss(told: str, days: int | None) -> None:
    two = (report("b", "2025-02-03", "2025-02-02"), report("c", "2025-02-10", "2025-02-09"))
    assessed = assess(NORFOLK, facts("2025-05-01", report("a", told, "2025-03-15"), *two))
    assert [near.days for near in assessed.near_miss if near.test == "local"] == ([days] if days else [])
    assert assessed.local.result == ("met" if told == "2025-04-14" else "not_met")


def test_an_open_case_is_a_note_and_never_an_answer() -> None:
    three = [report(f"r{n}", f"2025-02-0{n}", f"2025-02-0{n}") for n in (1, 2, 3)]
    assessed = assess(NORFOLK, facts("2025-03-01", *three, case_open=True))
    assert assessed.local.result == assessed.statutory.result == "met"
    assert [(alarm.level, alarm.code) for alarm in assessed.alarms] == [("note", "noted")]


def test_only_the_applicants_reports_count_locally_and_everybodys_by_statute() -> None:
    three = [report(f"r{n}", f"2025-02-0{n}", f"2025-02-0{n}", reporter=f"p{n}") for n in (1, 2, 3)]
    assessed = assess(NORFOLK, facts("2025-03-01", *three))
    assert (assessed.local.result, assessed.statutory.result) == ("not_met", "met")
    assert {alarm.code for alarm in assessed.alarms} == {"statute_says_met", "caveat_cannot_refuse"}


def test_the_file_says_what_the_published_words_leave_open_and_invents_nothing() -> None:
    assert len(NORFOLK.open) == 5
    assert any("South Norfolk and Broadland" in note for note in NORFOLK.notes)
    assert NORFOLK.in_force_from is None
    assert {route.id for route in NORFOLK.routes} == {"A"}
    assert not any(route.recency or route.application_within or route.conditions for route in NORFOLK.routes)
