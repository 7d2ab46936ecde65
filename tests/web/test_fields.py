"""The field macros against the markup of govuk-frontend-jinja, ported line by line from GOV.UK Frontend."""

from typing import Any

import pytest

from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import Answered
from portal.journeys.dates import ExactDate, PartialDate
from portal.journeys.fields import Email, Line, Lines, Number, Paragraphs, Phone, Postcode, Tick
from tests.web.drawn_fields import (
    Same,
    boxes,
    by_id,
    choice,
    counted,
    drawn_of,
    error,
    form_of,
    html_of,
    label,
    line,
    ours,
    question_of,
    their_html,
    tree,
)
from tests.web.markup import text_of

YES, NO = Option("yes", "Yes"), Option("no", "No", hint="Not at all")
LONE = Option("none", "None of these", alone=True)
HINT = {"hint": {"text": "A hint"}}
NESTED = their_html("input", "govukInput", {"id": "inner", "name": "inner", "label": {"text": "Which?"}})
INNER = {"conditional": {"html": NESTED}}
INNER_LINE = {"inner": Line("Which?", under=Answered("q", "yes"))}
SETS = [
    Same("line", Line("Your answer"), "input", line()),
    Same("line, hint", Line("Your answer", hint="A hint"), "input", line(**HINT)),
    Same("line, heading", Line("Your answer"), "input", line(label=label(heading=True)), heading=True),
    Same("line, stored", Line("Your answer"), "input", line(value="A & <b>"), stored="A & <b>"),
    Same(
        "line, typed", Line("Your answer"), "input", line(value=" two  spaces "), typed={"q": " two  spaces "}
    ),
    Same(
        "line, missing", Line("Your answer", missing="Enter it"), "input", line(**error("Enter it")), typed={}
    ),
    Same(
        "line, hint and missing",
        Line("Your answer", hint="A hint", missing="Enter it"),
        "input",
        line(**HINT, **error("Enter it")),
        typed={"q": ""},
    ),
    Same(
        "line, too long",
        Line("Your answer", max_length=3),
        "input",
        line(value="four", **error("Your answer: use 3 characters or fewer")),
        typed={"q": "four"},
    ),
    Same("line, width", Line("Your answer", width="10"), "input", line(classes="govuk-input--width-10")),
    Same(
        "line, name",
        Line("Your answer", autocomplete="name", spellcheck=False),
        "input",
        line(autocomplete="name", spellcheck=False),
    ),
    Same("email", Email("Your answer"), "input", line(type="email", autocomplete="email", spellcheck=False)),
    Same(
        "email, wrong",
        Email("Your answer"),
        "input",
        line(
            type="email",
            autocomplete="email",
            spellcheck=False,
            value="name",
            **error("Enter an email address in the correct format, like name@example.com"),
        ),
        typed={"q": "name"},
    ),
    Same("phone", Phone("Your answer"), "input", line(type="tel", autocomplete="tel")),
    Same(
        "postcode",
        Postcode("Your answer"),
        "input",
        line(autocomplete="postal-code", spellcheck=False, classes="govuk-input--width-10"),
    ),
    Same("number", Number("Your answer"), "input", line(inputmode="numeric", classes="govuk-input--width-4")),
    Same(
        "number, stored nought",
        Number("Your answer"),
        "input",
        line(inputmode="numeric", classes="govuk-input--width-4", value="0"),
        stored=0,
    ),
    Same("lines", Lines("Your answer"), "textarea", line(rows=4, value="")),
    Same(
        "lines, address",
        Lines("Your answer", hint="A hint", autocomplete="street-address"),
        "textarea",
        line(rows=4, value="1 Mill Lane\nTown", autocomplete="street-address", **HINT),
        stored="1 Mill Lane\nTown",
    ),
    Same(
        "lines, missing",
        Lines("Your answer", missing="Enter it", rows=3),
        "textarea",
        line(rows=3, value="", **error("Enter it")),
        typed={},
    ),
    Same("paragraphs", Paragraphs("Your answer"), "character-count", counted()),
    Same(
        "paragraphs, hint",
        Paragraphs("Your answer", hint="A hint", rows=9),
        "character-count",
        counted(rows=9, **HINT),
    ),
    Same(
        "paragraphs, missing",
        Paragraphs("Your answer", missing="Enter it"),
        "character-count",
        counted(**error("Enter it")),
        typed={"q": ""},
    ),
    Same(
        "paragraphs, heading",
        Paragraphs("Your answer", max_length=500),
        "character-count",
        counted(500) | {"label": label(heading=True)},
        heading=True,
    ),
    Same("radios", Choice("Your answer", YES, NO), "radios", choice(YES, NO)),
    Same(
        "radios, chosen", Choice("Your answer", YES, NO), "radios", choice(YES, NO, value="no"), stored="no"
    ),
    Same(
        "radios, heading",
        Choice("Your answer", YES, NO),
        "radios",
        choice(YES, NO, heading=True),
        heading=True,
    ),
    Same("radios, hint", Choice("Your answer", YES, NO, hint="A hint"), "radios", choice(YES, NO, **HINT)),
    Same(
        "radios, inline",
        Choice("Your answer", YES, NO, inline=True),
        "radios",
        choice(YES, NO, classes="govuk-radios--inline"),
    ),
    Same(
        "radios, missing",
        Choice("Your answer", YES, NO, missing="Choose one", hint="A hint"),
        "radios",
        choice(YES, NO, **HINT, **error("Choose one")),
        typed={},
    ),
    Same(
        "radios, not offered",
        Choice("Your answer", YES, NO),
        "radios",
        choice(YES, NO, **error("Choose one of the answers in the list")),
        typed={"q": "maybe"},
    ),
    Same(
        "radios, revealing",
        Choice("Your answer", YES, NO),
        "radios",
        choice(YES, NO, changes={"yes": INNER}),
        others=INNER_LINE,
    ),
    Same(
        "radios, revealed",
        Choice("Your answer", YES, NO),
        "radios",
        choice(YES, NO, changes={"yes": INNER}, value="yes"),
        stored="yes",
        others=INNER_LINE,
    ),
    Same("checkboxes", Many("Your answer", YES, NO), "checkboxes", choice(YES, NO)),
    Same(
        "checkboxes, ticked",
        Many("Your answer", YES, NO),
        "checkboxes",
        choice(YES, NO, values=["yes", "no"]),
        stored=["yes", "no"],
    ),
    Same(
        "checkboxes, heading",
        Many("Your answer", YES, NO),
        "checkboxes",
        choice(YES, NO, heading=True),
        heading=True,
    ),
    Same(
        "checkboxes, missing",
        Many("Your answer", YES, NO, missing="Choose some"),
        "checkboxes",
        choice(YES, NO, **error("Choose some")),
        typed={},
    ),
    Same("checkboxes, alone", Many("Your answer", YES, NO, LONE), "checkboxes", choice(YES, NO, LONE)),
    Same(
        "checkboxes, alone with others",
        Many("Your answer", YES, NO, LONE),
        "checkboxes",
        choice(
            YES,
            NO,
            LONE,
            values=["yes", "none"],
            **error("Choose either “None of these” or other answers, not both"),
        ),
        typed={"q": ["none", "yes"]},
    ),
    Same(
        "checkboxes, revealing",
        Many("Your answer", YES, NO),
        "checkboxes",
        choice(YES, NO, changes={"yes": INNER}),
        others=INNER_LINE,
    ),
    Same(
        "tick",
        Tick("Your answer"),
        "checkboxes",
        {"name": "q", "items": [{"value": "yes", "text": "Your answer"}]},
    ),
    Same(
        "tick, missing",
        Tick("Your answer", missing="Tick it"),
        "checkboxes",
        {"name": "q", "items": [{"value": "yes", "text": "Your answer"}], **error("Tick it")},
        typed={},
    ),
    Same("date", ExactDate("Your answer"), "date-input", boxes()),
    Same("date, heading", ExactDate("Your answer"), "date-input", boxes(heading=True), heading=True),
    Same(
        "date, stored",
        ExactDate("Your answer", hint="A hint"),
        "date-input",
        boxes(day="3", month="2", year="2026") | HINT,
        stored="2026-02-03",
    ),
    Same(
        "date, missing",
        ExactDate("Your answer", missing="Enter the date"),
        "date-input",
        boxes(wrong="day month year") | error("Enter the date"),
        typed={},
    ),
    Same(
        "date, short year",
        ExactDate("Your answer"),
        "date-input",
        boxes(wrong="year", day="3", month="2", year="25")
        | error("Your answer: the year must have 4 numbers, like 2026"),
        typed={"q-day": "3", "q-month": "2", "q-year": "25"},
    ),
]


