"""The page where the person a case is about sees how it stands, by the link in every letter, and can withdraw."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move, State
from portal.documents.letters.sections import promised
from portal.journeys.signing_in import Confirming
from portal.journeys.withdrawing import WithdrawalKeyed
from portal.policy import Action
from portal.services import withdrawing
from portal.services.addresses import BY_LINK, CASE
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import answer_about, in_front_of
from portal.web.language import translator
from portal.web.routing import Limit, page, work
from portal.wording import msg

OWN_PAGE = BY_LINK["status"] + "<token:token>"
DECIDED = msg("A decision was made. Our letter about it says what was decided, and why.")
# What was decided is told by the letter, which counts when it was opened; this page never runs ahead of it.
WHERE = {
    State.CALL_ASKED: msg("You asked us to call you. We will call at a time that is safe for you."),
    State.AWAITING_CONSENT: msg(
        "We have the application. It only goes on if you tell us that you want it. There is no hurry."
    ),
    State.RECEIVED: msg(
        "We have your application. It is not decided yet whether there will be a case review."
    ),
    State.NOT_MET_PROPOSED: msg(
        "We have your application. It is not decided yet whether there will be a case review."
    ),
    State.NOT_MET: DECIDED,
    State.DEFERRED: DECIDED,
    State.ACCEPTED: DECIDED,
    State.PANEL_SET: msg("The meeting about your case is set. Our letter about it says more."),
    State.DRAFT_PLAN: msg("The panel has met. It is working on a plan with you."),
    State.CONCLUDED: msg("The review is finished. The organisations are carrying out the plan."),
    State.WITHDRAWN: msg("The application was withdrawn. We have stopped our work on it."),
    State.CLOSED: msg("The case is closed. Our letter about it says why."),
}


@page(OWN_PAGE, does=Action.SEE_STATUS, limit=Limit(60, seconds=3600))
def status(token: str) -> ResponseReturnValue:
    """Where the case stands, who to ask, what happens next by when."""
    with work(write=False) as reading:
        found = withdrawing.standing(reading, token)
    next_ = [promised(one, translator(), found.today) for one in found.promises]
    return answer("own_case/status.html", token=token, found=found, where=WHERE[found.state], next=next_)


@page(
    f"{OWN_PAGE}/withdraw",
    does=Action.WITHDRAW,
    methods=("GET", "POST"),
    limit=Limit(20, seconds=3600),
)
def withdraw(token: str) -> ResponseReturnValue:
    """Say what stops and what stays, and withdraw behind a button."""
    form = bind(Confirming)
    if form_submitted(form) and attempt(form, lambda writing: withdrawing.withdraw_by_link(writing, token)):
        return redirect(url_for(".withdrawn", token=token), 303)
    with work(write=False) as reading:
        found = withdrawing.standing(reading, token)
    if not found.may_withdraw and not form.form_errors:
        return redirect(url_for(".status", token=token), 303)
    return answer("own_case/withdraw.html", form=form, token=token)


@page(f"{OWN_PAGE}/withdrawn", does=Action.SEE_STATUS)
def withdrawn(token: str) -> ResponseReturnValue:
    """Say that it is withdrawn, and that they can change their mind."""
    with work(write=False) as reading:
        found = withdrawing.standing(reading, token)
    if found.state is not State.WITHDRAWN:
        return redirect(url_for(".status", token=token), 303)
    return answer("own_case/withdrawn.html")


@page(
    f"{CASE}<reference:reference>/withdraw",
    does=Action.KEY_WITHDRAWAL,
    methods=("GET", "POST"),
    records_view=True,
)
def key_in(reference: str) -> ResponseReturnValue:
    """Key that the applicant told an officer that they withdraw."""
    with in_front_of(reference, Action.KEY_WITHDRAWAL, Move.WITHDRAW) as (_, shown):
        form = bind(WithdrawalKeyed)
    if form_submitted(form) and attempt(
        form,
        lambda writing: withdrawing.key_in(
            writing, reference, (form.heard.data, form.told_on.data), form.words.data or ""
        ),
    ):
        return done(reference, "withdrawn")
    return answer_about(shown, "own_case/key_in.html", form=form)
