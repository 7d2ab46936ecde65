"""A route made ready for counting, and the mark it gives each report.

A mark is YES, NO or UNCLEAR with the rule that gave it. Dates may be uncertain, so a report is tried at its best and
at its worst. Every rule here is monotone in the two dates, so one best point (told as late as the limits allow, the
incident as late as that allows) and the worst corner decide exactly whether some, or all, of the days a report could
have been made on would let it count.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, TypeVar

from triage.calendar import Counting, Ends, ends_of
from triage.criteria import RELEVANT_BODIES, Criteria, Period, ReportWithin, Route, StatutoryNumbers, Window
from triage.facts import APPLICANT, Flag, Report, Span

NO: Final = 0
UNCLEAR: Final = 1
YES: Final = 2
Mark = tuple[int, str]
Kind = TypeVar("Kind", bound=Period)
Thing = TypeVar("Thing", Report, Span)

STATUTE: Final = "s104"
UNKNOWN: Final = Span(date.min, date.max)

COUNTED: Final = (YES, "counted")
NOT_REPORTED: Final = (NO, "not_reported")
SET_ASIDE: Final = (NO, "set_aside")
OTHER_PROBLEM: Final = (NO, "other_problem")
BODY: Final = (NO, "body")
KIND: Final = (NO, "kind")
REPORTER: Final = (NO, "reporter")
REPORTED_LATE: Final = (NO, "report_within")
AFTER_APPLICATION: Final = (NO, "after_application")
OUT_OF_WINDOW: Final = (NO, "window")
APPLIED_LATE: Final = (NO, "application_within")
TOLD_BEFORE_INCIDENT: Final = (UNCLEAR, "told_before_incident")
UNCLEAR_REPORTED_LATE: Final = (UNCLEAR, "report_within")
UNCLEAR_AFTER_APPLICATION: Final = (UNCLEAR, "after_application")
UNCLEAR_WINDOW: Final = (UNCLEAR, "window")
UNCLEAR_APPLIED_LATE: Final = (UNCLEAR, "application_within")
TOLD_MISSING: Final = (UNCLEAR, "told_missing")
INCIDENT_MISSING: Final = (UNCLEAR, "incident_missing")


def paired(things: Sequence[Thing], marks: Sequence[Mark]) -> Iterator[tuple[Thing, Mark]]:
    """Yield each report, or what was read from it, with its mark."""
    return zip(things, marks, strict=True)


def ends_for(period: Period, counting: Counting) -> Ends:
    """Return the table of ends for a period under the area's way of counting."""
    return ends_of(period.length, period.unit, period.counting or counting)


def with_ends(period: Kind | None, counting: Counting) -> tuple[Kind, Ends] | None:
    """Return a limb's period with its ends, or None where the route has no such limb."""
    return None if period is None else (period, ends_for(period, counting))


def statutory_route(numbers: StatutoryNumbers) -> Route:
    """Return the test of s104(4) and (11) as a route: reports by anyone, to any relevant body, of any kind."""
    within, until = numbers.report_within, numbers.application_within
    return Route(
        id=STATUTE,
        name="section 104(4) and (11)",
        reports=numbers.reports,
        who="anyone",
        bodies=numbers.bodies,
        same_incident=numbers.same_incident,
        report_within=ReportWithin(length=within.length, unit=within.unit),
        window=Window(length=until.length, unit=until.unit),
    )


