"""Dates as people know them: what can be typed, what it means, and what is asked back."""

from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms.form import FormMeta

from portal.journeys.dates import ExactDate, PartialDate
from portal.journeys.forms import Asking, PageForm
from portal.journeys.when import ABOUT, GOING_ON, Moment, When, day_in_words
from portal.wording import in_english

TODAY = date(2026, 3, 20)
SHORT = "Date it happened"


def asked(
    typed: dict[str, str] | None = None, stored: Any = None, kind: Any = PartialDate, **declared: Any
) -> PageForm:
    """A form with a date called "q"; typed parts are named without their prefix."""
    given_ = {"lasting": True, **declared} if kind is PartialDate else declared
    question = kind("When did it happen?", short=SHORT, **given_)
    made = cast(type[PageForm], FormMeta("Made", (PageForm,), {"q": question}))
    data = None if typed is None else MultiDict({f"q-{part}": value for part, value in typed.items()})
    return made.ask(Asking(in_english, TODAY), data, None if stored is None else {"q": stored})


def typed_day(day: object, month: object, year: object, **more: str) -> dict[str, str]:
    """Boxes as typed."""
    return {"day": str(day), "month": str(month), "year": str(year), **more}


@pytest.mark.parametrize(
    ("typed", "stored", "words"),
    [
        (typed_day(3, 3, 2026), {"on": "2026-03-03"}, "3 March 2026"),
        (typed_day(" 03 ", "mar", 2026), {"on": "2026-03-03"}, "3 March 2026"),
        (typed_day(3, "MARCH", 2026), {"on": "2026-03-03"}, "3 March 2026"),
        (typed_day(20, 3, 2026), {"on": "2026-03-20"}, "20 March 2026"),
        (typed_day(29, 2, 2024), {"on": "2024-02-29"}, "29 February 2024"),
        (typed_day("", 3, 2026), {"on": "2026-03"}, "March 2026"),
        (typed_day(3, 3, 2026, about="yes"), {"on": "2026-03-03", "about": True}, "about 3 March 2026"),
        (typed_day("", 2, 2026, about="yes"), {"on": "2026-02", "about": True}, "about February 2026"),
        ({"unknown": "yes"}, "unknown", "I do not know the date"),
        (
            typed_day(1, 2, 2026, going_on="yes"),
            {"on": "2026-02-01", "until": "going_on"},
            "from 1 February 2026, still going on",
        ),
        (
            typed_day(1, 2, 2026, **{"to-day": "3", "to-month": "2", "to-year": "2026"}),
            {"on": "2026-02-01", "until": "2026-02-03"},
            "from 1 February 2026 to 3 February 2026",
        ),
        (
            {"unknown": "yes", "going_on": "yes"},
            {"until": "going_on"},
            "I do not know when it began; still going on",
        ),
        ({}, None, ""),
    ],
)
def test_what_people_know_is_taken(typed: dict[str, str], stored: Any, words: str) -> None:
    form = asked(typed)
    assert form.validate(), form.errors
    assert form.stored()["q"] == stored
    question = cast(PartialDate, form["q"])
    if stored is not None:
        assert question.in_words(stored, in_english) == words
    again = asked(stored=stored)
    assert again.validate()
    assert again.stored()["q"] == stored


@pytest.mark.parametrize(
    ("typed", "sentence", "box"),
    [
        ({}, "Enter the date", "day"),
        (typed_day(3, "", 2026), f"{SHORT} must include a month", "month"),
        (typed_day(3, 3, ""), f"{SHORT} must include a year", "year"),
        (typed_day(3, 3, 25), f"{SHORT}: the year must have 4 numbers, like 2026", "year"),
        (typed_day(3, 3, 20266), f"{SHORT}: the year must have 4 numbers, like 2026", "year"),
        (typed_day(3, 3, 1899), f"{SHORT}: the year must have 4 numbers, like 2026", "year"),
        (typed_day(3, 0, 2026), f"{SHORT}: the month must be a number from 1 to 12", "month"),
        (typed_day(3, 13, 2026), f"{SHORT}: the month must be a number from 1 to 12", "month"),
        (typed_day(3, "ma", 2026), f"{SHORT}: the month must be a number from 1 to 12", "month"),
        (typed_day(0, 3, 2026), f"{SHORT}: the day must be a number from 1 to 31", "day"),
        (typed_day(32, 1, 2026), f"{SHORT}: the day must be a number from 1 to 31", "day"),
        (typed_day("²", 1, 2026), f"{SHORT}: the day must be a number from 1 to 31", "day"),
        (
            typed_day(31, 4, 2025),
            f"{SHORT}: that month does not have so many days. Check the day and the month",
            "day",
        ),
        (
            typed_day(29, 2, 2025),
            f"{SHORT}: that month does not have so many days. Check the day and the month",
            "day",
        ),
        (typed_day(21, 3, 2026), f"{SHORT} must be today or in the past", "day"),
        (typed_day("", 4, 2026), f"{SHORT} must be today or in the past", "day"),
        (
            typed_day(3, 3, 2026, unknown="yes"),
            f"{SHORT}: give the date or tick “I do not know”, not both",
            "day",
        ),
        ({"going_on": "yes"}, f"{SHORT}: enter when it began, or tick “I do not know”", "day"),
        (
            typed_day(3, 3, 2026, **{"going_on": "yes", "to-month": "3", "to-year": "2026"}),
            "Give the date it stopped or tick “It is still going on”, not both",
            "to-day",
        ),
        (
            typed_day(3, 3, 2026, **{"to-day": "2", "to-month": "3", "to-year": "2026"}),
            "The date it stopped must be after the date it began",
            "to-day",
        ),
        (
            typed_day(3, 3, 2026, **{"to-day": "2", "to-month": "3", "to-year": "26"}),
            f"{SHORT}: the year must have 4 numbers, like 2026",
            "to-year",
        ),
    ],
)
def test_what_cannot_be_taken_is_asked_about_by_its_part(
    typed: dict[str, str], sentence: str, box: str
) -> None:
    form = asked(typed, missing="Enter the date")
    assert not form.validate()
    assert form.error_items() == [(f"q-{box}", sentence)]
    assert [part.value for part in cast(PartialDate, form["q"]).parts] == [
        typed.get(part, "") for part in ("day", "month", "year")
    ]


