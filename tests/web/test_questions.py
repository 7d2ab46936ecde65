"""Pages of a question to the applicant: for the officer, for the applicant by link, for keying the answer."""

import pytest
from flask import Flask

from tests.services.conftest import Team
from tests.services.test_asking import WORDS, ask, reply
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, kept_out, standing, value_of, with_stale_token


def own(team: Team, reference: str) -> str:
    return f"/reply/{team.token(reference, 'answer')}"


def test_asked_from_the_case_page_and_answered_by_link(app: Flask, team: Team) -> None:
    reference = team.apply()
    officer = person(app, team, "intake")
    officer.get(f"/cases/{reference}")
    officer.click("Ask the applicant a question")
    assert officer.submit({"words": WORDS}, 422).errors == ["Choose whether you can go on without the answer"]
    officer.submit({"words": WORDS, "pauses": "yes"})
    opened = officer.follow()
    assert "The question is written." in opened.words
    assert f"Asked on 23 November 2026: {WORDS}" in opened.words
    assert "The applicant was asked a question: wait for the answer, or ring" in opened.words
    reader = Client(app)
    opened = reader.get(own(team, reference))
    assert WORDS in opened.words
    assert WORDS not in opened.title
    reader.submit({"words": "It was a Monday."})
    assert "Thank you for telling us" in reader.follow().words
    assert "We have an answer to this question" in reader.get(own(team, reference)).words
    opened = officer.get(f"/cases/{reference}")
    assert "It was a Monday." in opened.words
    assert "Questions that wait for an answer" not in opened.words


def test_an_answer_is_keyed(app: Flask, team: Team) -> None:
    reference = team.apply()
    ask(team, reference)
    officer = person(app, team, "decider")
    opened = officer.get(f"/cases/{reference}")
    address = next(href for words, href in opened.links().items() if words.startswith("Key in their answer"))
    officer.get(address, pseudo=True)
    opened = officer.get(address)
    assert "Before you contact Jo Sample" in opened.words
    opened = officer.submit({"words": "On Monday."}, 422)
    assert opened.errors == ["Choose how they told us", "Enter the day they told us"]
    officer.submit({"heard": "phone", "words": "On Monday.", **date_boxes("told_on", TODAY)})
    assert "On Monday." in officer.follow().words
    officer.get(f"{address}9", 404)


def test_words_that_come_too_late_are_shown_once_more(app: Flask, team: Team) -> None:
    reference = team.apply()
    ask(team, reference)
    reader = Client(app)
    reader.get(own(team, reference), pseudo=True)
    reader.get(own(team, reference))
    opened = with_stale_token(reader, own(team, reference), {"words": "It was a Monday."})
    assert value_of(opened, "words") == "It was a Monday."
    reader.get(own(team, reference))
    before = standing(team, reference)
    assert reader.submit({}, 422).errors == ["Enter your answer"]
    assert standing(team, reference) == before
    reply(team, reference, "Tuesday.")
    assert "It was a Monday." in reader.submit({"words": "It was a Monday."}, 200).words


def test_only_officers_of_the_case_ask(app: Flask, team: Team) -> None:
    def new(one: str) -> str:
        return f"/cases/{one}/questions/new"

    kept_out(app, team, new, team.apply(), ("stranger", "police", "officer", "admin"))


@pytest.mark.parametrize("purpose", ["letter", "status"])
def test_a_link_for_something_else_opens_no_question(app: Flask, team: Team, purpose: str) -> None:
    reference = team.apply()
    ask(team, reference)
    Client(app).get(f"/reply/{team.token(reference, purpose)}", 404)
