"""Signing in and out, and the sessions of a person of the staff.

The session's token is random, stands only in a cookie of its own, and its hash in the database, so that a session can
be ended from elsewhere at once. Flask's own session is begun anew, so that nothing put into it before counts after.
"""

from collections.abc import Sequence

from flask import Flask, Response, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.cases.civil import civil_date
from portal.cases.refusals import Refused
from portal.journeys.forms import Asking
from portal.journeys.signing_in import Confirming, SigningIn
from portal.policy import PUBLIC, SYSTEM, Action, Actor
from portal.services import staff
from portal.web.forms import answer, bind, form_submitted, refuse
from portal.web.held_words import HELD, give_back, hold, unkept
from portal.web.language import translator
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
    return _ask(form, wanted, request.form.get(HELD, ""))


def _ask(
    form: SigningIn, wanted: str | None, held: str, status: int | None = None, written: Sequence[str] = ()
) -> Response:
    settings, over = office().settings, _why_over()
    return answer(
        "staff/sign_in.html",
        form=form,
        status=status,
        wanted=wanted,
        held=held,
        written=written,
        over=over,
        settings=settings,
    )


def _prove(form: SigningIn) -> str | None:
    let_pass(PER_NAME, "signing_in.sign_in", office())
    # Comparing a password is slow on purpose; it must not hold the one writing transaction of SQLite meanwhile.
    with work(write=False) as reading:
        claim = staff.check_password(reading, form.username.data, form.password.data)
    with work() as writing:
        token = staff.sign_in(writing, claim, form.code.data)
        if token is not None and _cookie() in request.cookies:
            # The browser forgets the session it had, so nobody else may go on with it either (ASVS 5.0, 7.2.4).
            staff.sign_out(writing, request.cookies[_cookie()])
        return token


def _let_in(token: str, wanted: str | None) -> Response:
    session.clear()
    response = give_back(token, request.form.get(HELD, "")) or redirect(wanted or url_for(".desk"), 303)
    response = make_response(response)
    response.set_cookie(
        _cookie(), token, httponly=True, secure=_secure(), samesite="Lax", path="/"
    )  # no age: it ends with the browser's session, or before by our limits
    return response


def ask_again() -> Response | None:
    """Ask whoever sent a form after their session had run out to sign in, with their words held for them.

    Where nobody is known for whom to hold them, as after signing out in another tab, they are shown to be copied.
    """
    token = request.cookies.get(_cookie())
    sealed = hold(token) if token is not None else None
    written = unkept() if sealed is None else []
    if sealed is None and not written:
        return None
    form = SigningIn.ask(Asking(translator(), civil_date(office().clock())))
    return _ask(form, None, sealed or "", 403, written)


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
    if found is None:
        return None
    if found.used_long_ago:
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
    wiring(app).ask_again = ask_again
