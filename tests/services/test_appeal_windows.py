"""Each reader has their own time to appeal; its row ends when it was used, has passed, or never began."""

from datetime import date, timedelta

import pytest

from portal.cases.refusals import NotNow
from portal.cases.timetable import Clock
from portal.services import appeal_windows, papers, posting, telling
from portal.services.posting import Posted
from portal.store import clocks
from portal.store.tables import Deadline, Letter
from tests.services.conftest import Team
from tests.services.test_appeal_results import lodge
from tests.services.test_on_behalf import apply, reach
from tests.services.test_posting import BY_POST

LAST = date(2026, 12, 21)  # told on the day on which these tests stand


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A row more or less is the same on every kind of database."""
    return sqlite_url


def windows(team: Team, reference: str) -> list[Deadline]:
    with team.office.work(write=False) as work:
        found = clocks.all_of(work.session, team.case(work, reference).id)
        return [one for one in found if one.clock == Clock.APPEAL_WINDOW]


def told(team: Team, reference: str, kind: str = "threshold_met") -> list[Letter]:
    """The letters of a kind, each read out to its reader."""
    with team.work("intake") as work:
        case_id = team.case(work, reference).id
        found = work.session.query(Letter).filter_by(case_id=case_id, kind=kind).order_by(Letter.id).all()
        for one in found:
            telling.record_told(work, reference, one.public_id, "read_out")
        return found


def test_each_reader_has_a_row_that_names_their_letter(team: Team) -> None:
    reference = apply(team)
    team.decide(reference)
    found = told(team, reference)
    rows = windows(team, reference)
    assert [one.letter_id for one in rows] == [one.id for one in found]
    assert {one.person_id for one in found} == {
        reach(team, reference, role).person.id for role in ("victim", "representative")
    }


def test_who_appeals_in_time_waits_for_nothing_more(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    told(team, reference)
    team.clock.pass_time(days=3)
    lodge(team, reference)
    ((met_on, ended_on),) = [(one.met_on, one.ended_on) for one in windows(team, reference)]
    assert (met_on, ended_on) == (team.clock().date(), None)


@pytest.mark.parametrize(("days", "ends"), [(27, 0), (28, 0), (29, 1)])
def test_it_is_over_after_its_last_day_and_not_before(team: Team, days: int, ends: int) -> None:
    reference = team.apply()
    team.decide(reference)
    told(team, reference)
    team.clock.pass_time(days=days)
    assert [appeal_windows.look(team.office) for _ in range(2)] == [ends, 0]
    (row,) = windows(team, reference)
    assert row.due_on == LAST
    assert (row.ended_on, row.ended_for) == (
        (LAST + timedelta(days=1), "time_over") if ends else (None, None)
    )
    with team.office.work(write=False) as work:
        window, last_day = papers.time_to_appeal(work, team.case(work, reference), "threshold_met")  # type: ignore[arg-type]
    assert (window, last_day) == ("passed" if ends else "runs", LAST)


def test_a_late_appeal_leaves_the_row_as_it_ended(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    told(team, reference)
    team.clock.pass_time(days=40)
    appeal_windows.look(team.office)
    lodge(team, reference)
    assert [(one.met_on, one.ended_for) for one in windows(team, reference)] == [(None, "time_over")]
    with pytest.raises(NotNow):
        lodge(team, reference, "another")


def test_a_letter_that_came_back_takes_only_its_own_time_along(team: Team) -> None:
    reference = apply(team, **BY_POST)
    team.decide(reference)
    with team.work("intake") as work:
        case_id = team.case(work, reference).id
        both = work.session.query(Letter).filter_by(case_id=case_id, kind="threshold_met").order_by(Letter.id)
        victims, beside = both.all()
        telling.record_told(work, reference, beside.public_id, "read_out")
        posting.post(work, reference, victims.public_id, Posted(work.today, compared=True))
        posting.came_back(work, reference, victims.public_id, work.today)
    ended = {one.letter_id: one.ended_for for one in windows(team, reference)}
    assert ended == {victims.id: "came_back", beside.id: None}
