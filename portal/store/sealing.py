"""Encrypts the few fields that must not be readable in the database or a backup: AES-256-GCM.

The key stands outside the database. The place of a value (table, column, row) goes in as associated data, so
that a sealed value cannot be moved to another row.
"""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


def _key(secret: str) -> bytes:
    return hashlib.sha256(b"field encryption" + secret.encode()).digest()


def seal_text(secret: str, words: str, place: str) -> bytes:
    """Encrypt `words` for `place` (such as "staff.totp:anna") with the installation's `secret`."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(_key(secret)).encrypt(nonce, words.encode(), place.encode())


def open_text(secret: str, sealed: bytes, place: str) -> str:
    """Decrypt what `seal_text` made; raises ValueError when the key, the place or a byte is another."""
    try:
        return AESGCM(_key(secret)).decrypt(sealed[:NONCE], sealed[NONCE:], place.encode()).decode()
    except (InvalidTag, ValueError) as wrong:
        raise ValueError("a sealed value was changed, moved, or made with another key") from wrong
