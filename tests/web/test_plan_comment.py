"""The victim's own page about the draft plan."""

import pytest
from flask import Flask

from portal.store import panels
from portal.store.tables import Link
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.steps import error_at, standing, value_of, with_stale_token


@pytest.fixture
def drafted(team: Team) -> str:
    return team.after("hold")


@pytest.fixture
def own_page(team: Team, drafted: str) -> str:
    return f"/plan/{team.token(drafted, 'plan_comment')}"


def comments(team: Team, reference: str) -> list[tuple[bool, str]]:
    with team.office.work(write=False) as work:
        sitting = panels.newest(work.session, team.case(work, reference).id)
        assert sitting is not None
        return [(one.agrees, one.words) for one in sitting.comments]


def test_the_plan_is_shown_without_the_other_person_and_translated(client: Client, own_page: str) -> None:
    opened = client.get(own_page)
    for words in ("Visit weekly.", "Brackenshire Police: PC Sample", "A visit log.", "23 November 2026"):
        assert words in opened.words
    assert "Name one person for each report." in opened.words
    assert "must “have regard” to it" in opened.words
    assert "Please tell us by 30 November 2026." in opened.words
    assert opened.title == "Your plan – Brackenshire"
    assert opened.parsed.by_class("exit")
    client.get(own_page, pseudo=True)
    client.submit({}, 422)


@pytest.mark.parametrize(
    ("agrees", "words", "kept"),
    [
        ("yes", "", (True, "")),
        ("yes", "Thank you.", (True, "Thank you.")),
        ("no", "Twice.", (False, "Twice.")),
    ],
)
def test_the_victim_says_what_they_think(
    client: Client, team: Team, drafted: str, own_page: str, agrees: str, words: str, kept: tuple[bool, str]
) -> None:
    client.get(own_page)
    client.submit({"agrees": agrees, "words": words})
    assert client.follow().h1 == "Thank you for telling us"
    assert client.last is not None
    client.get(client.last.address, pseudo=True)
    assert comments(team, drafted) == [kept]


def test_a_wish_for_change_needs_words_and_nothing_is_lost(client: Client, own_page: str) -> None:
    client.get(own_page)
    opened = client.submit({"words": "Visit more."}, 422)
    assert error_at(opened, "agrees") == "Choose whether the plan is right for you"
    assert value_of(opened, "words") == "Visit more."
    opened = client.submit({"agrees": "no", "words": ""}, 422)
    assert error_at(opened, "words") == "Tell us what should be different."
    assert opened.parsed.with_id("agrees-2") is not None
    assert "checked" in opened.parsed.with_id("agrees-2").attrib  # type: ignore[union-attr]


def test_opening_it_changes_nothing_and_twice_is_once(
    client: Client, team: Team, drafted: str, own_page: str
) -> None:
    before = standing(team, drafted)
    for address in (own_page, f"{own_page}/thanks"):
        client.get(address)
    assert standing(team, drafted) == before
    for _ in range(2):
        client.get(own_page)
        client.submit({"agrees": "no", "words": "Twice."})
    assert comments(team, drafted) == [(False, "Twice.")]
    assert "We have what you told us before" in client.get(own_page).words


def test_a_stale_token_keeps_the_words(client: Client, team: Team, drafted: str, own_page: str) -> None:
    client.get(own_page)
    opened = with_stale_token(client, own_page, {"agrees": "no", "words": "Kept words."})
    assert value_of(opened, "words") == "Kept words."
    assert comments(team, drafted) == []


def test_when_the_plan_is_final_the_page_says_so_kindly(
    client: Client, team: Team, drafted: str, own_page: str
) -> None:
    client.get(own_page)
    team.comment(drafted, agrees=True, words="")
    team.finish(drafted)
    opened = client.submit({"agrees": "no", "words": "One more thing."}, 200)
    assert opened.h1 == "This plan can no longer be changed here"
    assert "One more thing." in opened.words
    assert comments(team, drafted) == [(True, "")]
    client.get(own_page, pseudo=True)


def test_links_that_open_nothing_are_all_alike(app: Flask, team: Team, drafted: str, own_page: str) -> None:
    client = Client(app)
    token = own_page.rpartition("/")[2]
    pages = {
        client.get(f"/plan/{wrong}", 404).text
        for wrong in (f"{token}0", token[:-1], team.token(drafted, "voice"), team.token(drafted, "letter"))
    }
    with team.office.work() as work:
        work.session.query(Link).filter_by(purpose="plan_comment").update({"expires_at": work.now})
    pages.add(client.get(own_page, 404).text)
    pages.add(client.get(f"{own_page}/thanks", 404).text)
    assert len(pages) == 1
