"""The yearly figures: they reconcile with what was done, count civil days, and leave as a harmless file."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from portal import create_app
from portal.area import Partnership
from portal.documents.comma_separated import comma_separated, harmless
from portal.services import appeals, figures, panels, plans, reviews
from portal.services.work import Office
from tests.house.clock import SetClock
from tests.services.conftest import Team, answers
from tests.services.refusing import proposed, settle
from tests.web.client import Client, Opened
from tests.web.markup import text_of
from tests.web.staffroom import person
from tests.web.steps import date_boxes, error_at, value_of

YEAR = (date(2026, 4, 1), date(2027, 3, 31))
Four = tuple[int, int, int, int]


def lines(opened: Opened) -> dict[str, Four]:
    """The table of the page: the four figures by the words of the line."""
    rows = [row for row in opened.parsed.all("tr") if row.find("td") is not None]
    found = {text_of(row.find("th")): tuple(int(text_of(cell)) for cell in row.findall("td")) for row in rows}
    return {name: (four[0], four[1], four[2], four[3]) for name, four in found.items()}


def saved(client: Client, first: date, last: date) -> list[dict[str, str]]:
    """The lines of the file for a period."""
    opened = client.get(f"/figures/file?first={first}&last={last}")
    return list(csv.DictReader(StringIO(opened.body.decode("utf-8-sig"))))


def show(client: Client, first: date, last: date, status: int = 200) -> Opened:
    client.get("/figures")
    return client.submit({**date_boxes("first", first), **date_boxes("last", last)}, status)


def counted(team: Team, first: date, last: date) -> dict[str, Four]:
    with team.work("figures") as work:
        found = figures.count(work, first, last)
    named = [*found.districts, ("Total", found.total)]
    return {
        name: (one.applications, one.not_met, one.reviews, one.with_recommendations) for name, one in named
    }


def review(team: Team, reference: str) -> None:
    for step in (team.convene, team.hold, team.comment, team.finish):
        step(reference)


def review_again(team: Team, reference: str) -> None:
    """The same after an appeal; the only chair has seen the case before, and says so."""
    with team.work("intake") as work:
        panels.convene(work, reference, team.convening(work, chair_independent=False))
    for step in (team.hold, team.comment, team.finish):
        step(reference)


def without_recommendations(team: Team, reference: str) -> None:
    """A review that ends with an action and no recommendation."""
    for step in (team.convene, team.hold, team.comment):
        step(reference)
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
    with team.office.work(write=False) as work:
        two = answers(work.today)["reports"][:2]
    settle(team, team.apply(reports=two))
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


@pytest.mark.parametrize(
    ("today", "first"),
    [("2027-03-31", "2026-04-01"), ("2027-04-01", "2027-04-01"), ("2027-04-02", "2027-04-01"),
     ("2026-12-31", "2026-04-01"), ("2028-02-29", "2027-04-01")],
)  # fmt: skip
def test_the_present_financial_year_is_offered(
    app: Flask, team: Team, clock: SetClock, today: str, first: str
) -> None:
    begins = date.fromisoformat(first)
    assert figures.financial_year(date.fromisoformat(today)) == (begins, date(begins.year + 1, 3, 31))
    clock.set(datetime.fromisoformat(f"{today}T10:00:00+00:00"))
    opened = person(app, team, "figures").get("/figures")
    assert [value_of(opened, f"first-{part}") for part in ("day", "month", "year")] == ["1", "4", first[:4]]
    assert value_of(opened, "last-day") == "31"


@given(st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_two_financial_years_leave_no_day_out(today: date) -> None:
    first, last = figures.financial_year(today)
    assert first <= today <= last
    assert (first.month, first.day, last.month, last.day) == (4, 1, 3, 31)
    assert (last - first).days in (364, 365)


# Refusals


@pytest.mark.parametrize(
    ("first", "last", "taken"),
    [
        ("2026-04-01", "2027-03-30", True),
        ("2026-04-01", "2027-03-31", True),
        ("2026-04-01", "2027-04-01", False),
        ("2027-04-01", "2028-03-31", True),  # 366 days, with 29 February
        ("2027-04-01", "2028-04-01", False),
        ("2028-02-29", "2029-02-28", True),
        ("2028-02-29", "2029-03-01", False),
        ("2027-03-01", "2028-02-29", True),
        ("2027-03-01", "2028-03-01", False),
    ],
)
def test_a_period_of_more_than_twelve_months_is_refused(
    app: Flask, team: Team, first: str, last: str, taken: bool
) -> None:
    client = person(app, team, "figures")
    opened = show(client, date.fromisoformat(first), date.fromisoformat(last), 200 if taken else 422)
    assert ("Total" in opened.words) is taken
    if not taken:
        words = "Choose a period of at most 12 months. That is the longest the Act allows."
        assert (opened.errors, error_at(opened, "last")) == ([words], words)
        assert value_of(opened, "last-year") == last[:4]
    client.get(f"/figures/file?first={first}&last={last}", 200 if taken else 409)


@pytest.mark.parametrize(("last", "status"), [("2026-03-31", 422), ("2026-04-01", 200), ("2026-04-02", 200)])
def test_a_period_may_be_one_day_but_not_less(app: Flask, team: Team, last: str, status: int) -> None:
    opened = show(person(app, team, "figures"), date(2026, 4, 1), date.fromisoformat(last), status)
    if status == 422:
        assert error_at(opened, "last") == "The last day must come after the first day."


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"first-day": ""}, "First day must include a day"),
        ({"first-day": "", "first-month": "", "first-year": ""}, "Enter the first day"),
        ({"last-month": "13"}, "Last day: the month must be a number from 1 to 12"),
        ({"last-year": "26"}, "Last day: the year must have 4 numbers, like 2026"),
        ({"first-day": "=1+1"}, "First day: the day must be a number from 1 to 31"),
    ],
)
def test_what_is_no_date_is_refused_beside_the_field(
    app: Flask, team: Team, typed: dict[str, str], error: str
) -> None:
    client = person(app, team, "figures")
    client.get("/figures")
    opened = client.submit(typed, 422)
    assert opened.errors == [error]
    assert "Total" not in opened.words


@pytest.mark.parametrize(
    "query",
    ["", "?first=2026-04-01", "?first=x&last=y", "?first=2026-04-01&last=2026-02-30", "?first=&last="],
)
def test_a_file_without_a_period_is_not_there(app: Flask, team: Team, query: str) -> None:
    person(app, team, "figures").get(f"/figures/file{query}", 404)


@pytest.mark.parametrize("years", [("0001-01-01", "0001-12-31"), ("9999-01-01", "9999-12-31")])
def test_the_ends_of_the_calendar_are_no_fault(app: Flask, team: Team, years: tuple[str, str]) -> None:
    rows = saved(person(app, team, "figures"), *map(date.fromisoformat, years))
    assert rows[-1]["applications_made"] == "0"


# The file


def test_the_file_says_its_period_its_columns_and_its_rules(app: Flask, team: Team) -> None:
    team.apply()
    client = person(app, team, "figures")
    client.get("/figures")
    opened = client.click("Download the figures as a CSV file")
    assert opened.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    assert opened.headers["Content-Disposition"] == (
        "attachment; filename=case-review-figures-2026-04-01-to-2027-03-31.csv"
    )
    assert opened.headers["X-Content-Type-Options"] == "nosniff"
    assert opened.headers["Cache-Control"] == "no-store"
    assert opened.body.startswith("\ufeffperiod_first_day,".encode())
    assert opened.body.count(b"\r\n") == opened.body.count(b"\n") == 4
    first = saved(client, *YEAR)[0]
    assert first == {
        "period_first_day": "2026-04-01",
        "period_last_day": "2027-03-31",
        "area": "Alderfen",
        "applications_made": "1",
        "threshold_not_met": "0",
        "reviews_carried_out": "0",
        "reviews_with_recommendations": "0",
        "threshold_versions_in_force": "brackenshire-1",
    }


def test_nothing_of_a_case_leaves_with_the_figures(app: Flask, team: Team) -> None:
    reference = team.apply(name="Canary Wharfdale", story="Canary story", home_address="9 Canary Row")
    client = person(app, team, "figures")
    for opened in (client.get("/figures"), client.get("/figures/file?first=2026-04-01&last=2027-03-31")):
        shown = opened.body.decode("utf-8-sig")
        assert "Canary" not in shown
        assert reference not in shown


@given(st.text(max_size=20))
def test_no_cell_is_a_formula(cell: str) -> None:
    made = str(harmless(cell))
    assert not made.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert made in (cell, f"'{cell}")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("http://x.example")', "＝1"]
)
def test_a_formula_is_shown_as_text(cell: str) -> None:
    [_, row] = csv.reader(StringIO(comma_separated(("area",), [(cell,)]).decode("utf-8-sig"), newline=""))
    assert row == [f"'{cell}"]


def test_a_file_keeps_its_shape() -> None:
    made = comma_separated(("a", "b"), [("x, y", 1), ('say "hi"\nnow', -2)]).decode("utf-8-sig")
    assert list(csv.reader(StringIO(made, newline=""))) == [
        ["a", "b"],
        ["x, y", "1"],
        ['say "hi"\nnow', "-2"],
    ]
    with pytest.raises(ValueError, match="heads"):
        comma_separated(("a", "b"), [("x",)])


def test_a_district_with_a_dangerous_name_is_harmless(
    team: Team, office: Office, brackenshire: Partnership
) -> None:
    named = brackenshire.districts[0].model_copy(update={"name": "=cmd|' /C calc'!A0"})
    here = replace(office, partnership=replace(brackenshire, districts=(named, *brackenshire.districts[1:])))
    app = create_app(here)
    app.testing = True
    assert saved(person(app, team, "figures"), *YEAR)[0]["area"] == "'=cmd|' /C calc'!A0"


# The rules in force


@pytest.mark.parametrize(
    ("starts", "found"),
    [
        (date(2027, 4, 1), ["brackenshire-1"]),
        (date(2027, 3, 31), ["brackenshire-1", "brackenshire-2"]),
        (date(2026, 4, 2), ["brackenshire-1", "brackenshire-2"]),
        (date(2026, 4, 1), ["brackenshire-2"]),
        (date(2026, 3, 31), ["brackenshire-2"]),
    ],
)
def test_the_rules_in_force_stand_beside_the_figures(
    team: Team, office: Office, brackenshire: Partnership, starts: date, found: list[str]
) -> None:
    [old] = brackenshire.criteria.versions
    new = old.model_copy(update={"version": "brackenshire-2", "in_force_from": starts})
    history = replace(brackenshire.criteria, versions=(old, new))
    here = replace(office, partnership=replace(brackenshire, criteria=history))
    app = create_app(here)
    app.testing = True
    client = person(app, team, "figures")
    assert saved(client, *YEAR)[0]["threshold_versions_in_force"] == "; ".join(found)
    words = client.get("/figures").words
    assert [f"brackenshire-{number}" in words for number in (1, 2)] == [
        f"brackenshire-{number}" in found for number in (1, 2)
    ]


def test_before_any_rules_the_page_says_so(app: Flask, team: Team) -> None:
    opened = show(person(app, team, "figures"), date(2013, 4, 1), date(2014, 3, 31))
    assert "No rules are known for this period." in opened.words
    assert "so far" not in opened.words


# Who may


@pytest.mark.parametrize("address", ["/figures", "/figures/file?first=2026-04-01&last=2027-03-31"])
def test_only_the_performance_officer_sees_them(app: Flask, team: Team, address: str) -> None:
    for name in ("intake", "decider", "chair", "police", "officer", "admin"):
        person(app, team, name).get(address, 403)
    Client(app).get(address, 303)
    assert "Yearly figures" in person(app, team, "figures").get("/your-sessions").links()


def test_nothing_is_written(app: Flask, team: Team) -> None:
    client = person(app, team, "figures")
    client.get("/figures")
    client.post("/figures", {}, 405)
    client.post("/figures/file", {}, 405)


def test_our_own_words_can_be_translated(app: Flask, team: Team) -> None:
    team.apply(district="unsure")
    person(app, team, "figures").get("/figures?first-day=1&first-month=4&first-year=2026", 422, pseudo=True)
