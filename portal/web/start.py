"""The partnership's public pages that ask nothing: the start page, what the law asks for, and the way out."""

from typing import Any

from flask import Response, make_response, redirect, session
from flask.typing import ResponseReturnValue

from portal.cases.civil import civil_date
from portal.cases.timetable import Clock
from portal.policy import Action
from portal.services.work import Office
from portal.web.access_log import FAULTS, describe_fault
from portal.web.forms import answer
from portal.web.routing import AtExit, office, page, wiring
from portal.web.security import clear_device
from portal.wording import msg

WAITS = (
    (Clock.FIRST_CONTACT, msg("Somebody gets in touch with you")),
    (Clock.DECISION, msg("You hear whether there will be a review")),
    (Clock.PANEL, msg("The organisations meet, after that decision")),
    (Clock.OUTCOME, msg("You hear the outcome, after the meeting")),
    (Clock.APPEAL_WINDOW, msg("You can appeal, after you were told")),
    (Clock.APPEAL_DECISION, msg("You hear about your appeal")),
)


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
    """The rules in force today and how long things take, from the area file."""
    partnership = office().partnership
    criteria = partnership.criteria.in_force(civil_date(office().clock()))
    waits = [(name, partnership.timescale(clock), _unset(clock)) for clock, name in WAITS]
    return answer("start/how_we_decide.html", criteria=criteria, waits=waits)


def _unset(clock: Clock) -> str:
    # Where no window is set no appeal is late, and the letters say so.
    return msg("No limit has been set") if clock is Clock.APPEAL_WINDOW else msg("Not yet agreed")


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
