"""The page on which an officer keys what the victim said about the draft plan."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.services.conftest import Team
from tests.web.staffroom import person
from tests.web.steps import (
    TODAY,
    date_boxes,
    error_at,
    kept_out,
    standing,
    stands_before,
    value_of,
    with_stale_token,
)

SAID = {"heard": "phone", "agrees": "no", "words": "Visit twice a week.", **date_boxes("told_on", TODAY)}
LINK = "Record what the victim said about the draft plan"


@pytest.fixture
def drafted(team: Team) -> str:
    return team.after("hold")


def keyed(reference: str) -> str:
    return f"/cases/{reference}/plan-comment"


@pytest.mark.parametrize("name", ["intake", "decider", "chair"])
def test_it_is_keyed_from_the_case_page_and_told_there(
    app: Flask, team: Team, drafted: str, name: str
) -> None:
    client = person(app, team, name)
    client.get(f"/cases/{drafted}")
    opened = client.click(LINK)
    assert stands_before(opened, "Before you contact Jo Sample", "How did they tell us?")
    assert "Visit weekly." in opened.words
    client.submit(SAID)
    opened = client.follow()
    assert "It is recorded what the victim said about the draft plan." in opened.words
    assert "The victim commented on the draft plan by phone" in opened.words
    assert "23 November 2026, by phone: They want something changed" in opened.words
    client.get(keyed(drafted))
    client.submit({**SAID, "agrees": "yes", "words": "Better."})
    assert "The victim agreed to the draft plan by phone" in client.follow().words


def test_errors_keep_the_words(app: Flask, team: Team, drafted: str) -> None:
    client = person(app, team, "intake")
    client.get(keyed(drafted), pseudo=True)
    client.get(keyed(drafted))
    opened = client.submit({"words": "She said: more visits."}, 422)
    assert opened.errors == [
        "Choose how they told us",
        "Enter the day they told us",
        "Choose whether the plan is right for them",
    ]
    assert value_of(opened, "words") == "She said: more visits."
    opened = client.submit({**SAID, "words": ""}, 422)
    assert error_at(opened, "words") == "Tell us what should be different."
    opened = client.submit({**SAID, **date_boxes("told_on", TODAY - timedelta(days=1))}, 422)
    assert error_at(opened, "told_on") == "The day cannot be before the meeting."
    opened = with_stale_token(client, keyed(drafted), SAID)
    assert value_of(opened, "words") == "Visit twice a week."


def test_a_plan_that_became_final_meanwhile_loses_no_word(app: Flask, team: Team, drafted: str) -> None:
    client = person(app, team, "intake")
    client.get(keyed(drafted))
    team.comment(drafted)
    team.finish(drafted)
    before = standing(team, drafted)
    opened = client.submit(SAID, 422)
    assert value_of(opened, "words") == "Visit twice a week."
    assert standing(team, drafted) == before
    client.get(keyed(drafted), 409)


def test_only_people_of_the_case_key_it(app: Flask, team: Team, drafted: str) -> None:
    kept_out(app, team, keyed, drafted, ("stranger", "police", "officer", "admin"))


def test_the_chair_reads_how_it_came_and_no_made_up_time(app: Flask, team: Team, drafted: str) -> None:
    client = person(app, team, "intake")
    client.get(keyed(drafted))
    client.submit(SAID)
    opened = person(app, team, "chair").get(f"/cases/{drafted}/finish")
    assert "23 November 2026, by phone" in opened.words
    assert "12:00pm" not in opened.words
