"""The case page and what is written into a case from it."""

import io
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.cases.moves import MOVES, REVIEWING, Move, State
from portal.cases.safe_contact import Held
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock, Named
from portal.cases.turns import Turn
from portal.delivery import Trouble
from portal.documents.messages import MessageKind
from portal.documents.required import LetterKind
from portal.journeys.when import When
from portal.policy import RULES, Action, Role
from portal.services import addresses, appeals, bodies, notes, on_behalf
from portal.services.notes import LARGEST, NewNote, Upload
from portal.store import casefile as rows
from portal.store.outbox import CAME_BACK, CASE_OVER, TOLD_ANEW
from portal.store.tables import Deadline, View
from portal.web import case_words, timeline
from portal.web.case_page import answer_groups
from portal.web.case_steps import STEPS
from portal.web.doing import DONE, DONE_BY_LETTER
from portal.web.routing import declared_pages
from tests.services.conftest import Team
from tests.web.client import Client, Opened
from tests.web.markup import text_of
from tests.web.staffroom import person
from tests.web.steps import UNKNOWN, kept_out, stands_before, with_stale_token

UNSURE = When(None).to_storage()
PDF, PNG, JPEG = b"%PDF-1.4 diary", b"\x89PNG\r\n\x1a\n rest", b"\xff\xd8\xff rest"


def case(reference: str, rest: str = "") -> str:
    return f"/cases/{reference}{rest}"


def opened_by(app: Flask, team: Team, name: str, reference: str) -> Opened:
    return person(app, team, name).get(case(reference))


def views(team: Team) -> list[tuple[int, str]]:
    """Who looked at which page, as the ledger of views has it."""
    with team.office.work(write=False) as work:
        return [(one.staff_id, one.action) for one in work.session.scalars(select(View).order_by(View.seq))]


# Reading a case.


def test_safe_contact_stands_before_everything_else(app: Flask, team: Team) -> None:
    reference = team.apply(
        known_as="Ash",
        channels=["email", "phone"],
        phone="01632 960009",
        voicemail="no",
        hours=["morning", "weekend"],
        visit="plain",
        must_not_know="My brother Al",
        words_to_avoid="noise, council",
        share_post="yes",
    )
    opened = opened_by(app, team, "intake", reference)
    for said in (
        "Before you contact Ash",
        "Email: jo@mail.example",
        "Phone call: 01632 960009",
        "My brother Al",
        "noise, council",
        "In the morning, At the weekend",
        "Do not leave a message",
        "A visit is safe, but not in uniform",
        "Send nothing by post before you have asked",
    ):
        assert stands_before(opened, said, "Where it stands"), said
    assert opened.h1 == reference


@pytest.mark.parametrize(
    ("channels", "may_call"), [(["phone", "post"], True), (["text"], True), (["post"], False), (["none"], False)]
)
def test_hours_are_no_leave_to_call_once_the_phone_is_not_safe(
    app: Flask, team: Team, channels: list[str], may_call: bool
) -> None:
    reference = team.apply(channels=channels, email=None, phone="01632 960001", hours=["evening"])
    words = opened_by(app, team, "intake", reference).words
    assert ("When to call" in words, "Do not call" in words) == (may_call, not may_call)


@pytest.mark.parametrize("channels", [["none"], []])
def test_without_a_safe_way_the_page_says_to_contact_nobody(app: Flask, team: Team, channels: list[str]) -> None:
    opened = opened_by(app, team, "intake", team.apply(channels=channels, email=None))
    assert "They gave no safe way to be reached. Do not contact them." in opened.words
    assert "Use only these ways" not in opened.words


def test_what_was_not_said_about_visits_and_messages_is_taken_as_no(app: Flask, team: Team) -> None:
    opened = opened_by(app, team, "intake", team.apply())
    assert "Do not visit" in opened.words
    assert "Do not leave a message" in opened.words


def test_every_section_of_a_case_is_there(app: Flask, team: Team) -> None:
    opened = opened_by(app, team, "intake", team.apply(who="Al Other"))
    headings = [text_of(one) for one in opened.parsed.all("h2")]
    for name in (
        "What is next",
        "Deadlines",
        "Reports and what the rules say",
        "The application",
        "Notes and documents",
        "Letters and messages",
        "Organisations",
        "People",
        "What happened",
    ):
        assert name in headings
    ids = {one.get("href") for one in opened.parsed.all("a")}
    assert {f"#{one.get('id')}" for one in opened.parsed.all("h2") if one.get("id") in ("next", "timeline")} <= ids
    assert "They must not learn from us that somebody applied." in opened.words


