"""Choosing the reports that a route looks at: one person's, or those within one period.

Where a route allows several choices, the one that helps the applicant most stands (triage.weighing).
"""

from collections.abc import Iterator
from datetime import date

from triage.calendar import Ends
from triage.facts import APPLICANT, Facts, Span
from triage.yardstick import (
    NO,
    OUT_OF_WINDOW,
    REPORTER,
    TOLD_BEFORE_INCIDENT,
    UNCLEAR,
    UNCLEAR_WINDOW,
    UNKNOWN,
    YES,
    Mark,
    Yardstick,
    base_of,
    paired,
)


def choices(stick: Yardstick, facts: Facts, marks: list[Mark]) -> Iterator[list[Mark]]:
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
            kept.append(OUT_OF_WINDOW)
        elif start[1] <= day.earliest and day.latest <= end[0]:
            kept.append(mark)
        else:
            kept.append(mark if mark[0] == UNCLEAR else UNCLEAR_WINDOW)
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
            kept.append(OUT_OF_WINDOW)
        else:
            kept.append(mark if mark[0] == UNCLEAR else UNCLEAR_WINDOW)
    return kept
