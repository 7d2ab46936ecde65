"""The page by the link in every letter: where the case stands; withdrawing, by link and keyed."""

import pytest
from flask import Flask

from portal.cases.moves import State
from portal.services import appeals
from portal.store import links
from portal.store.tables import Link
from tests.house.clock import SetClock
from tests.services import test_on_behalf as on_behalf
from tests.services.conftest import Team
from tests.services.test_withdrawing import by_link
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, kept_out, standing, value_of, with_stale_token


def own(team: Team, reference: str, rest: str = "") -> str:
    return f"/w/{team.token(reference, 'status')}{rest}"


def test_it_says_where_the_case_stands_and_what_happens_next(app: Flask, team: Team) -> None:
    reference = team.apply()
    reader = Client(app)
    reader.get(own(team, reference), pseudo=True)
    opened = reader.get(own(team, reference))
    assert "It is not decided yet whether there will be a case review." in opened.words
    assert "We will tell you by 14 December 2026 whether there will be a case review." in opened.words
    assert reference not in opened.title
    assert "Jo Sample" not in opened.words
    team.decide(reference)
    assert (
        "A decision was made. Our letter about it says what was decided"
        in reader.get(own(team, reference)).words
    )


def test_it_never_runs_ahead_of_the_letter(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    reader = Client(app)
    assert "review meeting" not in reader.get(own(team, reference)).words
    reader.get(f"/letter/{team.token(reference, 'letter')}")
    reader.submit({})
    assert "The review meeting should take place by" in reader.get(own(team, reference)).words


@pytest.mark.parametrize(("day", "late"), [(13, False), (14, False), (15, True)])
def test_it_does_not_promise_a_day_that_has_passed(
    app: Flask, team: Team, clock: SetClock, day: int, late: bool
) -> None:
    reference = team.apply()
    clock.set(clock().replace(month=12, day=day))
    words = Client(app).get(own(team, reference)).words
    assert ("We will tell you by 14 December 2026 whether" in words) is not late
    assert ("We wanted to tell you by 14 December 2026 whether" in words) is late
    assert ("We are late, and we are sorry." in words) is late


def test_it_names_whom_the_letters_name_and_an_appeal(app: Flask, team: Team) -> None:
    reference = team.apply()
    reader = Client(app)
    opened = reader.get(own(team, reference))
    assert "Your contact: Alderfen community safety team, 01632 960110" in opened.words
    assert "appeal" not in opened.words
    team.decide(reference)
    with team.office.work() as work:
        appeals.lodge(
            work, team.token(reference, "appeal"), appeals.NewAppeal((), "Nobody asked me.", "", "key")
        )
    assert "We have an appeal about your case." in reader.get(own(team, reference)).words


def test_who_stopped_an_application_made_for_them_reads_that_it_is_theirs_to_say(
    app: Flask, team: Team
) -> None:
    reference = on_behalf.apply(team)
    victim = on_behalf.reach(team, reference, "victim").person.id
    with team.office.work(write=False) as work:
        link = work.session.query(Link).filter_by(person_id=victim, purpose="status").one()
        token = links.token(work.settings.link_key, link.public_id)
    on_behalf.withdraw(team, reference, "stop")
    assert "It only goes on if you tell us that you want it." in Client(app).get(f"/w/{token}").words


def test_looking_changes_nothing_and_withdrawing_takes_a_button(app: Flask, team: Team) -> None:
    reference = team.apply()
    before = standing(team, reference)
    reader = Client(app)
    reader.get(own(team, reference))
    opened = reader.click("Withdraw your application")
    assert standing(team, reference) == before
    for words in ("What stops", "What stays", "talk to us first", "You can change your mind."):
        assert words in opened.words
    assert "No, keep my application" in opened.links()
    with_stale_token(reader, own(team, reference, "/withdraw"), {})
    assert standing(team, reference) == before
    reader.get(own(team, reference, "/withdraw"), pseudo=True)
    reader.get(own(team, reference, "/withdraw"))
    reader.submit({})
    opened = reader.follow()
    assert "Your application is withdrawn" in opened.words
    assert "if it was not you" in opened.words
    assert standing(team, reference)[0] == State.WITHDRAWN
    opened = reader.get(own(team, reference))
    assert "The application was withdrawn." in opened.words
    assert "Withdraw your application" not in opened.links()
    assert reader.get(own(team, reference, "/withdraw"), 303).location.endswith(own(team, reference))
    opened = person(app, team, "intake").get(f"/cases/{reference}")
    assert "ask the person, in a safe way, whether it was them" in opened.words
    assert "without being met: the application was withdrawn" in opened.words


def test_a_bookmark_of_the_last_page_leads_back(app: Flask, team: Team) -> None:
    reference = team.apply()
    assert Client(app).get(own(team, reference, "/withdrawn"), 303).location.endswith(own(team, reference))


def test_every_letter_names_the_page(app: Flask, team: Team) -> None:
    reference = team.apply()
    reader = Client(app)
    reader.get(f"/letter/{team.token(reference, 'letter')}")
    reader.submit({})
    opened = reader.follow()
    address = opened.links()["See where your case stands, and what you can do"]
    assert address.endswith(own(team, reference))


def test_keyed_by_an_officer(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(f"/cases/{reference}")
    opened = client.click("Key that the applicant withdraws")
    assert "Before you contact Jo Sample" in opened.words
    opened = client.submit({"words": "I moved."}, 422)
    assert opened.errors == [
        "Choose how they told us",
        "Enter the day they told us",
        "Make sure that it is them and that nobody makes them do it, then tick the box",
    ]
    assert value_of(opened, "words") == "I moved."
    client.submit({"heard": "phone", "alone": "yes", "words": "I moved.", **date_boxes("told_on", TODAY)})
    opened = client.follow()
    assert "The application is withdrawn. The letter is written." in opened.words
    assert "The application was withdrawn by phone" in opened.words


def test_pages_of_a_step_that_is_over_say_so_kindly(app: Flask, team: Team) -> None:
    reference = team.after("convene")
    by_link(team, reference)
    opened = Client(app).get(f"/being-heard/{team.token(reference, 'voice')}")
    assert "the meeting does not take place any more" in opened.words


@pytest.mark.parametrize("purpose", ["letter", "voice"])
def test_a_link_for_something_else_opens_nothing(app: Flask, team: Team, purpose: str) -> None:
    reference = team.apply()
    team.decide(reference)
    Client(app).get(f"/w/{team.token(reference, purpose)}", 404)


def test_only_people_of_the_case_key_it(app: Flask, team: Team) -> None:
    kept_out(app, team, lambda one: f"/cases/{one}/withdraw", team.apply(), ("stranger", "police", "admin"))
