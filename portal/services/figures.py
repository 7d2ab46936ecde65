"""The yearly figures that must be published: exactly four, by the date of the event (s104(9); check (9) and (10))."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from portal.cases.civil import LONDON
from portal.cases.refusals import Refused
from portal.services.work import Work
from portal.store import figures
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.figures import Counts
from portal.wording import msg
from triage import Criteria
from triage.calendar import end_of_period


@dataclass(frozen=True)
class Yearly:
    """The figures of a period, both days included: a line for each district, and the total.

    `ended` is False while the period still runs. `criteria` are the versions in force during it, the oldest first.
    """

    first: date
    last: date
    districts: tuple[tuple[str, Counts], ...]
    total: Counts
    ended: bool
    criteria: tuple[Criteria, ...]


def count(work: Work, first: date, last: date) -> Yearly:
    """Count the figures from `first` to `last`. Districts without any stand with zeros; nothing is suppressed.

    Raises Refused for a period that ends before it begins or is longer than 12 months, s104(10).
    """
    if last < first:
        raise Refused(msg("The last day must come after the first day."), "last")
    if last > end_of_period(first, 12, "month"):
        raise Refused(
            msg("Choose a period of at most 12 months. That is the longest the Act allows."), "last"
        )
    made = figures.made(work.session, first, last)
    rows = figures.by_district(work.session, _start(first), _end(last), made)
    found = {row.district: row for row in rows}
    named = {one.key: one.name for one in work.partnership.districts}
    # Nothing that happened is left out: not what waits for its district, nor one that the area file names no more.
    others = {UNKNOWN_DISTRICT: msg("District not known yet")}
    named |= {key: others.get(key, key) for key in found if key not in named}
    districts = tuple((name, found.get(key, Counts(key, 0, 0, 0, 0))) for key, name in named.items())
    return Yearly(
        first,
        last,
        districts,
        _total([row for _, row in districts]),
        ended=last < work.today,
        criteria=_in_force(work, first, last),
    )


def financial_year(today: date) -> tuple[date, date]:
    """Return the first and last day of the financial year (April to March) in which `today` lies."""
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def _end(day: date) -> datetime:
    """Return the moment at which `day` is over."""
    return _start(day + timedelta(days=1)) if day < date.max else datetime.max.replace(tzinfo=UTC)


def _in_force(work: Work, first: date, last: date) -> tuple[Criteria, ...]:
    """Return the versions of the threshold in force on some day of the period: the met rate moves with them."""
    versions = work.partnership.criteria.versions
    ends = [version.in_force_from for version in versions[1:]]
    return tuple(
        version
        for version, next_from in zip(versions, [*ends, None], strict=True)
        if (version.in_force_from is None or version.in_force_from <= last)
        and (next_from is None or next_from > first)
    )


def _total(rows: list[Counts]) -> Counts:
    return Counts(
        "",
        sum(row.applications for row in rows),
        sum(row.not_met for row in rows),
        sum(row.reviews for row in rows),
        sum(row.with_recommendations for row in rows),
        sum(row.reversed for row in rows),
    )
