"""Stepping off a case, and who takes over."""

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.turns import Turn
from portal.policy import Action, Actor, Grant, Role
from portal.services import casework, chairs, contacts, panels, reviews, staff, stepping_off, tasks
from portal.store import letters as letter_rows
from portal.store.tables import Event, SteppedOff
from tests.services.conftest import PASSWORD, Team

CHAIR = (Grant(Role.CHAIR, "alderfen"),)
WHY = "I dealt with the second report."


@pytest.fixture
def second(team: Team) -> Actor:
    """Somebody else who can chair."""
    with team.office.work() as work:
        new = staff.NewPerson("chair2", "Second Chair", CHAIR, PASSWORD, office="Another office")
        team.ids["chair2"] = staff.add_person(work, new).staff_id
    return Actor("staff", team.ids["chair2"], CHAIR)


def step_off(team: Team, reference: str, name: str) -> None:
    with team.work(name) as work:
        stepping_off.step_off(work, reference, WHY)


def replace(team: Team, reference: str, **changes: object) -> None:
    new = {"chair_id": team.ids["chair2"], "independent": True, "reason": "Works elsewhere.", **changes}
    with team.work("intake") as work:
        chairs.replace(work, reference, chairs.NewChair(**new))  # type: ignore[arg-type]


def turn_of(team: Team, reference: str) -> tuple[str, list[str]]:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        return case.whose_turn, case.flags


def newest_letter(team: Team, reference: str) -> tuple[str, str]:
    with team.office.work(write=False) as work:
        found = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter
        return found.kind, str(found.content)


@pytest.mark.parametrize(
    "steps", [("convene",), ("convene", "hold"), ("convene", "hold", "comment", "finish")]
)
def test_a_chair_steps_off_and_another_carries_on(team: Team, second: Actor, steps: tuple[str, ...]) -> None:
    reference = team.apply()
    for step in ("decide", *steps):
        getattr(team, step)(reference)
    step_off(team, reference, "chair")
    with team.work("chair") as work, pytest.raises(UnknownCase):
        casework.find(work, reference, Action.SEE_CASE)
    assert turn_of(team, reference) == (Turn.OFFICE, ["needs_chair"])
    with team.office.work(write=False) as work:
        waiting = [
            one.task.kind for one in tasks.of_case(work, team.case(work, reference)) if not one.task.done_at
        ]
    assert "needs_chair" in waiting
    with team.office.work(second) as work, pytest.raises(UnknownCase):
        casework.find(work, reference, Action.SEE_CASE)
    replace(team, reference)
    assert turn_of(team, reference) == (Turn.CHAIR, [])
    kind, words = newest_letter(team, reference)
    assert kind == "chair_replaced"
    assert "Second Chair" in words
    assert "Works elsewhere." in words
    assert "Another office" in words
    assert WHY not in words
    with team.office.work(second) as work:
        casework.find(work, reference, Action.SEE_CASE)
        assert not any(
            one.task.kind == "needs_chair" and not one.task.done_at
            for one in tasks.of_case(work, team.case(work, reference))
        )


def test_the_reason_is_kept_beside_its_seal_and_not_in_the_ledger(team: Team) -> None:
    from portal.store import ledger

    reference = team.apply()
    step_off(team, reference, "decider")
    with team.office.work(write=False) as work:
        row = work.session.query(SteppedOff).one()
        event = work.session.query(Event).filter_by(move="step off").one()
        assert event.payload == {"staff": team.ids["decider"], "from": "received", "to": "received"}
        assert row.salt is not None
        assert event.seal == ledger.seal(WHY, row.salt)


def test_a_decision_maker_and_a_contact_step_off(team: Team) -> None:
    reference = team.apply()
    with team.work("decider") as work:
        contacts.name_contact(work, reference, team.ids["intake"])
    step_off(team, reference, "decider")
    with pytest.raises(UnknownCase):
        team.decide(reference)
    with team.work("intake") as work:
        parts = stepping_off.prepare(work, reference)
        assert (parts.contact, parts.chairs, parts.others_decide) == (True, False, False)
    step_off(team, reference, "intake")
    with team.office.work(write=False) as work:
        assert team.case(work, reference).contact_staff_id is None
    with team.work("intake") as work, pytest.raises(UnknownCase):
        casework.find(work, reference, Action.SEE_CASE)


@pytest.mark.parametrize("others", [False, True])
def test_when_nobody_is_left_to_decide_it_is_the_offices_task(team: Team, others: bool) -> None:
    reference = team.apply()
    with team.office.work() as work:
        if others:
            grants = (Grant(Role.DECIDER, "alderfen"),)
            staff.add_person(work, staff.NewPerson("decider2", "Second", grants, PASSWORD, office="Another"))
    step_off(team, reference, "decider")
    with team.office.work(write=False) as work:
        kinds = [one.task.kind for one in tasks.of_case(work, team.case(work, reference))]
    assert ("needs_decider" in kinds) is not others


def test_stepping_off_needs_a_reason_and_changes_nothing_without(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(Refused) as refused, team.work("decider") as work:
        stepping_off.step_off(work, reference, "")
    assert refused.value.field == "reason"
    team.decide(reference)


def test_twice_is_as_if_the_case_were_unknown(team: Team) -> None:
    reference = team.apply()
    step_off(team, reference, "decider")
    with pytest.raises(UnknownCase):
        step_off(team, reference, "decider")


def test_who_stepped_off_is_not_offered_as_chair_again(team: Team, second: Actor) -> None:
    reference = team.after("convene")
    step_off(team, reference, "chair")
    with team.work("intake") as work:
        assert [one.person.id for one in chairs.fit(work, team.case(work, reference))] == [second.id]


def test_another_chair_is_weighed_like_the_first(team: Team, second: Actor) -> None:
    reference = team.after("convene")
    for changes, field in (
        ({"chair_id": team.ids["chair"]}, "chair"),
        ({"chair_id": team.ids["decider"]}, "chair"),
        ({"reason": ""}, "chair_reason"),
    ):
        with pytest.raises(Refused) as refused:
            replace(team, reference, **changes)
        assert refused.value.field == field
    assert newest_letter(team, reference)[0] == "meeting_invitation"
    replace(team, reference, independent=False, reason="Nobody else is free.")
    assert "No. This is why they lead the review all the same:" in newest_letter(team, reference)[1]


def test_without_a_meeting_there_is_no_chair_to_replace(team: Team, second: Actor) -> None:
    reference = team.apply()
    team.decide(reference)
    with pytest.raises(NotNow):
        replace(team, reference)


def test_the_new_chair_finishes_what_the_old_one_began(team: Team, second: Actor) -> None:
    reference = team.after("hold")
    step_off(team, reference, "chair")
    replace(team, reference)
    team.comment(reference)
    with team.office.work(second) as work:
        end = reviews.Finish("Found fault.", "Not joined up.", team.plan(work.today), "We will.")
        reviews.finish(work, reference, end)
    assert turn_of(team, reference)[0] == Turn.CHAIR
    with pytest.raises(UnknownCase), team.work("chair") as work:
        panels.hold(work, reference, panels.Holding(frozenset(), "none", "", team.plan(work.today)))
