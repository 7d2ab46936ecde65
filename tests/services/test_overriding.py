"""Going on without the victim’s word takes two people and a reason (A12)."""

import pytest

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.services import overriding, second_person
from portal.store import ledger
from portal.store.tables import Event, Proposal
from tests.services.conftest import Team
from tests.services.test_on_behalf import (
    body_sees,
    consent_of,
    letters_to,
    propose,
    record,
    settle,
    state,
    waiting,
)


@pytest.mark.parametrize(
    ("ground", "victim", "acting"),
    [
        ("safeguarding", ["acknowledgement"], ["waiting_for_consent"]),
        ("lacks_capacity", [], ["waiting_for_consent", "acknowledgement"]),
        ("child", [], ["waiting_for_consent", "acknowledgement"]),
    ],
)
def test_two_people_let_it_go_on_without_the_victims_word(
    team: Team, ground: str, victim: list[str], acting: list[str]
) -> None:
    reference = waiting(team, consent_state="cannot_ask")
    propose(team, reference, ground)
    assert (state(team, reference), body_sees(team, reference)) == ("awaiting consent", False)
    settle(team, reference, agrees=True)
    assert (state(team, reference), body_sees(team, reference)) == ("received", True)
    assert consent_of(team, reference).state == overriding.GROUNDS[ground]
    assert letters_to(team, reference, "victim") == victim
    assert letters_to(team, reference, "representative") == acting
    with team.office.work(write=False) as work:
        case_id = team.case(work, reference).id
        proposal = work.session.query(Proposal).filter_by(case_id=case_id).one()
        event = work.session.query(Event).filter_by(case_id=case_id, move=Move.OVERRIDE_CONSENT).one()
    both = second_person.words_of_both(proposal)
    assert event.seal == ledger.seal(both, proposal.answer_salt or "")
    assert "I read the notes." in both and "She is in danger" in both


def test_nobody_agrees_to_their_own_proposal(team: Team) -> None:
    reference = waiting(team)
    propose(team, reference, who="decider")
    with pytest.raises(Refused):
        settle(team, reference, agrees=True)
    assert state(team, reference) == "awaiting consent"


def test_a_proposal_sent_back_leaves_the_case_waiting_and_can_be_made_again(team: Team) -> None:
    reference = waiting(team)
    propose(team, reference)
    with pytest.raises(NotNow):
        propose(team, reference)
    settle(team, reference, agrees=False)
    assert state(team, reference) == "awaiting consent"
    with pytest.raises(NotNow):
        settle(team, reference, agrees=True)
    propose(team, reference)
    settle(team, reference, agrees=True)
    assert state(team, reference) == "received"


def test_only_a_decision_maker_takes_the_second_look(team: Team) -> None:
    reference = waiting(team)
    propose(team, reference, who="decider")
    for who in ("intake", "stranger", "chair", "police"):
        with pytest.raises(UnknownCase):
            settle(team, reference, agrees=True, who=who)


def test_nobody_acts_in_somebodys_own_application(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(NotNow):
        record(team, reference)
    for who in ("stranger", "chair", "police", "officer"):
        with pytest.raises(UnknownCase):
            record(team, reference, who=who)
