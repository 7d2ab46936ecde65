"""Deciding the threshold: a named person decides for the relevant bodies; the rules only advise (s104(4)-(6))."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from portal.cases.moves import Move
from portal.cases.refusals import Refused
from portal.cases.timetable import Clock
from portal.documents.letters import threshold_met
from portal.documents.letters.facts import BodyView as ViewShown
from portal.documents.letters.facts import Challenge, Closing, CountedReport, Met
from portal.policy import Action
from portal.services import assessing, casework, clocks, letters
from portal.services.casework import Recorded
from portal.services.work import Work
from portal.store import answers, assessments, bodies
from portal.store.bodies import Passed
from portal.store.tables import BodyView, Case, Decision, Proposal, Report, Staff
from portal.wording import msg
from triage.ruler import Ruler

STAGE_OF_VIEW = {"met": "met", "not_met": "not met", "no_view": "no view", "not_asked": "not asked"}


@dataclass(frozen=True)
class View:
    """What a relevant body thinks: met, not_met, no_view or not_asked, and its words (may be empty)."""

    view: str
    words: str = ""


@dataclass(frozen=True)
class Advice:
    """What a decision-maker has in front of them: the case, its reports, the rules and the bodies on them."""

    case: Case
    reports: list[Report]
    advice: assessing.Advised
    passed: list[Passed]


class Told(TypedDict):
    """What every letter about the threshold says, in the names of its facts."""

    decided_on: date
    decided_by: str
    reasons: str
    reports: tuple[CountedReport, ...]
    needed: int
    challenge: Challenge
    closing: Closing
    dates: Ruler | None


def prepare(work: Work, reference: str) -> Advice:
    """Return what the decision form shows. Raises UnknownCase."""
    case = casework.find(work, reference, Action.DECIDE_THRESHOLD)
    reports = answers.reports(work.session, case.id)
    return Advice(case, reports, assessing.advice(work, case), bodies.of_case(work.session, case.id))


def decide_met(work: Work, reference: str, reasons: str, views: Mapping[str, View]) -> None:
    """Decide that the threshold is met, with reasons and the view of each body the case was passed to.

    `views` is by the key of the body. Writes the letter in the same transaction. Raises Refused when a view is
    missing, NotNow when the case was decided already.
    """
    case = casework.find(work, reference, Action.DECIDE_THRESHOLD)
    if not reasons:
        raise Refused(msg("Enter your reasons"), "reasons")
    passed = said_by_all(work, case, views)
    recorded = casework.record(work, case, Move.DECIDE_MET, stands_on(work, case), reasons=reasons)
    decision = keep(work, case, recorded, "threshold", "met", reasons)
    keep_views(work, decision, passed, views)
    clocks.meet(work, case, Clock.DECISION)
    returns_over(work, case, views)
    clocks.start(work, case, Clock.PANEL)
    letters.write(
        work, case, lambda sheet: threshold_met(sheet.head, _facts(work, sheet, decision), sheet.say)
    )


def stands_on(work: Work, case: Case) -> dict[str, int | None]:
    """Return which assessment a decision about the threshold stands on now, for its event."""
    newest = assessments.newest(work.session, case.id)
    return {"assessment": newest.id if newest else None}


def said_by_all(work: Work, case: Case, views: Mapping[str, View]) -> list[Passed]:
    """Return the bodies that have the case; raises Refused unless `views` says what each of them thinks."""
    passed = bodies.of_case(work.session, case.id)
    for one in passed:
        if one.body.key not in views or views[one.body.key].view not in STAGE_OF_VIEW:
            raise Refused(msg("Say what each organisation thinks."), f"view-{one.body.key}")
    return passed


def keep_views(work: Work, decision: Decision, passed: list[Passed], views: Mapping[str, View]) -> None:
    """Keep what each body thought of a decision. Silence is never agreement: nobody is left out."""
    for one in passed:
        given = views[one.body.key]
        work.session.add(
            BodyView(decision_id=decision.id, body_id=one.body.id, view=given.view, words=given.words or None)
        )
    work.session.flush()


def views_shown(work: Work, decision: Decision) -> tuple[ViewShown, ...]:
    """Return the views of the bodies as letters show them."""
    return tuple(
        ViewShown(body.name, STAGE_OF_VIEW[view.view], view.words or "")  # type: ignore[arg-type]
        for view, body in assessments.views(work.session, decision.id)
    )


def keep(
    work: Work,
    case: Case,
    recorded: Recorded,
    stage: str,
    outcome: str,
    reasons: str,
    proposal: Proposal | None = None,
) -> Decision:
    """Keep a decision beside its event: who decided, when, and the reasons with their salt.

    One that two people made is whose who proposed it; the actor, who agreed, stands beside them.
    """
    newest = assessments.newest(work.session, case.id)
    decision = Decision(
        case_id=case.id,
        event_seq=recorded.event.seq,
        stage=stage,
        round=assessments.round_of(work.session, case.id, stage),
        outcome=outcome,
        decided_by=proposal.made_by if proposal else work.actor.id,
        second_person=work.actor.id if proposal else None,
        decided_on=work.today,
        made_at=work.now,
        assessment_id=newest.id if newest and stage == "threshold" else None,
        reasons=reasons,
        salt=recorded.salt,
    )
    work.session.add(decision)
    work.session.flush()
    return decision


def returns_over(work: Work, case: Case, views: Mapping[str, View]) -> None:
    """Each body whose view is known has answered by the decision; what others still hold is not waited for."""
    for key, said in views.items():
        if said.view != "not_asked":
            clocks.body_answered(work, case, key)
    clocks.end(work, case, Clock.RETURNS, why="decided")


def person_shown(work: Work, staff_id: int) -> str:
    """Name somebody who decided, and the office for which they did, as letters do."""
    person = work.session.get_one(Staff, staff_id)
    return ", ".join(filter(None, (person.name, person.office)))


def told(work: Work, sheet: letters.Sheet, decision: Decision) -> Told:
    """Return who decided what the letter tells, why, on which reports, and what can be done about it."""
    advice = assessing.advice(work, sheet.case)
    return Told(
        decided_on=decision.decided_on,
        decided_by=person_shown(work, decision.decided_by),
        reasons=decision.reasons or "",
        reports=assessing.counted_reports(work, sheet.case, sheet.say),
        needed=advice.needed,
        challenge=letters.challenge(work, sheet),
        closing=letters.closing_of(work, sheet.case),
        dates=advice.ruler(),
    )


def _facts(work: Work, sheet: letters.Sheet, decision: Decision) -> Met:
    return Met(
        **told(work, sheet, decision),
        views=views_shown(work, decision),
        promises=(letters.promise(work, sheet.case, "meeting", Clock.PANEL),),
        hear_link=sheet.link("voice"),
    )
