"""Not met on the pages: marking, weighing, proposing, the second person, the other help, the end."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.journeys.when import When
from portal.services import notes, telling
from portal.store import assessments, casefile, referrals
from portal.store.tables import Event, View
from tests.services.conftest import Team, answers
from tests.services.refusing import enlist, mark, proposed, settle, with_reports
from tests.services.test_on_behalf import ACTING
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

BODIES = ("brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes")
POINTS = ("persistence", "harm", "possible_harm", "adequacy", "vulnerability", "hate")
AHEAD = TODAY + timedelta(days=14)


def page(reference: str) -> str:
    return f"/cases/{reference}/not-met"


def second(reference: str) -> str:
    return f"/cases/{reference}/not-met/second"


def complete(**changes: str | None) -> dict[str, str | None]:
    return {
        **{f"views-{body}-view": "not_met" for body in BODIES},
        **{point: f"What I think of {point}." for point in POINTS},
        "needs": "no",
        "reasons": "Two reports count.\n\nIt has been quiet since.",
        "help-1-to": "Marlowick Mediation",
        "help-1-what": "They can talk with both of you.",
        **date_boxes("help-1-follow_up_on", AHEAD),
        "safe_contact": "yes",
        **changes,
    }


def offered(client: Client, reference: str) -> str:
    return client.get(f"/cases/{reference}").words


def test_below_the_number_of_the_act_one_person_decides_in_words(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    opened = client.get(page(reference))
    assert stands_before(opened, "Before you contact Jo Sample", "The rules advise. You decide.")
    assert "What the application says" in opened.words and "I cannot sleep." in opened.words
    client.submit(complete())
    assert "It is decided that the threshold is not met." in client.follow().words
    assert standing(team, reference)[0] == "not met"
    assert letters_of(team, reference)[0] == "threshold_not_met"
    words = letter_words(team, reference)
    assert "It has been quiet since." in words and "Marlowick Mediation" in words
    shown = offered(client, reference)
    assert "What I think of adequacy." in shown
    assert "They were asked and need nothing changed." in shown
    assert "Ask on 7 December 2026 how it went." in shown


@pytest.mark.parametrize(("reports", "form"), [(2, True), (3, False), (4, False)])
def test_where_the_act_binds_there_is_no_form_and_a_sent_one_decides_nothing(
    app: Flask, team: Team, reports: int, form: bool
) -> None:
    given = answers(TODAY)["reports"]
    given = [*given, {**given[2], "key": "r4"}][:reports]
    reference = team.apply(reports=given)
    client = person(app, team, "decider")
    opened = client.get(page(reference))
    assert ("Weigh each point in your own words" in opened.words) is form
    assert ("must then decide that the threshold is met" in opened.words) is not form
    if not form:
        opened = client.post(page(reference), {**complete(), "assessment": "1"}, 422)
        assert any("Section 104(4) and (11)" in error for error in opened.errors)
        assert value_of(opened, "harm") == "What I think of harm."
        assert standing(team, reference)[0] == "received"


def test_a_report_is_marked_and_what_was_said_stays_beside_it(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    assert "Mark a report, with a reason and what shows it" in offered(client, reference)
    client.get(f"/cases/{reference}/reports")
    assert "Takes back what was marked before." not in client.get(f"/cases/{reference}/reports/1").words
    assert client.submit({}, 422).errors == [
        "Choose what is so with this report",
        "Enter the reason",
    ]
    opened = client.submit({"code": "not_asb", "reason": "It was one party."}, 422)
    assert error_at(opened, "shown_by") == "Name the record that shows it, or choose a document of the case."
    assert value_of(opened, "reason") == "It was one party."
    client.submit({"shown_by": "Council log 4711"})
    opened = client.follow()
    for said in (
        "it is not anti-social behaviour",
        "It was one party.",
        "Council log 4711",
        "13 November 2026",
    ):
        assert said in opened.words, said
    assert "Decide that the threshold is not met" in opened.links()
    assert "Report 1 was marked: it is not anti-social behaviour" in offered(client, reference)
    assert "Takes back what was marked before." in client.get(f"/cases/{reference}/reports/1").words
    alone = client.get(f"/cases/{with_reports(team, 1)}/reports/1").words
    assert "The same person reported the same incident before" not in alone


def test_the_right_dates_are_asked_for_and_nothing_after_the_application(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(f"/cases/{reference}/reports/1")
    sent = {"code": "date_differs", "reason": "The log.", "shown_by": "Log 1"}
    opened = client.submit({**sent, **date_boxes("told_on", TODAY + timedelta(days=1))}, 422)
    assert opened.errors
    client.submit(date_boxes("told_on", TODAY - timedelta(days=3)))
    assert "It was reported on 20 November 2026." in client.follow().words


def test_everything_missing_is_named_and_every_answer_kept(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    opened = client.submit({}, 422)
    assert error_at(opened, "persistence") == "Say how often it happens and for how long it has gone on"
    assert error_at(opened, "needs") == "Choose whether they need something changed"
    assert "Name at least one who can help, and what they will do" in opened.errors
    opened = client.submit(complete(needs="yes", hate=""), 422)
    assert error_at(opened, "needs_asked") == "Enter what they asked for"
    assert error_at(opened, "hate") == "Say whether it happens because of who they are"
    assert value_of(opened, "help-1-to") == "Marlowick Mediation"
    assert standing(team, reference)[0] == "received"
    client.submit(
        {"hate": "No.", "needs_asked": "Large print", "needs_decided": "Yes", "needs_done": "Sent so"}
    )
    assert "Large print" in offered(client, reference)


@pytest.mark.parametrize(("ahead", "status"), [(-1, 422), (0, 303), (1, 303)])
def test_help_is_followed_up_from_today_on(app: Flask, team: Team, ahead: int, status: int) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    client.submit(complete(**date_boxes("help-1-follow_up_on", TODAY + timedelta(days=ahead))), status)


def test_while_a_date_is_not_known_the_form_asks_how_it_was_asked_for(app: Flask, team: Team) -> None:
    given = answers(TODAY)["reports"]
    reference = team.apply(reports=[{**given[0], "told_on": When(None).to_storage()}, *given[1:]])
    client = person(app, team, "decider")
    client.get(page(reference))
    opened = client.submit(complete(), 422)
    assert error_at(opened, "date_asked") == "Say which date you asked for, whom, how and when"
    client.submit({"date_asked": "The day of report 1; I rang twice."})
    assert standing(team, reference)[0] == "not met"


def test_marks_made_meanwhile_stop_it(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    mark(team, reference)
    opened = client.submit(complete(), 422)
    assert any("have been marked since you opened this page" in error for error in opened.errors)
    assert standing(team, reference)[0] == "received"
    client.submit({})
    assert standing(team, reference)[0] == "not met"


def test_where_marks_undo_the_acts_test_the_page_proposes_and_sends_nothing(app: Flask, team: Team) -> None:
    reference = team.apply()
    mark(team, reference)
    client = person(app, team, "decider")
    opened = client.get(page(reference))
    assert "So this page makes a proposal" in opened.words
    assert "Propose that the threshold is not met" in opened.words
    client.submit(complete())
    shown = client.follow().words
    assert "Another decision-maker has to look at it" in shown
    assert "It waits for a second person" in shown
    assert "as the second person" not in shown
    assert standing(team, reference)[0] == "not met proposed"
    assert letters_of(team, reference) == ["acknowledgement"]


def test_the_second_person_reads_what_it_stands_on_and_agrees(app: Flask, team: Team) -> None:
    enlist(team)
    reference = team.apply()
    with team.work("decider") as work:
        new = notes.NewNote("note", "officers", work.today, "The log")
        notes.add(work, reference, new, notes.Upload("log.pdf", b"%PDF-1.4 log"))
        document = casefile.documents(work.session, team.case(work, reference).id)[0].public_id
    mark(team, reference, document=document)
    settle(team, reference)
    client = person(app, team, "second")
    assert "Look at the proposed “not met” as the second person" in offered(client, reference)
    opened = client.get(second(reference))
    for said in (
        "Decider proposed this on",
        "It was a one-off party.",
        "Council log 4711",
        "section 104(4)",
        "You could not sleep on two nights.",
        "Loud music every night.",
        "Marlowick Mediation",
    ):
        assert said in opened.words, said
    assert client.get(f"{second(reference)}/documents/{document}").body.startswith(b"%PDF")
    client.get(second(reference))
    opened = client.submit({}, 422)
    assert opened.errors == ["Choose whether you agree", "Enter your own reasons"]
    client.submit({"agrees": "yes", "reasons": "I read the log."})
    assert "It is decided that the threshold is not met." in client.follow().words
    assert "agreed with it: Second, second office." in letter_words(team, reference)
    assert "agreed by Second" in offered(client, reference)
    client.get(second(reference), 409)


def test_the_second_person_can_send_it_back_with_reasons(app: Flask, team: Team) -> None:
    enlist(team)
    reference = proposed(team)
    client = person(app, team, "second")
    client.get(second(reference))
    client.submit({"agrees": "no", "reasons": "The log names another house."})
    shown = client.follow().words
    assert "The proposal went back with your reasons." in shown
    assert "Not agreed: Second" in shown and "The log names another house." in shown
    assert "The log names another house." in person(app, team, "decider").get(page(reference)).words
    assert standing(team, reference)[0] == "received"
    assert letters_of(team, reference) == ["acknowledgement"]


def test_a_decision_maker_of_a_body_reads_only_the_proposal(app: Flask, team: Team) -> None:
    enlist(team)
    reference = proposed(team, **{**ACTING, "worried_about": "Sgt Pepper"})
    client = person(app, team, "police_decider")
    assert reference in client.get("/cases").words
    client.get(f"/cases/{reference}", 404)
    opened = client.get(second(reference))
    assert "Loud music every night." in opened.words
    assert "Sgt Pepper" not in opened.text
    assert "ward@mail.example" not in opened.text  # how to reach whoever applied is for the office (A6)
    client.submit({"agrees": "yes", "reasons": "Our log shows the same."})
    assert standing(team, reference)[0] == "not met"
    assert reference not in client.follow().words


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_of_two_second_people_the_later_one_keeps_their_words(app: Flask, team: Team, answer: str) -> None:
    reference = proposed(team)
    enlist(team)
    first, later = person(app, team, "second"), person(app, team, "police_decider")
    for one in (first, later):
        one.get(second(reference))
    first.submit({"agrees": answer, "reasons": "I looked at the log."})
    opened = later.submit({"agrees": "yes", "reasons": "My own <b>words</b>."}, 409)
    assert opened.h1 == "This proposal has been answered"
    assert "My own <b>words</b>." in opened.words
    assert standing(team, reference)[0] == ("not met" if answer == "yes" else "received")


def test_the_proposer_and_others_do_not_reach_the_second_look(app: Flask, team: Team) -> None:
    enlist(team)
    reference = proposed(team)
    names = ("decider", "stranger", "intake", "chair", "police", "officer", "admin", "elsewhere")
    kept_out(app, team, second, reference, names)


def test_others_are_kept_out_of_the_decision(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    names = ("stranger", "intake", "chair", "police", "officer", "admin")
    kept_out(app, team, page, reference, names)
    kept_out(app, team, lambda one: f"/cases/{one}/reports/1", reference, names)


def test_opening_the_pages_changes_nothing_but_is_written_down(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    before = standing(team, reference)
    client = person(app, team, "decider")
    for address in (page(reference), f"/cases/{reference}/reports", f"/cases/{reference}/reports/1"):
        client.get(address)
    client.get(f"/cases/{reference}/reports/9", 404)
    assert standing(team, reference) == before
    with team.office.work(write=False) as work:
        assert [view.action for view in work.session.query(View)] == ["decide_threshold"] * 3


def test_a_stale_token_keeps_the_answers(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    client = person(app, team, "decider")
    client.get(page(reference))
    opened = with_stale_token(client, page(reference), {"harm": "Sleep."})
    assert value_of(opened, "harm") == "Sleep."


def test_no_personal_words_stand_in_the_events(app: Flask, team: Team) -> None:
    enlist(team)
    reference = proposed(team)
    client = person(app, team, "second")
    client.get(second(reference))
    client.submit({"agrees": "yes", "reasons": "I read the secretlog."})
    with team.office.work(write=False) as work:
        written = str([event.payload for event in work.session.query(Event)])
    for words in ("party", "secretlog", "4711", "sleep", "Mediation", "quiet"):
        assert words not in written, words


def test_other_help_is_followed_up_and_the_case_closed(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    settle(team, reference)
    client = person(app, team, "intake")
    assert "Record what became of the other help" in offered(client, reference)
    assert "Record first what became of the other help" in client.get(f"{page(reference)}/close").words
    with team.office.work(write=False) as work:
        number = referrals.of_case(work.session, team.case(work, reference).id)[0].id
    client.get(f"/cases/{reference}/other-help")
    client.get(f"/cases/{reference}/other-help/{number}")
    assert client.submit({}, 422).errors == ["Enter the day", "Say what became of it"]
    client.submit({**date_boxes("asked_on", TODAY), "result": "They met. It is better."})
    assert "They met. It is better." in client.follow().words
    client.get(f"/cases/{reference}/other-help/{number + 1}", 404)
    client.get(f"{page(reference)}/close")
    opened = client.submit({"reasons": "The help was given."}, 422)
    assert error_at(opened, "early") == "Say why you do not wait"
    client.submit({"early": "You asked us to.", "never_done": "They did not want us to ring."})
    assert standing(team, reference)[0] == "closed"
    assert letters_of(team, reference)[0] == "closing"


def test_when_the_time_to_appeal_is_over_nobody_asks_why_not_wait(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    settle(team, reference)
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))
    team.clock.pass_time(days=60)
    opened = person(app, team, "intake").get(f"{page(reference)}/close")
    assert "The time to appeal ended on" in opened.words
    assert "Why not wait" not in opened.words


def test_the_refused_person_appeals_by_the_letters_link(app: Flask, team: Team) -> None:
    reference = with_reports(team, 2)
    settle(team, reference)
    client = Client(app)
    opened = client.get(f"/appeal/{team.token(reference, 'appeal')}")
    assert "appeal" in opened.words
    with team.office.work(write=False) as work:
        assert assessments.decisions(work.session, team.case(work, reference).id)[0].outcome == "not_met"


def test_every_word_of_the_pages_can_be_translated(app: Flask, team: Team) -> None:
    bound, two = team.apply(), with_reports(team, 2)
    refused = with_reports(team, 2)
    settle(team, refused)
    client = person(app, team, "decider")
    for address in (
        page(bound),
        page(two),
        f"/cases/{two}/reports",
        f"/cases/{two}/reports/1",
        f"/cases/{two}/defer",
        f"/cases/{refused}/other-help",
        f"{page(refused)}/close",
    ):
        client.get(address, pseudo=True)
