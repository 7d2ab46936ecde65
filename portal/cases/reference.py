"""References of cases: random, easy to read out, with a check character. They reveal no number or date."""

import secrets
from typing import Final

from portal.wording import msg

# Crockford's letters: no I, L, O or U, so that nothing is misread or mis-heard; and no Z, because 31 is a prime
# and the check then finds every single wrong character and every pair that was swapped.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
LENGTH = 8
NOT_WHOLE: Final = msg("Enter a whole reference, for example CR-7K3MQ-2F80.")
_MISREAD = str.maketrans("ILO", "110")


def new_reference() -> str:
    """Return a new reference such as "CR-7K3MQ-2F80"; the last character checks the rest."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return spell(code + check_character(code))


def check_character(code: str) -> str:
    """Return the character that catches one wrong or two swapped characters in `code` (weights modulo a prime)."""
    total = sum((place + 2) * ALPHABET.index(character) for place, character in enumerate(code))
    return ALPHABET[total % len(ALPHABET)]


def spell(code: str) -> str:
    """Write nine characters in two groups behind the letters of a case review."""
    return f"CR-{code[:5]}-{code[5:]}"


def read(typed: str) -> str | None:
    """Return the reference a person meant, or None when it cannot be one. Case, spaces and dashes do not matter."""
    bare = "".join(character for character in typed.upper() if character.isalnum())
    if len(bare) == LENGTH + 3 and bare.startswith("CR"):
        bare = bare[2:]
    bare = bare.translate(_MISREAD)
    if len(bare) != LENGTH + 1 or any(character not in ALPHABET for character in bare):
        return None
    if check_character(bare[:-1]) != bare[-1]:
        return None
    return spell(bare)
