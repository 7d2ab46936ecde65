"""An appeal is withdrawn by whoever made it, by the link in their letter."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.journeys.signing_in import Confirming
from portal.policy import Action
from portal.services import appeals
from portal.services.addresses import BY_LINK
from portal.web.doing import attempt
from portal.web.forms import answer, bind, form_submitted
from portal.web.routing import Limit, page, work

OWN_PAGE = BY_LINK["appeal"] + "<token:token>"


@page(f"{OWN_PAGE}/withdraw", does=Action.APPEAL, methods=("GET", "POST"), limit=Limit(30, seconds=3600))
def withdraw(token: str) -> ResponseReturnValue:
    """Ask once more whether they want to withdraw, and do it on the button."""
    with work(write=False) as reading:
        opening = appeals.open_form(reading, token)
    form = bind(Confirming)
    if opening.standing != "being heard":
        return redirect(url_for("appeal.start", token=token), 303)
    if form_submitted(form) and attempt(form, lambda writing: appeals.withdraw_by_link(writing, token)):
        return redirect(url_for(".withdrawn", token=token), 303)
    return answer("appeal/withdraw.html", form=form, token=token, opening=opening)


@page(f"{OWN_PAGE}/withdrawn", does=Action.APPEAL)
def withdrawn(token: str) -> ResponseReturnValue:
    """Say that it is withdrawn and what stays."""
    with work(write=False) as reading:
        opening = appeals.open_form(reading, token)
    if not opening.withdrawn:
        return redirect(url_for("appeal.start", token=token), 303)
    return answer("appeal/withdrawn.html", opening=opening)
