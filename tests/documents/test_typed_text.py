"""Typed text is made safe to set without losing what it says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents.paper.fonts import settable
from portal.documents.typed import BIDI_CONTROLS, clean, paragraphs


@pytest.mark.parametrize("sign", BIDI_CONTROLS)
def test_signs_that_reorder_text_are_taken_out(sign: str) -> None:
    assert clean(f"Mr {sign}Smith") == "Mr Smith"


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("tab\there\u00a0and\u3000there", "tab here and there"),
        ("w\u0302 y\u0302", "ŵ ŷ"),
        ("lone \ud800 half", "lone  half"),
        ("  spaces round  ", "spaces round"),
    ],
)
def test_clean(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text())
def test_clean_is_stable_and_leaves_nothing_hidden(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & set(BIDI_CONTROLS)
    assert all(unicodedata.category(sign) not in ("Cc", "Cs") or sign == "\n" for sign in cleaned)
    cleaned.encode("utf-8")


def test_paragraphs_are_split_at_empty_lines_and_keep_their_lines() -> None:
    assert paragraphs("one\ntwo\n\n \n\nthree\n") == [["one", "two"], ["three"]]
    assert paragraphs(" \n ") == []


@pytest.mark.parametrize(
    ("typed", "set_as"),
    [
        ("Łukasz Ŵyn, Šarūnas, Ștefan, João", "Łukasz Ŵyn, Šarūnas, Ștefan, João"),
        ("No \U0001f44d\U0001f3fd", "No [thumbs up sign]"),
        ("private \ue000\U0010fffd", "private □□"),
        ("I am sad \U0001f622.", "I am sad [crying face]."),
        ("আমার নাম Ali", "[other script] Ali"),
        ("مرحبا بك Ali", "[other script] Ali"),
        ("你好, 世界", "[other script]"),
        ("family \U0001f468\u200d\U0001f469", "family [man][woman]"),
        ("so\u00adft zero\u200bwidth", "soft zerowidth"),
    ],
)
def test_what_the_font_cannot_set_is_said_and_not_garbled(typed: str, set_as: str) -> None:
    assert settable(typed, "other script") == set_as
