"""Who is fit to chair, to decide, or to hear an appeal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.independence import (
    RECORDED,
    SOFT,
    Bar,
    Candidate,
    Involved,
    Part,
    Past,
    bars,
    hard,
    is_named,
)

PETRA = Candidate(7, "Petra Lowe", "Neighbourhood team")
PARTS: tuple[Part, ...] = ("chair", "decider", "appeal officer")


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_known_against_a_stranger(part: Part) -> None:
    past = Past(
        (Involved("handled", staff_id=8), Involved("line_manager", name="Sam Other")),
        frozenset({8}), frozenset({9}), ("Safety team",), ("PC Other came twice.",),
    )  # fmt: skip
    assert bars(PETRA, past, part) == ()


@pytest.mark.parametrize(("how", "bar"), RECORDED.items())
@pytest.mark.parametrize("part", PARTS)
def test_whoever_is_recorded_is_barred_from_every_part(how: str, bar: Bar, part: Part) -> None:
    assert bars(PETRA, Past((Involved(how, staff_id=7),)), part) == (bar,)
    assert bars(PETRA, Past((Involved(how, staff_id=6),)), part) == ()


@pytest.mark.parametrize(("part", "barred"), [("chair", True), ("decider", False), ("appeal officer", True)])
def test_taking_part_and_sharing_an_office_leave_the_decider_alone(part: Part, barred: bool) -> None:
    past = Past(took_part=frozenset({7}), deciding_offices=("neighbourhood  TEAM",))
    assert bars(PETRA, past, part) == ((Bar.TOOK_PART, Bar.SAME_OFFICE) if barred else ())


@pytest.mark.parametrize("part", PARTS)
def test_who_decided_earlier_is_barred(part: Part) -> None:
    assert bars(PETRA, Past(decided=frozenset({7})), part) == (Bar.DECIDED,)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Petra Lowe", True), ("PC Lowe", True), ("petra lowe of the police", True), ("I fear pc LOWE.", True),
        ("Lowe's team", True), ("Petra", False), ("Lowestoft office", False), ("Lower Street", False), ("", False),
    ],
)  # fmt: skip
def test_a_name_in_the_victims_words_may_be_this_person(text: str, named: bool) -> None:
    assert is_named("Petra Lowe", text) is named
    assert bars(PETRA, Past(named=(text,)), "decider") == ((Bar.NAMED,) if named else ())


@pytest.mark.parametrize(
    ("name", "text", "named"), [("Jo Ng", "Ng", False), ("Jo Ngo", "ngo", True), ("Jo Ng", "jo ng", True)]
)
def test_a_very_short_last_name_needs_the_whole_name(name: str, text: str, named: bool) -> None:
    assert is_named(name, text) is named


def test_accents_make_no_difference() -> None:
    assert is_named("Zoë Brontë", "Ms Bronte")
    assert is_named("Zoe Bronte", "zoë brontë")


def test_an_appeal_officer_without_an_office_is_to_be_checked() -> None:
    nowhere = Candidate(7, "Petra Lowe", None)
    assert bars(nowhere, Past(), "appeal officer") == (Bar.NO_OFFICE,)
    assert bars(nowhere, Past(deciding_offices=("",)), "appeal officer") == (Bar.NO_OFFICE,)
    assert bars(nowhere, Past(deciding_offices=("",)), "chair") == ()


def test_a_recorded_name_is_to_be_checked_and_no_proof() -> None:
    found = bars(PETRA, Past((Involved("handled", name="Sgt Petra Lowe"),)), "chair")
    assert found == (Bar.RECORDED_NAME,)
    assert hard(found) == ()


@given(st.text(), st.text(), st.sampled_from(PARTS))
def test_words_alone_never_bar_anybody_for_good(name: str, text: str, part: Part) -> None:
    found = bars(
        Candidate(1, name, "Somewhere"), Past((Involved("handled", name=text),), named=(text,)), part
    )
    assert hard(found) == ()
    assert set(found) <= SOFT


@given(st.lists(st.sampled_from(sorted(RECORDED))), st.sets(st.integers(1, 3)), st.sets(st.integers(1, 3)))
def test_more_knowledge_never_makes_somebody_fitter(
    hows: list[str], took: set[int], decided: set[int]
) -> None:
    candidate = Candidate(1, "Ann Example", "Here")
    less = bars(candidate, Past(tuple(Involved(how, staff_id=1) for how in hows[:1])), "chair")
    more = bars(
        candidate,
        Past(
            tuple(Involved(how, staff_id=1) for how in hows), frozenset(took), frozenset(decided), ("Here",)
        ),
        "chair",
    )
    assert set(less) <= set(more)
