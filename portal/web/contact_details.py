"""The page on which an officer keys how somebody can be reached safely from now on."""

from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.reaching import Reaching
from portal.policy import Action
from portal.services import contact_details
from portal.services.addresses import CASE
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import in_front_of
from portal.web.routing import page


@page(
    f"{CASE}<reference:reference>/contact-details",
    does=Action.CHANGE_CONTACT,
    methods=("GET", "POST"),
    records_view=True,
)
def change(reference: str) -> ResponseReturnValue:
    """Show what they said last, and take in what they say now."""
    with in_front_of(reference, Action.CHANGE_CONTACT, Move.CHANGE_CONTACT) as (opened, shown):
        form = bind(Reaching, stored=contact_details.said_before(opened, shown.case))
    if form_submitted(form) and attempt(
        form, lambda writing: contact_details.change(writing, reference, form.stored())
    ):
        return done(reference, "reach")
    return answer("staff/contact_details.html", form=form, case=shown.case, people=shown.people)
