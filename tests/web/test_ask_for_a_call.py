"""Asking for a call in three minutes, without script; the reference once, nothing in titles (requirement A15)."""

from typing import Any

import pytest
from flask import Flask

from portal.store.tables import Case
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, standing, value_of

TYPED: dict[str, Any] = {
    "name": "Jo Sample",
    "phone": "01632 960001",
    "hours": ["morning"],
    "voicemail": "no",
    "words": "Noise every night.",
    "district": "alderfen",
}


def references(team: Team) -> list[str]:
    with team.office.work(write=False) as work:
        return [case.reference for case in work.session.query(Case).order_by(Case.id)]


def test_a_frightened_caller_gets_a_reference_and_a_day(client: Client, team: Team) -> None:
    client.get("/call")
    client.submit(TYPED)
    sent = client.follow()
    (reference,) = references(team)
    assert standing(team, reference) == ("call asked", 2)  # asked, and the line they wrote as a note
    assert reference in sent.words
    assert "Somebody calls you by" in sent.words
    assert "Your application counts from 23 November 2026, the day you asked." in sent.words
    assert sent.title == "Sent – Brackenshire"
    assert team.messages(reference) == []


def test_only_a_name_and_a_number_are_needed(client: Client, team: Team) -> None:
    client.get("/call")
    opened = client.submit({"words": "He listens at the wall."}, status=422)
    assert opened.errors == ["Enter a name we can ask for", "Enter a phone number that is safe"]
    assert value_of(opened, "words") == "He listens at the wall."
    client.submit({"name": "Jo", "phone": "01632 960001"})
    assert len(references(team)) == 1


def test_a_double_click_asks_once(client: Client, team: Team) -> None:
    client.get("/call")
    assert client.last is not None
    key = next(
        one.get("value") for one in client.last.parsed.all("input") if one.get("name") == "submission_key"
    )
    sent = {**TYPED, "submission_key": key, "csrf_token": client.token()}
    for _ in range(2):
        client.post("/call", sent)
    assert len(references(team)) == 1


def test_without_having_asked_there_is_no_reference_to_read(client: Client) -> None:
    assert client.get("/call/sent", 303).location == "/call"


def test_after_the_way_out_the_device_knows_nothing(client: Client, team: Team) -> None:
    client.get("/call")
    client.submit(TYPED)
    client.follow()
    client.post("/exit")
    client.get("/call/sent", 303)


def test_somebody_who_asks_again_and_again_is_slowed_down(client: Client, team: Team) -> None:
    for _ in range(10):
        client.get("/call")
        client.submit(TYPED)
    client.get("/call")
    client.submit(TYPED, status=429)
    assert len(references(team)) == 10


@pytest.mark.parametrize("page", ["/", "/check", "/check/for-call-takers", "/apply"])
def test_it_is_offered_where_people_begin(client: Client, page: str) -> None:
    assert "/call" in client.get(page).links().values()


def test_it_is_offered_in_the_middle_of_the_form(client: Client) -> None:
    client.get("/apply")
    client.submit({})
    assert "Would you rather talk?" in client.get("/apply/start").words


def test_a_stale_token_keeps_what_was_typed(client: Client, team: Team) -> None:
    client.get("/call")
    opened = client.submit({**TYPED, "csrf_token": "stale"}, 400)
    assert value_of(opened, "name") == "Jo Sample"
    assert references(team) == []


def test_an_officer_writes_down_that_somebody_asks(app: Flask, team: Team) -> None:
    intake = person(app, team, "intake")
    intake.get("/cases/new-call")
    assert intake.submit(TYPED, status=422).errors == ["Enter the day on which they asked for a call"]
    intake.submit(date_boxes("asked_on", TODAY))
    sent = intake.follow()
    (reference,) = references(team)
    assert reference in sent.words
    assert sent.links()["Open the case"] == f"/cases/{reference}"
    person(app, team, "stranger").get(sent.address, 404)
    assert reference in intake.get("/cases").text


def test_every_word_can_be_translated(app: Flask, client: Client, team: Team) -> None:
    client.get("/call", pseudo=True)
    client.get("/call")
    client.submit(TYPED)
    client.get("/call/sent", pseudo=True)
    (reference,) = references(team)
    intake = person(app, team, "intake")
    for address in (
        "/cases/new-call",
        f"/cases/{reference}/no-answer",
        f"/cases/{reference}/key-in",
    ):
        intake.get(address, pseudo=True)


@pytest.mark.parametrize("page", ["key-in", "no-answer"])
def test_nobody_is_said_to_have_asked_for_a_call_who_did_not(app: Flask, team: Team, page: str) -> None:
    opened = person(app, team, "intake").get(f"/cases/{team.apply()}/{page}", 409)
    assert "This application was keyed in already." in opened.words
