"""Which day counts as the day of an application (requirement B1), a day before, on and after each boundary."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.arrival import application_date, date_of_both
from portal.cases.refusing import Results

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


FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 20)


@pytest.mark.parametrize(
    ("on_first", "on_second", "counts"),
    [
        (("not_met", "not_met"), ("not_met", "not_met"), FIRST),
        (("met", "met"), ("met", "met"), FIRST),
        (("met", "met"), ("not_met", "not_met"), FIRST),
        (("not_met", "not_met"), ("met", "met"), SECOND),
        (("not_met", "met"), ("met", "not_met"), SECOND),
        (("met", "not_met"), ("not_met", "met"), FIRST),
        (("not_met", "not_met"), ("not_met", "discretionary"), SECOND),
        (("not_met", "not_met"), ("needs_information", "not_met"), SECOND),
        (("needs_information", "not_met"), ("not_met", "discretionary"), FIRST),
        (("needs_information", "needs_information"), ("not_met", "met"), SECOND),
    ],
)
def test_two_applications_count_from_the_first_unless_the_second_says_more_for_the_person(
    on_first: tuple[str, str], on_second: tuple[str, str], counts: date
) -> None:
    says = {FIRST: Results(*on_first), SECOND: Results(*on_second)}
    assert date_of_both(FIRST, SECOND, says.__getitem__) == counts
    assert date_of_both(SECOND, FIRST, says.__getitem__) == counts
