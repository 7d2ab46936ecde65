"""What stands beside an answer: bars, alarms, near misses, and the dates that would change it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.triage.builders import area, criteria, day, facts, report
from triage import Alarm, Assessment, Criteria, Report, Span, assess
from triage.strictness import stricter_rules

THREE = (
    report("a", "2025-02-03", "2025-02-02"),
    report("b", "2025-03-10", "2025-03-09"),
    report("c", "2025-05-01", "2025-04-30"),
)
APPLIED = "2025-06-20"
STATUTE_LIKE: dict[str, Any] = {
    "window": {"length": 6, "unit": "month"},
    "report_within": {"length": 1, "unit": "month"},
}


def bar(effect: str, **settings: Any) -> dict[str, Any]:
    return {"code": "wait", "words": "an answer is due", "asks": ["awaiting"], "effect": effect} | settings


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


# Near misses


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


# What would change the answer


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


# Classes of strictness


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
