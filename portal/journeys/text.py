"""Makes typed text fit to keep: one form of each letter, no invisible characters that could mislead a
reader.
"""

import re
import unicodedata

# Characters that change the order in which text is shown. A name typed with one of them can make a letter or
# a worklist read as something else (Unicode Technical Report 36, "Bidirectional Text Spoofing").
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Zero-width space, word joiner and byte-order mark: they arrive by copy and paste and break every later
# search.
INVISIBLE = "\u200b\u2060\ufeff"
_DROPPED = dict.fromkeys(map(ord, BIDI_CONTROLS + INVISIBLE))
# What can stand in no text: control characters but tab and line ends; halves of a character, which no database can
# store; and places that are for ever no characters (Unicode 23.7), which no HTML page or PDF may hold.
_NEVER = "".join(chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF))
_NO_TEXT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NEVER}]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"})


def clean_text(typed: str) -> str:
    """Return `typed` (several lines allowed) in Unicode form NFC without control, bidi or invisible
    characters.

    Line ends become "\\n", tabs become spaces; spaces at line ends and empty lines round the text go.
    """
    text = _LINE_ENDS.sub("\n", typed).replace("\t", " ").translate(_DROPPED)
    # What goes could stand between a letter and its accent, so the letters are joined last.
    text = unicodedata.normalize("NFC", _NO_TEXT.sub("", text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def shown_again(typed: str) -> str:
    """Return `typed` as it can stand in a page, so that somebody finds what they typed: only what is no text goes."""
    return _NO_TEXT.sub("", typed)


def clean_line(typed: str) -> str:
    """Return `typed` as one line, cleaned as by `clean_text`, with runs of spaces as one."""
    return " ".join(clean_text(typed).split())


def straight(typed: str) -> str:
    """Return `typed` as one line with the curly quotes and long dashes that phones put in made plain.

    For addresses, numbers and codes, where a curly sign is never meant.
    """
    return clean_line(typed).translate(_STRAIGHT)
