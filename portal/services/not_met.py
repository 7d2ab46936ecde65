"""Deciding that the threshold is not met: weighed in words, with other help; alone, or proposed to a second person.

Requirements B8, C8 and C11. The program refuses nobody: a named person decides, and where the reports as the
applicant gave them bind the organisations (s104(4)), two do, each in a request of their own.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.cases.lifecycle import step_for
from portal.cases.moves import Move, State
from portal.cases.refusals import Refused
from portal.cases.refusing import Way, may_refuse
from portal.cases.timetable import Clock, Named
from portal.documents.letters import threshold_not_met
from portal.documents.letters.facts import NotMet, OtherHelp, Weighed
from portal.policy import Action
from portal.services import assessing, casework, clocks, decisions, letters, second_person
from portal.services.casework import Recorded
from portal.services.decisions import View
from portal.services.second_person import NewProposal
from portal.services.work import Work
from portal.store import answers, assessments, bodies, referrals
from portal.store.bodies import Passed
from portal.store.tables import Case, Deadline, Decision, FrozenAnswer, Proposal, Referral, Report
from portal.wording import msg
from triage.explain import binding_answer

POINTS = ("persistence", "harm", "possible_harm", "adequacy", "vulnerability", "hate")
KIND = "not_met"
# What the application says to each point of the weighing form, by question.
SAID = {
    "persistence": ("story", "still_working"),
    "harm": ("impact",),
    "possible_harm": ("impact", "share_home"),
    "adequacy": ("still_working", "wanted"),
    "vulnerability": ("vulnerable", "share_home"),
    "hate": ("hate", "hate_about"),
    "adjustments": ("needs", "needs_other", "language"),
}


@dataclass(frozen=True)
class Help:
    """Other help: who gives it, what they do, and the day on which the office asks how it went."""

    to: str
    what: str
    follow_up_on: date


@dataclass(frozen=True)
class Weighing:
    """The form as filled in. `points` holds words for each of POINTS, `views` what each body (by key) thinks.

    `adjustments` are what the person needs to take part: asked, decided, done (Equality Act 2010); empty where
    nothing was asked. `asked` says which date was asked for and how, where one is not known. `assessment` is the
    number of the assessment that the writer had in front of them.
    """

    reasons: str
    points: Mapping[str, str]
    views: Mapping[str, View]
    help: tuple[Help, ...]
    adjustments: Mapping[str, str]
    asked: str = ""
    assessment: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return plain values for keeping; the reasons are kept beside them."""
        return {
            "points": dict(self.points),
            "views": {key: asdict(view) for key, view in self.views.items()},
            "help": [{**asdict(one), "follow_up_on": one.follow_up_on.isoformat()} for one in self.help],
            "adjustments": dict(self.adjustments),
            "asked": self.asked,
            "assessment": self.assessment,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], reasons: str) -> "Weighing":
        """Return what `as_json` gave."""
        return cls(
            reasons=reasons,
            points=kept["points"],
            views={key: View(**view) for key, view in kept["views"].items()},
            help=tuple(
                Help(one["to"], one["what"], date.fromisoformat(one["follow_up_on"])) for one in kept["help"]
            ),
            adjustments=kept["adjustments"],
            asked=kept["asked"],
            assessment=kept["assessment"],
        )


@dataclass(frozen=True)
class InFront:
    """What the decision-maker has in front of them. Where nobody may refuse, `way` is None; `sentence` says why."""

    case: Case
    reports: list[Report]
    advice: assessing.Advised
    as_given: assessing.Advised
    assessment: int
    passed: list[Passed]
    said: list[FrozenAnswer]
    way: Way | None
    sentence: str


def prepare(work: Work, reference: str, action: Action = Action.DECIDE_THRESHOLD) -> InFront:
    """Return what the form shows. Raises UnknownCase."""
    case = casework.find(work, reference, action)
    advice, as_given = assessing.advice(work, case), assessing.as_given(work, case)
    newest = assessments.newest(work.session, case.id)
    try:
        way, sentence = may_refuse(as_given.results, advice.results), ""
    except Refused as refused:
        way, sentence = None, refused.sentence
    return InFront(
        case=case,
        reports=answers.reports(work.session, case.id),
        advice=advice,
        as_given=as_given,
        assessment=newest.number if newest else 0,
        passed=bodies.of_case(work.session, case.id),
        said=answers.of_case(work.session, case.id),
        way=way,
        sentence=sentence,
    )


