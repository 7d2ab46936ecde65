"""Mail that tells an organisation or an office that something waits behind its sign-in."""

from dataclasses import replace

import pytest

from portal.cases.tasks import TaskKind
from portal.services import applications
from portal.store import tasks
from tests.services.conftest import Team


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is told, and when it becomes a task, is the same in both databases."""
    return sqlite_url


@pytest.fixture
def without_addresses(team: Team) -> Team:
    """The same partnership, where nobody has agreed an address for mail yet."""
    ours = team.office.partnership
    changed = replace(
        ours,
        districts=tuple(
            one.model_copy(
                update={"point_of_contact": one.point_of_contact.model_copy(update={"email": None})}
            )
            for one in ours.districts
        ),
        bodies=tuple(one.model_copy(update={"email": None}) for one in ours.bodies),
    )
    team.office = replace(team.office, partnership=changed)
    return team


def test_what_has_no_address_to_go_to_becomes_a_task(without_addresses: Team) -> None:
    team = without_addresses
    reference = team.apply(district="unsure")
    with team.work("desk") as work:
        applications.place(work, reference, "alderfen")
    told = [one for one in team.messages(reference) if one.person_id is None]
    assert {one.kind for one in told} == {"application_for_body", "case_for_district"}
    assert {(one.state, one.trouble, one.address) for one in told} == {("held", "no_address", None)}
    with team.office.work(write=False) as work:
        found = tasks.of_case(work.session, team.case(work, reference).id)
    waiting = {one.task.message_id for one in found if one.task.kind == TaskKind.HELD_BACK}
    assert waiting == {one.id for one in told}
