"""The font of the letters, and what it can set.

DejaVu Sans holds the letters of English, Welsh (with ŵ and ŷ), Polish, Lithuanian, Portuguese and Romanian in
one file. It is embedded, so that the letter looks the same everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from portal.documents.typed import clean

FOLDER: Final = Path(__file__).resolve().parents[1] / "fonts"
REGULAR: Final = "DejaVuSans"
BOLD: Final = "DejaVuSans-Bold"
_JOINERS: Final = re.compile("[\u00ad\u034f\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f]")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})


@cache
def register() -> None:
    """Makes both weights known to ReportLab, once in a process."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)


def width(text: str, font: str, size: float) -> float:
    """The width of a line of text in points."""
    points: float = pdfmetrics.stringWidth(text, font, size)
    return points


def settable(text: str, instead: str) -> str:
    """Takes text as typed, returns what the font can set.

    A sign without a glyph, such as a small face, becomes its name in brackets (Unicode's, in English), "□" if it has
    none. Words in a script that the font lacks, or that runs from right to left
    (it would print reversed and unjoined), become `instead` in brackets: honest, where rows of boxes would
    only look broken.
    """
    text = clean(_JOINERS.sub("", clean(text)))
    if text.isascii():
        return text
    known = _known()
    parts: list[str] = []
    for sign in text:
        if sign in "\n " or (ord(sign) in known and unicodedata.bidirectional(sign) not in _RIGHT_TO_LEFT):
            parts.append(sign)
        else:
            parts.append(_FOREIGN if unicodedata.category(sign)[0] in "LMN" else _named(sign))
    return _FOREIGN_RUN.sub(f"[{instead}]", "".join(parts))


def _named(sign: str) -> str:
    """What a sign is, in words: what a person wrote with it is part of what they said."""
    if unicodedata.category(sign) == "Sk":
        # The colour of a face or hand, which follows the sign that is named already.
        return ""
    name = unicodedata.name(sign, "")
    return f"[{name.lower()}]" if name else "□"


_FOREIGN: Final = "\x00"
_FOREIGN_RUN: Final = re.compile("\x00(?:[\x00□ .,:;!?-]*\x00)?")


@cache
def _known() -> frozenset[int]:
    register()
    glyphs: list[Any] = [pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, BOLD)]
    # ReportLab writes four digits into the map back to text, so a sign above U+FFFF would be read as another one.
    return frozenset(sign for sign in glyphs[0] if sign in glyphs[1] and sign <= 0xFFFF)
