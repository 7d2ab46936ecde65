"""What is done to a running portal: sent to at random while it is killed, or hit at one chosen moment."""

import random
import threading
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from queue import Empty, SimpleQueue

from tests.durability import census
from tests.durability.applicants import SEND, SENT, Applicant, ask, begin, prepare, read_form, send
from tests.durability.serving import Portal, wait_until

CLIENTS = 5
SENT_BETWEEN = (5, 12)  # applications begun to be sent between two kills: the portal gets on meanwhile
LATEST = 0.06  # seconds after one was begun at which the kill comes at the latest
# The supervisor gives up after five deaths within a minute, which is right and not what is tried here.
WORKER_DEATHS, WITHIN = 4, 61.0


class Killer:
    """Kills web workers and the mail worker at random moments, drawn from one seed; the mail worker at least once."""

    def __init__(self, portal: Portal, seed: int) -> None:
        self.portal = portal
        self.web, self.mail = random.Random(seed), random.Random(seed + 1)
        self.begun = threading.Semaphore(0)
        self.stop = threading.Event()
        self.deaths: list[float] = []

    def run(self) -> None:
        """Kill web workers until told to stop; between two kills others get on."""
        while not self.stop.is_set():
            for _ in range(self.web.randint(*SENT_BETWEEN)):
                self.begun.acquire(timeout=5)
            time.sleep(self.web.uniform(0, LATEST))
            workers = self.portal.web_workers()
            if workers and not self.stop.is_set():
                self.portal.kill(self.web.choice(workers), "web")

    def taken(self) -> None:
        """A mail was taken: perhaps the worker dies before it can note that down."""
        now = time.monotonic()
        recent = [moment for moment in self.deaths if now - moment < WITHIN]
        if (
            len(recent) < WORKER_DEATHS
            and (self.mail.random() < 0.2 or not self.deaths)
            and self.portal.kill(self.portal.mail_worker(), "mail")
        ):
            self.deaths = [*recent, now]


def send_all(portal: Portal, applicants: Sequence[Applicant], killer: Killer) -> None:
    """Let everybody send, several at a time, while `killer` is about; wait until it has met the mail worker."""
    waiting: SimpleQueue[Applicant] = SimpleQueue()
    for one in applicants:
        waiting.put(one)
    killer.stop.clear()
    portal.post.then = killer.taken
    faults: list[BaseException] = []

    def client() -> None:
        while True:
            try:
                one = waiting.get_nowait()
            except Empty:
                return
            try:
                read_form(portal, one)
                killer.begun.release()
                send(portal, one)
            except Exception as fault:
                faults.append(fault)

    clients = [threading.Thread(target=client) for _ in range(CLIENTS)]
    about = threading.Thread(target=killer.run)
    for thread in (*clients, about):
        thread.start()
    for thread in clients:
        thread.join()
    killer.stop.set()
    for _ in range(SENT_BETWEEN[1]):
        killer.begun.release()
    about.join()
    wait_until(lambda: bool(killer.deaths), "no mail was taken", portal.log)
    portal.post.then = lambda: None
    assert faults == []


def kill_when_answered(portal: Portal, applicants: Sequence[Applicant]) -> None:
    """End every web worker at the moment the last of `applicants` was told that all went well."""
    for one in applicants:
        read_form(portal, one)
    for one in applicants:
        found = ask(portal, one, "POST", SEND)
        one.acknowledged = (found.status, found.location) == (303, SENT)
    for pid in portal.web_workers():
        portal.kill(pid, "web")


def send_again(portal: Portal, one: Applicant) -> None:
    """Send, lose the connection before the answer, and send the same once more when the first has arrived."""
    read_form(portal, one)
    connection = HTTPConnection("127.0.0.1", portal.settings.port)
    begin(connection, one, "POST", SEND)
    connection.close()
    wait_until(lambda: bool(census.received(portal.office, one)), f"{one.name} did not arrive", portal.log)
    one.references.add(census.received(portal.office, one)[0])
    send(portal, one)


def kill_when_taken(portal: Portal, one: Applicant) -> None:
    """Send, and end the mail worker when the first mail was taken and not yet noted down; then let time pass."""
    killed: list[bool] = []

    def kill() -> None:
        if not killed:
            killed.append(portal.kill(portal.mail_worker(), "mail"))

    portal.post.then = kill
    read_form(portal, one)
    send(portal, one)
    wait_until(lambda: killed == [True], "no mail was taken", portal.log)
    portal.post.then = lambda: None
    census.let_leases_run_out(portal.office)


def in_peace(portal: Portal) -> Applicant:
    """Somebody who applies while nothing is killed: the measure of a whole case."""
    (one,) = prepare(portal, 1, "Peaceful")
    read_form(portal, one)
    send(portal, one)
    return one


def acknowledged_means_committed(portal: Portal) -> list[str]:
    """Scenario: killed at once after the answer. Returns what is wrong afterwards."""
    whole, applicants = in_peace(portal), prepare(portal, 2, "Answered")
    kill_when_answered(portal, applicants)
    for one in applicants:
        if not one.acknowledged:
            one.faults.append(f"{one.name} got no answer")
    return census.faults(portal.office, applicants, whole)


def sent_again_is_the_same(portal: Portal) -> list[str]:
    """Scenario: a broken connection, and the same sent again. Returns what is wrong afterwards."""
    whole, applicants = in_peace(portal), prepare(portal, 2, "Twice")
    for one in applicants:
        send_again(portal, one)
    return census.faults(portal.office, applicants, whole)


def one_mail_one_id(portal: Portal) -> list[str]:
    """Scenario: the worker dies between taking and noting down. Returns what is wrong afterwards."""
    (one,) = prepare(portal, 1, "Mailed")
    kill_when_taken(portal, one)
    wait_until(lambda: census.all_sent(portal.office), "the mail was not sent again", portal.log)
    return census.mail_faults(portal.office, portal.post)
