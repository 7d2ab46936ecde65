"""Keying in: few long pages, "They did not say", read back, sent once (requirement A16)."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal.policy import PUBLIC
from portal.services import calls
from portal.services.calls import Asked
from tests.services.conftest import Team
from tests.web.client import Client, Opened
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, standing, value_of

SAID: dict[str, dict[str, Any]] = {
    "came": {"for_whom": "me", "channel": "phone", **date_boxes("received_on", TODAY)},
    "who": {"name": "Jo Sample"},
    "reaching": {"channels": ["phone"], "phone": "01632 960001", "voicemail": "no"},
    "happening": {"district": "alderfen", "story": "Loud music every night."},
    "reports": {
        name: value
        for number in (1, 2, 3)
        for name, value in {
            f"reports-{number}-told": "council",
            **date_boxes(f"reports-{number}-incident", TODAY - timedelta(days=10 * number)),
            **date_boxes(f"reports-{number}-told_on", TODAY - timedelta(days=10 * number - 1)),
        }.items()
    },
    "effect": {"impact": "I cannot sleep."},
}
NEW = "/cases/new"


@pytest.fixture
def intake(app: Flask, team: Team) -> Client:
    """The browser of an intake officer of Alderfen."""
    return person(app, team, "intake")


def follow(client: Client, opened: Opened) -> Opened:
    return client.get(opened.location)


def key_in(client: Client, until: str = "check", **changes: dict[str, Any]) -> Opened:
    """Key in page by page; returns the page `until`, shown."""
    opened = client.get(NEW)
    for name, typed in SAID.items():
        if name == until:
            break
        opened = follow(client, client.submit({**typed, **changes.get(name, {})}))
    return opened


def test_seven_long_pages_lead_to_a_case(intake: Client, team: Team) -> None:
    check = key_in(intake)
    assert "part 7 of 7" in check.text
    assert "Loud music every night." in check.text
    assert "23 November 2026" in check.text
    assert "Never turn anybody away because of this." in check.text
    sent = follow(intake, intake.submit({"true_best": "yes"}))
    assert "The application is sent" in sent.text
    assert "Read this out" in sent.text
    reference = _reference(team)
    assert reference in sent.text
    assert standing(team, reference)[0] == "received"
    assert "by phone, keyed in by Intake" in " ".join(intake.get(f"/cases/{reference}").words.split())


@pytest.mark.parametrize("page", ["happening", "reports", "effect"])
def test_no_box_says_that_nobody_reads_it_yet(intake: Client, page: str) -> None:
    """The officer who keys it in is reading it already."""
    opened = key_in(intake, page)
    assert "<textarea" in opened.text
    assert "Nobody reads this" not in opened.words
    assert not [
        one for one in opened.parsed.all("textarea") if "-note" in (one.get("aria-describedby") or "")
    ]


def _reference(team: Team) -> str:
    from portal.store.tables import Case

    with team.office.work(write=False) as work:
        return str(work.session.query(Case).order_by(Case.id.desc()).first().reference)  # type: ignore[union-attr]


def key_in_the_form(opened: Opened) -> str:
    boxes = opened.parsed.all("input")
    return next(one.get("value") or "" for one in boxes if one.get("name") == "submission_key")


def test_the_first_page_pressed_twice_is_begun_once(intake: Client) -> None:
    key = key_in_the_form(intake.get(NEW))
    first = intake.submit(SAID["came"]).location
    assert key_in_the_form(intake.get(NEW)) != key
    assert intake.submit({**SAID["came"], "submission_key": key}).location == first


def test_sent_twice_it_shows_the_same_reference(intake: Client, team: Team) -> None:
    check = key_in(intake)
    token = intake.token()
    first = intake.submit({"true_best": "yes"})
    again = intake.post(check.address, {"true_best": "yes", "version": "99", "csrf_token": token})
    assert again.location == first.location
    assert intake.get(check.address, 303).location == first.location


def test_the_public_never_reaches_it_and_nobody_else_opens_a_draft(
    app: Flask, team: Team, intake: Client
) -> None:
    draft = key_in(intake, until="reaching").address
    for name in ("stranger", "desk"):
        person(app, team, name).get(draft, 404)
        person(app, team, name).get(f"{draft.rpartition('/')[0]}/delete", 404)
    for name in ("decider", "police", "admin"):
        person(app, team, name).get(NEW, 403)
    Client(app).get(NEW, 303)


def test_an_empty_answer_stands_beside_the_field_with_everything_kept(intake: Client) -> None:
    key_in(intake, until="happening")
    opened = intake.submit({"kinds": ["noise"]}, status=422)
    assert (
        "Tell us what has been happening. A few words are enough, or tick “They did not say”" in opened.errors
    )
    opened = follow(intake, intake.submit({"story_unsaid": "yes", "district_unsaid": "yes"}))
    assert "part 5 of 7" in opened.text


def test_what_was_not_said_is_read_back_and_stands_in_the_case(intake: Client, team: Team) -> None:
    check = key_in(intake, effect={"impact": "", "impact_unsaid": "yes"})
    assert "How does it affect you? They did not say" in " ".join(check.words.split())
    intake.submit({"true_best": "yes"})
    case = intake.get(f"/cases/{_reference(team)}")
    assert "How does it affect you? They did not say" in " ".join(case.words.split())


def test_safe_contact_is_a_choice_never_an_empty_box(intake: Client) -> None:
    key_in(intake, until="reaching")
    assert intake.submit({}, status=422).errors
    assert intake.submit({"channels": ["none"]}).location.endswith("/happening")


def test_one_more_report_keeps_what_was_typed(intake: Client) -> None:
    key_in(intake, until="reports")
    opened = intake.submit(
        {"reports-1-told": "police", "reports-1-what": "A fight"}, button="Add another report", status=200
    )
    assert value_of(opened, "reports-1-what") == "A fight"
    assert opened.parsed.with_id("reports-4") is not None


def test_the_call_ends_in_the_middle_and_nothing_is_lost(intake: Client, team: Team) -> None:
    draft = key_in(intake, until="happening").address
    listed = follow(intake, intake.submit({"kinds": ["noise"], "then": "later"}))
    assert "You have begun to key in" in listed.text
    assert "Jo Sample" in listed.text
    check = intake.get(f"{draft.rpartition('/')[0]}/check")
    assert "Not answered yet" in check.text
    assert (
        "They did not say" not in check.words.partition("Read it back")[2].partition("Before you send it")[0]
    )
    intake.submit({"true_best_unsaid": "yes"})
    assert standing(team, _reference(team))[0] == "received"
    assert "You have begun to key in" not in intake.get("/cases").text


def test_what_has_no_name_yet_is_listed_too(intake: Client) -> None:
    key_in(intake, until="who")
    listed = intake.get("/cases")
    assert "An application begun on 23 November 2026" in " ".join(listed.words.split())


def test_what_is_typed_wrong_is_shown_before_one_goes_on(intake: Client) -> None:
    key_in(intake, until="reports")
    typed = {"reports-1-told": "police", "reports-1-told_on-day": "42", "then": "check"}
    assert intake.submit(typed, status=422).errors


def test_it_cannot_be_sent_without_a_name_or_safe_contact(intake: Client) -> None:
    draft = key_in(intake, until="who").address
    check = intake.get(f"{draft.rpartition('/')[0]}/check")
    assert "Before you can send it, key in:" in check.text
    assert intake.submit({"true_best": "yes"}, status=422).errors


@pytest.mark.parametrize(
    ("received", "posted", "said"),
    [
        (TODAY, TODAY + timedelta(days=1), "The day of posting must be today or in the past"),
        (
            TODAY - timedelta(days=2),
            TODAY - timedelta(days=1),
            "The day of posting cannot be after the day it reached us",
        ),
        (TODAY + timedelta(days=1), TODAY, "The day it reached us must be today or in the past"),
    ],
)
def test_days_that_cannot_be_are_refused_beside_the_field(
    intake: Client, received: date, posted: date, said: str
) -> None:
    intake.get(NEW)
    typed = {
        "for_whom": "me",
        "channel": "post",
        **date_boxes("received_on", received),
        **date_boxes("posted_on", posted),
    }
    assert said in intake.submit(typed, status=422).errors


def test_words_of_danger_tell_the_officer_what_to_say(intake: Client) -> None:
    opened = key_in(intake, until="reports", happening={"story": "He said he will kill me."})
    assert "Words of danger: what to say, whom to call" in opened.text
    assert "999" in opened.text


def test_the_scan_is_in_the_case(intake: Client, team: Team) -> None:
    key_in(intake, came={"channel": "post"})
    scan = (io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 20), "form.png")
    intake.submit({"true_best": "yes", "file": scan})
    assert "form.png" in intake.get(f"/cases/{_reference(team)}").text


def test_the_desk_gives_the_reference_and_the_case_is_gone(app: Flask, team: Team) -> None:
    desk = person(app, team, "desk")
    key_in(desk, happening={"district": "marlowick"})
    sent = follow(desk, desk.submit({"true_best": "yes"}))
    reference = _reference(team)
    assert "The application is now with Marlowick" in sent.words
    desk.get(f"/cases/{reference}", 404)
    person(app, team, "stranger").get(f"/cases/{reference}")


def test_what_was_begun_can_be_deleted(intake: Client) -> None:
    draft = key_in(intake, until="reaching").address
    intake.get(f"{draft.rpartition('/')[0]}/delete")
    intake.submit({})
    intake.get(draft, 404)


def test_a_stale_token_keeps_what_was_typed(intake: Client) -> None:
    key_in(intake, until="who")
    opened = intake.submit({"name": "Jo Sample", "csrf_token": "stale"}, 400)
    assert value_of(opened, "name") == "Jo Sample"


def test_a_call_is_keyed_in_under_its_reference(intake: Client, team: Team) -> None:
    with team.office.work(PUBLIC) as work:
        asked = Asked("Jo Sample", "01632 960001", ("morning",), "no", "Noise", "alderfen")
        reference = calls.ask(work, asked, "k" * 22).reference
    case = intake.get(f"/cases/{reference}")
    assert "Key in the application" in case.text
    assert "Nobody answered the phone" in case.text
    intake.get(f"/cases/{reference}/key-in")
    opened = follow(intake, intake.submit({}))
    assert "How did the application come?" not in opened.text
    opened = follow(intake, intake.submit({"for_whom": "me"}))
    assert value_of(opened, "name") == "Jo Sample"
    opened = follow(intake, intake.submit({}))
    assert value_of(opened, "phone") == "01632 960001"
    intake.submit({"then": "check"})
    intake.get(opened.address.replace("reaching", "check"))
    sent = follow(intake, intake.submit({"true_best": "yes"}))
    assert reference in sent.text
    assert standing(team, reference)[0] == "received"


def test_nobody_answered_is_kept_as_a_try(intake: Client, team: Team) -> None:
    with team.office.work(PUBLIC) as work:
        reference = calls.ask(work, Asked("Jo", "01632 960001", (), "no", "", "alderfen"), "k" * 22).reference
    intake.get(f"/cases/{reference}/no-answer")
    assert intake.submit({}, status=422).errors
    case = follow(intake, intake.submit({**date_boxes("tried_on", TODAY), "words": "It rings out."}))
    assert "Nobody answered the phone. It rings out." in case.text


def test_every_word_can_be_translated(intake: Client) -> None:
    address = key_in(intake).address.rpartition("/")[0]
    for name in (*SAID, "check"):
        intake.get(f"{address}/{name}", pseudo=True)
    for path in (NEW, f"{address}/delete"):
        intake.get(path, pseudo=True)
    intake.get(f"{address}/check")
    intake.get(intake.submit({"true_best": "yes"}).location, pseudo=True)
