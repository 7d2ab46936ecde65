"""A case ends early only when two people look at it, and nobody writes to somebody who died (D7)."""

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, NotPermitted, Refused, UnknownCase
from portal.services import appeals, ending, figures, second_person
from portal.store import bodies, casefile, clocks, ledger
from portal.store import letters as letter_rows
from portal.store.tables import Decision, Event, Proposal
from tests.services.conftest import Team
from tests.services.records import case
from tests.services.test_asking import open_tasks

WHY = "You have not answered since June."
TRIES = "1 June, called, no answer\n8 June, mail, no answer"


def propose(team: Team, reference: str, why: str = "cannot_be_reached", tries: str = TRIES) -> None:
    with team.work("intake") as work:
        ending.propose(work, reference, why, WHY, tries)


def agree(team: Team, reference: str, name: str = "decider", opens_letters: str = "") -> None:
    with team.work(name) as work:
        ending.agree(work, reference, "Every way was tried.", opens_letters=opens_letters)


def kinds(team: Team, reference: str) -> list[str]:
    with team.office.work(write=False) as work:
        return [one.letter.kind for one in letter_rows.of_case(work.session, team.case(work, reference).id)]


def test_two_people_end_a_case_and_the_letter_says_why(team: Team) -> None:
    reference = team.apply()
    propose(team, reference)
    assert case(team, reference).state == State.RECEIVED
    assert "second_look_at_end" in open_tasks(team, reference)
    agree(team, reference)
    found = case(team, reference)
    assert (found.state, found.due_on) == (State.CLOSED, None)
    assert kinds(team, reference)[0] == "ended"
    with team.office.work(write=False) as work:
        letter = letter_rows.of_case(work.session, found.id)[0].letter
        decision = work.session.query(Decision).filter_by(case_id=found.id).one()
        proposal = work.session.query(Proposal).filter_by(case_id=found.id).one()
        event = work.session.get_one(Event, decision.event_seq)
        (note,) = [one for one, _ in casefile.notes(work.session, found.id)]
        rows = clocks.all_of(work.session, found.id)
        assert bodies.of_case(work.session, found.id) == []
    assert WHY in str(letter.content)
    assert "we could not reach you" in str(letter.content)
    assert "Every way was tried." not in str(letter.content)
    # Who proposed it decided, with their reasons; the other one agreed.
    assert (decision.outcome, decision.decided_by, decision.second_person) == (
        "ended", team.ids["intake"], team.ids["decider"],
    )  # fmt: skip
    assert decision.reasons == WHY
    assert decision.salt == proposal.answer_salt
    assert event.seal == ledger.seal(second_person.words_of_both(proposal), decision.salt or "")
    assert (note.words, note.audience) == ("Every way was tried.", "officers")
    assert (proposal.answer, proposal.settled_by) == ("Every way was tried.", team.ids["decider"])
    assert {one.ended_for for one in rows if one.met_on is None} == {"ended"}
    assert "second_look_at_end" not in open_tasks(team, reference)


def test_never_the_same_person_twice(team: Team) -> None:
    reference = team.apply()
    propose(team, reference)
    with pytest.raises(NotPermitted):
        agree(team, reference, "intake")
    with team.work("intake") as work, pytest.raises(NotPermitted):
        ending.send_back(work, reference, "No.")
    assert case(team, reference).state == State.RECEIVED


def test_sent_back_the_case_goes_on_and_it_can_be_proposed_again(team: Team) -> None:
    reference = team.apply()
    propose(team, reference)
    with pytest.raises(NotNow):
        propose(team, reference)
    with team.work("decider") as work:
        ending.send_back(work, reference, "Try the sister’s number first.")
    assert case(team, reference).state == State.RECEIVED
    with pytest.raises(NotNow):
        agree(team, reference)
    propose(team, reference)
    with team.office.work(write=False) as work:
        found = [one.outcome for one in work.session.query(Proposal).order_by(Proposal.id)]
    assert found == ["returned", None]


@pytest.mark.parametrize(("why", "tries", "allowed"), [
    ("cannot_be_reached", "", False), ("cannot_be_reached", "1 June", True), ("moved_away", "", True),
    ("died", "", True), ("tired", "1 June", False),
])  # fmt: skip
def test_who_cannot_be_reached_must_have_been_tried(team: Team, why: str, tries: str, allowed: bool) -> None:
    reference = team.apply()
    if allowed:
        propose(team, reference, why, tries)
    else:
        with pytest.raises(Refused):
            propose(team, reference, why, tries)
    assert ("second_look_at_end" in open_tasks(team, reference)) is allowed


def test_nobody_writes_to_somebody_who_died_without_a_word(team: Team) -> None:
    reference = team.apply()
    propose(team, reference, "died")
    agree(team, reference)
    assert kinds(team, reference) == ["acknowledgement"]
    other = team.apply()
    propose(team, other, "died")
    agree(team, other, opens_letters="Her sister Kim, who rang us.")
    assert kinds(team, other) == ["ended", "acknowledgement"]


def test_an_open_appeal_is_decided_first(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    token = team.token(reference, "appeal")
    with team.office.work() as work:
        appeals.lodge(work, token, appeals.NewAppeal(("Other",), "It took too long.", "", "key"))
    propose(team, reference)
    with pytest.raises(NotNow, match="Decide the appeal"):
        agree(team, reference)


def test_an_end_is_no_decision_of_the_threshold_in_the_figures(team: Team) -> None:
    reference = team.apply()
    with team.work("figures") as work:
        before = figures.count(work, *figures.financial_year(work.today)).total
    propose(team, reference)
    agree(team, reference)
    with team.work("figures") as work:
        assert figures.count(work, *figures.financial_year(work.today)).total == before


@pytest.mark.parametrize("name", ["stranger", "police", "chair"])
def test_nobody_else(team: Team, name: str) -> None:
    reference = team.apply()
    with team.work(name) as work, pytest.raises(UnknownCase):
        ending.propose(work, reference, "moved_away", WHY, "")
    propose(team, reference)
    with pytest.raises(UnknownCase):
        agree(team, reference, name)
