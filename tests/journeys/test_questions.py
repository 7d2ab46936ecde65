"""Each kind of question: what it takes, what it refuses, how it stores and what it says."""

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms.form import FormMeta

from portal.journeys.choices import Choice, Many, Option
from portal.journeys.conditions import ALWAYS, Answered, Not
from portal.journeys.fields import Email, Line, Lines, Number, Paragraphs, Phone, Postcode, Tick
from portal.journeys.forms import Asking, PageForm, declared
from portal.wording import in_english
from tests.journeys.examples import TODAY

A, B, NONE = Option("a", "Apples"), Option("b", "Pears"), Option("none", "Neither", alone=True)


def asked(question: Any, typed: Any = None, stored: Any = None, asking: Asking | None = None) -> PageForm:
    """A form with the question "q", posted when `typed` is a dictionary."""
    made = cast(type[PageForm], FormMeta("Made", (PageForm,), {"q": question}))
    data = None if typed is None else MultiDict(typed)
    return made.ask(asking or Asking(in_english, TODAY), data, None if stored is None else {"q": stored})


def kept(question: Any, value: Any) -> Any:
    """What is stored when `value` is typed; fails when it is refused."""
    form = asked(question, {"q": value})
    assert form.validate(), form.errors
    return form.stored()["q"]


def refusal(question: Any, value: Any) -> str:
    """The sentence beside the question."""
    form = asked(question, {"q": value})
    assert not form.validate()
    return str(form["q"].errors[0])


@pytest.mark.parametrize(
    ("question", "typed", "stored"),
    [
        (Line("It"), "  Alex   Example ", "Alex Example"),
        (Line("It"), "   ", None),
        (Line("It"), "x" * 200, "x" * 200),
        (Line("It", max_length=500), "é" * 500, "é" * 500),
        (Paragraphs("It"), "one\r\ntwo", "one\ntwo"),
        (Lines("It"), "1 Mill Lane\r\nTown\r\n", "1 Mill Lane\nTown"),
        (Email("It"), " alex@example.com ", "alex@example.com"),
        (Email("It"), "o’brien@example.com", "o'brien@example.com"),
        (Phone("It"), "+44 (0)7700 900–982", "+44 (0)7700 900-982"),
        (Phone("It"), "1234567", "1234567"),
        (Phone("It"), "123456789012345", "123456789012345"),
        (Postcode("It"), "nr21nh", "NR2 1NH"),
        (Postcode("It"), "SW1A  1AA", "SW1A 1AA"),
        (Postcode("It"), "m1-1ae", "M1 1AE"),
        (Number("It"), " 12 ", 12),
        (Number("It"), "0", 0),
        (Number("It", at_least=1, at_most=3), "1", 1),
        (Number("It", at_least=1, at_most=3), "3", 3),
        (Number("It"), "", None),
        (Tick("It"), "yes", True),
        (Choice("It", A, B), "b", "b"),
        (Choice("It", A, B), "", None),
        (Many("It", A, B), ["b", "a", "b"], ["a", "b"]),
        (Many("It", A, B, NONE), ["none"], ["none"]),
    ],
)
def test_what_is_taken_is_stored_and_read_back(question: Any, typed: Any, stored: Any) -> None:
    assert kept(question, typed) == stored
    assert asked(question, stored=stored).stored()["q"] == stored


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        (Line("It", missing="Enter it"), " ", "Enter it"),
        (Line("It"), "x" * 201, "It: use 200 characters or fewer"),
        (
            Paragraphs("It", max_length=3, short="Your story"),
            "four",
            "Your story: use 3 characters or fewer",
        ),
        (Email("It"), "alex", "Enter an email address in the correct format, like name@example.com"),
        (Email("It"), "a@b", "Enter an email address in the correct format, like name@example.com"),
        (Phone("It"), "123456", "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        (Phone("It"), "1234567890123456", "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        (Phone("It"), "call me 1234567", "Enter a phone number, like 01632 960 001 or 07700 900 982"),
        (Postcode("It"), "NR2", "Enter a full postcode, like NR2 1NH, or leave it empty"),
        (Postcode("It"), "N0R 1VC", "Enter a full postcode, like NR2 1NH, or leave it empty"),
        (Number("It", at_least=1, at_most=3), "0", "It: enter a whole number from 1 to 3"),
        (Number("It", at_least=1, at_most=3), "4", "It: enter a whole number from 1 to 3"),
        (Number("It", at_least=1, at_most=3), "two", "It: enter a whole number from 1 to 3"),
        (Number("It", at_least=1, at_most=3), "1.5", "It: enter a whole number from 1 to 3"),
        (Number("It"), "9" * 5000, "It: enter a whole number from 0 to 999"),
        (Choice("It", A, B), "c", "Choose one of the answers in the list"),
        (Many("It", A, B), ["a", "c"], "Choose one of the answers in the list"),
        (Many("It", A, NONE), ["a", "none"], "Choose either “Neither” or other answers, not both"),
    ],
)
def test_what_is_refused_says_what_to_do(question: Any, typed: Any, sentence: str) -> None:
    assert refusal(question, typed) == sentence


