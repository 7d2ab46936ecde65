"""Sending what waits in the outbox: to a real mail server, past the gate, once under one Message-ID."""

import email
import smtplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message as Mail
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from portal import delivery, sending
from portal.delivery import MailRefused, MailTrouble, Outgoing
from portal.services import gate, health
from portal.services.work import Office
from portal.store import outbox
from portal.store.tables import CasePerson, Consent, Contact, SafeContact
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.records import mailed


@dataclass
class Server:
    """A mail server that keeps what it takes and answers as it is told."""

    taken: list[tuple[str, list[str], Mail]] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_message: str = "250 OK"
    hangs_up: bool = False

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.to_message.startswith("250"):
            self.taken.append(
                (envelope.mail_from, envelope.rcpt_tos, email.message_from_bytes(envelope.content))
            )
        return self.to_message

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return "421 going away" if self.hangs_up else "221 Bye"


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def relayed(office: Office, server: Server) -> Iterator[Office]:
    """The office with its mail relay: a real server in a thread."""
    controller = Controller(server, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield with_relay(office, controller.port)
    controller.stop()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def with_relay(office: Office, port: int) -> Office:
    settings = replace(
        office.settings,
        mail_host="127.0.0.1",
        mail_port=port,
        mail_sender="no-names@review.example",
        base_url="https://review.example",
    )
    return replace(office, settings=settings)


def deliver(office: Office) -> int:
    return delivery.deliver_waiting(office, sending.sender(office))


def test_mail_leaves_with_what_every_mail_must_have(relayed: Office, server: Server, team: Team) -> None:
    reference = team.apply()
    assert deliver(relayed) == 5
    envelope_from, _, mail = next(one for one in server.taken if one[1] == ["jo@mail.example"])
    message = mailed(team, reference)
    assert envelope_from == "no-names@review.example"
    assert mail["From"] == "no-names@review.example"
    assert mail["To"] == "jo@mail.example"
    assert mail["Reply-To"] == "case-review@brackenshire.example"
    assert mail["Message-ID"] == f"<{message.message_id}@review.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"]
    assert mail.get_content_type() == "text/plain"
    assert message.state == "sent"


def test_mail_says_nothing_about_the_case_and_leads_to_its_page(
    relayed: Office, server: Server, team: Team
) -> None:
    reference = team.apply(must_not_know="Al next door", story="He shouts at night.")
    deliver(relayed)
    mail = next(mail for _, to, mail in server.taken if to == ["jo@mail.example"])
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    said = text.decode() + str(mail["Subject"])
    for secret in (
        "Jo Sample",
        "Al next door",
        "shouts",
        "Noise",
        reference,
        "anti-social",
        "police",
        "council",
    ):
        assert secret.casefold() not in said.casefold()
    token = team.token(reference, "letter")
    assert f"https://review.example/letter/{token}" in said
    assert "[[link:" not in said


def test_every_relevant_body_is_told_where_to_sign_in(relayed: Office, server: Server, team: Team) -> None:
    reference = team.apply()
    deliver(relayed)
    bodies = {to[0]: mail for _, to, mail in server.taken if to != ["jo@mail.example"]}
    assert set(bodies) == {
        "case-reviews@police.brackenshire.example",
        "case-reviews@alderfen.example",
        "case-reviews@nhs.brackenshire.example",
        "case-reviews@sedgehomes.example",
    }
    for mail in bodies.values():
        text = mail.get_payload(decode=True)
        assert isinstance(text, bytes)
        assert f"{team.office.settings.base_url}/applications/{reference}" in text.decode()
        assert "Sample" not in text.decode()


def test_a_mail_tried_again_is_the_same_mail(
    relayed: Office, server: Server, team: Team, clock: SetClock
) -> None:
    reference = team.apply()
    server.to_message = "451 try later"
    deliver(relayed)
    assert mailed(team, reference).state == "waiting"
    assert mailed(team, reference).trouble == "server_not_reached"
    server.to_message = "250 OK"
    clock.pass_time(minutes=1)
    deliver(relayed)
    message = mailed(team, reference)
    ids = [mail["Message-ID"] for _, to, mail in server.taken if to == ["jo@mail.example"]]
    assert ids == [f"<{message.message_id}@review.example>"]
    assert (message.state, message.attempts, message.trouble) == ("sent", 2, None)


