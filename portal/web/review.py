"""After the meeting: finishing the review, ending its actions, closing the case."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.cases.refusals import UnknownCase
from portal.journeys.first_days import CARED_FOR
from portal.journeys.review import AGREES, DISAGREES, SILENT, Closing, EndingAction, Finishing
from portal.policy import Action
from portal.services import first_steps, papers, reviews
from portal.services.addresses import CASE
from portal.store.panels import Sitting
from portal.web.doing import attempt, done
from portal.web.forms import bind, form_submitted, sent_number
from portal.web.in_front import answer_about, bodies_of, in_front_of
from portal.web.plan_form import as_typed, plan_of
from portal.web.routing import page

THE_CASE = f"{CASE}<reference:reference>"


@page(f"{THE_CASE}/finish", does=Action.FINISH_REVIEW, methods=("GET", "POST"), records_view=True)
def finish(reference: str) -> ResponseReturnValue:
    """Answer the victim's comment, put the plan right, decide, and send the outcome letter."""
    with in_front_of(reference, Action.FINISH_REVIEW, Move.FINISH) as (opened, shown):
        waits = shown.sitting is not None and reviews.may_still_comment(opened, shown.sitting)
    form = bind(
        Finishing,
        options={"bodies": bodies_of(shown)},
        answers={"comment": _comment(shown.sitting)},
        stored=as_typed(shown.sitting) if shown.sitting else None,
    )
    if form_submitted(form) and attempt(form, lambda writing: reviews.finish(writing, reference, _end(form))):
        return done(reference, "finished")
    return answer_about(shown, "review/finish.html", form=form, sitting=shown.sitting, waits=waits)


@page(f"{THE_CASE}/actions", does=Action.END_ACTION, records_view=True)
def actions(reference: str) -> ResponseReturnValue:
    """List the agreed actions, each open one with the way to its end."""
    with in_front_of(reference, Action.END_ACTION, Move.END_ACTION) as (opened, shown):
        ending = papers.ending(opened, shown.case)
    return answer_about(shown, "review/actions.html", ending=ending)


@page(
    f"{THE_CASE}/actions/<int:action_id>", does=Action.END_ACTION, methods=("GET", "POST"), records_view=True
)
def end_action(reference: str, action_id: int) -> ResponseReturnValue:
    """End one action: done, no longer needed, replaced or handed on."""
    with in_front_of(reference, Action.END_ACTION, Move.END_ACTION) as (opened, shown):
        ending = papers.ending(opened, shown.case)
    found = next((one for one in ending.actions if one[0].id == action_id), None)
    if found is None:
        raise UnknownCase
    form = bind(EndingAction)
    if form_submitted(form) and attempt(
        form,
        lambda writing: reviews.end_action(
            writing, reference, action_id, form.how.data, form.ended_on.data, form.words.data
        ),
    ):
        return done(reference, "action")
    action, body = found
    return answer_about(shown, "review/end_action.html", form=form, action=action, body=body)


@page(f"{THE_CASE}/close", does=Action.CLOSE_CASE, methods=("GET", "POST"), records_view=True)
def close(reference: str) -> ResponseReturnValue:
    """Close the case once every action has ended; the victim is told when and why."""
    with in_front_of(reference, Action.CLOSE_CASE, Move.CLOSE) as (opened, shown):
        ending = papers.ending(opened, shown.case)
        never = first_steps.never_done(opened, shown.case)
    form = bind(Closing, answers={CARED_FOR: "no" if never else "yes"})
    if form_submitted(form) and attempt(
        form,
        lambda writing: reviews.close(
            writing, reference, form.reasons.data, form.stored().get("never_done") or ""
        ),
    ):
        return done(reference, "closed")
    return answer_about(shown, "review/close.html", form=form, ending=ending, never=never)


def _comment(sitting: Sitting | None) -> str:
    if sitting is None or not sitting.comments:
        return SILENT
    return AGREES if all(one.agrees for one in sitting.comments) else DISAGREES


def _end(form: Finishing) -> reviews.Finish:
    typed = form.stored()
    return reviews.Finish(
        decision=typed["decision"],
        reasons=typed["reasons"],
        plan=plan_of(form),
        answer=typed.get("answer") or typed.get("thanks") or "",
        tried=typed.get("tried") or "",
        comments_read=sent_number("comments"),
    )