def test_the_end_may_be_the_day_it_began_or_only_a_month() -> None:
    for end in ({"to-day": "3", "to-month": "3", "to-year": "2026"}, {"to-month": "3", "to-year": "2026"}):
        assert asked(typed_day(3, 3, 2026, **end)).validate()


def test_without_a_duration_its_boxes_are_not_read() -> None:
    form = asked(typed_day(3, 3, 2026, going_on="yes"), lasting=False)
    assert form.validate()
    assert form.stored()["q"] == {"on": "2026-03-03"}


@pytest.mark.parametrize(
    ("stored", "began", "ended"),
    [
        ({"on": "2026-03-03"}, (3, 3), (3, 3)),
        ({"on": "2026-03-10", "about": True}, (3, 17), (3, 17)),
        ({"on": "2026-03"}, (1, 31), (1, 31)),
        ({"on": "2026-03-03", "until": "going_on"}, (3, 3), (20, 20)),
        ({"on": "2026-03-03", "until": "2026-03-09"}, (3, 3), (9, 9)),
        ({"on": "2026-03-10", "about": True, "until": "2026-03-18"}, (3, 17), (11, 25)),
    ],
)
def test_a_date_means_the_days_it_can_be(stored: Any, began: tuple[int, int], ended: tuple[int, int]) -> None:
    when = When.from_storage(stored)
    assert when.began() == tuple(date(2026, 3, day) for day in began)
    assert when.ended(TODAY) == tuple(date(2026, 3, day) for day in ended)


def test_an_unknown_beginning_has_no_days() -> None:
    assert When.from_storage("unknown").began() is None
    assert When.from_storage("unknown").ended(TODAY) is None
    assert When.from_storage({"until": "going_on"}).began() is None
    assert When.from_storage({"until": "going_on"}).ended(TODAY) == (TODAY, TODAY)


def test_about_is_a_week_either_side() -> None:
    assert timedelta(days=7) == ABOUT


days = st.dates(date(1900, 1, 1), TODAY)
moments = st.builds(
    lambda day, whole: Moment(day.year, day.month, None if whole else day.day), days, st.booleans()
)
whens = st.builds(When, st.none() | moments, st.booleans(), st.none() | st.just(GOING_ON) | moments)


@given(whens)
def test_every_date_survives_storage(when: When) -> None:
    again = When.from_storage(when.to_storage())
    assert again.in_words(in_english) == when.in_words(in_english)
    assert again.to_storage() == when.to_storage()


@given(days, st.booleans())
def test_every_past_day_can_be_typed(day: date, about: bool) -> None:
    typed = typed_day(day.day, day.month, day.year, **({"about": "yes"} if about else {}))
    form = asked(typed)
    assert form.validate(), form.errors
    when = cast(When, form["q"].data)
    wider = ABOUT if about else timedelta()
    assert when.began() == (day - wider, day + wider)
    assert when.exact is not about


@given(st.fixed_dictionaries({}, optional={part: st.text(max_size=5) for part in (
    "day", "month", "year", "about", "unknown", "going_on", "to-day", "to-month", "to-year"
)}))  # fmt: skip
def test_nothing_typed_breaks_it(typed: dict[str, str]) -> None:
    form = asked(typed, missing="Enter the date")
    if form.validate():
        when = cast(When, form["q"].data)
        assert form.stored()["q"] == when.to_storage()
        assert when.on is None or when.on.first <= TODAY
    else:
        ((control, sentence),) = form.error_items()
        assert control.startswith("q-")
        assert sentence


def test_an_exact_date_needs_its_day_and_may_lie_ahead() -> None:
    form = asked(typed_day(1, 4, 2026), kind=ExactDate)
    assert form.validate()
    assert form["q"].data == date(2026, 4, 1)
    assert form.stored() == {"q": "2026-04-01"}
    assert cast(ExactDate, form["q"]).in_words("2026-04-01", in_english) == "1 April 2026"
    assert asked(stored="2026-04-01", kind=ExactDate)["q"].data == date(2026, 4, 1)
    wanting = asked(typed_day("", 4, 2026), kind=ExactDate)
    assert not wanting.validate()
    assert wanting.error_items() == [("q-day", f"{SHORT} must include a day")]


def test_an_exact_date_may_be_kept_to_the_past() -> None:
    for ahead, sound in ((0, True), (1, False)):
        day = TODAY + timedelta(days=ahead)
        assert asked(typed_day(day.day, day.month, day.year), kind=ExactDate, past=True).validate() is sound


def test_months_are_translated() -> None:
    assert day_in_words(date(2026, 3, 3), lambda text: text.replace("March", "Mawrth")) == "3 Mawrth 2026"