class Yardstick:
    """One route with its periods ready, so that marking a report costs a few comparisons."""

    def __init__(
        self,
        route: Route,
        counting: Counting,
        same_incident: str = "once_per_person",
        source: str | None = None,
    ) -> None:
        self.route = route
        self.source = route.source or source
        self.reports = route.reports
        self.same_incident = route.same_incident or same_incident
        any_body = route.bodies == "any"
        self.bodies = None if any_body else frozenset(route.bodies or RELEVANT_BODIES)
        self.not_bodies = frozenset(route.not_bodies)
        self.kind = None if route.kind == "any" else route.kind
        self.applicant_only = route.who == "applicant"
        self.members_only = route.who == "group_members"
        within, window = route.report_within, route.window
        self.report_ends = ends_for(within, counting) if within and within.on == "every_report" else None
        self.first_report_ends = (
            ends_for(within, counting) if within and within.on == "first_report" else None
        )
        self.window_of_incident = window is not None and window.of == "incident"
        self.application_window: Ends | None = None
        # A period that looks at several reports together, and recency and the time to apply, each with its ends.
        self.period: tuple[Window, Ends] | None = None
        if window is not None and window.until == "application":
            self.application_window = ends_for(window, counting)
        elif window is not None:
            self.period = (window, ends_for(window, counting))
        self.recency = with_ends(route.recency, counting)
        self.applying = self.each_applying_ends = None
        if route.application_within is not None and route.application_within.of == "each_report":
            self.each_applying_ends = ends_for(route.application_within, counting)
        else:
            self.applying = with_ends(route.application_within, counting)
        self.reads_incident = self.report_ends is not None or self.window_of_incident
        # True for a route whose reports are each judged alone, by the application's date: nearly every route.
        self.simple = (
            self.period is None and route.who != "one_person" and self.same_incident == "once_per_person"
        )
        # True for a route that asks for nothing beyond a number of reports.
        self.counts_only = (
            route.people_at_least == 1
            and not route.applicant_included
            and route.reports_at_most is None
            and route.at_least_of_kind is None
            and not route.conditions
            and self.first_report_ends is None
            and self.recency is None
            and self.applying is None
        )

    def excludes(self, report: Report, flags: Mapping[str, Flag]) -> Mark | None:
        """Return the mark that leaves a report out whatever its dates, or None."""
        if not report.counts_as_report:
            return NOT_REPORTED
        if report.set_aside is not None:
            return SET_ASIDE
        if report.other_problem:
            return OTHER_PROBLEM
        if (self.bodies is not None and report.body not in self.bodies) or report.body in self.not_bodies:
            return BODY
        if self.kind is not None and report.kind != self.kind:
            return KIND
        if self.applicant_only and report.reporter != APPLICANT:
            return REPORTER
        if self.members_only and not is_member(report.reporter, flags):
            return REPORTER
        return None

    def mark(self, report: Report, application: date, flags: Mapping[str, Flag]) -> Mark:
        """Return the mark of one report, apart from rules that look at several reports together."""
        excluded = self.excludes(report, flags)
        if excluded is not None:
            return excluded
        told, incident = report.told or UNKNOWN, report.incident or UNKNOWN
        first, last = incident.earliest, incident.latest
        earliest = told.earliest if told.earliest >= first else first
        if earliest > told.latest:
            return TOLD_BEFORE_INCIDENT
        best = told.latest if told.latest <= application else application
        if best < earliest:
            return AFTER_APPLICATION
        report_ends = self.report_ends
        if report_ends is not None:
            limit = report_ends[last]
            if limit < earliest:
                return REPORTED_LATE
            if limit < best:
                best = limit
        window = self.application_window
        if window is not None:
            base = (last if last <= best else best) if self.window_of_incident else best
            if window[base] < application:
                return OUT_OF_WINDOW
        applying = self.each_applying_ends
        if applying is not None and applying[best] < application:
            return APPLIED_LATE
        if told.earliest == told.latest and first == last:
            return COUNTED
        return self._worst(report, application, earliest)

    def _worst(self, report: Report, application: date, earliest: date) -> Mark:
        told, incident = report.told or UNKNOWN, report.incident or UNKNOWN
        if report.told is None:
            return TOLD_MISSING
        if report.incident is None and self.reads_incident:
            return INCIDENT_MISSING
        if told.latest > application:
            return UNCLEAR_AFTER_APPLICATION
        if self.report_ends is not None and self.report_ends[incident.earliest] < told.latest:
            return UNCLEAR_REPORTED_LATE
        if self.application_window is not None:
            base = incident.earliest if self.window_of_incident else earliest
            if self.application_window[base] < application:
                return UNCLEAR_WINDOW
        if self.each_applying_ends is not None and self.each_applying_ends[earliest] < application:
            return UNCLEAR_APPLIED_LATE
        return COUNTED


def is_member(reporter: str, flags: Mapping[str, Flag]) -> bool:
    """Say whether a reporter belongs to the applying group; with no list of members everybody named does."""
    members = flags.get("group_members")
    return not isinstance(members, list | tuple) or reporter in members


def yardsticks(criteria: Criteria) -> tuple[Yardstick, ...]:
    """Return a yardstick for each of an area's routes, in the order of its file."""
    return tuple(
        Yardstick(route, criteria.counting, criteria.same_incident, criteria.source)
        for route in criteria.routes
    )


def statutory_yardstick(criteria: Criteria) -> Yardstick:
    """Return the yardstick of the statutory test, always counted "beginning with"."""
    return Yardstick(statutory_route(criteria.statutory), "beginning_with")


def base_of(report: Report, window: Window) -> Span:
    """Return the date of a report that a window looks at."""
    return (report.incident if window.of == "incident" else report.told) or UNKNOWN
