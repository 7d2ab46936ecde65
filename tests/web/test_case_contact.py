"""The single point of contact, the first contact and the district of a case."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.cases.timetable import Clock
from portal.store.tables import Deadline
from tests.services.conftest import Team
from tests.web.opened_case import case, opened_by
from tests.web.staffroom import person


def test_the_contact_is_named_and_shown(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    opened = client.get(case(reference, "/contact"))
    assert "Stranger" not in opened.words
    client.submit({"contact": str(team.ids["intake"])})
    opened = client.follow()
    assert "Contact Intake" in opened.words
    assert "Intake was named as the contact" in opened.words


@pytest.mark.parametrize("chosen", [None, "", "999999", "x"])
def test_only_somebody_of_the_district_can_be_the_contact(app: Flask, team: Team, chosen: str | None) -> None:
    client = person(app, team, "intake")
    client.get(case(team.apply(), "/contact"))
    assert client.submit({"contact": chosen}, 422).errors


def test_somebody_of_another_district_cannot_be_the_contact(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    client.get(case(team.apply(), "/contact"))
    client.submit({"contact": str(team.ids["stranger"])}, 422)


def test_the_first_contact_stops_its_clock(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    assert "The first contact was made" in client.get(case(reference)).links()
    client.click("The first contact was made")
    client.submit()
    opened = client.follow()
    assert "It is recorded that the first contact was made." in opened.words
    assert "The first contact was made" not in opened.links()
    with team.office.work(write=False) as work:
        met = work.session.scalars(select(Deadline).where(Deadline.clock == Clock.FIRST_CONTACT)).one().met_on
        assert met == work.today


def test_an_application_is_put_into_its_district(app: Flask, team: Team) -> None:
    reference = team.apply(district="unsure")
    client = person(app, team, "intake")
    client.get(case(reference, "/district"))
    assert client.submit({"district": None}, 422).errors == ["Choose the district"]
    client.submit({"district": "alderfen"})
    opened = client.follow()
    assert "The application was put into the district Alderfen" in opened.words
    assert "Alderfen District Council" in opened.words


def test_who_places_an_application_elsewhere_comes_back_to_the_worklist(app: Flask, team: Team) -> None:
    reference = team.apply(district="unsure")
    client = person(app, team, "intake")
    client.get(case(reference, "/district"))
    assert client.submit({"district": "marlowick"}).location == "/cases"
    client.get(case(reference), 404)
    opened_by(app, team, "stranger", reference)
