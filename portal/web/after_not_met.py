"""After "not met": what became of the other help, and the end of the case."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.cases.refusals import UnknownCase
from portal.journeys.first_days import CARED_FOR
from portal.journeys.not_met import ClosingNotMet, FollowingUp
from portal.policy import Action
from portal.services import after_not_met, first_steps
from portal.services.addresses import CASE
from portal.web.doing import attempt, done
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.routing import page

THE_CASE = f"{CASE}<reference:reference>"


@page(f"{THE_CASE}/other-help", does=Action.FOLLOW_UP, records_view=True)
def other_help(reference: str) -> ResponseReturnValue:
    """The help that the letter named, each with the way to record what became of it."""
    with in_front_of(reference, Action.FOLLOW_UP, Move.FOLLOW_UP) as (opened, shown):
        after = after_not_met.prepare(opened, reference, Action.FOLLOW_UP)
    return answer_about(shown, "not_met/other_help.html", after=after)


@page(
    f"{THE_CASE}/other-help/<int:referral_id>",
    does=Action.FOLLOW_UP,
    methods=("GET", "POST"),
    records_view=True,
)
def follow_up(reference: str, referral_id: int) -> ResponseReturnValue:
    """Record what became of one help."""
    with in_front_of(reference, Action.FOLLOW_UP, Move.FOLLOW_UP) as (opened, shown):
        after = after_not_met.prepare(opened, reference, Action.FOLLOW_UP)
    referral = next((one for one in after.referrals if one.id == referral_id), None)
    if referral is None:
        raise UnknownCase
    form = bind(FollowingUp)
    if form_submitted(form) and attempt(
        form,
        lambda writing: after_not_met.follow_up(
            writing, reference, referral_id, form.asked_on.data, form.result.data
        ),
    ):
        return done(reference, "followed_up")
    return answer_about(shown, "not_met/follow_up.html", form=form, referral=referral)


@page(
    f"{THE_CASE}/not-met/close", does=Action.CLOSE_AFTER_NOT_MET, methods=("GET", "POST"), records_view=True
)
def close(reference: str) -> ResponseReturnValue:
    """Close the case: the help was followed up, and the time to appeal is over or there is a reason not to wait."""
    with in_front_of(reference, Action.CLOSE_AFTER_NOT_MET, Move.CLOSE_NOT_MET) as (opened, shown):
        after = after_not_met.prepare(opened, reference, Action.CLOSE_AFTER_NOT_MET)
        never = first_steps.never_done(opened, shown.case)
    known = {
        "window": "over" if after.window == "passed" else "open",
        CARED_FOR: "no" if never else "yes",
    }
    form = bind(ClosingNotMet, answers=known)
    if form_submitted(form) and attempt(
        form,
        lambda writing: after_not_met.close(
            writing,
            reference,
            form.reasons.data,
            form.stored().get("early") or "",
            form.stored().get("never_done") or "",
        ),
    ):
        return done(reference, "closed")
    return answer_about(shown, "not_met/close.html", form=form, after=after, never=never)
