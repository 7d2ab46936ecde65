"""A fact of a letter that says nothing still has its cell on paper: one empty answer must not stop a letter."""

from dataclasses import replace

import pytest

from portal.documents.letter import Fact, Facts
from portal.documents.pdf import letter_pdf
from portal.wording import in_english
from tests.documents.variants import every_variant


@pytest.mark.parametrize("value", ["", " ", "\n"])
def test_an_empty_fact_is_set(value: str) -> None:
    letter = every_variant(in_english)[0]
    with_fact = replace(letter, blocks=(*letter.blocks, Facts((Fact("Label", value),))))
    assert letter_pdf(with_fact, in_english, lambda one: one).startswith(b"%PDF")
