"""Putting the decision off on the pages, and looking again."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.services.conftest import Team, answers
from tests.services.refusing import with_reports
from tests.web.staffroom import person
from tests.web.steps import (
    TODAY,
    date_boxes,
    error_at,
    kept_out,
    letter_words,
    letters_of,
    standing,
    value_of,
    with_stale_token,
)


def page(reference: str) -> str:
    return f"/cases/{reference}/defer"


def again(reference: str) -> str:
    return f"/cases/{reference}/look-again"


def complete(days: int = 10) -> dict[str, str | None]:
    return {
        "rule": "response_time_not_expired",
        "reasons": "The council answers by Friday.",
        "safe_contact": "yes",
        **date_boxes("look_again_on", TODAY + timedelta(days=days)),
    }


def test_the_published_rule_stands_on_the_page_and_puts_the_decision_off(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    assert "Put the decision off" in client.get(f"/cases/{reference}").words
    opened = client.get(page(reference))
    assert "An organisation gave you a date for its answer" in opened.words
    assert "procedure, paragraph 9" in opened.words
    client.submit(complete())
    shown = client.follow().words
    assert "The decision is put off." in shown
    assert "The decision was put off to 3 December 2026" in shown
    assert standing(team, reference)[0] == "deferred"
    assert letters_of(team, reference)[0] == "deferred"
    assert "The council answers by Friday." in letter_words(team, reference)


@pytest.mark.parametrize(("reports", "form"), [(2, True), (3, False), (4, False)])
def test_a_met_test_has_no_form(app: Flask, team: Team, reports: int, form: bool) -> None:
    given = answers(TODAY)["reports"]
    reference = team.apply(reports=[*given, {**given[2], "key": "r4"}][:reports])
    client = person(app, team, "decider")
    opened = client.get(page(reference))
    assert ("On which day will you look again?" in opened.words) is form
    if not form:
        opened = client.post(page(reference), complete(), 422)
        assert any("104(4)" in error for error in opened.errors)
        assert value_of(opened, "reasons") == "The council answers by Friday."
        assert standing(team, reference)[0] == "received"


@pytest.mark.parametrize(("days", "status"), [(0, 422), (1, 303), (182, 303), (183, 422)])
def test_the_day_lies_ahead_but_not_far(app: Flask, team: Team, days: int, status: int) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    opened = client.submit(complete(days), status)
    if status == 422:
        assert error_at(opened, "look_again_on")


def test_missing_answers_are_named(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    assert client.submit({}, 422).errors == [
        "Choose the published rule",
        "Enter the day on which you will look again",
        "Enter your reasons",
        "Read how they can be contacted safely, then tick the box",
    ]


@pytest.mark.parametrize(("days", "asks"), [(9, True), (10, False), (11, False)])
def test_before_the_day_the_page_asks_for_the_news(app: Flask, team: Team, days: int, asks: bool) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    client.submit(complete())
    team.clock.pass_time(days=days)
    client = person(app, team, "intake")
    opened = client.get(again(reference))
    assert ("What has changed since?" in opened.words) is asks
    if asks:
        assert error_at(client.submit({}, 422), "why") == "Say what has changed"
        client.submit({"why": "A window was broken."})
    else:
        client.submit({})
    assert "The case can be decided now." in client.follow().words
    assert standing(team, reference)[0] == "received"
    client.get(again(reference), 409)


def test_others_are_kept_out(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    kept_out(app, team, page, reference, ("stranger", "intake", "chair", "police", "officer", "admin"))
    kept_out(app, team, again, reference, ("stranger", "chair", "police", "officer", "admin"))


def test_a_stale_token_keeps_the_answers(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    opened = with_stale_token(client, page(reference), {"reasons": "Friday."})
    assert value_of(opened, "reasons") == "Friday."
