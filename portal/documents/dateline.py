"""The date ruler in a letter: the same drawing as on the pages, kept with the letter as plain data.

The table beside it says the same in words; the drawing is for those who see more easily than they read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from portal.documents.letter import DateLine
from triage.ruler import Row, Ruler


def date_line(ruler: Ruler, names: Mapping[str, str], sent: str) -> DateLine:
    """Takes the ruler of an answer, what each report is called and the words at the day of the application."""
    rows = tuple(
        (
            names[row.report],
            row.counted,
            *map(_kept, (row.incident, row.incident_latest, row.told, row.told_latest, row.apply_by)),
        )
        for row in ruler.rows
    )
    return DateLine(sent, _kept(ruler.first), _kept(ruler.last), _kept(ruler.application), rows)


def ruler_of(line: DateLine) -> tuple[Ruler, dict[str, str]]:
    """Returns the ruler that `date_line` kept, and what each report on it is called."""
    rows, names = [], {}
    for number, (name, counted, *days) in enumerate(line.rows, 1):
        incident, incident_latest, told, told_latest, apply_by = map(_read, days)
        names[f"r{number}"] = name
        rows.append(
            Row(f"r{number}", counted, "", incident, incident_latest, told, told_latest, None, apply_by)
        )
    first, last, application = map(date.fromisoformat, (line.first, line.last, line.application))
    return Ruler(first, last, application, tuple(rows)), names


def _kept(day: date | None) -> str:
    return day.isoformat() if day else ""


def _read(day: str) -> date | None:
    return date.fromisoformat(day) if day else None
