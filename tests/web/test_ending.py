"""Pages on which a case ends early by two people, and on which it opens again."""

import pytest
from flask import Flask

from portal.store.tables import Letter
from tests.services.conftest import Team
from tests.services.test_ending import propose
from tests.services.test_withdrawing import by_link
from tests.web.staffroom import person
from tests.web.steps import kept_out, letters_of, standing, value_of, with_stale_token

END = {"why": "cannot_be_reached", "tries": "1 June, called", "reasons": "You have not answered."}


def at(reference: str, what: str) -> str:
    return f"/cases/{reference}/{what}"


def test_proposed_by_one_and_agreed_by_another(app: Flask, team: Team) -> None:
    reference = team.apply()
    first = person(app, team, "intake")
    first.get(f"/cases/{reference}")
    first.click("Propose to end the case early")
    opened = first.submit({"tries": "1 June, called"}, 422)
    assert opened.errors == ["Choose why the case should end", "Enter your reasons"]
    assert value_of(opened, "tries") == "1 June, called"
    opened = first.submit({**END, "tries": ""}, 422)
    assert opened.errors == ["List every try to reach them."]
    first.submit(END)
    opened = first.follow()
    assert "Another person has to look at it." in opened.words
    assert "Look at the proposal to end the case" not in opened.links()
    assert "Another person has to look at it." in first.get(at(reference, "end/second-look")).words
    second = person(app, team, "decider")
    second.get(f"/cases/{reference}")
    opened = second.click("Look at the proposal to end the case")
    for words in ("23 November 2026", "1 June, called", "You have not answered."):
        assert words in opened.words
    opened = second.submit({}, 422)
    assert opened.errors == ["Choose whether you agree", "Enter your own reasons"]
    second.submit({"agrees": "yes", "reasons": "Every way was tried."})
    opened = second.follow()
    assert "The case has ended." in opened.words
    assert "Intake, agreed by Decider" in opened.words
    assert "without being met: the case was ended early" in opened.words
    assert letters_of(team, reference)[0] == "ended"


def test_the_second_person_sends_it_back(app: Flask, team: Team) -> None:
    reference = team.apply()
    propose(team, reference)
    second = person(app, team, "decider")
    second.get(at(reference, "end/second-look"), pseudo=True)
    second.get(at(reference, "end/second-look"))
    opened = with_stale_token(second, at(reference, "end/second-look"), {"reasons": "Ring the sister."})
    assert value_of(opened, "reasons") == "Ring the sister."
    second.submit({"agrees": "no", "reasons": "Ring the sister."})
    assert "The case goes on." in second.follow().words
    second.get(at(reference, "end/second-look"), 409)
    first = person(app, team, "intake")
    for page in ("", "/end"):
        shown = first.get(f"/cases/{reference}{page}", pseudo=bool(page)).words
        assert "Ring the sister." in shown, page


def test_both_people_read_that_nobody_ever_spoke_with_them(app: Flask, team: Team) -> None:
    reference = team.apply()
    said = "Nobody recorded that they spoke with the applicant."
    assert said in person(app, team, "intake").get(f"/cases/{reference}/end").words
    propose(team, reference)
    assert said in person(app, team, "decider").get(f"/cases/{reference}/end/second-look").words


def test_a_proposal_that_fell_away_says_so(app: Flask, team: Team) -> None:
    reference = team.apply()
    propose(team, reference)
    assert "Until then the case goes on." in person(app, team, "decider").get(f"/cases/{reference}").words
    by_link(team, reference)
    shown = person(app, team, "decider").get(f"/cases/{reference}").words
    assert "The proposal to end the case early" in shown
    assert "the case went another way" in shown


def test_after_a_death_no_letter_goes_out_unless_somebody_opens_it(app: Flask, team: Team) -> None:
    reference = team.apply()
    propose(team, reference, "died", "Her sister rang us.")
    second = person(app, team, "decider")
    opened = second.get(at(reference, "end/second-look"))
    assert "No letter goes to the address of the person who died" in opened.words
    second.submit({"agrees": "yes", "reasons": "Her sister was sure."})
    assert letters_of(team, reference) == ["acknowledgement"]


