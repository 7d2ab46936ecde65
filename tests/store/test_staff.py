"""A sign-in code is good once: the time step only ever rises, also when two requests race."""

import threading
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from portal.policy import Grant, Role
from portal.store import staff
from portal.store.tables import StaffRole
from tests.store.conftest import add_staff, reading, writing

TODAY = date(2026, 11, 23)


def test_only_a_later_step_is_taken(engine: Engine) -> None:
    with writing(engine) as session:
        person = add_staff(session)
        taken = [staff.use_totp_step(session, person, step) for step in (10, 10, 9, 11, 11, 10, 13, 12)]
    assert taken == [True, False, False, True, False, False, True, False]


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_at_once_one_wins(engine: Engine, attempt: int) -> None:
    with writing(engine) as session:
        person = add_staff(session)
    won: list[bool] = []
    start = threading.Barrier(2)

    def spend() -> None:
        start.wait()
        with writing(engine) as session:
            won.append(staff.use_totp_step(session, person, 59_000_000 + attempt))

    threads = [threading.Thread(target=spend) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(won) == [False, True]


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [(0, None, True), (-1, None, True), (1, None, False), (-9, 0, True), (-9, -1, False), (-9, 1, True)],
)
def test_a_role_is_held_from_its_first_to_its_last_day(
    engine: Engine, since: int, until: int | None, held: bool
) -> None:
    with writing(engine) as session:
        person = add_staff(session)
        session.add(
            StaffRole(
                staff_id=person,
                role=Role.CHAIR,
                district="alderfen",
                since=TODAY + timedelta(days=since),
                until=None if until is None else TODAY + timedelta(days=until),
            )
        )
    with reading(engine) as session:
        assert staff.grants(session, person, TODAY) == ((Grant(Role.CHAIR, "alderfen"),) if held else ())
        for district, there in (("alderfen", held), ("marlowick", False), (None, held)):
            found = [one.id for one in staff.holding(session, Role.CHAIR, TODAY, district)]
            assert found == ([person] if there else [])
