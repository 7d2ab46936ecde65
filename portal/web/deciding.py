"""Deciding the threshold. The rules advise; a named person decides for the relevant bodies (s104(4)-(6))."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.deciding import DecidingMet
from portal.journeys.forms import PageForm
from portal.policy import Action
from portal.services import decisions, independence
from portal.services.addresses import CASE
from portal.store.bodies import Passed
from portal.web.case_page import rules_shown
from portal.web.doing import attempt, done
from portal.web.fitness import bars_in_words
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of, named
from portal.web.routing import page


@page(
    f"{CASE}<reference:reference>/decide",
    does=Action.DECIDE_THRESHOLD,
    methods=("GET", "POST"),
    records_view=True,
)
def met(reference: str) -> ResponseReturnValue:
    """What the rules say beside the form with which somebody decides that the threshold is met."""
    with in_front_of(reference, Action.DECIDE_THRESHOLD, Move.DECIDE_MET) as (opened, shown):
        advice = decisions.prepare(opened, reference)
        against = independence.of_actor(opened, shown.case, "decider")
    form = bind(
        DecidingMet,
        options={"bodies": named((one.body.key, one.body.name) for one in advice.passed)},
        stored={"views": said_so_far(advice.passed)},
    )
    if form_submitted(form) and attempt(
        form, lambda writing: decisions.decide_met(writing, reference, form.reasons.data, views_of(form))
    ):
        return done(reference, "decided")
    return answer_about(
        shown,
        "deciding/met.html",
        form=form,
        against=bars_in_words(against),
        must_be_met=advice.advice.answer.must_be_met,
        **rules_shown(advice.reports, advice.advice),
    )


def said_so_far(passed: list[Passed]) -> dict[str, dict[str, str | None]]:
    """The answers that the bodies gave by themselves, to start from."""
    return {
        one.body.key: {"view": one.answer.view, "words": one.answer.words}
        for one in passed
        if one.answer is not None and one.answer.view is not None
    }


def views_of(form: PageForm) -> dict[str, decisions.View]:
    """What was filled in for each organisation, by its key."""
    return {
        key: decisions.View(one["view"], one["words"] or "") for key, one in form.stored()["views"].items()
    }
