"""What the page "How we decide" prints, all of it from the area file in force (requirement B12).

The words of the rules come from `triage.describe`, which reads the data that decides. Here they are set beside the
Act, given examples in real dates, and compared with the versions before.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from portal.area import Partnership
from portal.area_tables import Timescale
from portal.cases.timetable import Clock
from portal.wording import Translator, msg
from triage import Criteria
from triage.calendar import Counting, end_of_period
from triage.criteria import RELEVANT_BODIES, Period, Route
from triage.describe import InWords, RouteInWords, describe
from triage.strictness import ACT, CAVEAT, Strictness, stricter_rules

WAITS = (
    (Clock.FIRST_CONTACT, msg("Somebody gets in touch with you")),
    (Clock.DECISION, msg("You hear whether there will be a review")),
    (Clock.PANEL, msg("The organisations meet, after that decision")),
    (Clock.OUTCOME, msg("You hear the outcome, after the meeting")),
    (Clock.APPEAL_WINDOW, msg("You can appeal, after you were told")),
    (Clock.APPEAL_DECISION, msg("You hear about your appeal")),
)
BODIES = {
    "council": msg("a council"),
    "police": msg("the police"),
    "health": msg("a health service"),
    "social_landlord": msg("a housing association, or the council as landlord"),
    "county_council": msg("the county council"),
    "private_landlord": msg("a private landlord"),
    "mp": msg("an MP"),
    "councillor": msg("a councillor"),
    "school": msg("a school"),
}
NOBODY = "none"  # how an area's file says that nobody was told
# What a rule of an area asks beyond the Act, by the rule's code in triage/strictness.py.
BEYOND = {
    "reports": msg("more reports than the three of the Act"),
    "report_within": msg("that you tell somebody sooner than within the Act’s month"),
    "window": msg("that you apply sooner than within the Act’s six months"),
    "application_within": msg("that you apply sooner than within the Act’s six months"),
    "reporter": msg("that the reports were made by some people only; the Act counts everybody’s"),
    "people": msg("that several people made reports"),
    "applicant_included": msg("that you are one of those who made reports"),
    "reports_at_most": msg("no more than a certain number of reports"),
    "kind": msg("reports of one kind only"),
    "at_least_of_kind": msg("that some of the reports are of one kind"),
    "recency": msg("that something is quite recent"),
    "body": msg("that only some organisations were told"),
    "same_incident": msg("that reports by different people about one incident count once"),
}
# A period that the Act lets nobody set: it runs from or to another day than the Act's.
MEASURED_ANEW = {
    "report_within": msg("a time for telling somebody that is measured in another way than the Act’s"),
    "window": msg("a time for applying that is measured in another way than the Act’s"),
    "application_within": msg("a time for applying that is measured in another way than the Act’s"),
}


@dataclass(frozen=True)
class Named:
    """Words, and whether they are already in the reader's language (else they are the area's own)."""

    words: str
    ours: bool


@dataclass(frozen=True)
class Example:
    """A period in real dates: what begins today ends on `until`; what began on `since` just reaches today."""

    since: date
    until: date


@dataclass(frozen=True)
class WindowShown:
    """The time for applying in real dates; it looks at what happened, or at when somebody was told."""

    example: Example
    of_incident: bool


@dataclass(frozen=True)
class WayShown:
    """One way to a review: in words, its periods in real dates, and what it asks beyond the Act.

    The dates are given only where they differ from those of the law's own test, which stand above it on the page.
    `told_to` are the organisations that count, None when any does; `allowed` asks of which the Act lets an area
    decide, `cannot_refuse` those that stand outside the Act; a way `beside` the Act's test takes nothing from it.
    """

    route: Route
    words: RouteInWords
    told_to: tuple[Named, ...] | None
    not_told_to: tuple[Named, ...]
    report_by: Example | None
    window: WindowShown | None
    beside: bool
    allowed: tuple[Named, ...]
    cannot_refuse: tuple[Named, ...]


@dataclass(frozen=True)
class Change:
    """What one way to a review, or the rules as a whole (`name` None), said before and says now."""

    name: str | None
    before: tuple[Named, ...]
    after: tuple[Named, ...]


@dataclass(frozen=True)
class VersionShown:
    """One version of the rules with what changed in it; `stands` is "to come", "in force" or "earlier"."""

    criteria: Criteria
    stands: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Published:
    """Everything that the page shows. `act` is the law's own test where this area's numbers are others."""

    criteria: Criteria
    words: InWords
    act: str | None
    today: date
    report_by: Example
    window: WindowShown
    told_to: tuple[Named, ...]
    ways: tuple[WayShown, ...]
    versions: tuple[VersionShown, ...]
    waits: tuple[tuple[str, Timescale | None, str], ...]


def published(partnership: Partnership, today: date, say: Translator) -> Published:
    """Take the partnership, the day and a translator; return the rules in force as the page shows them."""
    criteria = partnership.criteria.in_force(today)
    words, numbers = describe(criteria, say), criteria.statutory
    stricter = _stricter(criteria)
    report_by = example(numbers.report_within, "beginning_with", today)
    window = WindowShown(example(numbers.application_within, "beginning_with", today), of_incident=False)
    ways = [
        _way(route, told, criteria, [one for one in stricter if one.route == route.id], today, say)
        for route, told in zip(criteria.routes, words.routes, strict=True)
    ]
    return Published(
        criteria=criteria,
        words=words,
        act=None if _as_the_act(criteria) else describe(_of_the_act(criteria), say).statute,
        today=today,
        report_by=report_by,
        window=window,
        told_to=_organisations(numbers.bodies, say),
        ways=tuple(
            replace(
                way,
                report_by=None if way.report_by == report_by else way.report_by,
                window=None if way.window == window else way.window,
            )
            for way in ways
        ),
        versions=tuple(_versions(partnership.criteria.versions, criteria, today, say)),
        waits=tuple((name, partnership.timescale(clock), _unset(clock)) for clock, name in WAITS),
    )


@lru_cache(maxsize=64)
def _stricter(criteria: Criteria) -> tuple[Strictness, ...]:
    # It tries each period on four years of days: nearly all the time that this page takes.
    return stricter_rules(criteria)


def example(period: Period, counting: Counting, today: date) -> Example:
    """Return a period in real dates. Ends are computed forward, as the rules do: nothing is ever subtracted."""

    def ends(ordinal: int) -> date:
        return end_of_period(date.fromordinal(ordinal), period.length, period.unit, counting)

    since = bisect_left(range(1, today.toordinal()), today, key=lambda place: ends(place)) + 1
    return Example(date.fromordinal(since), ends(today.toordinal()))


def _way(
    route: Route,
    words: RouteInWords,
    criteria: Criteria,
    stricter: list[Strictness],
    today: date,
    say: Translator,
) -> WayShown:
    def shown(period: Period) -> Example:
        return example(period, period.counting or criteria.counting, today)

    window, within = route.window, route.report_within
    to_apply = window is not None and window.until == "application"
    return WayShown(
        route=route,
        words=words,
        told_to=_who_counts(route, say),
        not_told_to=_organisations((code for code in route.not_bodies if code != NOBODY), say),
        report_by=shown(within) if within else None,
        window=WindowShown(shown(window), window.of == "incident") if window and to_apply else None,
        beside=route.decision == "discretionary" or route.reports < ACT.reports,
        allowed=tuple(_beyond(one, say) for one in stricter if one.kind != CAVEAT),
        cannot_refuse=tuple(_beyond(one, say) for one in stricter if one.kind == CAVEAT),
    )


def _beyond(strictness: Strictness, say: Translator) -> Named:
    known = BEYOND.get(strictness.rule)
    if strictness.kind == CAVEAT:
        known = MEASURED_ANEW.get(strictness.rule, known)
    return Named(strictness.detail, ours=False) if known is None else Named(say(known), ours=True)


def _who_counts(route: Route, say: Translator) -> tuple[Named, ...] | None:
    return None if route.bodies == "any" else _organisations(route.bodies or RELEVANT_BODIES, say)


def _organisations(codes: Iterable[str], say: Translator) -> tuple[Named, ...]:
    """Words for who was told; a code of an area's own is shown as it is."""
    return tuple(
        Named(say(BODIES[code]), ours=True) if code in BODIES else Named(code.replace("_", " "), ours=False)
        for code in codes
    )


