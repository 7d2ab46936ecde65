"""What one step leaves behind must not trip the next: pauses, proposals, appeals, meetings and links that meet."""

from collections.abc import Callable

import pytest

from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.timetable import Clock
from portal.policy import Grant, Role
from portal.services import (
    appeals,
    casework,
    chairs,
    contacts,
    deferring,
    joining,
    moving,
    reopening,
    staff,
    withdrawing,
    worklist,
)
from portal.services import clocks as clocks_service
from portal.store import bodies, clocks, panels, proposals
from portal.store import letters as letter_rows
from portal.store.tables import Message
from tests.services.conftest import PASSWORD, Team, answers
from tests.services.records import case
from tests.services.refusing import with_reports
from tests.services.test_appeal_results import assign, decide, lodge, not_met
from tests.services.test_asking import ask, open_tasks, paused, reply
from tests.services.test_calls import asked
from tests.services.test_clocks import running
from tests.services.test_deferring import defer
from tests.services.test_ending import agree, propose
from tests.services.test_moving import out, to
from tests.services.test_on_behalf import apply as apply_for
from tests.services.test_on_behalf import propose as propose_override
from tests.services.test_on_behalf import record, settle, waiting
from tests.services.test_on_behalf import withdraw as withdraw_consent
from tests.services.test_reopening import reopen
from tests.services.test_step_off import step_off
from tests.services.test_withdrawing import by_link


def seen_by(team: Team, reference: str) -> set[str]:
    with team.office.work(write=False) as work:
        return {one.body.key for one in bodies.of_case(work.session, team.case(work, reference).id)}


def waits(team: Team, reference: str, kind: str) -> bool:
    with team.office.work(write=False) as work:
        return proposals.waiting(work.session, team.case(work, reference).id, kind) is not None


def test_an_answer_lets_the_clocks_run_again_though_the_decision_was_put_off(team: Team) -> None:
    reference = with_reports(team)
    ask(team, reference, pauses=True)
    until = defer(team, reference)
    reply(team, reference)
    assert not paused(team, reference)
    # The day to look again was set by a person and told: waiting does not move it.
    assert running(team, reference)[Clock.DECISION].due_on == until


def test_a_proposal_to_go_on_without_their_word_ends_with_their_word(team: Team) -> None:
    reference = waiting(team)
    propose_override(team, reference)
    record(team, reference, "agreed", shared=True)
    withdraw_consent(team, reference, "stop")
    with pytest.raises(NotNow, match="Nobody proposes"):
        settle(team, reference, agrees=True)
    propose_override(team, reference)


@pytest.mark.parametrize("said", ["refused", "withdrawn"])
def test_nothing_proposed_before_is_left_when_they_say_no(team: Team, said: str) -> None:
    reference = waiting(team)
    propose(team, reference)
    if said == "refused":
        record(team, reference, "refused")
    else:
        with team.work("intake") as work:
            withdrawing.key_in(work, reference, ("phone", work.today), "")
    assert not waits(team, reference, "end")
    assert "second_look_at_end" not in open_tasks(team, reference)


def test_a_closed_case_leaves_no_proposal_to_end_it(team: Team) -> None:
    reference = team.after("end_actions")
    propose(team, reference)
    team.close(reference)
    assert not waits(team, reference, "end")
    assert "second_look_at_end" not in open_tasks(team, reference)


def ended(team: Team) -> str:
    reference = team.apply()
    propose(team, reference)
    agree(team, reference)
    return reference


def moved_out(team: Team) -> str:
    reference = team.apply()
    out(team, reference)
    return reference


@pytest.mark.parametrize("over", [ended, moved_out])
def test_sent_back_by_an_appeal_the_organisations_have_the_case_again(
    team: Team, over: Callable[[Team], str]
) -> None:
    reference = over(team)
    assert seen_by(team, reference) == set()
    lodge(team, reference)
    assign(team, reference)
    decide(team, reference, "upheld_sent_back")
    assert case(team, reference).state == State.RECEIVED
    assert "alderfen-council" in seen_by(team, reference)


