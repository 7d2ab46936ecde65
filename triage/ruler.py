"""The data of a date ruler: for each report where its dates and limits lie, and whether it counts.

Pages draw it as HTML or SVG with a table beside it, letters as a drawing; all from this one description.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from triage.assessment import Assessment
from triage.explain import binding_answer
from triage.facts import Facts
from triage.reasons import Answer, ReportReason

_MARGIN: Final = timedelta(days=7)
_ABOUT_THE_APPLICATION: Final = frozenset({"window", "application_within"})


@dataclass(frozen=True, slots=True)
class Row:
    """One report on the ruler. Dates not known are None; `*_latest` differs where a date is known only roughly.

    `apply_by` is the last day of an application that counts the report, None where none can.
    """

    report: str
    counted: str
    rule: str
    incident: date | None
    incident_latest: date | None
    told: date | None
    told_latest: date | None
    report_by: date | None
    apply_by: date | None


@dataclass(frozen=True, slots=True)
class Ruler:
    """A stretch of days that holds every date of one answer."""

    first: date
    last: date
    application: date
    rows: tuple[Row, ...]

    def place(self, day: date) -> float:
        """Take a day; return its place on the ruler, from 0.0 (first day) to 1.0 (last day)."""
        whole = (self.last - self.first).days
        return min(1.0, max(0.0, (day - self.first).days / whole))

    def months(self) -> tuple[date, ...]:
        """Return the first day of every month on the ruler, for its ticks."""
        ticks = []
        year, month = self.first.year, self.first.month
        while (day := date(year, month, 1)) <= self.last:
            if day >= self.first:
                ticks.append(day)
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return tuple(ticks)


def ruler(assessment: Assessment, facts: Facts, answer: Answer | None = None) -> Ruler:
    """Take an assessment and its facts; return the ruler of one answer, by default of the one that binds."""
    rows = tuple(_row(reason) for reason in (answer or binding_answer(assessment)).reports)
    days = [facts.application_date]
    for row in rows:
        days.extend(
            day
            for day in (
                row.incident,
                row.incident_latest,
                row.told,
                row.told_latest,
                row.report_by,
                row.apply_by,
            )
            if day is not None
        )
    return Ruler(_safely(min(days), -_MARGIN), _safely(max(days), _MARGIN), facts.application_date, rows)


def _row(reason: ReportReason) -> Row:
    values = reason.values
    incident, told = values.get("incident"), values.get("told")
    # A report that fails for another reason than the day of the application counts for none, whenever it is made.
    can_count = reason.counted != "no" or reason.rule in _ABOUT_THE_APPLICATION
    return Row(
        report=reason.report,
        counted=reason.counted,
        rule=reason.rule,
        incident=incident,
        incident_latest=values.get("incident_latest", incident),
        told=told,
        told_latest=values.get("told_latest", told),
        report_by=values.get("report_by"),
        apply_by=values.get("apply_by") if can_count else None,
    )


def _safely(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day
