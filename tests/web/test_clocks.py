"""Pages on which officers stop clocks, let them run again and give one more time, and the ledger they leave."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal.services import deferring
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.refusing import with_reports
from tests.services.test_comment_clock import tell
from tests.services.test_deferring import defer
from tests.services.test_merging import merge
from tests.services.test_reopening import reopen
from tests.services.test_withdrawing import by_link
from tests.web.staffroom import person
from tests.web.steps import date_boxes, error_at, kept_out, letters_of, standing, value_of, with_stale_token

LINKS = {
    "pause": "Stop the clocks for a time",
    "resume": "Let the clocks run again",
    "more-time": "Give a clock more time",
}
LATER = date_boxes("due_on", date(2026, 12, 21))


def at(reference: str, what: str) -> str:
    return f"/cases/{reference}/clocks/{what}"


def test_pause_and_resume_from_the_case_page(app: Flask, team: Team, clock: SetClock) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    opened = client.get(f"/cases/{reference}")
    assert LINKS["resume"] not in opened.words
    client.click(LINKS["pause"])
    client.submit({"reason": "We wait for your diary."})
    opened = client.follow()
    assert "The clocks stand still." in opened.words
    assert "14 December 2026 Stands still" in opened.words
    assert LINKS["pause"] not in opened.links()
    clock.set(clock() + timedelta(days=7))
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}")
    client.click(LINKS["resume"])
    client.submit({})
    opened = client.follow()
    for words in (
        "18 December 2026",
        "Before: 14 December 2026",
        "23 November 2026: Day 0: the clock started",
        "23 November 2026: Intake stopped the clocks. Reason: We wait for your diary.",
        "25 November 2026: Left out: the clock stood still",
        "28 November 2026: Left out: weekend",
        "30 November 2026: Intake let the clocks run again: the day moved from 14 December 2026 to 18 December 2026",
        "18 December 2026: The last day in time",
    ):
        assert words in opened.words
    assert letters_of(team, reference)[:2] == ["resumed", "paused"]


def test_more_time_for_one_clock(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(f"/cases/{reference}")
    opened = client.click(LINKS["more-time"])
    assert "Tell the threshold decision, by 14 December 2026" in opened.words
    assert "First contact with the applicant, by" not in opened.words
    opened = client.submit({"reason": "The police need longer."}, 422)
    assert opened.errors == ["Choose which clock", "Enter the new day"]
    assert value_of(opened, "reason") == "The police need longer."
    number = next(one for one in opened.parsed.all("input") if one.get("name") == "clock").get("value", "")
    early = date_boxes("due_on", date(2026, 12, 14))
    opened = client.submit({"clock": number, "reason": "The police need longer.", **early}, 422)
    assert error_at(opened, "due_on") == "The new day must be later than the day that was set before."
    client.submit({"clock": number, "reason": "The police need longer.", **LATER})
    opened = client.follow()
    assert "Decider gave more time: the day moved from 14 December 2026 to 21 December 2026" in opened.words
    assert "Reason: The police need longer." in opened.words
    assert "A clock was given more time: Tell the threshold decision" in opened.words
    assert letters_of(team, reference)[0] == "more_time"


def test_words_about_a_clock_that_ended_meanwhile_are_kept(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(at(reference, "more-time"))
    by_link(team, reference)
    opened = client.submit({"reason": "The police need longer.", **LATER}, 422)
    assert value_of(opened, "reason") == "The police need longer."


def test_a_reason_is_asked_and_kept(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(at(reference, "pause"), pseudo=True)
    client.get(at(reference, "more-time"), pseudo=True)
    client.get(at(reference, "pause"))
    before = standing(team, reference)
    assert client.submit({}, 422).errors == ["Say what you wait for"]
    opened = with_stale_token(client, at(reference, "pause"), {"reason": "We wait."})
    assert value_of(opened, "reason") == "We wait."
    assert standing(team, reference) == before


@pytest.mark.parametrize("what", ["pause", "resume", "more-time"])
def test_only_people_of_the_case_reach_the_clocks(app: Flask, team: Team, what: str) -> None:
    kept_out(app, team, lambda one: at(one, what), team.apply(), ("stranger", "police", "officer", "admin"))


def test_an_ended_clock_says_so(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.to_the_end(reference)
    opened = person(app, team, "chair").get(f"/cases/{reference}")
    assert "Ended on 23 November 2026 without being met: the case was closed" in opened.words


def shown_to(app: Flask, team: Team, name: str, reference: str) -> str:
    """The words of the case page, on which no clock says that the case was sent back."""
    words = person(app, team, name).get(f"/cases/{reference}").words
    assert "sent back" not in words
    return words


def test_why_a_day_moved_is_said_as_it_was(app: Flask, team: Team) -> None:
    put_off = with_reports(team)
    defer(team, put_off)
    said = "Decider put the decision off: the day moved from 14 December 2026 to 3 December 2026"
    assert said in shown_to(app, team, "intake", put_off)
    with team.work("intake") as work:
        deferring.look_again(work, put_off, "A window was broken last night.")
    assert "The case was looked at again, and the clock began anew" in shown_to(app, team, "intake", put_off)


def test_why_there_is_longer_to_comment_is_said_as_it_was(app: Flask, team: Team) -> None:
    reference = team.after("hold")
    team.clock.pass_time(days=4)
    tell(team, reference)
    assert "The person was told later, and has as much longer" in shown_to(app, team, "chair", reference)


def test_a_case_that_was_opened_again_was_not_sent_back(app: Flask, team: Team) -> None:
    reference = team.after("finish")
    reopen(team, reference, "panel")
    assert "The case was opened again, and the clock began anew" in shown_to(app, team, "intake", reference)


def test_an_earlier_day_came_with_an_earlier_application(app: Flask, team: Team, clock: SetClock) -> None:
    first = team.apply()
    clock.set(clock() + timedelta(days=7))
    second = team.apply()
    merge(team, first, second)
    said = "Intake joined an earlier application: the day moved from 21 December 2026 to 14 December 2026"
    assert said in shown_to(app, team, "intake", second)
