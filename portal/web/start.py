"""The partnership's public pages that ask nothing: the start page, what the law asks for, and the way out."""

from typing import Any

from flask import Response, make_response, redirect, session
from flask.typing import ResponseReturnValue

from portal.cases.civil import civil_date
from portal.policy import Action
from portal.services.work import Office
from portal.web.access_log import FAULTS, describe_fault
from portal.web.forms import answer
from portal.web.how_we_decide import published
from portal.web.language import translator
from portal.web.routing import AtExit, office, page, wiring
from portal.web.security import clear_device


@page("/", does=Action.READ_PUBLIC_PAGE)
def home() -> ResponseReturnValue:
    """What the review is, who can ask, how to stay safe, and where to begin."""
    return answer("start/home.html")


@page("/staying-safe-online", does=Action.READ_PUBLIC_PAGE)
def staying_safe_online() -> ResponseReturnValue:
    """How to leave few traces on a shared device, and whom to call."""
    return answer("start/staying_safe_online.html")


@page("/privacy", does=Action.READ_PUBLIC_PAGE)
def privacy() -> ResponseReturnValue:
    """Who sees what somebody writes here, why, and for how long."""
    settings = office().settings
    minutes = int(settings.draft_idle.total_seconds()) // 60
    return answer("start/privacy.html", idle_minutes=minutes, saved_days=settings.draft_saved.days)


@page("/accessibility", does=Action.READ_PUBLIC_PAGE)
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return answer("start/accessibility.html")


@page("/how-we-decide", does=Action.READ_PUBLIC_PAGE)
def how_we_decide() -> ResponseReturnValue:
    """The rules in force today, their history, and how long things take, from the area file."""
    here = office()
    return answer(
        "start/how_we_decide.html",
        rules=published(here.partnership, civil_date(here.clock()), translator()),
    )


@page("/exit", does=Action.EXIT, methods=("POST",), csrf=False)
def leave() -> Response:
    """End the session on this device and lead to a harmless page, at once, whatever state the database is in.

    No form token is asked for: a page that had been open for long must still let its reader out. Another site cannot
    use this against somebody, because the cookie is not sent along from there (SameSite=Lax).
    """
    held = dict(session)
    session.clear()
    here, hooks = office(), tuple(wiring().at_exit)
    response = make_response(redirect(here.settings.exit_url, 303))
    # Only after the answer has gone: the reader must not wait for a busy database.
    response.call_on_close(lambda: _forget(here, hooks, held))
    return clear_device(response)


def _forget(here: Office, hooks: tuple[AtExit, ...], held: dict[str, Any]) -> None:
    for hook in hooks:
        try:
            hook(here, held)
        except Exception as fault:
            # Drafts that nobody saved also end by themselves; leaving must never fail.
            FAULTS.error("draft kept at exit", extra=describe_fault(fault))
