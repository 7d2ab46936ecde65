"""Reading the facts of an application from JSON: the shape of one worked case.

`application_date`, `reports` (each with `date`, `incident_date`, `body` and, where they matter, `kind`, `reporter`,
`household`, `incident`, `counts_as_report`, `other_problem`, `set_aside`, `key`) and `flags`. A date that is known
only roughly is written `{"earliest": "2025-02-01", "latest": "2025-02-14"}`; one that is not known is null.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from triage.facts import APPLICANT, Facts, Flag, Report, Span

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_REPORTS: Final = 1000


class FactsMistake(ValueError):
    """Facts that cannot be read, in one sentence."""


def facts_from_json(document: object) -> Facts:
    """Take what json.loads gave for one worked case; return its facts.

    Keys that belong to the case but not to the facts (its id, area, expected answer) are left alone. Raises
    FactsMistake, naming the place, for anything else that cannot be understood.
    """
    if not isinstance(document, dict):
        raise FactsMistake("the facts must be one JSON object with application_date, reports and flags")
    reports = document.get("reports")
    if not isinstance(reports, list):
        raise FactsMistake("reports must be a list")
    if len(reports) > _MOST_REPORTS:
        raise FactsMistake(f"reports must be a list of at most {_MOST_REPORTS}")
    if document.get("application_date") is None:
        raise FactsMistake("application_date is missing")
    application = day_from_text(document["application_date"], "application_date")
    read = tuple(_report(report, number) for number, report in enumerate(reports, start=1))
    keys = [report.key for report in read]
    if len(set(keys)) < len(keys):
        raise FactsMistake("two reports have the same key")
    return Facts(application, read, _flags(document.get("flags", {})))


def _report(report: object, number: int) -> Report:
    where = f"report {number}"
    if not isinstance(report, dict):
        raise FactsMistake(f"{where} must be an object")
    return Report(
        key=_text(report, "key", where, f"r{number}") or f"r{number}",
        told=_span(report.get("date"), f"{where}: date"),
        incident=_span(report.get("incident_date"), f"{where}: incident_date"),
        body=_text(report, "body", where, "none") or "none",
        kind=_text(report, "kind", where, "asb") or "asb",
        reporter=_text(report, "reporter", where, APPLICANT) or APPLICANT,
        household=_text(report, "household", where, None),
        incident_key=_text(report, "incident", where, None),
        counts_as_report=_tick(report, "counts_as_report", where, default=True),
        other_problem=_tick(report, "other_problem", where, default=False),
        set_aside=_text(report, "set_aside", where, None),
    )


def _text(report: Mapping[str, Any], name: str, where: str, default: str | None) -> str | None:
    value = report.get(name, default)
    if value is not None and not isinstance(value, str):
        raise FactsMistake(f"{where}: {name} must be text")
    return value


def _tick(report: Mapping[str, Any], name: str, where: str, *, default: bool) -> bool:
    value = report.get(name, default)
    if not isinstance(value, bool):
        raise FactsMistake(f"{where}: {name} must be true or false")
    return value


def _span(value: object, where: str) -> Span | None:
    if value is None:
        return None
    if isinstance(value, dict):
        if set(value) != {"earliest", "latest"}:
            raise FactsMistake(f"{where} must be a date, null, or an object with earliest and latest")
        first, last = (
            day_from_text(value["earliest"], f"{where}, earliest"),
            day_from_text(value["latest"], f"{where}, latest"),
        )
        if last < first:
            raise FactsMistake(f"{where}: latest comes before earliest")
        return Span(first, last)
    return Span.on(day_from_text(value, where))


def day_from_text(value: object, where: str) -> date:
    """Take a date written YYYY-MM-DD and what it is; return it. Raises FactsMistake for anything else."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise FactsMistake(f"{where} must be a real date written YYYY-MM-DD")


def _flags(flags: object) -> dict[str, Flag]:
    if flags is None:
        return {}
    if not isinstance(flags, dict):
        raise FactsMistake("flags must be an object")
    for name, value in flags.items():
        answers = value if isinstance(value, list) else [value]
        if not all(answer is None or isinstance(answer, bool | int | str) for answer in answers):
            raise FactsMistake(f"flags: {name} must be true, false, a number, text, null or a list of text")
    return dict(flags)
