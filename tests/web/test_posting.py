"""The pages on which letters are printed and posted."""

import hashlib
from typing import Any

import pytest
from flask import Flask

from portal.cases.refusals import Refused
from portal.services import letters as service
from portal.services import posting
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.records import newest
from tests.web.client import Client
from tests.web.markup import text_of
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, kept_out

BY_POST: dict[str, Any] = {"channels": ["post"], "email": None, "address": "1 Example Road\nAlderfen"}
POSTED = {"compared": "yes", **date_boxes("posted_on", TODAY)}


def address(team: Team, reference: str, rest: str = "post") -> str:
    return f"/cases/{reference}/letters/{newest(team, reference).public_id}/{rest}"


def at_the_letter(app: Flask, team: Team, reference: str) -> Client:
    client = person(app, team, "intake")
    client.get(address(team, reference))
    return client


def test_from_the_queue_to_the_post(app: Flask, team: Team) -> None:
    reference = team.apply(**BY_POST, needs=["large_print"])
    client = person(app, team, "intake")
    queue = client.get("/letters-to-print")
    row = next(row for row in queue.parsed.all("tr") if reference in text_of(row))
    assert [text_of(cell) for cell in row if cell.tag in ("td", "th")] == [
        f"We have your application, {reference}", "Jo Sample", "23 November 2026", "Large print", "Alderfen",
        reference,
    ]  # fmt: skip
    opened = client.get(address(team, reference))
    assert "It prints large, as they asked." in opened.words
    assert "The file stays on this computer" in opened.words
    assert opened.text.count("1 Example Road") >= 2
    assert client.submit(POSTED).location == f"/cases/{reference}?done=posted"
    words = client.follow().words
    assert "It is recorded that the letter was posted." in words
    assert "posted on 23 November 2026, treated as received on 25 November 2026" in words
    assert "No letter waits to be printed." in client.get("/letters-to-print").words


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"compared": None}, "Compare the addresses and say that you did"),
        ({"posted_on-day": ""}, None),
        (date_boxes("posted_on", TODAY.replace(day=22)), "The day cannot be before the day of the letter."),
        (date_boxes("posted_on", TODAY.replace(day=24)), None),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_is_recorded(
    app: Flask, team: Team, typed: dict[str, Any], sentence: str | None
) -> None:
    reference = team.apply(**BY_POST)
    opened = at_the_letter(app, team, reference).submit({**POSTED, **typed}, 422)
    assert len(opened.errors) == 1
    assert sentence in (None, *opened.errors)
    assert newest(team, reference).posted_on is None


def test_a_second_confirmation_is_asked_only_where_there_is_a_reason(app: Flask, team: Team) -> None:
    calm = team.apply(**BY_POST)
    wary = team.apply(**BY_POST, known="know", who="Al", where_they_live="1 Example Road")
    assert at_the_letter(app, team, calm).get(address(team, calm)).parsed.with_id("confirmed") is None
    client = at_the_letter(app, team, wary)
    opened = client.submit(POSTED, 422)
    assert opened.errors == ["Read the warning and confirm that it is safe to post this letter"]
    assert "This looks like the address of the person they complain of." in opened.words
    client.submit({**POSTED, "confirmed": "yes"})


def test_where_post_is_not_safe_no_form_is_offered(app: Flask, team: Team) -> None:
    reference = team.apply(**BY_POST, share_post="yes")
    opened = at_the_letter(app, team, reference).get(address(team, reference))
    assert "Do not post this letter." in opened.words
    assert "Others can open their post." in opened.words
    assert opened.parsed.with_id("compared") is None


