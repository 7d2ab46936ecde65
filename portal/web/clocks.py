"""Stopping the clocks of a case, letting them run again, giving one more time."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.choices import Option
from portal.journeys.signing_in import Confirming
from portal.journeys.timing import Extending, Pausing
from portal.policy import Action
from portal.services import pausing
from portal.services.addresses import CASE
from portal.store.tables import Deadline
from portal.web.case_words import named
from portal.web.doing import attempt, done
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.language import day, say
from portal.web.routing import page
from portal.wording import msg

OF_CASE = f"{CASE}<reference:reference>/clocks/"


@page(OF_CASE + "pause", does=Action.SET_CLOCKS, methods=("GET", "POST"), records_view=True)
def pause(reference: str) -> ResponseReturnValue:
    """Stop the clocks and tell the applicant what is waited for."""
    with in_front_of(reference, Action.SET_CLOCKS, Move.PAUSE) as (_, shown):
        form = bind(Pausing)
    if form_submitted(form) and attempt(
        form, lambda writing: pausing.pause(writing, reference, form.reason.data)
    ):
        return done(reference, "paused")
    return answer_about(shown, "clocks/pause.html", form=form)


@page(OF_CASE + "resume", does=Action.SET_CLOCKS, methods=("GET", "POST"), records_view=True)
def resume(reference: str) -> ResponseReturnValue:
    """Let the clocks run again."""
    with in_front_of(reference, Action.SET_CLOCKS, Move.RESUME) as (_, shown):
        form = bind(Confirming)
    if form_submitted(form) and attempt(form, lambda writing: pausing.resume(writing, reference)):
        return done(reference, "resumed")
    return answer_about(shown, "clocks/resume.html", form=form)


@page(OF_CASE + "more-time", does=Action.SET_CLOCKS, methods=("GET", "POST"), records_view=True)
def extend(reference: str) -> ResponseReturnValue:
    """Give one clock more time and tell the applicant why and until when."""
    with in_front_of(reference, Action.SET_CLOCKS, Move.EXTEND) as (opened, shown):
        running = pausing.can_be_extended(opened, shown.case)
    form = bind(Extending, options={"clocks": [_option(one) for one in running]})
    if form_submitted(form) and attempt(
        form,
        lambda writing: pausing.extend(
            writing, reference, int(form.clock.data), form.due_on.data, form.reason.data
        ),
    ):
        return done(reference, "extended")
    return answer_about(shown, "clocks/extend.html", form=form, running=running)


def _option(deadline: Deadline) -> Option:
    due = {"clock": named("clock", deadline.clock), "day": day(deadline.due_on) if deadline.due_on else ""}
    return Option(str(deadline.id), say(msg("%(clock)s, by %(day)s"), due), translate=False)
