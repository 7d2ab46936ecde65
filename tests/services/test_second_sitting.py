"""A review that is held again: whose plan it is, which actions are agreed, and who may still act."""

import pytest

from portal.cases.refusals import NotNow, UnknownCase
from portal.policy import Actor, Grant, Role
from portal.services import appeals, first_steps, panels, reviews, staff
from portal.services.casework import standing_of
from portal.store import clocks
from portal.store import panels as rows
from tests.services.conftest import PASSWORD, Team


def take(team: Team, reference: str, *steps: str) -> None:
    for step in steps:
        getattr(team, step)(reference)


def send_back(team: Team, reference: str, key: str = "key") -> None:
    """An appeal by the newest link, upheld by an officer who is new to the case."""
    token = team.token(reference, "appeal")
    with team.office.work() as work:
        number = appeals.lodge(work, token, appeals.NewAppeal((), "Not heard.", "", key)).number
    with team.work("intake") as work:
        appeals.assign(work, reference, number, team.ids["officer"], "Works elsewhere.")
    with team.work("officer") as work:
        appeals.decide(work, reference, number, "upheld_sent_back", "She was not heard.", "Works elsewhere.")


def action_ids(team: Team, reference: str) -> list[int]:
    with team.office.work(write=False) as work:
        return [one.id for one, _ in rows.actions(work.session, team.case(work, reference).id)]


def test_an_action_of_a_draft_plan_is_not_agreed_and_cannot_end(team: Team) -> None:
    reference = team.apply()
    take(team, reference, "decide", "convene", "hold")
    with team.office.work(write=False) as work:
        sitting = rows.newest(work.session, team.case(work, reference).id)
    assert sitting is not None
    draft = sitting.actions[0][0].id
    assert action_ids(team, reference) == []
    with team.work("chair") as work, pytest.raises(UnknownCase):
        reviews.end_action(work, reference, draft, "done", work.today, "x")
    take(team, reference, "comment", "finish")
    assert len(action_ids(team, reference)) == 1


def test_a_plan_that_an_appeal_overtook_stands_in_nobodys_way(team: Team) -> None:
    reference = team.apply()
    take(team, reference, "decide", "convene", "hold")
    send_back(team, reference)
    take(team, reference, "decide", "convene", "hold", "comment", "finish", "end_actions", "close")
    with team.office.work(write=False) as work:
        standing = standing_of(team.case(work, reference))
    assert (standing.state, standing.open_actions) == ("closed", 0)


@pytest.mark.parametrize("again", [False, True])
def test_one_clock_for_news_runs_after_a_review_however_often_it_is_held(team: Team, again: bool) -> None:
    """Found by reading: the clock of the first review ran on beside that of the second, and made the case late."""
    reference = team.apply()
    take(team, reference, "decide", "convene", "hold", "comment", "finish")
    if again:
        send_back(team, reference)
        team.clock.pass_time(days=7)
        take(team, reference, "convene", "hold", "comment", "finish")
    with team.office.work(write=False) as work:
        running = clocks.running(work.session, team.case(work, reference).id)
        assert [one.started_on for one in running if one.clock == "update"] == [work.today]


def test_when_nothing_is_open_nothing_can_end() -> None:
    from portal.cases.lifecycle import Happened, Standing, advance
    from portal.cases.moves import Move, State

    happened = Happened(Move.END_ACTION, {"action": 1, "how": "done"})
    with pytest.raises(NotNow):
        advance(Standing(State.CONCLUDED, 9, open_actions=0), happened)
    assert advance(Standing(State.CONCLUDED, 9, open_actions=1), happened)[0].open_actions == 0


def test_the_chair_of_the_newest_meeting_is_the_chair(team: Team) -> None:
    """Schedule 4 paragraph 3: a review is sent back because it went wrong; who led it then does not lead it again."""
    grants = (Grant(Role.CHAIR, "alderfen"),)
    with team.office.work() as work:
        new = staff.NewPerson("chair2", "Chair Two", grants, PASSWORD)
        team.ids["chair2"] = staff.add_person(work, new).staff_id
    reference = team.apply()
    take(team, reference, "decide", "convene", "hold", "comment", "finish")
    send_back(team, reference)
    action = action_ids(team, reference)[0]
    with team.work("chair") as work:  # until somebody else is named, agreed actions stay in their hands
        reviews.end_action(work, reference, action, "done", work.today, "The log.")
    with team.work("intake") as work:
        panels.convene(work, reference, team.convening(work, chair_id=team.ids["chair2"]))
    with pytest.raises(UnknownCase):
        team.hold(reference)
    with team.office.work(Actor("staff", team.ids["chair2"], grants)) as work:
        panels.hold(work, reference, panels.Holding(frozenset(), "none", "", team.plan(work.today)))


@pytest.mark.parametrize("steps", [("decide",), ("decide", "convene"), ("decide", "convene", "hold")])
def test_a_step_that_an_appeal_overtook_is_not_late(team: Team, steps: tuple[str, ...]) -> None:
    reference = team.apply()
    for do in (first_steps.first_contact_made, first_steps.risk_assessed):
        with team.work("intake") as work:
            do(work, reference)
    take(team, reference, *steps)
    team.clock.pass_time(days=3)
    send_back(team, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert case.due_clock == "threshold_decision"
        running = {one.clock for one in clocks.running(work.session, case.id)}
    assert not {"panel", "outcome"} & running
