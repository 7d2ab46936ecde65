"""Marking reports: a person says why a report counts otherwise than it was given, and what shows it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.journeys.choices import Option
from portal.journeys.marking import Marking
from portal.policy import Action
from portal.services import decisions, marks
from portal.services.addresses import CASE
from portal.services.marks import COUNTS, DUPLICATE, NewMark, ToMark
from portal.store.tables import Report
from portal.web.case_page import days_shown, report_name, rules_shown
from portal.web.doing import attempt
from portal.web.forms import answer, bind, form_submitted, leave_out
from portal.web.in_front import in_front_of, named
from portal.web.routing import page

REPORTS = f"{CASE}<reference:reference>/reports"


@page(REPORTS, does=Action.DECIDE_THRESHOLD, records_view=True)
def reports(reference: str) -> ResponseReturnValue:
    """The reports with what the rules say and what was marked, each with the way to mark it."""
    with in_front_of(reference, Action.DECIDE_THRESHOLD, Move.MARK_REPORT) as (opened, shown):
        advice = decisions.prepare(opened, reference)
    return answer(
        "not_met/reports.html",
        case=shown.case,
        **rules_shown(advice.reports, advice.advice),
    )


@page(f"{REPORTS}/<int:number>", does=Action.DECIDE_THRESHOLD, methods=("GET", "POST"), records_view=True)
def mark(reference: str, number: int) -> ResponseReturnValue:
    """Put a mark on one report, or take one back."""
    with in_front_of(reference, Action.DECIDE_THRESHOLD, Move.MARK_REPORT) as (opened, shown):
        to_mark = marks.prepare(opened, reference, number)
    form = _form(to_mark)
    if form_submitted(form) and attempt(
        form, lambda writing: marks.mark(writing, reference, number, _new(form))
    ):
        return redirect(url_for(".reports", reference=reference), 303)
    return answer(
        "not_met/mark.html",
        form=form,
        case=shown.case,
        to_mark=to_mark,
        days=days_shown(to_mark.report),
    )


def _form(to_mark: ToMark) -> Marking:
    """The form without marks that make no sense: nothing to take back, or no other report of the same person."""
    others = _others(to_mark)
    documents = named((one.public_id, one.title) for one in to_mark.documents)
    form = bind(Marking, options={"others": others, "documents": documents})
    if not to_mark.marks:
        leave_out(form.code, COUNTS)
    if not others:
        leave_out(form.code, DUPLICATE)
    return form


def _others(to_mark: ToMark) -> tuple[Option, ...]:
    """The other reports of the same person: only they can be of one incident and count once."""
    own = to_mark.report
    return tuple(
        Option(str(one.number), _named(one), translate=False)
        for one in to_mark.reports
        if one.number != own.number and one.reporter == own.reporter
    )


def _named(report: Report) -> str:
    happened, _ = days_shown(report)
    return f"{report_name(report.number)}, {happened}"


def _new(form: Marking) -> NewMark:
    typed = form.stored()
    return NewMark(
        code=typed["code"],
        reason=typed["reason"],
        shown_by=typed["shown_by"] or "",
        document=typed.get("document") or "",
        told_on=form.told_on.data if typed["told_on"] else None,
        incident_on=form.incident_on.data if typed["incident_on"] else None,
        same_as=int(typed["same_as"]) if typed.get("same_as") else None,
    )