def _as_the_act(criteria: Criteria) -> bool:
    return criteria.statutory.model_copy(update={"reason": None}) == ACT


def _of_the_act(criteria: Criteria) -> Criteria:
    return criteria.model_copy(update={"statutory": ACT})


def _unset(clock: Clock) -> str:
    # Where no window is set no appeal is late, and the letters say so.
    return msg("No limit has been set") if clock is Clock.APPEAL_WINDOW else msg("Not yet agreed")


def _versions(
    history: tuple[Criteria, ...], current: Criteria, today: date, say: Translator
) -> Iterable[VersionShown]:
    """Every version, the newest first, with what changed since the one before."""
    changes = {history[0].version: ()} | {
        after.version: tuple(_changes(before, after, say)) for before, after in pairwise(history)
    }
    for version in reversed(history):
        begins = version.in_force_from
        stands = (
            "in force"
            if version is current
            else "to come"
            if begins is not None and begins > today
            else "earlier"
        )
        yield VersionShown(version, stands, changes[version.version])


def _changes(before: Criteria, after: Criteria, say: Translator) -> Iterable[Change]:
    """What two versions say differently: the rules as a whole, then way by way."""
    old, new = _sentences(before, say), _sentences(after, say)
    for key in [*old, *(key for key in new if key not in old)]:
        name, was = old.get(key, (None, ()))
        name, now = new.get(key, (name, ()))
        gone = tuple(one for one in was if one not in now)
        come = tuple(one for one in now if one not in was)
        if gone or come:
            yield Change(name, gone, come)


def _sentences(criteria: Criteria, say: Translator) -> dict[str | None, tuple[str | None, tuple[Named, ...]]]:
    """All that the page says of a version, by route (None: the rules as a whole), with the route's name."""
    words = describe(criteria, say)
    told_to = say(msg("Telling this organisation counts: %(who)s."))
    near = say(msg("Days by which a limit can be missed and a person looks specially: %(days)s."))
    whole = [
        *(Named(sentence, ours=True) for sentence in (words.statute, words.counting)),
        Named(near % {"days": criteria.near_miss_days}, ours=True),
        *(Named(gate.words, ours=False) for gate in criteria.exclusions),
        *(Named(flag.words, ours=False) for flag in criteria.flags),
    ]
    found: dict[str | None, tuple[str | None, tuple[Named, ...]]] = {None: (None, tuple(whole))}
    for route, told in zip(criteria.routes, words.routes, strict=True):
        said = [Named(sentence, ours=True) for sentence in (*told.limbs, told.follows)]
        said += [Named(sentence, ours=False) for sentence in (*told.conditions, *told.weighs)]
        said += [Named(told_to % {"who": one.words}, ours=True) for one in _who_counts(route, say) or ()]
        found[route.id] = (route.name, tuple(said))
    return found
