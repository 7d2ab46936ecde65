"""The yearly figures that must be published: exactly four, by the date of the event (s104(9); check (9) and (10))."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.cases.civil import LONDON
from portal.cases.refusals import Refused
from portal.services.work import Work
from portal.store import figures
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.figures import Counts
from portal.wording import msg

LONGEST_DAYS = 366


@dataclass(frozen=True)
class Yearly:
    """The figures of a period, both days included: a line for each district, and the total."""

    first: date
    last: date
    districts: tuple[tuple[str, Counts], ...]
    total: Counts


def count(work: Work, first: date, last: date) -> Yearly:
    """Count the figures from `first` to `last`. Districts without any stand with zeros; nothing is suppressed.

    Raises Refused for a period that ends before it begins or is longer than 12 months, s104(10).
    """
    if last < first:
        raise Refused(msg("The last day must come after the first day."), "last")
    if (last - first).days >= LONGEST_DAYS:
        raise Refused(
            msg("Choose a period of at most 12 months. That is the longest the Act allows."), "last"
        )
    found = {
        row.district: row
        for row in figures.by_district(work.session, _start(first), _start(last + timedelta(days=1)))
    }
    named = [(one.name, one.key) for one in work.partnership.districts]
    if UNKNOWN_DISTRICT in found:
        named.append((msg("District not known yet"), UNKNOWN_DISTRICT))
    districts = tuple((name, found.get(key, Counts(key, 0, 0, 0, 0))) for name, key in named)
    return Yearly(first, last, districts, _total([row for _, row in districts]))


def financial_year(today: date) -> tuple[date, date]:
    """Return the first and last day of the financial year (April to March) in which `today` lies."""
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


def _total(rows: list[Counts]) -> Counts:
    return Counts(
        "",
        sum(row.applications for row in rows),
        sum(row.not_met for row in rows),
        sum(row.reviews for row in rows),
        sum(row.with_recommendations for row in rows),
    )
