"""Pages that only tests have: one for each thing that can happen to a request."""

from typing import Any

from flask import Response, g, redirect, session, url_for
from sqlalchemy.exc import OperationalError

from portal.cases.refusals import NotNow, Refused, Stale, UnknownCase
from portal.journeys.fields import Line
from portal.journeys.forms import PageForm
from portal.policy import Action, Actor, Grant, Role
from portal.services.staff import SignedIn
from portal.web.forms import answer, bind, form_submitted, refuse
from portal.web.routing import Limit, Page, work
from portal.web.security import external_url

DECIDER = Actor("staff", 1, (Grant(Role.DECIDER, district="alderfen"),))
PERFORMANCE = Actor("staff", 2, (Grant(Role.PERFORMANCE),))
LINK = Actor("link", 3)
TYPED = "Canary Typed Words"

done: list[str] = []


class NameForm(PageForm):
    """One question."""

    name = Line("Your name", missing="Enter your name", max_length=50)


def all_roles_at_once() -> Actor:
    """Sign a made-up person in who holds every role."""
    everybody = Actor("staff", 1, tuple(Grant(role) for role in Role))
    g.signed_in = SignedIn(everybody, "Alex Example", 1)
    return everybody


def plain(text: str) -> Response:
    """An answer that is no page."""
    return Response(text, mimetype="text/plain")


def ask_name() -> Any:
    form = bind(NameForm)
    if form_submitted(form):
        with work():
            done.append(str(form.name.data))
        return redirect(url_for("start.home"), 303)
    return answer("specimen.html", form=form)


trouble: list[Exception] = []


def ask_in_trouble() -> Any:
    """Ask for the name while something is wrong with the portal."""
    form = bind(NameForm)
    if form_submitted(form):
        if trouble:
            raise trouble[0]
        done.append(str(form.name.data))
        return redirect(url_for("start.home"), 303)
    return answer("specimen.html", form=form)


def refuse_name() -> Any:
    form = bind(NameForm)
    if form_submitted(form):
        refuse(form, Refused("%(name)s is not possible.", "name", name="<Ann>"))
        refuse(form, Refused("Not today."))
    return answer("specimen.html", form=form)


def press() -> Any:
    """A button without a form of questions: it must not act on a stale token."""
    with work():
        done.append("pressed")
    return redirect(url_for("start.home"), 303)


def sly_press() -> Any:
    """Acts on the session before anything else: nothing of it may last when the token is stale."""
    session["sly"] = True
    session.pop("kept", None)
    return plain("sly")


def keep() -> Any:
    session["kept"] = "yes"
    return answer("specimen.html", form=bind(NameForm))


def raises(fault: Exception) -> Any:
    def view(**_: Any) -> Any:
        raise fault

    return view


def crash(**_: Any) -> Any:
    raise ValueError(TYPED)


def away(_: Any) -> str:
    """Stand in for a question to a database that is away."""
    raise OperationalError("x", TYPED, Exception(TYPED))


def write_on_get() -> Any:
    with work(write=True):
        return plain("written")


def read_on_get() -> Any:
    with work() as reading:
        return plain(str(reading.writes))


def upload() -> Any:
    return plain("taken")


def pdf() -> Any:
    return Response(b"%PDF-1.7", mimetype="application/pdf")


def csv() -> Any:
    return Response("a,b\n", mimetype="text/csv")


def case(reference: str) -> Any:
    raise UnknownCase


def letter(token: str) -> Any:
    raise UnknownCase


def address() -> Any:
    return plain(external_url("start.home", token=1))


def sign_in() -> Any:
    return answer("specimen.html", form=bind(NameForm))


BOTH = ("GET", "POST")
PAGES = (
    Page("/t/name", "t.name", ask_name, Action.APPLY, BOTH),
    Page("/t/trouble", "t.trouble", ask_in_trouble, Action.APPLY, BOTH),
    Page("/t/sign-in-trouble", "t.sign_in_trouble", ask_in_trouble, Action.SIGN_IN, BOTH),
    Page("/t/refuse", "t.refuse", refuse_name, Action.APPLY, BOTH),
    Page("/t/press", "t.press", press, Action.APPLY, ("POST",)),
    Page("/t/sly", "t.sly", sly_press, Action.APPLY, ("POST",)),
    Page("/t/keep", "t.keep", keep, Action.APPLY),
    Page("/t/crash", "t.crash", crash, Action.APPLY),
    Page("/t/away", "t.away", raises(OperationalError("x", TYPED, Exception(TYPED))), Action.APPLY),
    Page("/t/refused", "t.refused", raises(Refused("The %(what)s is shut.", what="<door>")), Action.APPLY),
    Page("/t/notnow", "t.notnow", raises(NotNow("Not in this state.")), Action.APPLY),
    Page("/t/stale", "t.stale", raises(Stale()), Action.APPLY),
    Page("/t/get-writes", "t.get_writes", write_on_get, Action.APPLY),
    Page("/t/get-reads", "t.get_reads", read_on_get, Action.APPLY),
    Page("/t/views", "t.views", write_on_get, Action.APPLY, records_view=True),
    Page("/t/upload", "t.upload", upload, Action.APPLY, ("POST",), max_body=3_000_000),
    Page("/t/pdf", "t.pdf", pdf, Action.READ_PUBLIC_PAGE),
    Page("/t/csv", "t.csv", csv, Action.READ_PUBLIC_PAGE),
    Page("/t/case/<reference:reference>", "t.case", case, Action.SEE_CASE, BOTH),
    Page("/t/figures", "t.figures", csv, Action.SEE_FIGURES),
    Page("/t/letter/<token:token>", "t.letter", letter, Action.READ_LETTER, BOTH),
    Page("/t/by-link", "t.by_link", csv, Action.READ_LETTER),
    Page("/t/address", "t.address", address, Action.APPLY),
    Page("/t/brake", "t.brake", ask_name, Action.APPLY, BOTH, limit=Limit(3, 600)),
    Page("/t/code", "t.code", ask_name, Action.APPLY, BOTH, limit=Limit(2, 600, per="value:name")),
    Page("/t/look", "t.look", csv, Action.APPLY, limit=Limit(2, 600)),
    Page("/t/sign-in", "t.sign_in", sign_in, Action.SIGN_IN, BOTH),
)
