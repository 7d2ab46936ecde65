"""The whole way of an application, without script: forwards, backwards, changed, checked, sent once."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select

from config import Settings
from portal import create_app
from portal.area import Partnership
from portal.services.work import Office
from portal.store.tables import Case, Draft, FrozenAnswer
from tests.house.clock import SetClock
from tests.journeys.examples import typed_date
from tests.web.applicant import (
    TYPED,
    at_page,
    begin,
    control,
    fill_in,
    last,
    page_of,
    typed_report,
)
from tests.web.client import Client
from tests.web.markup import text_of


def cases(office: Office) -> list[Case]:
    """Every case there is."""
    with office.work(write=False) as reading:
        return list(reading.session.scalars(select(Case)))


def answers(office: Office) -> dict[str, Any]:
    """The answers of the one draft."""
    with office.work(write=False) as reading:
        return dict(reading.session.scalars(select(Draft)).one().answers)


def reference(client: Client) -> str:
    """The reference on the page of the receipt."""
    (panel,) = last(client).parsed.by_class("govuk-panel__body")
    return text_of(next(panel.iter("strong")))


def test_three_reports_in_at_most_twenty_pages(client: Client, office: Office) -> None:
    begin(client)
    passed = fill_in(client, reports=3)
    assert (passed[0], passed[-1]) == ("start", "send")
    assert len(passed) <= 20
    assert last(client).h1 == "Your application is sent"
    (case,) = cases(office)
    assert case.reference == reference(client)
    assert case.district == "alderfen"
    assert case.applied_on == date(2026, 11, 23)
    with office.work(write=False) as reading:
        words = reading.session.scalars(
            select(FrozenAnswer.words).where(FrozenAnswer.case_id == case.id)
        ).all()
    assert {"Alex Example", "Shouting every night.", "5 October 2026", "The police"} <= set(words)


def test_the_receipt_names_the_dates_and_can_be_opened_again(client: Client) -> None:
    begin(client)
    fill_in(client, reports=3)
    first = reference(client)
    assert "We received it on 23 November 2026" in last(client).words
    assert re.search(r"You should hear from them by \d+ \w+ 20\d\d", last(client).words)
    client.get("/apply/sent")
    assert reference(client) == first
    # Every page of the application that was sent leads to its receipt.
    for page in ("/apply/tasks", "/apply/name", "/apply/send"):
        assert client.get(page, 303).location == "/apply/sent"


def test_nobody_is_promised_a_call_whom_we_may_not_reach(client: Client) -> None:
    begin(client)
    fill_in(client, changes={"contact": {"channels": ["none"], "email": ""}})
    shown = client.get("/apply/sent").words
    assert "Please contact us when it is safe for you, and say your reference." in shown
    assert "gets in touch with you" not in shown and "You should hear" not in shown
    client.get("/apply/sent", pseudo=True)


@pytest.mark.parametrize("reports", [0, 1])
def test_too_few_reports_are_no_reason_to_turn_anybody_away(
    client: Client, office: Office, reports: int
) -> None:
    at_page(client, "report/1")
    if reports == 0:
        client.submit({}, button="I have not told anyone yet")
        client.follow()
        assert "You have not added any reports" in last(client).words
        client.submit({"another": "no"})
        client.follow()
    fill_in_rest(client, reports)
    assert len(cases(office)) == 1


def fill_in_rest(client: Client, reports: int) -> None:
    """Go on from the shown page to the receipt."""
    while page_of(client) != "sent":
        shown = page_of(client)
        if shown == "check":
            client.click("Continue")
        elif shown == "reports":
            client.submit({"another": "no"})
            client.follow()
        else:
            client.submit(typed_report(1) if shown.startswith("report/") else TYPED[shown])
            client.follow()
    assert reports in (0, 1)


def test_back_links_lead_all_the_way_back(client: Client) -> None:
    begin(client)
    passed = fill_in(client, 1, "send")
    for page in reversed(passed):
        client.click("Back")
        assert page_of(client) == page
    client.click("Back")
    assert page_of(client) == "tasks"


def test_what_was_answered_is_shown_again(client: Client) -> None:
    at_page(client, "check")
    shown = client.get("/apply/what-happens")
    assert "Shouting every night." in shown.text
    shown = client.get("/apply/report/1")
    assert control(client, "incident-month").get("value") == "10"
    assert control(client, "told").get("checked") is not None
    shown = client.get("/apply/contact")
    assert control(client, "email").get("value") == "alex@example.com"


def test_a_changed_answer_leads_back_to_the_check(client: Client) -> None:
    at_page(client, "check")
    client.click("Change What has been going on")
    assert last(client).links()["Back"] == "/apply/check"
    client.submit({"story": "Something else."})
    client.follow()
    assert page_of(client) == "check"
    assert "Something else." in last(client).words


def test_a_change_that_needs_more_answers_asks_for_them_first(client: Client) -> None:
    at_page(client, "check")
    client.get("/apply/reports?change=1")
    client.submit({"another": "yes"})
    client.follow()
    assert page_of(client) == "report/2"
    client.submit(typed_report(2))
    client.follow()
    assert page_of(client) == "reports"
    client.submit({"another": "no"})
    client.follow()
    assert page_of(client) == "check"
    assert "19 October 2026" in last(client).words


def test_a_report_can_be_removed(client: Client, office: Office) -> None:
    begin(client)
    fill_in(client, 2, "others")
    client.get("/apply/reports")
    client.click("Remove Report 1")
    assert "Report 1: The police, 5 October 2026" in last(client).words
    client.submit()
    client.follow()
    assert page_of(client) == "reports"
    assert [report["key"] for report in answers(office)["reports"]] == ["r2"]
    assert client.get("/apply/reports/2/remove", 303).location == "/apply/reports"
    assert client.get("/apply/reports/0/remove", 303).location == "/apply/reports"


def test_a_further_report_that_is_not_there_can_be_left_out(client: Client, office: Office) -> None:
    at_page(client, "reports")
    client.submit({"another": "yes"})
    client.follow()
    client.submit({}, button="I have no more reports")
    client.follow()
    assert page_of(client) == "others"
    assert len(answers(office)["reports"]) == 1


@pytest.mark.parametrize("page", ["contact-more", "others", "people", "next-steps", "needs"])
def test_pages_that_may_be_skipped_whole(client: Client, office: Office, page: str) -> None:
    at_page(client, page)
    client.submit({}, button="Skip this page")
    assert last(client).location != f"/apply/{page}"
    assert page in answers(office)["_saved"]


def test_the_task_list_says_how_far_one_is(client: Client) -> None:
    shown = begin(client)
    assert "About you Not started yet" in shown.words
    assert "Check and send Cannot start yet" in shown.words
    at_page(client, "place")
    shown = client.get("/apply/tasks")
    assert "About you Completed" in shown.words
    assert "What is happening Not started yet" in shown.words
    assert shown.links()["What is happening"] == "/apply/place"


def test_the_summary_shows_what_may_count_and_why(client: Client) -> None:
    begin(client)
    fill_in(client, 3, "others")
    shown = client.get("/apply/reports")
    assert "Your application may meet the threshold for a case review." in shown.words
    assert shown.words.count("It may count.") == 3
    assert shown.parsed.by_class("ruler")
    assert len(shown.parsed.all("table")) == 1


def test_the_summary_says_why_an_old_report_may_not_count_and_lets_one_go_on(client: Client) -> None:
    at_page(client, "report/1")
    old = date(2026, 3, 2)
    client.submit({**typed_date("incident", old), **typed_date("told_on", old), "told": "council"})
    shown = client.follow()
    assert "It may not count." in shown.words
    assert "You can still apply" in shown.words
    client.submit({"another": "no"})
    assert last(client).location == "/apply/others"


@pytest.mark.parametrize(("left", "warned"), [(13, True), (14, True), (15, False)])
def test_a_report_that_soon_stops_counting_is_warned_about(
    client: Client, clock: SetClock, left: int, warned: bool
) -> None:
    at_page(client, "report/1")
    # Six months beginning with 2 June end on 1 December 2026, eight days after the clock's 23 November.
    clock.pass_time(days=8 - left)
    client.get("/apply")
    at_page(client, "report/1")
    day = date(2026, 6, 2)
    client.submit({**typed_date("incident", day), **typed_date("told_on", day), "told": "police"})
    assert ("stops counting after 1 December 2026. Please send" in client.follow().words) is warned


def test_dates_nobody_knows_are_taken(client: Client, office: Office) -> None:
    at_page(client, "report/1")
    client.submit({"incident-unknown": "yes", "told_on-unknown": "yes", "told": "other"})
    assert "We may need to ask you." in client.follow().words or "It may not count." in last(client).words
    assert answers(office)["reports"][0]["incident"] == "unknown"


def test_words_of_despair_are_answered_on_the_next_page_only(client: Client) -> None:
    at_page(client, "effects")
    client.submit({"impact": "Some nights I want to die"})
    shown = client.follow()
    assert "116 123" in shown.words
    assert "111" in shown.words
    client.submit(TYPED["next-steps"])
    assert "116 123" not in client.follow().words


def test_sharing_a_home_leads_to_help_and_on(client: Client) -> None:
    at_page(client, "people")
    client.submit({"share_home": "yes"})
    shown = client.follow()
    assert "0808 2000 247" in shown.words
    assert page_of(client) == "effects"


def test_sending_twice_gives_one_case(client: Client, office: Office) -> None:
    at_page(client, "send")
    page = last(client)
    client.submit(TYPED["send"])
    client.follow()
    first = reference(client)
    # The second click of a double click: the same form once more, with the token it had.
    client.last = page
    client.submit(TYPED["send"])
    assert last(client).location == "/apply/sent"
    client.follow()
    assert reference(client) == first
    assert len(cases(office)) == 1


def test_a_new_application_after_one_was_sent_is_a_new_case(client: Client, office: Office) -> None:
    begin(client)
    fill_in(client, 1)
    begin(client)
    fill_in(client, 1)
    assert len({case.reference for case in cases(office)}) == 2


def test_what_an_area_has_not_agreed_is_said_so(
    settings: Settings, engine: Engine, clock: SetClock, norfolk: Partnership
) -> None:
    """Norfolk publishes when somebody gets in touch, and no time for the decision."""
    client = Client(create_app(Office(settings, engine, clock, norfolk)))
    begin(client)
    fill_in(client, 1, changes={"place": {"district": "norwich"}})
    assert "You should hear from them by 2 December 2026" in last(client).words
    assert "By when is not yet agreed." in last(client).words


def test_an_area_nobody_is_sure_of_is_no_hindrance(client: Client, office: Office) -> None:
    at_page(client, "send")
    client.get("/apply/place")
    client.submit({"district": "unsure"})
    client.get("/apply/send")
    # Nobody knows yet who has to look at it, so every organisation that may have to is named.
    assert "Marlowick Borough Council" in last(client).words
    client.submit(TYPED["send"])
    client.follow()
    assert len(cases(office)) == 1
