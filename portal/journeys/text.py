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
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "−": "-"})


def clean_text(typed: str) -> str:
    """Return `typed` (several lines allowed) in Unicode form NFC without control, bidi or invisible
    characters.

    Line ends become "\\n", tabs become spaces; spaces at line ends and empty lines round the text go.
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", typed)).replace("\t", " ").translate(_DROPPED)
    # Cc are control characters; Cs are halves of a character that no database can store.
    text = "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def clean_line(typed: str) -> str:
    """Return `typed` as one line, cleaned as by `clean_text`, with runs of spaces as one."""
    return " ".join(clean_text(typed).split())


def straight(typed: str) -> str:
    """Return `typed` as one line with the curly quotes and long dashes that phones put in made plain.

    For addresses, numbers and codes, where a curly sign is never meant.
    """
    return clean_line(typed).translate(_STRAIGHT)
