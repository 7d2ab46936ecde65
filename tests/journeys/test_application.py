"""The declared application: its length, its way, what it freezes."""

import re
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from portal.journeys.application import APPLICATION
from portal.journeys.application.acting import agreed_at_first
from portal.journeys.fields import Paragraphs
from portal.journeys.pages import Step
from tests.journeys.examples import ASKING, TODAY, TYPED, post, typed_date, walk

# The ids of the question list that concern a victim. Once published they stay.
IDS = {
    "for_whom", "name", "known_as", "organisation", "channels", "email", "phone", "address",
    "trusted_person", "voicemail", "hours", "visit", "must_not_know", "words_to_avoid", "home_address",
    "tenure", "landlord", "same_as_home", "place", "district", "kinds", "story", "incident", "what",
    "same_as", "told_on", "told", "how", "reference", "person", "what_they_did", "another", "others",
    "households", "others_reported", "known", "who", "where_they_live", "share_home", "share_post",
    "worried_about", "impact", "hate", "vulnerable", "wanted", "still_working", "evidence_later",
    "language", "needs", "needs_other", "true_best", "signed_by",
}  # fmt: skip
# Those that only somebody who applies for another person is asked.
ON_BEHALF_IDS = {
    "relation", "rep_name", "rep_organisation", "rep_channels", "rep_email", "rep_phone", "rep_address",
    "consent_state", "consent_date", "consent_how", "signed_on", "consent_words",
}  # fmt: skip


def test_three_reports_take_at_most_twenty_pages() -> None:
    answers, passed = walk(reports=3)
    assert passed[0] == Step("start")
    assert passed[-1] == Step("send")
    assert len(passed) <= 20
    assert len(answers["reports"]) == 3


@pytest.mark.parametrize("for_whom", ["me", "households", "business", "group"])
def test_every_kind_of_victim_reaches_the_end(for_whom: str) -> None:
    answers, _ = walk(changes={"start": {"for_whom": for_whom}})
    assert APPLICATION.first_gap(answers) is None


@pytest.mark.parametrize("reports", [0, 1, 2, 4])
def test_any_number_of_reports_can_be_sent(reports: int) -> None:
    answers, _ = walk(reports=reports)
    assert APPLICATION.first_gap(answers) is None
    assert len(answers.get("reports", [])) == reports


def test_every_question_of_the_list_is_declared_under_its_id() -> None:
    assert APPLICATION.positions.keys() >= IDS | ON_BEHALF_IDS
    assert APPLICATION.positions.keys() - IDS - ON_BEHALF_IDS == {
        "home_postcode",
        "place_postcode",
        "hate_about",
    }


def test_titles_and_addresses_give_nothing_away() -> None:
    worrying = ("behaviour", "abuse", "victim", "police", "report", "hate", "violen", "crime", "asb", "anti")
    for page in APPLICATION.pages:
        assert not any(word in page.title.casefold() for word in worrying), page.title
    assert len({page.title for page in APPLICATION.pages}) == len(APPLICATION.pages)


def test_the_words_are_plain() -> None:
    avoided = ("trigger", "activate", "qualifying", "allegation", "perpetrator", "complaint")
    said = [
        text.casefold()
        for page in APPLICATION.pages
        for question in page.questions()
        for text in (question.label.text, question.hint, question.missing)
    ]
    assert not [text for text in said for word in avoided if word in text]


def test_every_box_for_a_story_says_when_somebody_reads_it() -> None:
    boxes = [one for page in APPLICATION.pages for one in page.questions() if one.kind == "paragraphs"]
    assert boxes
    assert all(isinstance(one, Paragraphs) and one.note for one in boxes)


def test_frozen_answers_say_what_was_asked_and_answered() -> None:
    answers, _ = walk(reports=1)
    frozen = {one.question_id: one for one in APPLICATION.freeze(answers, ASKING)}
    assert frozen["name"].words == "Alex Example"
    assert frozen["channels"].words == "Email; Text message"
    assert frozen["home_postcode"].value == "NR2 1NH"
    assert frozen["district"].words == "North District"
    assert frozen["incident"].words == "10 January 2026"
    assert frozen["incident"].group_index == 0
    assert frozen["incident"].label == "When did it happen?"
    assert frozen["known_as"].words == "Not answered"
    assert frozen["known_as"].value is None
    assert frozen["true_best"].words == "Yes"
    # Neither asked of this person nor on screen, and nothing about the way through the pages.
    assert (
        not {"organisation", "place", "hate_about", "signed_by", "another", "trusted_person"} & frozen.keys()
    )


