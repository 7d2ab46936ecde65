"""Asking for a call instead of filling in the form, by the person themselves or by whoever took their message."""

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal.journeys.application import options_of
from portal.journeys.calling import AskForCall, CallKeyed, NobodyAnswered
from portal.policy import Action
from portal.services import addresses, calls, casefile, casework
from portal.services.calls import Asked
from portal.services.work import Work
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import opened
from portal.web.once import submission_key
from portal.web.routing import Limit, office, page, work

KEY = "call"  # in the session: the key of the form, which opens the page with the reference


# A person asks once; the brake keeps a machine from filling the worklist of people who need the time.
@page("/call", does=Action.ASK_FOR_CALL, methods=("GET", "POST"), limit=Limit(10, seconds=3600))
def ask() -> ResponseReturnValue:
    """The few questions."""
    form = bind(AskForCall, options=options_of(office().partnership))
    key = submission_key()
    if form_submitted(form) and attempt(form, lambda writing: calls.ask(writing, _asked(form), key)):
        session[KEY] = key
        return redirect(url_for(".asked"), 303)
    return answer("calls/ask.html", form=form, submission_key=key)


@page("/call/sent", does=Action.ASK_FOR_CALL)
def asked() -> ResponseReturnValue:
    """The reference and by when somebody calls."""
    with work(write=False) as reading:
        receipt = calls.receipt(reading, session.get(KEY, ""))
    if receipt is None:
        return redirect(url_for(".ask"), 303)
    return answer("calls/asked.html", receipt=receipt)


@page(f"{addresses.CASE}new-call", does=Action.KEY_APPLICATION, methods=("GET", "POST"))
def key_in() -> ResponseReturnValue:
    """Write down that somebody asked for a call."""
    form = bind(CallKeyed, options=options_of(office().partnership))
    key = submission_key()
    if form_submitted(form) and attempt(
        form, lambda writing: calls.ask(writing, _asked(form), key, form.asked_on.data)
    ):
        return redirect(url_for(".keyed_in", key=key), 303)
    return answer("calls/key_in.html", form=form, submission_key=key)


@page(f"{addresses.CASE}new-call/<token:key>", does=Action.KEY_APPLICATION)
def keyed_in(key: str) -> ResponseReturnValue:
    """The reference, to be read out to the caller."""
    with work(write=False) as reading:
        receipt = calls.receipt_for_officer(reading, key)
        ours = casework.reaches(reading, receipt.reference, Action.SEE_CASE)
    return answer("calls/keyed_in.html", receipt=receipt, ours=ours)


@page(
    f"{addresses.CASE}<reference:reference>/no-answer",
    does=Action.ADD_NOTE,
    methods=("GET", "POST"),
    records_view=True,
)
def no_answer(reference: str) -> ResponseReturnValue:
    """Note a try to call somebody who asked for it."""
    with opened() as opening:
        case = casework.find(opening, reference, Action.ADD_NOTE)
        people = casefile.people_of(opening, case)
        if opening.writes:
            calls.must_wait(case)
            casefile.look(opening, case, Action.ADD_NOTE)
    form = bind(NobodyAnswered)
    if form_submitted(form) and attempt(form, lambda writing: _tried(writing, reference, form)):
        return done(reference, "tried")
    return answer("calls/no_answer.html", form=form, case=case, people=people)


def _tried(writing: Work, reference: str, form: NobodyAnswered) -> None:
    calls.nobody_answered(writing, reference, form.tried_on.data, form.words.data or "")


def _asked(form: AskForCall) -> Asked:
    return Asked(
        name=form.name.data,
        phone=form.phone.data,
        hours=tuple(form.hours.to_storage() or ()),
        voicemail=form.voicemail.data or "no",  # not said: nobody leaves a message
        words=form.words.data or "",
        district=form.district.data,
    )
