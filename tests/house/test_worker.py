"""The worker goes on after a fault without telling the log what was in hand, and sweeps now and then."""

import logging
from types import SimpleNamespace

import pytest

from portal import delivery
from portal.delivery import Send
from portal.services.work import Office
from portal.store.tables import Segment
from portal.worker import PAUSE, PAUSE_AFTER_FAULT, SWEEP_EVERY, Worker
from tests.house.clock import SetClock


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """One kind of database is enough: the worker holds no SQL."""
    return sqlite_url


@pytest.fixture
def elapsed(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The monotonic clock in the hand of the test: the last number is the present."""
    moments = [1000.0]
    monkeypatch.setattr("portal.worker.time", SimpleNamespace(monotonic=lambda: moments[-1]))
    return moments


def test_it_looks_again_at_once_while_there_is_mail(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = [True, True, False]
    monkeypatch.setattr(delivery, "deliver_next", lambda _office, _send: waiting.pop(0))
    one = Worker(office)
    assert [one._turn() for _ in range(3)] == [0.0, 0.0, PAUSE]


def test_a_fault_is_logged_without_words(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_office: Office, _send: Send) -> bool:
        raise ValueError("ada@home.example wrote: he shouts at night")

    monkeypatch.setattr(delivery, "deliver_next", fail)
    with caplog.at_level(logging.ERROR, "portal.worker"):
        assert Worker(office)._turn() == PAUSE_AFTER_FAULT
    (record,) = caplog.records
    assert record.__dict__["fault"] == "ValueError"
    assert "ada@home" not in str(record.__dict__)


def test_it_sweeps_at_the_start_and_then_now_and_then(
    office: Office, monkeypatch: pytest.MonkeyPatch, elapsed: list[float]
) -> None:
    swept: list[float] = []
    monkeypatch.setattr(delivery, "sweep", lambda _office: swept.append(elapsed[-1]))
    one = Worker(office)
    for moment in (1000.0, 1000.0 + SWEEP_EVERY - 1, 1000.0 + SWEEP_EVERY, 1001.0 + SWEEP_EVERY):
        elapsed.append(moment)
        one._turn()
    assert swept == [1000.0, 1000.0 + SWEEP_EVERY]


def test_told_to_stop_it_ends_after_the_message_in_hand(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Worker(office)
    delivered = []

    def deliver(_office: Office, _send: Send) -> bool:
        delivered.append(1)
        one._stop(15, None)
        return True

    monkeypatch.setattr(delivery, "deliver_next", deliver)
    monkeypatch.setattr("portal.worker.signal", SimpleNamespace(signal=lambda *_: None, SIGTERM=15, SIGINT=2))
    one.run()
    assert delivered == [1]


@pytest.mark.parametrize(("days", "closed"), [(30, False), (31, True), (32, True)])
def test_it_closes_the_ledger_of_views_month_by_month(
    office: Office, clock: SetClock, days: int, closed: bool
) -> None:
    with office.work() as work:
        work.session.add(Segment(number=1, opened_at=work.now))
    clock.pass_time(days=days)
    Worker(office)._turn()
    with office.work(write=False) as work:
        assert (work.session.get_one(Segment, 1).closed_at is not None) is closed
