"""The appeal by the link in a letter: begun, kept, checked, sent once, told kindly whatever the case."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from portal import create_app
from portal.area import Partnership
from portal.area_tables import Appeal as AppealRules
from portal.services import appeals, deferring, telling
from portal.services.work import Office
from portal.store import letters as letter_rows
from portal.store.tables import Draft
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.records import appeals_of
from tests.services.test_merging import merge, put_off
from tests.services.test_withdrawing import by_link
from tests.web.client import Client, Opened
from tests.web.steps import TODAY, letters_of, standing, value_of, with_stale_token

WORDS = "Nobody asked me what happened.\n\nThe council was not there."
WANTED = "That the panel hears me."
GROUND = "The review was not carried out properly."
LAST_DAY = date(2026, 12, 21)  # twenty working days from the day the letter is opened


@pytest.fixture
def concluded(team: Team) -> str:
    """A case whose outcome letter has just been written."""
    return team.after("finish")


@pytest.fixture
def link(team: Team, concluded: str) -> str:
    """The address in that letter."""
    return f"/appeal/{team.token(concluded, 'appeal')}"


def drafts_of(team: Team) -> list[Draft]:
    with team.office.work(write=False) as work:
        return work.session.query(Draft).filter_by(journey="appeal").all()


def tell(team: Team, reference: str) -> None:
    """Somebody at the office reads the newest letter out: from today the window runs."""
    with team.office.work(write=False) as work:
        newest = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter.public_id
    with team.work("intake") as work:
        telling.record_told(work, reference, newest, "read_out")


def begin(client: Client, link: str) -> Opened:
    client.get(link)
    client.submit()
    return client.follow()


def fill_in(client: Client, link: str, **changes: Any) -> Opened:
    """Answer every question; the check of the answers is shown."""
    begin(client, link)
    client.submit({"grounds": [GROUND], "words": WORDS, **changes})
    client.follow()
    client.submit({"wanted": WANTED})
    return client.follow()


def test_the_walk_from_the_letter_to_the_receipt(
    client: Client, team: Team, concluded: str, link: str
) -> None:
    opened = client.get(link)
    assert opened.h1 == "Ask for an appeal"
    assert concluded in opened.words
    assert "how your case review was carried out" in opened.words
    assert "An appeal officer of the neighbouring Fallowshire Community Safety Partnership" in opened.words
    assert "Please send your appeal by 21 December 2026" in opened.words
    client.submit()
    assert client.follow().h1 == "Why you think it went wrong"
    client.submit({"grounds": [GROUND], "words": WORDS})
    assert client.follow().h1 == "What do you want to happen? (optional)"
    client.submit({"wanted": WANTED})
    opened = client.follow()
    assert opened.h1 == "Check your answers before you send them"
    for words in (GROUND, "Nobody asked me what happened.", WANTED, "how your case review was carried out"):
        assert words in opened.words
    client.submit()
    opened = client.follow()
    assert opened.h1 == "Your appeal is sent"
    assert concluded in opened.words
    assert "They have 15 working days from the day of the letter that tells you who it is." in opened.words
    assert "last day" not in opened.words
    [appeal] = appeals_of(team, concluded)
    assert (appeal.state, appeal.stage, appeal.late, appeal.channel) == ("lodged", "review", False, "link")
    assert (appeal.grounds, appeal.words, appeal.wanted) == ([GROUND], WORDS, WANTED)
    assert (appeal.lodged_on, appeal.window_ends_on) == (TODAY, LAST_DAY)
    assert letters_of(team, concluded)[0] == "appeal_acknowledgement"


def test_only_pressing_a_button_changes_anything(
    client: Client, team: Team, concluded: str, link: str
) -> None:
    before = standing(team, concluded)
    for page in ("", "/reasons", "/check", "/sent"):
        client.get(link + page, {"": 200, "/sent": 303}.get(page, 410))
    assert drafts_of(team) == []
    client.get(link + "/nothing", 404)
    fill_in(client, link)
    assert standing(team, concluded) == before
    assert appeals_of(team, concluded) == []


def test_nothing_needs_to_be_ticked_or_wanted(client: Client, team: Team, concluded: str, link: str) -> None:
    fill_in(client, link, grounds=None)
    client.click("Change What do you want to happen? (optional)")
    client.submit({"wanted": ""})
    assert client.follow().words.count("Not answered") == 2
    client.submit()
    [appeal] = appeals_of(team, concluded)
    assert (appeal.grounds, appeal.wanted) == ([], None)


def test_what_is_missing_is_asked_for_and_the_rest_kept(client: Client, link: str) -> None:
    begin(client, link)
    opened = client.submit({"grounds": [GROUND]}, 422)
    assert opened.errors == ["Tell us why you think it went wrong"]
    ticked = [one.get("value") for one in opened.parsed.all("input") if "checked" in one.attrib]
    assert ticked == [GROUND]
    opened = client.submit({"grounds": ["Another reason"], "words": WORDS}, 422)
    assert opened.errors == ["Choose one of the answers in the list"]
    assert "Nobody asked me" in value_of(opened, "words")
    assert "grounds" in [href.removeprefix("#") for href in opened.links().values()]


@pytest.mark.parametrize(("length", "status"), [(9_999, 303), (10_000, 303), (10_001, 422)])
def test_long_words_are_taken(client: Client, link: str, length: int, status: int) -> None:
    begin(client, link)
    client.submit({"words": "x" * length}, status)


def test_pages_out_of_order_lead_to_the_first_gap(client: Client, link: str) -> None:
    begin(client, link)
    client.get(link + "/check", 303)
    assert client.follow().h1 == "Why you think it went wrong"
    client.submit({"words": WORDS})
    client.get(link + "/check", 303)
    assert client.follow().h1 == "What do you want to happen? (optional)"


def test_an_answer_changed_from_the_check_comes_back_to_it(client: Client, link: str) -> None:
    fill_in(client, link)
    opened = client.click("Change Tell us why, in your own words")
    assert "Nobody asked me" in value_of(opened, "words")
    client.submit({"words": "They wrote to the wrong house."})
    opened = client.follow()
    assert opened.h1 == "Check your answers before you send them"
    assert "They wrote to the wrong house." in opened.words
    assert "Nobody asked me" not in opened.words


def test_sent_twice_it_is_one_appeal_and_the_same_page(
    client: Client, team: Team, concluded: str, link: str
) -> None:
    fill_in(client, link)
    token = client.token()
    receipts = []
    for _ in range(3):
        client.post(link + "/check", {"csrf_token": token})
        receipts.append(client.follow().words)
        client.get(link + "/check", 303)
    assert receipts[0] == receipts[1] == receipts[2]
    assert len(appeals_of(team, concluded)) == 1
    assert letters_of(team, concluded).count("appeal_acknowledgement") == 1
    [draft] = drafts_of(team)
    assert draft.answers == {}


def test_an_open_appeal_is_told_kindly(app: Flask, client: Client, concluded: str, link: str) -> None:
    fill_in(client, link)
    client.submit()
    opened = client.get(link)
    assert opened.h1 == "Your appeal is being looked at"
    assert concluded in opened.words
    assert "We received it on 23 November 2026" in opened.words
    assert client.click("See what happens next and by when").h1 == "Your appeal is sent"
    opened = Client(app).get(link)
    assert opened.h1 == "Your appeal is being looked at"
    assert "See what happens next and by when" not in opened.links()
    assert Client(app).post(link, {}, 400).h1


def test_a_second_browser_that_sends_later_loses_no_word(
    app: Flask, client: Client, team: Team, concluded: str, link: str
) -> None:
    other = Client(app)
    fill_in(other, link, words="I wrote this on my phone.")
    fill_in(client, link)
    client.submit()
    opened = other.submit({}, 422)
    assert opened.errors == ["An appeal about this case is already being looked at."]
    assert "I wrote this on my phone." in opened.words
    assert len(appeals_of(team, concluded)) == 1


def test_two_tabs_lose_nothing(client: Client, team: Team, link: str) -> None:
    begin(client, link)
    stale = client.last
    client.submit({"words": "First tab."})
    client.last = stale
    opened = client.submit({"words": "Second tab."}, 422)
    assert "another tab" in opened.errors[0]
    assert value_of(opened, "words") == "Second tab."
    [draft] = drafts_of(team)
    assert draft.answers["words"] == "First tab."


def test_a_token_that_does_not_fit_keeps_the_answers(client: Client, team: Team, link: str) -> None:
    begin(client, link)
    opened = with_stale_token(client, link, {"words": WORDS})
    assert "Nobody asked me" in value_of(opened, "words")
    client.submit({"words": WORDS})
    client.follow()
    client.submit({"wanted": WANTED})
    client.follow()
    with_stale_token(client, link, {})
    assert [draft.case_id for draft in drafts_of(team)] == [None]


def test_answers_that_have_gone_are_shown_once_more(
    app: Flask, client: Client, team: Team, link: str
) -> None:
    begin(client, link)
    team.clock.pass_time(minutes=61)
    opened = client.submit({"words": WORDS}, 410)
    assert opened.h1 == "Your answers are not here any more"
    assert "Nobody asked me what happened." in opened.words
    assert "60 minutes" in opened.words
    assert client.click("Start").h1 == "Ask for an appeal"
    assert Client(app).get(link + "/reasons", 410).h1 == "There are no answers here yet"


def test_a_draft_belongs_to_its_link(client: Client, team: Team, concluded: str, link: str) -> None:
    fill_in(client, link)
    other = team.apply(district="alderfen")
    team.decide(other)
    elsewhere = f"/appeal/{team.token(other, 'appeal')}"
    client.get(elsewhere + "/reasons", 410)
    client.get(elsewhere)
    client.post(elsewhere + "/check", {}, 410)
    assert appeals_of(team, other) == appeals_of(team, concluded) == []
    begin(client, elsewhere)
    assert client.last is not None
    assert value_of(client.last, "words") == ""
    assert len({draft.link_id for draft in drafts_of(team)}) == 2


def test_going_on_in_the_same_browser_keeps_the_answers(client: Client, team: Team, link: str) -> None:
    fill_in(client, link)
    opened = client.get(link)
    assert "Carry on" in opened.words
    client.submit()
    assert "Nobody asked me" in value_of(client.follow(), "words")
    assert len(drafts_of(team)) == 1


def test_leaving_deletes_what_was_not_sent(client: Client, team: Team, concluded: str, link: str) -> None:
    fill_in(client, link)
    client.post("/exit")
    assert drafts_of(team) == []
    client.get(link + "/check", 410)
    fill_in(client, link)
    client.submit()
    client.post("/exit")
    assert len(appeals_of(team, concluded)) == 1
    client.get(link + "/sent", 303)


@pytest.mark.parametrize(("days", "late"), [(27, False), (28, False), (29, True)])
def test_the_last_day_and_the_day_after(
    client: Client, team: Team, concluded: str, link: str, days: int, late: bool
) -> None:
    tell(team, concluded)
    team.clock.pass_time(days=days)
    opened = client.get(link)
    assert ("The last day to appeal was 21 December 2026" in opened.words) is late
    assert ("Please send your appeal by 21 December 2026" in opened.words) is not late
    opened = fill_in(client, link)
    client.get(link + "/reasons")
    assert client.last is not None
    assert ("why you could not send it sooner" in client.last.words) is late
    client.get(link + "/check")
    client.submit()
    opened = client.follow()
    assert ("A person will look at why" in opened.words) is late
    [appeal] = appeals_of(team, concluded)
    assert appeal.late is late
    assert appeal.window_ends_on == LAST_DAY


def test_words_of_danger_are_answered_at_once_and_marked(
    client: Client, team: Team, concluded: str, link: str
) -> None:
    begin(client, link)
    client.submit({"words": "I want to die."})
    opened = client.follow()
    assert "116 123" in opened.words
    assert "You can go on with your appeal below" in opened.words
    client.submit({"wanted": WANTED})
    assert "116 123" not in client.follow().words
    client.submit()
    with team.office.work(write=False) as work:
        assert "danger_words" in team.case(work, concluded).flags


def test_harmless_words_mark_nothing(client: Client, team: Team, concluded: str, link: str) -> None:
    fill_in(client, link)
    client.submit()
    with team.office.work(write=False) as work:
        assert "danger_words" not in team.case(work, concluded).flags


def test_a_case_that_is_decided_again_cannot_be_appealed_by_the_old_letter(
    client: Client, team: Team, concluded: str, link: str
) -> None:
    fill_in(client, link)
    client.submit()
    with team.work("intake") as work:
        appeals.assign(work, concluded, 1, team.ids["officer"], "Works for another partnership.")
    with team.work("officer") as work:
        appeals.decide(work, concluded, 1, "upheld_sent_back", "She was not heard.", "Works elsewhere.")
    opened = client.get(link)
    assert opened.h1 == "Your case is being looked at again"
    assert "You will get a new letter" in opened.words


def test_after_withdrawing_the_link_says_what_they_can_do(client: Client, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    by_link(team, reference)
    link = f"/appeal/{team.token(reference, 'appeal')}"
    opened = client.get(link)
    assert opened.h1 == "Your application was withdrawn"
    assert "We can open your case again, with the same date." in opened.words
    client.get(link, pseudo=True)


def test_after_joining_two_applications_the_link_names_the_one_that_goes_on(
    client: Client, team: Team
) -> None:
    first, second = team.apply(), put_off(team)
    link = f"/appeal/{team.token(second, 'appeal')}"
    with team.work("decider") as work:
        deferring.look_again(work, second, "News came.")
    merge(team, second, first)
    opened = client.get(link)
    assert opened.h1 == "Your two applications are now one"
    assert first in opened.words
    client.get(link, pseudo=True)


def test_an_appeal_about_the_threshold(client: Client, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    fill_in(client, f"/appeal/{team.token(reference, 'appeal')}")
    assert client.last is not None
    assert "how your application was dealt with" in client.last.words
    client.submit()
    assert appeals_of(team, reference)[0].stage == "threshold"


@pytest.mark.parametrize("change", ["0", "x", "."])
def test_a_link_that_opens_nothing(
    client: Client, team: Team, concluded: str, link: str, change: str
) -> None:
    wrong = client.get(link + change, 404)
    assert wrong.h1 == client.get("/appeal/" + "A" * 49, 404).h1
    for page in ("/reasons", "/check", "/sent"):
        client.get(link + change + page, 404)
    client.post(link + change, {}, 404)
    for purpose in ("letter", "voice", "plan_comment"):
        other = team.token(concluded, purpose)
        assert client.get(f"/appeal/{other}", 404).text.replace(other, "") == client.get(
            "/appeal/" + "A" * 49, 404
        ).text.replace("A" * 49, "")


def test_a_revoked_and_an_outlived_link_open_nothing(client: Client, team: Team, link: str) -> None:
    team.clock.pass_time(days=364, hours=23)
    client.get(link)
    team.clock.pass_time(hours=1)
    client.get(link, 404)


def test_every_page_can_be_translated(client: Client, team: Team, concluded: str, link: str) -> None:
    client.get(link, pseudo=True)
    client.get(link + "/reasons", 410, pseudo=True)
    fill_in(client, link)
    for page in ("", "/reasons", "/next-steps", "/check"):
        client.get(link + page, pseudo=True)
    client.get(link + "/reasons", pseudo=True)
    client.submit({"words": ""}, 422)
    client.get(link + "/check")
    client.submit()
    client.get(link + "/sent", pseudo=True)
    client.get(link, pseudo=True)


@pytest.fixture
def without_rules(office: Office, brackenshire: Partnership) -> Office:
    """The same office where nothing about appeals has been agreed, as in an area that publishes nothing."""
    timescales = {
        clock: scale for clock, scale in brackenshire.timescales.items() if clock != "appeal_decision"
    }
    bare = replace(brackenshire, appeal=AppealRules(), timescales=timescales)
    return replace(office, partnership=bare)


def test_where_nothing_is_agreed_the_pages_say_so_and_nothing_is_late(
    without_rules: Office, clock: SetClock
) -> None:
    team = Team(without_rules, clock)
    reference = team.apply()
    team.decide(reference)
    tell(team, reference)
    team.clock.pass_time(days=300)
    app = create_app(without_rules)
    app.testing = True
    client, link = Client(app), f"/appeal/{team.token(reference, 'appeal')}"
    opened = client.get(link)
    assert "It is not yet agreed which office hears appeals" in opened.words
    assert "No time limit is set" in opened.words
    client.get(link, pseudo=True)
    begin(client, link)
    assert client.last is not None
    assert client.last.parsed.by_class("govuk-checkboxes") == []
    client.get(link + "/reasons", pseudo=True)
    client.submit({"words": WORDS})
    client.follow()
    client.submit({"wanted": ""})
    client.follow()
    client.submit()
    opened = client.follow()
    assert "By when is not yet agreed." in opened.words
    client.get(link + "/sent", pseudo=True)
    [appeal] = appeals_of(team, reference)
    assert (appeal.late, appeal.window_ends_on) == (False, None)
    assert appeal.lodged_on == TODAY + timedelta(days=300)
