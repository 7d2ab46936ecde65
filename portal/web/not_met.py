"""Deciding that the threshold is not met, and the second person who has to agree where the reports as given bind."""

from datetime import date
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from portal.cases.moves import Move
from portal.cases.refusals import NotNow
from portal.journeys.not_met import NotMet, SecondLook
from portal.policy import Action
from portal.services import addresses, independence, not_met, second_look
from portal.services.casefile import NOT_FOR_BODIES
from portal.services.not_met import Help, InFront, Weighing
from portal.services.work import Work
from portal.store.tables import FrozenAnswer
from portal.web.case_page import advice_shown, answer_groups, reports_shown, rules_shown
from portal.web.deciding import said_so_far, views_of
from portal.web.doing import attempt, done, done_if_still_theirs
from portal.web.downloads import download
from portal.web.fitness import bars_in_words
from portal.web.forms import answer, bind, form_submitted, sent_number
from portal.web.in_front import in_front_of, named, opened
from portal.web.proposals import proposals_shown
from portal.web.routing import page, work

NOT_MET = f"{addresses.CASE}<reference:reference>/not-met"


@page(NOT_MET, does=Action.DECIDE_THRESHOLD, methods=("GET", "POST"), records_view=True)
def decide(reference: str) -> ResponseReturnValue:
    """The weighing form beside what the rules say; it decides, or proposes where a second person has to agree."""
    with in_front_of(reference, Action.DECIDE_THRESHOLD, Move.PROPOSE_NOT_MET) as (opened, shown):
        found = not_met.prepare(opened, reference)
        before = proposals_shown(opened, found.case, not_met.KIND)
        against = independence.of_actor(opened, found.case, "decider")
    form = bind(
        NotMet,
        options={"bodies": named((one.body.key, one.body.name) for one in found.passed)},
        answers={"unknown": "yes" if found.advice.results.unknown else "no"},
        stored={"views": said_so_far(found.passed)},
    )
    ways: list[str] = []
    if form_submitted(form) and attempt(
        form, lambda writing: ways.append(not_met.settle(writing, reference, _weighing(form)))
    ):
        return done(reference, "proposed" if ways == ["propose"] else "not_met")
    return answer(
        "not_met/decide.html",
        against=bars_in_words(against),
        form=form,
        people=shown.people,
        proposals=before,
        **_shown(found),
    )


@page(f"{NOT_MET}/second", does=Action.SECOND_NOT_MET, methods=("GET", "POST"), records_view=True)
def second(reference: str) -> ResponseReturnValue:
    """What the proposer saw, the marks with what shows them, and the second person's own answer."""
    form = bind(SecondLook)
    try:
        with opened() as opening:
            found = second_look.open_proposal(opening, reference, look=opening.writes)
    except NotNow:
        return answer("not_met/over.html", status=409, words=form.reasons.typed)
    if form_submitted(form) and attempt(form, lambda writing: _settle(writing, reference, form)):
        # A decision-maker of a body does not reach the case.
        return done_if_still_theirs(reference, "not_met" if form.agrees.data == "yes" else "returned")
    return answer(
        "not_met/second.html",
        form=form,
        found=found,
        # The second person may come from a body.
        groups=answer_groups([one for one in found.shown.said if one.question_id not in NOT_FOR_BODIES]),
        given=advice_shown(found.shown.as_given),
        given_reports=reports_shown(found.shown.reports, found.shown.as_given),
        views={one.body.key: one.body.name for one in found.shown.passed},
        **_shown(found.shown),
    )


@page(f"{NOT_MET}/second/documents/<token:document>", does=Action.SECOND_NOT_MET, records_view=True)
def document(reference: str, document: str) -> Response:
    """Send a document that shows a mark as a file to keep; that somebody took it is written down."""
    with work(write=True) as opening:
        found, content = second_look.read_document(opening, reference, document)
    return download(content, found.media_type, found.title)


def _shown(found: InFront) -> dict[str, Any]:
    return {
        "case": found.case,
        "way": found.way,
        "sentence": found.sentence,
        "assessment": found.assessment,
        "said": _said(found.said),
        "points": not_met.POINTS,
        **rules_shown(found.reports, found.advice),
    }


def _said(answers: list[FrozenAnswer]) -> dict[str, list[FrozenAnswer]]:
    """What the application says to each point of the form."""
    given = {one.question_id: one for one in answers if one.value is not None}
    return {
        point: [given[question] for question in questions if question in given]
        for point, questions in not_met.SAID.items()
    }


def _settle(writing: Work, reference: str, form: SecondLook) -> None:
    do = second_look.agree if form.agrees.data == "yes" else second_look.send_back
    do(writing, reference, form.reasons.data)


def _weighing(form: NotMet) -> Weighing:
    typed = form.stored()
    adjustments = {
        name: typed[f"needs_{name}"] or "" for name in ("asked", "decided", "done") if typed["needs"] == "yes"
    }
    return Weighing(
        reasons=typed["reasons"],
        points={point: typed[point] for point in not_met.POINTS},
        views=views_of(form),
        help=tuple(
            Help(one["to"], one["what"], date.fromisoformat(one["follow_up_on"])) for one in typed["help"]
        ),
        adjustments=adjustments,
        asked=typed.get("date_asked") or "",
        assessment=sent_number("assessment") or 0,  # no assessment has that number
    )
