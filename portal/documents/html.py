"""The letter as a part of a page: the accessible original."""

from __future__ import annotations

from portal.documents.letter import Letter, ResolveLink
from portal.wording import Translator


def letter_html(letter: Letter, _: Translator, resolve_link: ResolveLink) -> str:
    raise NotImplementedError
