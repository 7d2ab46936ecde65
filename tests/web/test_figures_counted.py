"""The yearly figures reconcile with what was done, and count civil days."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from portal.services import appeals, figures, panels, plans, reviews
from tests.services.conftest import Team
from tests.services.refusing import proposed, settle, with_reports
from tests.web.figures_shown import YEAR, counted, lines, saved
from tests.web.staffroom import person


def review(team: Team, reference: str) -> None:
    team.walk(reference, "convene", "finish")


def review_again(team: Team, reference: str) -> None:
    """The same after an appeal; the only chair has seen the case before, and says so."""
    with team.work("intake") as work:
        panels.convene(work, reference, team.convening(work, chair_independent=False))
    team.walk(reference, "hold", "finish")


def without_recommendations(team: Team, reference: str) -> None:
    """A review that ends with an action and no recommendation."""
    team.walk(reference, "convene", "comment")
    with team.work("chair") as work:
        plan = replace(team.plan(work.today), recommendations=())
        assert isinstance(plan, plans.Plan)
        reviews.finish(work, reference, reviews.Finish("No fault.", "All was done.", plan, "Thank you."))


def upheld(team: Team, reference: str) -> None:
    """An appeal sends the review back."""
    token = team.token(reference, "appeal")
    with team.office.work() as work:
        appeals.lodge(work, token, appeals.NewAppeal((), "Not heard.", "", reference))
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works elsewhere.")
    with team.work("officer") as work:
        appeals.decide(work, reference, 1, "upheld_sent_back", "She was not heard.", "Works elsewhere.")


# Reconciling


def test_the_page_and_the_file_reconcile_with_a_walk(app: Flask, team: Team) -> None:
    """Four applications; one review with recommendations held twice after an appeal, one without any."""
    twice, plain, waiting, elsewhere = (
        team.apply(),
        team.apply(),
        team.apply(),
        team.apply(district="marlowick"),
    )
    assert len({twice, plain, waiting, elsewhere}) == 4
    for reference in (twice, plain):
        team.decide(reference)
    review(team, twice)
    without_recommendations(team, plain)
    upheld(team, twice)
    review_again(team, twice)
    client = person(app, team, "figures")
    opened = client.get("/figures")
    expected = {"Alderfen": (3, 0, 3, 2), "Marlowick": (1, 0, 0, 0), "Total": (4, 0, 3, 2)}
    assert lines(opened) == expected
    assert counted(team, *YEAR) == expected
    rows = saved(client, *YEAR)
    assert {row["area"]: tuple(int(row[name]) for name in list(row)[3:7]) for row in rows} == expected
    assert "1 April 2026 to 31 March 2027" in opened.words
    assert "A review held again after an appeal counts again." in opened.words
    assert "cannot record" not in opened.words
    assert "These are the figures so far." in opened.words


def test_not_met_is_counted_on_the_page_and_in_the_file(app: Flask, team: Team) -> None:
    settle(team, with_reports(team))
    proposed(team)  # nobody is refused yet
    client = person(app, team, "figures")
    assert lines(client.get("/figures"))["Alderfen"] == (2, 1, 0, 0)
    assert [row["threshold_not_met"] for row in saved(client, *YEAR)] == ["1", "0", "1"]


def test_what_waits_for_its_district_is_counted(app: Flask, team: Team) -> None:
    team.apply(district="unsure")
    team.apply()
    opened = person(app, team, "figures").get("/figures")
    assert lines(opened) == {
        "Alderfen": (1, 0, 0, 0),
        "Marlowick": (0, 0, 0, 0),
        "District not known yet": (1, 0, 0, 0),
        "Total": (2, 0, 0, 0),
    }


def test_a_district_that_the_area_file_names_no_more_is_counted(team: Team) -> None:
    team.apply()
    with team.office.work() as work:
        work.session.execute(text("UPDATE case_review SET district = 'oldmarsh'"))
    found = counted(team, *YEAR)
    assert found["oldmarsh"] == (1, 0, 0, 0)
    assert found["Total"] == (1, 0, 0, 0)


def test_every_step_of_the_walk_changes_its_own_figure_only(team: Team) -> None:
    assert counted(team, *YEAR)["Total"] == (0, 0, 0, 0)
    reference = team.apply()
    for step in (team.decide, team.convene, team.hold, team.comment):
        step(reference)
        assert counted(team, *YEAR)["Total"] == (1, 0, 0, 0)
    team.finish(reference)
    assert counted(team, *YEAR)["Total"] == (1, 0, 1, 1)
    team.end_actions(reference)
    team.close(reference)
    assert counted(team, *YEAR)["Total"] == (1, 0, 1, 1)


# Civil days


@pytest.mark.parametrize(
    ("moment", "old", "new"),
    [
        # In March 2026 the clocks change on the 29th, so 31 March ends at 23:00 UTC.
        ("2026-03-30T22:59:59", 1, 0),
        ("2026-03-31T22:59:59.999999", 1, 0),
        ("2026-03-31T23:00:00", 0, 1),
        ("2026-03-31T23:30:00", 0, 1),
        ("2026-04-01T00:00:00", 0, 1),
    ],
)
def test_the_financial_year_ends_at_midnight_in_london(team: Team, moment: str, old: int, new: int) -> None:
    team.clock.set(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    team.apply()
    assert counted(team, date(2025, 4, 1), date(2026, 3, 31))["Total"][0] == old
    assert counted(team, *YEAR)["Total"][0] == new


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2025-12-31T23:59:59.999999", False),
        ("2026-01-01T00:00:00", True),
        ("2026-12-31T23:59:59.999999", True),
        ("2027-01-01T00:00:00", False),
    ],
)
def test_a_calendar_year_has_both_its_days_and_no_other(team: Team, moment: str, inside: bool) -> None:
    team.clock.set(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    team.apply()
    assert counted(team, date(2026, 1, 1), date(2026, 12, 31))["Total"][0] == int(inside)


def test_each_figure_falls_into_the_year_of_its_own_event(team: Team) -> None:
    team.clock.set(datetime(2027, 3, 31, 10, tzinfo=UTC))
    reference = team.apply()
    team.decide(reference)
    team.clock.pass_time(days=1)
    review(team, reference)
    assert counted(team, *YEAR)["Total"] == (1, 0, 0, 0)
    assert counted(team, date(2027, 4, 1), date(2028, 3, 31))["Total"] == (0, 0, 1, 1)


@given(st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_two_financial_years_leave_no_day_out(today: date) -> None:
    first, last = figures.financial_year(today)
    assert first <= today <= last
    assert (first.month, first.day, last.month, last.day) == (4, 1, 3, 31)
    assert (last - first).days in (364, 365)
