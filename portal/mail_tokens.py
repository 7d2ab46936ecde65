"""Tokens by which a mail server lets a program in without a password (OAuth 2.0 client credentials, RFC 6749 s4.4).

Microsoft 365 takes them for SMTP under the name XOAUTH2.
"""

import json
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from http.client import HTTPException
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from config import Settings

TIMEOUT = 20.0  # seconds
EARLY = timedelta(minutes=1)  # a token is renewed before it runs out, not after
LONGEST = 100_000  # bytes of an answer
# RFC 6749 s5.1 leaves the lifetime to the server; one that names none is asked again soon.
UNSAID = 300


class NoToken(Exception):
    """The token server gave none now. Its words are not kept: they may name the tenant or repeat what was sent."""


class _Stays(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nobody elsewhere with a secret in hand."""


class Tokens:
    """Fetches a token when one is needed and keeps it until it runs out, in memory only."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._token = ""
        self._until: datetime | None = None
        trusted = HTTPSHandler(context=ssl.create_default_context())
        self._opener = build_opener(_Stays, trusted)

    def get(self) -> str:
        """Return a token that is valid now. Raises NoToken."""
        if self._until is None or self._clock() >= self._until:
            self._token, lives = self._fetch()
            self._until = self._clock() + max(timedelta(seconds=lives) - EARLY, timedelta())
        return self._token

    def forget(self) -> None:
        """Fetch a new one next time: the mail server did not take this one."""
        self._until = None

    def _fetch(self) -> tuple[str, int]:
        wanted = {
            "grant_type": "client_credentials",
            "client_id": self._settings.mail_client_id,
            "client_secret": self._settings.mail_client_secret,
            "scope": self._settings.mail_token_scope,
        }
        if urlsplit(self._settings.mail_token_url).scheme not in ("http", "https"):
            raise NoToken
        asked = Request(self._settings.mail_token_url, urlencode(wanted).encode())  # noqa: S310 - scheme checked above
        try:
            with self._opener.open(asked, timeout=TIMEOUT) as answer:
                given = json.loads(answer.read(LONGEST))
            return str(given["access_token"]), int(given.get("expires_in", UNSAID))
        except (OSError, HTTPException, ValueError, KeyError, TypeError, AttributeError):
            # The cause is left out on purpose: the answer of the server may repeat what was sent to it.
            raise NoToken from None