@given(st.sampled_from([Line, Paragraphs, Lines, Email, Phone, Postcode, Number, Tick]), st.text())
def test_no_typed_text_breaks_a_question(kind: Any, typed: str) -> None:
    form = asked(kind("It"), {"q": typed})
    if form.validate():
        stored = form.stored()
        assert asked(kind("It"), stored=stored["q"]).stored() == stored
    else:
        assert form.error_items() == [("q", form["q"].errors[0])]


def test_what_was_typed_is_shown_again_as_typed() -> None:
    form = asked(Email("It"), {"q": "  not an address "})
    assert not form.validate()
    assert cast(Email, form["q"]).typed == "  not an address "


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        (Line("It"), "Alex", "Alex"),
        (Number("It"), 3, "3"),
        (Tick("It"), True, "<Yes>"),
        (Choice("It", A, B), "b", "<Pears>"),
        (Choice("It", Option("cy", "Cymraeg", translate=False)), "cy", "Cymraeg"),
        (Choice("It", A), "withdrawn", "withdrawn"),
        (Many("It", A, B), ["a", "b"], "<Apples>; <Pears>"),
    ],
)
def test_answers_in_words_are_translated_where_they_are_ours(question: Any, value: Any, words: str) -> None:
    form = asked(question, stored=value)
    assert cast(Line, form["q"]).in_words(value, lambda text: f"<{text}>") == words


def test_errors_are_in_the_reader_s_language() -> None:
    form = asked(Line("It", missing="Enter it"), {}, asking=Asking(lambda text: f"<{text}>", TODAY))
    assert not form.validate()
    assert form["q"].errors == ["<Enter it>"]


def test_options_from_data_come_first_and_are_the_only_ones_taken() -> None:
    asking = Asking(in_english, TODAY, {"places": (Option("north", "North", translate=False),)})
    question = Choice("It", Option("unsure", "Not sure"), options_from="places")
    for value, sound in (("north", True), ("unsure", True), ("south", False)):
        form = asked(question, {"q": value}, asking=asking)
        assert form.validate() is sound
    assert [option.value for option in cast(Choice, form["q"]).options] == ["north", "unsure"]


def test_a_choice_that_needs_a_list_is_not_asked_without_one() -> None:
    question = Choice("It", A, options_from="places", needs_list=True, missing="Choose")
    form = asked(question, {})
    assert form.validate()
    assert form.shown() == []


class Revealing(PageForm):
    """A choice that reveals one question, and one that belongs to two answers."""

    fruit = Choice("Fruit", A, B, NONE)
    kind = Line("Which kind?", under=Answered("fruit", "a"), missing="Enter the kind")
    ripe = Line("Ripe?", under=Answered("fruit", "a", "b"))
    extra = Line("Only on paper", on_screen=False)
    later = Line("For some", when=Answered("for_whom", "group"))


def reveal(typed: dict[str, str], **answers: str) -> Revealing:
    return Revealing.ask(Asking(in_english, TODAY, answers=answers), MultiDict(typed))


def test_a_revealed_question_counts_only_with_its_choice() -> None:
    hidden = reveal({"fruit": "b", "kind": "typed before"})
    assert hidden.validate()
    assert hidden.stored() == {"fruit": "b", "kind": None, "ripe": None}
    shown = reveal({"fruit": "a", "kind": ""})
    assert not shown.validate()
    assert shown.error_items() == [("kind", "Enter the kind")]


def test_a_question_under_one_answer_is_drawn_inside_it_and_one_under_two_stands_alone() -> None:
    form = reveal({"fruit": "a"})
    assert [question.name for question in form.shown()] == ["fruit", "ripe"]
    assert [one.name for one in cast(Choice, form["fruit"]).revealed["a"]] == ["kind"]


def test_conditions_and_paper_decide_what_is_on_the_page() -> None:
    assert "later" not in reveal({})
    assert "later" in reveal({}, for_whom="group")
    assert "extra" not in reveal({})
    assert [question.short_name for question in declared(Revealing)] == [
        "fruit",
        "kind",
        "ripe",
        "extra",
        "later",
    ]


@pytest.mark.parametrize(
    ("condition", "answers", "holds"),
    [
        (Answered("q", "a"), {"q": "a"}, True),
        (Answered("q", "a", "b"), {"q": "b"}, True),
        (Answered("q", "a"), {"q": "b"}, False),
        (Answered("q", "a"), {}, False),
        (Answered("q", "a"), {"q": ["b", "a"]}, True),
        (Answered("q", "a"), {"q": ["b"]}, False),
        (Not(Answered("q", "a")), {"q": "b"}, True),
        (Not(Answered("q", "a")), {}, True),
        (Not(Answered("q", "a")), {"q": "a"}, False),
        (ALWAYS, {}, True),
    ],
)
def test_conditions_are_values(condition: Any, answers: dict[str, Any], holds: bool) -> None:
    assert condition.holds(answers) is holds
    assert condition == type(condition)(*_parts(condition))


def _parts(condition: Any) -> tuple[Any, ...]:
    if isinstance(condition, Answered):
        return (condition.question, *condition.values)
    return tuple(vars(condition).values())
