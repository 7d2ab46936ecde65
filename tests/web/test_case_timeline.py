"""What a case tells of what was done: deadlines, letters, organisations, the timeline, and words for every code."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from portal.cases.moves import Move, State
from portal.cases.safe_contact import Held
from portal.cases.table import MOVES
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock, Named
from portal.cases.turns import Turn
from portal.delivery import Trouble
from portal.documents.messages import MessageKind
from portal.documents.required import LetterKind
from portal.services import addresses, appeals, bodies, notes, on_behalf
from portal.services.notes import NewNote
from portal.store import casefile as rows
from portal.store.outbox import CAME_BACK, CASE_OVER, OVERTAKEN, TOLD_ANEW
from portal.store.tables import Deadline
from portal.web import case_words, timeline
from tests.services.conftest import Team
from tests.web.markup import text_of
from tests.web.opened_case import opened_by


def test_each_deadline_shows_how_it_was_counted(app: Flask, team: Team) -> None:
    opened = opened_by(app, team, "intake", team.apply())
    assert "15 working days. Day 0 is 23 November 2026" in opened.words
    assert "28 November 2026: Left out: weekend" in opened.words
    assert "Done on 23 November 2026, it was due by 24 November 2026" in opened.words


def test_bank_holidays_and_closed_offices_are_named(app: Flask, team: Team, clock: Any) -> None:
    clock.set(clock() + timedelta(days=21))
    opened = opened_by(app, team, "intake", team.apply())
    for left_out in (
        "25 December 2026: Left out: bank holiday",
        "29 December 2026: Left out: offices closed",
    ):
        assert left_out in opened.words


def test_a_clock_nobody_agreed_says_so(app: Flask, team: Team) -> None:
    reference = team.apply()
    with team.office.work() as work:
        for one in work.session.scalars(select(Deadline)):
            one.due_on, one.counted, one.met_on = None, {}, None
    assert "Not yet agreed" in opened_by(app, team, "intake", reference).words


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
    team.to_the_end(reference)
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
        "trouble": {str(one) for one in (*Held, *Trouble, TOLD_ANEW, CAME_BACK, CASE_OVER, OVERTAKEN)},
        "task": {str(one) for one in TaskKind},
        "action": {"open", "done", "no_longer_needed", "replaced", "transferred"},
        "view": {"met", "not_met", "no_view", "not_asked"},
        "message_kind": {str(one) for one in MessageKind},
        "flag": {
            "danger_words",
            "hate",
            "vulnerable",
            "share_home",
            "worried_about",
            "needs_help",
            "unknown_district",
            "action_late",
            "needs_chair",
            *on_behalf.FLAGS,
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
        assert base + url_for("body.application", reference="CR-X") == addresses.case_for_body(
            settings, "CR-X"
        )
