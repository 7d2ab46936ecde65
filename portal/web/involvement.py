"""Who dealt with the reports before the case: recorded by officers, and named in the victim's own words."""

from flask.typing import ResponseReturnValue

from portal.journeys.independence import NOBODY, Involved
from portal.policy import Action
from portal.services import independence
from portal.services.addresses import CASE
from portal.services.work import Work
from portal.web.doing import attempt, done
from portal.web.fitness import person_option
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import opened
from portal.web.routing import page


@page(
    f"{CASE}<reference:reference>/involvement",
    does=Action.RECORD_INVOLVEMENT,
    methods=("GET", "POST"),
    records_view=True,
)
def recorded(reference: str) -> ResponseReturnValue:
    """Show who is known to have dealt with the matter, and take somebody more."""
    with opened() as opening:
        known = independence.open_known(opening, reference)
    form = bind(Involved, options={"staff": [person_option(one) for one in known.staff]})
    if form_submitted(form) and attempt(form, lambda writing: _record(writing, reference, form)):
        return done(reference, "involvement")
    return answer("staff/involvement.html", form=form, case=known.case, people=known.people, known=known)


def _record(writing: Work, reference: str, form: Involved) -> None:
    typed = form.stored()
    known = None if form.person.data == NOBODY else int(form.person.data)
    independence.record(
        writing,
        reference,
        form.how.data,
        staff_id=known,
        name=typed.get("name") or "",
        office=typed.get("office") or "",
    )
