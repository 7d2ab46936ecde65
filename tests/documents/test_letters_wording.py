"""The words of the letters: all of them offered for translation, plain, and without words that hurt or confuse."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from portal.documents.letter import Block, Bullets, Facts, Heading, Letter, Link, Paragraph, Signature, Table
from portal.documents.required import Part
from portal.wording import in_english
from tests.documents.variants import every_variant

ROOT = Path(__file__).resolve().parents[2]
LETTERS = every_variant(in_english)


def pseudo(text: str) -> str:
    return f"⟦{text}⟧"


def ours(block: Block) -> Iterator[str]:
    """The texts of a block that are ours, not a name, a date or what somebody typed."""
    match block:
        case Heading() | Paragraph():
            yield from () if block.verbatim else (block.text,)
        case Bullets(items, verbatim):
            yield from () if verbatim else items
        case Facts(rows, caption):
            yield from () if caption is None else (caption,)
            yield from (row.label for row in rows if not row.asked)
            yield from (row.value for row in rows if not row.verbatim)
        case Table(caption, columns, rows):
            yield caption
            yield from (column.heading for column in columns)
            yield from (
                cell for row in rows for column, cell in zip(columns, row, strict=True) if not column.verbatim
            )
        case Link() | Signature():
            yield block.words


def said(letter: Letter) -> list[str]:
    return [letter.title, *(text for block in letter.blocks for text in ours(block))]


def test_nothing_of_ours_is_left_untranslated() -> None:
    left = {
        text
        for letter in every_variant(pseudo)
        for text in said(letter)
        if not re.fullmatch("⟦.*⟧", text, re.S)
    }
    assert left == set()


RULER = ROOT / "templates" / "components" / "ruler.html"


def offered() -> set[str]:
    """The message ids that translators get from the letters, messages and pages of this package."""
    found = set()
    for path in (*(ROOT / "portal" / "documents").rglob("*.py"), ROOT / "portal" / "journeys" / "when.py"):
        for _line, message, *_rest in extract_from_file("python", path, keywords={"_": None, "msg": None}):
            found.add(str(message))
    for folder in ("letters", "messages"):
        for path in (*(ROOT / "templates" / folder).rglob("*.*"), RULER):
            for _line, message, *_rest in extract_from_file(
                "jinja2.ext:babel_extract", path, keywords={"_": None}
            ):
                found.add(str(message))
    return found


def test_every_sentence_is_offered_to_translators() -> None:
    asked: set[str] = set()

    def remember(text: str) -> str:
        asked.add(text)
        return text

    every_variant(remember)
    known = offered()
    assert asked - known == set()
    assert len(asked) > 200


def test_a_translation_may_move_the_values_about() -> None:
    for message in offered():
        gaps = re.findall(r"%\((\w+)\)s", message)
        assert message.count("%") == len(gaps), message
        assert len(set(gaps)) == len(gaps), message


WORRYING = (
    "trigger",
    "activate",
    "qualifying",
    "allegation",
    "perpetrator",
    "offender",
    "vexatious",
    "applicant",
)


@pytest.mark.parametrize("word", WORRYING)
def test_words_that_hurt_or_confuse_are_not_used(word: str) -> None:
    assert [text for letter in LETTERS for text in said(letter) if word in text.lower()] == []


def test_complaint_is_said_only_of_complaints_about_an_organisation() -> None:
    for letter in LETTERS:
        for part, blocks in letter.parts().items():
            if part not in (Part.ROUTES, Part.CHALLENGE):
                assert not [text for block in blocks for text in ours(block) if "complain" in text.lower()]


def sentences() -> list[str]:
    texts = {
        text for letter in LETTERS for block in letter.blocks for text in ours(block) if len(text.split()) > 4
    }
    return [
        part.strip() for text in texts for part in re.split(r"(?<=[.?!:])\s+", text) if len(part.split()) > 2
    ]


def syllables(word: str) -> int:
    word = re.sub(r"(?<=[^aeiouyl])e$|es$|ed$", "", word.lower())
    return max(1, len(re.findall("[aeiouy]+", word)))


def test_sentences_are_short() -> None:
    assert [sentence for sentence in sentences() if len(sentence.split()) > 25] == []


def test_the_letters_can_be_read_at_eleven() -> None:
    # Flesch-Kincaid grade (Kincaid and others 1975); a grade of 6 is read at the age of 11.
    every = sentences()
    words = [word for sentence in every for word in re.findall("[A-Za-z’']+", sentence)]
    grade = 0.39 * len(words) / len(every) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade < 6


@pytest.mark.parametrize("read", [in_english, pseudo])
def test_letters_speak_to_the_reader(read: Callable[[str], str]) -> None:
    for letter in every_variant(read):
        assert any(re.search(r"\byou(r)?\b", text, re.I) for text in said(letter))
