"""An appeal is decided with reasons, and what it changes follows at once (requirement E2)."""

from dataclasses import dataclass
from typing import Literal

from portal.cases.independence import hard
from portal.cases.moves import WAITING, Move, State
from portal.cases.refusals import NotNow, NotPermitted, Refused
from portal.cases.table import MOVES
from portal.cases.timetable import Clock
from portal.documents.letters import appeal_decided
from portal.documents.letters.facts import AppealDecided, Promise
from portal.documents.letters.facts import Recommendation as RecommendationShown
from portal.policy import Action
from portal.services import (
    bodies,
    casework,
    clocks,
    decisions,
    first_steps,
    independence,
    letters,
    on_behalf,
    stopping,
    waiting_anew,
)
from portal.services.appeals.hearing import own_appeal
from portal.services.appeals.lodging import BACK_TO
from portal.services.plans import NewRecommendation
from portal.services.work import Work
from portal.store import assessments
from portal.store.tables import Appeal, Case, Recommendation, Staff
from portal.wording import msg

Effect = Literal["none", "sent_back", "reversed", "recommended"]
# Each result as letters call it.
RESULTS = {
    "upheld_sent_back": "sent back",
    "reversed": "reversed",
    "recommended": "recommended",
    "partly": "partly upheld",
    "not_upheld": "not upheld",
    "out_of_scope": "out of scope",
}
EFFECTS: dict[str, Effect] = {
    "upheld_sent_back": "sent_back",
    "reversed": "reversed",
    "recommended": "recommended",
    "not_upheld": "none",
    "out_of_scope": "none",
}
# What can happen where an appeal is upheld in part; it is chosen then.
IN_PART: tuple[Effect, ...] = ("sent_back", "reversed", "recommended", "none")
ROUTES = ("complaint", "new_report", "data_protection", "new_application")
# Threshold decisions that an appeal can turn round.
REVERSIBLE = ("not_met", "deferred")
OUR_STEPS = (Clock.DECISION, Clock.PANEL, Clock.OUTCOME)


@dataclass(frozen=True)
class Result:
    """The result of an appeal: a key of RESULTS, and what goes with it.

    `part` and `effect` of one upheld in part; `recommendations` where the effect is to recommend; `route` of one that
    an appeal cannot look at: who can (a key of ROUTES).
    """

    result: str
    reasons: str
    independence: str
    part: str = ""
    effect: str = ""
    recommendations: tuple[NewRecommendation, ...] = ()
    route: str = ""


def decide(
    work: Work, reference: str, number: int, result: str | Result, reasons: str = "", independence: str = ""
) -> None:
    """Decide an appeal, with its effect on the case and the letter that tells of both.

    Raises Refused naming what is missing, NotPermitted for an officer who took part after all.
    """
    found = result if isinstance(result, Result) else Result(result, reasons, independence)
    case = casework.find(work, reference, Action.DECIDE_APPEAL)
    appeal = own_appeal(work, case, number)
    if appeal.state != "assigned":
        raise Refused(msg("This appeal has already been decided."), "result")
    _check_officer(work, case, appeal)
    effect = _check(work, case, appeal, found)
    payload = {"number": number, "result": found.result, "stage": appeal.stage, "effect": effect}
    recorded = casework.record(work, case, Move.DECIDE_APPEAL, payload, reasons=found.reasons)
    appeal.state, appeal.result, appeal.decided_at = "decided", found.result, work.now
    appeal.reasons, appeal.salt = found.reasons, recorded.salt
    appeal.part, appeal.effect, appeal.route = found.part or None, effect, found.route or None
    clocks.meet(work, case, Clock.APPEAL_DECISION)
    promises = _carry_out(work, case, appeal, effect, found)
    _tell(work, case, appeal, found, effect, promises)


def can_reverse(work: Work, case: Case, appeal: Appeal) -> bool:
    """Say whether this appeal can turn the threshold round: it is about it, and it stands at not met or deferred."""
    threshold = [one for one in assessments.decisions(work.session, case.id) if one.stage == "threshold"]
    return (
        appeal.stage == "threshold"
        and (State(case.state), Move.REVERSE) in MOVES
        and bool(threshold)
        and threshold[-1].outcome in REVERSIBLE
        and not on_behalf.waits(work, case)
    )


def can_send_back(case: Case, appeal: Appeal) -> bool:
    """Say whether there is a step to send the case back to: one being looked at again already has none."""
    return (State(case.state), BACK_TO[appeal.stage]) in MOVES


def _check_officer(work: Work, case: Case, appeal: Appeal) -> None:
    """What has come to light since the appeal was given to them counts too; that it was given to them does not."""
    officer = work.session.get_one(Staff, appeal.officer_id)
    against = independence.after_assigning(work, case, officer)
    if hard(against):
        raise NotPermitted(
            msg("You have dealt with this case before, so somebody else must decide the appeal.")
        )


