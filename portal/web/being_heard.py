"""How the victim wants to be heard by the panel: on their own page by link, or told to an officer."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.being_heard import BeingHeard, BeingHeardKeyed
from portal.policy import Action
from portal.services import panels, papers
from portal.services.addresses import BY_LINK, CASE
from portal.store.tables import Voice
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.routing import Limit, page, work

OWN_PAGE = BY_LINK["voice"] + "<token:token>"


@page(OWN_PAGE, does=Action.CHOOSE_VOICE, methods=("GET", "POST"), limit=Limit(30, seconds=3600))
def choose(token: str) -> ResponseReturnValue:
    """Ask the victim how they want to take part; after the meeting, say kindly that it is over."""
    with work(write=False) as reading:
        led = papers.voice_by_link(reading, token)
    form = bind(BeingHeard, stored={"part": led.voice.part} if led.voice else None)
    if not led.open:
        return answer("being_heard/over.html", unsent=form.statement.typed)
    if form_submitted(form) and attempt(
        form,
        lambda writing: panels.choose_voice(writing, token, form.part.data, form.statement.data or ""),
    ):
        return redirect(url_for(".thanks", token=token), 303)
    return answer("being_heard/choose.html", form=form, token=token, led=led)


@page(f"{OWN_PAGE}/thanks", does=Action.CHOOSE_VOICE)
def thanks(token: str) -> ResponseReturnValue:
    """Say that the choice arrived and what happens next."""
    with work(write=False) as reading:
        led = papers.voice_by_link(reading, token)
    return answer("being_heard/thanks.html", token=token, led=led)


@page(
    f"{CASE}<reference:reference>/voice",
    does=Action.RECORD_VOICE,
    methods=("GET", "POST"),
    records_view=True,
)
def voice(reference: str) -> ResponseReturnValue:
    """Key what the victim said to an officer."""
    with in_front_of(reference, Action.RECORD_VOICE, Move.GIVE_VOICE) as (_, shown):
        form = bind(BeingHeardKeyed, stored=_kept(shown.voice))
    if form_submitted(form) and attempt(
        form,
        lambda writing: panels.record_voice(writing, reference, form.part.data, form.statement.data or ""),
    ):
        return done(reference, "voice")
    return answer_about(shown, "being_heard/voice.html", form=form, voice=shown.voice)


def _kept(voice: Voice | None) -> dict[str, str | None] | None:
    return {"part": voice.part, "statement": voice.statement} if voice else None