def test_after_a_death_the_pages_say_what_to_do_with_an_old_letter(app: Flask, team: Team) -> None:
    """Nothing that was written before goes to their address; whoever may act for them is handed it."""
    reference = team.apply(channels=["post"], email=None, address="1 Example Road\nAlderfen")
    team.clock.pass_time(days=1)
    propose(team, reference, "died", "Her sister rang us.")
    second = person(app, team, "decider")
    second.get(at(reference, "end/second-look"))
    second.submit({"agrees": "yes", "reasons": "Her sister was sure."})
    shown = second.get(f"/cases/{reference}")
    assert "They died. Do not ring, write or visit." in shown.words
    assert "Print and post" not in shown.words
    with team.office.work(write=False) as work:
        letter = work.session.query(Letter).one().public_id
    opened = second.get(at(reference, f"letters/{letter}/post"))
    assert "Do not post this letter." in opened.words
    assert "1 Example Road" not in opened.words and "It is posted" not in opened.words
    second.click("Record how to reach whoever acts for them, or that they did not die")
    second.get(at(reference, f"letters/{letter}/post"))
    opened = second.click("Record that it was handed over")
    assert "They died. Only record that it was handed over" in opened.words
    second.submit({"how": "handed_over"})
    assert "It is recorded that they were told." in second.follow().words
    second.get(at(reference, "reopen"))
    second.submit({"at": "decision", "reasons": "Her sister asks for it."})
    assert "The case is open again. No letter was written" in second.follow().words


def test_opened_again_from_the_case_page(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    by_link(team, reference)
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}")
    opened = client.click("Open the case again")
    assert "A panel meets again" in opened.words
    assert "The work on the plan goes on" not in opened.words
    before = standing(team, reference)
    assert client.submit({}, 422).errors == [
        "Choose where the work goes on",
        "Say why the case is opened again",
    ]
    opened = with_stale_token(client, at(reference, "reopen"), {"reasons": "It was not you."})
    assert value_of(opened, "reasons") == "It was not you."
    assert standing(team, reference) == before
    client.get(at(reference, "reopen"), pseudo=True)
    client.get(at(reference, "reopen"))
    client.submit({"at": "panel", "reasons": "It was not you."})
    opened = client.follow()
    assert "The case is open again. The letter is written." in opened.words
    assert "The case was opened again. A panel meets again" in opened.words
    assert letters_of(team, reference)[0] == "reopened"


def test_of_two_who_open_it_again_the_later_one_keeps_their_words(app: Flask, team: Team) -> None:
    reference = team.apply()
    by_link(team, reference)
    first, later = person(app, team, "intake"), person(app, team, "intake")
    for one in (first, later):
        one.get(at(reference, "reopen"))
    first.submit({"at": "decision", "reasons": "It was not you."})
    opened = later.submit({"at": "decision", "reasons": "Her sister rang."}, 422)
    assert value_of(opened, "reasons") == "Her sister rang."


def test_a_case_that_goes_on_is_not_opened_again(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    assert "Open the case again" not in client.get(f"/cases/{reference}").links()
    assert "cannot be opened again" in client.get(at(reference, "reopen")).words


@pytest.mark.parametrize("what", ["end", "reopen"])
def test_only_people_of_the_case(app: Flask, team: Team, what: str) -> None:
    kept_out(app, team, lambda one: at(one, what), team.apply(), ("stranger", "police", "officer", "admin"))


def test_only_people_of_the_case_look_at_a_proposal(app: Flask, team: Team) -> None:
    reference = team.apply()
    propose(team, reference)
    kept_out(
        app,
        team,
        lambda one: at(one, "end/second-look"),
        reference,
        ("stranger", "police", "officer", "admin"),
    )
