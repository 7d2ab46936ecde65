"""The pages on which an officer keys how somebody can be reached safely from now on."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.reaching import Reaching
from portal.policy import Action
from portal.services import contact_details
from portal.services.addresses import CASE
from portal.store import people
from portal.web.doing import attempt, done
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.routing import page

OF_CASE = f"{CASE}<reference:reference>/contact-details"


@page(OF_CASE, does=Action.CHANGE_CONTACT, methods=("GET", "POST"), records_view=True)
def change(reference: str) -> ResponseReturnValue:
    """Show what the victim said last, and take in what they say now."""
    return _of(reference, people.VICTIM)


@page(OF_CASE + "/acting", does=Action.CHANGE_CONTACT, methods=("GET", "POST"), records_view=True)
def change_acting(reference: str) -> ResponseReturnValue:
    """The same for whoever acts for the victim, or in their place."""
    return _of(reference, people.REPRESENTATIVE)


def _of(reference: str, whose: str) -> ResponseReturnValue:
    with in_front_of(reference, Action.CHANGE_CONTACT, Move.CHANGE_CONTACT) as (opened, shown):
        form = bind(Reaching, stored=contact_details.said_before(opened, shown.case, whose))
    if form_submitted(form) and attempt(
        form, lambda writing: contact_details.change(writing, reference, form.stored(), whose)
    ):
        return done(reference, "reach")
    about = next(one.reach for one in shown.people if one.reach.role == whose)
    return answer_about(shown, "staff/contact_details.html", form=form, about=about, action=request.path)
