"""Where local words are stricter than the Act, and of which class."""

from typing import Any

import pytest

from tests.triage.builders import STATUTE_LIKE, area, bar, criteria
from triage.strictness import stricter_rules


def classes(**route: Any) -> list[tuple[str, str]]:
    return [(rule.rule, rule.kind) for rule in stricter_rules(criteria(**route))]


@pytest.mark.parametrize(
    ("route", "found"),
    [
        ({}, []),
        (STATUTE_LIKE, []),
        ({"reports": 4}, [("reports", "variation")]),
        ({"report_within": {"length": 30, "unit": "day"}}, [("report_within", "variation")]),
        ({"report_within": {"length": 27, "unit": "day"}}, [("report_within", "variation")]),
        ({"report_within": {"length": 31, "unit": "day"}}, []),
        ({"report_within": {"length": 2, "unit": "month"}}, []),
        ({"window": {"length": 5, "unit": "month"}}, [("window", "variation")]),
        ({"window": {"length": 7, "unit": "month"}}, []),
        ({"window": {"length": 184, "unit": "day"}}, []),
        ({"window": {"length": 183, "unit": "day"}}, [("window", "variation")]),
        ({"application_within": {"length": 184, "unit": "day"}}, []),
        ({"application_within": {"length": 183, "unit": "day"}}, [("application_within", "variation")]),
        ({"window": {"length": 6, "unit": "month", "of": "incident"}}, [("window", "caveat")]),
        ({"window": {"length": 12, "unit": "month", "until": "any_period"}}, [("window", "caveat")]),
        ({"application_within": {"length": 5, "unit": "month"}}, [("application_within", "variation")]),
        ({"application_within": {"length": 6, "unit": "month"}}, []),
        (
            {"application_within": {"length": 6, "unit": "month", "of": "first_report"}},
            [("application_within", "caveat")],
        ),
        ({"who": "applicant"}, [("reporter", "caveat")]),
        ({"who": "one_person"}, [("reporter", "caveat")]),
        ({"who": "group_members"}, [("reporter", "caveat")]),
        ({"who": "individuals"}, []),
        ({"who": "individuals", "people_at_least": 2}, [("people", "caveat")]),
        ({"applicant_included": True}, [("applicant_included", "caveat")]),
        ({"reports_at_most": 3}, [("reports_at_most", "caveat")]),
        ({"kind": "hate"}, [("kind", "caveat")]),
        ({"at_least_of_kind": {"kind": "hate", "number": 1}}, [("at_least_of_kind", "caveat")]),
        ({"recency": {"length": 6, "unit": "month"}}, [("recency", "caveat")]),
        ({"bodies": ["council", "police", "social_landlord"]}, [("body", "caveat")]),
        ({"bodies": ["council", "police", "social_landlord", "health"]}, []),
        ({"bodies": "any"}, []),
        ({"bodies": "any", "not_bodies": ["health"]}, [("body", "caveat")]),
        ({"bodies": "any", "not_bodies": ["mp"]}, []),
        ({"same_incident": "once"}, [("same_incident", "caveat")]),
        ({"same_incident": "each"}, []),
        (
            {"conditions": [{"code": "no_action", "words": "x", "asks": ["x"]}]},
            [("condition no_action", "caveat")],
        ),
        ({"exclusions": [bar("refuse")]}, [("exclusion wait", "caveat")]),
        ({"exclusions": [bar("defer")]}, [("exclusion wait", "caveat")]),
        ({"exclusions": [bar("note")]}, []),
        ({"decision": "discretionary", "reports": 5}, []),
        ({"reports": 2, "kind": "hate"}, []),
    ],
)
def test_a_stricter_rule_is_a_variation_or_a_caveat(
    route: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert classes(**route) == found


def test_a_first_report_rule_is_no_shorter_period() -> None:
    assert classes(report_within={"length": 1, "unit": "day", "on": "first_report"}) == [
        ("report_within", "caveat")
    ]


def test_a_longer_way_of_counting_can_make_up_for_a_shorter_period() -> None:
    days = {"length": 30, "unit": "day"}
    assert classes(report_within=days | {"counting": "one_day_longer"}) == []
    assert [
        (r.rule, r.kind) for r in stricter_rules(criteria(report_within=days, counting="one_day_longer"))
    ] == []


def test_norfolk_is_classed() -> None:
    assert [(rule.rule, rule.kind) for rule in stricter_rules(area("norfolk"))] == [
        ("reporter", "caveat"),
        ("body", "caveat"),
    ]
    assert stricter_rules(area("norfolk"))[0].as_json()["route"] == "A"


@pytest.mark.parametrize(
    ("route", "detail"),
    [
        ({"reports": 4}, "4 reports where the Act says 3"),
        ({"report_within": {"length": 30, "unit": "day"}}, "30 days to report where the Act says one month"),
        ({"report_within": {"length": 1, "unit": "week"}}, "1 week to report where the Act says one month"),
        ({"window": {"length": 5, "unit": "month"}}, "5 months to apply where the Act says six months"),
        (
            {"application_within": {"length": 2, "unit": "day"}},
            "2 days to apply where the Act says six months",
        ),
        (
            {"window": {"length": 6, "unit": "month", "of": "incident", "until": "any_period"}},
            "the period looks at the incident and runs to any_period",
        ),
        (
            {"application_within": {"length": 6, "unit": "month", "of": "first_report"}},
            "the period to apply runs from the first_report",
        ),
        ({"who": "applicant"}, "only reports by some people count; the Act counts anyone's"),
        ({"who": "individuals", "people_at_least": 2}, "a number of different people is needed"),
        ({"applicant_included": True}, "the applicant must be one of those who reported"),
        ({"reports_at_most": 3}, "too many reports would fail"),
        ({"kind": "hate"}, "only reports of one kind count"),
        ({"at_least_of_kind": {"kind": "hate", "number": 1}}, "some reports must be of one kind"),
        ({"recency": {"length": 1, "unit": "month"}}, "a report must be recent"),
        ({"bodies": ["police"]}, "reports to a relevant body are left out"),
        ({"same_incident": "once"}, "reports by different people are merged"),
        (
            {"conditions": [{"code": "c", "words": "no action was taken", "asks": ["c"]}]},
            "no action was taken",
        ),
        ({"exclusions": [bar("refuse")]}, "an answer is due"),
    ],
)
def test_a_stricter_rule_says_how(route: dict[str, Any], detail: str) -> None:
    (found,) = stricter_rules(criteria(**route))
    assert found.detail == detail
    assert found.route == (None if "exclusions" in route else "A")
    assert found.as_json() == {"route": found.route, "rule": found.rule, "kind": found.kind, "detail": detail}
