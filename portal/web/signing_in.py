"""Signing in and out, and the sessions of a person of the staff.

The session's token is random, stands only in a cookie of its own, and its hash in the database, so that a session can
be ended from elsewhere at once. Flask's own session is begun anew, so that nothing put into it before counts after.
"""

from flask import Flask, Response, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.cases.refusals import Refused
from portal.journeys.signing_in import Confirming, SigningIn
from portal.policy import PUBLIC, SYSTEM, Action, Actor
from portal.services import staff
from portal.web.forms import answer, bind, form_submitted, refuse
from portal.web.menu import menu, signed_in
from portal.web.routing import Limit, office, page, wiring, work
from portal.web.security import clear_device, own_page
from portal.web.throttle import let_pass
from portal.wording import msg

# The same words for an unknown name, a wrong password, a wrong or used code, and a locked account.
WRONG = msg("The name, password or code is not right.")
QUARTER = 900  # seconds
# A building of offices shares one address; one name is one person. More than the tries that lock an account, so that
# the brake does not answer differently for names that exist.
PER_NAME = Limit(10, QUARTER, per="value:username")


@page("/sign-in", does=Action.SIGN_IN, methods=("GET", "POST"), limit=Limit(60, QUARTER))
def sign_in() -> ResponseReturnValue:
    """Name, password and code; or why one has to sign in again."""
    form = bind(SigningIn)
    wanted = own_page(request.args.get("next"))
    if form_submitted(form):
        token = _prove(form)
        if token is not None:
            return _let_in(token, wanted)
        refuse(form, Refused(WRONG))
    return answer("staff/sign_in.html", form=form, wanted=wanted, over=_why_over(), settings=office().settings)


def _prove(form: SigningIn) -> str | None:
    let_pass(PER_NAME, "signing_in.sign_in", office())
    # Comparing a password is slow on purpose; it must not hold the one writing transaction of SQLite meanwhile.
    with work(write=False) as reading:
        claim = staff.check_password(reading, form.username.data, form.password.data)
    with work() as writing:
        return staff.sign_in(writing, claim, form.code.data)


def _let_in(token: str, wanted: str | None) -> Response:
    session.clear()
    response = make_response(redirect(wanted or url_for(".desk"), 303))
    response.set_cookie(
        _cookie(), token, httponly=True, secure=_secure(), samesite="Lax", path="/"
    )  # no age: it ends with the browser's session, or before by our limits
    return response


def _why_over() -> staff.Over | None:
    token = request.cookies.get(_cookie())
    if token is None:
        return None
    with work(write=False) as reading:
        return staff.why_over(reading, token)


@page("/desk", does=Action.SIGN_OUT)
def desk() -> ResponseReturnValue:
    """Lead to the first page that this person's roles open."""
    return redirect(url_for(menu()[0][0]), 303)


@page("/sign-out", does=Action.SIGN_OUT, methods=("POST",))
def sign_out() -> ResponseReturnValue:
    """End this session."""
    with work() as writing:
        staff.sign_out(writing, request.cookies[_cookie()])
    return _gone()


@page("/your-sessions", does=Action.SIGN_OUT, methods=("GET", "POST"))
def sessions() -> ResponseReturnValue:
    """Where this person is signed in; the button ends every session, this one too."""
    form = bind(Confirming)
    who = signed_in()
    if form_submitted(form) and who is not None and who.actor.id is not None:
        with work() as writing:
            staff.sign_out_everywhere(writing, who.actor.id)
        return _gone()
    with work(write=False) as reading:
        own = staff.own_sessions(reading)
    return answer("staff/sessions.html", form=form, own=own, settings=office().settings)


@page("/signed-out", does=Action.SIGN_IN)
def signed_out() -> ResponseReturnValue:
    """Say that nobody is signed in here any more."""
    return answer("staff/signed_out.html")


def _gone() -> Response:
    session.clear()
    response = make_response(redirect(url_for(".signed_out"), 303))
    response.delete_cookie(_cookie(), path="/", secure=_secure(), httponly=True, samesite="Lax")
    return clear_device(response)


def who_is_signed_in() -> Actor | None:
    """Return the person behind the session cookie with the roles they hold now. Public pages do not ask."""
    token = request.cookies.get(_cookie())
    if token is None or g.page.audience != "staff":
        return None
    here = office()
    with here.work(PUBLIC, write=False) as reading:
        found = staff.whoever_holds(reading, token)
        used_long_ago = found is not None and staff.needs_touch(reading, token)
    if found is None:
        return None
    if used_long_ago:
        # A GET may not change a case; that a session is in use is no part of any.
        with here.work(SYSTEM) as writing:
            staff.touch_session(writing, found.session_id)
    g.signed_in = found
    return found.actor


def _cookie() -> str:
    return "__Host-staff" if _secure() else "staff"


def _secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])


def register(app: Flask) -> None:
    """Let the pages for staff know who is signed in, and where to send those who are not."""
    wiring(app).resolvers.append(who_is_signed_in)
    wiring(app).sign_in_endpoint = "signing_in.sign_in"
