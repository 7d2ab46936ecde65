"""The outbox: leased once, tried again more and more slowly, given up after three days, one Message-ID throughout."""

import threading
from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.store import outbox
from portal.store.outbox import FIRST_WAIT, GIVE_UP_AFTER, LEASE, LONGEST_WAIT, Channel, NewMessage
from portal.store.tables import Message
from tests.store.conftest import NOW, reading, writing

SECOND = timedelta(seconds=1)


def queue(session: Session, channel: Channel = "email", after: timedelta = timedelta()) -> Message:
    new = NewMessage("letter_waiting", channel, "A letter for you", "Read it here.", "jo@mail.example")
    message = outbox.queue(session, new, NOW + after)
    session.flush()
    return message


def test_nothing_waits_in_an_empty_outbox(engine: Engine) -> None:
    with writing(engine) as session:
        assert outbox.claim(session, NOW) is None
        assert outbox.oldest_waiting(session) is None


def test_what_waits_longest_goes_first(engine: Engine) -> None:
    with writing(engine) as session:
        later, first = queue(session, after=SECOND), queue(session)
        assert outbox.oldest_waiting(session) == NOW
        claimed = [outbox.claim(session, NOW + SECOND) for _ in range(3)]
    assert claimed == [first, later, None]


@pytest.mark.parametrize(("after", "due"), [(-SECOND, False), (timedelta(), True), (SECOND, True)])
def test_a_message_is_due_from_its_moment_on(engine: Engine, after: timedelta, due: bool) -> None:
    with writing(engine) as session:
        queue(session)
        assert (outbox.claim(session, NOW + after) is not None) is due


@pytest.mark.parametrize("channel", ["post", "call", "text"])
def test_only_mail_leaves_by_itself(engine: Engine, channel: Channel) -> None:
    with writing(engine) as session:
        queue(session, channel)
        assert outbox.claim(session, NOW) is None


@pytest.mark.parametrize(("after", "free"), [(-SECOND, False), (timedelta(), False), (SECOND, True)])
def test_a_lease_that_ran_out_frees_the_message(engine: Engine, after: timedelta, free: bool) -> None:
    """Whoever held it may have died on the way; the second try carries the same Message-ID."""
    with writing(engine) as session:
        first = queue(session)
        claimed = outbox.claim(session, NOW)
        assert claimed is first
        name = first.message_id
        again = outbox.claim(session, NOW + LEASE + after)
        assert (again is first) is free
        assert (first.message_id, first.attempts) == (name, 2 if free else 1)


def test_four_workers_never_take_the_same_message(engine: Engine) -> None:
    count = 24
    with writing(engine) as session:
        wanted = {queue(session).id for _ in range(count)}
    taken: list[int] = []
    faults: list[BaseException] = []
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        try:
            while True:
                with writing(engine) as session:
                    message = outbox.claim(session, NOW)
                    if message is None:
                        return
                    taken.append(message.id)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert Counter(taken) == Counter(wanted)


def test_each_wait_is_twice_the_last_until_four_hours(engine: Engine) -> None:
    now, waits = NOW, []
    with writing(engine) as session:
        message = queue(session)
        name = message.message_id
        for _ in range(12):
            assert outbox.claim(session, now) is message
            outbox.put_back(message, now, "server_not_reached")
            waits.append(message.next_try_at - now)
            assert outbox.claim(session, message.next_try_at - SECOND) is None
            now = message.next_try_at
        assert (message.message_id, message.trouble, message.state) == (name, "server_not_reached", "waiting")
    assert waits[0] == FIRST_WAIT
    assert all(later == min(2 * sooner, LONGEST_WAIT) for sooner, later in pairwise(waits))
    assert waits[-1] == LONGEST_WAIT


@pytest.mark.parametrize(
    ("after", "state"), [(-SECOND, "waiting"), (timedelta(), "failed"), (SECOND, "failed")]
)
def test_after_three_days_it_becomes_a_persons_task(engine: Engine, after: timedelta, state: str) -> None:
    now = NOW + GIVE_UP_AFTER + after
    with writing(engine) as session:
        message = queue(session)
        outbox.claim(session, now)
        outbox.put_back(message, now, "server_not_reached")
        assert message.state == state
        assert (message.settled_at == now) is (state == "failed")
        assert (outbox.claim(session, now + LONGEST_WAIT) is None) is (state == "failed")


def test_a_settled_message_is_never_sent_again(engine: Engine) -> None:
    with writing(engine) as session:
        messages = [queue(session) for _ in range(3)]
        for _ in messages:
            outbox.claim(session, NOW)
        outbox.sent(messages[0], NOW)
        outbox.hold(messages[1], NOW, "contact_changed")
        outbox.give_up(messages[2], NOW, "address_refused")
    with writing(engine) as session:
        assert outbox.claim(session, NOW + timedelta(days=30)) is None
    with reading(engine) as session:
        found = {one.state: one.trouble for one in session.query(Message)}
    assert found == {"sent": None, "held": "contact_changed", "failed": "address_refused"}


def test_a_message_of_a_transaction_that_failed_was_never_there(engine: Engine) -> None:
    def fail() -> None:
        with writing(engine) as session:
            queue(session)
            raise KeyError("the decision was refused")

    with pytest.raises(KeyError):
        fail()
    with writing(engine) as session:
        assert outbox.claim(session, NOW) is None


def test_every_message_has_a_name_of_its_own(engine: Engine) -> None:
    with writing(engine) as session:
        assert len({queue(session).message_id for _ in range(50)}) == 50
