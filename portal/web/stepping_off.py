"""Stepping off a case, and another chair in place of one who did."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.independence import ReplacingChair, SteppingOff
from portal.policy import Action
from portal.services import chairs, stepping_off
from portal.services.addresses import CASE
from portal.web.doing import attempt, done
from portal.web.fitness import people_with_bars
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import answer_about, in_front_of, opened
from portal.web.routing import page


@page(
    f"{CASE}<reference:reference>/step-off", does=Action.STEP_OFF, methods=("GET", "POST"), records_view=True
)
def step_off(reference: str) -> ResponseReturnValue:
    """Step off a case, with a reason; afterwards it is closed to whoever did."""
    with opened() as opening:
        parts = stepping_off.prepare(opening, reference)
    form = bind(SteppingOff)
    if form_submitted(form) and attempt(
        form, lambda writing: stepping_off.step_off(writing, reference, form.reason.data)
    ):
        return redirect(url_for(".stepped_off"), 303)
    return answer("staff/step_off.html", form=form, case=parts.case, parts=parts)


@page(f"{CASE}stepped-off", does=Action.SEE_WORKLIST)
def stepped_off() -> ResponseReturnValue:
    """Say that it is done. The case itself cannot be named: it is closed to the reader now."""
    return answer("staff/stepped_off.html")


@page(
    f"{CASE}<reference:reference>/chair",
    does=Action.REPLACE_CHAIR,
    methods=("GET", "POST"),
    records_view=True,
)
def replace_chair(reference: str) -> ResponseReturnValue:
    """Name another chair; the victim is told who it is and why they are independent."""
    with in_front_of(reference, Action.REPLACE_CHAIR, Move.REPLACE_CHAIR) as (opened, shown):
        found = chairs.fit(opened, shown.case)
    now = shown.sitting.meeting.chair_id if shown.sitting else None
    others = [one for one in found if one.person.id != now]
    form = bind(ReplacingChair, options={"chairs": people_with_bars(others)})
    if form_submitted(form) and attempt(
        form,
        lambda writing: chairs.replace(
            writing,
            reference,
            chairs.NewChair(
                int(form.chair.data), form.chair_independent.data == "yes", form.chair_reason.data
            ),
        ),
    ):
        return done(reference, "chair_replaced")
    return answer_about(shown, "panel/replace_chair.html", form=form, sitting=shown.sitting, chairs=others)
