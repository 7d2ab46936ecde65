"""The main links of a signed-in person: what their roles let them open."""

from flask import Flask, current_app, g

from portal.policy import Action, may_ever
from portal.services.staff import SignedIn
from portal.web.language import say
from portal.web.routing import actor
from portal.wording import msg

# Endpoint, words, and what a role must hold to see the link. A page that is not built is left out.
ITEMS = (
    ("worklist.cases", msg("Worklist"), Action.SEE_WORKLIST),
    ("posting.queue", msg("Letters to print"), Action.POST_LETTERS),
    ("figures.figures", msg("Yearly figures"), Action.SEE_FIGURES),
    ("looked.find", msg("Who looked at a case"), Action.FIND_VIEWS),
    ("mailbox.mailbox", msg("Mailbox"), Action.SEE_MAILBOX),
    ("signing_in.sessions", msg("Your sessions"), Action.SIGN_OUT),
    ("guide.guide", msg("Guide"), Action.READ_GUIDE),
)


def menu() -> list[tuple[str, str]]:
    """Return the links of whoever is asking, as (endpoint, text in their language)."""
    return [
        (endpoint, say(words))
        for endpoint, words, action in ITEMS
        if endpoint in current_app.view_functions and may_ever(actor(), action)
    ]


def signed_in() -> SignedIn | None:
    """Return who is signed in; None on pages for everybody."""
    found: SignedIn | None = g.get("signed_in")
    return found


def register(app: Flask) -> None:
    """Give templates `menu()` and `signed_in()`."""
    app.jinja_env.globals.update(menu=menu, signed_in=signed_in)
