"""Asks the rules about a case and keeps what they said, with the criteria and facts they said it about."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from portal.cases.refusing import Results
from portal.documents.days import day_in_words
from portal.documents.letters.facts import CountedReport
from portal.journeys.facts import facts
from portal.services.work import Work
from portal.store import answers, assessments, marks
from portal.store.adding import add_now, add_unless_there
from portal.store.marks import Marked
from portal.store.tables import Assessment, Case, Criteria, Report
from portal.wording import Translator, msg
from triage import Assessment as Answer
from triage import Facts, Span, assess
from triage import Report as ReportFact
from triage.explain import ReportSentence, binding_answer, explain
from triage.ruler import Ruler, ruler

TOLD = {
    "police": msg("the police"),
    "council": msg("the council"),
    "social_landlord": msg("the landlord or housing association"),
    "health": msg("a health service"),
    "councillor": msg("a councillor or MP"),
}


@dataclass(frozen=True)
class Advised:
    """What the rules say of a case now: the answer, and the dates behind it.

    `marks` are those that count, by number of report; empty where the reports stand as they were given.
    """

    answer: Answer
    facts: Facts
    marks: Mapping[int, Marked] = field(default_factory=dict)

    @property
    def results(self) -> Results:
        """The results of both tests."""
        return Results(self.answer.statutory.result, self.answer.local.result)

    @property
    def needed(self) -> int:
        """How many reports the test needs whose reasons are told; the Act's number where that asks for none."""
        return binding_answer(self.answer).needed or self.answer.statutory.needed

    def ruler(self) -> Ruler:
        """The dates as a ruler."""
        return ruler(self.answer, self.facts)

    def explained(self, reader: Any, say: Translator) -> Any:
        """The answer that binds, in sentences for a reader: applicant, officer or letter."""
        return explain(self.answer, reader=reader, translate=say)


def outlook(work: Work, given: Mapping[str, Any], on: date | None = None) -> Advised:
    """What the rules say of answers not sent yet, as if they were sent today or on the day `on`. Nothing is kept."""
    applied_on = on or work.today
    stated = facts(given, applied_on)
    answer = assess(work.partnership.criteria.in_force(applied_on), stated)
    return Advised(answer, stated)


def assess_case(work: Work, case: Case, facts: Facts, *, first: bool = False) -> Assessment:
    """Assess `facts` under the criteria in force on the application date. The program advises; people decide.

    `first` says that the case was never assessed.
    """
    criteria = work.partnership.criteria.in_force(case.applied_on)
    answer = assess(criteria, facts)
    if not assessments.knows(work.session, criteria.sha256):
        canonical = criteria.canonical_json()
        kept = {"sha256": criteria.sha256, "canonical": canonical, "first_used_at": work.now}
        add_unless_there(work.session, Criteria, [kept])
    row = Assessment(
        case_id=case.id,
        number=1 if first else assessments.count(work.session, case.id) + 1,
        made_at=work.now,
        criteria_sha256=criteria.sha256,
        facts=_plain(asdict(facts)),
        result=answer.as_json(),
        local_result=answer.local.result,
        statutory_result=answer.statutory.result,
    )
    if first:
        add_now(work.session, row)
    else:
        work.session.add(row)
        work.session.flush()
    return row


def advice(work: Work, case: Case) -> Advised:
    """Return what the newest assessment of a case says. Raises LookupError when there is none."""
    row = assessments.newest(work.session, case.id)
    if row is None:
        raise LookupError("the case has no assessment")
    answer = Answer.from_json(row.result)
    found = marks.newest(work.session, case.id)
    return Advised(answer, facts_of(work, case), found)


def as_given(work: Work, case: Case) -> Advised:
    """Return what the rules say of the reports as the applicant gave them, whatever people marked since."""
    return advised(work, case, facts_of(work, case, marked=False))


def advised(work: Work, case: Case, stated: Facts) -> Advised:
    """Return what the rules say of `stated` under the criteria of the application's day. Nothing is kept."""
    answer = assess(work.partnership.criteria.in_force(case.applied_on), stated)
    return Advised(answer, stated)


def facts_of(work: Work, case: Case, *, marked: bool = True) -> Facts:
    """Return the facts of a case from its reports, as people marked them or (`marked` False) as they were given."""
    found = marks.newest(work.session, case.id) if marked else {}
    return facts_in(case, answers.reports(work.session, case.id), found)


def facts_in(case: Case, rows: Iterable[Report], found: Mapping[int, Marked]) -> Facts:
    """Return the facts of a case from the reports `rows` and the marks `found`, both in hand."""
    reports = {report.number: report for report in rows}
    return Facts(
        application_date=case.applied_on,
        reports=tuple(
            _with_mark(_fact(report, _first_of_incident(number, reports, found)), found.get(number))
            for number, report in reports.items()
        ),
    )


