"""References: every single slip and every swap of neighbours is noticed; they say nothing about the case."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import reference
from portal.cases.reference import ALPHABET, LENGTH, check_character, new_reference, read, spell
from tests.house.tools import ROOT

CODES = st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH)


def whole(code: str) -> str:
    return code + check_character(code)


@given(CODES)
def test_a_reference_is_read_however_it_is_typed(code: str) -> None:
    right = spell(whole(code))
    assert re.fullmatch(r"CR-[0-9A-Z]{5}-[0-9A-Z]{4}", right)
    assert read(right) == right
    for typed in (right.lower(), right.replace("-", " "), right.replace("-", ""), right[3:], f" {right}. "):
        assert read(typed) == right
    misread = right[:3] + right[3:].replace("1", "l").replace("0", "o")
    assert read(misread) == right
    assert read(right[:3] + right[3:].replace("1", "i")) == right


@given(CODES)
def test_every_wrong_character_is_noticed(code: str) -> None:
    right = whole(code)
    for place, sign in enumerate(right):
        for other in set(ALPHABET) - {sign}:
            assert read(right[:place] + other + right[place + 1 :]) is None


@given(CODES)
def test_every_swap_of_neighbours_is_noticed(code: str) -> None:
    right = whole(code)
    for place in range(LENGTH):
        swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
        assert (read(swapped) is None) is (swapped != right)


@pytest.mark.parametrize(
    "typed", ["", "CR", "CR-", "CR-12345-678", "CR-12345-67890", "1234567", "ZZZZZ-ZZZZ", "é" * 9]
)
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert read(typed) is None


def test_a_missing_or_an_extra_character_is_noticed() -> None:
    right = whole("7K3MQ2F8")
    assert [read(right[:place] + right[place + 1 :]) for place in range(9)] == [None] * 9
    assert [read(right[:place] + "5" + right[place:]) for place in range(10)] == [None] * 10


def test_references_are_random_and_read() -> None:
    made = [new_reference() for _ in range(500)]
    assert len(set(made)) == 500
    assert all(read(one) == one for one in made)
    assert sorted(made) != made
    # Every place takes every character; nothing in it counts or stands still.
    assert all(len({one.replace("-", "")[2 + place] for one in made}) == len(ALPHABET) for place in range(LENGTH))


def test_nothing_in_the_alphabet_is_misread() -> None:
    assert not set("ILOUZ") & set(ALPHABET)
    assert len(ALPHABET) == len(set(ALPHABET)) == 31  # a prime: see the module
    assert set("ILO".translate(reference._MISREAD)) <= set(ALPHABET)


def test_every_example_of_a_reference_can_be_read() -> None:
    """An example that is refused as it stands teaches somebody the wrong thing."""
    places = [*(ROOT / "portal").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    examples = {one for path in places for one in re.findall(r"CR-[0-9A-Z]+-[0-9A-Z]+", path.read_text("utf-8"))}
    assert examples
    assert [one for one in examples if read(one) != one] == []
