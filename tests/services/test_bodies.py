"""Bodies come from the area file: whoever it names can sit on a panel, and whoever gave a view took part."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from portal.cases.refusals import Refused
from portal.policy import Role
from portal.services import appeals, applications, bodies, panels, plans
from portal.services.work import Office
from portal.store.tables import Body, BodyReturn, StaffRole
from tests.house.clock import SetClock
from tests.services.conftest import Team


@pytest.fixture
def unseeded(office: Office, clock: SetClock) -> Team:
    """A partnership as production begins: people, but no row of any body yet."""
    team = Team(office, clock)
    with office.work() as work:
        for body in work.session.query(Body):
            work.session.delete(body)
    return team


def test_a_body_that_was_passed_nothing_can_sit_on_the_panel_and_carry_an_action(unseeded: Team) -> None:
    team = unseeded
    reference = team.apply()
    team.decide(reference)
    with team.office.work(write=False) as work:
        met = {body.key for body in work.session.query(Body)}
        others = [one.key for one in work.partnership.bodies_of("alderfen") if one.key not in met]
    assert others, "the demonstration has bodies that need not be told"
    seats = tuple(panels.Seat(key, "Somebody") for key in others)
    with team.work("intake") as work:
        panels.convene(work, reference, team.convening(work, seats=seats))
    with team.work("chair") as work:
        action = plans.NewAction(others[0], "Somebody", "Visit.", "A log.", work.today)
        finding = plans.NewFinding(others[0], "Nobody asked them.")
        held = panels.Holding(frozenset(), "none", "", plans.Plan((finding,), (), (action,)))
        panels.hold(work, reference, held)


def test_a_body_of_no_area_file_is_refused(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    with team.work("intake") as work, pytest.raises(Refused) as refused:
        panels.convene(work, reference, team.convening(work, seats=(panels.Seat("nobody", "x"),)))
    assert refused.value.field == "seats"


def test_whoever_gave_a_bodys_view_took_part(team: Team) -> None:
    """Appeals are heard by somebody who took no part; saying whether the threshold is met is a part (D2)."""
    reference = team.apply()
    with team.office.work() as work:
        work.session.add(StaffRole(staff_id=team.ids["police"], role=Role.APPEAL_OFFICER, since=work.today))
    with team.work("police") as work:
        bodies.acknowledge(work, reference, "brackenshire-police")
    team.decide(reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert team.ids["police"] in {one.id for one in appeals.who_can_hear(work, case)}
    with team.work("police") as work:
        bodies.give_view(work, reference, "brackenshire-police", "not_met", "One report is not about this.")
    with team.office.work(write=False) as work:
        assert team.ids["police"] not in {one.id for one in appeals.who_can_hear(work, case)}


def test_a_view_sent_twice_is_one(team: Team) -> None:
    reference = team.apply()
    for words in ("Same.", "Same.", "Other."):
        with team.work("police") as work:
            bodies.give_view(work, reference, "brackenshire-police", "met", words)
    with team.office.work(write=False) as work:
        assert [one.words for one in work.session.query(BodyReturn).order_by(BodyReturn.id)] == [
            "Same.",
            "Other.",
        ]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_first_applications_at_one_moment_both_arrive(unseeded: Team) -> None:
    """Both find neither the criteria nor the bodies; the second waits for the first and takes its rows."""
    team = unseeded
    drafts = [team.draft(), team.draft()]
    begun = Barrier(2)

    def send(draft_id: str) -> str:
        with team.office.work() as work:
            begun.wait(timeout=20)
            return applications.submit(work, draft_id).reference

    with ThreadPoolExecutor(2) as two:
        assert len(set(two.map(send, drafts))) == 2
