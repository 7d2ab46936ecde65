"""The letter as a part of a page: the accessible original."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from portal.documents.dateline import ruler_of
from portal.documents.days import MONTHS, day_in_words
from portal.documents.letter import Letter, ResolveLink
from portal.documents.typed import clean, paragraphs
from portal.wording import Translator

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"


def letter_html(letter: Letter, _: Translator, resolve_link: ResolveLink) -> str:
    """The letter as markup with its own h1, to stand in a page.

    Takes the letter, the translator of its language (for the few words round it) and how to resolve a link. Returns
    escaped markup that a template may show as it is: a macro's result, so templates know that it is escaped.
    """
    module = _environment().get_template("letters/letter.html").make_module({"_": _})
    markup: str = getattr(module, "letter")(letter, day_in_words(letter.head.day, _), _, resolve_link)  # noqa: B009
    return markup


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    environment.filters["ruler"] = ruler_of
    environment.filters["short_month"] = _short_month
    environment.filters["paragraphs"] = paragraphs
    return environment


@pass_context
def _short_month(context: Context, day: date) -> str:
    """The month of a tick on the date ruler, in the letter's language."""
    month: str = context["_"](MONTHS[day.month - 1])
    return month[:3]
