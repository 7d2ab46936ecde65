"""Pages that open by a link in a letter or message: who holds it, and what is shown when it opens nothing."""

from flask import Flask, Response, g, request

from portal.policy import PUBLIC, Actor
from portal.services import addresses
from portal.web.forms import answer, own_words, sent_fields
from portal.web.routing import office, wiring
from portal.web.throttle import Limit, let_pass

# Nobody guesses 144 bits; this keeps somebody who tries from being a load.
WRONG_LINKS = Limit(30, seconds=3600)


class LinkOpensNothing(Exception):
    """A link that is wrong, was revoked or has run out: all alike."""


def whoever_holds_the_link() -> Actor | None:
    """Return the holder of the link in the address of a page for link holders."""
    token = (request.view_args or {}).get("token")
    if token is None or g.page.audience != "link":
        return None
    with office().work(PUBLIC, write=False) as reading:
        holder = addresses.holder(reading, token, request.path)
    if holder is None:
        let_pass(WRONG_LINKS, "links", office())
        raise LinkOpensNothing
    return holder


def _opens_nothing(_: LinkOpensNothing) -> Response:
    return answer("letter/opens_nothing.html", status=404, written=own_words(sent_fields()))


def register(app: Flask) -> None:
    """Let the pages for link holders know who holds the link."""
    wiring(app).resolvers.append(whoever_holds_the_link)
    app.register_error_handler(LinkOpensNothing, _opens_nothing)
