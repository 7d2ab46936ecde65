"""The check of dates for call takers, in every language and area, and in a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from portal import create_app
from portal.journeys.checking import asked_of
from portal.services.work import Office
from portal.web.language import COOKIE, PSEUDO
from tests.browser.people import DESKTOP, NARROW, Person
from tests.web.applicant import begin
from tests.web.client import Client
from tests.web.date_check import ALL_PAGES, CARRY, SHOW, THREE, TODAY, checked, elsewhere, history, row, rows
from triage.calendar import end_of_period


def test_call_takers_read_what_to_say_and_where_to_take_it(client: Client) -> None:
    shown = client.get("/check/for-call-takers")
    assert shown.title == "Dates and calls – Brackenshire"
    for words in (
        "Areas must explain the case review to everybody who makes a second report in six months",
        "Home Office guidance, July 2025 edition, as summarised. Check it",
        "Is it safe for you to talk now?",
        "call 999",
        "It is called an ASB Case Review.",
        "01632 960100",
        "http://127.0.0.1:8000/",
        "the day of the call counts as the day of the application",
    ):
        assert words in shown.words


def test_call_takers_get_both_answers_in_the_officers_words(client: Client) -> None:
    shown = checked(client, THREE, "/check/for-call-takers")
    assert "On these dates the threshold must be decided as met (section 104(4))." in shown.words
    assert "The Act’s own test Met The partnership’s rules Met" in shown.words
    assert "Counts The report of 5 October 2026 counts" in shown.words
    assert "Never turn anybody away because of this answer." in shown.words
    assert CARRY in shown.words


SECOND = "This is a second report in six months, or more. Tell the caller about the case review now."


@pytest.mark.parametrize(
    ("first", "second"), [(date(2026, 5, 23), False), (date(2026, 5, 24), True), (date(2026, 5, 25), True)]
)
def test_at_the_second_report_in_six_months_they_tell_of_the_review(
    client: Client, first: date, second: bool
) -> None:
    assert (end_of_period(first, 6, "month") >= TODAY) == second
    typed = rows(row(1, first, "council"), row(2, TODAY, "police"))
    assert (SECOND in checked(client, typed, "/check/for-call-takers").words) == second


def test_one_report_or_one_that_was_never_made_is_no_second_one(client: Client) -> None:
    one = rows(row(1, TODAY, "police"), row(2, TODAY, "nobody"))
    assert SECOND not in checked(client, one, "/check/for-call-takers").words


def test_a_call_taker_who_began_one_already_stays_on_their_page(client: Client) -> None:
    begin(client)
    checked(client, THREE, "/check/for-call-takers")
    shown = client.submit({"instead": None}, 200)
    assert shown.h1 == "When somebody calls about anti-social behaviour"


@pytest.mark.parametrize("address", ALL_PAGES)
@pytest.mark.parametrize("more", [{}, {"reports-1-incident-day": "x"}, {"reports-2-told": "nobody"},
                                  {"reports-2-incident-unknown": "yes", "reports-2-incident-day": ""}])  # fmt: skip
def test_no_answer_has_an_untranslated_word(client: Client, address: str, more: dict[str, str]) -> None:
    client.get(address, pseudo=True)
    client.browser.set_cookie(COOKIE, PSEUDO, domain="127.0.0.1")
    typed = {**THREE, **more}
    wrong = "reports-1-incident-day" in more or typed["reports-2-incident-day"] == ""
    answer = client.browser.post(
        f"{address}?lang={PSEUDO}", base_url=client.base_url, data={"csrf_token": client.token(), **typed}
    )
    client.checked("POST", f"{address}?lang={quote(PSEUDO)}", answer.status_code, answer)
    assert answer.status_code == 422 if wrong else answer.status_code == 200


@pytest.mark.parametrize(
    "name", ["birmingham", "dover", "eden", "mid-devon", "north-kesteven", "peterborough"]
)
def test_every_area_of_a_sample_is_answered(office: Office, name: str) -> None:
    rules = history(name)
    client = elsewhere(office, rules)
    client.get("/check", pseudo=True)
    asked = asked_of(rules.in_force(TODAY))
    flags = {f"conditions-{flag}-so": "no" for flag in asked}
    for typed in (THREE, {**THREE, **flags}):
        for address in ALL_PAGES:
            shown = checked(client, typed, address)
            assert "None" not in shown.words and "%(" not in shown.words
    assert all(condition.words in shown.words for condition in asked.values())
    # A condition of the area stands outside the Act: on these dates the right stays whatever is said of it.
    assert "must be decided as met" in shown.words


def test_norfolk_is_answered(office: Office, norfolk: Any) -> None:
    client = Client(create_app(replace(office, partnership=norfolk)))
    assert "may meet the threshold" in checked(client, THREE).words
    assert "Phone Not yet agreed" in client.get("/check/for-call-takers").words


def test_the_check_is_found_from_the_first_page_and_before_the_first_question(client: Client) -> None:
    for address in ("/", "/apply", "/how-we-decide"):
        client.get(address)
        assert client.click("Check whether your dates may count").address == "/check"
    assert client.click("The same check for people who take calls").address == "/check/for-call-takers"
    assert client.click("The check for everybody").address == "/check"


@pytest.fixture
def address(client: Client) -> Iterator[str]:
    """Where the portal answers."""
    server = make_server("127.0.0.1", 0, client.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("viewport", "script"), [(NARROW, False), (DESKTOP, True)], ids=["320 px", "1280 px"]
)
def test_the_pages_are_accessible_and_narrow(
    browser: Browser, address: str, viewport: dict[str, int], script: bool
) -> None:
    person = Person(browser, address, script=script, viewport=dict(viewport))
    for path, show in (("/check", SHOW), ("/check/for-call-takers", "Show the answer")):
        person.go(path)
        person.press("Add another report")
        assert person.page.url.endswith("#reports-4")
        person.press(show)
        assert person.reads("Enter the dates of at least one report")
        person.put(reports__1__incident=date(2026, 10, 5), reports__1__told="police")
        person.put(reports__1__told_on=date(2026, 11, 9), reports__2__incident=date(2026, 11, 9))
        person.put(reports__2__told="nobody")
        person.page.locator("#reports-2-incident-year").press("Enter")
        person.check()
        assert person.reads("missed a limit by 5 days")
        person.page.get_by_text("See the dates on a line").click()
        person.check()
        assert person.reads("Nobody yet") and person.reads("May not count")
    person.go("/how-we-decide")
    person.close()
