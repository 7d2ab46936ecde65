"""A question to the applicant: asked by an officer, answered on their own page by link, or keyed."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.asking import Answering, AnswerKeyed, Asking
from portal.policy import Action
from portal.services import asking
from portal.services.addresses import BY_LINK, CASE
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.routing import Limit, page, work

OWN_PAGE = BY_LINK["answer"] + "<token:token>"
OF_CASE = f"{CASE}<reference:reference>/questions/"


@page(OF_CASE + "new", does=Action.ASK_APPLICANT, methods=("GET", "POST"), records_view=True)
def ask(reference: str) -> ResponseReturnValue:
    """Write a question that goes to the applicant as a letter."""
    with in_front_of(reference, Action.ASK_APPLICANT, Move.ASK) as (_, shown):
        form = bind(Asking)
    if form_submitted(form) and attempt(
        form,
        lambda writing: asking.ask(writing, reference, form.words.data, pauses=form.pauses.data == "yes"),
    ):
        return done(reference, "asked")
    return answer_about(shown, "questions/ask.html", form=form)


@page(OF_CASE + "<int:question>", does=Action.ASK_APPLICANT, methods=("GET", "POST"), records_view=True)
def key_in(reference: str, question: int) -> ResponseReturnValue:
    """Key what they answered to an officer."""
    with in_front_of(reference, Action.ASK_APPLICANT, Move.NOTE) as (opened, shown):
        _, asked = asking.find_to_key(opened, reference, question)
    form = bind(AnswerKeyed)
    if form_submitted(form) and attempt(
        form,
        lambda writing: asking.key_answer(
            writing, reference, question, form.words.data, (form.heard.data, form.told_on.data)
        ),
    ):
        return done(reference, "answered")
    return answer_about(shown, "questions/key_in.html", form=form, asked=asked)


@page(OWN_PAGE, does=Action.ANSWER_QUESTION, methods=("GET", "POST"), limit=Limit(30, seconds=3600))
def reply(token: str) -> ResponseReturnValue:
    """Show the question and take the answer; later say kindly that it is there."""
    with work(write=False) as reading:
        led = asking.by_link(reading, token)
    form = bind(Answering)
    if not led.open:
        return answer("questions/answered.html", unsent=form.words.typed)
    if form_submitted(form) and attempt(
        form, lambda writing: asking.answer_by_link(writing, token, form.words.data)
    ):
        return redirect(url_for(".thanks", token=token), 303)
    return answer("questions/reply.html", form=form, token=token, asked=led.question)


@page(f"{OWN_PAGE}/thanks", does=Action.ANSWER_QUESTION)
def thanks(token: str) -> ResponseReturnValue:
    """Say that the answer arrived and what happens next."""
    with work(write=False) as reading:
        asking.by_link(reading, token)
    return answer("questions/thanks.html")
