"""Keying in: the questions of the public pages and no others, and "They did not say" (requirements A16, A17)."""

from datetime import date
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from portal.journeys import staff_entry
from portal.journeys.application import APPLICATION
from portal.journeys.application.reports import REPORTS
from portal.journeys.conditions import Json
from portal.journeys.danger import Help
from portal.journeys.facts import facts
from portal.journeys.forms import declared
from portal.journeys.keyed import KeyedForm, NotSaid
from portal.journeys.question import Question
from portal.journeys.staff_entry import CAME, SECTIONS, Section
from tests.journeys.examples import ASKING, TODAY, typed_date

ENTRY = [question.short_name for question in staff_entry.KeyedReport().questions()]


def section(name: str) -> Section:
    found = staff_entry.section(name)
    assert found is not None
    return found


def form_of(
    name: str, typed: dict[str, Any] | None = None, answers: dict[str, Json] | None = None
) -> KeyedForm:
    return staff_entry.form_of(
        section(name), answers or {}, ASKING, None if typed is None else MultiDict(typed)
    )


def saved(name: str, typed: dict[str, Any], answers: dict[str, Json] | None = None) -> dict[str, Json]:
    form = form_of(name, typed, answers)
    assert form.validate(), form.error_items()
    return staff_entry.with_section(answers or {}, section(name), form.stored())


def names(form: KeyedForm) -> list[str]:
    return [one.short_name for one in form.questions() if not isinstance(one, NotSaid)]


def asked_on(one: Section) -> list[Question]:
    """The questions of a section, whatever was answered before, in the order of its form."""
    order = one.form.order
    found = [
        question
        for question in declared(one.form)
        if question.on_screen and not isinstance(question, NotSaid)
    ]
    return sorted(found, key=lambda question: order[question.short_name])


def test_the_pages_of_the_office_ask_what_the_public_pages_ask() -> None:
    keyed = [question.short_name for one in SECTIONS for question in asked_on(one)]
    asked_here = [name for name in keyed if name not in staff_entry.OFFICE]
    rows = [name for name in ENTRY if not name.endswith("_unsaid")]
    place = asked_here.index(REPORTS.name)
    asked_here[place : place + 1] = rows
    public = [
        question.short_name
        for page in APPLICATION.pages
        for question in page.questions()
        if question.on_screen and question.short_name != REPORTS.another  # a button adds a report
    ]
    assert asked_here == public


def test_every_page_of_the_application_stands_in_one_section_in_its_order() -> None:
    assert [page for one in SECTIONS for page in one.pages] == list(APPLICATION.pages)
    assert [one.id for one in SECTIONS] == [
        "came",
        "who",
        "reaching",
        "happening",
        "reports",
        "effect",
        "check",
    ]


def test_what_the_public_must_answer_can_be_not_said_but_never_safe_contact() -> None:
    ticks = {
        one.about
        for name in ("who", "reaching", "happening")
        for one in form_of(name).questions()
        if isinstance(one, NotSaid)
    }
    assert {"name", "district", "story"} <= ticks
    assert "channels" not in ticks
    assert not form_of("reaching", {}).validate()
    assert form_of("reaching", {"channels": "none"}).validate()


def test_an_empty_answer_is_refused_until_it_is_marked_as_not_said() -> None:
    form = form_of("who", {})
    assert not form.validate()
    assert form["name"].errors == ["Enter your full name, or tick “They did not say”"]
    answers = saved("who", {"name_unsaid": "yes"})
    assert answers["name"] is None
    assert answers["_unsaid"] == ["name"]


def test_an_answer_beside_the_tick_is_not_lost() -> None:
    form = form_of("who", {"name": "Jo Sample", "name_unsaid": "yes"})
    assert not form.validate()
    assert form["name"].errors == ["Take away the answer, or the tick at “They did not say”"]
    assert getattr(form["name"], "typed") == "Jo Sample"  # noqa: B009 - fields of our own kind


def test_a_radio_button_that_cannot_be_taken_back_gives_way_to_the_tick() -> None:
    answers = saved("happening", {"district": "north", "district_unsaid": "yes", "story": "Noise"})
    assert answers["district"] is None
    assert "district" in answers["_unsaid"]


def test_a_tick_taken_away_later_is_gone() -> None:
    answers = saved("who", {"name_unsaid": "yes"})
    assert saved("who", {"name": "Jo Sample"}, answers)["_unsaid"] == []


def test_what_was_keyed_in_is_shown_again() -> None:
    answers = saved("who", {"name_unsaid": "yes"})
    assert form_of("who", answers=answers)["name_unsaid"].data is True


REPORT_ROWS = {
    "reports-rows": "3",
    "reports-1-told": "police",
    "reports-1-incident-unknown": "yes",
    **typed_date("reports-1-told_on", date(2026, 3, 2)),
    "reports-3-told_unsaid": "yes",
    "reports-3-incident-unknown": "yes",
    "reports-3-told_on-unknown": "yes",
    "reports-3-same_as": "1",
}