def test_both_answers_stand_side_by_side_with_a_reason_for_each_report(app: Flask, team: Team) -> None:
    opened = opened_by(app, team, "intake", team.apply())
    assert "What the Act asks for Met" in opened.words
    assert "What the partnership’s rules ask for Met" in opened.words
    table = next(one for one in opened.parsed.all("table") if "Under the Act" in text_of(one))
    lines = [text_of(row) for row in table.iter() if row.tag == "tr"][1:]
    assert len(lines) == 3
    assert all(one.count("Counts") == 2 and "Source: Anti-social Behaviour" in one for one in lines)
    ruler = opened.parsed.by_class("ruler")
    assert len(ruler) == 1
    assert ruler[0].get("role") == "img"
    assert len(opened.parsed.by_class("ruler__mark--counts")) == 4  # three reports and the key


def test_a_case_without_reports_opens_too(app: Flask, team: Team) -> None:
    opened = opened_by(app, team, "intake", team.apply(reports=[]))
    assert "No reports were given." in opened.words
    assert not opened.parsed.by_class("ruler")


def test_unsure_dates_are_shown_as_unsure(app: Flask, team: Team) -> None:
    unsure = {"key": "r1", "incident": UNSURE, "told_on": UNSURE, "told": "police", "what": "Shouting"}
    opened = opened_by(app, team, "intake", team.apply(reports=[unsure]))
    assert "not known" in opened.words
    assert "More information is needed" in opened.words or "Not clear yet" in opened.words


def test_the_answers_stand_as_they_were_given(app: Flask, team: Team) -> None:
    opened = opened_by(app, team, "intake", team.apply(story="Shouting <b>at</b> night.\nEvery day."))
    assert "Shouting <b>at</b> night. Every day." in opened.words
    assert "Report 3" in [text_of(one) for one in opened.parsed.all("h3")]
    assert "Questions without an answer" in opened.words


def test_answers_are_gathered_page_by_page(team: Team, app: Flask) -> None:
    reference = team.apply()
    with app.test_request_context(), team.office.work(write=False) as work:
        from portal.store import answers

        frozen = answers.of_case(work.session, team.case(work, reference).id)
        groups = answer_groups(frozen)
    assert sum(len(one.answers) + len(one.left_out) for one in groups) == len(frozen)
    assert [one.title for one in groups if one.title.startswith("Report ")] == ["Report 1", "Report 2", "Report 3"]


def test_decisions_the_panel_and_appeals_stand_in_the_case_once_there_are_any(app: Flask, team: Team) -> None:
    reference = team.apply()
    sections = {"Decisions and reasons", "The panel and its plan", "Appeals"}
    opened = opened_by(app, team, "intake", reference)
    assert not sections & {text_of(one) for one in opened.parsed.all("h2")}
    for step in (team.decide, team.convene, team.hold, team.comment, team.finish, team.end_actions):
        step(reference)
    with team.office.work() as work:
        appeals.lodge(work, team.token(reference, "appeal"), appeals.NewAppeal((), "Wrong.", "", "key"))
    opened = opened_by(app, team, "intake", reference)
    assert sections <= {text_of(one) for one in opened.parsed.all("h2")}
    for said in (
        "23 November 2026, Decider Three reports count.",
        "The review was finished with recommendations",
        "Reports were not joined up.",
        "The Moot Hall Held",
        "Brackenshire Police: Sergeant Sample",
        "Her statement was read.",
        "The council answered late.",
        "Name one person for each report.",
        "Please visit twice a week.",
        "The chair’s answer: We will.",
        "A visit log.",
        "Done, 23 November 2026",
        "Appeal 1, 23 November 2026",
    ):
        assert said in opened.words, said


