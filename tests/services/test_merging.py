"""Cases that belong together are offered and linked by a person; two applications of one person become one (C4)."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.services import joining
from portal.store import bodies, casefile
from portal.store import letters as letter_rows
from tests.house.clock import SetClock
from tests.services.conftest import Team

WHY = "Both are about the same flat."


def merge(team: Team, reference: str, other: str, name: str = "intake") -> None:
    with team.work(name) as work:
        joining.merge(work, reference, other, WHY)


def link(team: Team, reference: str, other: str, name: str = "intake") -> None:
    with team.work(name) as work:
        joining.link(work, reference, other, WHY)


def together(team: Team, reference: str, name: str = "intake") -> tuple[list[str], list[str], list[str]]:
    with team.office.work(team.actor(name), write=False) as work:
        found = joining.together(work, team.case(work, reference))
    return (
        [one.other.reference for one in found.linked],
        [one.reference for one in found.merged],
        [one.reference for one in found.alike],
    )


def case(team: Team, reference: str) -> Any:
    with team.office.work(write=False) as work:
        return team.case(work, reference)


def test_the_second_application_closes_and_the_first_goes_on(team: Team, clock: SetClock) -> None:
    first = team.apply()
    clock.set(clock() + timedelta(days=5))
    second = team.apply(story="It got worse.")
    merge(team, second, first)
    closed, goes_on = case(team, second), case(team, first)
    assert (closed.state, closed.same_as_case_id) == (State.CLOSED, goes_on.id)
    assert (goes_on.state, goes_on.applied_on) == (State.RECEIVED, date(2026, 11, 23))
    with team.office.work(write=False) as work:
        (note,) = [one for one, _ in casefile.notes(work.session, goes_on.id)]
        letter = letter_rows.of_case(work.session, closed.id)[0].letter
        assert bodies.of_case(work.session, closed.id) == []
    assert second in note.words
    assert "Noise number 2" in note.words
    assert letter.kind == "merged"
    for words in (first, "23 November 2026", WHY):
        assert words in str(letter.content)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_earlier_date_counts(team: Team, clock: SetClock, days: int) -> None:
    first = team.apply()
    second = team.apply()
    with team.office.work() as work:
        team.case(work, second).applied_on += timedelta(days=days)
    merge(team, second, first)
    assert case(team, first).applied_on == date(2026, 11, 23) + timedelta(days=min(days, 0))


def test_never_into_itself_a_closed_case_or_one_that_nobody_may_see(team: Team) -> None:
    first, second, foreign = team.apply(), team.apply(), team.apply(district="marlowick")
    for other, sentence in (
        (first, "another case"),
        ("CR-AAAAA-AA", "whole reference"),
        (foreign, "no case with this reference"),
    ):
        with pytest.raises(Refused, match=sentence):
            merge(team, first, other)
    merge(team, second, first)
    third = team.apply()
    with pytest.raises(Refused, match="is over"):
        merge(team, third, second)
    team.decide(third)
    with pytest.raises(NotNow):
        merge(team, third, first)


@pytest.mark.parametrize("name", ["decider", "stranger", "police"])
def test_only_the_intake_office_merges(team: Team, name: str) -> None:
    first, second = team.apply(), team.apply()
    with pytest.raises(UnknownCase):
        merge(team, second, first, name)


def test_likely_duplicates_are_offered_and_nothing_is_merged(team: Team) -> None:
    first = team.apply(name="Jo Sample", home_postcode="AB1 2CD")
    same_name = team.apply(name="JO  sample")
    same_place = team.apply(name="Kim Other", home_postcode="AB1 2CD")
    other = team.apply(name="Lee Else", home_postcode="AB1 2CE", email="lee@mail.example")
    assert together(team, first)[2] == [same_place, same_name]
    assert together(team, other)[2] == []
    assert {case(team, one).state for one in (first, same_name, same_place)} == {State.RECEIVED}


def test_what_the_reader_may_not_see_is_not_offered(team: Team) -> None:
    first, foreign = team.apply(), team.apply(district="marlowick")
    assert together(team, first)[2] == []
    assert together(team, foreign, "stranger")[2] == []


@pytest.mark.parametrize(("days", "offered"), [(365, True), (366, True), (367, False)])
def test_only_of_the_last_twelve_months(team: Team, clock: SetClock, days: int, offered: bool) -> None:
    first = team.apply()
    clock.set(clock() + timedelta(days=days))
    second = team.apply()
    assert (first in together(team, second)[2]) is offered


def test_linked_cases_show_each_other_only_to_who_may_see_both(team: Team) -> None:
    first, second = team.apply(), team.apply(name="Kim Other")
    link(team, first, second)
    link(team, second, first)
    assert together(team, first)[0] == [second]
    assert together(team, second)[0] == [first]
    with team.office.work() as work:
        team.case(work, second).district = "marlowick"
    assert together(team, first)[0] == []
    assert together(team, second, "stranger")[0] == []


def test_nobody_links_with_a_case_they_cannot_open(team: Team) -> None:
    first, foreign = team.apply(), team.apply(district="marlowick")
    with pytest.raises(Refused, match="no case with this reference"):
        link(team, first, foreign)
    with pytest.raises(UnknownCase):
        link(team, first, foreign, "police")
