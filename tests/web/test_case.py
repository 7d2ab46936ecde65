"""The case page: what stands on it, who may open it, and which steps it offers."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from portal.cases.moves import REVIEWING, State
from portal.journeys.when import When
from portal.policy import RULES, Action, Role
from portal.services import addresses, appeals
from portal.web import case_words
from portal.web.case_page import answer_groups
from portal.web.case_steps import STEPS
from portal.web.doing import DONE, DONE_BY_LETTER
from portal.web.routing import declared_pages
from tests.services.conftest import Team
from tests.web.client import Opened
from tests.web.markup import text_of
from tests.web.opened_case import case, opened_by, views
from tests.web.staffroom import person
from tests.web.steps import UNKNOWN, kept_out, stands_before

UNSURE = When(None).to_storage()


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
    ("channels", "may_call"),
    [(["phone", "post"], True), (["text"], True), (["post"], False), (["none"], False)],
)
def test_hours_are_no_leave_to_call_once_the_phone_is_not_safe(
    app: Flask, team: Team, channels: list[str], may_call: bool
) -> None:
    reference = team.apply(channels=channels, email=None, phone="01632 960001", hours=["evening"])
    words = opened_by(app, team, "intake", reference).words
    assert ("When to call" in words, "Do not call" in words) == (may_call, not may_call)


@pytest.mark.parametrize("channels", [["none"], []])
def test_without_a_safe_way_the_page_says_to_contact_nobody(
    app: Flask, team: Team, channels: list[str]
) -> None:
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
    assert {
        f"#{one.get('id')}" for one in opened.parsed.all("h2") if one.get("id") in ("next", "timeline")
    } <= ids
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
    assert [one.title for one in groups if one.title.startswith("Report ")] == [
        "Report 1",
        "Report 2",
        "Report 3",
    ]


def test_decisions_the_panel_and_appeals_stand_in_the_case_once_there_are_any(app: Flask, team: Team) -> None:
    reference = team.apply()
    sections = {"Decisions and reasons", "The panel and its plan", "Appeals"}
    opened = opened_by(app, team, "intake", reference)
    assert not sections & {text_of(one) for one in opened.parsed.all("h2")}
    team.walk(reference, "decide", "end_actions")
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

    reference = team.after("convene")
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
    for step in (
        team.decide,
        team.convene,
        team.hold,
        team.comment,
        team.finish,
        team.end_actions,
        team.close,
    ):
        step(reference)
        with team.office.work(write=False) as work:
            state = State(team.case(work, reference).state)
        seen.add(state)
        for name in ("intake", "decider") if state is State.ACCEPTED else ("intake", "decider", "chair"):
            assert case_words.WORDS["state"][state] in opened_by(app, team, name, reference).words
    assert seen == {State.RECEIVED, *REVIEWING, State.CLOSED}


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


def test_who_chairs_one_case_reads_no_other(app: Flask, team: Team) -> None:
    chaired, other = team.apply(), team.apply()
    team.decide(chaired)
    team.convene(chaired)
    opened_by(app, team, "chair", chaired)
    person(app, team, "chair").get(case(other), 404)


def test_a_new_role_that_sees_cases_has_to_be_thought_of_here() -> None:
    assert set(RULES[Action.SEE_CASE].roles) == {Role.INTAKE, Role.DECIDER, Role.CHAIR}
