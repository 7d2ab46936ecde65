"""Where the pages of a letter end: nobody has to turn a page in the middle of a record, or right after a heading."""

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Literal

import pytest
from pypdf import PdfReader

from portal.documents.letter import Heading, Letter, Paragraph
from portal.documents.pdf import letter_pdf
from portal.documents.required import LetterKind
from portal.wording import in_english
from tests.documents.samples import HEAD, LETTERS

Size = Literal["normal", "large"]
LINES = range(0, 24, 3)
"""Lines put before a letter, so that the foot of the page comes to stand at many places of it."""
FOOTER = re.compile(r" CR-7K3MQ-2F Page \d+ of \d+$")

at_each_place = pytest.mark.parametrize("lines", LINES)
in_both_sizes = pytest.mark.parametrize("size", ["normal", "large"])


@cache
def letter(kind: LetterKind, size: Size, lines: int) -> Letter:
    """A letter with so many lines more before its first words."""
    made = LETTERS[kind](replace(HEAD, size=size), in_english)
    return replace(made, blocks=(*(Paragraph("One line."),) * lines, *made.blocks))


@cache
def pages(kind: LetterKind, size: Size, lines: int) -> list[str]:
    """The words of each page of that letter on paper, without the line at its foot."""
    file = letter_pdf(
        letter(kind, size, lines), in_english, lambda public_id: f"https://example.org/{public_id}"
    )
    said = [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(file)).pages]
    assert all(FOOTER.search(page) for page in said)
    return [FOOTER.sub("", page) for page in said]


@at_each_place
@in_both_sizes
def test_no_heading_is_the_last_thing_on_a_page(size: Size, lines: int) -> None:
    blocks = letter(LetterKind.OUTCOME, size, lines).blocks
    # The name of an organisation is a heading in one place and the last line of a list in another.
    headings = [block.text for block in blocks if isinstance(block, Heading) and not block.verbatim]
    assert "The plan" in headings
    for page in pages(LetterKind.OUTCOME, size, lines):
        assert not [heading for heading in headings if page.endswith(heading)]


@at_each_place
@in_both_sizes
def test_whom_to_ask_stands_on_one_page(size: Size, lines: int) -> None:
    (page,) = [page for page in pages(LetterKind.OUTCOME, size, lines) if "Who to ask" in page]
    asked = page.partition("Who to ask")[2]
    assert all(label in asked for label in ("Your contact", "Phone", "Email", "Your reference"))


@at_each_place
def test_a_record_in_large_print_is_not_torn(lines: int) -> None:
    for page in pages(LetterKind.THRESHOLD_MET, "large", lines):
        assert page.count("When it happened Report") == len(re.findall(r"\bWhy You told", page))
        assert page.count("Organisation Example") == page.count("Its view")


@at_each_place
@in_both_sizes
def test_an_action_stands_on_one_page(size: Size, lines: int) -> None:
    for page in pages(LetterKind.OUTCOME, size, lines):
        assert page.count("What will be done") == page.count("Will the person causing the problem find out?")
