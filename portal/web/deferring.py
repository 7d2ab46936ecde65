"""Putting the decision off under a published rule, and taking the case up again."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.choices import Option
from portal.journeys.deferring import Deferring, LookingAgain
from portal.policy import Action
from portal.services import deferring
from portal.services.addresses import CASE
from portal.web.case_page import rules_shown
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.routing import page

THE_CASE = f"{CASE}<reference:reference>"


@page(f"{THE_CASE}/defer", does=Action.DECIDE_THRESHOLD, methods=("GET", "POST"), records_view=True)
def defer(reference: str) -> ResponseReturnValue:
    """The published rules that put a decision off, or why it cannot be put off."""
    with in_front_of(reference, Action.DECIDE_THRESHOLD, Move.DEFER) as (opened, shown):
        found = deferring.prepare(opened, reference)
    rules = tuple(Option(one.code, one.words, hint=one.source or "", translate=False) for one in found.rules)
    form = bind(Deferring, options={"rules": rules})
    if form_submitted(form) and attempt(
        form,
        lambda writing: deferring.defer(
            writing, reference, form.rule.data, form.look_again_on.data, form.reasons.data
        ),
    ):
        return done(reference, "deferred")
    return answer_about(
        shown,
        "not_met/defer.html",
        form=form,
        sentence=found.sentence,
        **rules_shown(found.reports, found.advice),
    )


@page(f"{THE_CASE}/look-again", does=Action.LOOK_AGAIN, methods=("GET", "POST"), records_view=True)
def look_again(reference: str) -> ResponseReturnValue:
    """Take the case up again: the day has come, or there is news."""
    with in_front_of(reference, Action.LOOK_AGAIN, Move.LOOK_AGAIN) as (opened, shown):
        decision = deferring.put_off(opened, shown.case)
        until = decision.look_again_on if decision else None
        due = until is None or opened.today >= until
    form = bind(LookingAgain, answers={"due": "yes" if due else "no"})
    if form_submitted(form) and attempt(
        form, lambda writing: deferring.look_again(writing, reference, form.stored().get("why") or "")
    ):
        return done(reference, "looked_again")
    return answer("not_met/look_again.html", form=form, case=shown.case, until=until)
