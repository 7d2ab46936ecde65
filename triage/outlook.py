"""What would change the answer, and what only just missed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from triage.facts import Facts
from triage.reasons import Answer, ReportReason
from triage.results import MET

# Limbs that more reports cannot put right.
_BEYOND_REPORTS = frozenset(
    {"condition", "exclusion", "reports_at_most", "application_within", "first_report_within"}
)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A limit missed by a few days, in the "local" or the "statutory" test. `report` is None for a whole route."""

    test: str
    rule: str
    report: str | None
    days: int
    limit: date

    def as_json(self) -> dict[str, Any]:
        """Return the near miss as plain JSON values."""
        return {
            "test": self.test,
            "rule": self.rule,
            "report": self.report,
            "days": self.days,
            "limit": self.limit.isoformat(),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "NearMiss":
        """Return the near miss that `as_json` wrote."""
        return cls(
            kept["test"], kept["rule"], kept["report"], kept["days"], date.fromisoformat(kept["limit"])
        )


@dataclass(frozen=True, slots=True)
class NextDate:
    """A day on which the answer changes unless something happens first.

    `stops_counting`: `report`, made on `told`, counts in an application made by `day`, not later.
    `more_reports`: with `number` more reports that count, an application by `day` would have enough.
    `met_until`: an application made by `day` would still have enough reports.
    `report_by`: an incident nobody was told about yet counts if somebody is told by `day`.
    """

    rule: str
    test: str
    day: date
    report: str | None = None
    told: date | None = None
    number: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return the change as plain JSON values."""
        return {
            "rule": self.rule,
            "test": self.test,
            "date": self.day.isoformat(),
            "report": self.report,
            "told": self.told.isoformat() if self.told else None,
            "number": self.number,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "NextDate":
        """Return the change that `as_json` wrote."""
        told = date.fromisoformat(kept["told"]) if kept["told"] else None
        return cls(
            kept["rule"], kept["test"], date.fromisoformat(kept["date"]), kept["report"], told, kept["number"]
        )


def near_misses(local: Answer, statutory: Answer, band: int) -> tuple[NearMiss, ...]:
    """Return the limits missed by at most `band` days in each test that is not met. They change no answer."""
    found = []
    for test, answer in (("local", local), ("statutory", statutory)):
        if answer.result == MET:
            continue
        for reason in answer.reports:
            missed = _missed(reason) if reason.counted == "no" else None
            if missed is not None and missed[1] <= band:
                found.append(NearMiss(test, reason.rule, reason.report, missed[1], missed[0]))
        for limb in answer.limbs:
            limit = limb.values.get("limit") if limb.stands == "no" else None
            if limit is not None:
                days = (limb.values["reached"] - limit).days
                if days <= band:
                    found.append(NearMiss(test, limb.rule, limb.values.get("report"), days, limit))
    return tuple(found)


def _missed(reason: ReportReason) -> tuple[date, int] | None:
    """Return the limit that a left-out report missed and by how many days, where a period left it out."""
    values = reason.values
    if reason.rule == "report_within":
        return values["report_by"], (values["told"] - values["report_by"]).days
    if reason.rule in ("window", "application_within"):
        if "limit" in values:
            return values["limit"], (values["last_day"] - values["limit"]).days
        if "apply_by" in values:
            return values["apply_by"], (values["application"] - values["apply_by"]).days
    return None


def next_dates(local: Answer, statutory: Answer, facts: Facts) -> tuple[NextDate, ...]:
    """Return the days that would change each answer, the soonest first."""
    found: list[NextDate] = []
    for test, answer in (("local", local), ("statutory", statutory)):
        counted = [r for r in answer.reports if r.counted == "yes" and "apply_by" in r.values]
        lasts = sorted((reason.values["apply_by"] for reason in counted), reverse=True)
        for reason in counted:
            found.append(
                NextDate(
                    "stops_counting",
                    test,
                    reason.values["apply_by"],
                    reason.report,
                    reason.values.get("told"),
                )
            )
        found.extend(_how_many(test, answer, lasts))
        for reason in answer.reports:
            limit = reason.values.get("report_by")
            if reason.rule == "not_reported" and limit is not None and limit >= facts.application_date:
                found.append(NextDate("report_by", test, limit, reason.report))
    return tuple(sorted(found, key=lambda change: (change.day, change.test)))


def _how_many(test: str, answer: Answer, lasts: list[date]) -> list[NextDate]:
    needed = answer.needed
    if not lasts or not needed:
        return []
    if len(lasts) >= needed:
        return [NextDate("met_until", test, lasts[needed - 1])] if answer.result == MET else []
    if any(limb.stands == "no" and limb.rule in _BEYOND_REPORTS for limb in answer.limbs):
        return []
    return [NextDate("more_reports", test, lasts[-1], number=needed - len(lasts))]