def counted_reports(work: Work, case: Case, say: Translator) -> tuple[CountedReport, ...]:
    """Return each report as a letter shows it: its dates, whom was told, whether it counts, why, by which rule."""
    advised = advice(work, case)
    reasons = {one.report: one for one in advised.explained("letter", say).reports}
    return tuple(
        _counted(report, reasons[f"r{report.number}"], advised.marks.get(report.number), say)
        for report in answers.reports(work.session, case.id)
    )


def _counted(report: Report, reason: ReportSentence, marked: Marked | None, say: Translator) -> CountedReport:
    happened, told = days_now(report, marked, say)
    return CountedReport(
        happened=happened,
        told=told,
        told_whom=say(TOLD.get(report.body_kind or "", msg("someone else"))),
        counted=reason.counted == "yes",
        why=" ".join([reason.sentence, *_why_marked(report, marked, say)]),
        source=reason.source or "",
        unclear=reason.counted == "unclear",
    )


def days_now(report: Report, marked: Marked | None, say: Translator) -> tuple[str, str]:
    """Say when it happened and when it was told: as a mark put it right, else as the applicant gave it."""
    happened = days_in_words(report.incident_from, report.incident_to, say)
    told = days_in_words(report.told_from, report.told_to, say)
    if marked is None or marked.mark.code != "date_differs":
        return happened, told
    mark = marked.mark
    return (
        day_in_words(mark.incident_on, say) if mark.incident_on else happened,
        day_in_words(mark.told_on, say) if mark.told_on else told,
    )


def _why_marked(report: Report, marked: Marked | None, say: Translator) -> list[str]:
    """Say what a person marked, why, and what shows it: who is refused must be able to answer it."""
    if marked is None or marked.mark.code == "counts":
        return []
    said = []
    if marked.mark.code == "date_differs":
        happened, told = days_now(report, None, say)
        given = {"happened": happened, "told": told}
        said.append(
            say(msg("These dates are not those you gave us: happened %(happened)s; told %(told)s.")) % given
        )
    said.append(say(msg("Our reason: %(reason)s")) % {"reason": _with_stop(marked.mark.reason or "")})
    if marked.mark.shown_by:
        said.append(say(msg("What shows it: %(record)s")) % {"record": _with_stop(marked.mark.shown_by)})
    return said


def _with_stop(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def days_in_words(first: date | None, last: date | None, say: Translator) -> str:
    """Say a day, or the days between which it lies, or that it is not known."""
    if first is None or last is None:
        return say(msg("not known"))
    if first == last:
        return day_in_words(first, say)
    between = {"first": day_in_words(first, say), "last": day_in_words(last, say)}
    return say(msg("between %(first)s and %(last)s")) % between


def _fact(report: Report, first_of_incident: int) -> ReportFact:
    return ReportFact(
        key=f"r{report.number}",
        told=_span(report.told_from, report.told_to),
        incident=_span(report.incident_from, report.incident_to),
        body=report.body_kind or "",
        kind=report.kind,
        reporter=report.reporter,
        household=report.household,
        incident_key=f"r{first_of_incident}",
    )


def _with_mark(fact: ReportFact, marked: Marked | None) -> ReportFact:
    """Return the fact as the mark on it puts it right. A duplicate shows in the name of its incident alone."""
    if marked is None:
        return fact
    mark = marked.mark
    match mark.code:
        case "date_differs":
            told = Span.on(mark.told_on) if mark.told_on else fact.told
            incident = Span.on(mark.incident_on) if mark.incident_on else fact.incident
            return replace(fact, told=told, incident=incident)
        case "not_this_behaviour":
            return replace(fact, other_problem=True)
        case "not_asb":
            return replace(fact, set_aside="not_asb")
    return fact


def _first_of_incident(number: int, reports: Mapping[int, Report], found: Mapping[int, Marked]) -> int:
    """Return the report that names the incident of report `number`: the end of the chain of "the same as".

    The rules count an incident once for each reporter (s104(12)-(13), check): different people's reports stay apart.
    """
    passed: list[int] = []
    while number not in passed:
        passed.append(number)
        marked = found.get(number)
        duplicate = marked is not None and marked.mark.code == "same_persons_duplicate"
        onward = marked.mark.same_as_number if marked and duplicate else reports[number].same_as_number
        if onward is None or onward not in reports:
            return number
        number = onward
    return min(passed)


def _span(first: date | None, last: date | None) -> Span | None:
    return Span(first, last) if first and last else None


def _plain(value: Any) -> Any:
    """Spell dates as text, for keeping."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
