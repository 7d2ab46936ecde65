"""The page on which an officer keys how somebody can be reached safely from now on."""

import pytest
from flask import Flask

from tests.services.conftest import Team
from tests.services.test_on_behalf import ACTING
from tests.web.staffroom import person
from tests.web.steps import error_at, kept_out, standing, stands_before, value_of, with_stale_token

LINK = "Change how to reach them safely"


def keyed(reference: str) -> str:
    return f"/cases/{reference}/contact-details"


@pytest.mark.parametrize("name", ["intake", "decider"])
def test_who_rings_with_a_safe_number_is_told(app: Flask, team: Team, name: str) -> None:
    reference = team.apply(channels=["none"], email="", must_not_know="My brother Al")
    client = person(app, team, name)
    opened = client.get(f"/cases/{reference}")
    assert "They gave no safe way to be reached" in opened.words
    assert "Held back" in opened.words
    opened = client.click(LINK)
    assert stands_before(opened, "Before you contact Jo Sample", "How can we contact them safely?")
    assert value_of(opened, "must_not_know") == "My brother Al"
    client.submit({"channels": ["phone"], "phone": "07700 900982", "voicemail": "no", "share_post": "no"})
    opened = client.follow()
    assert "It is recorded how to reach them safely." in opened.words
    assert "Phone call: 07700 900982" in opened.words
    assert "My brother Al" in opened.words
    assert "How the applicant can be reached safely was recorded anew" in opened.words
    assert "Held back" not in opened.words
    assert opened.words.count("Not told yet") == 1


def test_whoever_acts_for_them_has_a_page_of_their_own(app: Flask, team: Team) -> None:
    reference = team.apply(**ACTING)
    client = person(app, team, "intake")
    opened = client.get(f"/cases/{reference}")
    assert f"{keyed(reference)}/acting" in opened.links().values()
    opened = client.get(f"{keyed(reference)}/acting")
    assert "This is about whoever acts for the victim: Robin Ward." in opened.words
    assert value_of(opened, "email") == "ward@mail.example"
    client.submit({"email": "new@mail.example"})
    assert "new@mail.example" in client.follow().words
    assert value_of(client.get(keyed(reference)), "email") == "jo@mail.example"
    client.get(f"{keyed(team.apply())}/acting", 404)


def test_it_shows_what_was_said_last_and_sent_unchanged_it_changes_nothing(app: Flask, team: Team) -> None:
    reference = team.apply(
        channels=["email", "post"], address="2 Example Road", hours=["morning"], visit="plain"
    )
    client = person(app, team, "intake")
    client.get(keyed(reference), pseudo=True)
    opened = client.get(keyed(reference))
    assert (value_of(opened, "email"), value_of(opened, "address")) == ("jo@mail.example", "2 Example Road")
    before = standing(team, reference)
    client.submit()
    assert standing(team, reference) == before


def test_errors_keep_what_was_typed(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(keyed(reference))
    before = standing(team, reference)
    opened = client.submit({"channels": ["text", "post"], "must_not_know": "Al", "share_post": None}, 422)
    assert error_at(opened, "phone").startswith("Enter a phone number")
    assert error_at(opened, "address").startswith("Enter the address for letters")
    assert error_at(opened, "share_post").startswith("Choose whether the person said to cause it")
    assert value_of(opened, "must_not_know") == "Al"
    opened = client.submit({"channels": ["none", "email"], "share_post": "no"}, 422)
    assert "not both" in error_at(opened, "channels")
    opened = client.submit({"channels": None}, 422)
    assert error_at(opened, "channels").startswith("Choose how we can contact them safely")
    opened = with_stale_token(client, keyed(reference), {"channels": "none", "must_not_know": "Al"})
    assert value_of(opened, "must_not_know") == "Al"
    assert standing(team, reference) == before


def test_only_people_of_the_case_change_it(app: Flask, team: Team) -> None:
    reference = team.apply()
    kept_out(app, team, keyed, reference, ("stranger", "chair", "police", "officer", "admin"))
    assert LINK in person(app, team, "intake").get(f"/cases/{reference}").links()
    team.decide(reference)
    team.convene(reference)
    assert LINK not in person(app, team, "chair").get(f"/cases/{reference}").links()
