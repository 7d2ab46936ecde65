"""Sealed fields: read only with the key, at their place, unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.store.sealing import NONCE, open_text, seal_text

SECRET = "a field key of the tests"
PLACE = "staff.totp:anna"


@given(st.text())
def test_what_was_sealed_can_be_opened(words: str) -> None:
    assert open_text(SECRET, seal_text(SECRET, words, PLACE), PLACE) == words


def test_a_value_moved_to_another_row_does_not_open() -> None:
    of_anna, of_ben = seal_text(SECRET, "one", PLACE), seal_text(SECRET, "two", "staff.totp:ben")
    for sealed, place in ((of_anna, "staff.totp:ben"), (of_ben, PLACE), (of_anna, "safe_contact.notes:1")):
        with pytest.raises(ValueError, match="moved"):
            open_text(SECRET, sealed, place)


def test_another_key_does_not_open() -> None:
    with pytest.raises(ValueError, match="another key"):
        open_text(SECRET + "x", seal_text(SECRET, "words", PLACE), PLACE)


def test_every_changed_byte_shows() -> None:
    sealed = seal_text(SECRET, "words", PLACE)
    for place in range(len(sealed)):
        bent = bytearray(sealed)
        bent[place] ^= 1
        with pytest.raises(ValueError, match="changed"):
            open_text(SECRET, bytes(bent), PLACE)


@pytest.mark.parametrize("length", [0, 1, NONCE - 1, NONCE, NONCE + 15])
def test_a_value_cut_short_shows(length: int) -> None:
    with pytest.raises(ValueError, match="changed"):
        open_text(SECRET, seal_text(SECRET, "words", PLACE)[:length], PLACE)


def test_the_same_words_never_look_the_same_and_do_not_show() -> None:
    found = {seal_text(SECRET, "She must not know.", PLACE) for _ in range(50)}
    assert len(found) == 50
    assert not any(b"know" in sealed for sealed in found)
