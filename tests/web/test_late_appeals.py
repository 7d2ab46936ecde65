"""The pages on which a late appeal is weighed and a withdrawal is recorded, and the victim's own way to withdraw."""

import pytest
from flask import Flask

from portal.services import appeals, telling
from portal.store import letters as letter_rows
from portal.store import panels
from portal.store.tables import Appeal
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, kept_out, letter_words, letters_of, with_stale_token

WHY = "You were in hospital until last week."


def late(reference: str) -> str:
    return f"/cases/{reference}/appeals/late"


def withdrawing(reference: str) -> str:
    return f"/cases/{reference}/appeals/withdraw"


@pytest.fixture
def lodged(team: Team) -> str:
    """A case with an appeal in time about its threshold."""
    reference = team.apply()
    team.decide(reference)
    lodge(team, reference)
    return reference


@pytest.fixture
def came_late(team: Team) -> str:
    """The same, one day after the last."""
    reference = team.apply()
    team.decide(reference)
    with team.office.work(write=False) as work:
        newest = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter.public_id
    with team.work("intake") as work:
        telling.record_told(work, reference, newest, "handed_over")
    team.clock.pass_time(days=29)
    lodge(team, reference)
    return reference


def lodge(team: Team, reference: str) -> None:
    with team.office.work() as work:
        token = team.token(reference, "appeal")
        appeals.lodge(work, token, appeals.NewAppeal((), "Nobody asked me.", "", "key"))


def the_appeal(team: Team, reference: str) -> Appeal:
    with team.office.work(write=False) as work:
        found = panels.appeal(work.session, team.case(work, reference).id, 1)
        assert found is not None
        return found


@pytest.mark.parametrize(("heard", "state"), [("yes", "lodged"), ("no", "refused")])
def test_an_officer_weighs_a_late_appeal(
    app: Flask, team: Team, came_late: str, heard: str, state: str
) -> None:
    client = person(app, team, "intake")
    opened = client.get(late(came_late))
    assert "Nobody asked me." in opened.words
    assert "Nobody is refused by a machine" in opened.words
    client.submit({"heard": heard, "reason": WHY})
    opened = client.follow()
    said = "heard all the same" if heard == "yes" else "The appeal is refused as late."
    assert said in opened.words
    assert the_appeal(team, came_late).state == state
    if heard == "no":
        assert letters_of(team, came_late)[0] == "appeal_refused"
        assert WHY in letter_words(team, came_late)
    steps = client.get(f"/cases/{came_late}").words
    assert ("Give the appeal to an officer" in steps) is (heard == "yes")
    assert "Say whether the late appeal is heard" not in steps
    assert "No late appeal of this case waits." in client.get(late(came_late)).words


def test_what_is_missing_is_named_and_words_are_kept(app: Flask, team: Team, came_late: str) -> None:
    client = person(app, team, "decider")
    client.get(late(came_late))
    assert client.submit({}, 422).errors == ["Choose whether the appeal is heard", "Enter your reason"]
    opened = with_stale_token(client, late(came_late), {"reason": WHY})
    assert WHY in opened.text
    client.get(late(came_late))
    assert "You decided in this case. You can admit the appeal." in client.get(late(came_late)).words
    opened = client.submit({"heard": "no", "reason": WHY}, 422)
    assert opened.errors == ["Choose one of the answers in the list"]
    assert WHY in opened.text
    assert the_appeal(team, came_late).late_result is None


def test_one_in_time_is_not_weighed(app: Flask, team: Team, lodged: str) -> None:
    opened = person(app, team, "intake").get(late(lodged))
    assert opened.forms() == []
    assert "No late appeal of this case waits." in opened.words


def test_others_neither_weigh_nor_withdraw(app: Flask, team: Team, came_late: str) -> None:
    kept_out(app, team, late, came_late, ("stranger", "chair", "police", "officer"))
    kept_out(app, team, withdrawing, came_late, ("stranger", "decider", "chair", "police", "officer"))


def test_an_officer_records_a_withdrawal(app: Flask, team: Team, lodged: str) -> None:
    client = person(app, team, "intake")
    client.get(f"/cases/{lodged}")
    opened = client.click("Record that the appeal is withdrawn")
    assert "that nobody presses them" in opened.words
    assert client.submit({}, 422).errors == ["Choose how they told us", "Enter the day they told us"]
    client.get(withdrawing(lodged))
    client.submit({"heard": "phone", **date_boxes("told_on", TODAY)})
    opened = client.follow()
    assert "The appeal is withdrawn." in opened.words
    assert letters_of(team, lodged)[0] == "appeal_withdrawn"
    assert "No appeal of this case is open." in client.get(withdrawing(lodged)).words
    assert "Key in an appeal that came without a link" in client.get(f"/cases/{lodged}").words


def test_nothing_is_called_withdrawn_that_was_not(app: Flask, team: Team, lodged: str) -> None:
    with team.work("intake") as work:
        appeals.assign(work, lodged, 1, team.ids["officer"], "Took no part.")
    with team.work("officer") as work:
        appeals.decide(work, lodged, 1, "not_upheld", "It was right.", "Took no part.")
    own = f"/appeal/{team.token(lodged, 'appeal')}"
    assert Client(app).get(f"{own}/withdrawn", 303).location == own


def test_somebody_withdraws_by_the_link_in_their_letter(app: Flask, team: Team, lodged: str) -> None:
    client = Client(app)
    own = f"/appeal/{team.token(lodged, 'appeal')}"
    client.get(own)
    assert client.get(f"{own}/withdrawn", 303).location == own  # it is being heard
    client.get(own)
    opened = client.click("Withdraw your appeal")
    assert "You do not have to withdraw it because somebody asks you to." in opened.words
    assert the_appeal(team, lodged).state == "lodged"
    client.submit({})
    opened = client.follow()
    assert "Your appeal is withdrawn" in opened.words
    assert the_appeal(team, lodged).state == "withdrawn"
    assert "Ask for an appeal" in client.get(own).words
    client.get(f"{own}/withdraw", 303)
    assert letters_of(team, lodged)[0] == "appeal_withdrawn"
    client.get("/appeal/wrong.token/withdraw", 404)
    client.get("/appeal/wrong.token/withdrawn", 404)


def test_the_link_of_an_overtaken_letter_says_so(app: Flask, team: Team, lodged: str) -> None:
    old = team.token(lodged, "appeal")
    with team.work("intake") as work:
        appeals.assign(work, lodged, 1, team.ids["officer"], "Works elsewhere.")
    with team.work("officer") as work:
        appeals.decide(work, lodged, 1, "upheld_sent_back", "Not weighed.", "Works elsewhere.")
    team.clock.pass_time(hours=1)
    team.decide(lodged)
    opened = Client(app).get(f"/appeal/{old}")
    assert "There is a newer letter" in opened.words
    assert "Start" not in opened.words
