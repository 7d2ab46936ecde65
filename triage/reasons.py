"""Reasons: which rule counted or left out each report, with the values behind it and where the rule comes from.

A reason holds a rule id and values, never a sentence, so that it can be told in any language, to any reader, long
after the day it was given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from triage.criteria import Period
from triage.facts import Facts, Report
from triage.limbs import Limb, limbs
from triage.weighing import Weighing, names_of
from triage.yardstick import NO, STATUTE, UNCLEAR, UNKNOWN, YES, Mark, Yardstick, base_of, paired

STANDS: Final = {NO: "no", UNCLEAR: "unclear", YES: "yes"}
ACT: Final = "Anti-social Behaviour, Crime and Policing Act 2014"
_STATUTE_SOURCES: Final = {
    "report_within": f"{ACT} s104(11)(a)",
    "window": f"{ACT} s104(11)(b)",
    "after_application": f"{ACT} s104(11)(b)",
    "same_incident": f"{ACT} s104(12)-(13) (check)",
    "body": f"{ACT} s105 and Schedule 4",
}
_DATES: Final = frozenset(
    {
        "told",
        "told_latest",
        "incident",
        "incident_latest",
        "report_by",
        "apply_by",
        "limit",
        "from",
        "application",
        "reached",
        "last_day",
    }
)


@dataclass(frozen=True, slots=True)
class ReportReason:
    """Why one report counts ("yes"), does not ("no") or is "unclear" in one test: rule, values, source."""

    report: str
    counted: str
    rule: str
    values: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the reason as plain JSON values."""
        return {
            "report": self.report,
            "counted": self.counted,
            "rule": self.rule,
            "values": plain(self.values),
            "source": self.source,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "ReportReason":
        """Return the reason that `as_json` wrote."""
        return cls(kept["report"], kept["counted"], kept["rule"], revived(kept["values"]), kept["source"])


@dataclass(frozen=True, slots=True)
class LimbReason:
    """How one limb of a route stands ("yes", "no", "unclear"): rule, values, source."""

    stands: str
    rule: str
    values: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the reason as plain JSON values."""
        return {"stands": self.stands, "rule": self.rule, "values": plain(self.values), "source": self.source}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "LimbReason":
        """Return the reason that `as_json` wrote."""
        return cls(kept["stands"], kept["rule"], revived(kept["values"]), kept["source"])


class Answer:
    """The answer of one test: `result`, the `route` that gave it, and the reasons, worked out when first asked for.

    `measured` names the route the reasons belong to: the one that decided or, where none did, the nearest to it.
    """

    __slots__ = ("_limbs", "_reports", "_work", "measured", "result", "route")

    def __init__(
        self,
        result: str,
        route: str | None,
        measured: str | None,
        work: Callable[[], tuple[tuple[ReportReason, ...], tuple[LimbReason, ...]]],
    ) -> None:
        self.result = result
        self.route = route
        self.measured = measured
        self._work = work
        self._reports: tuple[ReportReason, ...] | None = None
        self._limbs: tuple[LimbReason, ...] = ()

    def _reasons(self) -> tuple[tuple[ReportReason, ...], tuple[LimbReason, ...]]:
        if self._reports is None:
            self._reports, self._limbs = self._work()
        return self._reports, self._limbs

    @property
    def reports(self) -> tuple[ReportReason, ...]:
        """Return the reason of every report, in the order of the facts."""
        return self._reasons()[0]

    @property
    def limbs(self) -> tuple[LimbReason, ...]:
        """Return how each limb of the measured route, and any bar that closed, stands."""
        return self._reasons()[1]

    @property
    def counted(self) -> int:
        """Return how many reports count."""
        return sum(reason.counted == "yes" for reason in self.reports)

    @property
    def needed(self) -> int:
        """Return how many reports the measured route needs."""
        return next((int(limb.values["needed"]) for limb in self.limbs if limb.rule == "reports"), 0)

    def as_json(self) -> dict[str, Any]:
        """Return the answer as plain JSON values."""
        return {
            "result": self.result,
            "route": self.route,
            "measured": self.measured,
            "reasons": [reason.as_json() for reason in self.reports],
            "limbs": [limb.as_json() for limb in self.limbs],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Answer":
        """Return the answer that `as_json` wrote."""
        reports = tuple(ReportReason.from_json(reason) for reason in kept["reasons"])
        found = tuple(LimbReason.from_json(limb) for limb in kept["limbs"])
        return cls(kept["result"], kept["route"], kept["measured"], lambda: (reports, found))


def report_reasons(stick: Yardstick, facts: Facts, marks: Sequence[Mark]) -> tuple[ReportReason, ...]:
    """Return the reason of every report under one route."""
    latest = max(
        (r.told.latest for r, m in paired(facts.reports, marks) if m[0] and r.told),
        default=facts.application_date,
    )
    found = []
    for report, mark in paired(facts.reports, marks):
        limits = _limits(stick, report, latest, sure=mark[0] == YES)
        values = _dates(report) | limits | {"application": facts.application_date}
        values |= {"body": report.body, "kind": report.kind}
        if report.set_aside is not None:
            values["code"] = report.set_aside
        if mark[1] == "same_incident":
            values["counted_with"] = _counted_with(stick, report, facts.reports, marks)
        found.append(ReportReason(report.key, STANDS[mark[0]], mark[1], values, source_of(stick, mark[1])))
    return tuple(found)


def limb_reasons(stick: Yardstick, facts: Facts, weighing: Weighing) -> tuple[LimbReason, ...]:
    """Return how each limb of one route stands."""
    return tuple(limb_reason(stick, limb) for limb in limbs(stick, facts, weighing.marks))


def limb_reason(stick: Yardstick, limb: Limb) -> LimbReason:
    """Return a limb as a reason, with the published words behind it where there are any."""
    values, source = dict(limb.values), source_of(stick, limb.rule)
    if limb.rule == "condition":
        condition = next(c for c in stick.route.conditions if c.code == values["code"])
        values |= {"words": condition.words, "definition": list(condition.definition)}
        source = condition.source or source
    return LimbReason(STANDS[limb.truth], limb.rule, values, source)


def source_of(stick: Yardstick, rule: str) -> str | None:
    """Return where a rule comes from: the Act, the words of the limb, the source of the route or of the area."""
    if stick.route.id == STATUTE:
        return _STATUTE_SOURCES.get(rule, f"{ACT} s104(4)")
    name = {"first_report_within": "report_within", "after_application": "window"}.get(rule, rule)
    limb = getattr(stick.route, name, None)
    return limb.words if isinstance(limb, Period) and limb.words else stick.source


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values with dates as ISO strings, for JSON."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def revived(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they were before `plain`."""
    return {
        name: date.fromisoformat(value) if name in _DATES and isinstance(value, str) else value
        for name, value in values.items()
    }


def _dates(report: Report) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, span in (("told", report.told), ("incident", report.incident)):
        if span is not None:
            values[name] = span.earliest
            if not span.exact:
                values[f"{name}_latest"] = span.latest
    return values


def _limits(stick: Yardstick, report: Report, latest: date, *, sure: bool) -> dict[str, Any]:
    """Return the last day to report the incident and the last day to apply, as this route counts them.

    Of a report that counts for `sure`, the day until which it does so on every day it can have been made; of any
    other the last day on which it still could.
    """
    limits: dict[str, Any] = {}
    if stick.report_ends is not None and report.incident is not None:
        limits["report_by"] = stick.report_ends[report.incident.latest]
    told, incident = _decisive(report, limits.get("report_by"), sure=sure)
    lasts = [
        ends[day]
        for ends, day in (
            (stick.application_window, incident if stick.window_of_incident else told),
            (stick.each_applying_ends, told),
        )
        if ends is not None and day is not None
    ]
    if lasts:
        limits["apply_by"] = min(lasts)
    if stick.period is not None and stick.period[0].until == "latest_report":
        base = base_of(report, stick.period[0])
        if base is not UNKNOWN:
            limits |= {"limit": stick.period[1][base.latest], "last_day": latest}
    return limits


def _decisive(report: Report, report_by: date | None, *, sure: bool) -> tuple[date | None, date | None]:
    """Return the day of telling and of the incident that decide until when to apply: the worst or the best ones."""
    told, incident = report.told, report.incident
    if told is None:
        return None, None if incident is None else incident.latest
    first = told.earliest if incident is None else max(told.earliest, incident.earliest)
    last = told.latest if report_by is None else min(told.latest, report_by)
    day = first if sure else max(first, last)
    if incident is None:
        return day, None
    return day, incident.earliest if sure else max(incident.earliest, min(incident.latest, day))


def _counted_with(
    stick: Yardstick, report: Report, reports: Sequence[Report], marks: Sequence[Mark]
) -> str | None:
    """Return the key of the counted report that already stands for this one's incident."""
    names = names_of(report, stick.same_incident)
    for other, mark in paired(reports, marks):
        if mark[0] and names & names_of(other, stick.same_incident):
            return other.key
    return None
