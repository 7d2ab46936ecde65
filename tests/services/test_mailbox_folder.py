"""A demonstration keeps its mail in a folder, which its mailbox page shows."""

import pytest

from portal import delivery, mailbox, sending
from portal.delivery import Outgoing
from portal.services.work import Office
from tests.house.clock import SetClock
from tests.services.conftest import Team


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Mail in a folder says nothing about the kind of database."""
    return sqlite_url


def test_a_demonstration_keeps_its_mail_in_a_folder(office: Office, team: Team, clock: SetClock) -> None:
    reference = team.apply()
    assert delivery.deliver_waiting(office, sending.sender(office)) == 5
    mails = mailbox.newest_first(mailbox.folder_of(office.settings))
    assert len(mails) == 5
    assert {one.state for one in team.messages(reference)} == {"sent"}
    mine = next(mail for mail in mails if mail.to == "jo@mail.example")
    assert mine.at == clock()
    assert team.token(reference, "letter") in mine.body


def test_a_mail_kept_twice_is_one_mail(office: Office, clock: SetClock) -> None:
    send = sending.sender(office)
    for _ in range(2):
        send(Outgoing("abc", "jo@mail.example", "subject", "body"))
    folder = mailbox.folder_of(office.settings)
    assert len(mailbox.newest_first(folder)) == 1
    assert not list(folder.glob("*.part"))


def test_the_newest_mail_comes_first_and_the_page_has_an_end(office: Office, clock: SetClock) -> None:
    send = sending.sender(office)
    for number in range(4):
        send(Outgoing(f"m{number}", "jo@mail.example", f"subject {number}", "body"))
        clock.pass_time(seconds=1)
    found = mailbox.newest_first(mailbox.folder_of(office.settings), most=3)
    assert [mail.subject for mail in found] == ["subject 3", "subject 2", "subject 1"]


def test_a_mailbox_without_a_folder_is_empty(office: Office) -> None:
    assert mailbox.newest_first(mailbox.folder_of(office.settings)) == []
