"""Text made safe to set: what a person typed may hold characters that hide, reorder or break the text around them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Bidirectional controls can show a name or a sentence in another order than it was typed (Unicode UAX 9, UTR 36).
BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NEWLINES: Final = re.compile("\r\n|\r|\u2028|\u2029|\x0b|\x0c|\x85")
_HIDDEN: Final = re.compile(
    f"[{BIDI_CONTROLS}\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES: Final = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f\u3000]")


def clean(text: str) -> str:
    """Takes text as typed, returns it composed (NFC), without controls that hide or reorder, lines split by "\\n"."""
    text = _HIDDEN.sub("", _NEWLINES.sub("\n", text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def paragraphs(text: str) -> list[list[str]]:
    """Takes text as typed, returns its paragraphs (split at empty lines), each as its lines."""
    return [
        [line.strip() for line in part.split("\n")]
        for part in re.split(r"\n[ ]*(?:\n[ ]*)+", clean(text))
        if part.strip()
    ]
