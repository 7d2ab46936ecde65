"""Putting a decision off under a rule that the partnership published, and looking at it again.

A local rule stands outside s104(4) and (11): it can put a decision off, never where the Act's test is met.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.area import Partnership
from portal.cases.moves import Move
from portal.cases.refusals import Refused
from portal.cases.refusing import may_defer
from portal.cases.timetable import Clock
from portal.documents.letters import deferred
from portal.documents.letters.facts import Deferred
from portal.policy import Action
from portal.services import assessing, casework, clocks, decisions, letters, notes
from portal.services.work import Work
from portal.store import answers, assessments
from portal.store import clocks as clock_rows
from portal.store.tables import Case, Decision, Report
from portal.wording import msg
from triage import Facts
from triage.criteria import Exclusion
from triage.gates import EXCLUSION_FLAG

# No published rule names a longest time; but who waits longer than this was refused without being told so. Six months
# is the time in which a report counts, s104(11)(b).
LONGEST = timedelta(days=182)


@dataclass(frozen=True)
class InFront:
    """What the decision-maker has in front of them. `sentence` says why it cannot be put off; "" where it can."""

    case: Case
    rules: tuple[Exclusion, ...]
    reports: list[Report]
    advice: assessing.Advised
    sentence: str


def rules(partnership: Partnership, applied_on: date) -> tuple[Exclusion, ...]:
    """Return the published rules in force on the day of an application that put a decision off."""
    criteria = partnership.criteria.in_force(applied_on)
    return tuple(gate for gate in criteria.exclusions if gate.effect == "defer")


def prepare(work: Work, reference: str) -> InFront:
    """Return what the form shows. Raises UnknownCase."""
    case = casework.find(work, reference, Action.DECIDE_THRESHOLD)
    found = rules(work.partnership, case.applied_on)
    sentence = "" if found else msg("The partnership has published no rule that puts a decision off.")
    for rule in found[:1]:
        try:
            _allowed(work, case, rule)
        except Refused as refused:
            sentence = refused.sentence
    return InFront(
        case, found, answers.reports(work.session, case.id), assessing.advice(work, case), sentence
    )


def defer(work: Work, reference: str, code: str, look_again_on: date, reasons: str) -> None:
    """Put the decision off under the published rule `code` until a day to look again.

    Raises Refused where the Act's test is met or not known yet (s104(4)), without such a rule, or for a day that is
    not ahead or too far off.
    """
    case = casework.find(work, reference, Action.DECIDE_THRESHOLD)
    rule = next((one for one in rules(work.partnership, case.applied_on) if one.code == code), None)
    if rule is None:
        raise Refused(msg("Choose the published rule that puts this decision off."), "rule")
    stated = _allowed(work, case, rule)
    if not reasons:
        raise Refused(msg("Enter your reasons"), "reasons")
    if look_again_on <= work.today:
        raise Refused(msg("Choose a day after today."), "look_again_on")
    if look_again_on - work.today > LONGEST:
        raise Refused(
            msg("Choose a day within six months. A longer wait would be a refusal."), "look_again_on"
        )
    assessed = assessing.assess_case(work, case, stated)
    recorded = casework.record(
        work,
        case,
        Move.DEFER,
        {"rule": code, "look_again_on": look_again_on.isoformat(), "assessment": assessed.id},
        reasons=reasons,
    )
    decision = decisions.keep(work, case, recorded, "threshold", "deferred", reasons)
    decision.look_again_on = look_again_on
    _put_off(work, case, look_again_on)
    letters.write(
        work, case, lambda sheet: deferred(sheet.head, _facts(work, sheet, decision, rule), sheet.say)
    )


def look_again(work: Work, reference: str, why: str = "") -> None:
    """Take up again a case that was put off, and assess it anew. Before its day, `why` says what has changed.

    Raises Refused before the day without a reason, NotNow when the case was not put off.
    """
    case = casework.find(work, reference, Action.LOOK_AGAIN)
    decision = put_off(work, case)
    if decision is not None and work.today < (decision.look_again_on or work.today) and not why:
        raise Refused(msg("The day has not come yet. Say what has changed."), "why")
    recorded = casework.record(work, case, Move.LOOK_AGAIN, reasons=why or None)
    if why:
        notes.keep_reason(work, case, recorded, why)
    assessing.assess_case(work, case, assessing.facts_of(work, case))
    # The day to look again has done its part; the decision gets its ordinary time from now on.
    clocks.start_instead(work, case, Clock.DECISION, of=(Clock.DECISION,), cause="looked_again")


def put_off(work: Work, case: Case) -> Decision | None:
    """Return the newest decision by which a case was put off."""
    found = assessments.decisions(work.session, case.id)
    return next((one for one in reversed(found) if one.outcome == "deferred"), None)


def _allowed(work: Work, case: Case, rule: Exclusion) -> Facts:
    """Return the facts under the rule; raises Refused where it cannot put the decision off."""
    stated = replace(assessing.facts_of(work, case), flags={EXCLUSION_FLAG: rule.code})
    may_defer(assessing.as_given(work, case).results, assessing.advised(work, case, stated).results)
    return stated


def _put_off(work: Work, case: Case, until: date) -> None:
    """Let the decision be due on the day to look again; the ledger keeps the day it was due before."""
    running = [row for row in clock_rows.running(work.session, case.id) if row.clock == Clock.DECISION]
    old = running[0] if running else None
    clocks.set_day(work, case, Clock.DECISION, until, "deferred", of=old, started_on=work.today)


def _facts(work: Work, sheet: letters.Sheet, decision: Decision, rule: Exclusion) -> Deferred:
    return Deferred(
        **decisions.told(work, sheet, decision),
        rule=rule.words,
        source=rule.source or work.partnership.criteria.in_force(sheet.case.applied_on).source,
        look_again_on=decision.look_again_on or work.today,
    )
