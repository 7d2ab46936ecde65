"""Linking two cases that belong together, and making one out of two applications of one person."""

from flask import request
from flask.typing import ResponseReturnValue

from portal.cases import reference as references
from portal.cases.moves import Move
from portal.journeys.moving import Linking, Merging
from portal.policy import Action
from portal.services import joining
from portal.services.addresses import CASE
from portal.web.doing import attempt, done
from portal.web.forms import bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.routing import page

OF_CASE = f"{CASE}<reference:reference>/"


@page(OF_CASE + "link", does=Action.LINK_CASES, methods=("GET", "POST"), records_view=True)
def link(reference: str) -> ResponseReturnValue:
    """Link a case with another one; both stay as they are."""
    with in_front_of(reference, Action.LINK_CASES, Move.LINK) as (opened, shown):
        known = joining.together(opened, shown.case)
    form = bind(Linking, stored=_asked_for())
    if form_submitted(form) and attempt(
        form, lambda writing: joining.link(writing, reference, form.other.data, form.reason.data)
    ):
        return done(reference, "linked")
    return answer_about(shown, "joining/link.html", form=form, alike=known.alike)


@page(OF_CASE + "merge", does=Action.MOVE_CASE, methods=("GET", "POST"), records_view=True)
def merge(reference: str) -> ResponseReturnValue:
    """Close a second application of the same person; the other case goes on."""
    with in_front_of(reference, Action.MOVE_CASE, Move.MERGE) as (opened, shown):
        known = joining.together(opened, shown.case)
    form = bind(Merging, stored=_asked_for())
    if form_submitted(form) and attempt(
        form, lambda writing: joining.merge(writing, reference, form.other.data, form.reason.data)
    ):
        return done(reference, "merged")
    return answer_about(shown, "joining/merge.html", form=form, alike=known.alike)


def _asked_for() -> dict[str, str] | None:
    """The other case named in the address, as a start for the form."""
    read = references.read(request.args.get("with", ""))
    return {"other": read} if read else None
