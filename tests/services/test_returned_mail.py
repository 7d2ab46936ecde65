"""Mail that comes back later: the report is kept, the message marked, and a person asked to find another way."""

import email.policy
import hashlib
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal import delivery, sending
from portal.cases.tasks import TaskKind
from portal.services import returned_mail, tasks, telling
from portal.services.returned_mail import Taken
from portal.services.work import Office
from portal.store.tables import ReturnedMail, Task
from tests.services.conftest import Team
from tests.services.records import mailed

HOST = "127.0.0.1"


@pytest.fixture
def reference(team: Team) -> str:
    made = team.apply()
    delivery.deliver_waiting(team.office, sending.sender(team.office))
    return made


def report(
    about: str, action: str = "failed", status: str = "5.1.1", *, whole: bool = False, words: str = "Gone."
) -> bytes:
    """A delivery status notification as mail servers write it (RFC 3464)."""
    returned = f"Message-ID: <{about}>\r\nTo: jo@mail.example\r\nSubject: A letter\r\n"
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    tail = "\r\nhttps://review.example/letter/SECRET\r\n" if whole else ""
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nTo: no-names@review.example\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\n{words}\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; jo@mail.example\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n"
        f"--b\r\nContent-Type: {kind}\r\n\r\n{returned}{tail}\r\n--b--\r\n"
    ).encode()


def take_in(team: Team, raw: bytes) -> Taken:
    with team.office.work() as work:
        return returned_mail.take_in(work, raw)


def tasks_of(team: Team) -> list[Task]:
    with team.office.work(write=False) as work:
        return list(work.session.query(Task).filter_by(done_at=None))


def kept(team: Team) -> list[ReturnedMail]:
    with team.office.work(write=False) as work:
        return list(work.session.query(ReturnedMail))


@pytest.mark.parametrize("whole", [True, False])
def test_a_mail_that_came_back_is_a_persons_task(team: Team, reference: str, whole: bool) -> None:
    message = mailed(team, reference)
    raw = report(f"{message.message_id}@{HOST}", whole=whole)
    assert take_in(team, raw) is Taken.NEW
    after = mailed(team, reference)
    assert (after.state, after.trouble) == ("failed", "came_back")
    (task,) = tasks_of(team)
    assert (task.kind, task.letter_id, task.message_id) == (
        TaskKind.MAIL_CAME_BACK,
        message.letter_id,
        message.id,
    )
    (one,) = kept(team)
    assert (one.status, one.sha256) == ("5.1.1", hashlib.sha256(raw).hexdigest())
    assert "550 5.1.1 no such user" in one.report
    assert "SECRET" not in one.report


def test_the_same_report_twice_is_one(team: Team, reference: str) -> None:
    raw = report(f"{mailed(team, reference).message_id}@{HOST}")
    assert [take_in(team, raw) for _ in range(2)] == [Taken.NEW, Taken.KNOWN]
    assert (len(kept(team)), len(tasks_of(team))) == (1, 1)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_what_is_only_late_changes_nothing(team: Team, reference: str, action: str) -> None:
    raw = report(f"{mailed(team, reference).message_id}@{HOST}", action, "4.4.1")
    assert take_in(team, raw) is Taken.ON_ITS_WAY
    assert mailed(team, reference).state == "sent"
    assert (kept(team), tasks_of(team)) == ([], [])


def test_a_report_without_a_part_for_machines_is_read_too(team: Team, reference: str) -> None:
    ours = mailed(team, reference).message_id
    raw = (
        "Return-Path: <>\nFrom: MAILER-DAEMON@old.example\nSubject: failure notice\n\n"
        f"jo@mail.example: no such user\n--- Below are the headers.\nMessage-ID: <{ours}@{HOST}>\n"
    ).encode()
    assert take_in(team, raw) is Taken.NEW
    assert kept(team)[0].report == ""


