"""A case goes where the behaviour happens, and the first received date goes along (requirement A7)."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.services import contacts, moving
from portal.store import bodies, clocks
from portal.store import letters as letter_rows
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.test_asking import ask, open_tasks
from tests.services.test_clocks import running

WHY = "The street is in that district."
AWAY = moving.Elsewhere("Far Away Partnership", "01632 960 777", "The street is in their area.")


def to(team: Team, reference: str, district: str = "marlowick", name: str = "intake") -> None:
    with team.work(name) as work:
        moving.to_district(work, reference, district, WHY)


def out(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        moving.out_of_area(work, reference, AWAY)


def bodies_of(team: Team, reference: str) -> set[str]:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        return {one.body.key for one in bodies.of_case(work.session, case.id)}


def newest(team: Team, reference: str) -> Any:
    with team.office.work(write=False) as work:
        return letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter


def test_bodies_change_and_the_first_date_stays(team: Team, clock: SetClock) -> None:
    reference = team.apply()
    before = running(team, reference)[Clock.DECISION]
    assert {"alderfen-council", "brackenshire-police"} <= bodies_of(team, reference)
    clock.set(clock() + timedelta(days=3))
    to(team, reference)
    here = bodies_of(team, reference)
    assert "alderfen-council" not in here
    assert {"marlowick-council", "brackenshire-police"} <= here
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert (case.district, case.applied_on) == ("marlowick", date(2026, 11, 23))
    assert running(team, reference)[Clock.DECISION].id == before.id
    letter = newest(team, reference)
    assert letter.kind == "moved"
    for words in (WHY, "23 November 2026", "14 December 2026", "Marlowick"):
        assert words in str(letter.content)


def test_the_old_district_sees_it_no_more_and_the_contact_is_named_anew(team: Team) -> None:
    reference = team.apply()
    with team.work("intake") as work:
        contacts.name_contact(work, reference, team.ids["decider"])
    to(team, reference)
    with team.work("intake") as work, pytest.raises(UnknownCase):
        moving.to_district(work, reference, "alderfen", WHY)
    with team.office.work(write=False) as work:
        assert team.case(work, reference).contact_staff_id is None
    assert "name_contact_anew" in open_tasks(team, reference)


def test_moved_back_the_bodies_have_it_again(team: Team) -> None:
    reference = team.apply()
    before = bodies_of(team, reference)
    to(team, reference)
    to(team, reference, "alderfen", "stranger")
    assert bodies_of(team, reference) == before


@pytest.mark.parametrize(
    ("district", "sentence"), [("nowhere", "Choose a district"), ("alderfen", "already")]
)
def test_only_to_another_district_of_the_partnership(team: Team, district: str, sentence: str) -> None:
    reference = team.apply()
    with pytest.raises(Refused, match=sentence):
        to(team, reference, district)


def test_not_from_an_unknown_district_and_not_after_the_decision(team: Team) -> None:
    unsure = team.apply(district="unsure")
    with pytest.raises(NotNow):
        to(team, unsure)
    reference = team.apply()
    team.decide(reference)
    with pytest.raises(NotNow):
        to(team, reference)
    with pytest.raises(NotNow):
        out(team, reference)


def test_passed_to_another_area_it_closes_and_the_first_date_is_in_the_letter(
    team: Team, clock: SetClock
) -> None:
    reference = team.apply()
    ask(team, reference, pauses=True)
    clock.set(clock() + timedelta(days=2))
    out(team, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        ended = [one for one in clocks.all_of(work.session, case.id) if one.met_on is None]
        assert (case.state, case.due_on, case.paused_since) == (State.CLOSED, None, None)
    assert {one.ended_for for one in ended} == {"moved"}
    assert bodies_of(team, reference) == set()
    assert "ask_to_send_on" in open_tasks(team, reference)
    letter = newest(team, reference)
    assert letter.kind == "moved_out"
    for words in ("Far Away Partnership", "01632 960 777", "You applied to us on 23 November 2026."):
        assert words in str(letter.content)
    by_kind = {one.letter_id: one.state for one in team.messages(reference) if one.letter_id}
    with team.office.work(write=False) as work:
        kinds = {one.letter.id: one.letter.kind for one in letter_rows.of_case(work.session, case.id)}
    said = {kinds[number]: state for number, state in by_kind.items()}
    assert said["question"] == "done"
    assert said["moved_out"] == "waiting"


@pytest.mark.parametrize("name", ["decider", "stranger", "police", "chair"])
def test_only_the_intake_office_moves_a_case(team: Team, name: str) -> None:
    reference = team.apply()
    with pytest.raises(UnknownCase):
        to(team, reference, name=name)
    with team.work(name) as work, pytest.raises(UnknownCase):
        moving.out_of_area(work, reference, AWAY)
