"""The limbs of a route: what it asks of the reports together, of their days and of what else was told.

A limb is YES, NO or UNCLEAR like a mark. Where dates are uncertain the weighing is careful: YES means met on every
day the reports could have been made, NO means on none of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from triage.calendar import Ends
from triage.criteria import ApplicationWithin, Condition, Recency
from triage.facts import APPLICANT, Facts, Flag, Report
from triage.yardstick import NO, UNCLEAR, UNKNOWN, YES, Mark, Yardstick, paired


class Limb(NamedTuple):
    """How one limb of a route stands: YES, NO or UNCLEAR, by which rule, with the values behind it."""

    truth: int
    rule: str
    values: dict[str, object]


def limbs(stick: Yardstick, facts: Facts, marks: Sequence[Mark]) -> Iterator[Limb]:
    """Yield how each limb of a route stands, the number of reports first."""
    reports, route = facts.reports, stick.route
    yes, unclear = tally(marks)
    if route.reports:
        truth = at_least(yes, unclear, route.reports)
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
        truth = at_least(*tally(of_kind), number)
        yield Limb(truth, "at_least_of_kind", {"kind": kind, "counted": tally(of_kind)[0], "needed": number})
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


def tally(marks: Iterable[Mark]) -> tuple[int, int]:
    """Return how many marks count for certain, and how many may."""
    yes = unclear = 0
    for mark in marks:
        if mark[0] == YES:
            yes += 1
        elif mark[0] == UNCLEAR:
            unclear += 1
    return yes, unclear


def at_least(yes: int, unclear: int, needed: int) -> int:
    """Say whether enough count: YES, NO, or UNCLEAR where those that may count decide it."""
    return YES if yes >= needed else UNCLEAR if yes + unclear >= needed else NO


def about_the_problem(reports: Sequence[Report]) -> list[Report]:
    """Return the reports really made about the behaviour the application relates to."""
    return [r for r in reports if r.counts_as_report and not r.other_problem and r.set_aside is None]


def _best(marks: Iterable[Mark]) -> int:
    return max((mark[0] for mark in marks), default=NO)


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
    truth = at_least(len(sure), len(possible) - len(sure), needed)
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
