"""The panel: its meeting is set, put off, and recorded."""

from typing import Any

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.panel import Convening, Holding, Postponing
from portal.policy import Action
from portal.services import chairs, panels
from portal.services.addresses import CASE
from portal.web.doing import attempt, done
from portal.web.fitness import people_with_bars
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, bodies_of, in_front_of, named
from portal.web.plan_form import plan_of
from portal.web.routing import page

MEETING = f"{CASE}<reference:reference>/meeting"


@page(MEETING, does=Action.CONVENE, methods=("GET", "POST"), records_view=True)
def convene(reference: str) -> ResponseReturnValue:
    """Set the meeting: day, time, place, chair, members, and whether the victim is invited."""
    with in_front_of(reference, Action.CONVENE, Move.CONVENE) as (opened, shown):
        found = chairs.fit(opened, shown.case)
    form = bind(Convening, options={"chairs": people_with_bars(found), "bodies": bodies_of(shown)})
    if form_submitted(form) and attempt(
        form, lambda writing: panels.convene(writing, reference, _convening(form))
    ):
        return done(reference, "convened")
    return answer_about(shown, "panel/convene.html", form=form, voice=shown.voice, chairs=found)


@page(f"{MEETING}/postpone", does=Action.CONVENE, methods=("GET", "POST"), records_view=True)
def postpone(reference: str) -> ResponseReturnValue:
    """Put the meeting off to another day, with the reason."""
    with in_front_of(reference, Action.CONVENE, Move.POSTPONE) as (_, shown):
        meeting = shown.sitting.meeting if shown.sitting else None
    form = bind(Postponing, stored={"place": meeting.place} if meeting else None)
    if form_submitted(form) and attempt(
        form,
        lambda writing: panels.postpone(
            writing, reference, form.reason.data, form.meets_on.data, form.meets_at.data, form.place.data
        ),
    ):
        return done(reference, "postponed")
    return answer_about(shown, "panel/postpone.html", form=form, meeting=meeting)


@page(f"{MEETING}/record", does=Action.HOLD_PANEL, methods=("GET", "POST"), records_view=True)
def hold(reference: str) -> ResponseReturnValue:
    """Record the meeting: who came, how the victim was heard, findings, recommendations, actions."""
    with in_front_of(reference, Action.HOLD_PANEL, Move.HOLD) as (opened, shown):
        today = opened.today
        missing = panels.without_seat(opened, shown.case, shown.sitting)
    members = shown.sitting.members if shown.sitting else []
    form = bind(
        Holding,
        options={
            "members": named((str(member.id), f"{member.name}, {body.name}") for member, body in members),
            "bodies": bodies_of(shown),
        },
    )
    if form_submitted(form) and attempt(form, lambda writing: panels.hold(writing, reference, _held(form))):
        return done(reference, "held")
    return answer_about(
        shown,
        "panel/hold.html",
        form=form,
        sitting=shown.sitting,
        voice=shown.voice,
        today=today,
        missing=missing,
    )


def _convening(form: Convening) -> panels.Convening:
    seats: list[dict[str, Any]] = form.stored()["seats"]
    return panels.Convening(
        meets_on=form.meets_on.data,
        meets_at=form.meets_at.data,
        place=form.place.data,
        chair_id=int(form.chair.data),
        chair_independent=form.chair_independent.data == "yes",
        chair_reason=form.chair_reason.data,
        seats=tuple(panels.Seat(**seat) for seat in seats),
        victim_invited=form.victim_invited.data == "yes",
        not_invited_reason=form.stored()["not_invited_reason"] or "",
    )


def _held(form: Holding) -> panels.Holding:
    return panels.Holding(
        attended=frozenset(int(number) for number in form.attended.data or ()),
        how_heard=form.how_heard.data,
        heard_words=form.heard_words.data,
        plan=plan_of(form),
    )
