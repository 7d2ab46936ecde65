"""Applying: from "before you start", page by page, to the reference.

The browser holds nothing but an opaque draft id in its signed session cookie; the answers are on the server.
"""

from flask import Flask, redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal.cases.refusals import Refused
from portal.journeys.application import APPLICATION
from portal.journeys.application.reports import REPORTS
from portal.journeys.forms import PageForm
from portal.journeys.pages import Step
from portal.journeys.returning import ComeBack
from portal.policy import Action
from portal.services import applications, drafts
from portal.services.drafts import DraftGone
from portal.web.forms import answer, bind, form_submitted, refuse
from portal.web.held import DRAFT, USED, Held, forget_at_exit, gone, held_draft, how_long, with_draft
from portal.web.routing import Limit, page, work
from portal.web.stepping import address, first_gap, show, step_page


@page("/apply", does=Action.APPLY, methods=("GET", "POST"), limit=Limit(60, seconds=3600))
def start() -> ResponseReturnValue:
    """What to know before the first question; begins a draft."""
    form = bind(PageForm)
    if form_submitted(form):
        with work() as writing:
            if DRAFT in session:
                drafts.forget(writing, session[DRAFT])
            session[DRAFT] = drafts.begin(writing, APPLICATION).id
        return redirect(url_for("apply.tasks"), 303)
    held = held_draft()
    return answer("apply/start.html", form=form, begun=held is not None and not held.sent, **how_long())


@page("/apply/tasks", does=Action.APPLY)
@with_draft
def tasks(held: Held) -> ResponseReturnValue:
    """The task list: what is done and what is still to do."""
    return show("apply/tasks.html", held, sections=APPLICATION.sections(held.answers))


@page("/apply/<slug:page_id>", does=Action.APPLY, methods=("GET", "POST"))
@with_draft
def question(held: Held, page_id: str) -> ResponseReturnValue:
    """A page of the application."""
    return step_page(held, Step(page_id))


@page("/apply/<slug:page_id>/<int:number>", does=Action.APPLY, methods=("GET", "POST"))
@with_draft
def entry(held: Held, page_id: str, number: int) -> ResponseReturnValue:
    """A page about one report, counted from 1."""
    return step_page(held, Step(page_id, number - 1))


@page("/apply/reports/<int:number>/remove", does=Action.APPLY, methods=("GET", "POST"))
@with_draft
def remove(held: Held, number: int) -> ResponseReturnValue:
    """Ask whether a report should be taken out, and do so."""
    entries = held.answers.get(REPORTS.name, [])
    if not 1 <= number <= len(entries):
        return redirect(address(Step(REPORTS.summary)), 303)
    form = bind(PageForm)
    if form_submitted(form):
        with work() as writing:
            drafts.remove_entry(writing, held.id, APPLICATION, REPORTS, number - 1)
        return redirect(address(Step(REPORTS.summary)), 303)
    words = APPLICATION.entry_in_words(REPORTS, number - 1, entries[number - 1], held.asking)
    return show("apply/remove.html", held, form, number=number, words=words)


@page("/apply/keep", does=Action.APPLY, methods=("GET", "POST"), limit=Limit(20, seconds=3600))
@with_draft
def keep(held: Held) -> ResponseReturnValue:
    """Save the answers with a code, which is shown once."""
    form = bind(PageForm)
    if form_submitted(form):
        with work() as writing:
            code = drafts.keep(writing, held.id)
        kept = held_draft() or held
        return show("apply/kept.html", kept, code=code)
    return show("apply/keep.html", held, form)


# A code has 58 random bits; the brake keeps guessing hopeless even so.
@page("/return", does=Action.APPLY, methods=("GET", "POST"), limit=Limit(10, seconds=900))
def come_back() -> ResponseReturnValue:
    """Open saved answers with their code, on any device."""
    form = bind(ComeBack)
    if form_submitted(form):
        try:
            with work() as writing:
                session[DRAFT] = drafts.come_back(writing, form.stored()["code"]).id
                session.pop(USED, None)
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(url_for("apply.tasks"), 303)
    return answer("apply/come_back.html", form=form)


@page("/apply/delete", does=Action.APPLY, methods=("GET", "POST"))
@with_draft
def delete(held: Held) -> ResponseReturnValue:
    """Delete the answers for good, also those saved with a code."""
    form = bind(PageForm)
    if form_submitted(form):
        with work() as writing:
            drafts.forget(writing, held.id, saved_too=True)
        session.pop(DRAFT)
        return answer("apply/deleted.html")
    return show("apply/delete.html", held, form)


@page("/apply/sent", does=Action.APPLY)
def sent() -> ResponseReturnValue:
    """The reference, the dates, and what happens next."""
    try:
        with work() as reading:
            receipt = applications.receipt(reading, session.get(DRAFT, ""))
    except DraftGone:
        held = held_draft()
        return gone() if held is None else redirect(first_gap(held), 303)
    return answer("apply/sent.html", receipt=receipt)


def register(app: Flask) -> None:
    """Let the way out delete answers that were not saved."""
    forget_at_exit(app, DRAFT)
