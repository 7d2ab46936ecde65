"""The data of the date ruler."""

from typing import Any

import pytest

from tests.triage.builders import APPLIED, THREE, area, day, facts, report
from tests.triage.test_worked_cases import CASES, assessed
from triage import Assessment, Report, Span, assess
from triage.reading import facts_from_json
from triage.ruler import ruler

NORFOLK = area("norfolk")


def test_the_ruler_holds_every_date_and_says_what_counts() -> None:
    late = report("x", "2025-04-15", "2025-03-15")
    given = facts(APPLIED, *THREE[:2], late)
    drawn = ruler(assess(NORFOLK, given), given)
    assert (drawn.first, drawn.last, drawn.application) == (
        day("2025-01-26"),
        day("2025-09-16"),
        day(APPLIED),
    )
    assert [(row.report, row.counted, row.rule) for row in drawn.rows] == [
        ("a", "yes", "counted"),
        ("b", "yes", "counted"),
        ("x", "no", "report_within"),
    ]
    row = drawn.rows[2]
    assert (row.incident, row.told, row.report_by, row.apply_by) == (
        day("2025-03-15"),
        day("2025-04-15"),
        day("2025-04-14"),
        None,  # no application counts a report that was made too late
    )
    assert (row.incident_latest, row.told_latest) == (row.incident, row.told)


def test_places_run_from_nought_to_one_and_stay_there() -> None:
    given = facts(APPLIED, *THREE)
    drawn = ruler(assess(NORFOLK, given), given)
    assert drawn.place(drawn.first) == 0.0
    assert drawn.place(drawn.last) == 1.0
    assert drawn.place(day("2020-01-01")) == 0.0
    assert drawn.place(day("2030-01-01")) == 1.0
    assert 0.5 < drawn.place(drawn.application) < 0.6


def test_months_tick_the_ruler_across_a_new_year() -> None:
    given = facts("2026-01-15", report("a", "2025-12-09", "2025-12-08"))
    months = ruler(assess(NORFOLK, given), given).months()
    assert months == tuple(
        day(text)
        for text in (
            "2025-12-01",
            "2026-01-01",
            "2026-02-01",
            "2026-03-01",
            "2026-04-01",
            "2026-05-01",
            "2026-06-01",
        )
    )


def test_a_month_that_begins_before_the_ruler_has_no_tick() -> None:
    given = facts("2026-01-15")
    drawn = ruler(assess(NORFOLK, given), given)
    assert (drawn.first, drawn.last) == (day("2026-01-08"), day("2026-01-22"))
    assert drawn.months() == ()


def test_a_ruler_draws_uncertain_and_missing_dates_and_either_answer() -> None:
    vague = Report("v", Span(day("2025-05-01"), day("2025-05-04")), None, "council")
    given = facts(APPLIED, vague)
    found = assess(NORFOLK, given)
    row = ruler(found, given, found.statutory).rows[0]
    assert (row.told, row.told_latest, row.incident, row.incident_latest) == (
        day("2025-05-01"),
        day("2025-05-04"),
        None,
        None,
    )
    assert ruler(found, given).rows == ruler(found, given, found.local).rows


def test_a_ruler_near_the_ends_of_the_calendar_stays_on_it() -> None:
    given = facts("9999-12-31", report("a", "9999-12-30", "9999-12-30"))
    assert ruler(assess(NORFOLK, given), given).last == day("9999-12-31")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_ruler_can_be_drawn_from_a_kept_assessment(case: dict[str, Any]) -> None:
    found, given = assessed(case), facts_from_json(case)
    assert ruler(Assessment.from_json(found.as_json()), given) == ruler(found, given)
