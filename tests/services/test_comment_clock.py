"""The time to comment on the draft plan: until which day, and from which day for whoever learns of it later."""

from datetime import date, timedelta

import pytest

from portal.cases.refusals import NotNow
from portal.services import plans, reviews, telling
from portal.store import clocks, panels
from portal.store import letters as letter_rows
from tests.services.conftest import Team

# Five working days from Monday 23 November 2026.
UNTIL = date(2026, 11, 30)


@pytest.fixture
def drafted(team: Team) -> str:
    """A case whose draft plan was written on Monday 23 November."""
    return team.after("hold")


def comment_by(team: Team, reference: str) -> date | None:
    with team.office.work(write=False) as work:
        sitting = panels.newest(work.session, team.case(work, reference).id)
        assert sitting is not None
        return sitting.meeting.comment_by


def tell(team: Team, reference: str) -> None:
    with team.office.work(write=False) as work:
        letter = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter.public_id
    with team.work("intake") as work:
        telling.record_told(work, reference, letter, "read_out")


def finish_unheard(team: Team, reference: str) -> None:
    with team.work("chair") as work:
        later = work.today + timedelta(days=30)
        agreed = plans.NewAction("brackenshire-police", "PC Sample", "Visit.", "A log.", later)
        plan = plans.Plan((plans.NewFinding("alderfen-council", "Late."),), (), (agreed,))
        reviews.finish(
            work, reference, reviews.Finish("Fault.", "Because.", plan, tried="Rang the safe number.")
        )


@pytest.mark.parametrize(("days", "over"), [(-1, False), (0, False), (1, True)])
def test_the_last_day_still_counts(team: Team, drafted: str, days: int, over: bool) -> None:
    team.clock.pass_time(days=(UNTIL - date(2026, 11, 23)).days + days)
    if over:
        finish_unheard(team, drafted)
    else:
        with pytest.raises(NotNow):
            finish_unheard(team, drafted)


@pytest.mark.parametrize(
    ("days", "until"), [(0, UNTIL), (1, date(2026, 12, 1)), (4, date(2026, 12, 4)), (9, date(2026, 12, 9))]
)
def test_who_is_told_later_has_as_much_longer(team: Team, drafted: str, days: int, until: date) -> None:
    assert comment_by(team, drafted) == UNTIL
    team.clock.pass_time(days=days)
    tell(team, drafted)
    assert comment_by(team, drafted) == until
    with team.office.work(write=False) as work:
        running = clocks.running(work.session, team.case(work, drafted).id)
        assert [row.due_on for row in running if row.clock == "plan_comment"] == [until]
    with pytest.raises(NotNow):
        finish_unheard(team, drafted)


def test_who_has_commented_gets_no_new_clock(team: Team, drafted: str) -> None:
    team.comment(drafted)
    team.clock.pass_time(days=3)
    tell(team, drafted)
    assert comment_by(team, drafted) == UNTIL
