"""The check of dates before an application: for anybody, and for people who take calls (requirement A19).

It keeps nothing: no draft, no count of visits, no dates in the session, in the address or in a log. The answer stands
on the page that was sent, and is gone with it. Only a button of its own carries the dates into an application.
"""

from typing import Any

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.cases.civil import civil_date
from portal.journeys.application import APPLICATION
from portal.journeys.checking import (
    Checked,
    DateCheck,
    asked_of,
    asks_for,
    check,
    hate_to_carry,
    options_for,
    to_carry,
)
from portal.journeys.pages import Step
from portal.policy import Action
from portal.services import drafts
from portal.web.forms import answer, bind, form_submitted
from portal.web.held import DRAFT, held_draft, how_long
from portal.web.language import day, translator
from portal.web.routing import Limit, office, page, work
from portal.web.security import external_url
from portal.web.stepping import address
from triage import Criteria
from triage.explain import explain
from triage.ruler import ruler

OFFICER = "officer"
OURS = ("reports-", "hate", "conditions-")


# Without a brake: counting visits would write a line about somebody to whom this page promises to keep nothing, and
# costs the machine more than the answer does.
@page("/check", does=Action.READ_PUBLIC_PAGE, methods=("GET", "POST"))
def dates() -> ResponseReturnValue:
    """Whether somebody's dates may count, and what to do next."""
    form = _form()
    return _show(form, sound=form_submitted(form), reader="applicant")


@page("/check/for-call-takers", does=Action.READ_PUBLIC_PAGE, methods=("GET", "POST"))
def for_call_takers() -> ResponseReturnValue:
    """The same for somebody who takes a call: when to tell of the review, what to say, how to take it down."""
    form = _form()
    return _show(form, sound=form_submitted(form), reader=OFFICER)


@page("/check/apply", does=Action.APPLY, methods=("GET", "POST"), limit=Limit(60, seconds=3600))
def apply() -> ResponseReturnValue:
    """Begin an application with the dates. One begun on this device is replaced only by the button that says so."""
    if request.method != "POST":
        return redirect(url_for("checking.dates"), 303)
    form = _form()
    sound = form_submitted(form)
    if not sound or (_begun() and "instead" not in request.form):
        return _show(form, sound=sound, reader=request.form.get("reader", ""))
    hate = hate_to_carry(form)
    with work() as writing:
        if DRAFT in session:
            drafts.forget(writing, session[DRAFT])
        begun = drafts.begin(writing, APPLICATION)
        for step, values in to_carry(form):
            drafts.save_page(writing, begun.id, APPLICATION, step, values)
        if hate is not None:
            drafts.keep_part(writing, begun.id, APPLICATION, *hate)
    session[DRAFT] = begun.id
    return redirect(address(Step(APPLICATION.pages[0].id)), 303)


def _form() -> DateCheck:
    criteria = _criteria()
    return bind(DateCheck, options=options_for(criteria), answers=asks_for(criteria))


def _criteria() -> Criteria:
    here = office()
    return here.partnership.criteria.in_force(civil_date(here.clock()))


def _show(form: DateCheck, *, sound: bool, reader: str) -> ResponseReturnValue:
    criteria = _criteria()
    template = "checking/for_call_takers.html" if reader == OFFICER else "checking/dates.html"
    return answer(
        template,
        form=form,
        criteria=criteria,
        asks_more=bool(asked_of(criteria)),
        start_page=external_url("start.home"),
        answered=_in_words(check(form, criteria, form.meta.asking.today), reader) if sound else None,
        **how_long(),
    )


def _in_words(checked: Checked, reader: str) -> dict[str, Any]:
    """What the page says of the dates; `sent` are the boxes as filled in, to be carried over if somebody wishes."""
    in_words = explain(checked.told, "officer" if reader == OFFICER else "applicant", translator(), day)
    return {
        "checked": checked,
        "said": in_words,
        "alarms": explain(checked.assessment, "officer", translator(), day).alarms,
        "ruler": ruler(checked.told, checked.facts),
        "begun": _begun(),
        "can_carry": any(report.counts_as_report for report in checked.facts.reports),
        "sent": [(name, value) for name, value in request.form.items(multi=True) if name.startswith(OURS)],
    }


def _begun() -> bool:
    held = held_draft()
    return held is not None and not held.sent
