"""Which day counts as the day of an application (requirement B1), a day before, on and after each boundary."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.arrival import application_date

RECEIVED = date(2026, 11, 20)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("posted", "counts"),
    [
        (RECEIVED - timedelta(days=1), RECEIVED - timedelta(days=1)),
        (RECEIVED, RECEIVED),
        (RECEIVED + timedelta(days=1), RECEIVED),
        (None, RECEIVED),
    ],
)
def test_by_post_the_earlier_of_proven_posting_and_receipt_counts(posted: date | None, counts: date) -> None:
    assert application_date("post", RECEIVED, posted) == counts


@pytest.mark.parametrize("channel", ["phone", "email", "in_person", "call_asked"])
def test_any_other_way_counts_from_the_day_it_reached_us(channel: str) -> None:
    assert application_date(channel, RECEIVED, RECEIVED - timedelta(days=3)) == RECEIVED


@given(DAYS, DAYS)
def test_nobody_loses_a_day_by_proof_of_posting(received: date, posted: date) -> None:
    assert application_date("post", received, posted) <= application_date("post", received)
