"""Local routes: whose reports count, how many, of which kind and made to which organisations."""

from typing import Any

import pytest

from tests.triage.builders import APPLIED, BASE, criteria, facts, local, report, stands
from triage import assess


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


def test_people_whose_reports_do_not_count_are_no_people() -> None:
    rules = criteria(who="individuals", people_at_least=3, window={"length": 1, "unit": "month"})
    recent = [report(name, "2025-06-01", "2025-06-01", reporter=name) for name in "pq"]
    assert stands(rules, "people", *recent, report("r", "2025-01-01", "2025-01-01", reporter="r")) == "no"


def test_people_of_one_household_are_still_different_people() -> None:
    rules = criteria(who="individuals", people_at_least=3)
    reports = [report(name, "2025-06-01", "2025-06-01", reporter=name, household="h") for name in "pqr"]
    assert local(rules, *reports) == "met"


@pytest.mark.parametrize("body", ["council", "mp"])
def test_another_persons_report_keeps_its_own_reason(body: str) -> None:
    own = [report(f"r{n}", f"2025-05-0{n}", f"2025-05-0{n}", reporter="p") for n in (1, 2)]
    other = report("x", "2025-05-03", "2025-05-03", reporter="q", body=body)
    found = assess(criteria(who="one_person"), facts(APPLIED, *own, other)).local
    assert found.reports[2].rule == ("reporter" if body == "council" else "body")


def test_a_certain_report_outweighs_two_uncertain_ones_of_somebody_else() -> None:
    unsure = [report(f"q{n}", None, "2025-05-01", reporter="q") for n in (1, 2)]
    sure = report("p", "2025-05-01", "2025-05-01", reporter="p")
    found = assess(criteria(who="one_person"), facts(APPLIED, *unsure, sure)).local
    assert [reason.counted for reason in found.reports] == ["no", "no", "yes"]
