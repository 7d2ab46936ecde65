"""Appeals on the side of the staff: given to an officer who took no part, read with all papers, decided."""

from typing import Any

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.documents.html import letter_html
from portal.journeys.forms import Options
from portal.journeys.hearing import Assigning, Hearing, effects, results
from portal.journeys.independence import SteppingOff
from portal.policy import Action
from portal.services import addresses, appeals, casework, hearings, letters
from portal.services.appeals import Papers
from portal.services.plans import NewRecommendation
from portal.services.waiting_appeals import waits_for_officer
from portal.services.work import Work
from portal.web.case_page import answer_groups, decided, rules_shown, who_decided
from portal.web.doing import attempt, done
from portal.web.fitness import people_with_bars
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import named, opened
from portal.web.language import translator
from portal.web.routing import SAFE, page, work
from portal.web.timeline import timeline

OF_CASE = addresses.CASE + "<reference:reference>/appeals"
OWN = addresses.APPEALS + "<reference:reference>"
APPEAL = f"{OWN}/<int:number>"


@page(OF_CASE, does=Action.ACCEPT_APPEAL, records_view=True)
def accept(reference: str) -> ResponseReturnValue:
    """The appeals of a case; straight to the one that waits for an officer."""
    with work(write=True) as opening:
        case, found = hearings.of_case(opening, reference)
        waiting = next((one.appeal for one in found if waits_for_officer(opening, case, one.appeal)), None)
    if waiting is None:
        return answer("appeals/of_case.html", case=case, appeals=found)
    if waiting.late and waiting.late_result is None:
        return redirect(url_for("late_appeals.late", reference=reference), 303)
    return redirect(url_for(".assign", reference=reference, number=waiting.number), 303)


@page(f"{OF_CASE}/<int:number>/assign", does=Action.ACCEPT_APPEAL, methods=("GET", "POST"), records_view=True)
def assign(reference: str, number: int) -> ResponseReturnValue:
    """Give an appeal to an officer who took no part in the case."""
    with opened() as opening:
        shown = hearings.prepare_assigning(opening, reference, number)
    form = bind(Assigning, options={"officers": people_with_bars(shown.can_hear)})
    if form_submitted(form) and attempt(
        form,
        lambda writing: appeals.assign(
            writing, reference, number, int(form.officer.data), form.independence.data
        ),
    ):
        return done(reference, "assigned")
    return answer("appeals/assign.html", form=form, shown=shown, case=shown.case, people=shown.people)


@page(OWN, does=Action.SEE_APPEAL)
def own(reference: str) -> ResponseReturnValue:
    """Lead an appeal officer from their worklist to their newest appeal of a case."""
    with work() as reading:
        number = hearings.newest_of_officer(reading, reference)
    return redirect(url_for(".papers", reference=reference, number=number), 303)


@page(APPEAL, does=Action.SEE_APPEAL, records_view=True)
def papers(reference: str, number: int) -> ResponseReturnValue:
    """Everything the appeal officer reads, with the form to decide; afterwards the result and what it changed."""
    with work(write=True) as opening:
        found = appeals.open_papers(opening, reference, number)
        shown, options = _shown(opening, found), _options(opening, found)
    return answer("appeals/papers.html", form=bind(Hearing, options=options), **shown)


@page(f"{APPEAL}/decide", does=Action.DECIDE_APPEAL, methods=("GET", "POST"))
def decide(reference: str, number: int) -> ResponseReturnValue:
    """Decide the appeal."""
    back = url_for(".papers", reference=reference, number=number)
    with work(write=False) as reading:
        found = appeals.read_papers(reading, reference, number)
        if request.method in SAFE:
            return redirect(back, 303)
        shown, options = _shown(reading, found), _options(reading, found)
    form = bind(Hearing, options=options)
    if form_submitted(form) and attempt(
        form, lambda writing: appeals.decide(writing, reference, number, _result(form))
    ):
        return redirect(f"{back}?done=decided", 303)
    return answer("appeals/papers.html", form=form, **shown)


@page(f"{APPEAL}/step-off", does=Action.STEP_OFF_APPEAL, methods=("GET", "POST"))
def step_off(reference: str, number: int) -> ResponseReturnValue:
    """Give the appeal back, with a reason; the office finds another officer."""
    with work(write=False) as reading:
        case = casework.find(reading, reference, Action.STEP_OFF_APPEAL)
        appeals.own_appeal(reading, case, number)
    form = bind(SteppingOff)
    if form_submitted(form) and attempt(
        form, lambda writing: appeals.step_off(writing, reference, number, form.reason.data)
    ):
        return redirect(url_for("stepping_off.stepped_off"), 303)
    return answer("appeals/step_off.html", form=form, case=case, number=number)


@page(f"{APPEAL}/letters/<token:letter>", does=Action.SEE_APPEAL, records_view=True)
def letter(reference: str, number: int, letter: str) -> Response:
    """A letter of the case as it was written. Its links lead nowhere here: they are for its reader only."""
    with work(write=True) as opening:
        case, found = hearings.open_letter(opening, reference, number, letter)
    fragment = letter_html(letters.written(found), translator(), lambda _: "#for-the-reader")
    return answer("appeals/letter.html", case=case, number=number, letter=found, fragment=fragment)


def _options(opening: Work, found: Papers) -> Options:
    fits = {
        "reverse": appeals.can_reverse(opening, found.case, found.appeal),
        "send_back": appeals.can_send_back(found.case, found.appeal),
    }
    of_district = opening.partnership.bodies_of(found.case.district)
    return {
        "results": results(**fits),
        "effects": effects(**fits),
        "bodies": named((body.key, body.name) for body in of_district),
    }


def _result(form: Hearing) -> appeals.Result:
    typed = form.stored()
    return appeals.Result(
        result=typed["result"],
        reasons=typed["reasons"],
        independence=typed["independence"],
        part=typed.get("part") or "",
        effect=typed.get("effect") or "",
        recommendations=tuple(NewRecommendation(**one) for one in typed["recommendations"]),
        route=typed.get("route") or "",
    )


def _shown(opening: Work, found: Papers) -> dict[str, Any]:
    shown = found.shown
    return {
        "appeal": found.appeal,
        "due_on": found.due_on,
        "case": found.case,
        "shown": shown,
        "deciders": who_decided(opening, shown),
        **rules_shown(shown.reports, shown.advice),
        "groups": answer_groups(shown.answers),
        "timeline": timeline(opening, shown),
        "recommended": found.recommended,
        "decided": decided(found.case, shown.decisions, shown.appeals),
        "done": request.args.get("done") == "decided",
    }