def test_frozen_answers_stand_in_the_order_of_the_questions_under_fixed_numbers() -> None:
    answers, _ = walk(reports=2)
    frozen = APPLICATION.freeze(answers, ASKING)
    alone = [one.position for one in frozen if one.group_index is None]
    assert alone == sorted(alone)
    numbers = {one.question_id: one.position for one in frozen}
    assert all(one.position == numbers[one.question_id] for one in frozen)
    assert [one.group_index for one in frozen if one.question_id == "told"] == [0, 1]


def test_what_a_choice_hides_is_neither_kept_nor_frozen() -> None:
    answers, _ = walk(changes={"people": {"known": "no", "who": "typed before"}})
    assert answers["who"] is None
    assert "who" not in {one.question_id for one in APPLICATION.freeze(answers, ASKING)}


@pytest.mark.parametrize(
    ("page", "wrong", "question"),
    [
        ("start", {}, "for_whom"),
        ("name", {"name": " "}, "name"),
        ("contact", {"channels": []}, "channels"),
        ("contact", {"channels": ["phone"], "phone": ""}, "phone"),
        ("contact", {"channels": ["text"], "phone": " "}, "phone"),
        ("contact", {"channels": ["email"], "email": "no"}, "email"),
        ("contact", {"channels": ["none", "email"], "email": "a@example.com"}, "channels"),
        ("contact", {"channels": ["trusted"]}, "trusted_person"),
        ("place", {"district": "elsewhere"}, "district"),
        ("what-happens", {"story": ""}, "story"),
        ("what-happens", {"story": "x" * 10_001}, "story"),
        ("report", {"told": ""}, "told"),
        ("report", {"incident-year": ""}, "incident"),
        ("others", {"others": "yes", "households": "0"}, "households"),
        ("effects", {"impact": ""}, "impact"),
        ("send", {}, "true_best"),
    ],
)
def test_wrong_answers_are_refused_beside_their_question(
    page: str, wrong: dict[str, Any], question: str
) -> None:
    step = Step(page, 0 if page == "report" else None)
    form = APPLICATION.form({"for_whom": "me"}, step, ASKING, MultiDict(wrong))
    assert not form.validate()
    assert list(form.errors) if page == "report" else list(form.errors) == [question]
    assert question in form.errors


@pytest.mark.parametrize("page", sorted(set(TYPED) - {"your-part", "your-contact", "agreement"}))
def test_every_page_gives_back_what_it_stored(page: str) -> None:
    step = Step(page)
    form = APPLICATION.form({"for_whom": "business"}, step, ASKING, MultiDict(TYPED[page]))
    stored = form.stored()
    again = APPLICATION.form({"for_whom": "business", **stored}, step, ASKING)
    assert again.stored() == stored


EARLY = {
    "incident-day": "5", "incident-month": "3", "incident-year": "2026",
    "told_on-day": "4", "told_on-month": "3", "told_on-year": "2026",
    "told": "police",
}  # fmt: skip


def test_telling_before_it_happened_is_asked_about_when_both_dates_are_exact() -> None:
    form = APPLICATION.form({}, Step("report", 0), ASKING, MultiDict(EARLY))
    assert not form.validate()
    assert list(form.errors) == ["told_on"]
    assert "5 March 2026" in str(form.errors["told_on"])


@pytest.mark.parametrize(
    "change",
    [{"told_on-day": "5"}, {"told_on-about": "yes"}, {"incident-about": "yes"}, {"incident-day": ""}],
)
def test_dates_that_may_be_in_order_are_taken(change: dict[str, str]) -> None:
    post({}, Step("report", 0), {**EARLY, **change})


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"for_whom": "me", "consent_state": "ask_them"}, "not_needed"),
        ({"for_whom": "someone"}, "sought"),
        ({"for_whom": "someone", "consent_state": "asked", "relation": "councillor"}, "given"),
        ({"for_whom": "someone", "consent_state": "asked", "relation": "mp"}, "given"),
        ({"for_whom": "someone", "consent_state": "asked", "relation": "carer"}, "sought"),
        ({"for_whom": "someone", "consent_state": "ask_them", "relation": "mp"}, "sought"),
        ({"for_whom": "someone", "consent_state": "together"}, "given"),
        ({"for_whom": "someone", "consent_state": "signed"}, "given"),
        ({"for_whom": "someone", "consent_state": "attorney"}, "given"),
        ({"for_whom": "someone", "consent_state": "parent"}, "child"),
        ({"for_whom": "someone", "consent_state": "cannot_decide"}, "sought"),
        ({"for_whom": "someone", "consent_state": "cannot_ask"}, "sought"),
    ],
)
def test_what_shows_that_somebody_may_act_gives_the_first_state_of_consent(
    said: dict[str, str], state: str
) -> None:
    assert agreed_at_first(said) == state


