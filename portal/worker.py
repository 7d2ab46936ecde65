"""The worker: sends what waits in the outbox and sweeps away what has run out, until it is told to stop."""

import logging
import signal
import threading
import time
from types import FrameType

from portal import delivery, sending
from portal.services import (
    appeal_windows,
    chairs,
    kept_files,
    reminders,
    returns,
    unopened,
    views,
    waiting_appeals,
)
from portal.services.work import Office
from portal.web.access_log import describe_fault

PAUSE = 2.0  # seconds to the next look at an empty outbox
PAUSE_AFTER_FAULT = 15.0  # seconds to the next try when the database cannot be reached
SWEEP_EVERY = 600.0  # seconds

log = logging.getLogger("portal.worker")


class Worker:
    """Works for one office; `run` returns when TERM or Ctrl-C has come and the message in hand is settled."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.send = sending.sender(office)
        self.told = threading.Event()
        self.swept = float("-inf")

    def run(self) -> None:
        """Work until told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self.told.is_set():
            self.told.wait(self._turn())

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.told.set()

    def _turn(self) -> float:
        """Do what is due; returns the seconds to wait before the next turn."""
        try:
            if time.monotonic() - self.swept >= SWEEP_EVERY:
                delivery.sweep(self.office)
                unopened.look(self.office)
                reminders.remind(self.office)
                returns.look(self.office)
                appeal_windows.look(self.office)
                waiting_appeals.look(self.office)
                chairs.look(self.office)
                with self.office.work(write=False) as reading:
                    kept_files.sweep(reading)
                views.close_old(self.office)
                self.swept = time.monotonic()
            # One at a time, so that a stop is noticed between two messages.
            return 0.0 if delivery.deliver_next(self.office, self.send) else PAUSE
        except Exception as fault:
            # Only its kind and place: its words could hold an address or a line of a message.
            log.error("the outbox could not be worked on", extra=describe_fault(fault))
            return PAUSE_AFTER_FAULT
