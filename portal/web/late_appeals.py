"""An appeal that came late is weighed, and one that is withdrawn is recorded: both by an officer."""

from typing import Any

from flask.typing import ResponseReturnValue

from portal.journeys.hearing import WeighingLate, WithdrawalKeyed
from portal.policy import Action
from portal.services import appeals, hearings
from portal.services.hearings import Open
from portal.services.work import Work
from portal.web.appeals import OF_CASE
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted, leave_out
from portal.web.in_front import opened
from portal.web.routing import page


@page(f"{OF_CASE}/late", does=Action.JUDGE_LATE_APPEAL, methods=("GET", "POST"), records_view=True)
def late(reference: str) -> ResponseReturnValue:
    """Say whether an appeal that came after the last day is heard all the same, and why."""
    with opened() as opening:
        found = hearings.open_appeal(opening, reference, Action.JUDGE_LATE_APPEAL)
        may_refuse = appeals.may_refuse_late(opening, found.case)
    form = bind(WeighingLate)
    if not may_refuse:
        leave_out(form.heard, "no")
    if form_submitted(form) and attempt(form, lambda writing: _weigh(writing, reference, found, form)):
        return done(reference, "late_admitted" if form.heard.data == "yes" else "late_refused")
    return answer("appeals/late.html", form=form, may_refuse=may_refuse, **_shown(found))


@page(f"{OF_CASE}/withdraw", does=Action.KEY_APPEAL, methods=("GET", "POST"), records_view=True)
def withdraw(reference: str) -> ResponseReturnValue:
    """Record that the person who appealed withdraws, told by phone, post or email, or in person."""
    with opened() as opening:
        found = hearings.open_appeal(opening, reference, Action.KEY_APPEAL)
    form = bind(WithdrawalKeyed)
    if form_submitted(form) and attempt(
        form, lambda writing: appeals.withdraw(writing, reference, form.heard.data, form.told_on.data)
    ):
        return done(reference, "appeal_withdrawn")
    return answer("appeals/withdraw.html", form=form, **_shown(found))


def _weigh(writing: Work, reference: str, found: Open, form: WeighingLate) -> None:
    judge = appeals.admit_late if form.heard.data == "yes" else appeals.refuse_late
    judge(writing, reference, found.appeal.number if found.appeal else 0, form.reason.data)


def _shown(found: Open) -> dict[str, Any]:
    return {"case": found.case, "people": found.people, "appeal": found.appeal}