@pytest.mark.parametrize("same", SETS, ids=[one.name for one in SETS])
def test_our_markup_is_the_library_s(same: Same) -> None:
    assert tree(same.drawn()) == tree(same.expected())


@pytest.mark.parametrize(
    ("question", "typed", "target"),
    [
        (Line("It", missing="Enter it"), {}, "q"),
        (Paragraphs("It", missing="Enter it"), {}, "q"),
        (Choice("It", YES, NO, missing="Choose"), {}, "q"),
        (Many("It", YES, NO, missing="Choose"), {}, "q"),
        (Tick("It", missing="Tick"), {}, "q"),
        (ExactDate("It", missing="Enter it"), {}, "q-day"),
        (PartialDate("It"), {"q-day": "3", "q-month": "13", "q-year": "2026"}, "q-month"),
        (PartialDate("It"), {"q-day": "3", "q-month": "3", "q-year": "26"}, "q-year"),
        (
            PartialDate("It", lasting=True),
            {"q-unknown": "yes", "q-to-month": "3", "q-to-year": "x"},
            "q-to-year",
        ),
    ],
)
def test_the_error_summary_leads_to_a_control_that_takes_the_focus(
    question: Any, typed: dict[str, str], target: str
) -> None:
    form = form_of(question, typed)
    assert not form.validate()
    assert [id_ for id_, _ in form.error_items()] == [target]
    assert by_id(ours(question_of(form)), target).tag in ("input", "textarea")


