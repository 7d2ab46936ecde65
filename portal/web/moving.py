"""Moving a case to where the behaviour happens: another district, or another area."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.moving import MovingDistrict, MovingOut
from portal.policy import Action
from portal.services import moving
from portal.services.addresses import CASE
from portal.web.doing import attempt, done, done_if_still_theirs
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of, named
from portal.web.routing import office, page

OF_CASE = f"{CASE}<reference:reference>/"


@page(OF_CASE + "other-district", does=Action.MOVE_CASE, methods=("GET", "POST"), records_view=True)
def district(reference: str) -> ResponseReturnValue:
    """Move a case to another district of the partnership."""
    with in_front_of(reference, Action.MOVE_CASE, Move.MOVE_DISTRICT) as (_, shown):
        districts = office().partnership.districts
        others = [(one.key, one.name) for one in districts if one.key != shown.case.district]
    form = bind(MovingDistrict, options={"districts": named(others)})
    if form_submitted(form) and attempt(
        form, lambda writing: moving.to_district(writing, reference, form.district.data, form.reason.data)
    ):
        return done_if_still_theirs(reference, "moved")
    return answer_about(shown, "moving/district.html", form=form)


@page(OF_CASE + "other-area", does=Action.MOVE_CASE, methods=("GET", "POST"), records_view=True)
def out(reference: str) -> ResponseReturnValue:
    """Close a case that another area has to deal with."""
    with in_front_of(reference, Action.MOVE_CASE, Move.MOVE_OUT) as (_, shown):
        form = bind(MovingOut)
    if form_submitted(form) and attempt(
        form,
        lambda writing: moving.out_of_area(
            writing,
            reference,
            moving.Elsewhere(form.authority.data, form.reach.data, form.reason.data),
        ),
    ):
        return done(reference, "moved_out")
    return answer_about(shown, "moving/out.html", form=form)
