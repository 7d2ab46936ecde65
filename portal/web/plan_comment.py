"""What the victim says about the draft plan: on their own page by the link in the letter, or told to an officer."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.keying import CommentKeyed
from portal.journeys.review import Commenting
from portal.policy import Action
from portal.services import papers, reviews
from portal.services.addresses import BY_LINK, CASE
from portal.services.work import Work
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.routing import Limit, page, work

OWN_PAGE = BY_LINK["plan_comment"] + "<token:token>"


@page(OWN_PAGE, does=Action.COMMENT_ON_PLAN, methods=("GET", "POST"), limit=Limit(30, seconds=3600))
def comment(token: str) -> ResponseReturnValue:
    """Show the draft plan and ask what the victim thinks of it; later say kindly that it is final."""
    with work(write=False) as reading:
        led = papers.plan_by_link(reading, token)
    form = bind(Commenting)
    if not led.open:
        return answer("plan_comment/final.html", unsent=form.words.typed)
    if form_submitted(form) and attempt(
        form,
        lambda writing: reviews.comment(
            writing, token, agrees=form.agrees.data == "yes", words=form.words.data or ""
        ),
    ):
        return redirect(url_for(".thanks", token=token), 303)
    return answer("plan_comment/comment.html", form=form, token=token, sitting=led.sitting)


@page(f"{OWN_PAGE}/thanks", does=Action.COMMENT_ON_PLAN)
def thanks(token: str) -> ResponseReturnValue:
    """Say that the comment arrived and what happens next."""
    with work(write=False) as reading:
        papers.plan_by_link(reading, token)
    return answer("plan_comment/thanks.html")


@page(
    f"{CASE}<reference:reference>/plan-comment",
    does=Action.RECORD_COMMENT,
    methods=("GET", "POST"),
    records_view=True,
)
def record(reference: str) -> ResponseReturnValue:
    """Key what the victim said to an officer."""
    with in_front_of(reference, Action.RECORD_COMMENT, Move.COMMENT) as (_, shown):
        form = bind(CommentKeyed)
    if form_submitted(form) and attempt(form, lambda writing: _record(writing, reference, form)):
        return done(reference, "commented")
    return answer_about(shown, "plan_comment/record.html", form=form, sitting=shown.sitting)


def _record(writing: Work, reference: str, form: CommentKeyed) -> None:
    said = reviews.Said(form.agrees.data == "yes", form.words.data or "", form.heard.data)
    reviews.record_comment(writing, reference, said, form.told_on.data)
