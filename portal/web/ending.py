"""Ending a case early, looked at by two people, and opening a case again."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.choices import Option
from portal.journeys.ending import ProposingEnd, Reopening, SettlingAfterDeath, SettlingEnd
from portal.policy import Action
from portal.services import ending, first_steps, on_behalf, reopening, second_person
from portal.services.addresses import CASE
from portal.services.work import Work
from portal.web.doing import attempt, done
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.language import say
from portal.web.proposals import proposals_shown
from portal.web.routing import page
from portal.wording import msg

OF_CASE = f"{CASE}<reference:reference>/"
STEPS = {
    "call": msg("Somebody rings them and keys in their application"),
    "decision": msg("The threshold is decided again"),
    "panel": msg("A panel meets again"),
    "plan": msg("The work on the plan goes on"),
}


@page(OF_CASE + "end", does=Action.PROPOSE_END, methods=("GET", "POST"), records_view=True)
def propose(reference: str) -> ResponseReturnValue:
    """Propose to end a case, with every try to reach the person."""
    with in_front_of(reference, Action.PROPOSE_END, Move.PROPOSE_END) as (opened, shown):
        before = proposals_shown(opened, shown.case, ending.KIND)
        never = first_steps.never_done(opened, shown.case)
    form = bind(ProposingEnd)
    if form_submitted(form) and attempt(
        form,
        lambda writing: ending.propose(
            writing, reference, form.why.data, form.reasons.data, form.tries.data or ""
        ),
    ):
        return done(reference, "end_proposed")
    return answer_about(shown, "ending/propose.html", form=form, proposals=before, never=never)


@page(OF_CASE + "end/second-look", does=Action.END_CASE, methods=("GET", "POST"), records_view=True)
def settle(reference: str) -> ResponseReturnValue:
    """Agree to end a case as the second person, or send the proposal back."""
    with in_front_of(reference, Action.END_CASE, Move.END) as (opened, shown):
        proposed = second_person.waiting(opened, shown.case, ending.KIND)
        never = first_steps.never_done(opened, shown.case)
    died = proposed.proposal.content["why"] == "died"
    form = bind(SettlingAfterDeath if died else SettlingEnd)
    if form_submitted(form) and attempt(form, lambda writing: _settle(writing, reference, form)):
        return done(reference, "ended" if form.agrees.data == "yes" else "end_returned")
    return answer_about(shown, "ending/settle.html", form=form, proposed=proposed, died=died, never=never)


def _settle(writing: Work, reference: str, form: SettlingEnd) -> None:
    if form.agrees.data == "yes":
        opens = form.opens_letters.data or "" if isinstance(form, SettlingAfterDeath) else ""
        ending.agree(writing, reference, form.reasons.data, opens_letters=opens)
    else:
        ending.send_back(writing, reference, form.reasons.data)


@page(OF_CASE + "reopen", does=Action.REOPEN_CASE, methods=("GET", "POST"), records_view=True)
def reopen(reference: str) -> ResponseReturnValue:
    """Open a case again at the step where the work goes on."""
    with in_front_of(reference, Action.REOPEN_CASE, Move.NOTE) as (opened, shown):
        fits = reopening.possible(opened, shown.case)
        waits = on_behalf.waits(opened, shown.case)
    died = any(one.reach.silent for one in shown.people)
    form = bind(Reopening, options={"steps": [Option(one, say(STEPS[one]), translate=False) for one in fits]})
    if form_submitted(form) and attempt(
        form, lambda writing: reopening.reopen(writing, reference, form.at.data, form.reasons.data)
    ):
        return done(reference, "reopened_waits" if waits else "reopened_silent" if died else "reopened")
    return answer_about(shown, "ending/reopen.html", form=form, fits=fits, waits=waits, died=died)
