"""The clocks that run from the first day can be stopped, and who stopped them is in the ledger."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.cases.moves import Move
from portal.cases.refusals import Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.services import first_steps, reopening, reviews
from portal.store import casefile, clocks, letters
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.test_withdrawing import by_link

STEPS = [
    (first_steps.first_contact_made, Move.FIRST_CONTACT, {}, Clock.FIRST_CONTACT),
    (first_steps.risk_assessed, Move.ASSESS_RISK, {}, Clock.RISK),
    (first_steps.risk_assessed, Move.ASSESS_RISK, {"hate": "yes"}, Clock.RISK_FLAGGED),
]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What stops a clock is the same on every kind of database."""
    return sqlite_url


@pytest.mark.parametrize(("do", "move", "given", "ticking"), STEPS)
def test_it_stops_its_clock_once_and_says_who(
    team: Team, do: Callable[..., None], move: Move, given: dict[str, str], ticking: Clock
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


@pytest.mark.parametrize(("days", "taken"), [(-1, False), (0, True), (2, True), (3, False)])
def test_yesterdays_call_counts_on_its_day(team: Team, clock: SetClock, days: int, taken: bool) -> None:
    """Between the day of the application and today; what is written down two days late was still in time."""
    reference = team.apply()
    applied_on = clock().date()
    on = applied_on + timedelta(days=days)
    clock.pass_time(days=2)
    for do, ticking in ((step[0], step[3]) for step in STEPS[:2]):
        with team.work("intake") as work:
            if not taken:
                with pytest.raises(Refused) as refused:
                    do(work, reference, on)
                assert refused.value.field == "done_on"
                continue
            do(work, reference, on)
        with team.office.work(write=False) as work:
            found = clocks.all_of(work.session, team.case(work, reference).id)
            assert [one.met_on for one in found if one.clock == ticking] == [on]


@pytest.mark.parametrize(("days", "taken"), [(2, False), (3, True)])
def test_after_opening_again_an_older_call_does_not_count(
    team: Team, clock: SetClock, days: int, taken: bool
) -> None:
    reference = team.apply()
    on = clock().date() + timedelta(days=days)
    by_link(team, reference)
    clock.pass_time(days=3)
    with team.work("intake") as work:
        reopening.reopen(work, reference, "decision", "It has started again.")
    with team.work("intake") as work:
        if taken:
            first_steps.first_contact_made(work, reference, on)
        else:
            with pytest.raises(Refused):
                first_steps.first_contact_made(work, reference, on)


def test_a_case_is_not_closed_in_passing_where_nobody_ever_spoke_with_them(team: Team) -> None:
    reference = team.after("end_actions")
    with team.work("intake") as work:
        first_steps.first_contact_made(work, reference)
        assert first_steps.never_done(work, team.case(work, reference)) == ("risk",)
    with pytest.raises(Refused) as refused, team.work("chair") as work:
        reviews.close(work, reference, "Everything was done.")
    assert refused.value.field == "never_done"
    with team.work("chair") as work:
        reviews.close(work, reference, "Everything was done.", "Her social worker assesses it each month.")
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert case.state == "closed"
        noted = [(one.words, one.audience) for one, _ in casefile.notes(work.session, case.id)]
        (letter, *_) = letters.of_case(work.session, case.id)
    assert noted == [("Her social worker assesses it each month.", "officers")]
    assert letter.letter.kind == "closing" and "social worker" not in str(letter.letter.content)


@pytest.mark.parametrize("do", [first_steps.first_contact_made, first_steps.risk_assessed])
def test_somebody_of_another_district_finds_nothing(team: Team, do: Callable[..., None]) -> None:
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
