"""A letter as data: it survives being stored, has one hash, and cannot exist without its parts."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.documents import letters
from portal.documents.letter import (
    Column,
    Heading,
    IncompleteLetter,
    Letter,
    Link,
    Paragraph,
    Table,
    fill_links,
    link_to,
)
from portal.documents.letters.facts import Chair
from portal.documents.required import REQUIRED, LetterKind, Part
from portal.wording import in_english
from tests.documents import samples
from tests.documents.samples import HEAD, LETTERS


def parts_and_kinds() -> list[tuple[LetterKind, Part]]:
    return [(kind, need.part) for kind in LetterKind for need in REQUIRED[kind]]


@pytest.mark.parametrize("kind", LetterKind)
def test_every_kind_survives_being_stored(kind: LetterKind) -> None:
    letter = LETTERS[kind](HEAD, in_english)
    assert letter.kind is kind
    again = Letter.from_json(letter.to_json())
    assert again == letter
    assert again.sha256 == letter.sha256


def test_canonical_json_does_not_depend_on_the_order_of_keys() -> None:
    letter = LETTERS[LetterKind.OUTCOME](HEAD, in_english)
    shuffled = json.dumps(dict(reversed(json.loads(letter.to_json()).items())), indent=2)
    assert Letter.from_json(shuffled).to_json() == letter.to_json()
    assert letter.to_json().isascii()


@given(st.text(min_size=1).filter(lambda text: text.strip() != ""))
def test_any_reason_survives_and_changes_the_hash(words: str) -> None:
    letter = letters.threshold_met(HEAD, replace(samples.MET, reasons=words), in_english)
    assert Letter.from_json(letter.to_json()) == letter
    other = letters.threshold_met(HEAD, replace(samples.MET, reasons=words + "x"), in_english)
    assert other.sha256 != letter.sha256


def without_part(letter: Letter, part: Part) -> tuple[object, ...]:
    kept, inside = [], False
    for block in letter.blocks:
        if isinstance(block, Heading) and block.level == 2:
            inside = block.part is part
        if not inside:
            kept.append(block)
    return tuple(kept)


@pytest.mark.parametrize(("kind", "part"), parts_and_kinds())
def test_a_letter_without_a_part_it_needs_cannot_exist(kind: LetterKind, part: Part) -> None:
    whole = LETTERS[kind](HEAD, in_english)
    with pytest.raises(IncompleteLetter) as refused:
        replace(whole, blocks=without_part(whole, part))  # type: ignore[arg-type]
    assert (refused.value.kind, refused.value.part) == (kind, part)
    assert part in str(refused.value)


NOBODY = Chair("Dr Rhian Pugh", "Neighbouring Council", " ")
BLANKED: list[tuple[Part, Callable[[], Letter]]] = [
    (Part.REASONS, lambda: letters.threshold_met(HEAD, replace(samples.MET, reasons=" \n "), in_english)),
    (Part.VIEWS, lambda: letters.threshold_met(HEAD, replace(samples.MET, views=()), in_english)),
    (Part.REASONS, lambda: letters.threshold_not_met(HEAD, replace(samples.NOT_MET, reasons=""), in_english)),
    (Part.REASONS, lambda: letters.deferred(HEAD, replace(samples.DEFERRED, reasons=""), in_english)),
    (Part.DECISION, lambda: letters.outcome(HEAD, replace(samples.OUTCOME, decision=" "), in_english)),
    (Part.REASONS, lambda: letters.outcome(HEAD, replace(samples.OUTCOME, reasons=""), in_english)),
    (Part.FINDINGS, lambda: letters.outcome(HEAD, replace(samples.OUTCOME, findings=()), in_english)),
    (Part.REASONS, lambda: letters.closing(HEAD, replace(samples.CLOSED, reasons=""), in_english)),
    (
        Part.REASONS,
        lambda: letters.meeting_postponed(HEAD, replace(samples.POSTPONED, reason=""), in_english),
    ),
    (Part.REASONS, lambda: letters.reopened(HEAD, replace(samples.REOPENED, reasons=""), in_english)),
    (
        Part.REASONS,
        lambda: letters.appeal_decided(HEAD, replace(samples.APPEAL_DECIDED, reasons=""), in_english),
    ),
    (Part.INDEPENDENCE, lambda: letters.outcome(HEAD, replace(samples.OUTCOME, chair=NOBODY), in_english)),
    (
        Part.INDEPENDENCE,
        lambda: letters.appeal_decided(HEAD, replace(samples.APPEAL_DECIDED, independence=""), in_english),
    ),
    (
        Part.INDEPENDENCE,
        lambda: letters.appeal_accepted(HEAD, replace(samples.APPEAL_ACCEPTED, independence=""), in_english),
    ),
    (
        Part.AVAILABLE_TO,
        lambda: letters.acknowledgement(HEAD, replace(samples.RECEIPT, bodies=()), in_english),
    ),
    (Part.ANSWERS, lambda: letters.acknowledgement(HEAD, replace(samples.RECEIPT, answers=()), in_english)),
]


@pytest.mark.parametrize(("part", "write"), BLANKED)
def test_our_own_sentences_do_not_stand_in_for_missing_words(part: Part, write: Callable[[], Letter]) -> None:
    with pytest.raises(IncompleteLetter) as refused:
        write()
    assert refused.value.part is part


@pytest.mark.parametrize("kind", [LetterKind.THRESHOLD_MET, LetterKind.THRESHOLD_NOT_MET, LetterKind.OUTCOME])
def test_decision_letters_need_what_the_law_and_the_ombudsman_ask_for(kind: LetterKind) -> None:
    needed = {need.part for need in REQUIRED[kind]}
    assert {Part.DECISION, Part.REASONS, Part.NEXT, Part.CONTACT, Part.SUPPORT, Part.CHALLENGE} <= needed
    assert needed >= ({Part.RECOMMENDATIONS, Part.PLAN} if kind is LetterKind.OUTCOME else {Part.COUNTED})


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"kind": "outcome"}', '{"kind":"no such","head":{"day":"2026-03-03"}}']
)
def test_what_is_no_letter_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Letter.from_json(text)


def test_a_stored_letter_that_lost_a_part_is_refused() -> None:
    data = json.loads(LETTERS[LetterKind.OUTCOME](HEAD, in_english).to_json())
    data["blocks"] = [block for block in data["blocks"] if block.get("part") != "findings"]
    with pytest.raises(IncompleteLetter):
        Letter.from_json(json.dumps(data))


def test_links_are_placeholders() -> None:
    letter = LETTERS[LetterKind.THRESHOLD_MET](HEAD, in_english)
    assert letter.links() == ("heard001", "appeal01", "status01")
    assert "[[link:appeal01]]" in letter.to_json()


@pytest.mark.parametrize("public_id", ["", "abc", "a" * 65, "has space", "a]]b", "../etc", "abcd\n"])
def test_only_public_ids_make_links(public_id: str) -> None:
    with pytest.raises(ValueError, match="public id"):
        link_to("appeal", "Appeal", public_id)


def test_a_link_cannot_hold_an_address() -> None:
    with pytest.raises(ValueError, match="placeholder"):
        Link("appeal", "Appeal", "https://example.org")


def test_fill_links_replaces_each_placeholder_and_nothing_else() -> None:
    text = "See [[link:abcd]] and [[link:efgh]], not [[link:x]] or [link:abcd]."
    assert (
        fill_links(text, lambda public_id: f"<{public_id}>")
        == "See <abcd> and <efgh>, not [[link:x]] or [link:abcd]."
    )


def test_a_table_row_has_as_many_cells_as_columns() -> None:
    with pytest.raises(ValueError, match="row of 1"):
        Table("Numbers", (Column("One"), Column("Two")), (("1",),))


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("The harm to you", True),
        ("the HARM\nto   you", True),
        ("Mill Lane", True),
        ("someone else", False),
        ("", False),
        (" ", False),
    ],
)
def test_holds_finds_words_whatever_their_case_and_spaces(words: str, held: bool) -> None:
    assert LETTERS[LetterKind.THRESHOLD_MET](HEAD, in_english).holds(words) is held


def test_parts_hold_what_stands_under_their_heading() -> None:
    parts = LETTERS[LetterKind.THRESHOLD_MET](HEAD, in_english).parts()
    assert parts[Part.REASONS] == (Paragraph(samples.REASONS, verbatim=True),)