def test_an_answer_that_somebody_wrote_is_no_report(team: Team, reference: str) -> None:
    answer = EmailMessage(policy=email.policy.default)
    answer["From"], answer["To"] = "jo@mail.example", "no-names@review.example"
    answer["In-Reply-To"] = f"<{mailed(team, reference).message_id}@{HOST}>"
    answer.set_content(f"Thank you.\n> Message-ID: <{mailed(team, reference).message_id}@{HOST}>\n")
    assert take_in(team, bytes(answer)) is Taken.NONE
    assert mailed(team, reference).state == "sent"


@pytest.mark.parametrize("about", [
    "0" * 32 + f"@{HOST}", "{id}@elsewhere.example", "{id}", "", "{ID}@" + HOST, "x{id}@" + HOST,
])  # fmt: skip
def test_a_report_about_another_mail_is_refused(team: Team, reference: str, about: str) -> None:
    ours = mailed(team, reference).message_id
    about = about.replace("{id}", ours).replace("{ID}", ours.upper())
    assert take_in(team, report(about)) is Taken.NONE
    assert kept(team) == []


def test_a_letter_that_was_opened_meanwhile_makes_no_task(team: Team, reference: str) -> None:
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))
    assert take_in(team, report(f"{mailed(team, reference).message_id}@{HOST}")) is Taken.NEW
    assert tasks_of(team) == []


def test_being_told_by_hand_ends_the_task_and_a_late_report_opens_none(team: Team, reference: str) -> None:
    message = mailed(team, reference)
    take_in(team, report(f"{message.message_id}@{HOST}"))
    with team.office.work(write=False) as work:
        public_id = tasks.letter_of(work, tasks_of(team)[0]).public_id  # type: ignore[union-attr]
    with team.work("intake") as work:
        telling.record_told(work, reference, public_id, "read_out")
    assert tasks_of(team) == []
    assert take_in(team, report(f"{message.message_id}@{HOST}", words="Again.")) is Taken.NEW
    assert tasks_of(team) == []
    assert mailed(team, reference).state == "done"


def test_the_report_of_an_organisations_mail_is_a_task_too(team: Team, reference: str) -> None:
    to_body = next(one for one in team.messages(reference) if one.body_id)
    take_in(team, report(f"{to_body.message_id}@{HOST}"))
    assert [(one.kind, one.letter_id) for one in tasks_of(team)] == [(TaskKind.MAIL_CAME_BACK, None)]


@pytest.mark.parametrize(("over", "taken"), [(-1, Taken.NEW), (0, Taken.NEW), (1, Taken.NONE)])
def test_a_mail_too_large_is_refused(team: Team, reference: str, over: int, taken: Taken) -> None:
    raw = report(f"{mailed(team, reference).message_id}@{HOST}")
    assert take_in(team, raw + b" " * (returned_mail.LARGEST - len(raw) + over)) is taken


@pytest.mark.parametrize("raw", [
    b"", b"\x00\xff" * 50, b"Content-Type: message/delivery-status\n\n",
    b"Content-Type: multipart/report; boundary=\n\n",
    b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n--b--",
    b"From: =?x?b?=?=\nContent-Type: text/plain; charset=nonsense\n\nx", b"Return-Path: <>\n\n<" + b"0" * 32 + b"@",
    b"Content-Type: message/rfc822\n\n" * 300,
])  # fmt: skip
def test_rubbish_is_refused(team: Team, raw: bytes) -> None:
    assert take_in(team, raw) is Taken.NONE
    assert kept(team) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(cut=st.integers(0, 900), junk=st.binary(max_size=40), at=st.integers(0, 900))
def test_a_damaged_report_never_stops_the_command(office: Office, cut: int, junk: bytes, at: int) -> None:
    whole = report("0" * 32 + f"@{HOST}")
    with office.work() as work:
        assert returned_mail.take_in(work, whole[: cut or None][:at] + junk + whole[at:]) is Taken.NONE