def test_a_meeting_put_off_says_why(app: Flask, team: Team) -> None:
    from portal.services import panels

    reference = team.apply()
    team.decide(reference)
    team.convene(reference)
    with team.work("intake") as work:
        meets_on = work.today + timedelta(days=7)
        old = team.convening(work)
        panels.postpone(work, reference, "The chair is ill.", meets_on, old.meets_at, old.place)
    opened = opened_by(app, team, "intake", reference)
    assert "Put off" in opened.words
    assert "The chair is ill." in opened.words
    assert "The panel meeting was put off to 30 November 2026" in opened.words


def test_opening_a_case_is_written_down_each_time(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(case(reference))
    client.get(case(reference))
    assert views(team) == [(team.ids["intake"], "see_case")] * 2


def test_a_refused_look_is_no_look(app: Flask, team: Team) -> None:
    person(app, team, "stranger").get(case(team.apply()), 404)
    assert views(team) == []


PAGES = ("", "/note", "/contact", "/first-contact", "/district", "/documents/abcdef", "/letters/abcdef")


@pytest.mark.parametrize("name", ["stranger", "police", "officer", "chair", "figures", "admin"])
def test_a_foreign_case_is_like_one_that_never_was(app: Flask, team: Team, name: str) -> None:
    reference = team.apply()
    client = person(app, team, name)
    for page in PAGES:
        foreign = client.get(case(reference, page), 404)
        unknown = client.get(case(UNKNOWN, page), 404)
        assert foreign.text == unknown.text, page
        assert [pair for pair in foreign.headers if pair[0] != "X-Request-ID"] == [
            pair for pair in unknown.headers if pair[0] != "X-Request-ID"
        ], page


def test_nobody_else_writes_into_a_case(app: Flask, team: Team) -> None:
    reference = team.apply()
    for page in ("/note", "/contact", "/first-contact", "/district"):
        kept_out(app, team, partial(case, rest=page), reference, ("stranger", "police", "chair"))


def test_a_case_opens_in_every_state_of_the_main_line(app: Flask, team: Team) -> None:
    reference = team.apply()
    seen = {State.RECEIVED}
    for step in (team.decide, team.convene, team.hold, team.comment, team.finish, team.end_actions, team.close):
        step(reference)
        with team.office.work(write=False) as work:
            state = State(team.case(work, reference).state)
        seen.add(state)
        for name in ("intake", "decider") if state is State.ACCEPTED else ("intake", "decider", "chair"):
            assert case_words.WORDS["state"][state] in opened_by(app, team, name, reference).words
    assert seen == {State.RECEIVED, *REVIEWING, State.CLOSED}


# What is next.


def offered(opened: Opened) -> set[str]:
    words = {step.words for step in STEPS.values()}
    return words & set(opened.links())


def test_only_steps_that_fit_are_offered(app: Flask, team: Team) -> None:
    reference = team.apply()
    first = offered(opened_by(app, team, "intake", reference))
    assert "Name the single point of contact" in first
    assert not first & {"Decide that the threshold is met", "Set the panel meeting", "Open the case again"}
    assert "Decide that the threshold is met" in offered(opened_by(app, team, "decider", reference))
    team.decide(reference)
    assert "Set the panel meeting" in offered(opened_by(app, team, "intake", reference))
    team.convene(reference)
    assert "Record the panel meeting" not in offered(opened_by(app, team, "intake", reference))
    assert "Record the panel meeting" in offered(opened_by(app, team, "chair", reference))


def test_every_step_offered_can_be_opened(app: Flask, team: Team) -> None:
    reference = team.apply(district="unsure")
    client = person(app, team, "intake")
    opened = client.get(case(reference))
    for words in offered(opened):
        client.get(opened.links()[words])
    assert "Put the application into its district" in offered(opened)


def test_every_step_names_a_page_of_a_case() -> None:
    pages = {one.endpoint: one for one in declared_pages()}
    for move, step in STEPS.items():
        assert pages[step.endpoint].rule.startswith(f"{addresses.CASE}<reference:"), move


def test_what_was_done_is_said_once_and_nothing_typed_is_repeated(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    reference = team.apply()
    assert "The note is in the case." in client.get(case(reference, "?done=note")).words
    shown = client.get(case(reference, "?done=paused")).words
    assert "The clocks stand still. The letter is written. See under “Letters and messages”" in shown
    assert not DONE.keys() & DONE_BY_LETTER.keys()
    assert "govuk-notification-banner" not in client.get(case(reference, "?done=<script>")).text


# Deadlines.


def test_each_deadline_shows_how_it_was_counted(app: Flask, team: Team) -> None:
    opened = opened_by(app, team, "intake", team.apply())
    assert "15 working days. Day 0 is 23 November 2026" in opened.words
    assert "28 November 2026: Left out: weekend" in opened.words
    assert "Done on 23 November 2026, it was due by 24 November 2026" in opened.words


def test_bank_holidays_and_closed_offices_are_named(app: Flask, team: Team, clock: Any) -> None:
    clock.set(clock() + timedelta(days=21))
    opened = opened_by(app, team, "intake", team.apply())
    for left_out in ("25 December 2026: Left out: bank holiday", "29 December 2026: Left out: offices closed"):
        assert left_out in opened.words


def test_a_clock_nobody_agreed_says_so(app: Flask, team: Team) -> None:
    reference = team.apply()
    with team.office.work() as work:
        for one in work.session.scalars(select(Deadline)):
            one.due_on, one.counted, one.met_on = None, {}, None
    assert "Not yet agreed" in opened_by(app, team, "intake", reference).words


# Notes and documents.


def note_fields(**changes: Any) -> dict[str, Any]:
    return {
        "kind_of_note": "call",
        "happened_on-day": "20",
        "happened_on-month": "11",
        "happened_on-year": "2026",
        "words": "She rang.\nShe is well.",
        "audience": "officers",
        **changes,
    }


def write_note(client: Client, reference: str, status: int = 303, **changes: Any) -> Opened:
    client.get(case(reference, "/note"))
    return client.post(case(reference, "/note"), note_fields(**changes), status)


def test_a_note_is_written_and_read(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    assert write_note(client, reference).location == case(reference, "?done=note")
    opened = client.follow()
    assert "The note is in the case." in opened.words
    assert "Phone call, 20 November 2026" in opened.words
    assert "She rang. She is well." in opened.words
    assert "Written down on 23 November 2026, 10:00am by Intake" in opened.words
    assert "Added to the case: Phone call" in opened.words


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind_of_note": ""}, "Choose what it is"),
        ({"words": " "}, "Write what happened"),
        ({"audience": ""}, "Choose who may see it"),
        ({"audience": "everybody"}, "Choose one of the answers in the list"),
        ({"happened_on-day": ""}, "The day must include a day"),
        ({"happened_on-day": "24"}, "The day must be today or in the past"),
        ({"happened_on-day": "31"}, "The day: that month does not have so many days. Check the day and the month"),
        ({"words": "x" * 10_001}, "What happened: use 10000 characters or fewer"),
    ],
)
def test_a_note_that_cannot_be_kept_keeps_what_was_typed(
    app: Flask, team: Team, changes: dict[str, str], sentence: str
) -> None:
    reference = team.apply()
    opened = write_note(person(app, team, "intake"), reference, 422, **changes)
    assert sentence in opened.errors
    if "words" not in changes:
        assert "She rang.\nShe is well.</textarea>" in opened.text.replace("\r\n", "\n")
    with team.office.work(write=False) as work:
        assert rows.notes(work.session, team.case(work, reference).id) == []


@pytest.mark.parametrize(("day", "kept"), [("22", True), ("23", True), ("24", False)])
def test_a_note_is_of_today_or_before(app: Flask, team: Team, day: str, kept: bool) -> None:
    write_note(person(app, team, "intake"), team.apply(), 303 if kept else 422, **{"happened_on-day": day})


def test_a_note_with_a_stale_token_keeps_its_words(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(case(reference, "/note"))
    with_stale_token(client, case(reference, "/note"), {"words": "Written for an hour"})
    assert "Written for an hour" in client.last.text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("content", "media_type"), [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_a_document_goes_in_and_comes_out_as_it_was(
    app: Flask, team: Team, content: bytes, media_type: str
) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    write_note(client, reference, file=(io.BytesIO(content), "diary.html"))
    opened = client.follow()
    address = next(href for words, href in opened.links().items() if words.startswith("Download diary"))
    sent = client.get(address)
    assert sent.body == content
    assert sent.headers["Content-Type"].startswith(media_type)
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert sent.headers["Cache-Control"] == "no-store"
    assert views(team)[-1] == (team.ids["intake"], "see_case")


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", b"MZ\x90\x00", b"", b"GIF89a", b"%PD"])
def test_a_file_of_another_kind_is_refused_beside_its_question(app: Flask, team: Team, content: bytes) -> None:
    reference = team.apply()
    opened = write_note(person(app, team, "intake"), reference, 422, file=(io.BytesIO(content), "diary.pdf"))
    assert opened.errors == ["Choose a JPEG, PNG or PDF file. We cannot keep files of another kind yet."]
    with team.office.work(write=False) as work:
        assert rows.documents(work.session, team.case(work, reference).id) == []
        assert rows.notes(work.session, team.case(work, reference).id) == []


@pytest.mark.parametrize(("over", "status"), [(-1, 303), (0, 303), (1, 422)])
def test_a_file_may_be_ten_megabytes(app: Flask, team: Team, over: int, status: int) -> None:
    content = PDF + bytes(LARGEST + over - len(PDF))
    opened = write_note(
        person(app, team, "intake"), team.apply(), status, file=(io.BytesIO(content), "diary.pdf")
    )
    if status == 422:
        assert opened.errors == ["The file is larger than 10 MB. Choose a smaller one."]


def test_a_request_far_too_large_is_refused(app: Flask, team: Team) -> None:
    content = PDF + bytes(LARGEST + 1_000_000)
    write_note(person(app, team, "intake"), team.apply(), 413, file=(io.BytesIO(content), "diary.pdf"))


@pytest.mark.parametrize("name", ["../../etc/passwd", 'a"; filename=b.exe', "ä\r\nX: y", "...", "x" * 300])
def test_the_name_of_a_file_can_do_nothing(app: Flask, team: Team, name: str) -> None:
    reference = team.apply()
    with team.work("intake") as work:
        notes.add(work, reference, NewNote("note", "officers", work.today, "x"), Upload(name, PDF))
        document = rows.documents(work.session, team.case(work, reference).id)[0]
        public_id = document.public_id
    sent = person(app, team, "intake").get(case(reference, f"/documents/{public_id}"))
    told = sent.headers["Content-Disposition"]
    assert told.startswith("attachment; filename=")
    assert not set("/\\\r\n;") & set(told.removeprefix("attachment; filename="))


def test_a_document_of_one_case_is_not_in_another(app: Flask, team: Team) -> None:
    first, second = team.apply(), team.apply()
    with team.work("intake") as work:
        notes.add(work, first, NewNote("note", "officers", work.today, "x"), Upload("a.pdf", PDF))
        public_id = rows.documents(work.session, team.case(work, first).id)[0].public_id
    client = person(app, team, "intake")
    client.get(case(first, f"/documents/{public_id}"))
    client.get(case(second, f"/documents/{public_id}"), 404)


# The contact, the first contact, the district.


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


# Letters, messages, organisations.


def test_what_became_of_each_message_is_shown(app: Flask, team: Team) -> None:
    from portal import delivery, sending

    reference = team.apply(channels=["none"], email=None)
    opened = opened_by(app, team, "intake", reference)
    assert "Held back" in opened.words
    assert "The person gave no safe way to reach them. Find one with them." in opened.words
    assert "Waiting" in opened.words
    delivery.deliver_waiting(team.office, sending.sender(team.office))
    opened = opened_by(app, team, "intake", reference)
    assert "Waiting" not in opened.words
    assert opened.words.count("Sent") == 4


def test_organisations_stand_with_their_views(app: Flask, team: Team) -> None:
    reference = team.apply()
    with team.work("police") as work:
        bodies.give_view(work, reference, "brackenshire-police", "no_view", "Two calls.")
    opened = opened_by(app, team, "intake", reference)
    table = next(one for one in opened.parsed.all("table") if "Organisations that have" in text_of(one))
    lines = [text_of(row) for row in table.iter() if row.tag == "tr"][1:]
    assert len(lines) == 4
    assert "No viewTwo calls." in lines[0]
    assert all("Not yet Not given yet" in one for one in lines[1:])


# The timeline, and words for every code.


def test_every_move_has_its_sentence() -> None:
    assert set(timeline.SENTENCES) == {move for _, move in MOVES} == set(Move)


def test_every_event_of_a_whole_review_is_told(app: Flask, team: Team) -> None:
    reference = team.apply(district="unsure")
    with team.work("intake") as work:
        from portal.services import applications, contacts

        applications.place(work, reference, "alderfen")
        contacts.name_contact(work, reference, team.ids["intake"])
    with team.work("police") as work:
        bodies.give_view(work, reference, "brackenshire-police", "met", "")
    with team.work("intake") as work:
        notes.add(work, reference, NewNote("visit", "bodies", work.today, "x"))
    for step in (team.decide, team.convene, team.hold, team.comment, team.finish, team.end_actions, team.close):
        step(reference)
    with team.office.work() as work:
        appeals.lodge(work, team.token(reference, "appeal"), appeals.NewAppeal((), "Wrong.", "", "key"))
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works elsewhere.")
    with team.work("officer") as work:
        appeals.decide(work, reference, 1, "upheld_sent_back", "Yes.", "Works elsewhere.")
    opened = opened_by(app, team, "intake", reference)
    told = [text_of(one) for one in opened.parsed.by_class("timeline__title")]
    with team.office.work(write=False) as work:
        events = rows.events(work.session, team.case(work, reference).id)
    assert len(told) == len(events)
    for sentence in (
        "The application was received",
        "The application was put into the district Alderfen",
        "Brackenshire Police gave its view: The threshold is met",
        "Added to the case: Visit",
        "Decided that the threshold is met",
        "The panel meeting was set, with Chair in the chair",
        "The victim commented on the draft plan",
        "An action ended: Done",
        "The case was closed",
        "The appeal was given to Officer",
        "The appeal was decided: Upheld and sent back",
    ):
        assert sentence in told, sentence
    assert not any("%(" in one or "?" in one for one in told)


@pytest.mark.parametrize(
    "kind", ["state", "turn", "clock", "letter", "message_kind", "trouble", "flag", "action", "view", "task"]
)
def test_every_code_has_words(kind: str) -> None:
    codes: dict[str, set[str]] = {
        "state": {str(one) for one in State if one is not State.NONE},
        "turn": {str(one) for one in Turn},
        "clock": {str(one) for one in (*Clock, *Named)},
        "letter": {str(one) for one in LetterKind},
        "trouble": {str(one) for one in (*Held, *Trouble, TOLD_ANEW, CAME_BACK, CASE_OVER)},
        "task": {str(one) for one in TaskKind},
        "action": {"open", "done", "no_longer_needed", "replaced", "transferred"},
        "view": {"met", "not_met", "no_view", "not_asked"},
        "message_kind": {str(one) for one in MessageKind},
        "flag": {
            "danger_words", "hate", "vulnerable", "share_home", "worried_about", "needs_help", "unknown_district",
            "action_late", "needs_chair", *on_behalf.FLAGS,
        },
    }
    assert {str(code) for code in case_words.WORDS[kind]} == codes[kind]


def test_addresses_in_letters_lead_to_the_pages_that_are_served(app: Flask) -> None:
    rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()}
    assert rules["case.case"] == addresses.CASE + "<reference:reference>"
    assert rules["body.application"] == addresses.FOR_BODY + "<reference:reference>"
    assert rules["letters.waiting"] == addresses.BY_LINK["letter"] + "<token:token>"
    with app.test_request_context(base_url="http://127.0.0.1:8000"):
        from flask import url_for

        settings = app.extensions["wiring"].office.settings
        base = settings.base_url
        assert base + url_for("case.case", reference="CR-X") == addresses.case_for_officer(settings, "CR-X")
        assert base + url_for("body.application", reference="CR-X") == addresses.case_for_body(settings, "CR-X")


def test_who_chairs_one_case_reads_no_other(app: Flask, team: Team) -> None:
    chaired, other = team.apply(), team.apply()
    team.decide(chaired)
    team.convene(chaired)
    opened_by(app, team, "chair", chaired)
    person(app, team, "chair").get(case(other), 404)


def test_a_new_role_that_sees_cases_has_to_be_thought_of_here() -> None:
    assert set(RULES[Action.SEE_CASE].roles) == {Role.INTAKE, Role.DECIDER, Role.CHAIR}
