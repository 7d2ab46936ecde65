"""One message that cannot be made ready must not keep the others from leaving."""

from collections import Counter

import pytest

from portal import delivery
from portal.cases.safe_contact import Held
from portal.delivery import Outgoing
from portal.services import gate, telling
from portal.services.work import Office, Work
from portal.store.tables import CasePerson, Letter, Message
from tests.house.clock import SetClock
from tests.services.conftest import Team


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in making ready whatever goes to a person."""
    why_held = gate.why_held

    def fails(work: Work, message: Message) -> Held | None:
        if message.person_id is not None:
            raise LookupError("planted")
        return why_held(work, message)

    monkeypatch.setattr(gate, "why_held", fails)


def first_in_the_queue(office: Office) -> None:
    with office.work() as work:
        for message in work.session.query(Message).filter(Message.person_id.is_not(None)):
            message.next_try_at = message.queued_at.replace(year=2020)


@pytest.mark.usefixtures("faulty")
def test_a_message_that_cannot_be_made_ready_stops_nobody_elses(office: Office, team: Team) -> None:
    reference = team.apply()
    first_in_the_queue(office)
    sent: list[Outgoing] = []
    with pytest.raises(LookupError):
        delivery.deliver_next(office, sent.append)
    while delivery.deliver_next(office, sent.append):
        pass
    states = Counter(one.state for one in team.messages(reference))
    assert (len(sent), states) == (4, {"sent": 4, "waiting": 1})


def test_a_message_to_somebody_who_left_the_case_does_not_leave_and_stops_nobody_elses(
    office: Office, team: Team
) -> None:
    reference = team.apply()
    with office.work() as work:
        for part in work.session.query(CasePerson):
            part.until = work.now
    first_in_the_queue(office)
    sent: list[Outgoing] = []
    while delivery.deliver_next(office, sent.append):
        pass
    states = Counter(one.state for one in team.messages(reference))
    assert (len(sent), states) == (4, {"sent": 4, "done": 1})


@pytest.mark.usefixtures("faulty")
@pytest.mark.parametrize(("seconds", "state"), [(-1, "waiting"), (0, "failed"), (1, "failed")])
def test_what_fails_for_three_days_becomes_a_persons_task(
    office: Office, team: Team, clock: SetClock, seconds: int, state: str
) -> None:
    reference = team.apply()
    clock.pass_time(days=3, seconds=seconds)
    for _ in range(6):
        try:
            delivery.deliver_next(office, lambda _: None)
        except LookupError:
            continue
    assert next(one.state for one in team.messages(reference) if one.person_id) == state


@pytest.mark.parametrize(("before", "after"), [("held", "done"), ("failed", "done"), ("waiting", "waiting")])
def test_a_mail_that_could_not_leave_is_no_task_once_the_letter_was_read_out(
    team: Team, before: str, after: str
) -> None:
    reference = team.apply()
    message = next(one for one in team.messages(reference) if one.person_id)
    with team.office.work() as work:
        work.session.get_one(Message, message.id).state = before
        public_id = work.session.get_one(Letter, message.letter_id).public_id
    with team.work("intake") as work:
        telling.record_told(work, reference, public_id, "read_out")
    assert next(one.state for one in team.messages(reference) if one.person_id) == after