def test_rows_become_reports_that_point_to_each_other() -> None:
    answers = saved("reports", REPORT_ROWS)
    first, second = answers["reports"]
    assert (first["key"], first["told"], second["key"], second["same_as"]) == ("r1", "police", "r2", "r1")
    assert second["_unsaid"] == ["told"]
    assert answers["another"] == "no"
    assert {one.incident_key for one in facts(answers, TODAY).reports} == {"r1"}
    again: Any = form_of("reports", answers=answers)["reports"]
    assert [part.form.stored()["told"] for part in again.parts] == ["police", None, None]
    assert again.parts[1].form["told_unsaid"].data is True
    assert again.parts[1].form["same_as"].data == "1"


def test_no_report_at_all_can_be_keyed_in() -> None:
    assert saved("reports", {"reports-rows": "3"})["reports"] == []


def test_one_more_row_is_no_error() -> None:
    form = form_of("reports", {**REPORT_ROWS, "reports-more": "1"})
    assert not form.validate()
    assert form.error_items() == []
    reports: Any = form["reports"]
    assert len(reports.parts) == 4


def test_what_nobody_answered_is_frozen_as_not_said() -> None:
    answers = staff_entry.settled(saved("reaching", {"channels": "none"}), ASKING)
    said = {one.question_id: one.words for one in APPLICATION.freeze(answers, ASKING)}
    assert said["name"] == said["story"] == said["impact"] == said["true_best"] == "They did not say"
    assert said["known_as"] == "Not answered"
    assert said["channels"] == "It is not safe to contact me at all"


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, ["came", "who", "reaching"]),
        ({CAME: {"received_on": "2026-03-02"}, "name": "Jo", "channels": ["none"]}, []),
        ({CAME: {"received_on": "2026-03-02"}, "_unsaid": ["name"], "channels": ["none"]}, []),
        ({staff_entry.CALL: "CR-AAAAA-AA", "name": "Jo"}, ["reaching"]),
    ],
)
def test_only_the_day_a_name_and_safe_contact_are_needed(
    answers: dict[str, Json], missing: list[str]
) -> None:
    assert [one.id for one in staff_entry.needed_still(answers)] == missing


def arrival(**typed: Any) -> KeyedForm:
    return form_of("came", {"for_whom": "me", "channel": "post", **typed})


@pytest.mark.parametrize(("posted", "sound"), [(1, True), (2, True), (3, False)])
def test_nothing_reaches_us_before_it_was_posted(posted: int, sound: bool) -> None:
    form = arrival(
        **typed_date("received_on", date(2026, 3, 2)), **typed_date("posted_on", date(2026, 3, posted))
    )
    assert form.validate() is sound
    assert bool(form["posted_on"].errors) is not sound


@pytest.mark.parametrize(("day", "sound"), [(19, True), (20, True), (21, False)])
def test_nothing_reached_us_on_a_day_to_come(day: int, sound: bool) -> None:
    assert arrival(**typed_date("received_on", date(2026, 3, day))).validate() is sound


def test_how_it_came_is_kept_apart_from_the_answers() -> None:
    answers = saved(
        "came", {"for_whom": "me", "channel": "phone", **typed_date("received_on", date(2026, 3, 2))}
    )
    assert answers["for_whom"] == "me"
    assert answers[CAME] == {
        "channel": "phone", "posted_on": None, "received_on": "2026-03-02", "received_by": None
    }  # fmt: skip
    assert "channel" not in answers
    assert staff_entry.applied_on(answers[CAME], TODAY) == date(2026, 3, 2)


def test_a_draft_for_a_call_asks_no_more_how_it_came() -> None:
    assert "channel" not in names(form_of("came", answers={staff_entry.CALL: "CR-AAAAA-AA"}))


def test_words_of_danger_are_found() -> None:
    answers = saved("happening", {"district": "unsure", "story": "He says he will kill me."})
    assert staff_entry.help_in(answers) == [Help.DANGER]
    assert staff_entry.help_in(saved("happening", {"district": "unsure", "story": "Noise."})) == []


def test_what_is_typed_wrong_is_told_from_what_is_missing() -> None:
    for typed, only in (({}, True), ({"name": "x" * 201}, False)):
        form = form_of("who", typed)
        assert not form.validate()
        assert form.only_missing() is only
    rows = {"reports-rows": "1", "reports-1-told": "police"}
    for day, only in (("", True), ("42", False)):
        form = form_of("reports", {**rows, "reports-1-told_on-day": day})
        assert not form.validate()
        assert form.only_missing() is only


def test_what_an_earlier_answer_rules_out_is_not_shown() -> None:
    assert "organisation" not in names(form_of("who", answers={"for_whom": "me"}))
    assert "rep_name_unsaid" not in form_of("who", answers={"for_whom": "me"})
    assert "organisation" in names(form_of("who", answers={"for_whom": "business"}))
    assert "rep_name_unsaid" in form_of("who", answers={"for_whom": "someone"})


def test_somebody_who_acts_for_another_is_asked_about_it_and_nobody_else_is() -> None:
    acting = form_of("who", {"name_unsaid": "yes"}, {"for_whom": "someone"})
    assert not acting.validate()
    assert acting["rep_name"].errors
    assert form_of("who", {"name_unsaid": "yes"}, {"for_whom": "me"}).validate()


def test_a_report_after_the_day_that_counts_keeps_its_date() -> None:
    answers = saved("reports", {**REPORT_ROWS})
    (told, _) = (one.told for one in facts(answers, date(2026, 3, 1)).reports)
    assert told is not None
    assert (told.earliest, told.latest) == (date(2026, 3, 2), date(2026, 3, 2))
