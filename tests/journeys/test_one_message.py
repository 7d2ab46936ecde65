"""One honest message of two answers: that of the test somebody hears of, with its dates alone."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.journeys.checking import one_message
from tests.triage.test_areas import AREAS
from triage import Criteria, Facts, Report, Span, assess, load_area_criteria
from triage.explain import binding_answer

TODAY = date(2026, 11, 23)


def area(name: str) -> Criteria:
    """The rules of a real area today."""
    return load_area_criteria((AREAS / f"{name}.toml").read_bytes(), AREAS).in_force(TODAY)


def told_on(*days: date, body: str = "police") -> Facts:
    """Facts with reports made on the day of the incident."""
    return Facts(
        TODAY,
        tuple(Report(f"r{n}", Span.on(day), Span.on(day), body) for n, day in enumerate(days, 1)),
    )


def test_where_neither_is_met_the_test_that_misses_least_is_told() -> None:
    # Norfolk's own words do not name the health service; the Act does.
    both = assess(area("norfolk"), told_on(date(2026, 10, 1), date(2026, 10, 2), body="health"))
    assert (both.local.counted, both.statutory.counted) == (0, 2)
    told = one_message(both)
    assert binding_answer(told).counted == 2
    assert {change.test for change in told.next_dates} == {"statutory"}


def test_a_missing_date_in_either_test_is_told() -> None:
    reports = told_on(date(2026, 10, 1), date(2026, 10, 2), body="health").reports
    third = Report("r3", None, None, "health")
    both = assess(area("norfolk"), Facts(TODAY, (*reports, third)))
    assert (both.local.result, both.statutory.result) == ("not_met", "needs_information")
    assert binding_answer(one_message(both)).result == "needs_information"


@settings(max_examples=150)
@given(
    days=st.lists(st.dates(date(2026, 3, 1), TODAY), max_size=5),
    body=st.sampled_from(["police", "health", "council", "other"]),
    name=st.sampled_from(["norfolk", "eden", "dover", "birmingham", "peterborough"]),
)
def test_the_one_message_never_hides_a_right(days: list[date], body: str, name: str) -> None:
    both = assess(area(name), told_on(*days, body=body))
    told = one_message(both)
    assert told.must_be_met == both.must_be_met
    assert told.statutory.as_json() == both.statutory.as_json()
    rank = ["not_met", "needs_information", "discretionary", "met"].index
    assert rank(binding_answer(told).result) == max(rank(both.local.result), rank(both.statutory.result))
    assert len({near.test for near in told.near_miss} | {change.test for change in told.next_dates}) <= 1