def test_a_mail_whose_settling_was_lost_goes_again_under_the_same_id(
    relayed: Office, server: Server, team: Team, clock: SetClock
) -> None:
    """The worker died after the server took the mail: at least once, never a second message."""
    reference = team.apply()
    send = sending.sender(relayed)

    def dies(outgoing: Outgoing) -> None:
        send(outgoing)
        raise KeyboardInterrupt

    for _ in team.messages(reference):
        with pytest.raises(KeyboardInterrupt):
            delivery.deliver_next(relayed, dies)
    assert {one.state for one in team.messages(reference)} == {"leased"}
    assert deliver(relayed) == 0
    clock.pass_time(minutes=5, seconds=1)
    assert deliver(relayed) == 5
    ids = [mail["Message-ID"] for _, _, mail in server.taken]
    assert len(ids) == 10
    assert len(set(ids)) == 5


@pytest.mark.parametrize(("answer", "state", "trouble"), [
    ("550 no such address", "failed", "address_refused"),
    ("553 not allowed", "failed", "address_refused"),
    ("450 busy", "waiting", "server_not_reached"),
])  # fmt: skip
def test_an_address_refused_for_good_becomes_a_persons_task(
    relayed: Office, server: Server, team: Team, answer: str, state: str, trouble: str
) -> None:
    reference = team.apply()
    server.to_recipient = answer
    deliver(relayed)
    message = mailed(team, reference)
    assert (message.state, message.trouble) == (state, trouble)
    assert server.taken == []


@pytest.mark.parametrize(("answer", "state"), [("554 not taken", "failed"), ("452 full", "waiting")])
def test_a_message_refused_is_told_from_one_put_off(
    relayed: Office, server: Server, team: Team, answer: str, state: str
) -> None:
    reference = team.apply()
    server.to_message = answer
    deliver(relayed)
    assert mailed(team, reference).state == state


def test_a_server_that_hangs_up_after_taking_a_mail_has_taken_it(
    relayed: Office, server: Server, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = team.apply()

    def hang_up(self: smtplib.SMTP) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "quit", hang_up)
    deliver(relayed)
    assert mailed(team, reference).state == "sent"
    assert len(server.taken) == 5


