"""Agreed actions outlive a case that ends early; so does the need of somebody who leads them to their end."""

import pytest

from portal.cases.refusals import NotNow
from portal.policy import Actor, Grant, Role
from portal.services import chairs, reviews, staff, stepping_off
from portal.store import panels
from portal.store.tables import Staff
from tests.services.conftest import PASSWORD, Team
from tests.services.test_asking import open_tasks
from tests.services.test_step_off import CHAIR, WHY
from tests.services.test_withdrawing import by_link

NEW = (Grant(Role.CHAIR, "alderfen"),)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Who has to lead what is the same on every kind of database."""
    return sqlite_url


@pytest.fixture
def withdrawn(team: Team) -> str:
    """A case withdrawn after its review, with an action of the police that is open."""
    reference = team.after("finish")
    by_link(team, reference)
    return reference


@pytest.fixture
def second(team: Team) -> int:
    """Somebody else who can chair."""
    with team.office.work() as work:
        return staff.add_person(work, staff.NewPerson("chair2", "Second Chair", CHAIR, PASSWORD)).staff_id


def replace(team: Team, reference: str, chair_id: int) -> None:
    with team.work("intake") as work:
        chairs.replace(work, reference, chairs.NewChair(chair_id, True, "Works elsewhere."))


def test_another_chair_brings_them_to_their_end(team: Team, withdrawn: str, second: int) -> None:
    with team.work("chair") as work:
        stepping_off.step_off(work, withdrawn, WHY)
    assert "needs_chair" in open_tasks(team, withdrawn)
    replace(team, withdrawn, second)
    assert "needs_chair" not in open_tasks(team, withdrawn)
    with team.office.work(Actor("staff", second, NEW)) as work:
        case = team.case(work, withdrawn)
        assert case.whose_turn == "panel chair"
        ((action, _),) = panels.actions(work.session, case.id)
        reviews.end_action(work, withdrawn, action.id, "done", work.today, "The log shows it.")
        assert case.whose_turn == "nobody"


def test_a_chair_who_left_is_missed_there_too_and_nowhere_else(
    team: Team, withdrawn: str, second: int
) -> None:
    other = team.after("convene")
    by_link(team, other)
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["chair"]).left_at = work.now
    assert [chairs.look(team.office) for _ in range(2)] == [1, 0]
    assert "needs_chair" in open_tasks(team, withdrawn)
    with pytest.raises(NotNow):
        replace(team, other, second)
