"""The counters of the brakes: shared by all processes, exact to the second."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from portal.store import throttle
from tests.store.conftest import writing

WINDOW = 900  # seconds
START = datetime.fromtimestamp(1_795_000_000 // WINDOW * WINDOW, tz=UTC)
SECOND = timedelta(seconds=1)


def test_the_last_allowed_try_and_the_first_too_many(engine: Engine) -> None:
    with writing(engine) as session:
        found = [throttle.hit(session, "somebody", START, WINDOW, 3) for _ in range(5)]
        assert found == [True, True, True, False, False]
        assert throttle.hit(session, "somebody else", START, WINDOW, 3)


@pytest.mark.parametrize(
    ("after", "allowed"), [(WINDOW - 1, False), (WINDOW, True), (WINDOW + 1, True), (-1, True)]
)
def test_a_new_window_counts_anew(engine: Engine, after: int, allowed: bool) -> None:
    with writing(engine) as session:
        assert throttle.hit(session, "somebody", START, WINDOW, 1)
        assert throttle.hit(session, "somebody", START + after * SECOND, WINDOW, 1) is allowed


@pytest.mark.parametrize(("after", "gone"), [(-1, 0), (0, 0), (1, 1)])
def test_counters_of_past_windows_are_swept(engine: Engine, after: int, gone: int) -> None:
    with writing(engine) as session:
        throttle.hit(session, "somebody", START, WINDOW, 1)
        assert throttle.sweep(session, START + (WINDOW + after) * SECOND) == gone
        # What still counts goes on counting, what was swept begins anew.
        assert throttle.hit(session, "somebody", START, WINDOW, 1) is bool(gone)


def test_two_at_once_are_two(engine: Engine) -> None:
    allowed: list[bool] = []
    start = threading.Barrier(4)

    def try_often() -> None:
        start.wait()
        for _ in range(5):
            with writing(engine) as session:
                allowed.append(throttle.hit(session, "somebody", START, WINDOW, 12))

    threads = [threading.Thread(target=try_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (allowed.count(True), allowed.count(False)) == (12, 8)
