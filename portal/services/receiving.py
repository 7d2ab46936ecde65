"""Makes a case of the answers of an application, whoever sent or keyed them: everything in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.cases import reference
from portal.cases.moves import Move, State
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.cases.turns import Turn
from portal.journeys.application import APPLICATION, ON_BEHALF, options_of
from portal.journeys.application.acting import agreed_at_first
from portal.journeys.danger import helps
from portal.journeys.facts import facts
from portal.journeys.forms import Asking
from portal.journeys.pages import FrozenAnswer as Frozen
from portal.services import (
    assessing,
    bodies,
    casework,
    clocks,
    first_steps,
    on_behalf,
    persons,
    receipts,
    tasks,
)
from portal.services.work import Work
from portal.store import answers, people
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.tables import Case, Report
from portal.wording import Translator, in_english

JOURNEY_VERSION = "1"
PRIVACY_NOTICE_VERSION = "2026-11"
NO_DISTRICT = "unknown_district"  # a flag, until somebody has found out


@dataclass(frozen=True)
class Came:
    """How and when an application came. All dates are kept; `applied_on` is the one the threshold counts from (B1).

    `channel` is a code of `Case.channel`; `keyed_by` the number of the officer who keyed it in, None for one sent
    online.
    """

    channel: str
    applied_on: date
    received_on: date
    posted_or_called_on: date | None = None
    keyed_by: int | None = None


def receive(
    work: Work,
    given: Mapping[str, Any],
    came: Came,
    submission_key: str,
    say: Translator = in_english,
    called: Case | None = None,
) -> Case:
    """Make a case of the answers `given`, or complete the case `called` of somebody who had asked for a call.

    All of it in the transaction of `work`: people, frozen answers, reports, assessment, event, clocks from the day of
    receipt, bodies (s104(3)(b)), acknowledgement. A case that somebody called about keeps its reference and dates.
    """
    if called is None:
        case = new_case(work, came, submission_key, given)
        readers = persons.add_applicant(work, case, given)
    else:
        case, readers = _complete(called, came, given), None
        persons.complete_applicant(work, case, given)
    frozen = APPLICATION.freeze(given, asking(work, say))
    _freeze(work, case, frozen)
    reports = _add_reports(work, case, given)
    assessing.assess_case(work, case, assessing.facts_in(case, reports, {}), first=True)
    casework.record(
        work, case, Move.SUBMIT, {"channel": case.channel, "district": case.district}, at_once=False
    )
    tasks.open_at_receipt(work, case, receipts.said_once(frozen))
    if on_behalf.TO_CHECK in case.flags:
        tasks.open_task(work, case.id, TaskKind.VERIFY_CONSENT)
    at_once = called is None and agreed_at_first(given) not in people.WAITING
    due = _enter_at_once(work, case) if at_once else _enter_or_wait(work, case, called)
    if due is not None:
        receipts.write(work, case, frozen, readers, due)
    return case


def _enter_or_wait(work: Work, case: Case, called: Case | None) -> receipts.Due | None:
    """Start what starts with the application; returns when each clock is due, None where it waits for a word."""
    first = () if called else (Clock.FIRST_CONTACT,)
    clocks.start(work, case, *first, first_steps.risk_clock(case), on=case.received_on)
    if on_behalf.waits(work, case):
        on_behalf.begin_waiting(work, case)
        return None
    on_behalf.enter(work, case, on=case.received_on)
    return receipts.days_due(work, case)


def _enter_at_once(work: Work, case: Case) -> receipts.Due:
    """Start what starts with a new application that waits for nobody's word; `on_behalf.enter` does it later.

    Nothing is read back: the case has no other clock, and no body had it before. Returns when each clock is due.
    """
    met = () if case.district == UNKNOWN_DISTRICT else (Clock.PASS_ON,)
    first = (Clock.FIRST_CONTACT, first_steps.risk_clock(case), *on_behalf.OF_THE_BODIES)
    asked = [body.key for body in bodies.relevant(work, case)]
    due = clocks.begin(work, case, *first, met=met, asked=asked, on=case.received_on)
    bodies.make_available_first(work, case)
    return due


def new_case(work: Work, came: Came, submission_key: str, given: Mapping[str, Any]) -> Case:
    """Add the row of a case on which no move was made yet."""
    case = Case(
        reference=reference.new_reference(),
        district=given.get("district") or UNKNOWN_DISTRICT,
        state=State.NONE,
        version=0,
        open_actions=0,
        open_appeals=0,
        sittings=0,
        submission_key=submission_key,
        channel=came.channel,
        applied_on=came.applied_on,
        received_at=work.now,
        received_on=came.received_on,
        posted_or_called_on=came.posted_or_called_on,
        keyed_by=came.keyed_by,
        whose_turn=Turn.DECIDER,
        journey_version=JOURNEY_VERSION,
        privacy_notice_version=PRIVACY_NOTICE_VERSION,
        large_print=_large_print(given),
        flags=flags_of(given),
    )
    work.session.add(case)
    work.session.flush()
    return case


def _complete(case: Case, came: Came, given: Mapping[str, Any]) -> Case:
    """Add to the case of a call what the whole application says; nothing that raised a flag is taken back."""
    if given.get("district") not in (None, UNKNOWN_DISTRICT):
        case.district = given["district"]
    flags = dict.fromkeys((*case.flags, *flags_of(given)))
    case.flags = [flag for flag in flags if flag != NO_DISTRICT or case.district == UNKNOWN_DISTRICT]
    case.large_print, case.keyed_by = _large_print(given), came.keyed_by
    return case


def _large_print(given: Mapping[str, Any]) -> bool:
    return "large_print" in (given.get("needs") or ())


def asking(work: Work, say: Translator) -> Asking:
    """Return what the questions of an application need to be asked here and now."""
    return Asking(say, work.today, options_of(work.partnership))


def flags_of(given: Mapping[str, Any]) -> list[str]:
    """Return the codes in an application that ask for a person's eye at once (requirements A2, A6, A8, C12)."""
    found = {
        "danger_words": bool(helps(APPLICATION.texts(given))),
        "hate": given.get("hate") == "yes",
        "vulnerable": bool(given.get("vulnerable")),
        "share_home": given.get("share_home") == "yes",
        "worried_about": bool(given.get("worried_about")),
        "needs_help": bool(given.get("needs")),
        on_behalf.FLAG: ON_BEHALF.holds(given),
        on_behalf.TO_CHECK: agreed_at_first(given) in ("given", "child"),
        on_behalf.WORRIED: given.get("consent_state") == "cannot_ask",
        NO_DISTRICT: given.get("district") in (None, UNKNOWN_DISTRICT),
    }
    return [flag for flag, raised in found.items() if raised]


