"""Weighing a route: from the marks of single reports to whether the route is met, and which limb decides.

A limb is YES, NO or UNCLEAR like a mark; the route is met only as far as its weakest limb. Where dates are uncertain
the weighing is careful: YES means met on every day the reports could have been made, NO means on none of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeVar

from triage.calendar import Ends
from triage.criteria import ApplicationWithin, Condition, Recency
from triage.facts import APPLICANT, Facts, Flag, Report, Span
from triage.yardstick import (
    NO,
    REPORTER,
    TOLD_BEFORE_INCIDENT,
    UNCLEAR,
    UNKNOWN,
    YES,
    Mark,
    Yardstick,
    base_of,
)

DUPLICATE: Final = (NO, "same_incident")
MAYBE_SAME_DAY: Final = (UNCLEAR, "same_incident")
OUTSIDE_PERIOD: Final = (NO, "window")
MAYBE_OUTSIDE_PERIOD: Final = (UNCLEAR, "window")


Thing = TypeVar("Thing", Report, Span)


class Limb(NamedTuple):
    """How one limb of a route stands: YES, NO or UNCLEAR, by which rule, with the values behind it."""

    truth: int
    rule: str
    values: dict[str, object]


class Weighing(NamedTuple):
    """A route weighed: its truth and the mark of every report, in the order of the facts."""

    truth: int
    marks: Sequence[Mark]


def weigh(stick: Yardstick, facts: Facts) -> Weighing:
    """Take a route made ready and the facts; return how the route stands."""
    application, flags = facts.application_date, facts.flags
    marks = [stick.mark(report, application, flags) for report in facts.reports]
    if stick.simple:
        _without_duplicates(marks, facts.reports, stick)
        return Weighing(_truth(stick, facts, marks), marks)
    return max((_weighed(stick, facts, choice) for choice in _choices(stick, facts, marks)), key=_fullness)


def _weighed(stick: Yardstick, facts: Facts, choice: list[Mark]) -> Weighing:
    _without_duplicates(choice, facts.reports, stick)
    return Weighing(_truth(stick, facts, choice), choice)


def _fullness(weighing: Weighing) -> tuple[int, int, int]:
    """Rank a choice of reports by how far it takes the route, then by what counts, then by what may count."""
    return weighing.truth, *_tally(weighing.marks)


def limbs(stick: Yardstick, facts: Facts, marks: Sequence[Mark]) -> Iterator[Limb]:
    """Yield how each limb of a route stands, the number of reports first."""
    reports, route = facts.reports, stick.route
    yes, unclear = _tally(marks)
    if route.reports:
        truth = _at_least(yes, unclear, route.reports)
        yield Limb(truth, "reports", {"counted": yes, "unclear": unclear, "needed": route.reports})
    if route.reports_at_most is not None:
        most = route.reports_at_most
        truth = NO if yes > most else YES if yes + unclear <= most else UNCLEAR
        yield Limb(truth, "reports_at_most", {"counted": yes, "unclear": unclear, "most": most})
    if route.people_at_least > 1:
        yield _people(stick, reports, marks)
    if route.applicant_included:
        yield Limb(
            _best(m for r, m in paired(reports, marks) if r.reporter == APPLICANT),
            "applicant_included",
            {},
        )
    if route.at_least_of_kind is not None:
        kind, number = route.at_least_of_kind.kind, route.at_least_of_kind.number
        of_kind = [m for r, m in paired(reports, marks) if r.kind == kind]
        truth = _at_least(*_tally(of_kind), number)
        yield Limb(truth, "at_least_of_kind", {"kind": kind, "counted": _tally(of_kind)[0], "needed": number})
    if stick.first_report_ends is not None:
        yield _first_report_within(stick.first_report_ends, reports)
    if stick.recency is not None:
        yield _recency(*stick.recency, facts, marks)
    if stick.applying is not None:
        yield _application_within(*stick.applying, facts)
    for condition in route.conditions:
        yield condition_limb(condition, facts.flags)


def condition_limb(condition: Condition, flags: Mapping[str, Flag]) -> Limb:
    """Return how a condition stands on the flags told; silence means what the area says it means."""
    for name in condition.asks:
        told = flags.get(name)
        if told is not None:
            truth = YES if accepted(told, condition.accepts) else NO
            return Limb(truth, "condition", {"code": condition.code, "flag": name, "told": True})
    truth = {"satisfied": YES, "unsatisfied": NO, "ask": UNCLEAR}[condition.if_not_told]
    return Limb(truth, "condition", {"code": condition.code, "flag": condition.asks[0], "told": False})


def accepted(told: Flag, accepts: Sequence[bool | int | str]) -> bool:
    """Say whether an answer, or one of several answers ticked, is among those accepted."""
    answers = told if isinstance(told, list | tuple) else (told,)
    return any(type(answer) is type(wanted) and answer == wanted for answer in answers for wanted in accepts)


def paired(things: Sequence[Thing], marks: Sequence[Mark]) -> Iterator[tuple[Thing, Mark]]:
    """Yield each report, or what was read from it, with its mark."""
    return zip(things, marks, strict=True)


def about_the_problem(reports: Sequence[Report]) -> list[Report]:
    """Return the reports really made about the behaviour the application relates to."""
    return [r for r in reports if r.counts_as_report and not r.other_problem and r.set_aside is None]


def _truth(stick: Yardstick, facts: Facts, marks: Sequence[Mark]) -> int:
    if stick.counts_only:
        return _at_least(*_tally(marks), stick.reports)
    return min(limb.truth for limb in limbs(stick, facts, marks))


def _tally(marks: Iterable[Mark]) -> tuple[int, int]:
    yes = unclear = 0
    for mark in marks:
        if mark[0] == YES:
            yes += 1
        elif mark[0] == UNCLEAR:
            unclear += 1
    return yes, unclear


def _at_least(yes: int, unclear: int, needed: int) -> int:
    return YES if yes >= needed else UNCLEAR if yes + unclear >= needed else NO


def _best(marks: Iterable[Mark]) -> int:
    return max((mark[0] for mark in marks), default=NO)


def _without_duplicates(marks: list[Mark], reports: Sequence[Report], stick: Yardstick) -> None:
    """Count an incident once, where an area does (s104(12)-(13) leave it to the procedure; check).

    Of several reports of one incident the one that helps most stands for it: certain before uncertain, of the kind
    the route asks for before others, a later report before an earlier one.
    """
    rule = stick.same_incident
    if rule == "each" or (rule == "once_per_person" and not _repeated(marks, reports)):
        return
    seen: set[object] = set()
    for index in sorted(range(len(marks)), key=lambda number: _rank(marks[number], reports[number], stick)):
        if marks[index][0] == NO:
            return
        report = reports[index]
        names = names_of(report, rule)
        if names & seen:
            marks[index] = DUPLICATE
        elif rule == "once_per_day" and not (report.incident or UNKNOWN).exact:
            marks[index] = MAYBE_SAME_DAY
        seen |= names


def _repeated(marks: Sequence[Mark], reports: Sequence[Report]) -> bool:
    """Say whether somebody reported one incident twice; nearly always nobody did, which is quickly seen."""
    seen = set()
    for report, mark in paired(reports, marks):
        if mark[0] and report.incident_key is not None:
            name = (report.reporter, report.incident_key)
            if name in seen:
                return True
            seen.add(name)
    return False


def _rank(mark: Mark, report: Report, stick: Yardstick) -> tuple[int, bool, int]:
    kind = stick.route.at_least_of_kind
    return (
        -mark[0],
        kind is not None and report.kind != kind.kind,
        -(report.told or UNKNOWN).latest.toordinal(),
    )


def names_of(report: Report, rule: str) -> set[object]:
    """Return what an incident is known by: its key, and where two on one day count once its day."""
    if rule == "once":
        return set() if report.incident_key is None else {report.incident_key}
    names: set[object] = set()
    if report.incident_key is not None:
        names.add((report.reporter, report.incident_key))
    if rule == "once_per_day" and report.incident is not None and report.incident.exact:
        names.add((report.reporter, report.incident.earliest))
    return names


def _people(stick: Yardstick, reports: Sequence[Report], marks: Sequence[Mark]) -> Limb:
    households = stick.route.who == "households"
    sure: set[str] = set()
    possible: set[str] = set()
    for report, mark in paired(reports, marks):
        if mark[0]:
            person = report.household or report.reporter if households else report.reporter
            possible.add(person)
            if mark[0] == YES:
                sure.add(person)
    needed = stick.route.people_at_least
    truth = _at_least(len(sure), len(possible) - len(sure), needed)
    return Limb(truth, "households" if households else "people", {"counted": len(sure), "needed": needed})


def _recency(recency: Recency, ends: Ends, facts: Facts, marks: Sequence[Mark]) -> Limb:
    """At least one counted report must be recent; the latest of them decides."""
    application = facts.application_date
    truth, latest = NO, date.min
    for report, mark in paired(facts.reports, marks):
        if mark[0] == NO:
            continue
        day = (report.incident if recency.of == "incident" else report.told) or UNKNOWN
        latest = max(latest, min(day.latest, application))
        if mark[0] == YES and ends[day.earliest] >= application:
            truth = YES
        elif truth == NO and ends[min(day.latest, application)] >= application:
            truth = UNCLEAR
    return Limb(truth, "recency", _limit(latest, ends, application))


def _first_report_within(ends: Ends, reports: Sequence[Report]) -> Limb:
    """Only the first report is tested against its incident."""
    made = about_the_problem(reports)
    if not made:
        return Limb(NO, "first_report_within", {})
    sure_by = min((r.told or UNKNOWN).latest for r in made)
    candidates = [r for r in made if (r.told or UNKNOWN).earliest <= sure_by]
    truths = []
    for report in candidates:
        told, incident = report.told or UNKNOWN, report.incident or UNKNOWN
        if told.latest < incident.earliest:
            truths.append(UNCLEAR)
        elif ends[incident.latest] < told.earliest:
            truths.append(NO)
        else:
            truths.append(YES if ends[incident.earliest] >= told.latest else UNCLEAR)
    first = min(candidates, key=lambda r: (r.told or UNKNOWN).earliest)
    told, incident = first.told or UNKNOWN, first.incident or UNKNOWN
    values = {"report": first.key} | _limit(incident.latest, ends, told.earliest)
    return Limb(truths[0] if len(set(truths)) == 1 else UNCLEAR, "first_report_within", values)


def _application_within(applying: ApplicationWithin, ends: Ends, facts: Facts) -> Limb:
    """The application must follow the first report, the first incident or the latest incident soon enough."""
    made = about_the_problem(facts.reports)
    if not made:
        return Limb(NO, "application_within", {"of": applying.of})
    days = [(r.told if applying.of == "first_report" else r.incident) or UNKNOWN for r in made]
    pick: Callable[[Iterable[date]], date] = max if applying.of == "latest_incident" else min
    worst, best = pick(day.earliest for day in days), pick(day.latest for day in days)
    application = facts.application_date
    truth = YES if ends[worst] >= application else UNCLEAR if ends[best] >= application else NO
    return Limb(truth, "application_within", {"of": applying.of} | _limit(best, ends, application))


def _limit(base: date, ends: Ends, reached: date) -> dict[str, object]:
    if base in (date.min, date.max):
        return {}
    return {"from": base, "limit": ends[base], "reached": reached}


def _choices(stick: Yardstick, facts: Facts, marks: list[Mark]) -> Iterator[list[Mark]]:
    """Yield the ways of choosing reports that a route allows: one person's, or those within one period."""
    if stick.route.who != "one_person":
        yield from _periods(stick, facts, marks)
        return
    for person in dict.fromkeys(r.reporter for r in facts.reports) or [APPLICANT]:
        own = [m if r.reporter == person or m[0] == NO else REPORTER for r, m in paired(facts.reports, marks)]
        yield from _periods(stick, facts, own)


