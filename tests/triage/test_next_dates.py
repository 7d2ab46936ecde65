"""The days that would change an answer: when a report stops counting, how many more by when."""

from typing import Any

import pytest

from tests.triage.builders import APPLIED, STATUTE_LIKE, THREE, criteria, facts, report
from triage import Criteria, assess


def changes(rules: Criteria, *reports: Any, applied: str = APPLIED) -> list[tuple[str, str, str | None, int]]:
    found = assess(rules, facts(applied, *reports)).next_dates
    return [(c.rule, c.day.isoformat(), c.report, c.number) for c in found if c.test == "local"]


def test_each_report_says_when_it_stops_counting_and_the_whole_until_when_it_is_enough() -> None:
    assert changes(criteria(**STATUTE_LIKE), *THREE) == [
        ("stops_counting", "2025-08-02", "a", 0),
        ("met_until", "2025-08-02", None, 0),
        ("stops_counting", "2025-09-09", "b", 0),
        ("stops_counting", "2025-10-31", "c", 0),
    ]


def test_with_a_report_to_spare_the_answer_outlives_the_first_of_them() -> None:
    found = changes(criteria(**STATUTE_LIKE), *THREE, report("d", "2025-06-01", "2025-06-01"))
    assert ("met_until", "2025-09-09", None, 0) in found


@pytest.mark.parametrize(
    ("reports", "number", "last"),
    [(THREE[:2], 1, "2025-08-02"), (THREE[1:], 1, "2025-09-09"), (THREE[:1], 2, "2025-08-02")],
)
def test_so_many_more_reports_by_a_day_would_be_enough(reports: Any, number: int, last: str) -> None:
    assert ("more_reports", last, None, number) in changes(criteria(**STATUTE_LIKE), *reports)


def test_without_any_report_that_counts_no_day_is_promised() -> None:
    assert changes(criteria(**STATUTE_LIKE)) == []


@pytest.mark.parametrize(
    ("applied", "told"), [("2025-07-08", True), ("2025-07-09", True), ("2025-07-10", False)]
)
def test_an_incident_nobody_was_told_about_can_still_be_reported(applied: str, told: bool) -> None:
    untold = report("x", None, "2025-06-10", counts_as_report=False, body="none")
    found = changes(criteria(**STATUTE_LIKE), *THREE, untold, applied=applied)
    assert (("report_by", "2025-07-09", "x", 0) in found) == told


def test_a_report_made_on_a_day_not_known_was_made_all_the_same() -> None:
    assert [rule for rule, *_ in changes(criteria(**STATUTE_LIKE), report("u", None, "2025-06-10"))] == []


def test_a_route_without_an_end_promises_no_day() -> None:
    assert changes(criteria(), *THREE) == []


def test_changes_come_soonest_first_for_both_tests_and_can_be_kept() -> None:
    found = assess(criteria(**STATUTE_LIKE), facts(APPLIED, *THREE)).next_dates
    assert [c.day for c in found] == sorted(c.day for c in found)
    assert {c.test for c in found} == {"local", "statutory"}
    assert found[0].as_json() == {
        "rule": "stops_counting",
        "test": "local",
        "date": "2025-08-02",
        "report": "a",
        "told": "2025-02-03",
        "number": 0,
    }


def test_enough_reports_behind_a_closed_condition_promise_no_day() -> None:
    rules = criteria(
        conditions=[{"code": "x", "words": "x", "asks": ["x"], "if_not_told": "unsatisfied"}], **STATUTE_LIKE
    )
    assert {rule for rule, *_ in changes(rules, *THREE)} == {"stops_counting"}


@pytest.mark.parametrize("fulfilled", [True, False])
def test_no_number_of_reports_is_enough_where_something_else_stands_in_the_way(fulfilled: bool) -> None:
    condition = {"code": "x", "words": "x", "asks": ["x"]}
    found = assess(criteria(conditions=[condition], **STATUTE_LIKE), facts(APPLIED, *THREE[:2], x=fulfilled))
    more = [change.test for change in found.next_dates if change.rule == "more_reports"]
    assert more == (["local", "statutory"] if fulfilled else ["statutory"])
    bar = {"code": "closed", "words": "closed"}
    barred = assess(
        criteria(exclusions=[bar], **STATUTE_LIKE), facts(APPLIED, *THREE[:2], exclusion="closed")
    )
    assert [change.test for change in barred.next_dates if change.rule == "more_reports"] == ["statutory"]