def _freeze(work: Work, case: Case, frozen: list[Frozen]) -> None:
    rows = [
        {
            "case_id": case.id,
            "position": position,
            "page": one.page,
            "question_id": one.question_id,
            "group_index": one.group_index,
            "label": one.label,
            "value": one.value,
            "words": one.words,
        }
        for position, one in enumerate(frozen, 1)
    ]
    answers.freeze(work.session, rows)


def _add_reports(work: Work, case: Case, given: Mapping[str, Any]) -> list[Report]:
    """Keep the reports; return them as they were written."""
    stated = facts(given, case.applied_on).reports
    first_of = {report.incident_key: number for number, report in reversed(list(enumerate(stated, 1)))}
    rows = []
    for number, (report, entry) in enumerate(zip(stated, given.get("reports", ()), strict=True), 1):
        same_as = first_of[report.incident_key] if report.incident_key else number
        rows.append(
            {
                "case_id": case.id,
                "number": number,
                "told_from": report.told.earliest if report.told else None,
                "told_to": report.told.latest if report.told else None,
                "incident_from": report.incident.earliest if report.incident else None,
                "incident_to": report.incident.latest if report.incident else None,
                "body_kind": report.body,
                "kind": report.kind,
                "reporter": report.reporter,
                "household": report.household,
                "same_as_number": same_as if same_as != number else None,
                "reference": entry.get("reference"),
                "what": entry.get("what"),
            }
        )
    answers.add_reports(work.session, rows)
    return [Report(**row) for row in rows]
