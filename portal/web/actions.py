"""How agreed actions go: said by the owner body's user, keyed by an officer, and by the victim by their link."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.cases.refusals import UnknownCase
from portal.journeys.actions import NewsKeyed, Progress, Replying, Seen
from portal.journeys.choices import Option
from portal.policy import Action
from portal.services import actions, addresses
from portal.services.actions import Listed, News
from portal.store.tables import Body, PlanAction
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import opened
from portal.web.routing import Limit, page, work

OF_CASE = f"{addresses.CASE}<reference:reference>/news"
OF_BODY = f"{addresses.FOR_BODY}<reference:reference>/actions"
OWN_PAGE = addresses.BY_LINK["action"] + "<token:token>"


@page(OF_CASE, does=Action.UPDATE_ACTION, records_view=True)
def of_case(reference: str) -> ResponseReturnValue:
    """The agreed actions with what was said about each, and the replies to recommendations."""
    found = _for_case(reference)
    return answer("actions/of_case.html", case=found.case, people=found.people, found=found)


@page(f"{OF_CASE}/<int:action_id>", does=Action.UPDATE_ACTION, methods=("GET", "POST"), records_view=True)
def key_in(reference: str, action_id: int) -> ResponseReturnValue:
    """Key what the owner or the victim said about an action."""
    found = _for_case(reference)
    action, body = _one(found, action_id)
    form = bind(NewsKeyed)
    if form_submitted(form) and attempt(
        form, lambda writing: actions.key_in(writing, reference, action_id, _keyed(form))
    ):
        return done(reference, "news")
    return answer(
        "actions/key_in.html", form=form, case=found.case, people=found.people, action=action, body=body
    )


@page(OF_BODY, does=Action.UPDATE_OWN_ACTION, records_view=True)
def own(reference: str) -> ResponseReturnValue:
    """The actions and recommendations of the reader's own body."""
    found = _for_body(reference)
    return answer("actions/own.html", found=found, case=found.case, done=request.args.get("done") == "said")


@page(f"{OF_BODY}/<int:action_id>", does=Action.UPDATE_OWN_ACTION, methods=("GET", "POST"), records_view=True)
def say(reference: str, action_id: int) -> ResponseReturnValue:
    """Say how an action of one's own body goes."""
    found = _for_body(reference)
    action, body = _one(found, action_id)
    form = bind(Progress)
    if form_submitted(form) and attempt(
        form,
        lambda writing: actions.say_for_body(
            writing,
            reference,
            action_id,
            News("body", form.progress.data, form.words.data, form.expected_on.data),
        ),
    ):
        return redirect(url_for(".own", reference=reference, done="said"), 303)
    return answer("actions/say.html", form=form, case=found.case, action=action, body=body)


@page(
    f"{OF_BODY}/recommendations/<int:number>",
    does=Action.REPLY_TO_RECOMMENDATION,
    methods=("GET", "POST"),
    records_view=True,
)
def reply(reference: str, number: int) -> ResponseReturnValue:
    """Say how one's own body has had regard to a recommendation, s104(7)."""
    found = _for_body(reference)
    wanted = next((one for one in found.recommendations if one[0].id == number), None)
    if wanted is None:
        raise UnknownCase
    form = bind(Replying, stored={"words": wanted[0].reply})
    if form_submitted(form) and attempt(
        form, lambda writing: actions.reply(writing, reference, number, form.words.data)
    ):
        return redirect(url_for(".own", reference=reference, done="said"), 303)
    return answer("actions/reply.html", form=form, case=found.case, recommendation=wanted[0], body=wanted[1])


@page(OWN_PAGE, does=Action.SAY_ABOUT_ACTION, methods=("GET", "POST"), limit=Limit(30, seconds=3600))
def seen(token: str) -> ResponseReturnValue:
    """Ask the victim whether an action has happened."""
    with work(write=False) as reading:
        found = actions.open_by_link(reading, token)
    form = bind(
        Seen, options={"actions": [Option(str(one.id), one.what, translate=False) for one, _ in found]}
    )
    if form_submitted(form) and attempt(
        form,
        lambda writing: actions.say_by_link(
            writing,
            token,
            int(form.action.data),
            form.seen.data,
            form.words.data or "",
            for_owner=form.may_read.data == "yes",
        ),
    ):
        return redirect(url_for(".thanks", token=token), 303)
    return answer("actions/seen.html", form=form, token=token, actions=found)


@page(f"{OWN_PAGE}/thanks", does=Action.SAY_ABOUT_ACTION)
def thanks(token: str) -> ResponseReturnValue:
    """Say that it arrived and who reads it."""
    with work(write=False) as reading:
        actions.open_by_link(reading, token)
    return answer("actions/thanks.html", token=token)


def _for_case(reference: str) -> Listed:
    with opened() as opening:
        return actions.open_list(opening, reference)


def _for_body(reference: str) -> Listed:
    with opened() as opening:
        return actions.open_for_body(opening, reference)


def _one(found: Listed, action_id: int) -> tuple[PlanAction, Body]:
    wanted = next((one for one in found.actions if one[0].id == action_id), None)
    if wanted is None:
        raise UnknownCase
    return wanted


def _keyed(form: NewsKeyed) -> News:
    victim = form.said_by.data == "victim"
    return News(
        said_by=form.said_by.data,
        progress=form.seen.data if victim else form.progress.data,
        words=form.words.data,
        expected_on=None if victim else form.expected_on.data,
        channel=form.heard.data,
        said_on=form.said_on.data,
        for_owner=victim and form.may_read.data == "yes",
    )
