"""Somebody applies for another person: the pages, the receipt, and what they learn."""

from typing import Any

import pytest

from portal.services.work import Office
from portal.store.tables import CasePerson, Consent
from tests.web.applicant import begin, fill_in, last, page_of
from tests.web.client import Client
from tests.web.steps import error_at
from tests.web.test_apply_walk import cases

SOMEONE: dict[str, dict[str, Any]] = {"start": {"for_whom": "someone"}}


def walk(client: Client, **agreement: Any) -> list[str]:
    """Apply as a councillor; `agreement` is what is typed about the person's agreement."""
    begin(client)
    return fill_in(client, 1, changes={**SOMEONE, "agreement": agreement} if agreement else SOMEONE)


def roles(office: Office) -> dict[str, bool]:
    """Who has which part in the one case there is, and whether they get its notices."""
    with office.work(write=False) as work:
        return {one.role: one.gets_notices for one in work.session.query(CasePerson)}


def test_somebody_who_acts_for_another_walks_to_the_receipt(client: Client, office: Office) -> None:
    passed = walk(client)
    assert passed[:5] == ["start", "your-part", "your-contact", "agreement", "name"]
    shown = last(client)
    assert "We ask the person you act for whether they agree" in shown.words
    assert "Nothing ends because somebody did not answer" in shown.words
    assert "You should hear their decision" not in shown.words
    (case,) = cases(office)
    assert case.state == "awaiting consent"
    assert roles(office) == {"victim": False, "representative": False, "complained_of": False}


def test_a_constituents_request_on_a_day_is_enough_at_first(client: Client, office: Office) -> None:
    day = {"consent_date-day": "20", "consent_date-month": "11", "consent_date-year": "2026"}
    walk(client, consent_state="asked", consent_how="in_person", **day)
    assert "ask them ourselves whether they agree" in last(client).words
    (case,) = cases(office)
    assert case.state == "received"
    with office.work(write=False) as work:
        (consent,) = work.session.query(Consent)
        assert (consent.state, str(consent.asked_on)) == ("given", "2026-11-20")


def test_a_day_to_come_is_refused_beside_it_and_every_answer_is_kept(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="agreement", changes=SOMEONE)
    day = {"consent_date-day": "24", "consent_date-month": "11", "consent_date-year": "2026"}
    shown = client.submit({"consent_state": "asked", "consent_how": "phone", **day}, 422)
    assert error_at(shown, "consent_date")
    assert shown.parsed.with_id("consent_date-day").get("value") == "24"  # type: ignore[union-attr]
    day["consent_date-day"] = "23"
    client.submit({"consent_state": "asked", "consent_how": "phone", **day})
    assert client.follow().h1 == "What is their name?"


def test_one_cannot_give_ones_own_address_for_the_person(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="contact", changes=SOMEONE)
    shown = client.submit({"channels": ["email"], "email": "Ward@example.org"}, 422)
    assert "You gave this as your own" in error_at(shown, "email")
    assert page_of(client) == "contact"


def test_it_is_said_before_that_nothing_is_sent_until_they_agree(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="agreement", changes=SOMEONE)
    assert "Before the person has agreed, we send you only a receipt" in last(client).words
    fill_in(client, 1, until="send", changes=SOMEONE)
    words = last(client).words
    assert "At first only the office that looks after case reviews sees it" in words
    assert "Once they agree, the law says" in words and "keep the person you act for safe" in words
    assert "to keep you safe" not in words


@pytest.mark.parametrize("page", ["your-part", "your-contact", "agreement"])
def test_titles_say_nothing_and_the_pages_are_only_for_who_acts(client: Client, page: str) -> None:
    begin(client)
    fill_in(client, 1, until=page, changes=SOMEONE)
    title = last(client).title.casefold()
    assert not any(word in title for word in ("behalf", "victim", "someone", "consent", "councillor"))
    client.get(f"/apply/{page}", pseudo=True)
    client.get("/apply/start")
    client.submit({"for_whom": "me"})
    assert client.get(f"/apply/{page}", 303).location == "/apply/name"


@pytest.mark.parametrize(
    "page", ["name", "contact", "contact-more", "home", "place", "what-happens", "report/1", "reports"]
)
def test_the_pages_about_the_other_person_are_translated(client: Client, page: str) -> None:
    begin(client)
    fill_in(client, 1, until=page, changes=SOMEONE)
    client.get(f"/apply/{page}", pseudo=True)


def test_the_later_pages_the_check_and_the_receipt_are_translated(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="check", changes=SOMEONE)
    for page in ("others", "people", "effects", "next-steps", "needs", "check", "send"):
        client.get(f"/apply/{page}", pseudo=True)
    fill_in(client, 1, changes=SOMEONE)
    client.get("/apply/sent", pseudo=True)


def test_the_checked_answers_are_about_the_other_person(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="check", changes=SOMEONE)
    words = last(client).words
    assert "What is their name?" in words and "Their full name" in words
    assert "Your full name" not in words


def test_who_acts_says_that_nobody_was_told_not_that_they_told_nobody(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="report/1", changes=SOMEONE)
    assert "I have not told anyone yet" not in last(client).words
    client.submit({}, button="Nobody was told yet, or I do not know")
    assert client.follow().address == "/apply/reports"


def test_what_is_declared_on_the_next_page_is_not_shown_as_left_empty(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="check", changes=SOMEONE)
    assert "Send your application" not in last(client).words


def test_words_of_danger_are_answered_here_too(client: Client) -> None:
    begin(client)
    fill_in(client, 1, until="agreement", changes=SOMEONE)
    client.submit({"consent_state": "cannot_ask", "consent_words": "He has a knife."})
    assert "999" in client.follow().words