def test_a_server_that_is_away_is_tried_later_each_time_longer(
    office: Office, team: Team, clock: SetClock
) -> None:
    away = with_relay(office, _free_port())
    reference = team.apply()
    waits = []
    for _ in range(10):
        deliver(away)
        message = mailed(team, reference)
        assert message.state == "waiting"
        waits.append(message.next_try_at - clock())
        clock.set(message.next_try_at)
    minutes = [int(wait.total_seconds() // 60) for wait in waits]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]


@pytest.mark.parametrize(("seconds", "state"), [(-1, "waiting"), (0, "failed"), (1, "failed")])
def test_after_three_days_a_person_has_to_act(
    office: Office, team: Team, clock: SetClock, seconds: int, state: str
) -> None:
    away = with_relay(office, _free_port())
    reference = team.apply()
    clock.pass_time(days=3, seconds=seconds)
    deliver(away)
    assert mailed(team, reference).state == state


@pytest.mark.parametrize("trouble", ["server_not_reached", "sign_in_refused"])
def test_mail_that_cannot_leave_refuses_no_application_and_is_seen(
    relayed: Office, server: Server, team: Team, clock: SetClock, trouble: str
) -> None:
    nowhere = _free_port()
    changes: dict[str, Any] = (
        {"mail_port": nowhere}
        if trouble == "server_not_reached"
        else {"mail_token_url": f"http://127.0.0.1:{nowhere}/token", "mail_username": "x@review.example"}
    )
    away = team.office = replace(relayed, settings=replace(relayed.settings, **changes))
    reference = team.apply()
    assert health.look(away).mail_trouble is None
    clock.pass_time(minutes=5)
    deliver(away)
    assert (mailed(team, reference).state, mailed(team, reference).trouble) == (
        "waiting",
        trouble,
    )
    found = health.look(away)
    assert (found.mail_trouble, found.oldest_message_seconds) == (trouble, 300)
    team.apply()
    assert server.taken == []


def test_a_silent_server_holds_the_worker_no_longer_than_the_timeout(
    office: Office, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sending.TIMEOUT == 20.0
    monkeypatch.setattr(sending, "TIMEOUT", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        send = sending.sender(with_relay(office, silent.getsockname()[1]))
        with pytest.raises(MailTrouble):
            send(Outgoing("id", "jo@mail.example", "subject", "body"))


@pytest.mark.parametrize("address", ["jo@mail.example\nBcc: all@mail.example", "jö@mail.example"])
def test_an_address_no_mail_can_carry_is_refused(relayed: Office, server: Server, address: str) -> None:
    with pytest.raises(MailRefused):
        sending.sender(relayed)(Outgoing("id", address, "subject", "body"))
    assert server.taken == []


# The gate is asked again when a message leaves (requirements A3, M2).


def wishes_change(team: Team, reference: str, **changes: Any) -> None:
    """The victim says anew how they can be reached."""
    with team.office.work() as work:
        person_id = mailed(team, reference).person_id
        said: dict[str, Any] = {"channels": ["email"], "share_post": False, **changes}
        work.session.add(SafeContact(person_id=person_id, recorded_at=work.now, **said))


@pytest.mark.parametrize(("channels", "why"), [
    (["phone"], "contact_changed"), (["none"], "no_safe_channel"), ([], "no_safe_channel"), (["email"], None),
])  # fmt: skip
def test_the_gate_holds_a_mail_when_the_safe_way_changed_meanwhile(
    relayed: Office, server: Server, team: Team, channels: list[str], why: str | None
) -> None:
    reference = team.apply()
    wishes_change(team, reference, channels=channels)
    deliver(relayed)
    message = mailed(team, reference)
    assert (message.state, message.trouble) == (("held", why) if why else ("sent", None))
    assert (["jo@mail.example"] in [to for _, to, _ in server.taken]) == (why is None)
    assert len(server.taken) == (4 if why else 5)


def test_the_gate_holds_a_mail_to_an_address_that_is_no_longer_theirs(
    relayed: Office, server: Server, team: Team
) -> None:
    reference = team.apply()
    person_id = mailed(team, reference).person_id
    with relayed.work() as work:
        query = select(Contact).where(Contact.person_id == person_id, Contact.kind == "email")
        old = work.session.scalars(query).one()
        old.until = work.now
        work.session.add(Contact(person_id=person_id, kind="email", value="new@mail.example", since=work.now))
    deliver(relayed)
    assert mailed(team, reference).trouble == "contact_changed"
    assert all("jo@mail.example" not in to for _, to, _ in server.taken)


def test_the_gate_holds_a_mail_with_a_word_never_to_use(relayed: Office, server: Server, team: Team) -> None:
    reference = team.apply()
    word = mailed(team, reference).subject.split()[-1]
    person_id = mailed(team, reference).person_id
    assert person_id is not None
    with relayed.work() as work:
        notes = gate.seal_notes(work, person_id, "", f"whatever, {word.upper()}")
    wishes_change(team, reference, notes_sealed=notes)
    deliver(relayed)
    assert mailed(team, reference).trouble == "words_to_avoid"


@pytest.mark.parametrize(("state", "sent"), [("refused", False), ("withdrawn", False), ("given", True)])
def test_the_gate_asks_for_consent_again(
    relayed: Office, server: Server, team: Team, state: str, sent: bool
) -> None:
    reference = team.apply()
    with relayed.work() as work:
        part = work.session.scalars(select(CasePerson).where(CasePerson.role == "victim")).one()
        work.session.add(
            Consent(case_id=part.case_id, person_id=part.person_id, purpose="apply", state=state,
                    wording_version="1", recorded_at=work.now)
        )  # fmt: skip
    deliver(relayed)
    assert (mailed(team, reference).state == "sent") == sent


def test_somebody_who_must_not_be_written_to_gets_no_mail_in_a_whole_case(
    relayed: Office, server: Server, team: Team
) -> None:
    reference = team.apply(channels=["none"], email=None)
    for step in (team.decide, team.convene, team.hold):
        step(reference)
        deliver(relayed)
    assert all(not to[0].startswith("jo@") for _, to, _ in server.taken)
    held = [one for one in team.messages(reference) if one.person_id]
    assert len(held) == 4
    # The plan took the place of the invitation; nobody has to find a way for that any more.
    assert {(one.state, one.trouble) for one in held} == {("held", "no_safe_channel"), ("done", "overtaken")}


def test_two_workers_do_not_send_the_same_mail(office: Office, team: Team) -> None:
    team.apply()
    with office.work() as work:
        claimed = [outbox.claim(work.session, work.now) for _ in range(6)]
    ids = [one.id for one in claimed if one is not None]
    assert len(ids) == len(set(ids)) == 5
    assert claimed[-1] is None
