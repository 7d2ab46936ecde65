"""The letter as a part of a page."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined

from portal.documents import letters
from portal.documents.html import letter_html
from portal.documents.required import LetterKind
from portal.wording import in_english
from tests.documents import samples
from tests.documents.samples import HEAD, LETTERS
from tests.documents.variants import every_variant
from tests.web.markup import Parsed, read_strictly, text_of, untranslated


def resolve(public_id: str) -> str:
    return f"https://example.org/l/{public_id}?a=1&b=2"


def page(fragment: str) -> str:
    head = '<!DOCTYPE html><html lang="en"><head><title>Letter</title></head>'
    return f"{head}<body><main>{fragment}</main></body></html>"


def parsed(kind: LetterKind) -> Parsed:
    return Parsed(page(letter_html(LETTERS[kind](HEAD, in_english), in_english, resolve)))


@pytest.mark.parametrize("kind", LetterKind)
def test_headings_lists_and_tables_are_in_order(kind: LetterKind) -> None:
    tree = parsed(kind)
    assert read_strictly(tree) == []
    levels = [int(heading.tag[1]) for heading in tree.all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(text_of(heading) for heading in tree.all("h1", "h2", "h3"))
    for table in tree.all("table"):
        assert [child.tag for child in table][:2] == ["caption", "thead"]
        heads = [cell for cell in table.iter() if cell.tag == "th"]
        assert {cell.get("scope") for cell in heads} == {"col", "row"}


def test_nothing_on_the_page_is_left_untranslated() -> None:
    def pseudo(text: str) -> str:
        return f"⟦{text}⟧"

    for letter in every_variant(pseudo):
        assert untranslated(page(letter_html(letter, pseudo, resolve)), names=["Letter"]) == []


def test_typed_words_are_marked_and_ours_are_not() -> None:
    tree = parsed(LetterKind.THRESHOLD_MET)
    marked = {text_of(element) for element in tree.root.iter() if element.get("translate") == "no"}
    assert "You told three organisations about the noise and the threats." in marked
    assert "CR-7K3MQ-2F" in marked
    assert not any("How do you want to be heard" in text for text in marked)


def test_links_lead_to_their_address_and_no_placeholder_is_left() -> None:
    html = letter_html(LETTERS[LetterKind.THRESHOLD_MET](HEAD, in_english), in_english, resolve)
    assert "[[link:" not in html
    assert 'href="https://example.org/l/appeal01?a=1&amp;b=2"' in html


def test_a_placeholder_that_somebody_typed_is_not_a_link() -> None:
    letter = letters.threshold_met(HEAD, replace(samples.MET, reasons="See [[link:appeal01]]."), in_english)
    assert letter.links() == ("heard001", "appeal01", "status01")
    html = letter_html(letter, in_english, resolve)
    assert "See [[link:appeal01]]." in html


EVIL = [
    "<script>alert(1)</script>",
    "</p><img src=x onerror=alert(1)>",
    '"><b>',
    "{{ 7 * 7 }}",
    "&lt;b&gt;",
    "a & b",
]


@pytest.mark.parametrize("evil", EVIL)
def test_markup_in_any_field_shows_as_it_was_typed(evil: str) -> None:
    head = replace(
        HEAD, addressee=evil, partnership=evil, contact_name=evil, reference=evil, on_behalf_of=evil
    )
    facts = replace(
        samples.OUTCOME, decision=evil, heard_words=evil, recommendations=(letters_recommendation(evil),)
    )
    tree = Parsed(page(letter_html(letters.outcome(head, facts, in_english), in_english, resolve)))
    assert read_strictly(tree) == []
    assert not tree.all("script", "img", "b")
    assert text_of(tree.root).count(" ".join(evil.split())) >= 7


def letters_recommendation(words: str) -> Any:
    return replace(samples.RECOMMENDATIONS[0], to=words, words=words)


def test_an_address_is_escaped_too() -> None:
    html = letter_html(LETTERS[LetterKind.OUTCOME](HEAD, in_english), in_english, lambda _id: 'x" onclick="y')
    assert not [link for link in Parsed(page(html)).all("a") if link.get("onclick")]


def test_reordering_signs_are_gone_and_line_breaks_kept() -> None:
    letter = letters.threshold_met(HEAD, replace(samples.MET, reasons="one\ntwo\u202e\n\nthree"), in_english)
    html = letter_html(letter, in_english, resolve)
    assert "\u202e" not in html
    assert re.search(
        r'<p class="govuk-body" translate="no" dir="auto">\s*one<br>two</p>\s*<p [^>]*>\s*three</p>', html
    )


def test_a_template_shows_the_fragment_without_escaping_it_again() -> None:
    fragment = letter_html(LETTERS[LetterKind.REOPENED](HEAD, in_english), in_english, resolve)
    shown = (
        Environment(autoescape=True, undefined=StrictUndefined)
        .from_string("<main>{{ it }}</main>")
        .render(it=fragment)
    )
    assert shown == f"<main>{fragment}</main>"
