"""A case opens again with a reason at the right step, and what was counted stays counted once (D8)."""

from datetime import date, timedelta

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.services import after_not_met, figures, reopening
from portal.store import bodies, clocks, referrals
from portal.store import letters as letter_rows
from tests.house.clock import SetClock
from tests.services.conftest import NEVER_DONE, Team
from tests.services.records import case
from tests.services.refusing import settle
from tests.services.test_asking import open_tasks
from tests.services.test_clocks import running
from tests.services.test_merging import merge
from tests.services.test_withdrawing import by_link

WHY = "You told us that it has started again."
LINE = ("decide", "convene", "hold", "comment", "finish", "end_actions", "close")


def walked(team: Team, steps: int) -> str:
    reference = team.apply()
    for step in LINE[:steps]:
        getattr(team, step)(reference)
    return reference


def reopen(team: Team, reference: str, at: str, name: str = "intake") -> None:
    with team.work(name) as work:
        reopening.reopen(work, reference, at, WHY)


def possible(team: Team, reference: str) -> tuple[str, ...]:
    with team.office.work(write=False) as work:
        return reopening.possible(work, team.case(work, reference))


# How far the case came, whether it was withdrawn then, and where it can be opened again.
WHERE = [
    (0, False, ()),
    (0, True, ("decision",)),
    (1, False, ()),
    (1, True, ("decision", "panel")),
    (2, True, ("decision", "panel")),
    (4, True, ("decision", "panel")),
    (5, False, ("panel",)),
    (5, True, ("decision", "panel", "plan")),
    (7, False, ("decision", "panel", "plan")),
]


@pytest.mark.parametrize(("steps", "withdrawn", "fits"), WHERE)
def test_only_at_a_step_that_the_case_came_to(
    team: Team, steps: int, withdrawn: bool, fits: tuple[str, ...]
) -> None:
    reference = walked(team, steps)
    if withdrawn:
        by_link(team, reference)
    assert possible(team, reference) == fits
    for at in {"decision", "panel", "plan"} - set(fits):
        with pytest.raises(Refused if fits else NotNow):
            reopen(team, reference, at)


@pytest.mark.parametrize(("at", "state", "starts"), [
    ("decision", State.RECEIVED, Clock.DECISION),
    ("panel", State.ACCEPTED, Clock.PANEL),
    ("plan", State.CONCLUDED, Clock.UPDATE),
])  # fmt: skip
def test_its_clock_starts_and_the_letter_says_why(
    team: Team, clock: SetClock, at: str, state: State, starts: Clock
) -> None:
    reference = walked(team, 7)
    clock.set(clock() + timedelta(days=7))
    reopen(team, reference, at)
    found = case(team, reference)
    assert (found.state, found.closed_at) == (state, None)
    assert running(team, reference)[starts].started_on == date(2026, 11, 30)
    with team.office.work(write=False) as work:
        letter = letter_rows.of_case(work.session, found.id)[0].letter
    assert letter.kind == "reopened"
    assert WHY in str(letter.content)


def test_the_figures_stay_as_they_were(team: Team) -> None:
    reference = walked(team, 7)
    with team.work("figures") as work:
        before = figures.count(work, *figures.financial_year(work.today)).total
    reopen(team, reference, "panel")
    with team.work("figures") as work:
        assert figures.count(work, *figures.financial_year(work.today)).total == before


def test_from_a_finished_review_to_a_new_panel(team: Team) -> None:
    reference = walked(team, 5)
    assert Clock.UPDATE in running(team, reference)
    reopen(team, reference, "panel")
    clocks_now = running(team, reference)
    assert Clock.PANEL in clocks_now
    assert Clock.UPDATE not in clocks_now
    team.convene(reference)
    assert case(team, reference).state == State.PANEL_SET


def test_withdrawn_and_opened_again_the_organisations_have_it_again(team: Team) -> None:
    reference = walked(team, 2)
    by_link(team, reference)
    reopen(team, reference, "panel", "decider")
    with team.office.work(write=False) as work:
        assert bodies.of_case(work.session, case(team, reference).id) != []
    assert "meant_to_withdraw" not in open_tasks(team, reference)
    team.convene(reference)
    assert case(team, reference).state == State.PANEL_SET


def test_what_was_merged_can_be_taken_apart_again(team: Team) -> None:
    first, second = team.apply(), team.apply()
    merge(team, second, first)
    reopen(team, second, "decision")
    found = case(team, second)
    assert (found.state, found.same_as_case_id) == (State.RECEIVED, None)


def test_decided_again_after_opening_again(team: Team) -> None:
    reference = walked(team, 7)
    reopen(team, reference, "decision")
    for step in LINE:
        getattr(team, step)(reference)
    assert case(team, reference).state == State.CLOSED
    with team.office.work(write=False) as work:
        assert [one.clock for one in clocks.running(work.session, case(team, reference).id)] == []


@pytest.mark.parametrize("name", ["stranger", "police", "chair"])
def test_nobody_else(team: Team, name: str) -> None:
    reference = team.apply()
    by_link(team, reference)
    with pytest.raises(UnknownCase):
        reopen(team, reference, "decision", name)


def test_not_met_after_a_review_tells_of_the_plan_there_was(team: Team) -> None:
    reference = team.apply(reports=[])
    for step in LINE:
        getattr(team, step)(reference)
    reopen(team, reference, "decision")
    assert settle(team, reference) == "decide"
    with team.work("intake") as work:
        referral = referrals.of_case(work.session, team.case(work, reference).id)[0]
        after_not_met.follow_up(work, reference, referral.id, work.today, "They met twice.")
        after_not_met.close(work, reference, "The help was given.", "You asked for it.", NEVER_DONE)
        letter = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter
    assert letter.kind == "closing"
    assert "There was no case review" not in str(letter.content)
    assert "Visit weekly." in str(letter.content)