def test_a_lasting_date_opens_what_was_said_about_its_end() -> None:
    closed = drawn_of(PartialDate("It", lasting=True), stored={"on": "2026-03"})
    opened = drawn_of(PartialDate("It", lasting=True), stored={"on": "2026-03", "until": "going_on"})
    assert [found.get("open") for found in closed.iter("details")] == [None]
    assert [found.get("open") for found in opened.iter("details")] == [""]
    assert by_id(opened, "q-going_on").get("checked") == ""


def test_text_of_the_reader_keeps_its_first_empty_line_and_is_escaped() -> None:
    form = form_of(Paragraphs("It"), {"q": "\n\n<script>&"})
    # HTML parsers drop the first line end after the tag, so two of the reader's own remain.
    assert ">\n\n\n&lt;script&gt;&amp;</textarea>" in html_of(question_of(form))


def test_a_second_hint_is_read_out_too() -> None:
    drawn = drawn_of(Line("It", hint="One", note="Two"))
    assert by_id(drawn, "q").get("aria-describedby") == "q-hint q-note"
    assert text_of(by_id(drawn, "q-note")) == "Two"


def test_labels_that_are_not_ours_to_translate_say_so() -> None:
    drawn = drawn_of(Choice("It", Option("cy", "Cymraeg", translate=False, lang="cy"), YES))
    labels = list(drawn.iter("label"))
    assert [found.get("translate") for found in labels] == ["no", None]
    assert [found.get("lang") for found in labels] == ["cy", None]