def test_who_allowed_email_alone_is_never_offered_a_letter_by_post(app: Flask, team: Team) -> None:
    """An address on file, for a visit say, is no leave to write to it: somebody at home may open the letter."""
    reference = team.apply(channels=["email"], address="1 Example Road\nAlderfen")
    client = person(app, team, "intake")
    assert address(team, reference) not in client.get(f"/cases/{reference}").links().values()
    assert address(team, reference) not in client.get(address(team, reference, "told")).links().values()
    opened = client.get(address(team, reference))
    assert "They did not allow letters by post." in opened.words
    assert "1 Example Road" not in text_of(next(iter(opened.parsed.all("main"))))
    assert opened.parsed.with_id("compared") is None
    assert address(team, reference, "told") in opened.links().values()
    public_id = newest(team, reference).public_id
    with team.work("intake") as work, pytest.raises(Refused):
        posting.post(work, reference, public_id, posting.Posted(TODAY, compared=True, confirmed=True))


def test_a_letter_in_a_form_they_can_read_is_asked_about(app: Flask, team: Team) -> None:
    reference = team.apply(**BY_POST, needs=["braille"])
    client = at_the_letter(app, team, reference)
    assert client.submit(POSTED, 422).errors == ["Say whether it is in a form that they can read"]
    client.submit({**POSTED, "understood": "no"})
    assert "A letter reached them: make sure they understand it" in client.follow().words


def test_a_letter_that_came_back_is_recorded(app: Flask, team: Team) -> None:
    reference = team.apply(**BY_POST)
    client = at_the_letter(app, team, reference)
    client.submit(POSTED)
    opened = client.follow()
    assert address(team, reference, "came-back") in opened.links().values()
    client.get(address(team, reference, "came-back"))
    client.submit(date_boxes("came_back_on", TODAY))
    words = client.follow().words
    for said in (
        "Nothing more is posted to that address.",
        "Came back by post on 23 November 2026",
        "A letter came back by post: ask for a safe address",
        "The letter “We have your application” came back by post. It told them nothing",
    ):
        assert said in words


def test_told_asks_whether_they_understood_only_where_they_need_more(app: Flask, team: Team) -> None:
    calm, needs = team.apply(), team.apply(needs=["bsl"])
    client = person(app, team, "intake")
    assert client.get(address(team, calm, "told")).parsed.with_id("understood") is None
    client.get(address(team, needs, "told"))
    assert client.submit({"how": "interpreted"}, 422).errors == [
        "Say whether they understand what the letter says."
    ]
    assert (
        "do not count as told yet" in client.submit({"how": "interpreted", "understood": "no"}, 422).errors[0]
    )
    client.submit({"how": "interpreted", "understood": "yes"})
    assert newest(team, needs).told_how == "interpreted"


def test_what_was_posted_can_be_drawn_again_years_later(app: Flask, team: Team, clock: SetClock) -> None:
    """The letter is kept whole with its hash, and the same file comes out of it."""
    reference = team.apply(**BY_POST, needs=["large_print"], story="Loud music \U0001f621 every night.")
    client = at_the_letter(app, team, reference)
    client.submit(POSTED)
    clock.pass_time(days=1500)
    letter = newest(team, reference)
    assert service.written(letter).sha256 == letter.sha256
    client = person(app, team, "intake")
    content = client.get(address(team, reference, "file")).body
    assert hashlib.sha256(content).hexdigest() == letter.pdf_sha256
    shown = client.get(f"/cases/{reference}/letters/{letter.public_id}").words
    assert letter.sha256 in shown
    assert letter.pdf_sha256 in shown


@pytest.mark.parametrize("rest", ["post", "came-back"])
def test_nobody_else_posts_a_letter(app: Flask, team: Team, rest: str) -> None:
    reference = team.apply(**BY_POST)
    public_id = newest(team, reference).public_id
    kept_out(
        app, team, lambda one: f"/cases/{one}/letters/{public_id}/{rest}", reference, ("stranger", "police")
    )


@pytest.mark.parametrize("name", ["police", "officer", "figures", "admin", "chair"])
def test_who_posts_nothing_has_no_queue(app: Flask, team: Team, name: str) -> None:
    person(app, team, name).get("/letters-to-print", 403)
