"""The applicant withdraws by the link in any letter, or tells an officer: what stops, what stays (A20)."""

from datetime import timedelta

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.policy import Action
from portal.services import appeals, reopening, withdrawing, worklist
from portal.store import bodies, casefile, clocks
from portal.store import letters as letter_rows
from portal.store import panels as panel_rows
from portal.store.casefile import Filters
from portal.store.tables import CasePerson
from tests.services.conftest import Team
from tests.services.records import case, letters
from tests.services.test_asking import ask, open_tasks


def by_link(team: Team, reference: str) -> None:
    token = team.token(reference, "status")
    with team.office.work() as work:
        withdrawing.withdraw_by_link(work, token)


def key(team: Team, reference: str, days: int = 0, words: str = "", name: str = "intake") -> None:
    with team.work(name) as work:
        withdrawing.key_in(work, reference, ("phone", work.today + timedelta(days=days)), words)


def standing(team: Team, reference: str) -> withdrawing.Standing:
    token = team.token(reference, "status")
    with team.office.work(write=False) as work:
        return withdrawing.standing(work, token)


def test_withdrawn_by_link_stops_everything_and_asks_whether_it_was_them(team: Team) -> None:
    reference = team.apply()
    by_link(team, reference)
    by_link(team, reference)
    found = case(team, reference)
    assert (found.state, found.due_on) == (State.WITHDRAWN, None)
    with team.office.work(write=False) as work:
        assert clocks.running(work.session, found.id) == []
        assert bodies.of_case(work.session, found.id) == []
    assert [one.kind for one in letters(team, reference)] == ["withdrawn", "acknowledgement"]
    assert "If it was not you" in str(letters(team, reference)[0].content)
    assert "meant_to_withdraw" in open_tasks(team, reference)
    assert not standing(team, reference).may_withdraw


def test_keyed_by_an_officer_nobody_asks_again(team: Team) -> None:
    reference = team.apply()
    key(team, reference, words="I have moved in with my sister.")
    assert case(team, reference).state == State.WITHDRAWN
    assert "If it was not you" not in str(letters(team, reference)[0].content)
    assert "meant_to_withdraw" not in open_tasks(team, reference)
    with team.office.work(write=False) as work:
        (note,) = [one for one, _ in casefile.notes(work.session, case(team, reference).id)]
    assert (note.kind, note.words) == ("call", "I have moved in with my sister.")


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, True), (1, False)])
def test_the_day_lies_between_the_application_and_today(team: Team, days: int, allowed: bool) -> None:
    reference = team.apply()
    if allowed:
        key(team, reference, days)
    else:
        with pytest.raises(Refused):
            key(team, reference, days)
    assert (case(team, reference).state == State.WITHDRAWN) is allowed


def test_a_meeting_that_was_set_is_called_off_and_its_invitation_does_not_leave(team: Team) -> None:
    reference = team.after("convene")
    by_link(team, reference)
    with team.office.work(write=False) as work:
        found = case(team, reference)
        assert [one.meeting.state for one in panel_rows.sittings(work.session, found.id)] == ["called_off"]
        kinds = {one.letter.id: one.letter.kind for one in letter_rows.of_case(work.session, found.id)}
    left = {
        kinds[one.letter_id]: (one.state, one.trouble) for one in team.messages(reference) if one.letter_id
    }
    assert left["meeting_invitation"] == ("done", "case_over")
    # A decision has still to be told, s104(6).
    assert left["threshold_met"][0] == "waiting"
    assert left["withdrawn"][0] == "waiting"


def test_organisations_with_an_action_to_do_still_see_the_case(team: Team) -> None:
    reference = team.after("finish")
    by_link(team, reference)
    with team.office.work(write=False) as work:
        assert bodies.of_case(work.session, case(team, reference).id) != []
    assert "Actions that were agreed and still go on: 1." in str(letters(team, reference)[0].content)
    lists = {"intake": Action.SEE_CASE, "chair": Action.SEE_CASE, "police": Action.SEE_CASE_AS_BODY}
    for ends in (False, True):
        for name, door in lists.items():
            with team.work(name) as work:
                listed = worklist.list_cases(work, Filters(), to=door).lines
            owed = any(one.case.reference == reference and one.case.whose_turn != "nobody" for one in listed)
            assert owed is not ends, name
        if not ends:
            team.end_actions(reference)


def test_at_every_open_step_and_never_when_it_is_over(team: Team) -> None:
    for steps in range(7):
        reference = team.apply()
        for step in (team.decide, team.convene, team.hold, team.comment, team.finish, team.end_actions)[
            :steps
        ]:
            step(reference)
        assert standing(team, reference).may_withdraw
        by_link(team, reference)
        assert case(team, reference).state == State.WITHDRAWN
    reference = team.apply()
    team.to_the_end(reference)
    assert not standing(team, reference).may_withdraw
    with pytest.raises(NotNow):
        by_link(team, reference)


def test_only_the_person_concerned_withdraws_by_link(team: Team) -> None:
    reference = team.apply()
    with team.office.work() as work:
        part = (
            work.session.query(CasePerson)
            .filter_by(case_id=team.case(work, reference).id, role="victim")
            .one()
        )
        part.role = "representative"
    assert not standing(team, reference).may_withdraw
    with pytest.raises(NotNow):
        by_link(team, reference)
    assert case(team, reference).state == State.RECEIVED


def test_a_pause_ends_with_the_case(team: Team) -> None:
    reference = team.apply()
    ask(team, reference, pauses=True)
    assert standing(team, reference).waits
    by_link(team, reference)
    assert case(team, reference).paused_since is None


def test_what_was_promised_is_said_with_its_day(team: Team) -> None:
    reference = team.apply()
    assert [(one.step, str(one.by)) for one in standing(team, reference).promises] == [
        ("decision", "2026-12-14")
    ]


@pytest.mark.parametrize("purpose", ["letter", "appeal"])
def test_a_link_for_something_else_withdraws_nothing(team: Team, purpose: str) -> None:
    reference = team.apply()
    team.decide(reference)
    token = team.token(reference, purpose)
    with team.office.work() as work, pytest.raises(UnknownCase):
        withdrawing.withdraw_by_link(work, token)


@pytest.mark.parametrize("name", ["stranger", "police", "chair"])
def test_nobody_else_keys_it(team: Team, name: str) -> None:
    reference = team.apply()
    with pytest.raises(UnknownCase):
        key(team, reference, name=name)


def test_the_link_to_appeal_says_that_it_was_withdrawn_and_works_once_the_case_is_open_again(
    team: Team,
) -> None:
    reference = team.apply()
    team.decide(reference)
    token = team.token(reference, "appeal")
    by_link(team, reference)
    new = appeals.NewAppeal((), "I did not withdraw it.", "", "key")
    with team.office.work() as work:
        assert appeals.open_form(work, token).standing == "withdrawn"
    with team.office.work() as work, pytest.raises(NotNow, match="was withdrawn"):
        appeals.lodge(work, token, new)
    with team.work("intake") as work:
        reopening.reopen(work, reference, "panel", "It was not her.")
    with team.office.work() as work:
        assert appeals.lodge(work, token, new).number == 1
