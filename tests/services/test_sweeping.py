"""What has run out is swept away."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import delivery
from portal.services.work import Office
from portal.store.tables import Draft, Hit
from tests.house.clock import SetClock
from tests.services.conftest import Team


@pytest.mark.parametrize(("seconds", "left"), [(-1, 1), (0, 0), (1, 0)])
def test_what_has_run_out_is_swept_away(
    office: Office, team: Team, clock: SetClock, seconds: int, left: int
) -> None:
    team.draft()
    clock.pass_time(minutes=60, seconds=seconds)
    delivery.sweep(office)
    with office.work(write=False) as work:
        assert len(list(work.session.scalars(select(Draft)))) == left


def test_counters_of_past_windows_are_swept_away(office: Office, clock: SetClock) -> None:
    with office.work() as work:
        work.session.add(Hit(key="k", window=1, count=3, expires_at=clock() - timedelta(seconds=1)))
        work.session.add(Hit(key="k", window=2, count=3, expires_at=clock() + timedelta(seconds=1)))
    assert delivery.sweep(office) == 1
