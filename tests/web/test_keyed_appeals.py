"""The page on which an intake officer keys in an appeal that came without a link."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.store.tables import Letter
from tests.services import test_on_behalf
from tests.services.conftest import Team
from tests.services.records import appeals_of
from tests.web.staffroom import person
from tests.web.steps import (
    TODAY,
    date_boxes,
    error_at,
    kept_out,
    letter_words,
    letters_of,
    stands_before,
    value_of,
    with_stale_token,
)

LINK = "Key in an appeal that came without a link"


@pytest.fixture
def decided(team: Team) -> str:
    reference = team.apply()
    team.decide(reference)
    return reference


def keyed(reference: str) -> str:
    return f"/cases/{reference}/appeals/new"


def said(team: Team, **changes: str) -> dict[str, str]:
    with team.office.work(write=False) as work:
        letter = work.session.query(Letter).filter_by(kind="threshold_met").one().public_id
    given = {"letter": letter, "heard": "post", "words": "Nobody asked me.", "wanted": "Ask me."}
    return {**given, **date_boxes("received_on", TODAY), **changes}


def test_it_is_keyed_from_the_case_page_and_told_there(app: Flask, team: Team, decided: str) -> None:
    client = person(app, team, "intake")
    client.get(f"/cases/{decided}")
    opened = client.click(LINK)
    assert stands_before(opened, "Before you contact Jo Sample", "The threshold is met, 23 November 2026")
    client.submit(said(team))
    opened = client.follow()
    assert "The appeal is lodged." in opened.words
    assert "An appeal was lodged by post" in opened.words
    assert LINK not in opened.links()
    assert letters_of(team, decided)[0] == "appeal_acknowledgement"
    receipt = letter_words(team, decided)
    assert "Nobody asked me." in receipt
    assert "We also wrote down what you want to happen" in receipt
    opened = client.click("Give the appeal to an officer", 303)
    assert "23 November 2026, by post" in client.follow().words
    [appeal] = appeals_of(team, decided)
    assert (appeal.words, appeal.wanted, appeal.grounds) == ("Nobody asked me.", "Ask me.", [])


def test_the_copies_of_two_readers_are_told_apart(app: Flask, team: Team) -> None:
    reference = test_on_behalf.apply(team)
    team.decide(reference)
    opened = person(app, team, "intake").get(keyed(reference))
    for name in ("Jo Sample", "Robin Ward"):
        assert f"The threshold is met, 23 November 2026, to {name}" in opened.words


def test_a_double_click_makes_one_appeal(app: Flask, team: Team, decided: str) -> None:
    client = person(app, team, "intake")
    later = client.get(keyed(decided))
    first = client.get(keyed(decided))
    assert value_of_hidden(first.text) != value_of_hidden(later.text)
    for _ in range(2):
        client.last = first
        client.submit(said(team))
    assert len(appeals_of(team, decided)) == 1
    client.get(keyed(decided), 409)
    client.last = later
    opened = client.submit(said(team, words="Another."), 422)
    assert opened.errors == ["An appeal about this case is already being looked at."]
    assert value_of(opened, "words") == "Another."


def value_of_hidden(text: str) -> str:
    return text.split('name="submission_key" value="')[1].split('"')[0]


def test_the_key_survives_an_error_and_a_made_up_one_is_not_kept(
    app: Flask, team: Team, decided: str
) -> None:
    client = person(app, team, "intake")
    key = value_of_hidden(client.get(keyed(decided)).text)
    assert value_of_hidden(client.submit({}, 422).text) == key
    assert "made-up" not in client.submit({"submission_key": "made-up"}, 422).text


def test_errors_keep_the_words(app: Flask, team: Team, decided: str) -> None:
    client = person(app, team, "intake")
    client.get(keyed(decided), pseudo=True)
    client.get(keyed(decided))
    opened = client.submit({"wanted": "Ask me."}, 422)
    assert opened.errors == [
        "Choose the letter that the appeal is about",
        "Choose how the appeal came",
        "Enter the day it reached us",
        "Enter why they appeal",
    ]
    assert value_of(opened, "wanted") == "Ask me."
    opened = client.submit({**said(team), **date_boxes("received_on", TODAY - timedelta(days=1))}, 422)
    assert error_at(opened, "received_on") == "The day cannot be before the day of the letter."
    opened = client.submit({**said(team), **date_boxes("received_on", TODAY + timedelta(days=1))}, 422)
    assert error_at(opened, "received_on") == "The day must be today or in the past"
    opened = with_stale_token(client, keyed(decided), said(team))
    assert value_of(opened, "words") == "Nobody asked me."
    assert appeals_of(team, decided) == []


def test_only_the_intake_of_the_district_keys_it(app: Flask, team: Team, decided: str) -> None:
    kept_out(app, team, keyed, decided, ("decider", "stranger", "chair", "police", "officer", "admin"))


def test_there_is_nothing_to_appeal_before_the_decision(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(keyed(reference), 409)
    assert LINK not in client.get(f"/cases/{reference}").links()
