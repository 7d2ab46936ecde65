"""Facts read from JSON: every shape that is taken, and one sentence for what is not."""

from datetime import date
from typing import Any

import pytest

from triage import Facts, Report, Span
from triage.reading import FactsMistake, facts_from_json


def test_facts_in_the_shape_of_a_worked_case() -> None:
    read = facts_from_json(
        {
            "id": "X",
            "area": "Y",
            "expected": "met",
            "application_date": "2025-03-01",
            "reports": [
                {
                    "date": "2025-02-14",
                    "incident_date": {"earliest": "2025-01-15", "latest": "2025-01-16"},
                    "body": "council",
                    "kind": "hate",
                    "reporter": "p1",
                    "household": "h1",
                    "incident": "x",
                    "other_problem": True,
                    "note": "left alone",
                },
                {"key": "own", "date": None, "counts_as_report": False, "set_aside": "not_asb"},
            ],
            "flags": {"case_open": True, "action": ["late", "none"], "odd": None},
        }
    )
    assert read == Facts(
        date(2025, 3, 1),
        (
            Report(
                "r1",
                Span.on(date(2025, 2, 14)),
                Span(date(2025, 1, 15), date(2025, 1, 16)),
                "council",
                "hate",
                "p1",
                "h1",
                "x",
                other_problem=True,
            ),
            Report("own", None, None, "none", counts_as_report=False, set_aside="not_asb"),
        ),
        {"case_open": True, "action": ["late", "none"], "odd": None},
    )


def test_what_is_left_out_has_a_plain_meaning() -> None:
    read = facts_from_json(
        {"application_date": "2025-03-01", "reports": [{"kind": None, "reporter": None}], "flags": None}
    )
    assert read.reports == (Report("r1", None, None, "none"),)
    assert read.flags == {}


ONE = {"date": "2025-02-14", "incident_date": "2025-02-13", "body": "council"}


def case(**changes: Any) -> dict[str, Any]:
    return {"application_date": "2025-03-01", "reports": [ONE], "flags": {}} | changes


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "one JSON object"),
        (None, "one JSON object"),
        ({}, "reports must be a list"),
        (case(reports={}), "reports must be a list"),
        (case(reports=[ONE] * 1001), "at most 1000"),
        ({"reports": []}, "application_date is missing"),
        (case(application_date=None), "application_date is missing"),
        (case(application_date="2025-02-30"), "application_date must be a real date written YYYY-MM-DD"),
        (case(application_date="20250301"), "application_date must be a real date"),
        (case(application_date=20250301), "application_date must be a real date"),
        (case(application_date="2025-W09-6"), "application_date must be a real date"),
        (case(application_date="2025-03-01T00:00"), "application_date must be a real date"),
        (case(reports=[3]), "report 1 must be an object"),
        (case(reports=[ONE, ONE | {"date": "soon"}]), "report 2: date must be a real date"),
        (case(reports=[ONE | {"incident_date": []}]), "report 1: incident_date must be a real date"),
        (case(reports=[ONE | {"date": {"earliest": "2025-01-01"}}]), "an object with earliest and latest"),
        (
            case(reports=[ONE | {"date": {"earliest": "2025-01-02", "latest": "2025-01-01"}}]),
            "latest comes before",
        ),
        (
            case(reports=[ONE | {"date": {"earliest": "x", "latest": "2025-01-01"}}]),
            "report 1: date, earliest must be",
        ),
        (
            case(reports=[ONE | {"date": {"earliest": "2025-01-01", "latest": 3}}]),
            "report 1: date, latest must be",
        ),
        (case(reports=[ONE | {"body": 3}]), "report 1: body must be text"),
        (case(reports=[ONE | {"incident": ["x"]}]), "report 1: incident must be text"),
        (
            case(reports=[ONE | {"counts_as_report": "no"}]),
            "report 1: counts_as_report must be true or false",
        ),
        (
            case(reports=[ONE | {"counts_as_report": None}]),
            "report 1: counts_as_report must be true or false",
        ),
        (case(reports=[ONE | {"key": "a"}, ONE | {"key": "a"}]), "two reports have the same key"),
        (case(reports=[ONE, ONE | {"key": "r1"}]), "two reports have the same key"),
        (case(flags=[]), "flags must be an object"),
        (case(flags={"a": 0.5}), "flags: a must be"),
        (case(flags={"a": {}}), "flags: a must be"),
        (case(flags={"a": [[]]}), "flags: a must be"),
    ],
)
def test_facts_that_cannot_be_read_are_named_in_one_sentence(document: Any, sentence: str) -> None:
    with pytest.raises(FactsMistake, match=r".") as raised:
        facts_from_json(document)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_thousand_reports_can_be_read() -> None:
    assert len(facts_from_json(case(reports=[ONE] * 1000)).reports) == 1000
