"""A form sent after the session had run out: its words wait, sealed, in the page that asks to sign in again."""

from flask import Response, g, request

from portal.services import held_words, staff
from portal.web.forms import answer, own_words, sent_fields
from portal.web.routing import SHOW_AGAIN, check_size, work
from portal.web.security import sent_from_here

HELD = "held"  # the hidden field of the sign-in page


def hold(token: str) -> str | None:
    """Seal what was sent for the person whose session, by its `token`, ran out; None when there is none to hold for.

    Only what came with a form token that fits: nobody is offered words that another site wrote.
    """
    with work(write=False) as reading:
        if staff.whose_ran_out(reading, token) is None:
            return None
    check_size(g.page)
    fields = [(name, value) for name, value in sent_fields() if name != SHOW_AGAIN]
    with work(write=False) as reading:
        return held_words.hold(reading, token, request.full_path.rstrip("?"), fields)


def unkept() -> list[str]:
    """Return what somebody wrote on a page of ours and sent when nobody was signed in any more.

    No form token fits by then, so the browser has to vouch that the words come from here. They are only shown to
    whoever sent them, and nothing of them is kept.
    """
    if not sent_from_here():
        return []
    check_size(g.page)
    return own_words((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")


def give_back(token: str, sealed: str) -> Response | None:
    """Offer held words to the person who has just signed in under `token`; None when none are held for them."""
    with work(write=False) as reading:
        who = staff.whoever_holds(reading, token)
        found = (
            held_words.give_back(reading, who.actor.id, sealed) if who and who.actor.id and sealed else None
        )
    if found is None:
        return None
    return answer("staff/held_words.html", held=found, written=own_words(found.fields), again=SHOW_AGAIN)
