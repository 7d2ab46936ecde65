"""Saying in plain words how an area decides, from the same data that decides.

For the public page "how we decide": one list of sentences for each route, the bars, and what the published words
leave open. An area's own words (names, conditions, sources) are data and come back as they stand in its file.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from triage.criteria import Criteria, Period, Route
from triage.sentences import msg

Translator = Callable[[str], str]

_PERIODS: Final = {
    "day": (msg("1 day"), msg("%(number)s days")),
    "week": (msg("1 week"), msg("%(number)s weeks")),
    "month": (msg("1 month"), msg("%(number)s months")),
    "year": (msg("1 year"), msg("%(number)s years")),
}
_WHO: Final = {
    "applicant": msg("Only your own reports count."),
    "one_person": msg("All the reports must be made by the same person."),
    "individuals": msg("Reports by different people count together."),
    "households": msg("Reports by different households count together."),
    "group_members": msg("Reports by members of your group count together."),
    "anyone": msg("Reports by anyone about the same behaviour count together."),
}
_SAME: Final = {
    "once_per_person": msg("If you told several organisations about one incident, that counts once."),
    "once": msg("One incident counts once, whoever reported it."),
    "once_per_day": msg("Two incidents on the same day count as one."),
    "each": msg("Each report counts, even of the same incident."),
}
_WINDOW: Final = {
    "application": (
        msg("Each report counts for %(period)s, counting from the day you made it."),
        msg("Each incident counts for %(period)s, counting from the day it happened."),
    ),
    "any_period": (
        msg("The reports must all lie within %(period)s."),
        msg("The incidents must all lie within %(period)s."),
    ),
    "latest_report": (
        msg("The reports must lie within %(period)s before the latest one."),
        msg("The incidents must lie within %(period)s before the latest report."),
    ),
    "first_report": (
        msg("The reports must lie within %(period)s after the first one."),
        msg("The incidents must lie within %(period)s after the first report."),
    ),
    "first_incident": (
        msg("The reports must lie within %(period)s after the first incident."),
        msg("The incidents must lie within %(period)s after the first one."),
    ),
}
_WITHIN: Final = {
    "every_report": msg("Each report must be made within %(period)s of the incident."),
    "first_report": msg("The first report must be made within %(period)s of the incident."),
}
_RECENT: Final = {
    "report": msg("At least one report must be no more than %(period)s old when you apply."),
    "incident": msg("At least one incident must be no more than %(period)s old when you apply."),
}
_APPLY: Final = {
    "each_report": msg("You must apply within %(period)s of each report."),
    "first_report": msg("You must apply within %(period)s of the first report."),
    "first_incident": msg("You must apply within %(period)s of the first incident."),
    "latest_incident": msg("You must apply within %(period)s of the latest incident."),
}
_COUNTING: Final = {
    "beginning_with": msg("The first day of a period counts: a month from 15 March ends on 14 April."),
    "one_day_longer": msg(
        "The first day of a period does not count: a month from 15 March ends on 15 April."
    ),
    "counted_back": msg("Periods are counted back from the day you apply."),
}
_STATUTE: Final = msg(
    "If %(number)s reports were each made within %(report_within)s of the incident, and you apply within "
    "%(application_within)s of each report, the threshold must be decided as met, whatever else is said here."
)
_OF_KIND: Final = msg("Reports of this kind needed among them: %(number)s (%(kind)s).")
_DECISIONS: Final = {
    "mandatory": msg("If all of this is so, the threshold is met."),
    "discretionary": msg("If all of this is so, a person decides whether to hold a review."),
}


@dataclass(frozen=True, slots=True)
class RouteInWords:
    """One way to meet the threshold: its own name, what must be so, what a person weighs, and what follows."""

    id: str
    name: str
    limbs: tuple[str, ...]
    conditions: tuple[str, ...]
    weighs: tuple[str, ...]
    follows: str


@dataclass(frozen=True, slots=True)
class InWords:
    """An area's criteria in words. `bars`, `open` and the words of conditions are the area's own."""

    version: str
    statute: str
    counting: str
    routes: tuple[RouteInWords, ...]
    bars: tuple[str, ...]
    open: tuple[str, ...]
    source: str


def describe(criteria: Criteria, translate: Translator) -> InWords:
    """Take one version of an area's criteria and a translator; return it in plain words."""
    numbers = criteria.statutory
    return InWords(
        version=criteria.version,
        statute=translate(_STATUTE)
        % {
            "number": numbers.reports,
            "report_within": _period(numbers.report_within, translate),
            "application_within": _period(numbers.application_within, translate),
        },
        counting=translate(_COUNTING[criteria.counting]),
        routes=tuple(_route(route, criteria.same_incident, translate) for route in criteria.routes),
        bars=tuple(gate.words for gate in criteria.exclusions if gate.effect != "note"),
        open=criteria.open,
        source=criteria.source,
    )


def _route(route: Route, same_incident: str, translate: Translator) -> RouteInWords:
    return RouteInWords(
        id=route.id,
        name=route.name,
        limbs=(
            *_numbers(route, route.same_incident or same_incident, translate),
            *_periods(route, translate),
        ),
        conditions=tuple(condition.words for condition in route.conditions),
        weighs=route.weighs,
        follows=translate(_DECISIONS[route.decision]),
    )


def _numbers(route: Route, same_incident: str, translate: Translator) -> list[str]:
    if route.reports == 0:
        return []
    many = msg("At least %(number)s reports are needed.")
    found = [
        translate(msg("At least one report is needed.") if route.reports == 1 else many)
        % {"number": route.reports}
    ]
    if route.reports_at_most is not None:
        found.append(
            translate(msg("No more than %(number)s reports may be made.")) % {"number": route.reports_at_most}
        )
    found.append(translate(_WHO[route.who]))
    if route.people_at_least > 1:
        of = msg("They must come from at least %(number)s households.")
        by = msg("They must be made by at least %(number)s people.")
        found.append(translate(of if route.who == "households" else by) % {"number": route.people_at_least})
    if route.applicant_included:
        found.append(translate(msg("You must be one of the people who reported.")))
    if route.kind == "hate":
        found.append(translate(msg("Only reports of a hate incident or crime count.")))
    elif route.kind != "any":
        found.append(translate(msg("Only reports of this kind count: %(kind)s.")) % {"kind": route.kind})
    if route.at_least_of_kind is not None:
        found.append(translate(_OF_KIND) % dict(route.at_least_of_kind))
    found.append(translate(_SAME[same_incident]))
    return found


def _periods(route: Route, translate: Translator) -> list[str]:
    said: list[tuple[str, Period]] = []
    if route.window is not None:
        said.append((_WINDOW[route.window.until][route.window.of == "incident"], route.window))
    if route.report_within is not None:
        said.append((_WITHIN[route.report_within.on], route.report_within))
    if route.recency is not None:
        said.append((_RECENT[route.recency.of], route.recency))
    if route.application_within is not None:
        said.append((_APPLY[route.application_within.of], route.application_within))
    return [translate(sentence) % {"period": _period(period, translate)} for sentence, period in said]


def _period(period: Period, translate: Translator) -> str:
    one, many = _PERIODS[period.unit]
    return translate(one if period.length == 1 else many) % {"number": period.length}
