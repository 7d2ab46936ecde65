"""What users of a relevant body see and answer: the application as it was made, and nothing else of the case."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.journeys.answering import GivingView
from portal.journeys.signing_in import Confirming
from portal.policy import Action
from portal.services import addresses, bodies, casefile
from portal.web.case_page import answer_groups, rules_shown
from portal.web.doing import attempt
from portal.web.forms import answer, bind, form_submitted
from portal.web.routing import page, work
from portal.wording import msg

APPLICATION = addresses.FOR_BODY + "<reference:reference>"
DONE = {
    "confirmed": msg("Thank you. It is recorded that your organisation has the application."),
    "answered": msg("Thank you. The decision-maker can read your view."),
}


@page(APPLICATION, does=Action.SEE_CASE_AS_BODY, records_view=True)
def application(reference: str) -> ResponseReturnValue:
    """The application; opening it is written down."""
    with work(write=True) as opening:
        shown = casefile.open_for_body(opening, reference)
    return answer(
        "staff/application.html",
        shown=shown,
        case=shown.case,
        groups=answer_groups(shown.answers),
        **rules_shown(shown.reports, shown.advice),
        done=DONE.get(request.args.get("done", "")),
    )


@page(APPLICATION + "/<slug:body>/confirm", does=Action.ANSWER_FOR_BODY, methods=("GET", "POST"))
def confirm(reference: str, body: str) -> ResponseReturnValue:
    """Record that the body has the application."""
    form = bind(Confirming)
    if form_submitted(form) and attempt(form, lambda writing: bodies.acknowledge(writing, reference, body)):
        return redirect(url_for(".application", reference=reference, done="confirmed"), 303)
    with work(write=False) as reading:
        case, own = bodies.find_to_answer(reading, reference, body)
    return answer("staff/confirm.html", form=form, case=case, body=own)


@page(APPLICATION + "/<slug:body>/view", does=Action.ANSWER_FOR_BODY, methods=("GET", "POST"))
def view(reference: str, body: str) -> ResponseReturnValue:
    """Take the view of the body, which also confirms that it has the application."""
    form = bind(GivingView)
    if form_submitted(form) and attempt(
        form,
        lambda writing: bodies.give_view(writing, reference, body, form.view.data, form.words.data or ""),
    ):
        return redirect(url_for(".application", reference=reference, done="answered"), 303)
    with work(write=False) as reading:
        case, own = bodies.find_to_answer(reading, reference, body)
    return answer("staff/give_view.html", form=form, case=case, body=own)
