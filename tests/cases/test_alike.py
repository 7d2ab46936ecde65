"""Reports that look like one given twice are pointed at, and only those."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from portal.cases.alike import given_twice

DAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Told:
    number: int = 1
    reporter: str = "applicant"
    body_kind: str | None = "police"
    told_from: date | None = DAY
    told_to: date | None = DAY
    incident_from: date | None = DAY
    incident_to: date | None = DAY
    reference: str | None = "CAD 12/4"


@pytest.mark.parametrize(
    ("changes", "twice"),
    [
        ({}, True),
        ({"reference": "cad12-4"}, True),
        ({"reference": "CAD 12/5"}, False),
        # Without a reference the day of the incident has to be the same.
        ({"reference": None}, True),
        ({"reference": None, "incident_from": DAY - timedelta(days=1)}, False),
        ({"incident_from": DAY - timedelta(days=1)}, True),
        ({"told_from": DAY - timedelta(days=1)}, False),
        ({"body_kind": "council"}, False),
        ({"reporter": "neighbour"}, False),
    ],
)
def test_what_looks_like_the_same_report(changes: dict[str, object], twice: bool) -> None:
    first, second = Told(), replace(Told(number=2), **changes)  # type: ignore[arg-type]
    assert given_twice([first, second], {1: "r1", 2: "r2"}) == ({2: 1} if twice else {})


def test_what_is_not_known_looks_like_nothing() -> None:
    for unknown in (Told(told_from=None, told_to=None), Told(body_kind=None)):
        assert given_twice([unknown, replace(unknown, number=2)], {}) == {}


def test_what_counts_once_already_is_not_pointed_at() -> None:
    assert given_twice([Told(), Told(number=2)], {1: "r1", 2: "r1"}) == {}


def test_the_third_time_points_at_the_first() -> None:
    assert given_twice([Told(), Told(number=2), Told(number=3)], {}) == {2: 1, 3: 1}
