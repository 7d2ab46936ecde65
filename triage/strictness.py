"""Where an area's words are stricter than the Act, and of which class.

A *variation* is a number or a period that s104(4) and (11) let a procedure set: it may stand, with a warning. A
*caveat* is anything else: it can never refuse an application, because s104(4) leaves no room for it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from triage.calendar import Counting, end_of_period
from triage.criteria import RELEVANT_BODIES, Criteria, Period, Route, StatutoryNumbers

VARIATION: Final = "variation"
CAVEAT: Final = "caveat"
ACT: Final = StatutoryNumbers()
# Four years with every month length and a leap day: enough to see whether one period is ever the shorter.
_STARTS: Final = tuple(date(2023, 1, 1) + timedelta(days=day) for day in range(1461))


@dataclass(frozen=True, slots=True)
class Strictness:
    """One way in which a route asks more than the Act: `kind` is "variation" or "caveat"."""

    route: str | None
    rule: str
    kind: str
    detail: str

    def as_json(self) -> dict[str, Any]:
        """Return the strictness as plain JSON values."""
        return {"route": self.route, "rule": self.rule, "kind": self.kind, "detail": self.detail}


def class_of(route: Route, rule: str) -> str:
    """Return the class of a rule of a route that leaves out a report, or fails an application, the Act would take."""
    window, within, applying = route.window, route.report_within, route.application_within
    allowed = {
        "reports": True,
        "report_within": within is not None and within.on == "every_report",
        "window": window is not None and (window.of, window.until) == ("report", "application"),
        "application_within": applying is not None and applying.of == "each_report",
    }
    return VARIATION if allowed.get(rule) else CAVEAT


def stricter_rules(criteria: Criteria) -> tuple[Strictness, ...]:
    """Return every rule of the routes that need three reports or more, and every bar, that is stricter than the Act.

    A route that asks for fewer reports than the Act stands beside the Act's own test and takes nothing away.
    """
    found: list[Strictness] = []
    for route in criteria.routes:
        if route.decision == "mandatory" and route.reports >= ACT.reports:
            found.extend(_of_route(route, criteria.counting))
    for gate in criteria.exclusions:
        if gate.effect != "note":
            found.append(Strictness(None, f"exclusion {gate.code}", CAVEAT, gate.words))
    return tuple(found)


def _of_route(route: Route, counting: Counting) -> list[Strictness]:
    found: list[Strictness] = []

    def add(rule: str, detail: str) -> None:
        found.append(Strictness(route.id, rule, class_of(route, rule), detail))

    if route.reports > ACT.reports:
        add("reports", f"{route.reports} reports where the Act says {ACT.reports}")
    if route.report_within is not None and shorter(route.report_within, ACT.report_within, counting):
        add("report_within", f"{said(route.report_within)} to report where the Act says one month")
    if route.window is not None:
        if class_of(route, "window") == CAVEAT:
            add("window", f"the period looks at the {route.window.of} and runs to {route.window.until}")
        elif shorter(route.window, ACT.application_within, counting):
            add("window", f"{said(route.window)} to apply where the Act says six months")
    if route.application_within is not None:
        if class_of(route, "application_within") == CAVEAT:
            add("application_within", f"the period to apply runs from the {route.application_within.of}")
        elif shorter(route.application_within, ACT.application_within, counting):
            add(
                "application_within",
                f"{said(route.application_within)} to apply where the Act says six months",
            )
    found.extend(_people_and_places(route))
    return found


def _people_and_places(route: Route) -> list[Strictness]:
    asked = {
        "reporter": (
            route.who in ("applicant", "one_person", "group_members"),
            "only reports by some people count; the Act counts anyone's",
        ),
        "people": (route.people_at_least > 1, "a number of different people is needed"),
        "applicant_included": (route.applicant_included, "the applicant must be one of those who reported"),
        "reports_at_most": (route.reports_at_most is not None, "too many reports would fail"),
        "kind": (route.kind != "any", "only reports of one kind count"),
        "at_least_of_kind": (route.at_least_of_kind is not None, "some reports must be of one kind"),
        "recency": (route.recency is not None, "a report must be recent"),
        "body": (
            (isinstance(route.bodies, tuple) and not set(RELEVANT_BODIES) <= set(route.bodies))
            or bool(set(RELEVANT_BODIES) & set(route.not_bodies)),
            "reports to a relevant body are left out",
        ),
        "same_incident": (route.same_incident == "once", "reports by different people are merged"),
    }
    found = [
        Strictness(route.id, rule, CAVEAT, detail) for rule, (stricter, detail) in asked.items() if stricter
    ]
    found.extend(Strictness(route.id, f"condition {c.code}", CAVEAT, c.words) for c in route.conditions)
    return found


def shorter(local: Period, statutory: Period, counting: Counting) -> bool:
    """Say whether a period of an area ever ends before the Act's period that begins on the same day."""
    return any(
        end_of_period(start, local.length, local.unit, local.counting or counting)
        < end_of_period(start, statutory.length, statutory.unit)
        for start in _STARTS
    )


def said(period: Period) -> str:
    """Return a period as words, such as "30 days"."""
    return f"{period.length} {period.unit}{'' if period.length == 1 else 's'}"
