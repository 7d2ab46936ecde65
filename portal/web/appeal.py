"""Appealing by the link in a letter, without an account: page by page to the receipt.

The browser holds nothing but an opaque draft id in its signed session cookie, apart from that of an application.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, abort, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.cases.refusals import Refused, Stale, UnknownCase
from portal.journeys.appeal import APPEAL, CheckAppeal
from portal.journeys.danger import help_after_last
from portal.journeys.forms import Asking, PageForm
from portal.journeys.pages import Step
from portal.journeys.signing_in import Confirming
from portal.policy import Action
from portal.services import appealing, appeals
from portal.services.addresses import BY_LINK
from portal.services.appeals import Opening
from portal.services.drafts import DraftGone
from portal.web.doing import attempt
from portal.web.forms import answer, bind, form_submitted, refuse
from portal.web.held import forget_at_exit
from portal.web.language import translator
from portal.web.routing import Limit, office, page, work
from portal.web.stepping import CHANGED_ELSEWHERE

OWN_PAGE = BY_LINK["appeal"] + "<token:token>"
DRAFT = "appeal"  # in the browser's session: the id of the draft of an appeal
CHECK = Step("check")


@dataclass(frozen=True)
class Held:
    """The appeal so far, as it was when the page was asked for."""

    token: str
    id: str
    answers: dict[str, Any]
    version: int
    sent: bool
    asking: Asking
    opening: Opening


@page(OWN_PAGE, does=Action.APPEAL, methods=("GET", "POST"), limit=Limit(60, seconds=3600))
def start(token: str) -> ResponseReturnValue:
    """What the appeal is about, who hears it, by when; the button begins. Later, kindly, that one is being heard."""
    with work(write=False) as reading:
        opening = appeals.open_form(reading, token)
    held = _held(token)
    if opening.standing != "open":
        sent = held is not None and held.sent
        return answer("appeal/not_now.html", opening=opening, token=token, sent=sent)
    form = bind(Confirming)
    if form_submitted(form):
        with work() as writing:
            session[DRAFT] = appealing.begin(writing, token, session.get(DRAFT)).id
        return redirect(url_for(".question", token=token, page_id=APPEAL.pages[0].id), 303)
    begun = held is not None and not held.sent
    return answer("appeal/start.html", form=form, token=token, opening=opening, begun=begun, **_how_long())


@page(
    f"{OWN_PAGE}/<slug:page_id>", does=Action.APPEAL, methods=("GET", "POST"), limit=Limit(120, seconds=3600)
)
def question(token: str, page_id: str) -> ResponseReturnValue:
    """A page of the appeal. What is out of order leads to the first page that needs an answer."""
    step = Step(page_id)
    if APPEAL.page(page_id) is None:
        abort(404)
    held = _held(token)
    if held is None:
        return _gone(token)
    if held.sent:
        return redirect(url_for(".sent", token=token), 303)
    if not APPEAL.may_open(held.answers, step):
        return redirect(_address(held, APPEAL.first_gap(held.answers) or CHECK), 303)
    return _check(held) if step == CHECK else _ask(held, step)


@page(f"{OWN_PAGE}/sent", does=Action.APPEAL)
def sent(token: str) -> ResponseReturnValue:
    """The reference, and what happens next by when."""
    with work(write=False) as reading:
        try:
            receipt = appealing.receipt(reading, token, session.get(DRAFT))
        except DraftGone:
            return redirect(url_for(".start", token=token), 303)
    return answer("appeal/sent.html", receipt=receipt)


def _ask(held: Held, step: Step) -> ResponseReturnValue:
    posted = request.form if request.method == "POST" else None
    form = APPEAL.form(held.answers, step, held.asking, posted)
    if posted is not None and form_submitted(form) and _saved(held, step, form):
        return redirect(_onward(held, step), 303)
    before = APPEAL.previous_step(held.answers, step)
    back = CHECK if "change" in request.args else before
    return answer(
        "appeal/page.html",
        form=form,
        held=held,
        page=APPEAL.at(step),
        action=_address(held, step, change="change" in request.args),
        back=_address(held, back) if back else url_for(".start", token=held.token),
        help_now=help_after_last(APPEAL, held.answers),
    )


def _saved(held: Held, step: Step, form: PageForm) -> bool:
    seen = request.form.get("version", type=int)
    try:
        with work() as writing:
            appealing.save_page(writing, held.token, held.id, step, form.stored(), seen)
    except UnknownCase:
        raise
    except Refused as refused:
        refuse(form, Refused(CHANGED_ELSEWHERE) if isinstance(refused, Stale) else refused)
        return False
    return True


def _onward(held: Held, step: Step) -> str:
    following = APPEAL.next_step(held.answers, step)
    return _address(held, CHECK if "change" in request.args or following is None else following)


def _check(held: Held) -> ResponseReturnValue:
    form = bind(CheckAppeal)
    if form_submitted(form) and attempt(form, lambda writing: appealing.send(writing, held.token, held.id)):
        return redirect(url_for(".sent", token=held.token), 303)
    return answer(
        "appeal/check.html",
        form=form,
        held=held,
        page=APPEAL.at(CHECK),
        answered=APPEAL.freeze(held.answers, held.asking),
        address=lambda one: _address(held, Step(one.page), change=True),
        help_now=help_after_last(APPEAL, held.answers),
    )


def _held(token: str) -> Held | None:
    with work(write=False) as reading:
        opening = appeals.open_form(reading, token)
        try:
            draft = appealing.read(reading, token, session.get(DRAFT))
        except DraftGone:
            return None
        asking = appealing.asking(reading, translator())
    return Held(
        token, draft.id, dict(draft.answers), draft.version, draft.case_id is not None, asking, opening
    )


def _gone(token: str) -> ResponseReturnValue:
    """Say what became of the answers. What was written on the page just sent is shown, so that it is not lost."""
    form = bind(Confirming)
    form_submitted(form)  # a token that does not fit must not hide what was written
    form.form_errors = []
    typed = [text for name in ("words", "wanted") if (text := request.form.get(name, "").strip())]
    had = DRAFT in session
    return answer("appeal/gone.html", status=410, token=token, typed=typed, had=had, **_how_long())


def _address(held: Held, step: Step, *, change: bool = False) -> str:
    return url_for(".question", token=held.token, page_id=step.page, change=1 if change else None)


def _how_long() -> dict[str, Any]:
    return {"idle_minutes": office().settings.draft_idle // timedelta(minutes=1)}


def register(app: Flask) -> None:
    """Let the way out delete the answers of an appeal that was not sent."""
    forget_at_exit(app, DRAFT)
