"""Who speaks in the place of a child, or of somebody who cannot decide, has the choices of the person themselves."""

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, UnknownCase
from portal.services import contact_details, withdrawing
from portal.store.people import REPRESENTATIVE
from portal.store.tables import CasePerson
from tests.services.conftest import Team
from tests.services.test_asking import open_tasks
from tests.services.test_on_behalf import apply, letters_to, propose, settle, state, waiting
from tests.services.test_on_behalf import reach as people_reach
from tests.services.test_withdrawing import by_link, standing


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Who may do something is the same on every kind of database."""
    return sqlite_url


@pytest.fixture
def of_parent(team: Team) -> str:
    """A case that a parent brought for a child."""
    return apply(team, relation="family", consent_state="parent")


def test_a_parent_withdraws_by_the_link_in_their_letter(team: Team, of_parent: str) -> None:
    assert standing(team, of_parent).may_withdraw
    by_link(team, of_parent)
    assert state(team, of_parent) == State.WITHDRAWN
    assert letters_to(team, of_parent, "representative")[-1] == "withdrawn"
    assert "meant_to_withdraw" in open_tasks(team, of_parent)


def test_so_does_who_acts_for_somebody_who_cannot_decide(team: Team) -> None:
    reference = waiting(team)
    propose(team, reference, ground="lacks_capacity")
    settle(team, reference, agrees=True)
    assert standing(team, reference).may_withdraw


def test_what_a_parent_was_not_told_yet_goes_to_their_new_address(team: Team, of_parent: str) -> None:
    with team.work("intake") as work:
        given = {"channels": ["phone"], "phone": "07700 900982", "share_post": "no"}
        contact_details.change(work, of_parent, given, REPRESENTATIVE)
    now = people_reach(team, of_parent, "representative")
    assert (now.address("email"), now.address("phone")) == (None, "07700 900982")
    assert people_reach(team, of_parent, "victim").address("email") == "jo@mail.example"
    told = [(one.channel, one.address, one.state) for one in team.messages(of_parent) if one.person_id]
    assert told == [("email", "ward@mail.example", "done"), ("call", "07700 900982", "waiting")]


def test_who_waits_for_their_word_has_new_contacts_and_hears_no_more_for_it(team: Team) -> None:
    reference = waiting(team)
    with team.work("intake") as work:
        given = {"channels": ["email"], "email": "new@mail.example", "share_post": "no"}
        contact_details.change(work, reference, given, REPRESENTATIVE)
    told = [
        one.address
        for one in team.messages(reference)
        if one.kind == "letter_waiting" and one.state == "waiting"
    ]
    # The bare receipt goes to the new address; nothing of the case does.
    assert set(told) == {"jo@mail.example", "new@mail.example"}


def test_where_nobody_acts_there_is_nothing_to_change(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(UnknownCase), team.work("intake") as work:
        contact_details.change(work, reference, {"channels": ["none"]}, REPRESENTATIVE)


def test_who_has_no_part_any_more_withdraws_nothing(team: Team, of_parent: str) -> None:
    token = team.token(of_parent, "status")
    with team.office.work() as work:
        case_id = team.case(work, of_parent).id
        part = work.session.query(CasePerson).filter_by(case_id=case_id, role="representative").one()
        part.until = work.now
    with pytest.raises(NotNow), team.office.work() as work:
        withdrawing.withdraw_by_link(work, token)
