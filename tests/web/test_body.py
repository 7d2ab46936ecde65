"""What users of a relevant body see and answer."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.policy import Grant, Role
from portal.services import contacts, notes
from portal.services.notes import NewNote
from portal.store import bodies as rows
from portal.store.bodies import Passed
from portal.store.tables import StaffRole, View
from tests.services.conftest import Team
from tests.web.markup import text_of
from tests.web.staffroom import person
from tests.web.steps import UNKNOWN, kept_out, stands_before, with_stale_token

POLICE = "brackenshire-police"


def application(reference: str, rest: str = "") -> str:
    return f"/applications/{reference}{rest}"


def passed(team: Team, reference: str, body: str = POLICE) -> Passed:
    with team.office.work(write=False) as work:
        return next(
            one for one in rows.of_case(work.session, team.case(work, reference).id) if one.body.key == body
        )


def test_the_application_stands_there_with_safe_contact_first(app: Flask, team: Team) -> None:
    reference = team.apply(must_not_know="My brother Al", story="Shouting at night.")
    opened = person(app, team, "police").get(application(reference))
    assert stands_before(opened, "My brother Al", "Shouting at night.")
    assert stands_before(opened, "Email: jo@mail.example", "Date of the application")
    assert "What the Act asks for Met" in opened.words


@pytest.mark.parametrize("said", ["PC Petra Police is his cousin.", ""])
def test_whom_the_person_worries_about_is_for_the_office_only(app: Flask, team: Team, said: str) -> None:
    reference = team.apply(worried_about=said)
    theirs = person(app, team, "police").get(application(reference))
    office = person(app, team, "intake").get(f"/cases/{reference}")
    for shown, told in ((theirs, False), (office, True)):
        assert ("worry you" in shown.words) is told
        assert ("PC Petra Police" in shown.words) is (told and bool(said))
    assert ("Worried about someone in a service" in office.words) is bool(said)


def test_nothing_else_of_the_case_is_there(app: Flask, team: Team) -> None:
    reference = team.apply(who="Al Other")
    with team.work("intake") as work:
        contacts.name_contact(work, reference, team.ids["intake"])
        notes.add(work, reference, NewNote("note", "officers", work.today, "Only for officers."))
    team.decide(reference)
    opened = person(app, team, "police").get(application(reference))
    for secret in (
        "Only for officers.",
        "Three reports count.",
        "What is next",
        "Letters and",
        "Sedge Homes",
    ):
        assert secret not in opened.words
    assert f"/cases/{reference}" not in opened.text
    assert "/letters/" not in opened.text


def test_opening_an_application_is_written_down(app: Flask, team: Team) -> None:
    person(app, team, "police").get(application(team.apply()))
    with team.office.work(write=False) as work:
        looked = work.session.scalars(select(View)).one()
    assert (looked.staff_id, looked.action) == (team.ids["police"], "see_case_as_body")


def test_a_body_confirms_that_it_has_the_application(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "police")
    client.get(application(reference))
    assert client.submit().location == application(reference, "?done=confirmed")
    opened = client.follow()
    assert "It is recorded that your organisation has the application." in opened.words
    assert "Confirmed on 23 November 2026, 10:00am" in opened.words
    assert not opened.forms()
    made = passed(team, reference).made
    assert (made.acknowledged_by, made.how) == (team.ids["police"], "signed_in")


def test_confirming_twice_is_confirming_once(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "police")
    for _ in range(2):
        client.get(application(reference, f"/{POLICE}/confirm"))
        client.submit()
    with team.office.work(write=False) as work:
        assert team.case(work, reference).version == 3  # received, made available, confirmed


def test_a_body_gives_its_view_which_also_confirms(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "police")
    client.get(application(reference))
    client.click("Give your organisation’s view")
    assert client.submit({"view": "not_met", "words": "One call only.\nOn 3 May."}).location == application(
        reference, "?done=answered"
    )
    opened = client.follow()
    assert "Your view: The threshold is not met" in opened.words
    assert "One call only. On 3 May." in opened.words
    found = passed(team, reference)
    assert found.made.acknowledged_at is not None
    assert found.answer is not None
    assert (found.answer.view, found.answer.words) == ("not_met", "One call only.\nOn 3 May.")


def test_a_view_can_be_changed_and_the_newest_counts(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "police")
    for view in ("no_view", "met"):
        client.get(application(reference, f"/{POLICE}/view"))
        client.submit({"view": view})
    found = passed(team, reference).answer
    assert found is not None
    assert found.view == "met"


@pytest.mark.parametrize(
    "sent", [{"view": None}, {"view": ""}, {"view": "maybe"}, {"view": "met", "words": "x" * 10_001}]
)
def test_a_view_that_cannot_be_kept_is_asked_for_again(app: Flask, team: Team, sent: dict[str, Any]) -> None:
    reference = team.apply()
    client = person(app, team, "police")
    client.get(application(reference, f"/{POLICE}/view"))
    opened = client.submit({"words": "One call.", **sent}, 422)
    assert opened.errors
    assert passed(team, reference).answer is None
    assert passed(team, reference).made.acknowledged_at is None


def test_a_stale_token_keeps_the_words(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "police")
    client.get(application(reference, f"/{POLICE}/view"))
    with_stale_token(client, application(reference), {"view": "met", "words": "Looked up for an hour"})
    assert "Looked up for an hour" in client.last.text  # type: ignore[union-attr]
    client.get(application(reference, f"/{POLICE}/confirm"))
    with_stale_token(client, application(reference), {})
    assert passed(team, reference).made.acknowledged_at is None


@pytest.mark.parametrize("rest", ["", f"/{POLICE}/view", f"/{POLICE}/confirm"])
def test_only_users_of_a_body_that_has_it_open_an_application(app: Flask, team: Team, rest: str) -> None:
    reference = team.apply()
    for name in ("intake", "decider", "stranger", "chair", "officer", "admin"):
        client = person(app, team, name)
        assert (
            client.get(application(reference, rest), 404).text
            == client.get(application(UNKNOWN, rest), 404).text
        )


@pytest.mark.parametrize("page", ["view", "confirm"])
def test_nobody_answers_for_another_body(app: Flask, team: Team, page: str) -> None:
    reference = team.apply()
    kept_out(app, team, lambda one: application(one, f"/sedge-homes/{page}"), reference, ("police", "intake"))
    client = person(app, team, "police")
    client.get(application(reference, f"/no-such-body/{page}"), 404)
    assert passed(team, reference, "sedge-homes").made.acknowledged_at is None


def test_a_body_of_another_district_does_not_see_it(app: Flask, team: Team) -> None:
    with team.office.work() as work:
        work.session.add(
            StaffRole(
                staff_id=team.ids["figures"], role=Role.BODY_USER, body="marlowick-council", since=work.today
            )
        )
    here, there = team.apply(), team.apply(district="marlowick")
    client = person(app, team, "figures")
    client.get(application(here), 404)
    client.get(application(there))


def test_who_answers_for_two_bodies_answers_for_each(app: Flask, team: Team) -> None:
    grant = Grant(Role.BODY_USER, body="sedge-homes")
    with team.office.work() as work:
        work.session.add(
            StaffRole(staff_id=team.ids["police"], role=grant.role, body=grant.body, since=work.today)
        )
    reference = team.apply()
    client = person(app, team, "police")
    opened = client.get(application(reference))
    headings = [text_of(one) for one in opened.parsed.all("h2")]
    assert {"Brackenshire Police", "Sedge Homes"} <= set(headings)
    client.submit(form=1)
    assert passed(team, reference, "sedge-homes").made.acknowledged_at is not None
    assert passed(team, reference).made.acknowledged_at is None
