"""Nothing goes to the address of somebody who died, not by hand either, unless somebody opens letters there (D7)."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal import delivery
from portal.cases.refusals import Refused
from portal.cases.safe_contact import Held
from portal.delivery import Outgoing
from portal.services import contact_details, posting, reopening, telling
from portal.services.posting import Posted
from portal.store import casefile, people
from portal.store.tables import Letter
from tests.services.conftest import Team
from tests.services.test_ending import agree, kinds, propose
from tests.services.test_overtaken import nobody_opens, reviewed, rung_about
from tests.services.test_posting import BY_POST

SISTER = "Her sister Kim, who rang us."
OF_KIM = {"channels": ["post"], "address": "7 Other Lane\nAlderfen", "share_post": "no"}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What may be sent is the same on every kind of database."""
    return sqlite_url


def died(team: Team, opens_letters: str = "", **said: Any) -> str:
    """A case that was decided and has ended because the victim died; nobody was told the decision before."""
    reference = team.apply(**said)
    team.decide(reference)
    team.clock.pass_time(days=1)
    propose(team, reference, "died")
    agree(team, reference, opens_letters=opens_letters)
    return reference


def letter(team: Team, reference: str, kind: str = "threshold_met") -> Letter:
    with team.office.work(write=False) as work:
        found = work.session.query(Letter).filter_by(case_id=team.case(work, reference).id, kind=kind)
        return found.one()


def may_post(team: Team, reference: str, kind: str = "threshold_met") -> tuple[bool, Held | None]:
    public_id = letter(team, reference, kind).public_id
    with team.work("intake") as work:
        opened = posting.open_one(work, reference, public_id)
        return posting.may_be_posted(work, opened.case, opened.letter), opened.held


def post(team: Team, reference: str, kind: str = "threshold_met") -> None:
    public_id = letter(team, reference, kind).public_id
    with team.work("intake") as work:
        posting.post(work, reference, public_id, Posted(work.today, compared=True, confirmed=True))


@pytest.mark.parametrize("opens_letters", ["", SISTER])
def test_an_old_letter_is_not_posted_to_the_address_of_who_died(team: Team, opens_letters: str) -> None:
    reference = died(team, opens_letters, **BY_POST)
    assert may_post(team, reference) == (False, Held.DIED)
    with pytest.raises(Refused):
        post(team, reference)
    assert letter(team, reference).posted_on is None
    with team.work("intake") as work:
        waits = [one.letter.kind for one in posting.waiting(work)]
    assert waits == (["ended"] if opens_letters else [])


def test_where_somebody_opens_letters_the_letter_about_the_end_is_posted(team: Team) -> None:
    reference = died(team, SISTER, **BY_POST)
    assert may_post(team, reference, "ended") == (True, None)
    post(team, reference, "ended")
    with team.office.work(write=False) as work:
        words = [one.words for one, _ in casefile.notes(work.session, team.case(work, reference).id)]
    assert any(SISTER in one for one in words if one)


def test_whoever_may_act_for_them_can_be_handed_the_letter(team: Team) -> None:
    reference = died(team, **BY_POST)
    with team.work("intake") as work:
        telling.record_told(work, reference, letter(team, reference).public_id, "handed_over")
    assert letter(team, reference).told_how == "handed_over"


def test_opened_again_nothing_goes_there_until_somebody_says_how_they_are_reached(team: Team) -> None:
    reference = died(team)
    with team.work("intake") as work:
        reopening.reopen(work, reference, "decision", "Her sister asks for it.")
    assert "reopened" not in kinds(team, reference)
    with team.work("intake") as work:
        contact_details.change(work, reference, OF_KIM)
        assert people.victim(work.session, team.case(work, reference).id).died_at is None
    assert may_post(team, reference) == (True, None)


def test_the_same_details_said_again_are_a_word_too(team: Team) -> None:
    """The death was recorded by mistake, and nothing about reaching them has changed."""
    reference = died(team)
    with team.work("intake") as work:
        case = team.case(work, reference)
        said = contact_details.said_before(work, case)
        contact_details.change(work, reference, said)
        assert people.victim(work.session, case.id).died_at is None


def test_a_mail_that_is_just_being_sent_does_not_leave_and_is_no_task(team: Team) -> None:
    reference = team.apply()
    with team.office.work() as work:
        for message in team.messages(reference):
            if message.person_id is not None:
                work.session.merge(message).state = "leased"
    propose(team, reference, "died")
    agree(team, reference)
    with team.office.work() as work:
        for message in team.messages(reference):
            if message.person_id is not None:
                work.session.merge(message).state = "waiting"
    sent: list[Outgoing] = []
    delivery.deliver_waiting(team.office, sent.append)
    assert "jo@mail.example" not in [one.to for one in sent]
    theirs = [(one.state, one.trouble) for one in team.messages(reference) if one.person_id is not None]
    assert theirs == [("done", Held.DIED)]


@pytest.mark.parametrize("opens_letters", ["", SISTER])
def test_nobody_rings_somebody_who_died(team: Team, opens_letters: str) -> None:
    reference = reviewed(team)
    nobody_opens(team)
    propose(team, reference, "died")
    agree(team, reference, opens_letters=opens_letters)
    assert rung_about(team, reference) == []
    nobody_opens(team)
    assert [kind for _, kind in rung_about(team, reference)] == (["ended"] if opens_letters else [])


def test_the_clock_of_these_tests_moves_on(team: Team) -> None:
    """An old letter is one that was written before the death was recorded."""
    reference = died(team)
    assert letter(team, reference).dated == date(2026, 11, 24) - timedelta(days=1)
