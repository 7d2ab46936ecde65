"""Published bars, and the alarms beside an answer: caveats that cannot refuse, flags nobody asked for."""

from typing import Any

import pytest

from tests.triage.builders import APPLIED, THREE, bar, criteria, facts, report
from triage import Alarm, Criteria, assess


def codes(rules: Criteria, *reports: Any, applied: str = APPLIED, **flags: Any) -> list[tuple[str, str]]:
    return [(alarm.level, alarm.code) for alarm in assess(rules, facts(applied, *reports, **flags)).alarms]


@pytest.mark.parametrize(
    ("effect", "reports", "result"),
    [
        ("refuse", THREE, "not_met"),
        ("refuse", THREE[:2], "not_met"),
        ("defer", THREE, "met"),
        ("defer", THREE[:2], "deferred"),
        ("defer", (*THREE[:2], report("u", None, "2025-05-01")), "needs_information"),
        ("note", THREE, "met"),
        ("note", THREE[:2], "not_met"),
    ],
)
@pytest.mark.parametrize(
    "flags", [{"awaiting": True}, {"exclusion": "wait"}, {"exclusion": ["other", "wait"]}]
)
def test_a_bar_refuses_defers_or_is_noted_and_never_touches_the_statute(
    effect: str, reports: tuple[Any, ...], result: str, flags: dict[str, Any]
) -> None:
    found = assess(criteria(exclusions=[bar(effect)]), facts(APPLIED, *reports, **flags))
    assert found.local.result == result
    assert found.must_be_met == (reports == THREE)
    assert (found.local.route is None) == (result not in ("met", "discretionary"))


@pytest.mark.parametrize(
    "flags", [{}, {"awaiting": False}, {"awaiting": None}, {"exclusion": "other"}, {"exclusion": None}]
)
def test_a_bar_stays_open_until_somebody_closes_it(flags: dict[str, Any]) -> None:
    assert assess(criteria(exclusions=[bar("refuse")]), facts(APPLIED, *THREE, **flags)).local.result == "met"


def test_refusing_comes_before_deferring() -> None:
    rules = criteria(exclusions=[bar("defer"), bar("refuse", code="stop", asks=["stop"])])
    assert assess(rules, facts(APPLIED, *THREE[:2], awaiting=True, stop=True)).local.result == "not_met"


def test_a_closed_bar_is_among_the_reasons_with_its_own_words() -> None:
    rules = criteria(exclusions=[bar("refuse", source="page 9")])
    limb = assess(rules, facts(APPLIED, *THREE, awaiting=True)).local.limbs[-1]
    assert (limb.stands, limb.rule, limb.source) == ("no", "exclusion", "page 9")
    assert limb.values == {"code": "wait", "words": "an answer is due", "effect": "refuse"}


def test_a_bar_that_defers_is_among_the_reasons_where_it_does() -> None:
    limbs = assess(criteria(exclusions=[bar("defer")]), facts(APPLIED, *THREE[:2], awaiting=True)).local.limbs
    assert [limb.rule for limb in limbs] == ["reports", "exclusion"]
    limbs = assess(criteria(exclusions=[bar("note")]), facts(APPLIED, *THREE[:2], awaiting=True)).local.limbs
    assert [limb.rule for limb in limbs] == ["reports"]


@pytest.mark.parametrize("effect", ["note", "defer"])
def test_a_bar_that_did_nothing_is_no_reason(effect: str) -> None:
    found = assess(criteria(exclusions=[bar(effect)]), facts(APPLIED, *THREE, awaiting=True))
    assert [limb.rule for limb in found.local.limbs] == ["reports"]


@pytest.mark.parametrize(
    ("rules", "flags", "alarms"),
    [
        (
            criteria(exclusions=[bar("refuse")]),
            {"awaiting": True},
            [("alarm", "statute_says_met"), ("alarm", "caveat_cannot_refuse")],
        ),
        (criteria(exclusions=[bar("defer")]), {"awaiting": True}, [("alarm", "deferral_not_allowed")]),
        (criteria(exclusions=[bar("note")]), {"awaiting": True}, [("note", "noted")]),
        (criteria(), {"odd": True}, [("warning", "unknown_flag")]),
        (criteria(), {"exclusion": "odd"}, [("warning", "unknown_exclusion")]),
        (criteria(flags=[{"code": "odd", "words": "asked"}]), {"odd": True}, []),
        (criteria(reports=4), {}, [("alarm", "statute_says_met"), ("warning", "variation_stricter")]),
        (
            criteria(report_within={"length": 1, "unit": "day"}),
            {},
            [("alarm", "statute_says_met"), ("warning", "variation_stricter")],
        ),
        (
            criteria(window={"length": 1, "unit": "month"}),
            {},
            [("alarm", "statute_says_met"), ("warning", "variation_stricter")],
        ),
        (
            criteria(window={"length": 1, "unit": "month", "of": "incident"}),
            {},
            [("alarm", "statute_says_met"), ("alarm", "caveat_cannot_refuse")],
        ),
        (
            criteria(who="applicant", bodies=["police"]),
            {},
            [("alarm", "statute_says_met"), ("alarm", "caveat_cannot_refuse")],
        ),
        (
            criteria(recency={"length": 1, "unit": "month"}),
            {},
            [("alarm", "statute_says_met"), ("alarm", "caveat_cannot_refuse")],
        ),
        (
            criteria(application_within={"length": 1, "unit": "month", "of": "first_report"}),
            {},
            [("alarm", "statute_says_met"), ("alarm", "caveat_cannot_refuse")],
        ),
        (
            criteria(application_within={"length": 1, "unit": "month", "of": "each_report"}),
            {},
            [("alarm", "statute_says_met"), ("warning", "variation_stricter")],
        ),
        (
            criteria(who="individuals", people_at_least=3),
            {},
            [("alarm", "statute_says_met"), ("alarm", "caveat_cannot_refuse")],
        ),
        (criteria(), {}, []),
    ],
)
def test_what_a_person_is_told_where_the_statute_says_met(
    rules: Criteria, flags: dict[str, Any], alarms: list[tuple[str, str]]
) -> None:
    assert codes(rules, *THREE, **flags) == alarms


def test_several_rules_in_the_way_are_each_named_once() -> None:
    rules = criteria(
        bodies=["police"], conditions=[{"code": "no_action", "words": "no action", "asks": ["no_action"]}]
    )
    found = assess(rules, facts(APPLIED, *THREE, no_action=False)).alarms
    assert [alarm.values.get("rule") for alarm in found] == [None, "body", "condition"]
    assert found[0].values == {"local": "not_met"}
    assert found[2].values == {"route": "A", "rule": "condition", "code": "no_action", "words": "no action"}


def test_a_report_the_statute_leaves_out_too_raises_no_alarm_of_its_own() -> None:
    rules = criteria(reports=4)
    left_out = report("x", "2025-05-02", "2025-05-01", other_problem=True)
    assert codes(rules, *THREE, left_out) == [
        ("alarm", "statute_says_met"),
        ("warning", "variation_stricter"),
    ]


def test_nothing_is_alarmed_where_both_answers_agree() -> None:
    assert codes(criteria(reports=4), *THREE[:2]) == []
    assert codes(criteria(), *THREE) == []


def test_an_alarm_can_be_kept_and_read_again() -> None:
    alarm = Alarm("alarm", "caveat_cannot_refuse", {"route": "A", "rule": "body"})
    assert Alarm.from_json(alarm.as_json()) == alarm
    assert alarm.as_json() == {
        "level": "alarm",
        "code": "caveat_cannot_refuse",
        "values": {"route": "A", "rule": "body"},
    }
