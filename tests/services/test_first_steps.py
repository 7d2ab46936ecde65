"""The clocks that run from the first day can be stopped, and who stopped them is in the ledger."""

from collections.abc import Callable

import pytest

from portal.cases.moves import Move
from portal.cases.refusals import UnknownCase
from portal.cases.timetable import Clock
from portal.services import first_steps
from portal.services.work import Work
from portal.store import casefile, clocks
from tests.services.conftest import Team

STEPS = [
    (first_steps.first_contact_made, Move.FIRST_CONTACT, {}, Clock.FIRST_CONTACT),
    (first_steps.risk_assessed, Move.ASSESS_RISK, {}, Clock.RISK),
    (first_steps.risk_assessed, Move.ASSESS_RISK, {"hate": "yes"}, Clock.RISK_FLAGGED),
]


@pytest.mark.parametrize(("do", "move", "given", "ticking"), STEPS)
def test_it_stops_its_clock_once_and_says_who(
    team: Team, do: Callable[[Work, str], None], move: Move, given: dict[str, str], ticking: Clock
) -> None:
    reference = team.apply(**given)
    with team.office.work(write=False) as work:
        case_id = team.case(work, reference).id
        assert ticking in {one.clock for one in clocks.running(work.session, case_id)}
    for _ in range(2):
        with team.work("intake") as work:
            do(work, reference)
    with team.office.work(write=False) as work:
        assert ticking not in {one.clock for one in clocks.running(work.session, case_id)}
        told = [
            (one.actor_id, name) for one, name in casefile.events(work.session, case_id) if one.move == move
        ]
    assert told == [(team.ids["intake"], "Intake")]


@pytest.mark.parametrize("do", [first_steps.first_contact_made, first_steps.risk_assessed])
def test_somebody_of_another_district_finds_nothing(team: Team, do: Callable[[Work, str], None]) -> None:
    reference = team.apply()
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        do(work, reference)


def test_a_case_that_was_dealt_with_in_time_is_never_late(team: Team) -> None:
    """Every clock of the office that starts on the way to the end is stopped by some step on that way."""
    reference = team.apply()
    for do in (first_steps.first_contact_made, first_steps.risk_assessed):
        with team.work("intake") as work:
            do(work, reference)
    for step in (
        team.decide,
        team.convene,
        team.hold,
        team.comment,
        team.finish,
        team.end_actions,
        team.close,
    ):
        step(reference)
        if step == team.decide:
            with team.office.work(write=False) as work:
                assert team.case(work, reference).due_clock == Clock.PANEL
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert (case.due_on, case.due_clock) == (None, None)