def _periods(stick: Yardstick, facts: Facts, marks: list[Mark]) -> Iterator[list[Mark]]:
    if stick.period is None:
        yield list(marks)
        return
    window, ends = stick.period
    days = [base_of(report, window) for report in facts.reports]
    if window.until == "latest_report":
        yield _until_latest(facts, marks, days, ends)
    elif window.until == "any_period":
        starts = {start for day in days for start in (day.earliest, day.latest)}
        for start in sorted(starts) or [facts.application_date]:
            yield _within(marks, days, (start, start), (ends[start], ends[start]))
    else:
        firsts = [
            (r.incident if window.until == "first_incident" else r.told) or UNKNOWN
            for r, m in paired(facts.reports, marks)
            if m[0]
        ]
        first = Span(
            min((f.earliest for f in firsts), default=date.min),
            min((f.latest for f in firsts), default=date.max),
        )
        # Reports cannot come before the first report, but incidents can, and reports before the first incident.
        apart = (window.of == "incident") != (window.until == "first_incident")
        begins = (first.earliest, first.latest if apart else first.earliest)
        yield _within(marks, days, begins, (ends[first.earliest], ends[first.latest]))


def _within(
    marks: list[Mark], days: list[Span], start: tuple[date, date], end: tuple[date, date]
) -> list[Mark]:
    """Keep the reports inside a period whose first and last day are each known between two days."""
    kept = []
    for day, mark in paired(days, marks):
        if mark[0] == NO or mark is TOLD_BEFORE_INCIDENT:
            kept.append(mark)
        elif day.latest < start[0] or day.earliest > end[1]:
            kept.append(OUTSIDE_PERIOD)
        elif start[1] <= day.earliest and day.latest <= end[0]:
            kept.append(mark)
        else:
            kept.append(mark if mark[0] == UNCLEAR else MAYBE_OUTSIDE_PERIOD)
    return kept


def _until_latest(facts: Facts, marks: list[Mark], days: list[Span], ends: Ends) -> list[Mark]:
    """Keep the reports whose own period, counted forward, still reaches the latest report."""
    told = [(m, r.told or UNKNOWN) for r, m in paired(facts.reports, marks) if m[0]]
    if not told:
        return list(marks)
    sure = max((day.earliest for mark, day in told if mark[0] == YES), default=date.min)
    possible = max(min(day.latest, facts.application_date) for _, day in told)
    kept = []
    for day, mark in paired(days, marks):
        if mark[0] == NO or mark is TOLD_BEFORE_INCIDENT or ends[day.earliest] >= possible:
            kept.append(mark)
        elif ends[day.latest] < sure:
            kept.append(OUTSIDE_PERIOD)
        else:
            kept.append(mark if mark[0] == UNCLEAR else MAYBE_OUTSIDE_PERIOD)
    return kept
