"""Typed text is made fit to keep."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.journeys.text import BIDI_CONTROLS, INVISIBLE, clean_line, clean_text, shown_again, straight


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two\t words \r\n", "two  words"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("e\u0301", "\u00e9"),
        ("a\u0000b\u0007c\u009fd\x1b[31m", "abcd[31m"),
        ("pay \u202eeuros\u202c", "pay euros"),
        ("a\u200bb\ufeff", "ab"),
        ("half \ud83d", "half"),
        ("“curly” quotes – stay", "“curly” quotes – stay"),
        ("👩\u200d👧 stays whole", "👩\u200d👧 stays whole"),
        ("", ""),
    ],
)
def test_paragraphs_keep_words_and_lines(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_a_line_has_no_line_ends_and_single_spaces() -> None:
    assert clean_line(" Alex \n  Example\t") == "Alex Example"


def test_codes_and_addresses_lose_curly_signs() -> None:
    assert straight("o’brien@example.com – “x”") == 'o\'brien@example.com - "x"'


@given(st.text())
def test_what_is_kept_is_clean_and_cleaning_again_changes_nothing(typed: str) -> None:
    kept = clean_text(typed)
    assert clean_text(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert not set(kept) & set(BIDI_CONTROLS + INVISIBLE + "\r\t\x00")
    assert kept == kept.strip()
    kept.encode("utf-8")


@given(st.text())
def test_a_line_is_one_line(typed: str) -> None:
    assert len(clean_line(typed).splitlines()) <= 1


@pytest.mark.parametrize(
    "sign", ["\ufffe", "\uffff", "\ufdd0", "\ufdef", "\U0001fffe", "\U0010ffff", "\x00", "\ud83d"]
)
def test_what_is_no_character_is_neither_kept_nor_shown_again(sign: str) -> None:
    assert clean_text(f"a{sign}b") == "ab"
    assert shown_again(f" a{sign}\r\n\tb ") == " a\r\n\tb "


@pytest.mark.parametrize("sign", ["\ufdcf", "\ufdf0", "\ufffd", "\U00020000", "\xa0", "\u200d"])
def test_characters_beside_them_stay(sign: str) -> None:
    assert shown_again(f"a{sign}b") == clean_text(f"a{sign}b") == f"a{sign}b"


def test_an_accent_parted_from_its_letter_finds_it_again() -> None:
    assert clean_text("e\u200b\u0301") == clean_text("e\x00\u0301") == "\u00e9"
