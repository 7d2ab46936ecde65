"""Explanations for every reader."""

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from tests.triage.builders import APPLIED, THREE, area, criteria, day, facts, report
from tests.triage.test_worked_cases import CASES, assessed
from triage import Assessment, Criteria, Report, Span, assess
from triage.explain import (
    Explanation,
    Reader,
    binding_answer,
    explain,
    explain_answer,
    explain_limbs,
    which_test,
)
from triage.route_sentences import ALARMS, CHANGES, LIMBS, NEAR
from triage.sentences import HEADLINES, REPORTS

NORFOLK = area("norfolk")
READERS: tuple[Reader, ...] = get_args(Reader)
TABLES = {
    "HEADLINES": HEADLINES,
    "REPORTS": REPORTS,
    "LIMBS": LIMBS,
    "NEAR": NEAR,
    "CHANGES": CHANGES,
    "ALARMS": ALARMS,
}


def told(assessment: Assessment, reader: Reader = "applicant") -> Explanation:
    return explain(assessment, reader, str)


def every_sentence(explanation: Explanation) -> Iterator[str]:
    yield explanation.headline
    yield from (part.sentence for part in explanation.reports)
    yield from (*explanation.limbs, *explanation.near_misses, *explanation.changes, *explanation.alarms)


def one(
    rules: Criteria, subject: Report, *others: Report, applied: str = APPLIED, **flags: Any
) -> dict[str, str]:
    """Return what each reader is told about one report."""
    found = assess(rules, facts(applied, subject, *others, **flags))
    return {reader: explain_answer(found.local, reader, str)[0].sentence for reader in READERS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
@pytest.mark.parametrize("reader", READERS)
def test_every_worked_case_is_told_in_whole_sentences(case: dict[str, Any], reader: Reader) -> None:
    for sentence in every_sentence(told(assessed(case), reader)):
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence[-1] in ".?"
        assert "%" not in sentence
        assert "None" not in sentence
        assert "  " not in sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_applicant_is_never_told_more_than_may(case: dict[str, Any]) -> None:
    for part in told(assessed(case)).reports:
        assert re.search(r"\bmay\b|do not fit|depends on", part.sentence), part.sentence


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_kept_assessment_is_told_in_the_same_words_without_its_criteria(case: dict[str, Any]) -> None:
    found = assessed(case)
    again = Assessment.from_json(found.as_json())
    for reader in READERS:
        assert explain(again, reader, str) == explain(found, reader, str)


@pytest.mark.parametrize("table", TABLES)
def test_every_rule_has_a_plain_sentence_for_every_reader(table: str) -> None:
    for key, sentences in TABLES[table].items():
        assert set(sentences) == set(READERS), key
        for reader in READERS:
            sentence = sentences[reader]
            words = sentence.split()
            assert len(words) <= 32, sentence
            assert not re.search(r"\b(trigger|activate|perpetrator|allegation|complainant)\b", sentence)


def test_a_report_that_counts() -> None:
    assert one(NORFOLK, *THREE) == {
        "applicant": "Your report of 3 February 2025 may count. It stops counting after 2 August 2025.",
        "officer": "The report of 3 February 2025 counts: it was made in time and counts in an application made by "
        "2 August 2025.",
        "letter": "Your report of 3 February 2025 counts.",
    }


def test_a_report_made_too_late() -> None:
    late = report("x", "2025-04-15", "2025-03-15")
    assert one(NORFOLK, late)["letter"] == (
        "We could not count your report of 15 April 2025, because a report of what happened on 15 March 2025 had to "
        "be made by 14 April 2025."
    )


@pytest.mark.parametrize(
    ("rules", "subject", "others", "flags", "words"),
    [
        (
            NORFOLK,
            report("x", "2024-12-10", "2024-12-09"),
            (),
            {},
            "only in an application made by 9 June 2025",
        ),
        (NORFOLK, report("x", "2025-06-21", "2025-06-20"), (), {}, "after you applied"),
        (NORFOLK, report("x", "2025-06-02", "2025-06-01", body="mp"), (), {}, "because of who was told"),
        (NORFOLK, report("x", "2025-06-02", "2025-06-01", reporter="p"), (), {}, "by somebody else"),
        (NORFOLK, report("x", "2025-06-02", "2025-06-01", counts_as_report=False), (), {}, "nobody was told"),
        (NORFOLK, report("x", "2025-06-02", "2025-06-01", other_problem=True), (), {}, "a different problem"),
        (
            NORFOLK,
            report("x", "2025-06-02", "2025-06-01", set_aside="not_asb"),
            (),
            {},
            "After looking into it",
        ),
        (NORFOLK, report("x", "2025-06-02", "2025-06-05"), (), {}, "do not fit"),
        (NORFOLK, report("x", None, "2025-06-05"), (), {}, "when you made it"),
        (NORFOLK, report("x", "2025-06-02", None), (), {}, "when the incident happened"),
        (
            NORFOLK,
            report("x", "2025-02-05", "2025-02-02", incident_key="a"),
            (report("a", "2025-02-03", "2025-02-02"),),
            {},
            None,
        ),
        (criteria(kind="hate"), report("x", "2025-06-02", "2025-06-01"), (), {}, "not of the kind"),
        (
            criteria(),
            report("x", "2025-06-02", "2025-06-01"),
            (),
            {},
            "Your report of 2 June 2025 may count.",
        ),
        (
            criteria(application_within={"length": 1, "unit": "month"}),
            report("x", "2025-02-02", "2025-02-01"),
            (),
            {},
            "only in an application made by 1 March 2025",
        ),
        (
            criteria(window={"length": 1, "unit": "month", "until": "any_period"}),
            report("x", "2025-02-02", "2025-02-01"),
            (*THREE[1:2], report("y", "2025-03-11", "2025-03-11")),
            {},
            "outside the period",
        ),
        (
            criteria(window={"length": 1, "unit": "month", "until": "latest_report"}),
            report("x", "2025-02-02", "2025-02-01"),
            THREE[1:],
            {},
            "too long before the latest report, made on 1 May 2025",
        ),
    ],
)
def test_what_an_applicant_is_told_about_a_report(
    rules: Criteria, subject: Report, others: tuple[Report, ...], flags: dict[str, Any], words: str | None
) -> None:
    found = one(rules, subject, *others, **flags)
    assert (words or "may count") in found["applicant"]
    assert len(set(found.values())) > 1


def test_the_second_report_of_an_incident() -> None:
    again = report("x", "2025-02-05", "2025-02-02", incident_key="a")
    found = assess(NORFOLK, facts(APPLIED, THREE[0], again))
    assert explain_answer(found.local, "letter", str)[0].sentence == (
        "Your report of 3 February 2025 is about the same incident as another report, so we counted the two as one."
    )


@pytest.mark.parametrize(
    ("told_span", "incident", "words"),
    [
        (("2025-03-30", "2025-04-02"), ("2025-03-01", "2025-03-01"), "30 March 2025 to 2 April 2025"),
        (("2025-06-19", "2025-06-22"), ("2025-06-01", "2025-06-01"), "whether you made it before"),
        (("2024-12-19", "2024-12-22"), ("2024-12-19", "2024-12-19"), "It depends on the exact date."),
    ],
)
def test_a_roughly_known_report_says_what_it_hangs_on(
    told_span: tuple[str, str], incident: tuple[str, str], words: str
) -> None:
    vague = Report(
        "v", Span(day(told_span[0]), day(told_span[1])), Span(day(incident[0]), day(incident[1])), "council"
    )
    assert words in one(NORFOLK, vague)["applicant"]


@pytest.mark.parametrize("until", ["any_period", "latest_report", "first_report"])
def test_a_roughly_known_report_may_lie_outside_a_period(until: str) -> None:
    vague = Report("v", Span(day("2025-02-01"), day("2025-04-01")), Span.on(day("2025-02-01")), "council")
    rules = criteria(window={"length": 2, "unit": "month", "until": until})
    assert (
        "depends on the exact date" in one(rules, vague, *THREE)["applicant"]
        or "may count" in one(rules, vague, *THREE)["applicant"]
    )


def test_a_report_on_a_day_not_known_for_sure_says_so() -> None:
    vague = Report("v", Span.on(day("2025-05-05")), Span(day("2025-05-01"), day("2025-05-03")), "council")
    assert "the day of the incident" in one(criteria(same_incident="once_per_day"), vague)["applicant"]


def test_a_date_nobody_knows_is_told_as_such() -> None:
    assert (
        "of a date that is not known" in one(NORFOLK, report("x", None, "2025-06-01", body="mp"))["officer"]
    )


@pytest.mark.parametrize(
    ("rules", "reports", "flags", "officer"),
    [
        (NORFOLK, THREE, {}, "must be decided as met"),
        (criteria(reports=2), THREE[:2], {}, "under the local rules"),
        (NORFOLK, THREE[:2], {}, "is not met on these dates"),
        (NORFOLK, (*THREE[:2], report("u", None, "2025-06-01")), {}, "not known yet"),
        (area("brackenshire"), THREE[:1], {"vulnerable_victim": True}, "persistence, harm and adequacy"),
        (area("brackenshire"), THREE[:1], {"awaiting_agency_answer": True}, "look at this later"),
    ],
)
def test_the_headline(
    rules: Criteria, reports: tuple[Report, ...], flags: dict[str, Any], officer: str
) -> None:
    assert officer in told(assess(rules, facts(APPLIED, *reports, **flags)), "officer").headline


def test_where_the_statute_says_met_its_reasons_are_told_and_the_officer_hears_the_alarms() -> None:
    found = assess(criteria(reports=4), facts(APPLIED, *THREE))
    assert binding_answer(found) is found.statutory
    assert "statutory test is met" in told(found, "officer").alarms[0]
    assert told(found, "applicant").alarms == told(found, "letter").alarms == ()
    assert binding_answer(assess(NORFOLK, facts(APPLIED))).measured == "A"


def test_limbs_that_hold_are_told_to_the_officer_only() -> None:
    found = assess(NORFOLK, facts(APPLIED, *THREE))
    assert told(found, "officer").limbs == ("Reports that count: 3; needed: 3.",)
    assert told(found, "applicant").limbs == ()
    assert explain_limbs(found.local, "letter", str) == ("Reports we counted: 3. The number needed is 3.",)


def test_what_would_change_the_answer() -> None:
    assert told(assess(NORFOLK, facts(APPLIED, *THREE[:2]))).changes == (
        "Your report of 3 February 2025 stops counting after 2 August 2025.",
        "One more report by 2 August 2025 may be enough, if you apply by that day too.",
        "Your report of 10 March 2025 stops counting after 9 September 2025.",
    )
    assert "2 more reports by" in told(assess(NORFOLK, facts(APPLIED, *THREE[:1]))).changes[1]


def test_a_near_miss_is_told_with_its_report_and_once() -> None:
    late = report("x", "2025-04-15", "2025-03-15")
    assert told(assess(NORFOLK, facts(APPLIED, *THREE[1:], late))).near_misses == (
        "The report of 15 April 2025 missed a limit by one day: it was 14 April 2025. A person will look at this.",
    )
    later = report("x", "2025-04-17", "2025-03-15")
    assert "by 3 days" in told(assess(NORFOLK, facts(APPLIED, *THREE[1:], later))).near_misses[0]
    rules = criteria(recency={"length": 1, "unit": "month"})
    assert told(
        assess(rules, facts("2025-06-01", *THREE[:2], report("c", "2025-05-01", "2025-03-01")))
    ).near_misses[0] == ("The last day under one rule was 31 May 2025. A person will look at this.")


def test_sentences_and_months_go_through_the_translator_and_dates_through_their_own() -> None:
    found = assess(NORFOLK, facts(APPLIED, *THREE))
    wrapped = explain(found, "applicant", lambda sentence: f"⟦{sentence}⟧")
    assert wrapped.headline.startswith("⟦Your application may meet")
    assert wrapped.reports[0].sentence.startswith("⟦Your report of 3 ⟦February⟧ 2025 may count.")
    dated = explain(found, "applicant", str, lambda day: day.isoformat())
    assert (
        dated.reports[0].sentence
        == "Your report of 2025-02-03 may count. It stops counting after 2025-08-02."
    )
    assert explain_answer(found.statutory, "applicant", str, lambda day: day.isoformat()) == dated.reports
    assert explain_limbs(found.local, "officer", str, lambda day: day.isoformat()) == (
        "Reports that count: 3; needed: 3.",
    )


def test_every_reason_names_its_source() -> None:
    found = assess(NORFOLK, facts(APPLIED, *THREE, report("x", "2025-04-15", "2025-03-15")))
    assert {part.source for part in explain_answer(found.local, "officer", str)} == {NORFOLK.source}
    sources = [part.source for part in explain_answer(found.statutory, "officer", str)]
    assert sources[0] == "Anti-social Behaviour, Crime and Policing Act 2014 s104(4)"
    assert sources[3] == "Anti-social Behaviour, Crime and Policing Act 2014 s104(11)(a)"


def test_a_limb_with_published_words_is_its_own_source() -> None:
    rules = criteria(report_within={"length": 1, "unit": "month", "words": "within a month"}, source="page 1")
    found = assess(rules, facts(APPLIED, report("x", "2025-04-15", "2025-03-15"), THREE[0])).local.reports
    assert [reason.source for reason in found] == ["within a month", "page 1"]


CONDITION = {"code": "x", "words": "nothing was done", "asks": ["x"], "if_not_told": "ask"}


@pytest.mark.parametrize(
    ("rules", "flags", "words"),
    [
        (
            criteria(who="individuals", people_at_least=2),
            {},
            "People whose reports count: 1. The number needed is 2.",
        ),
        (
            criteria(who="households", people_at_least=2),
            {},
            "Households whose reports count: 1. The number needed is 2.",
        ),
        (criteria(reports_at_most=3), {}, "There are no more reports than the published words allow."),
        (criteria(applicant_included=True), {}, "The applicant is one of those whose reports count."),
        (
            criteria(at_least_of_kind={"kind": "hate", "number": 1}),
            {},
            "Reports of the kind that is needed: 0.",
        ),
        (criteria(recency={"length": 1, "unit": "month"}), {}, "No report is recent enough."),
        (criteria(recency={"length": 1, "unit": "year"}), {}, "At least one report is recent enough."),
        (
            criteria(application_within={"length": 1, "unit": "month", "of": "first_report"}),
            {},
            "made too late",
        ),
        (
            criteria(application_within={"length": 1, "unit": "year", "of": "first_report"}),
            {},
            "made soon enough",
        ),
        (
            criteria(report_within={"length": 1, "unit": "month", "on": "first_report"}),
            {},
            "first report was made soon enough",
        ),
        (criteria(conditions=[CONDITION]), {}, "We need to know whether this is so: nothing was done."),
        (
            criteria(conditions=[CONDITION]),
            {"x": False},
            "A local condition is not satisfied: nothing was done.",
        ),
        (
            criteria(conditions=[CONDITION]),
            {"x": True},
            "A local condition is satisfied, or nobody said otherwise",
        ),
        (
            criteria(exclusions=[{"code": "bar", "words": "Not while open."}]),
            {"exclusion": "bar"},
            "The published words name a bar: Not while open.",
        ),
    ],
)
def test_the_words_of_every_limb(rules: Criteria, flags: dict[str, Any], words: str) -> None:
    found = assess(rules, facts(APPLIED, *THREE, **flags)).local
    assert any(words in sentence for sentence in explain_limbs(found, "officer", str))


# Norfolk's own words do not name the health service; the Act does.
HEALTH = (
    report("h", "2025-05-01", "2025-04-30", body="health"),
    report("p", "2025-05-10", "2025-05-09", body="police"),
)


@pytest.mark.parametrize("reader", READERS)
def test_where_neither_test_is_met_everybody_hears_the_reasons_of_the_nearer_one(reader: Reader) -> None:
    found = assess(NORFOLK, facts(APPLIED, *HEALTH))
    assert (found.local.counted, found.statutory.counted, which_test(found)) == (1, 2, "statutory")
    assert [part.counted for part in told(found, reader).reports] == ["yes", "yes"]
    both_short = assess(NORFOLK, facts(APPLIED, HEALTH[1]))
    assert which_test(both_short) == "local"


def test_an_applicant_hears_of_one_limit_for_each_thing_and_an_officer_of_both() -> None:
    found = assess(NORFOLK, facts(APPLIED, *HEALTH))
    assert [change for change in told(found).changes if "more" in change] == [
        "One more report by 31 October 2025 may be enough, if you apply by that day too."
    ]
    assert sum("more report" in change for change in told(found, "officer").changes) == 2
    longer = criteria(counting="one_day_longer", window={"length": 6, "unit": "month"})
    missed = assess(longer, facts("2025-08-03", report("a", "2025-02-01", "2025-02-01")))
    assert len(told(missed).near_misses) == 1
    assert len(told(missed, "officer").near_misses) == 2


def test_a_date_that_is_missing_in_one_test_is_the_headline_of_both() -> None:
    found = assess(NORFOLK, facts(APPLIED, *HEALTH, report("u", None, "2025-05-01", body="health")))
    assert (found.local.result, found.statutory.result) == ("not_met", "needs_information")
    assert told(found).headline == HEADLINES["needs_information"]["applicant"]


def test_a_decision_that_a_local_rule_puts_off_is_told_as_put_off() -> None:
    wait = {"code": "wait", "words": "somebody looks into it", "effect": "defer", "asks": ["busy"]}
    found = assess(criteria(exclusions=[wait]), facts(APPLIED, THREE[0], busy=True))
    assert (found.local.result, which_test(found)) == ("deferred", "local")
    assert told(found, "letter").headline == HEADLINES["deferred"]["letter"]


def test_a_report_known_only_roughly_is_named_by_both_its_days_wherever_it_is_told() -> None:
    roughly = Report("a", Span(day("2025-02-03"), day("2025-02-09")), Span.on(day("2025-02-02")), "council")
    assert told(assess(NORFOLK, facts(APPLIED, roughly))).changes[0] == (
        "Your report of 3 February 2025 to 9 February 2025 stops counting after 2 August 2025."
    )
    late = told(assess(NORFOLK, facts("2025-08-10", roughly)), "officer").near_misses
    assert late[0].startswith("The report of 3 February 2025 to 9 February 2025 missed a limit by 2 days")
