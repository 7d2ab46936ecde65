"""What is known against somebody's independence, as the people of a case meet it."""

import pytest

from portal.cases.independence import Bar
from portal.cases.refusals import Refused, UnknownCase
from portal.policy import Grant, Role
from portal.services import bodies, chairs, independence, panels, staff
from portal.store import casefile, ledger
from portal.store import letters as letter_rows
from portal.store.tables import Event, Member, Staff
from tests.services.conftest import PASSWORD, Team, answers


def bars_of_chair(team: Team, reference: str) -> tuple[Bar, ...]:
    with team.office.work(write=False) as work:
        found = chairs.fit(work, team.case(work, reference))
        return next(one.bars for one in found if one.person.id == team.ids["chair"])


def record(team: Team, reference: str, how: str, staff_id: int | None = None, name: str = "") -> None:
    with team.work("intake") as work:
        independence.record(work, reference, how, staff_id=staff_id, name=name, office="")


def test_only_looking_and_keying_leave_somebody_independent(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    with team.work("chair") as work, pytest.raises(UnknownCase):
        independence.open_known(work, reference)
    record(team, reference, "other", name="Somebody Else")
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert team.ids["intake"] not in casefile.took_part(work.session, case.id)
    assert bars_of_chair(team, reference) == ()


@pytest.mark.parametrize("how", ["handled", "line_manager", "decided", "named_by_victim", "other"])
def test_who_is_recorded_cannot_be_called_independent(team: Team, how: str) -> None:
    reference = team.apply()
    team.decide(reference)
    record(team, reference, how, team.ids["chair"])
    assert bars_of_chair(team, reference) == (Bar(how),)
    with team.work("intake") as work, pytest.raises(Refused) as refused:
        panels.convene(work, reference, team.convening(work))
    assert refused.value.field == "chair_independent"
    why = "Nobody else can chair this month, and waiting would harm you."
    with team.work("intake") as work:
        panels.convene(work, reference, team.convening(work, chair_independent=False, chair_reason=why))
    with team.office.work(write=False) as work:
        words = str(letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter.content)
    assert why in words
    assert "No. This is why they lead the review all the same:" in words


def test_the_victims_words_ask_for_a_check_and_refuse_nobody(team: Team) -> None:
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["chair"]).name = "Chandra Holt"
        today = work.today
    reports = answers(today)["reports"]
    reports[1]["person"] = "a Ms HOLT at the desk"
    reference = team.apply(reports=reports)
    team.decide(reference)
    assert bars_of_chair(team, reference) == (Bar.NAMED,)
    with team.work("intake") as work:
        known = independence.open_known(work, reference)
        assert [one.words for one in known.named] == ["a Ms HOLT at the desk"]
    team.convene(reference)


def test_whom_the_victim_worries_about_is_compared_too(team: Team) -> None:
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["chair"]).name = "Chandra Holt"
    reference = team.apply(worried_about="I do not trust Chandra Holt.")
    assert bars_of_chair(team, reference) == (Bar.NAMED,)


def test_a_chair_of_the_deciders_office_wears_another_hat(team: Team) -> None:
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["chair"]).office = "DECIDER  office"
    reference = team.apply()
    assert bars_of_chair(team, reference) == ()
    team.decide(reference)
    assert bars_of_chair(team, reference) == (Bar.SAME_OFFICE,)


def test_sitting_on_the_panel_is_taking_part_once_they_came(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    with team.work("intake") as work:
        seats = (
            panels.Seat("brackenshire-police", "Police, inspector"),
            panels.Seat("sedge-homes", "A Neighbour"),
        )
        panels.convene(work, reference, team.convening(work, seats=seats))
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        linked = list(work.session.query(Member).order_by(Member.id))
        assert [one.staff_id for one in linked] == [team.ids["police"], None]
        assert team.ids["police"] not in casefile.took_part(work.session, case.id)
    with team.work("chair") as work:
        holding = panels.Holding(frozenset({linked[0].id}), "statement", "Read.", team.plan(work.today))
        panels.hold(work, reference, holding)
    with team.office.work(write=False) as work:
        assert team.ids["police"] in casefile.took_part(work.session, team.case(work, reference).id)


def test_two_people_of_one_name_are_nobody_for_sure(team: Team) -> None:
    with team.office.work() as work:
        staff.add_person(work, staff.NewPerson("twin", "Police", (Grant(Role.CHAIR),), PASSWORD))
    reference = team.apply()
    team.decide(reference)
    with team.work("intake") as work:
        seats = (panels.Seat("brackenshire-police", "Police, inspector"),)
        panels.convene(work, reference, team.convening(work, seats=seats))
    with team.office.work(write=False) as work:
        assert work.session.query(Member).one().staff_id is None


def test_recorded_twice_it_stands_once_and_the_ledger_holds_no_name(team: Team) -> None:
    reference = team.apply()
    for _ in range(2):
        record(team, reference, "handled", name="Sergeant Sample-Secret")
    with team.office.work(write=False) as work:
        events = work.session.query(Event).filter_by(move="record involvement").all()
        assert [one.payload.get("how") for one in events] == ["handled"]
        assert "Secret" not in str([one.payload for one in work.session.query(Event)])
        assert ledger.verify(work.session).first_bad is None


@pytest.mark.parametrize(
    ("how", "staff_id", "name", "field"),
    [("knew", 1, "", "how"), ("handled", None, "", "name"), ("handled", 999, "", "person")],
)
def test_who_did_what_has_to_be_said(
    team: Team, how: str, staff_id: int | None, name: str, field: str
) -> None:
    reference = team.apply()
    with pytest.raises(Refused) as refused:
        record(team, reference, how, staff_id, name)
    assert refused.value.field == field


def test_the_decider_is_told_what_stands_against_themselves(team: Team) -> None:
    reference = team.apply()
    record(team, reference, "handled", team.ids["decider"])
    with team.work("decider") as work:
        assert independence.of_actor(work, team.case(work, reference), "decider") == (Bar.HANDLED,)
    with team.work("intake") as work:
        assert independence.of_actor(work, team.case(work, reference), "decider") == ()


def test_a_body_that_gave_its_view_took_part(team: Team) -> None:
    reference = team.apply()
    with team.work("police") as work:
        bodies.give_view(work, reference, "brackenshire-police", "met", "")
    with team.office.work(write=False) as work:
        assert team.ids["police"] in casefile.took_part(work.session, team.case(work, reference).id)
