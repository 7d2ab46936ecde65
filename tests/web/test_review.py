"""After the meeting: finishing the review, ending actions, closing the case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.services import appeals, telling, withdrawing
from portal.store import panels
from portal.store.tables import Letter, PlanAction
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import (
    TODAY,
    date_boxes,
    error_at,
    kept_out,
    letter_words,
    letters_of,
    standing,
    stands_before,
    value_of,
    with_stale_token,
)

OUTCOME = {"decision": "The review found fault.", "reasons": "Reports were not joined up."}
CARED = {"never_done": "It was done and not written down."}
ENDED = {"how": "done", **date_boxes("ended_on", TODAY), "words": "The log shows it."}


def finishing(reference: str) -> str:
    return f"/cases/{reference}/finish"


def actions_page(reference: str) -> str:
    return f"/cases/{reference}/actions"


def closing(reference: str) -> str:
    return f"/cases/{reference}/close"


@pytest.fixture
def drafted(team: Team) -> str:
    return team.after("hold")


@pytest.fixture
def concluded(team: Team, drafted: str) -> str:
    team.comment(drafted)
    team.finish(drafted)
    return drafted


def the_action(team: Team, reference: str) -> PlanAction:
    with team.office.work(write=False) as work:
        return panels.actions(work.session, team.case(work, reference).id)[0][0]


def ending(team: Team, reference: str) -> str:
    return f"{actions_page(reference)}/{the_action(team, reference).id}"


def open_as(app: Flask, team: Team, name: str, address: str) -> Client:
    client = person(app, team, name)
    client.get(address)
    return client


# Finishing


def test_the_comment_is_shown_answered_and_the_plan_changed(app: Flask, team: Team, drafted: str) -> None:
    team.comment(drafted)
    client = person(app, team, "chair")
    opened = client.get(finishing(drafted))
    assert stands_before(opened, "Before you contact Jo Sample", "They want something changed")
    assert "Please visit twice a week." in opened.words
    assert opened.parsed.with_id("tried") is None
    for control, value in {
        "findings-alderfen-council-words": "The council answered late.",
        "recommendations-1-body": "alderfen-council",
        "actions-1-body": "brackenshire-police",
        "actions-1-owner": "PC Sample",
        "actions-1-due_on-day": "23",
    }.items():
        assert value_of(opened, control) == value
    changed = {"actions-1-what": "Visit twice a week.", "actions-1-finds_out": "no"}
    client.submit({**OUTCOME, **changed, "answer": "You are right. We will."})
    assert "The review is finished" in client.follow().words
    assert the_action(team, drafted).what == "Visit twice a week."
    assert letters_of(team, drafted)[0] == "outcome"
    said = letter_words(team, drafted)
    for words in (*OUTCOME.values(), "Visit twice a week.", "You are right. We will.", "PC Sample"):
        assert words in said


def test_a_comment_that_is_not_answered_stops_it_and_nothing_is_lost(
    app: Flask, team: Team, drafted: str
) -> None:
    team.comment(drafted)
    client = open_as(app, team, "chair", finishing(drafted))
    opened = client.submit({"reasons": "Some reasons.", "actions-1-owner": ""}, 422)
    assert opened.errors == [
        "Answer what the victim said about the draft plan",
        "Action 1: Enter who is responsible",
        "Enter what the review decided",
    ]
    assert error_at(opened, "answer") == "Answer what the victim said about the draft plan"
    assert value_of(opened, "reasons") == "Some reasons."
    assert standing(team, drafted)[0] == "draft plan"


def test_a_victim_who_agrees_needs_no_answer_but_may_get_one(app: Flask, team: Team, drafted: str) -> None:
    team.comment(drafted, agrees=True, words="")
    client = open_as(app, team, "chair", finishing(drafted))
    client.submit({**OUTCOME, "thanks": "Thank you for reading it."})
    assert "Thank you for reading it." in letter_words(team, drafted)


@pytest.mark.parametrize(("days", "waits"), [(6, True), (7, True), (8, False)])
def test_a_silent_victim_has_their_time_and_one_safe_try(
    app: Flask, team: Team, drafted: str, days: int, waits: bool
) -> None:
    team.clock.pass_time(days=days)
    client = person(app, team, "chair")
    opened = client.get(finishing(drafted))
    assert ("They can still comment until 30 November 2026." in opened.words) is waits
    assert bool(opened.forms()) is not waits
    if not waits:
        later = date_boxes("actions-1-due_on", TODAY + timedelta(days=30))
        opened = client.submit({**OUTCOME, **later}, 422)
        assert opened.errors == ["Say how you safely tried to reach the victim, and when"]
        client.submit({"tried": "Rang the safe number on Monday."})
        assert standing(team, drafted)[0] == "concluded"


def test_a_comment_that_arrives_while_the_chair_writes_is_answered_first(
    app: Flask, team: Team, drafted: str
) -> None:
    team.clock.pass_time(days=8)
    client = open_as(app, team, "chair", finishing(drafted))
    team.comment(drafted)
    later = date_boxes("actions-1-due_on", TODAY + timedelta(days=30))
    opened = client.submit({**OUTCOME, **later, "tried": "Rang on Monday."}, 422)
    assert opened.errors == ["Answer what the victim said about the draft plan"]
    assert "Please visit twice a week." in opened.words
    assert value_of(opened, "decision") == OUTCOME["decision"]
    client.submit({"answer": "We will."})
    assert standing(team, drafted)[0] == "concluded"


def test_an_action_whose_day_has_passed_is_named(app: Flask, team: Team, drafted: str) -> None:
    team.comment(drafted)
    team.clock.pass_time(days=1)
    client = open_as(app, team, "chair", finishing(drafted))
    opened = client.submit({**OUTCOME, "answer": "We will."}, 422)
    assert opened.errors == ["Action 1: The day must be today or later"]


def test_a_row_can_be_taken_out_and_another_added(app: Flask, team: Team, drafted: str) -> None:
    team.comment(drafted)
    client = open_as(app, team, "chair", finishing(drafted))
    opened = client.submit({**OUTCOME, "answer": "We will."}, 200, button="Add another recommendation")
    assert value_of(opened, "recommendations-1-words") == "Name one person for each report."
    row = {"recommendations-2-body": "sedge-homes", "recommendations-2-words": "Mend the lock."}
    client.submit({**row, "recommendations-1-body": "", "recommendations-1-words": ""})
    with team.office.work(write=False) as work:
        sitting = panels.newest(work.session, team.case(work, drafted).id)
    assert sitting is not None
    assert [row.words for row, _ in sitting.recommendations] == ["Mend the lock."]


def test_finished_twice_it_is_one_outcome(app: Flask, team: Team, drafted: str) -> None:
    team.comment(drafted)
    first, second = (open_as(app, team, "chair", finishing(drafted)) for _ in range(2))
    first.submit({**OUTCOME, "answer": "We will."})
    after = standing(team, drafted)
    opened = second.submit({**OUTCOME, "answer": "We will."}, 422)
    assert value_of(opened, "decision") == OUTCOME["decision"]
    assert standing(team, drafted) == after
    assert letters_of(team, drafted).count("outcome") == 1
    first.get(finishing(drafted), 409)


# Actions


def test_an_action_is_ended_and_the_victim_told(app: Flask, team: Team, concluded: str) -> None:
    client = open_as(app, team, "chair", actions_page(concluded))
    opened = client.click("End this action: Visit weekly.")
    assert "A visit log." in opened.words
    client.submit(ENDED)
    assert "The action has ended" in client.follow().words
    ended = the_action(team, concluded)
    assert (ended.state, ended.ended_on, ended.end_reason) == ("done", TODAY, "The log shows it.")
    assert letters_of(team, concluded)[0] == "action_milestone"
    assert "Done" in client.get(actions_page(concluded)).words
    assert "This action has already ended." in client.get(ending(team, concluded)).words


@pytest.mark.parametrize("how", ["done", "no_longer_needed", "replaced", "transferred"])
def test_there_are_four_ways_to_end(app: Flask, team: Team, concluded: str, how: str) -> None:
    open_as(app, team, "chair", ending(team, concluded)).submit({**ENDED, "how": how})
    assert the_action(team, concluded).state == how


def test_ending_needs_how_when_and_why(app: Flask, team: Team, concluded: str) -> None:
    client = open_as(app, team, "chair", ending(team, concluded))
    opened = client.submit({"words": "Seen."}, 422)
    assert opened.errors == ["Choose how the action ended", "Enter the day"]
    assert value_of(opened, "words") == "Seen."
    opened = client.submit({**ENDED, **date_boxes("ended_on", TODAY + timedelta(days=1))}, 422)
    assert error_at(opened, "ended_on") == "The day must be today or in the past"
    assert the_action(team, concluded).state == "open"


def test_ended_twice_it_is_told_once(app: Flask, team: Team, concluded: str) -> None:
    first, second = (open_as(app, team, "chair", ending(team, concluded)) for _ in range(2))
    first.submit(ENDED)
    opened = second.submit(ENDED, 422)
    assert opened.errors == ["This action has already ended."]
    assert value_of(opened, "words") == "The log shows it."
    assert letters_of(team, concluded).count("action_milestone") == 1


def test_an_action_of_another_case_is_not_found(app: Flask, team: Team, concluded: str) -> None:
    other = team.after("finish")
    foreign = f"{actions_page(concluded)}/{the_action(team, other).id}"
    client = person(app, team, "chair")
    unknown = client.get(f"{actions_page(concluded)}/999999", 404)
    assert client.get(foreign, 404).text == unknown.text
    client.post(foreign, ENDED, 404)
    assert the_action(team, other).state == "open"


# Closing


def test_open_actions_are_listed_instead_of_closing(app: Flask, team: Team, concluded: str) -> None:
    client = person(app, team, "chair")
    opened = client.get(closing(concluded))
    assert "Some actions are still open." in opened.words
    assert opened.forms() == []
    client.click("End this action: Visit weekly.")
    client.submit(ENDED)
    opened = client.get(closing(concluded))
    assert "Every agreed action has ended." in opened.words


def test_a_case_is_closed_and_the_victim_told(app: Flask, team: Team, concluded: str) -> None:
    team.end_actions(concluded)
    client = open_as(app, team, "chair", closing(concluded))
    opened = client.submit({}, 422)
    assert error_at(opened, "reasons") == "Say why the case is closed"
    # Nobody spoke with them as far as anybody wrote down: it is said plainly, and asked why.
    assert error_at(opened, "never_done") == "Say why this was never done, or record it first"
    assert "Nobody recorded that they spoke with the applicant." in opened.words
    client.submit({"reasons": "Everything agreed was done.", **CARED})
    assert "The case is closed" in client.follow().words
    assert letters_of(team, concluded)[0] == "closing"
    assert "Everything agreed was done." in letter_words(team, concluded)


def test_a_refusal_lists_what_is_still_open_and_keeps_the_reasons(
    app: Flask, team: Team, drafted: str
) -> None:
    team.comment(drafted)
    team.finish(drafted)
    team.end_actions(drafted)
    client = open_as(app, team, "chair", closing(drafted))
    with team.office.work() as work:
        new = appeals.NewAppeal((), "I was not heard.", "", "key")
        appeals.lodge(work, team.token(drafted, "appeal"), new)
    opened = client.submit({"reasons": "Kept reasons.", **CARED}, 422)
    assert opened.errors == ["Decide the appeal before you close the case."]
    assert "An appeal is still open." in opened.words
    assert value_of(opened, "reasons") == "Kept reasons."
    assert client.get(closing(drafted)).forms() == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (None, "The time to appeal has not begun"),
        (28, "The applicant can still appeal until 21 December 2026."),
        (27, "The applicant can still appeal until 21 December 2026."),
        (29, "The time to appeal ended on 21 December 2026."),
    ],
)
def test_the_time_to_appeal_is_said(
    app: Flask, team: Team, concluded: str, days: int | None, said: str
) -> None:
    team.end_actions(concluded)
    if days is not None:
        with team.office.work(write=False) as work:
            letter = work.session.query(Letter).filter_by(kind="outcome").one().public_id
        with team.work("decider") as work:
            telling.record_told(work, concluded, letter, "read_out")
        team.clock.pass_time(days=days)
    assert said in person(app, team, "chair").get(closing(concluded)).words


def test_closed_twice_it_is_closed_once(app: Flask, team: Team, concluded: str) -> None:
    team.end_actions(concluded)
    first, second = (open_as(app, team, "chair", closing(concluded)) for _ in range(2))
    first.submit({"reasons": "Done.", **CARED})
    second.submit({"reasons": "Done.", **CARED}, 422)
    assert letters_of(team, concluded).count("closing") == 1


# Who may, and what opening does


def test_only_the_chair_of_the_panel_reaches_them(app: Flask, team: Team, drafted: str) -> None:
    others = ("intake", "decider", "stranger", "police", "officer")
    kept_out(app, team, finishing, drafted, others)
    team.comment(drafted)
    team.finish(drafted)
    number = the_action(team, drafted).id
    kept_out(app, team, lambda reference: f"/cases/{reference}/actions/{number}", drafted, others)
    kept_out(app, team, closing, drafted, others)


def test_opening_the_pages_changes_nothing(app: Flask, team: Team, drafted: str) -> None:
    before = standing(team, drafted)
    chair = person(app, team, "chair")
    chair.get(finishing(drafted))
    assert standing(team, drafted) == before
    team.comment(drafted)
    team.finish(drafted)
    before = standing(team, drafted)
    for address in (actions_page(drafted), ending(team, drafted), closing(drafted)):
        chair.get(address)
    assert standing(team, drafted) == before


def test_stale_tokens_keep_the_answers(app: Flask, team: Team, drafted: str) -> None:
    team.comment(drafted)
    client = open_as(app, team, "chair", finishing(drafted))
    opened = with_stale_token(client, finishing(drafted), {"answer": "We will."})
    assert value_of(opened, "answer") == "We will."
    team.finish(drafted)
    client = open_as(app, team, "chair", ending(team, drafted))
    assert value_of(with_stale_token(client, "", ENDED), "words") == ENDED["words"]
    team.end_actions(drafted)
    client = open_as(app, team, "chair", closing(drafted))
    assert value_of(with_stale_token(client, "", {"reasons": "Kept."}), "reasons") == "Kept."
    assert standing(team, drafted)[0] == "concluded"


def test_the_case_page_leads_to_each_step(app: Flask, team: Team) -> None:
    reference = team.apply()

    def finish(one: str) -> None:
        team.comment(one)
        team.finish(one)

    walk: list[tuple[str, str, Callable[[str], None]]] = [
        ("decider", "Decide that the threshold is met", team.decide),
        ("intake", "Set the panel meeting", team.convene),
        ("chair", "Record the panel meeting", team.hold),
        ("chair", "Finish the review", finish),
        ("chair", "End an action", team.end_actions),
        ("chair", "Close the case", team.close),
    ]
    for name, words, step in walk:
        client = open_as(app, team, name, f"/cases/{reference}")
        client.click(words)
        step(reference)
    assert standing(team, reference)[0] == "closed"


def test_a_withdrawn_case_still_leads_to_its_open_actions(app: Flask, team: Team, concluded: str) -> None:
    with team.work("intake") as work:
        withdrawing.key_in(work, concluded, ("phone", work.today), "")
    client = open_as(app, team, "chair", f"/cases/{concluded}")
    client.click("End an action")
    client.click("End this action: Visit weekly.")
    client.submit(ENDED)
    opened = client.follow()
    assert "The action has ended." in opened.words
    assert "End an action" not in opened.words
    assert standing(team, concluded)[0] == "withdrawn"
