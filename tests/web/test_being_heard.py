"""How the victim wants to be heard: their own page by link, and the page on which an officer keys it."""

import pytest
from flask import Flask

from portal.store import panels
from portal.store.tables import Link, Voice
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import (
    error_at,
    kept_out,
    standing,
    stands_before,
    value_of,
    with_stale_token,
)

PARTS = ("come", "online", "send_someone", "statement", "read_out", "none")


@pytest.fixture
def accepted(team: Team) -> str:
    reference = team.apply()
    team.decide(reference)
    return reference


@pytest.fixture
def own_page(team: Team, accepted: str) -> str:
    return f"/being-heard/{team.token(accepted, 'voice')}"


def keyed(reference: str) -> str:
    return f"/cases/{reference}/voice"


def voice(team: Team, reference: str) -> Voice | None:
    with team.office.work(write=False) as work:
        return panels.voice(work.session, team.case(work, reference).id)


def voices(team: Team) -> int:
    with team.office.work(write=False) as work:
        return work.session.query(Voice).count()


@pytest.mark.parametrize("part", PARTS)
def test_the_victim_chooses_by_their_link(
    client: Client, team: Team, accepted: str, own_page: str, part: str
) -> None:
    client.get(own_page)
    client.submit({"part": part, "statement": "I cannot sleep.\n\nPlease hear me."})
    assert client.follow().h1 == "Thank you for telling us"
    kept = voice(team, accepted)
    assert kept is not None
    assert (kept.part, kept.statement, kept.recorded_by) == (part, "I cannot sleep.\n\nPlease hear me.", None)


def test_the_page_is_neutral_can_be_left_and_is_translated(client: Client, own_page: str) -> None:
    opened = client.get(own_page, pseudo=True)
    assert opened.parsed.by_class("exit")
    assert client.get(own_page).title == "Your part in the meeting – Brackenshire"
    assert "Jo Sample" not in opened.text
    client.submit({}, 422)
    client.submit({"part": "come"})
    assert "Thank you" in client.follow().words
    assert client.last is not None
    client.get(client.last.address, pseudo=True)


def test_an_error_keeps_what_was_written(client: Client, own_page: str) -> None:
    client.get(own_page)
    opened = client.submit({"statement": "Every night at two."}, 422)
    assert opened.errors == ["Choose how you want to take part"]
    assert error_at(opened, "part") == "Choose how you want to take part"
    assert value_of(opened, "statement") == "Every night at two."


def test_a_change_of_mind_keeps_earlier_words_and_does_not_show_them(
    client: Client, team: Team, accepted: str, own_page: str
) -> None:
    client.get(own_page)
    client.submit({"part": "statement", "statement": "My secret words."})
    client.follow()
    opened = client.click("Change what you told us")
    assert "My secret words." not in opened.text
    assert "We have the words you sent" in opened.words
    client.submit({"part": "come"})
    kept = voice(team, accepted)
    assert kept is not None
    assert (kept.part, kept.statement) == ("come", "My secret words.")
    client.get(own_page)
    client.submit({"part": "come", "statement": "Other words."})
    kept = voice(team, accepted)
    assert kept is not None
    assert kept.statement == "Other words."


def test_sent_twice_it_is_one_choice(client: Client, team: Team, accepted: str, own_page: str) -> None:
    for _ in range(2):
        client.get(own_page)
        client.submit({"part": "come", "statement": "Twice."})
    assert voices(team) == 1


def test_the_chair_finds_the_words_and_who_must_not_read_them(
    app: Flask, client: Client, team: Team, accepted: str, own_page: str
) -> None:
    words = "Not for the man from the council. I hear him at night."
    asked = client.get(own_page)
    assert "If somebody on the panel must not read it, write that first." in asked.words
    client.submit({"part": "read_out", "statement": words})
    team.convene(accepted)
    chair = person(app, team, "chair")
    before = chair.get(f"/cases/{accepted}")
    assert before.links()["How the victim wants to be heard"] == "#heard"
    meeting = chair.click("Record the panel meeting")
    for page in (before, meeting):
        assert words in page.words
        assert "They want their words to be read out." in page.words
        assert "If they say that somebody must not read them, keep to that." in page.words
    for name in ("police", "stranger"):
        assert (
            words
            not in person(app, team, name)
            .get(f"/applications/{accepted}", 200 if name == "police" else 404)
            .text
        )


