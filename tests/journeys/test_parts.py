"""Forms inside a form: a part for each thing of a list, rows that grow without script, times as people type them."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as some
from werkzeug.datastructures import MultiDict

from portal.journeys.choices import Choice, Option
from portal.journeys.fields import Line
from portal.journeys.forms import Asking, PageForm
from portal.journeys.panel import Agreed
from portal.journeys.parts import Each, FormOfParts, Rows, Select
from portal.journeys.times import ClockTime
from portal.wording import in_english

TODAY = date(2026, 11, 23)
OPTIONS = {"bodies": (Option("police", "The Police", translate=False), Option("council", "The Council"))}
ASKING = Asking(in_english, TODAY, OPTIONS)


class Seat(PageForm):
    """A row."""

    body = Select("Organisation", options_from="bodies", missing="Choose the organisation")
    name = Line("Name", missing="Enter the name", max_length=10)


class Said(PageForm):
    """A part for a body."""

    view = Choice("View", Option("yes", "Yes"), Option("no", "No"), missing="Choose a view")


class Meeting(FormOfParts):
    """A form with both."""

    place = Line("Place", missing="Enter the place")
    seats = Rows("Seats", Seat, row_name="Seat %(number)s", another="Add a seat", at_first=2, most=4)
    said = Each("Said", Said, options_from="bodies")


class Strict(FormOfParts):
    """Every part must be answered, and one row at least."""

    said = Each("Said", Said, options_from="bodies", every=True)
    seats = Rows("Seats", Seat, row_name="Seat %(number)s", another="Add", missing="Enter a seat", at_first=2)


class When(PageForm):
    """A time."""

    at = ClockTime("At", missing="Enter the time")


def sent(**typed: str) -> MultiDict[str, str]:
    return MultiDict({name.replace("__", "-"): value for name, value in typed.items()})


def keys(form: Meeting) -> list[str]:
    return [part.key for part in form.seats.parts]


def test_at_first_there_are_empty_rows_and_a_part_for_each_option() -> None:
    form = Meeting.ask(ASKING)
    assert keys(form) == ["1", "2"]
    assert [(part.key, part.title, part.translated) for part in form.said.parts] == [
        ("police", "The Police", False),
        ("council", "The Council", True),
    ]
    assert form.seats.parts[1].form["name"].id == "seats-2-name"


def test_stored_rows_come_back_and_room_is_made_for_all() -> None:
    rows = [{"body": "police", "name": f"No {number}"} for number in range(3)]
    form = Meeting.ask(ASKING, stored={"place": "Hall", "seats": rows, "said": {"council": {"view": "no"}}})
    assert keys(form) == ["1", "2", "3"]
    assert form.stored() == {"place": "Hall", "seats": rows, "said": {"council": {"view": "no"}}}


def test_empty_rows_do_not_count_and_filled_ones_are_checked() -> None:
    typed = sent(place="Hall", seats__rows="3", seats__2__name="Ann", said__police__view="maybe")
    form = Meeting.ask(ASKING, typed)
    assert not form.validate()
    assert form.error_items() == [
        ("seats-2-body", "Seat 2: Choose the organisation"),
        ("said-police-view", "The Police: Choose one of the answers in the list"),
    ]
    good = Meeting.ask(
        ASKING, sent(place="Hall", seats__rows="3", seats__3__name="Ann", seats__3__body="police")
    )
    assert good.validate()
    assert good.stored()["seats"] == [{"body": "police", "name": "Ann"}]
    assert good.stored()["said"] == {}


def test_what_is_wrong_with_the_whole_leads_to_its_first_control() -> None:
    form = Strict.ask(ASKING, sent())
    assert not form.validate()
    assert form.error_items() == [
        ("said-police-view", "The Police: Choose a view"),
        ("said-council-view", "The Council: Choose a view"),
        ("seats-1-body", "Enter a seat"),
    ]


def test_one_more_row_is_no_error_and_keeps_what_was_typed() -> None:
    form = Meeting.ask(ASKING, sent(seats__rows="2", seats__more="1", seats__1__name="Ann, not checked yet"))
    assert not form.validate()
    assert form.error_items() == []
    assert keys(form) == ["1", "2", "3"]
    assert form.seats.parts[0].form["name"].data == "Ann, not checked yet"


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("0", 2),
        ("1", 2),
        ("2", 3),
        ("3", 4),
        ("4", 4),
        ("5", 4),
        ("999", 4),
        ("1000", 3),
        ("-1", 3),
        ("x", 3),
        ("", 3),
    ],
)
def test_rows_have_an_end_whatever_is_sent(said: str, rows: int) -> None:
    form = Meeting.ask(ASKING, sent(seats__rows=said, seats__more="1"))
    assert len(form.seats.parts) == rows


@given(some.text(max_size=8))
def test_any_number_of_rows_sent_gives_a_form(said: str) -> None:
    assert len(Meeting.ask(ASKING, sent(seats__rows=said)).seats.parts) <= 4


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10:30am", time(10, 30)), ("10.30 AM", time(10, 30)), ("2pm", time(14)), ("14:30", time(14, 30)),
        ("12pm", time(12)), ("12:05am", time(0, 5)), ("07:00", time(7)), ("06:59", None), ("6:59am", time(6, 59)),
        ("23:59", time(23, 59)), ("24:00", None), ("10:59", time(10, 59)), ("10:60", None), ("13pm", None),
        ("0am", None), ("10", None), ("soon", None), ("²:30", None),
    ],
)  # fmt: skip
def test_times_are_read_as_people_type_them(typed: str, read: time | None) -> None:
    form = When.ask(ASKING, sent(at=typed))
    assert form.validate() is (read is not None)
    if read is None:
        assert form.error_items() == [("at", "Enter a time, like 10:30am or 2pm")]
        assert form.at.typed == typed
    else:
        assert form.at.data == read
        again = When.ask(ASKING, stored=form.stored())
        assert (again.at.data, again.at.typed) == (read, f"{read:%H:%M}")


@given(some.times())
def test_a_stored_time_is_read_again_from_what_is_shown(moment: time) -> None:
    shown = When.ask(ASKING, stored={"at": f"{moment:%H:%M}"}).at.typed
    read = When.ask(ASKING, sent(at=shown))
    assert read.validate() is (moment.hour >= 7)


def action(due: str, told: str, finds_out: str = "yes") -> Agreed:
    typed = {"body": "police", "owner": "Ann", "what": "Visit", "measure": "Log", "finds_out": finds_out}
    for name, value in (("due_on", due), ("told_first_on", told)):
        typed |= dict(zip((f"{name}-year", f"{name}-month", f"{name}-day"), value.split("-"), strict=True))
    form = Agreed.ask(ASKING, MultiDict(typed))
    form.validate()
    return form


@pytest.mark.parametrize(
    ("due", "sound"), [("2026-11-22", False), ("2026-11-23", True), ("2026-11-24", True)]
)
def test_an_action_lies_ahead(due: str, sound: bool) -> None:
    assert bool(action(due, due).due_on.errors) is not sound


@pytest.mark.parametrize(
    ("told", "sound"), [("2026-12-01", True), ("2026-12-02", True), ("2026-12-03", False)]
)
def test_the_victim_is_told_before_the_action_is_due(told: str, sound: bool) -> None:
    assert bool(action("2026-12-02", told).told_first_on.errors) is not sound
    assert not action("2026-12-02", told, finds_out="no").error_items()
