"""Who looked at a case: for its office, and for the data protection officer, who finds it by its reference."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases import reference as references
from portal.cases.civil import civil_date
from portal.cases.refusals import Refused
from portal.journeys.forms import Asking
from portal.journeys.searching import ByReference
from portal.policy import Action, may_ever
from portal.services import looked
from portal.services.addresses import CASE
from portal.web.forms import answer, refuse
from portal.web.language import translator
from portal.web.routing import actor, office, page, work


@page("/views", does=Action.FIND_VIEWS)
def find() -> ResponseReturnValue:
    """Ask for the reference of a case; it asks for a page only, so it is sent by GET."""
    form = ByReference.ask(Asking(translator(), civil_date(office().clock())), request.args or None, None)
    if request.args and form.validate():
        read = references.read(form.reference.data)
        if read is not None:
            return redirect(url_for(".of_case", reference=read), 303)
        refuse(form, Refused(references.NOT_WHOLE, "reference"))
    return answer("staff/find_views.html", form=form)


@page(CASE + "<reference:reference>/views", does=Action.SEE_VIEWS)
def of_case(reference: str) -> ResponseReturnValue:
    """List who looked and when; nothing of what the case holds."""
    with work(write=False) as reading:
        case, looks = looked.of_case(reading, reference)
    return answer(
        "staff/views.html",
        case=case,
        looks=looks,
        most=looked.MOST,
        finds=may_ever(actor(), Action.FIND_VIEWS),
    )