def test_opening_the_page_changes_nothing(client: Client, team: Team, accepted: str, own_page: str) -> None:
    before = standing(team, accepted)
    for address in (own_page, f"{own_page}/thanks"):
        client.get(address)
    assert standing(team, accepted) == before
    assert voice(team, accepted) is None


def test_after_the_meeting_the_page_says_so_and_loses_no_word(
    client: Client, team: Team, accepted: str, own_page: str
) -> None:
    client.get(own_page)
    team.convene(accepted)
    team.hold(accepted)
    opened = client.submit({"part": "come", "statement": "Too late words."}, 200)
    assert "The panel has met" in opened.words
    assert "Too late words." in opened.words
    opened = client.get(own_page, pseudo=True)
    assert "was not sent" not in opened.words
    assert voice(team, accepted) is None


def test_links_that_open_nothing_are_all_alike(
    client: Client, team: Team, accepted: str, own_page: str
) -> None:
    token = own_page.rpartition("/")[2]
    first, second = token.split(".")
    wrong = [
        f"{first}.{second[:-1]}{'0' if second[-1] != '0' else '1'}",  # forged
        f"{first}.{second[:-2]}",  # trimmed
        team.token(accepted, "letter"),  # made for something else
    ]
    pages = {client.get(f"/being-heard/{one}", 404).text for one in wrong}
    with team.office.work() as work:
        work.session.query(Link).filter_by(purpose="voice").update({"revoked_at": work.now})
    pages.add(client.get(own_page, 404).text)
    assert len(pages) == 1


def test_what_is_sent_by_a_link_that_has_ended_is_shown_once(
    client: Client, team: Team, own_page: str
) -> None:
    client.get(own_page)
    with team.office.work() as work:
        work.session.query(Link).filter_by(purpose="voice").update({"revoked_at": work.now})
    shown = client.submit({"part": "statement", "statement": "It began in May."}, 404)
    assert shown.h1 == "This link does not work any more"
    assert "It began in May." in shown.words
    assert voices(team) == 0


@pytest.mark.parametrize(("days", "status"), [(364, 200), (365, 404), (366, 404)])
def test_a_link_ends_after_a_year(client: Client, team: Team, own_page: str, days: int, status: int) -> None:
    team.clock.pass_time(days=days)
    client.get(own_page, status)


def test_an_officer_keys_what_the_victim_said(app: Flask, team: Team, accepted: str) -> None:
    for name in ("intake", "decider"):
        client = person(app, team, name)
        opened = client.get(keyed(accepted))
        assert stands_before(opened, "Before you contact Jo Sample", "How does the victim want to take part?")
        client.submit({"part": "read_out", "statement": f"Read this, said to {name}."})
        assert "recorded how the victim wants to be heard" in client.follow().words
    kept = voice(team, accepted)
    assert kept is not None
    assert (kept.part, kept.recorded_by) == ("read_out", team.ids["decider"])
    opened = client.get(keyed(accepted))
    assert value_of(opened, "statement") == "Read this, said to decider."
    assert "An officer recorded this choice" in opened.words


def test_an_officers_errors_keep_the_words(app: Flask, team: Team, accepted: str) -> None:
    client = person(app, team, "intake")
    client.get(keyed(accepted))
    opened = client.submit({"statement": "She said: every night."}, 422)
    assert opened.errors == ["Choose how the victim wants to take part"]
    assert value_of(opened, "statement") == "She said: every night."
    opened = with_stale_token(client, keyed(accepted), {"part": "come"})
    assert value_of(opened, "statement") == "She said: every night."
    assert voice(team, accepted) is None


def test_only_people_of_the_case_key_it(app: Flask, team: Team, accepted: str) -> None:
    kept_out(app, team, keyed, accepted, ("stranger", "chair", "police", "officer", "admin"))
    team.convene(accepted)
    person(app, team, "chair").get(keyed(accepted))


def test_it_cannot_be_keyed_before_the_decision_nor_after_the_meeting(app: Flask, team: Team) -> None:
    reference = team.apply()
    person(app, team, "intake").get(keyed(reference), 409)
    for step in (team.decide, team.convene, team.hold):
        step(reference)
    person(app, team, "intake").get(keyed(reference), 409)
