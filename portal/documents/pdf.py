"""The letter on paper: tagged A4 PDF in normal or large print. ReportLab is imported when the first letter is
made.
"""

from __future__ import annotations

from collections.abc import Callable

from portal.documents.letter import Letter, ResolveLink
from portal.wording import Translator

ByHand = Callable[[str], str]
"""Takes the public id of a link, returns the sentence that says how to follow it from paper, in the reader's
language.
"""


def letter_pdf(
    letter: Letter, _: Translator, resolve_link: ResolveLink, by_hand: ByHand | None = None
) -> bytes:
    """The letter as a tagged PDF, in the print size that its head asks for.

    Takes the letter, the translator of its language (for the few words round it), how to resolve a link, and
    how a link is followed from paper (None: not said). Returns the file; equal input gives equal bytes.
    """
    from portal.documents.paper.sheet import Sheet

    return Sheet(letter, _, resolve_link, by_hand).as_bytes()
