"""The page on which somebody says what they did about a task, and the tasks on the case page."""

from flask import Flask

from portal.services import tasks
from tests.services.conftest import Team
from tests.web.staffroom import person
from tests.web.steps import kept_out, stands_before, with_stale_token


def address(team: Team, reference: str) -> str:
    with team.work("intake") as work:
        return f"/cases/{reference}/tasks/{tasks.of_case(work, team.case(work, reference))[0].task.id}"


def test_a_task_is_opened_from_the_case_and_done_with_a_word(app: Flask, team: Team) -> None:
    reference = team.apply(needs=["interpreter"])
    client = person(app, team, "intake")
    case = client.get(f"/cases/{reference}")
    assert case.links()["Do this task: Arrange an interpreter"] == address(team, reference)
    opened = client.get(address(team, reference))
    assert opened.h1 == "Arrange an interpreter"
    assert "Before you contact Jo Sample" in opened.words
    assert (
        client.submit({"words": "Booked Maria for every call."}).location == f"/cases/{reference}?done=task"
    )
    opened = client.follow()
    for said in (
        "The task is done.",
        "No task waits.",
        "Booked Maria for every call.",
        "A task was done: Arrange",
    ):
        assert said in opened.words


def test_what_was_done_must_be_said(app: Flask, team: Team) -> None:
    reference = team.apply(needs=["interpreter"])
    client = person(app, team, "intake")
    client.get(address(team, reference))
    assert client.submit({"words": " "}, 422).errors == ["Write what you did"]


def test_words_for_a_task_that_somebody_else_did_are_not_lost(app: Flask, team: Team) -> None:
    reference = team.apply(needs=["interpreter"])
    client = person(app, team, "intake")
    at = address(team, reference)
    client.get(at)
    with team.work("decider") as work:
        tasks.do(work, reference, int(at.rpartition("/")[2]), "Did it.")
    opened = client.submit({"words": "I rang them too."}, 422)
    assert "Somebody has done this task already" in opened.words
    assert "I rang them too." in opened.text


def test_a_stale_page_keeps_the_words(app: Flask, team: Team) -> None:
    reference = team.apply(needs=["interpreter"])
    client = person(app, team, "intake")
    client.get(address(team, reference))
    assert (
        "I rang them." in with_stale_token(client, address(team, reference), {"words": "I rang them."}).text
    )


def test_a_letter_that_waits_leads_to_recording_that_they_were_told(app: Flask, team: Team) -> None:
    reference = team.apply(channels=["phone"], phone="01632 960001")
    opened = person(app, team, "intake").get(address(team, reference))
    assert opened.h1 == "Tell them by phone, or as they asked, what a letter says"
    assert "Record that they were told" in opened.links()


def test_nobody_else_opens_a_task(app: Flask, team: Team) -> None:
    reference = team.apply(needs=["interpreter"])
    number = address(team, reference).rpartition("/")[2]
    kept_out(
        app, team, lambda one: f"/cases/{one}/tasks/{number}", reference, ("stranger", "police", "officer")
    )


def test_words_of_danger_stand_above_everything_until_somebody_acted(app: Flask, team: Team) -> None:
    reference = team.apply(story="He says that he will kill me.")
    client = person(app, team, "intake")
    opened = client.get(f"/cases/{reference}")
    said = "Words of danger: read the application now and act"
    assert stands_before(opened, said, "Before you contact")
    client.click("Do this task now")
    client.submit({"words": "Rang her, she is safe."})
    assert stands_before(client.follow(), "Before you contact", said)
