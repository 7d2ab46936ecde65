"""The brake on how often something may be tried. Counted in the database, so that all processes share it.

What is kept is a keyed hash: nobody can read from the table which address asked for what.
"""

import hmac
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import TooManyRequests

from portal.policy import SYSTEM
from portal.services.work import Office
from portal.store import throttle
from portal.web.security import network_of


@dataclass(frozen=True)
class Limit:
    """At most `times` in `seconds`, counted per sender's network or per value of a field or part of the address.

    `per` is "address" or "value:NAME".
    """

    times: int
    seconds: int
    per: str = "address"

    def __post_init__(self) -> None:
        if self.per != "address" and not self.per.startswith("value:"):
            raise ValueError(f"a limit counts per address or per value:NAME, not per {self.per}")


def let_pass(limit: Limit, name: str, office: Office) -> None:
    """Count this request against `limit` of the page `name`. Raises TooManyRequests when it is over."""
    key = hashed(office.settings.secret_key, name, limit.per, _subject(limit))
    with office.work(SYSTEM, write=True) as work:
        allowed = throttle.hit(work.session, key, work.now, limit.seconds, limit.times)
    if not allowed:
        raise TooManyRequests(retry_after=limit.seconds - int(work.now.timestamp()) % limit.seconds)


def hashed(secret: str, *parts: str) -> str:
    """The name under which the database counts: HMAC-SHA-256 of the parts under the server's key."""
    return hmac.new(secret.encode(), "\x1f".join(("throttle", *parts)).encode(), "sha256").hexdigest()


def _subject(limit: Limit) -> str:
    if limit.per == "address":
        return network_of(request.remote_addr)
    name = limit.per.removeprefix("value:")
    value = (request.view_args or {}).get(name, request.form.get(name, ""))
    return "".join(str(value).split()).casefold()[:200]