def _check(work: Work, case: Case, appeal: Appeal, found: Result) -> Effect:
    if found.result not in RESULTS:
        raise Refused(msg("Choose the result of the appeal."), "result")
    if not found.reasons:
        raise Refused(msg("Enter your reasons"), "reasons")
    if found.result == "partly":
        if not found.part:
            raise Refused(msg("Say which part of the appeal is upheld."), "part")
        if found.effect not in IN_PART:
            raise Refused(msg("Choose what happens now."), "effect")
    effect: Effect = EFFECTS.get(found.result) or found.effect  # type: ignore[assignment]
    field = "effect" if found.result == "partly" else "result"
    if effect == "reversed" and not can_reverse(work, case, appeal):
        raise Refused(
            msg("Only a decision that the threshold is not met, or that was put off, can be reversed."), field
        )
    if effect == "sent_back" and not can_send_back(case, appeal):
        raise NotNow(msg("The case is being looked at again already, so it cannot be sent back."))
    if effect == "recommended" and not found.recommendations:
        raise Refused(msg("Enter at least one recommendation."), "recommendations")
    if found.result == "out_of_scope" and found.route not in ROUTES:
        raise Refused(msg("Choose who can help with it."), "route")
    return effect


def _carry_out(work: Work, case: Case, appeal: Appeal, effect: Effect, found: Result) -> tuple[Promise, ...]:
    match effect:
        case "sent_back":
            return (letters.promise(work, case, *_send_back(work, case, appeal)),)
        case "reversed":
            _reverse(work, case, appeal, found)
            return (letters.promise(work, case, "meeting", Clock.PANEL),)
        case "recommended":
            _recommend(work, appeal, found)
    return ()


def _send_back(work: Work, case: Case, appeal: Appeal) -> tuple[str, Clock]:
    """Re-open the case: an appeal about the threshold at the decision, one about the review at the panel.

    Where nothing but a call was asked for, somebody calls; where the victim has not agreed, it waits for their word.
    """
    called_only = assessments.newest(work.session, case.id) is None
    move = Move.SEND_BACK_TO_CALL if called_only else BACK_TO[appeal.stage]
    casework.record(work, case, move, {"appeal": appeal.number})
    _open_again(work, case)
    if on_behalf.waits(work, case):
        waiting_anew.wait(work, case)
        return "contact", Clock.FIRST_CONTACT
    if called_only:
        step, clock = "contact", Clock.FIRST_CONTACT
    else:
        step, clock = (
            ("decision", Clock.DECISION) if appeal.stage == "threshold" else ("meeting", Clock.PANEL)
        )
    clocks.start_instead(work, case, clock, of=OUR_STEPS)
    return step, clock


def _reverse(work: Work, case: Case, appeal: Appeal, found: Result) -> None:
    """The threshold counts as met from now on. The decision before it stays in the record and in the figures."""
    recorded = casework.record(work, case, Move.REVERSE, {"appeal": appeal.number}, reasons=found.reasons)
    decisions.keep(work, case, recorded, "threshold", "met", found.reasons)
    _open_again(work, case)
    clocks.start_instead(work, case, Clock.PANEL, of=OUR_STEPS)


def _open_again(work: Work, case: Case) -> None:
    """A case that was over has its organisations again, and a meeting that was set is not held meanwhile."""
    case.closed_at, case.same_as_case_id = None, None
    stopping.call_off(work, case)
    if case.state not in WAITING:
        first_steps.begin_again(work, case, anew=False)
        bodies.make_available(work, case)


def _recommend(work: Work, appeal: Appeal, found: Result) -> None:
    """Keep the recommendations; each body must have regard to its own, s104(7) (check)."""
    for number, one in enumerate(found.recommendations, 1):
        body = bodies.named(work, one.body)
        if body is None:
            raise Refused(msg("Choose an organisation."), "recommendations")
        work.session.add(Recommendation(appeal_id=appeal.id, number=number, body_id=body.id, words=one.words))
    work.session.flush()


def _tell(
    work: Work, case: Case, appeal: Appeal, found: Result, effect: Effect, promises: tuple[Promise, ...]
) -> None:
    officer = work.session.get_one(Staff, appeal.officer_id)
    named = ((bodies.named(work, one.body), one.words) for one in found.recommendations)
    recommended = tuple(RecommendationShown(body.name, words) for body, words in named if body)

    def facts(sheet: letters.Sheet) -> AppealDecided:
        return AppealDecided(
            decided_on=work.today,
            about=appeal.stage,  # type: ignore[arg-type]
            result=RESULTS[found.result],  # type: ignore[arg-type]
            reasons=found.reasons,
            officer=officer.name,
            office=officer.office or "",
            independence=found.independence,
            promises=promises,
            closing=letters.closing_of(work, case),
            recommendations=recommended if effect == "recommended" else (),
            part=found.part,
            effect=effect,
            route=found.route or None,  # type: ignore[arg-type]
            hear_link=sheet.link("voice") if effect == "reversed" else None,
            further_stage=" ".join(work.partnership.appeal.levels[1:]) or None,
        )

    letters.write(work, case, lambda sheet: appeal_decided(sheet.head, facts(sheet), sheet.say))
