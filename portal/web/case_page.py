"""Arranges what a case holds for reading: the answers page by page, the reports with both answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from portal.cases.alike import given_twice
from portal.cases.moves import State
from portal.journeys.application import APPLICATION
from portal.journeys.conditions import Answers
from portal.services import staff
from portal.services.assessing import Advised, days_in_words
from portal.services.casefile import CaseShown
from portal.services.work import Work
from portal.store.marks import Marked
from portal.store.tables import Appeal, Case, Decision, Document, FrozenAnswer, Report
from portal.web.language import say, translator
from portal.wording import msg
from triage.explain import Explanation, ReportSentence, explain_answer, explain_limbs
from triage.ruler import Ruler

# Before a decision, or before one is made anew.
TO_DECIDE = (State.CALL_ASKED, State.AWAITING_CONSENT, State.RECEIVED, State.NOT_MET_PROPOSED)


@dataclass(frozen=True)
class AnswerGroup:
    """The answers of one page (or of one report) as they were frozen; `left_out` are questions without an answer."""

    title: str
    answers: list[FrozenAnswer]
    left_out: list[FrozenAnswer]


@dataclass(frozen=True)
class MarkShown:
    """The mark that counts on a report, with the days it puts right in words ("" where it leaves them)."""

    code: str
    happened: str
    told: str
    same_as: int | None
    reason: str
    shown_by: str
    document: Document | None
    by: str
    at: datetime


@dataclass(frozen=True)
class ReportShown:
    """A report with its dates in words and what both tests say of it; `like` is the number of one it looks like."""

    report: Report
    happened: str
    told: str
    statutory: ReportSentence | None
    local: ReportSentence | None
    marked: MarkShown | None = None
    like: int | None = None


@dataclass(frozen=True)
class AdviceShown:
    """What the rules say, for an officer: both results, every report with both reasons, what would change it."""

    statutory: str
    local: str
    explanation: Explanation
    statutory_limbs: tuple[str, ...]
    local_limbs: tuple[str, ...]
    version: str
    ruler: Ruler
    names: Mapping[str, str]


@dataclass(frozen=True)
class Decided:
    """How the threshold was decided last; what the rules say is past then."""

    outcome: str
    on: date
    on_appeal: bool


def decided(case: Case, decisions: Sequence[Decision], appeals: Sequence[Appeal]) -> Decided | None:
    """Return how the threshold stands decided; None where it is still, or again, to be decided.

    An appeal that reverses the threshold writes the new decision in the same moment, but no new marks.
    """
    found = [one for one in decisions if one.stage == "threshold"]
    if not found or case.state in TO_DECIDE:
        return None
    newest = found[-1]
    by_appeal = {one.decided_at for one in appeals if one.effect == "reversed"}
    return Decided(newest.outcome, newest.decided_on, newest.made_at in by_appeal)


def who_decided(work: Work, shown: CaseShown) -> dict[int, str]:
    """Return the names of who decided in a case, agreed as the second person or keyed it in, by number of staff."""
    numbers = {shown.case.keyed_by} | {
        number for one in shown.decisions for number in (one.decided_by, one.second_person)
    }
    return staff.names(work, {number for number in numbers if number is not None})


def answer_groups(answers: list[FrozenAnswer]) -> list[AnswerGroup]:
    """Gather the frozen answers under the names of their pages, each report by itself."""
    groups = []
    said = {one.question_id: one.value for one in answers if one.group_index is None}
    for (page_id, index), found in groupby(answers, key=lambda one: (one.page, one.group_index)):
        together = list(found)
        given = [one for one in together if one.value is not None]
        groups.append(
            AnswerGroup(_title(page_id, index, said), given, [one for one in together if one.value is None])
        )
    return groups


def _title(page_id: str, index: int | None, said: Answers) -> str:
    if index is not None:
        return report_name(index + 1)
    page = APPLICATION.page(page_id)
    if page is None:
        return page_id
    asked = page.as_asked(said)
    return say(asked.heading or asked.section)


def report_name(number: int) -> str:
    """What a report is called."""
    return say(msg("Report %(number)s"), {"number": number})


def reports_shown(reports: list[Report], advice: Advised | None) -> list[ReportShown]:
    """Return the reports as they were given, with both answers to each and the mark that counts."""
    marks = advice.marks if advice else {}
    translate = translator()
    answer = advice.answer if advice else None
    statutory = explain_answer(answer.statutory, "officer", translate) if answer else ()
    local = explain_answer(answer.local, "officer", translate) if answer else ()
    reasons = [{one.report: one for one in sentences} for sentences in (statutory, local)]
    incidents = {int(one.key[1:]): one.incident_key for one in advice.facts.reports} if advice else {}
    twice = given_twice(reports, incidents)
    return [
        ReportShown(
            report,
            days_in_words(report.incident_from, report.incident_to, translate),
            days_in_words(report.told_from, report.told_to, translate),
            reasons[0].get(f"r{report.number}"),
            reasons[1].get(f"r{report.number}"),
            mark_shown(marks[report.number]) if report.number in marks else None,
            # Who marked it has looked at it.
            twice.get(report.number) if report.number not in marks else None,
        )
        for report in reports
    ]


def mark_shown(marked: Marked) -> MarkShown:
    """Return a mark for reading."""
    mark, translate = marked.mark, translator()
    return MarkShown(
        code=mark.code,
        happened=days_in_words(mark.incident_on, mark.incident_on, translate) if mark.incident_on else "",
        told=days_in_words(mark.told_on, mark.told_on, translate) if mark.told_on else "",
        same_as=mark.same_as_number,
        reason=mark.reason or "",
        shown_by=mark.shown_by or "",
        document=marked.document,
        by=marked.by,
        at=mark.marked_at,
    )


def days_shown(report: Report) -> tuple[str, str]:
    """When a report happened and was told, as the applicant gave it, in words."""
    translate = translator()
    return (
        days_in_words(report.incident_from, report.incident_to, translate),
        days_in_words(report.told_from, report.told_to, translate),
    )


def rules_shown(reports: list[Report], advice: Advised | None) -> dict[str, Any]:
    """What the rules say and the reports they say it of, by the names that templates have for them."""
    return {
        "advice": advice_shown(advice) if advice else None,
        "reports": reports_shown(reports, advice),
    }


def advice_shown(advice: Advised) -> AdviceShown:
    """Return what the rules say for an officer to read."""
    translate = translator()
    answer = advice.answer
    return AdviceShown(
        statutory=answer.statutory.result,
        local=answer.local.result,
        explanation=advice.explained("officer", translate),
        statutory_limbs=explain_limbs(answer.statutory, "officer", translate),
        local_limbs=explain_limbs(answer.local, "officer", translate),
        version=answer.version,
        ruler=advice.ruler(),
        names={row.report: report_name(int(row.report[1:])) for row in advice.ruler().rows},
    )
