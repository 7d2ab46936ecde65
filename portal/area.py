"""One partnership with its districts, as its area file in triage/areas describes it.

What has not been agreed stays unset: nothing here makes a value up, and every page that shows one has to say "not yet
agreed".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeVar

from portal.area_tables import (
    Appeal,
    Body,
    Closure,
    Contact,
    District,
    Identity,
    Procedure,
    Support,
    Timescale,
)
from portal.cases.timetable import Clock
from triage import CriteriaHistory

Keyed = TypeVar("Keyed", District, Body)


@dataclass(frozen=True)
class Mistake:
    """One thing to mend: where it stands, and what to do about it."""

    key: str
    remedy: str


@dataclass(frozen=True)
class Partnership:
    """One partnership with its districts, as its area file describes it."""

    identity: Identity
    contact: Contact
    districts: tuple[District, ...]
    bodies: tuple[Body, ...]
    timescales: Mapping[Clock, Timescale]
    appeal: Appeal
    closures: tuple[Closure, ...]
    procedure: Procedure
    support: tuple[Support, ...]
    criteria: CriteriaHistory
    to_check: tuple[Mistake, ...]  # what the file itself says must be confirmed before opening

    @property
    def key(self) -> str:
        """Short name for files and storage."""
        return self.identity.key

    @property
    def name(self) -> str:
        """Full name, as in letters."""
        return self.identity.name

    @property
    def short_name(self) -> str:
        """Neutral name, as in page titles."""
        return self.identity.short_name

    @property
    def colour(self) -> str:
        """Brand colour as #rrggbb, dark enough for white words."""
        return self.identity.colour

    @property
    def fictional(self) -> bool:
        """Whether this partnership is made up for the demonstration."""
        return self.identity.fictional

    def district(self, key: str) -> District:
        """The district with this key; raises KeyError when there is none."""
        return _by_key(self.districts, key)

    def body(self, key: str) -> Body:
        """The body with this key; raises KeyError when there is none."""
        return _by_key(self.bodies, key)

    def bodies_of(self, district: str | None, duty: Literal["must", "may"] | None = None) -> tuple[Body, ...]:
        """Bodies that work in a district, or in every district where it is None, in the file's order.

        With `duty`, only those.
        """
        places = [one.key for one in self.districts] if district is None else [district]
        return tuple(
            body for body in self.bodies if all(map(body.covers, places)) and duty in (None, body.duty)
        )

    def timescale(self, clock: Clock) -> Timescale | None:
        """The period of a clock; None when it is not yet agreed."""
        return self.appeal.window if clock is Clock.APPEAL_WINDOW else self.timescales.get(clock)

    def closed_days(self, district: str | None = None) -> frozenset[date]:
        """Days on which the offices of a district are closed; without a district, those closed everywhere."""
        return frozenset(
            closure.first + timedelta(days=day)
            for closure in self.closures
            if closure.districts == "all" or (district is not None and district in closure.districts)
            for day in range((closure.last - closure.first).days + 1)
        )


def _by_key(entries: Iterable[Keyed], key: str) -> Keyed:
    for entry in entries:
        if entry.key == key:
            return entry
    raise KeyError(key)