def settle(work: Work, reference: str, weighing: Weighing) -> Way:
    """Decide "not met", or propose it where a second person has to agree; returns which of the two was done.

    Raises Refused where the threshold must be decided as met, and naming what is missing; NotNow when the case stands
    elsewhere.
    """
    shown = prepare(work, reference)
    case = shown.case
    step_for(State(case.state), Move.PROPOSE_NOT_MET)
    if weighing.assessment != shown.assessment:
        raise Refused(
            msg("The reports have been marked since you opened this page. Read below what the rules say now.")
        )
    way = may_refuse(shown.as_given.results, shown.advice.results)
    _check(work, weighing, unknown=shown.advice.results.unknown)
    decisions.said_by_all(work, case, weighing.views)
    codes = decisions.stands_on(work, case)
    if way == "propose":
        content = {**weighing.as_json(), "left_out": left_out(work, case)}
        new = NewProposal(KIND, weighing.reasons, content, codes)
        second_person.propose(work, case, Move.PROPOSE_NOT_MET, new)
    else:
        recorded = casework.record(work, case, Move.DECIDE_NOT_MET, codes, reasons=weighing.reasons)
        decide(work, case, weighing, recorded)
    return way


def decide(
    work: Work, case: Case, weighing: Weighing, recorded: Recorded, proposal: Proposal | None = None
) -> None:
    """Keep a decision that was recorded, with the other help, and write the letter.

    With a proposal, which its second person has agreed to, it is the decision of two people.
    """
    decision = decisions.keep(work, case, recorded, "threshold", "not_met", weighing.reasons, proposal)
    decision.weighed = {**weighing.as_json(), "left_out": left_out(work, case)}
    decisions.keep_views(work, decision, decisions.said_by_all(work, case, weighing.views), weighing.views)
    clocks.meet(work, case, Clock.DECISION)
    decisions.returns_over(work, case, weighing.views)
    _keep_help(work, case, decision, weighing.help)
    letters.write(
        work, case, lambda sheet: threshold_not_met(sheet.head, _facts(work, sheet, decision), sheet.say)
    )


def left_out(work: Work, case: Case) -> dict[str, str]:
    """Return a code for each report that was not counted: that of the mark on it, else the rule's (C8)."""
    advice = assessing.advice(work, case)
    codes = {}
    for reason in binding_answer(advice.answer).reports:
        marked = advice.marks.get(int(reason.report[1:]))
        if reason.counted != "yes":
            by_hand = marked is not None and marked.mark.code != "counts"
            codes[reason.report] = marked.mark.code if marked and by_hand else reason.rule
    return codes


def _check(work: Work, weighing: Weighing, *, unknown: bool) -> None:
    if not weighing.reasons:
        raise Refused(msg("Enter your reasons"), "reasons")
    for point in POINTS:
        if not weighing.points.get(point):
            raise Refused(msg("Say in your own words what you weighed."), point)
    if unknown and not weighing.asked:
        raise Refused(msg("Say which date you asked about, whom, how and when."), "date_asked")
    if not weighing.help:
        raise Refused(msg("Name at least one who can help, and what they can do."), "help")
    for one in weighing.help:
        if not one.to or not one.what or one.follow_up_on < work.today:
            raise Refused(
                msg("Say who helps, with what, and a day from today on to ask how it went."), "help"
            )


def _keep_help(work: Work, case: Case, decision: Decision, help_: tuple[Help, ...]) -> None:
    """Keep the other help; the day on which each is followed up stands in the worklist."""
    for one in help_:
        work.session.add(
            Referral(
                case_id=case.id,
                decision_id=decision.id,
                to=one.to,
                what=one.what,
                follow_up_on=one.follow_up_on,
            )
        )
        work.session.add(
            Deadline(
                case_id=case.id,
                clock=Named.FOLLOW_UP,
                started_on=work.today,
                due_on=one.follow_up_on,
                counted={},
                made_at=work.now,
            )
        )
    work.session.flush()
    clocks.show_next(work, case)


def _facts(work: Work, sheet: letters.Sheet, decision: Decision) -> NotMet:
    weighed = decision.weighed or {}
    return NotMet(
        **decisions.told(work, sheet, decision),
        weighed=_weighed(weighed["points"]),
        views=decisions.views_shown(work, decision),
        help=tuple(
            OtherHelp(one.to, one.what, look_again_on=one.follow_up_on)
            for one in referrals.of_case(work.session, sheet.case.id)
            if one.decision_id == decision.id
        ),
        second_person=decisions.person_shown(work, decision.second_person)
        if decision.second_person
        else None,
    )


def _weighed(points: Mapping[str, str]) -> tuple[Weighed, ...]:
    """The points in the order of the letter; harm done and harm that may come are one point to the reader."""
    said = {**points, "harm": "\n\n".join((points["harm"], points["possible_harm"]))}
    return tuple(Weighed(point, said[point]) for point in POINTS if point != "possible_harm")  # type: ignore[arg-type]
