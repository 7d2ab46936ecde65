"""The pages on which owners, officers and the victim say how an agreed action goes, and a body replies."""

import pytest
from flask import Flask

from portal.policy import Grant, Role
from portal.services import staff
from portal.store import actions as rows
from tests.services.conftest import PASSWORD, Team
from tests.services.records import the_action
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, kept_out, with_stale_token


@pytest.fixture
def planned(team: Team) -> str:
    """A case with an agreed action of the police and a recommendation to the council."""
    return team.after("finish")


def told(team: Team, reference: str) -> list[tuple[str, str, str | None]]:
    number = the_action(team, reference)
    with team.office.work(write=False) as work:
        return [
            (one.news.said_by, one.news.progress, one.news.words)
            for one in rows.told(work.session, [number])[number]
        ]


def test_a_bodys_user_says_how_it_goes(app: Flask, team: Team, planned: str) -> None:
    client = person(app, team, "police")
    client.get(f"/applications/{planned}")
    opened = client.click("Actions and recommendations for your organisation")
    assert "Visit weekly." in opened.words
    assert "Name one person for each report." not in opened.words
    opened = client.click("Say how it is going: action 1")
    opened = client.submit({"words": "Two visits."}, 422)
    assert opened.errors == ["Choose how it is going"]
    assert "Two visits." in opened.text
    client.submit({"progress": "under_way"})
    opened = client.follow()
    assert "Thank you. The chair can read it." in opened.words
    assert "Two visits." in opened.words
    assert told(team, planned) == [("body", "under_way", "Two visits.")]
    with_stale_token(
        client,
        client.get(f"/applications/{planned}/actions/{the_action(team, planned)}").address,
        {"words": "Kept"},
    )


def test_nobody_sees_the_actions_of_another_body(app: Flask, team: Team, planned: str) -> None:
    number = the_action(team, planned)
    kept_out(
        app,
        team,
        lambda reference: f"/applications/{reference}/actions/{number}",
        planned,
        ("intake", "chair", "officer"),
    )
    with team.office.work() as work:
        grants = (Grant(Role.BODY_USER, body="sedge-homes"),)
        team.ids["housing"] = staff.add_person(
            work, staff.NewPerson("housing", "Housing", grants, PASSWORD)
        ).staff_id
    client = person(app, team, "housing")
    assert "Visit weekly." not in client.get(f"/applications/{planned}/actions").words
    client.get(f"/applications/{planned}/actions/{number}", 404)


def test_a_body_replies_to_a_recommendation(app: Flask, team: Team, planned: str) -> None:
    with team.office.work() as work:
        grants = (Grant(Role.BODY_USER, body="alderfen-council"),)
        team.ids["council"] = staff.add_person(
            work, staff.NewPerson("council", "Council", grants, PASSWORD)
        ).staff_id
    client = person(app, team, "council")
    opened = client.get(f"/applications/{planned}/actions")
    assert "must have regard to a recommendation" in opened.words
    client.click("Reply to recommendation 1")
    assert client.submit({"words": ""}, 422).errors == [
        "Say what your organisation does about it, or why it does not follow it"
    ]
    client.submit({"words": "We named one person."})
    assert "We named one person." in client.follow().words
    assert "We named one person." in person(app, team, "chair").get(f"/cases/{planned}/news").words
    person(app, team, "police").get(f"/applications/{planned}/actions/recommendations/1", 404)


def test_an_officer_keys_what_the_victim_said(app: Flask, team: Team, planned: str) -> None:
    client = person(app, team, "intake")
    client.get(f"/cases/{planned}")
    client.click("See how the actions go, or record news of one")
    client.click("Record news of action 1")
    opened = client.submit({}, 422)
    assert opened.errors == [
        "Choose who told you", "Choose how they told us", "Enter the day they told us", "Enter what they said",
    ]  # fmt: skip
    client.submit(
        {
            "said_by": "victim",
            "seen": "not_yet",
            "heard": "phone",
            "words": "Nobody came.",
            **date_boxes("said_on", TODAY),
        }
    )
    assert "The news of the action is recorded." in client.follow().words
    assert told(team, planned) == [("victim", "not_yet", "Nobody came.")]
    assert "It has not happened yet" in person(app, team, "chair").get(f"/cases/{planned}/news").words


def test_the_victim_says_it_by_the_link_in_the_letter(app: Flask, team: Team, planned: str) -> None:
    team.end_actions(planned)
    own = f"/your-plan/{team.token(planned, 'action')}"
    client = Client(app)
    opened = client.get(own)
    assert opened.title.startswith("Your letter")
    assert client.submit({}, 422).errors == [
        "Choose the action that you mean",
        "Choose whether it has happened",
    ]
    client.get(own)
    client.submit({"action": str(the_action(team, planned)), "seen": "happened", "words": "Thank you."})
    assert "Thank you for telling us" in client.follow().words
    assert told(team, planned) == [("victim", "happened", "Thank you.")]
    client.get("/your-plan/wrong.token", 404)
    client.get(f"/your-plan/{team.token(planned, 'appeal')}", 404)


def test_who_has_no_seat_is_named_when_the_meeting_is_recorded(app: Flask, team: Team) -> None:
    reference = team.after("convene")
    opened = person(app, team, "chair").get(f"/cases/{reference}/meeting/record")
    assert (
        "have nobody on this panel: Alderfen District Council, NHS Brackenshire Integrated Care Board."
        in opened.words
    )
