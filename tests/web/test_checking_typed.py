"""The check of dates: what is typed wrong stands beside its field, and nothing typed is lost."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from portal.journeys.checking import DateCheck, check
from portal.journeys.forms import Asking
from portal.wording import in_english
from tests.journeys.examples import typed_date
from tests.web.client import Client
from tests.web.date_check import ALL_PAGES, CARRY, SHOW, THREE, TODAY, area, checked, row, rows
from tests.web.markup import text_of

THE_WRONG_WAY_ROUND = (
    "You entered that it happened on 2 November 2026, after you told someone. Check both dates,"
    " or tick that you are not sure"
)


def test_an_empty_form_says_what_to_enter(client: Client) -> None:
    client.get("/check")
    shown = client.submit({}, 422)
    assert shown.errors == ["Enter the dates of at least one report"]
    assert "What your dates may mean" not in shown.words


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"reports-1-incident-day": "31", "reports-1-incident-month": "2", "reports-1-incident-year": "2026"},
            [
                "Report 1: Date it happened: that month does not have so many days. Check the day and the month",
                "Report 1: Choose who you told, or that you have not told anyone yet",
            ],
        ),
        (
            {"reports-2-told": "police"},
            [
                "Report 2: Enter the date it happened, or tick “I do not know the date”",
                "Report 2: Enter the date you told them, or tick “I do not know the date”",
            ],
        ),
        (row(1, date(2026, 11, 24), "nobody"), ["Report 1: Date it happened must be today or in the past"]),
        (
            row(1, date(2026, 11, 2), "police", date(2026, 11, 1)),
            [f"Report 1: {THE_WRONG_WAY_ROUND}"],
        ),
        (row(1, TODAY, "king"), ["Report 1: Choose one of the answers in the list"]),
        (rows(THREE, {"reports-2-same_as": "3"}), ["Report 2: Choose one of the answers in the list"]),
        (rows(THREE, {"hate": "x"}), ["Choose one of the answers in the list"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ALL_PAGES)
def test_errors_stand_beside_the_field_and_the_answers_stay(
    client: Client, address: str, typed: dict[str, str], errors: list[str]
) -> None:
    client.get(address)
    shown = client.submit(typed, 422)
    assert shown.errors == errors
    for name, value in typed.items():
        control = shown.parsed.with_id(name)
        if control is not None and control.tag == "input" and control.get("type") == "text":
            assert control.get("value") == value


def test_dates_before_the_first_of_a_day_the_caller_did_not_tell_are_not_compared(client: Client) -> None:
    left_over = typed_date("reports-1-told_on", date(2026, 10, 1))
    checked(client, rows(row(1, date(2026, 11, 9), "nobody"), left_over))


def test_what_was_typed_is_shown_again_with_the_answer(client: Client) -> None:
    shown = checked(client, rows(THREE, {"reports-3-same_as": "none", "hate": "unsure"}))
    again = client.submit({}, 200, form=1)
    assert again.words == shown.words
    again = client.submit({"reports-1-told": "health"}, 200, form=1)
    assert "Report 1 It may count." in again.words


def test_one_more_row_keeps_what_was_typed_and_asks_for_nothing(client: Client) -> None:
    client.get("/check")
    shown = client.submit({"reports-1-incident-day": "5"}, 200, button="Add another report")
    assert "Report 4" in shown.words and "Report 5" not in shown.words
    assert shown.errors == []
    day = shown.parsed.with_id("reports-1-incident-day")
    assert day is not None and day.get("value") == "5"
    more = next(button for button in shown.parsed.all("button") if text_of(button) == "Add another report")
    assert more.get("formaction") == "#reports-5"


def test_pressing_enter_in_a_box_shows_the_answer(client: Client) -> None:
    (form,) = client.get("/check").forms()
    first = next(found for found in form.iter() if found.tag == "button")
    assert text_of(first) == SHOW and first.get("name") is None
    shown = checked(client, THREE)
    carry, change = shown.forms()
    assert carry.get("action") == "/check/apply"
    assert [text_of(found) for found in carry.iter() if found.tag == "button"] == [CARRY]
    assert CARRY not in text_of(change)


@pytest.mark.parametrize(("sent", "shown"), [("0", 1), ("1", 1), ("19", 19), ("20", 20), ("21", 20), ("999", 20),
                                             ("99999", 3), ("-1", 3), ("١", 3), ("x" * 5000, 3)])  # fmt: skip
def test_the_number_of_rows_stays_within_bounds(client: Client, sent: str, shown: int) -> None:
    client.get("/check")
    page = client.submit({"reports-rows": sent}, 422).parsed
    assert page.with_id(f"reports-{shown}-told") is not None
    assert page.with_id(f"reports-{shown + 1}-told") is None
    buttons = [text_of(button) for button in page.all("button")]
    assert ("Add another report" in buttons) == (shown < 20)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "9" * 3000,
    "%(day)s {{ 7 * 7 }}",
    "\u202e٣",
)


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("address", [*ALL_PAGES, "/check/apply"])
def test_long_and_hostile_input_is_refused_beside_its_field(client: Client, address: str, bad: str) -> None:
    client.get("/check")
    names = ["incident-day", "incident-month", "incident-to-year", "told_on-day", "told", "same_as", "hate"]
    typed = {f"reports-2-{name}": bad for name in names} | {
        "hate": bad,
        "reader": bad,
        "conditions-x-so": bad,
    }
    shown = client.post(address, typed, 422)
    assert shown.errors
    assert not shown.parsed.all("img")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.dictionaries(
        st.sampled_from(
            sorted({*THREE, "reports-rows", "reports-2-same_as", "hate", "reports-1-incident-unknown"})
        ),
        st.one_of(
            st.text(max_size=12), st.sampled_from(["1", "12", "2026", "nobody", "police", "yes", "none", "2"])
        ),
    )
)
def test_whatever_is_typed_the_page_is_shown(client: Client, typed: dict[str, str]) -> None:
    form = DateCheck.ask(Asking(in_english, TODAY), MultiDict({**THREE, **typed}))
    if form.validate():
        check(form, area("norfolk"), TODAY)


def test_a_page_open_for_too_long_keeps_the_dates(client: Client) -> None:
    client.get("/check")
    shown = client.post("/check", {**THREE, "csrf_token": "old"}, 400)
    day = shown.parsed.with_id("reports-1-incident-day")
    assert day is not None and day.get("value") == "5"
    assert "What your dates may mean" not in shown.words