def test_a_meeting_that_was_set_is_called_off_when_the_case_goes_back_to_the_decision(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    lodge(team, reference)
    assign(team, reference)
    team.convene(reference)
    decide(team, reference, "upheld_sent_back")
    with team.office.work(write=False) as work:
        case_id = team.case(work, reference).id
        assert [one.meeting.state for one in panels.sittings(work.session, case_id)] == ["called_off"]
        invitations = work.session.query(Message).filter_by(case_id=case_id, trouble="case_over")
        assert invitations.count() == 1


@pytest.mark.parametrize("step", ["merge", "move out"])
def test_an_appeal_is_decided_before_a_case_is_merged_or_moved_out(team: Team, step: str) -> None:
    reference, other = with_reports(team), team.apply()
    defer(team, reference)
    lodge(team, reference)
    with team.work("intake") as work:
        deferring.look_again(work, reference, "The council has answered.")
    elsewhere = moving.Elsewhere("Far Away", "01632 960 777", "There.")
    steps = {
        "merge": lambda work: joining.merge(work, reference, other, "The same person."),
        "move out": lambda work: moving.out_of_area(work, reference, elsewhere),
    }
    with team.work("intake") as work, pytest.raises(NotNow, match="Decide the appeal"):
        steps[step](work)


def test_an_application_is_not_closed_into_a_case_that_only_waits(team: Team) -> None:
    reference, call = team.apply(), asked(team).reference
    with team.work("intake") as work, pytest.raises(Refused, match="waits"):
        joining.merge(work, reference, call, "The same person.")
    with team.work("intake") as work:
        joining.merge(work, call, reference, "The same person.")
    assert case(team, reference).state == State.RECEIVED


def test_a_call_that_never_became_an_application_is_not_opened_at_a_decision(team: Team) -> None:
    reference = asked(team).reference
    with team.work("intake") as work:
        withdrawing.key_in(work, reference, ("phone", work.today), "")
    with team.office.work(write=False) as work:
        assert reopening.possible(work, team.case(work, reference)) == ("call",)


def test_opened_again_nothing_is_left_to_ask_about_its_end(team: Team) -> None:
    reference = team.apply()
    by_link(team, reference)
    assert "meant_to_withdraw" in open_tasks(team, reference)
    reopen(team, reference, "decision")
    assert "meant_to_withdraw" not in open_tasks(team, reference)
    moved = moved_out(team)
    assert "ask_to_send_on" in open_tasks(team, moved)
    reopen(team, moved, "decision")
    assert "ask_to_send_on" not in open_tasks(team, moved)


def test_a_new_meeting_with_its_own_chair_needs_no_other_one(team: Team) -> None:
    reference = team.after("convene")
    step_off(team, reference, "chair")
    assert "needs_chair" in open_tasks(team, reference)
    by_link(team, reference)
    reopen(team, reference, "panel")
    with team.office.work() as work:
        new = staff.NewPerson("chair2", "Second Chair", (Grant(Role.CHAIR, "alderfen"),), PASSWORD)
        team.ids["chair"] = staff.add_person(work, new).staff_id
    team.convene(reference)
    assert "needs_chair" not in open_tasks(team, reference)
    assert chairs.NEEDS_CHAIR not in case(team, reference).flags


def test_the_contact_named_anew_ends_the_task_and_stepping_off_opens_it(team: Team) -> None:
    reference = team.apply()
    to(team, reference)
    assert "name_contact_anew" in open_tasks(team, reference)
    with team.work("stranger") as work:
        contacts.name_contact(work, reference, team.ids["stranger"])
    assert "name_contact_anew" not in open_tasks(team, reference)
    step_off(team, reference, "stranger")
    assert "name_contact_anew" in open_tasks(team, reference)


def test_the_new_district_is_told_of_a_case_moved_into_it(team: Team) -> None:
    reference = team.apply()
    to(team, reference)
    kinds = [one.kind for one in team.messages(reference) if one.body_id is None and one.person_id is None]
    assert kinds == ["case_for_district"]


def test_nothing_that_waited_goes_to_somebody_who_died(team: Team) -> None:
    reference = team.apply()
    assert [one.state for one in team.messages(reference) if one.person_id] == ["waiting"]
    propose(team, reference, "died")
    agree(team, reference)
    assert [(one.state, one.trouble) for one in team.messages(reference) if one.person_id] == [
        ("done", "died")
    ]
    with pytest.raises(Exception, match="nothing here"):
        by_link(team, reference)


def test_an_appeal_given_back_keeps_its_first_day_also_where_no_time_is_agreed(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    lodge(team, reference)
    assign(team, reference)
    with team.office.work() as work:
        case_ = team.case(work, reference)
        next(
            one for one in clocks.running(work.session, case_.id) if one.clock == Clock.APPEAL_DECISION
        ).due_on = None
    with team.work("officer") as work:
        appeals.step_off(work, reference, 1, "I know them.")
    with team.office.work() as work:
        new = staff.NewPerson("officer2", "Second", (Grant(Role.APPEAL_OFFICER),), PASSWORD, office="Two")
        team.ids["officer"] = staff.add_person(work, new).staff_id
    assign(team, reference)
    with team.office.work(write=False) as work:
        rows = clocks.all_of(work.session, team.case(work, reference).id)
    assert [one.clock for one in rows].count(Clock.APPEAL_DECISION) == 1


@pytest.mark.parametrize("how", ["stop", "refused"])
def test_the_victim_can_say_no_as_long_as_nothing_is_decided(team: Team, how: str) -> None:
    with team.office.work(write=False) as work:
        reference = apply_for(team, reports=answers(work.today)["reports"][:2])
    defer(team, reference)
    if how == "stop":
        withdraw_consent(team, reference, "stop")
        assert case(team, reference).state == State.AWAITING_CONSENT
    else:
        record(team, reference, "refused")
        assert case(team, reference).state == State.CLOSED
    assert seen_by(team, reference) == set()


def test_a_pause_ends_with_the_step_that_it_held_and_an_answer_later_tells_nothing_of_clocks(
    team: Team,
) -> None:
    reference = team.apply()
    ask(team, reference, pauses=True)
    team.decide(reference)
    assert not paused(team, reference)
    assert running(team, reference)[Clock.PANEL].due_on is not None
    letters = len(team.messages(reference))
    reply(team, reference)
    assert len(team.messages(reference)) == letters


def test_an_agreed_action_is_not_dropped_when_the_case_is_decided_anew(team: Team) -> None:
    reference = team.after("finish")
    with team.office.work() as work:
        letter = next(
            one.letter for one in letter_rows.of_case(work.session, team.case(work, reference).id)
            if one.letter.kind == "threshold_met"
        )  # fmt: skip
        new = appeals.NewAppeal(("Other",), "Other reports count too.", "", "key")
        appeals.take_in(work, team.case(work, reference), new, appeals.Came("phone", work.today, letter.id))
    assign(team, reference)
    decide(team, reference, "upheld_sent_back")
    not_met(team, reference)
    with team.work("intake") as work, pytest.raises(NotNow, match="End every action"):
        casework.record(work, team.case(work, reference), Move.CLOSE_NOT_MET)
    team.end_actions(reference)
    assert case(team, reference).open_actions == 0


@pytest.mark.parametrize("typed", ["Zoë Sample", "zoe  sample"])
def test_a_name_is_found_with_and_without_its_accents(team: Team, typed: str) -> None:
    reference = team.apply(name="Zoë Sample")
    with team.work("intake") as work:
        found = worklist.search(work, typed)
    assert [line.case.reference for line in found] == [reference]


@pytest.mark.parametrize("days", [9, 10, 11])
def test_after_the_second_look_the_decision_has_its_ordinary_time(team: Team, days: int) -> None:
    reference = with_reports(team)
    until = defer(team, reference)
    team.clock.pass_time(days=days)
    with team.work("intake") as work:
        deferring.look_again(work, reference, "A window was broken last night.")
        agreed = clocks_service.forecast(work, "alderfen", Clock.DECISION, work.today)
        today = work.today
    assert agreed is not None
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        (now,) = [row for row in clocks.running(work.session, case.id) if row.clock == Clock.DECISION]
        before = [row for row in clocks.all_of(work.session, case.id) if row.id == now.replaces_id]
        assert (now.started_on, now.due_on, now.cause) == (today, agreed.due_on, "looked_again")
        assert [(row.due_on, row.cause) for row in before] == [(until, "deferred")]
        assert now.due_on is not None and now.due_on > today
