"""The statutory test, s104(4) and (11): each boundary one day before, on the day and one day after."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.bench import bench_triage
from tests.triage.builders import area, criteria, facts, report
from tests.triage.oracle import Told, statutory_answer
from triage import Assessment, Facts, Report, Span, assess, assessment
from triage.assessment import prepared

NORFOLK = area("norfolk")
TWO = (report("b", "2025-02-03", "2025-02-02"), report("c", "2025-02-10", "2025-02-09"))


def statutory(applied: str, *reports: Report, **flags: object) -> str:
    return assess(NORFOLK, facts(applied, *reports, **flags)).statutory.result


@pytest.mark.parametrize(
    ("incident", "last"),
    [
        ("2025-01-15", "2025-02-14"),
        ("2025-01-28", "2025-02-27"),
        ("2025-01-29", "2025-02-28"),
        ("2025-01-31", "2025-02-28"),
        ("2025-03-01", "2025-03-31"),
    ],
)
@pytest.mark.parametrize(("off", "result"), [(-1, "met"), (0, "met"), (1, "not_met")])
def test_a_report_is_made_within_a_month_beginning_with_the_incident(
    incident: str, last: str, off: int, result: str
) -> None:
    told = date.fromisoformat(last) + timedelta(days=off)
    assert statutory("2025-04-20", report("a", told.isoformat(), incident), *TWO) == result


@pytest.mark.parametrize(
    ("told", "last"),
    [
        ("2025-01-15", "2025-07-14"),
        ("2025-08-28", "2026-02-27"),
        ("2025-08-29", "2026-02-28"),
        ("2025-08-31", "2026-02-28"),
        ("2027-08-31", "2028-02-29"),
    ],
)
@pytest.mark.parametrize(("off", "result"), [(-1, "met"), (0, "met"), (1, "not_met")])
def test_an_application_is_made_within_six_months_beginning_with_the_report(
    told: str, last: str, off: int, result: str
) -> None:
    applied = date.fromisoformat(last) + timedelta(days=off)
    recent = [(applied - timedelta(days=gap)).isoformat() for gap in (20, 10)]
    reports = [report("a", told, told), *(report(f"n{day}", day, day) for day in recent)]
    assert statutory(applied.isoformat(), *reports) == result


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-02-13", "not_met"), ("2025-02-14", "met"), ("2025-02-15", "met")]
)
def test_a_report_must_be_made_by_the_day_of_the_application(applied: str, result: str) -> None:
    assert statutory(applied, report("a", "2025-02-14", "2025-02-13"), *TWO) == result


@pytest.mark.parametrize(
    ("incident", "result"),
    [("2025-02-13", "met"), ("2025-02-14", "met"), ("2025-02-15", "needs_information")],
)
def test_a_report_dated_before_its_incident_is_a_question_not_a_refusal(incident: str, result: str) -> None:
    assert statutory("2025-03-20", report("a", "2025-02-14", incident), *TWO) == result


@pytest.mark.parametrize(("number", "result"), [(2, "not_met"), (3, "met"), (4, "met")])
def test_three_reports_are_needed(number: int, result: str) -> None:
    reports = [report(f"r{n}", f"2025-02-{n + 1:02}", f"2025-02-{n:02}") for n in range(1, number + 1)]
    assert statutory("2025-03-20", *reports) == result


def test_no_report_at_all_is_not_met() -> None:
    assert statutory("2025-03-20") == "not_met"


@pytest.mark.parametrize("body", ["council", "police", "health", "social_landlord"])
def test_a_report_to_any_relevant_body_counts(body: str) -> None:
    assert statutory("2025-03-20", report("a", "2025-02-14", "2025-02-13", body=body), *TWO) == "met"


@pytest.mark.parametrize(
    "left_out",
    [{"body": "mp"}, {"counts_as_report": False}, {"other_problem": True}, {"set_aside": "not_asb"}],
)
def test_what_is_no_complaint_about_this_behaviour_does_not_count(left_out: dict[str, object]) -> None:
    assert statutory("2025-03-20", report("a", "2025-02-14", "2025-02-13", **left_out), *TWO) == "not_met"


def test_one_incident_told_by_one_person_to_several_bodies_counts_once() -> None:
    same = [
        report(body, "2025-02-14", "2025-02-13", body=body, incident_key="x")
        for body in ("council", "police")
    ]
    assert statutory("2025-03-20", *same, TWO[0]) == "not_met"
    assert statutory("2025-03-20", *same, *TWO) == "met"


def test_reports_of_one_incident_by_different_people_are_never_merged() -> None:
    three = [
        report(who, "2025-02-14", "2025-02-13", reporter=who, incident_key="x") for who in ("p", "q", "r")
    ]
    assert statutory("2025-03-20", *three) == "met"


def test_reports_without_a_grouping_stand_alone() -> None:
    three = [report(key, "2025-02-14", "2025-02-13", incident_key=None) for key in ("a", "b", "c")]
    assert statutory("2025-03-20", *three) == "met"


@pytest.mark.parametrize(
    "flags",
    [
        {"case_open": True},
        {"exclusion": "vexatious_malicious"},
        {"conditions_met": False},
        {"same_household": True},
        {"exclusion": "still_open_investigation"},
        {"action_taken": True},
    ],
)
def test_nothing_but_dates_bodies_and_behaviour_enters(flags: dict[str, object]) -> None:
    assert statutory("2025-03-20", report("a", "2025-02-14", "2025-02-13"), *TWO, **flags) == "met"


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-02-13", "2025-02-14", "met"),
        ("2025-02-14", "2025-02-15", "needs_information"),
        ("2025-02-15", "2025-02-16", "not_met"),
    ],
)
def test_an_uncertain_report_is_tried_at_its_best_and_at_its_worst(
    earliest: str, latest: str, result: str
) -> None:
    told = Span(date.fromisoformat(earliest), date.fromisoformat(latest))
    about = Report("a", told, Span.on(date(2025, 1, 15)), "council")
    assert statutory("2025-03-20", about, *TWO) == result


@pytest.mark.parametrize(
    ("earliest", "latest", "result"),
    [
        ("2025-01-15", "2025-01-16", "met"),
        ("2025-01-14", "2025-01-15", "needs_information"),
        ("2025-01-13", "2025-01-14", "not_met"),
    ],
)
def test_an_uncertain_incident_is_tried_at_its_best_and_at_its_worst(
    earliest: str, latest: str, result: str
) -> None:
    incident = Span(date.fromisoformat(earliest), date.fromisoformat(latest))
    about = Report("a", Span.on(date(2025, 2, 14)), incident, "council")
    assert statutory("2025-03-20", about, *TWO) == result


def test_a_missing_date_matters_only_where_the_answer_hangs_on_it() -> None:
    unknown = report("a", None, "2025-02-13")
    assert statutory("2025-03-20", unknown, *TWO) == "needs_information"
    assert statutory("2025-03-20", unknown, TWO[0]) == "not_met"
    assert statutory("2025-03-20", unknown, *TWO, report("d", "2025-02-14", "2025-02-13")) == "met"


def test_number_and_periods_follow_the_procedure_where_it_sets_them() -> None:
    own = criteria(statutory={"reports": 2, "report_within": {"length": 10, "unit": "day"}})
    one, two = report("a", "2025-02-10", "2025-02-01"), report("b", "2025-02-11", "2025-02-01")
    assert assess(own, facts("2025-03-20", one)).statutory.result == "not_met"
    assert assess(own, facts("2025-03-20", one, two)).statutory.result == "not_met"
    assert (
        assess(own, facts("2025-03-20", one, report("c", "2025-02-03", "2025-02-02"))).statutory.result
        == "met"
    )


def test_organisations_and_duplicates_follow_the_procedure_where_it_sets_them() -> None:
    own = criteria(statutory={"reports": 1, "bodies": ["council", "school"]})
    for body, result in (("council", "met"), ("school", "met"), ("police", "not_met")):
        told = report("a", "2025-02-10", "2025-02-01", body=body)
        assert assess(own, facts("2025-03-20", told)).statutory.result == result
    three = [report(f"r{n}", f"2025-02-0{n}", "2025-02-01", incident_key="x") for n in (1, 2, 3)]
    each = criteria(statutory={"same_incident": "each"})
    assert assess(each, facts("2025-03-20", *three)).statutory.result == "met"
    assert assess(criteria(), facts("2025-03-20", *three)).statutory.result == "not_met"


@pytest.mark.parametrize(
    ("applied", "result"), [("2025-02-16", "met"), ("2025-02-15", "met"), ("2025-02-14", "needs_information")]
)
def test_an_uncertain_report_may_have_been_made_up_to_the_day_of_the_application(
    applied: str, result: str
) -> None:
    about = Report("a", Span(date(2025, 2, 13), date(2025, 2, 15)), Span.on(date(2025, 2, 1)), "council")
    assert statutory(applied, about, *TWO) == result


def test_a_date_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match=r"^the latest day of a date cannot come before its earliest day$"):
        Span(date(2025, 1, 2), date(2025, 1, 1))
    assert Span(date(2025, 1, 1), date(2025, 1, 1)).exact
    assert not Span(date(2025, 1, 1), date(2025, 1, 2)).exact


def test_the_statutory_answer_names_the_act_and_its_own_route() -> None:
    found = assess(NORFOLK, facts("2025-03-20", report("a", "2025-02-14", "2025-02-13"), *TWO))
    assert (found.statutory.route, found.statutory.measured, found.version) == ("s104", "s104", "norfolk-1")
    short = assess(NORFOLK, facts("2025-03-20", *TWO))
    assert (short.statutory.route, short.statutory.measured) == (None, "s104")


SPANS = st.dates(date(2025, 1, 1), date(2026, 4, 30)).flatmap(
    lambda first: st.integers(0, 6).map(lambda more: Span(first, first + timedelta(days=more)))
)


@st.composite
def any_report(draw: st.DrawFn) -> Report:
    incident = draw(SPANS)
    gap = draw(st.integers(-2, 35))
    told = Span(
        incident.earliest + timedelta(days=gap),
        incident.latest + timedelta(days=gap + draw(st.integers(0, 4))),
    )
    return Report(
        key=draw(st.uuids()).hex,
        told=told,
        incident=incident,
        body=draw(st.sampled_from(["council", "police", "health", "social_landlord", "mp"])),
        reporter=draw(st.sampled_from(["applicant", "neighbour"])),
        incident_key=draw(st.sampled_from([None, "x", "y", "z"])),
    )


def as_told(report: Report) -> Told:
    def days(span: Span | None) -> tuple[date, ...]:
        assert span is not None
        return tuple(span.earliest + timedelta(days=n) for n in range((span.latest - span.earliest).days + 1))

    return Told(days(report.told), days(report.incident), report.body, report.reporter, report.incident_key)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(any_report(), max_size=6, unique_by=lambda r: r.key),
    st.dates(date(2025, 2, 1), date(2026, 6, 30)),
)
@example([], date(2025, 2, 1))
def test_the_statutory_answer_agrees_with_an_oracle_that_walks_the_days(
    reports: list[Report], applied: date
) -> None:
    assessed = assess(NORFOLK, Facts(applied, tuple(reports)))
    assert assessed.statutory.result == statutory_answer([as_told(report) for report in reports], applied)
    assert Assessment.from_json(assessed.as_json()).as_json() == assessed.as_json()


def test_the_plain_version_of_the_bench_gives_the_same_answers() -> None:
    pool = bench_triage.applications(400, seed=7)
    ours = [
        (found.local.result, found.statutory.result) for found in (assess(NORFOLK, facts) for facts in pool)
    ]
    assert ours == [bench_triage.plainly(facts) for facts in pool]
    assert set(ours) == {("met", "met"), ("not_met", "met"), ("not_met", "not_met")}


def test_criteria_are_made_ready_once_and_only_the_latest_are_remembered() -> None:
    assert prepared(NORFOLK) is prepared(NORFOLK)
    many = [criteria(reports=1 + number % 100) for number in range(600)]
    for rules in many:
        assert prepared(rules).criteria is rules
    assert len(assessment._prepared) <= 256
    assert prepared(many[-1]) is prepared(many[-1])
