"""What the threshold rules see of an application."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.journeys.facts import BODIES, facts
from portal.journeys.when import GOING_ON, Moment, When
from tests.journeys.examples import walk
from triage import Span

APPLIED = date(2026, 3, 20)


def march(first: int, last: int | None = None) -> Span:
    return Span(date(2026, 3, first), date(2026, 3, last or first))


def spans(incident: Any, told_on: Any) -> tuple[Span | None, Span | None]:
    """The days of telling and of the behaviour, for one report."""
    (report,) = facts({"reports": [{"key": "r1", "incident": incident, "told_on": told_on}]}, APPLIED).reports
    return report.told, report.incident


def test_an_application_becomes_facts() -> None:
    answers, _ = walk(reports=2)
    seen = facts(answers, APPLIED)
    assert seen.application_date == APPLIED
    assert [report.key for report in seen.reports] == ["r1", "r2"]
    assert seen.reports[0].told == Span.on(date(2026, 1, 11))
    assert seen.reports[0].incident == Span.on(date(2026, 1, 10))
    assert {report.body for report in seen.reports} == {"police"}
    assert {report.kind for report in seen.reports} == {"asb"}
    assert seen.flags == {}


def test_nothing_else_of_the_answers_enters() -> None:
    answers, _ = walk(reports=2)
    other, _ = walk(
        reports=2,
        changes={
            "next-steps": {"still_working": "yes"},
            "people": {"share_home": "yes"},
            "effects": {"vulnerable": "Ill"},
        },
    )
    assert facts(answers, APPLIED) == facts(other, APPLIED)


def test_hate_is_told_and_no_reports_are_no_facts() -> None:
    answers, _ = walk(reports=1, changes={"effects": {"hate": "yes"}})
    assert facts(answers, APPLIED).reports[0].kind == "hate"
    assert facts({}, APPLIED).reports == ()


@pytest.mark.parametrize(("told", "body"), BODIES.items())
def test_who_was_told_becomes_a_code_of_the_rules(told: str, body: str) -> None:
    answers, _ = walk(reports=1, changes={"report": {"told": told}})
    assert facts(answers, APPLIED).reports[0].body == body


@pytest.mark.parametrize(
    ("incident", "told_on", "told", "happened"),
    [
        ({"on": "2026-03-03"}, {"on": "2026-03-05"}, march(5), march(3)),
        ("unknown", {"on": "2026-03-05"}, march(5), None),
        ({"on": "2026-03-03"}, "unknown", None, march(3)),
        ("unknown", "unknown", None, None),
        (None, None, None, None),
        # Rough dates; a month is cut off at the day of applying.
        ({"on": "2026-03-10", "about": True}, {"on": "2026-03-12"}, march(12), march(3, 17)),
        ({"on": "2026-03-09"}, {"on": "2026-03-10", "about": True}, march(3, 17), march(9)),
        ({"on": "2026-03"}, {"on": "2026-03"}, march(1, 20), march(1, 20)),
        # Continuing behaviour: its last day, and while it lasts the day of telling.
        ({"on": "2026-03-01", "until": "2026-03-04"}, {"on": "2026-03-05"}, march(5), march(4)),
        ({"on": "2026-03-01", "until": "2026-03-05"}, {"on": "2026-03-05"}, march(5), march(5)),
        ({"on": "2026-03-01", "until": "2026-03-06"}, {"on": "2026-03-05"}, march(5), march(5)),
        ({"on": "2026-03-01", "until": "going_on"}, {"on": "2026-03-05"}, march(5), march(5)),
        ({"on": "2026-03-01", "until": "going_on"}, "unknown", None, march(20)),
        ({"until": "going_on"}, {"on": "2026-03-05"}, march(5), march(5)),
        ({"on": "2026-03-01", "until": "going_on"}, {"on": "2026-03"}, march(1, 20), march(1, 20)),
        ({"on": "2026-03-05", "until": "going_on"}, {"on": "2026-03-05"}, march(5), march(5)),
        # The wrong way round for certain: left for a person to ask.
        ({"on": "2026-03-06"}, {"on": "2026-03-05"}, march(5), march(6)),
        ({"on": "2026-03-06", "until": "going_on"}, {"on": "2026-03-05"}, march(5), march(20)),
    ],
)
def test_dates_become_days(incident: Any, told_on: Any, told: Span | None, happened: Span | None) -> None:
    assert spans(incident, told_on) == (told, happened)


days = st.dates(date(2025, 1, 1), APPLIED)
moments = st.builds(
    lambda day, whole: Moment(day.year, day.month, None if whole else day.day), days, st.booleans()
)
begun = st.builds(When, moments, st.booleans(), st.none() | st.just(GOING_ON))


@given(begun, st.builds(When, moments, st.booleans()))
def test_rough_dates_say_what_was_said_and_come_the_right_way_round_where_they_can(
    incident: When, told_on: When
) -> None:
    told, happened = spans(incident.to_storage(), told_on.to_storage())
    began, said = incident.began(), told_on.began()
    assert told is not None
    assert happened is not None
    assert began is not None
    assert said is not None
    assert told == Span(min(said[0], APPLIED), min(said[1], APPLIED))
    assert happened.latest <= APPLIED
    assert (happened.earliest <= told.latest) is (began[0] <= told.latest)


@given(days, st.integers(0, 40))
def test_exact_dates_stay_as_they_are(incident: date, later: int) -> None:
    told_on = min(incident + timedelta(days=later), APPLIED)
    told, happened = spans({"on": incident.isoformat()}, {"on": told_on.isoformat()})
    assert (told, happened) == (Span.on(told_on), Span.on(incident))


def same(**pointers: str) -> list[str | None]:
    entries = [{"key": key, "same_as": pointers.get(key)} for key in ("r1", "r2", "r3", "r4")]
    return [report.incident_key for report in facts({"reports": entries}, APPLIED).reports]


def test_reports_of_one_event_share_its_name() -> None:
    assert same() == [None, None, None, None]
    assert same(r2="none") == [None, None, None, None]
    assert same(r3="r1") == ["r1", None, "r1", None]
    assert same(r2="r1", r3="r2") == ["r1", "r1", "r1", None]
    assert same(r1="r3", r2="r3") == ["r1", "r1", "r1", None]
    assert same(r2="r1", r4="r3") == ["r1", "r1", "r3", "r3"]
    assert same(r2="gone") == [None, None, None, None]
