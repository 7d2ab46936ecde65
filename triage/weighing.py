"""Weighing a route: from the marks of single reports to whether the route is met, and by which reports.

A route is met only as far as its weakest limb (triage.limbs).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from triage.choosing import choices
from triage.facts import Facts, Report
from triage.limbs import at_least, limbs, tally
from triage.yardstick import NO, UNCLEAR, UNKNOWN, Mark, Yardstick, paired

DUPLICATE: Final = (NO, "same_incident")
MAYBE_SAME_DAY: Final = (UNCLEAR, "same_incident")


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
    return max((_weighed(stick, facts, choice) for choice in choices(stick, facts, marks)), key=_fullness)


def _weighed(stick: Yardstick, facts: Facts, choice: list[Mark]) -> Weighing:
    _without_duplicates(choice, facts.reports, stick)
    return Weighing(_truth(stick, facts, choice), choice)


def _fullness(weighing: Weighing) -> tuple[int, int, int]:
    """Rank a choice of reports by how far it takes the route, then by what counts, then by what may count."""
    return weighing.truth, *tally(weighing.marks)


def _truth(stick: Yardstick, facts: Facts, marks: Sequence[Mark]) -> int:
    if stick.counts_only:
        return at_least(*tally(marks), stick.reports)
    return min(limb.truth for limb in limbs(stick, facts, marks))


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
