"""Every kind of letter on paper, in both sizes, and what can be read back from the file."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from portal.documents.letter import Letter
from portal.documents.pdf import letter_pdf
from portal.documents.required import LetterKind
from portal.wording import in_english
from tests.documents.samples import HEAD, LETTERS

ROOT = Path(__file__).resolve().parents[2]
SIZES = ("normal", "large")
LARGE = replace(HEAD, size="large")
MM = 72 / 25.4


def resolve(public_id: str) -> str:
    return f"https://example.org/l/{public_id}"


def pdf(letter: Letter) -> bytes:
    return letter_pdf(letter, in_english, resolve)


@cache
def sample(kind: LetterKind, size: str) -> bytes:
    return pdf(LETTERS[kind](HEAD if size == "normal" else LARGE, in_english))


def text_of(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


@cache
def pages_of(kind: LetterKind, size: str) -> tuple[str, ...]:
    """The words of each page of a sample."""
    return tuple(
        " ".join(page.extract_text().split()) for page in PdfReader(BytesIO(sample(kind, size))).pages
    )


def elements(data: bytes) -> Iterator[Any]:
    """Every element of the structure, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        if node.get("/Type") == "/StructElem":
            yield node
        for kid in node.get("/K", pikepdf.Array()):
            yield from walk(kid)

    with pikepdf.open(BytesIO(data)) as file:
        yield from walk(file.Root.StructTreeRoot)


every_letter = pytest.mark.parametrize(
    ("kind", "size"), [(kind, size) for kind in LetterKind for size in SIZES]
)