ACTING = {"for_whom": "someone"}


def test_somebody_who_acts_for_another_has_three_pages_more_and_reaches_the_end() -> None:
    own, passed_alone = walk()
    answers, passed = walk(changes={"start": ACTING})
    more = [step.page for step in passed if step.page not in {one.page for one in passed_alone}]
    assert more == ["your-part", "your-contact", "agreement"]
    assert APPLICATION.first_gap(answers) is None
    assert not ON_BEHALF_IDS & own.keys()


def test_the_questions_are_put_about_the_other_person_and_frozen_so() -> None:
    answers, _ = walk(reports=1, changes={"start": ACTING})
    labels = {one.question_id: one.label for one in APPLICATION.freeze(answers, ASKING)}
    assert labels["name"] == "Their full name"
    assert labels["told"] == "Who was told?"
    assert labels["impact"] == "How does it affect the person you act for?"
    alone = {one.question_id: one.label for one in APPLICATION.freeze(walk(reports=1)[0], ASKING)}
    assert alone["name"] == "Your full name"


@pytest.mark.parametrize(
    "page", ["name", "contact", "contact-more", "home", "place", "others", "effects", "next-steps", "needs"]
)
def test_nothing_on_a_page_about_the_other_person_is_asked_about_you(page: str) -> None:
    """What is said of the reader on the pages about the victim would be taken down as the victim's."""
    form = APPLICATION.form(ACTING, Step(page), ASKING)
    about_you = re.compile(r"\b(your|yourself|are you|do you (own|rent|need)|affect you)\b", re.IGNORECASE)
    declared = APPLICATION.page(page)
    assert declared is not None
    assert not re.search(r"\byou", declared.title, re.IGNORECASE), declared.title
    for question in form.questions():
        assert not about_you.search(question.label.text), question.label.text
        assert question.autocomplete in ("", "off"), question.short_name


def test_a_page_is_headed_for_whoever_reads_it_and_its_title_says_nothing() -> None:
    page = APPLICATION.page("name")
    assert page is not None
    assert page.as_asked({"for_whom": "me"}) == page
    theirs = page.as_asked(ACTING)
    assert (theirs.heading, theirs.title) == ("What is their name?", page.title)
    assert [section.name for section in APPLICATION.sections(ACTING)][:2] == [
        "About you", "About the person you act for",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("own", "theirs", "refused"),
    [
        ({"rep_email": "a@example.com"}, {"channels": ["email"], "email": "A@example.com"}, ["email"]),
        ({"rep_email": "a@example.com"}, {"channels": ["email"], "email": "b@example.com"}, []),
        ({"rep_phone": "01632 960001"}, {"channels": ["phone"], "phone": "01632 960 001"}, ["phone"]),
        ({"rep_phone": "01632 960001"}, {"channels": ["phone"], "phone": "01632 960002"}, []),
    ],
)
def test_nobody_gives_their_own_contact_for_the_person_they_act_for(
    own: dict[str, str], theirs: dict[str, Any], refused: list[str]
) -> None:
    form = APPLICATION.form({**ACTING, **own}, Step("contact"), ASKING, MultiDict(theirs))
    form.validate()
    assert list(form.errors) == refused
    alone = APPLICATION.form({"for_whom": "me", **own}, Step("contact"), ASKING, MultiDict(theirs))
    assert alone.validate()


@pytest.mark.parametrize(
    ("page", "wrong", "question"),
    [
        ("your-part", {"rep_name": "R"}, "relation"),
        ("your-part", {"relation": "mp"}, "rep_name"),
        ("your-contact", {}, "rep_channels"),
        ("your-contact", {"rep_channels": ["email"]}, "rep_email"),
        ("your-contact", {"rep_channels": ["phone"]}, "rep_phone"),
        ("your-contact", {"rep_channels": ["post"]}, "rep_address"),
        ("agreement", {}, "consent_state"),
        ("agreement", {"consent_state": "asked", "consent_how": "phone"}, "consent_date"),
        ("agreement", {"consent_state": "asked", **typed_date("consent_date", TODAY)}, "consent_how"),
        ("agreement", {"consent_state": "signed"}, "signed_on"),
    ],
)
def test_what_somebody_who_acts_must_say_is_asked_for_beside_the_question(
    page: str, wrong: dict[str, Any], question: str
) -> None:
    form = APPLICATION.form(ACTING, Step(page), ASKING, MultiDict(wrong))
    assert not form.validate()
    assert list(form.errors) == [question]
