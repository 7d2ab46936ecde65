"""What somebody may do is read anew at every request: a role that ends, ends while they are signed in."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from portal.services import chairs, consent, stepping_off
from portal.services.appeals import step_off as give_back
from portal.services.consent import Heard
from portal.services.work import Work
from portal.store.tables import MadeAvailable, Staff, StaffRole
from tests.web.authority import ROWS
from tests.web.busy_office import BusyOffice
from tests.web.test_permissions_matrix import Somebody, address_of

# Somebody of each role, a page it opens, and what they are answered once it is gone.
HELD = (
    ("intake", "case.case", 404),
    ("decider", "deciding.met", 404),
    ("chair", "panel.hold", 404),
    ("police", "body.application", 404),
    ("officer", "appeals.papers", 404),
    ("police_decider", "not_met.second", 404),
    ("figures", "figures.figures", 403),
    ("admin", "mailbox.mailbox", 403),
    ("protection", "guide.guide", 403),
    ("intake", "worklist.cases", 403),
)


def closes(busy: BusyOffice, who: str, endpoint: str, what: Callable[[Work], Any], then: int = 404) -> None:
    """Open a page, let something happen, and open it again in the same browser: the very next answer is `then`."""
    somebody = Somebody(busy, who)
    address = address_of(busy, ROWS[endpoint])
    assert somebody.send("GET", address).status_code == ROWS[endpoint].get
    with busy.office.work() as work:
        what(work)
    assert somebody.send("GET", address).status_code == then
    assert somebody.send("POST", address, {}).status_code in (then, 405)


@pytest.mark.parametrize(("who", "endpoint", "then"), HELD)
def test_a_role_taken_away_closes_at_once(busy: BusyOffice, who: str, endpoint: str, then: int) -> None:
    gone = delete(StaffRole).where(StaffRole.staff_id == busy.team.ids[who])
    closes(busy, who, endpoint, lambda work: work.session.execute(gone), then)


@pytest.mark.parametrize(("days", "then"), [(-1, 404), (0, 200), (1, 200)])
def test_a_role_lasts_to_the_end_of_its_last_day(busy: BusyOffice, days: int, then: int) -> None:
    def end(work: Work) -> None:
        last = work.today + timedelta(days=days)
        mine = StaffRole.staff_id == busy.team.ids["decider"]
        work.session.execute(update(StaffRole).where(mine).values(until=last))

    somebody = Somebody(busy, "decider")
    with busy.office.work() as work:
        end(work)
    assert somebody.send("GET", address_of(busy, ROWS["deciding.met"])).status_code == then


def test_a_role_moved_to_another_district_closes_the_first(busy: BusyOffice) -> None:
    mine = StaffRole.staff_id == busy.team.ids["intake"]
    moved = update(StaffRole).where(mine).values(district="marlowick")
    closes(busy, "intake", "case.case", lambda work: work.session.execute(moved))


def test_whoever_leaves_is_asked_to_sign_in(busy: BusyOffice) -> None:
    def leave(work: Work) -> None:
        work.session.get_one(Staff, busy.team.ids["intake"]).left_at = work.now

    closes(busy, "intake", "case.case", leave, 303)


def test_what_a_body_no_longer_has_closes_to_its_users(busy: BusyOffice) -> None:
    """Abuse case 3: the body's part has ended, and its user is still signed in."""

    def end(work: Work) -> None:
        case = busy.team.case(work, busy.parts["received"])
        rows = select(MadeAvailable).where(MadeAvailable.case_id == case.id)
        for one in work.session.scalars(rows):
            one.ended_at = work.now

    closes(busy, "police", "body.application", end)


def test_consent_withdrawn_closes_the_case_to_every_body(busy: BusyOffice) -> None:
    """Abuse case 9: after withdrawal each body gets 404 within one request."""
    users = [Somebody(busy, name) for name in ("police", "council", "health")]
    address = f"/applications/{busy.parts['consented']}"
    assert [one.send("GET", address).status_code for one in users] == [200, 200, 200]
    with busy.team.work("intake") as work:
        consent.withdraw(work, busy.parts["consented"], "stop", Heard("phone", work.today, ""))
    assert [one.send("GET", address).status_code for one in users] == [404, 404, 404]


def test_before_consent_no_body_sees_it(busy: BusyOffice) -> None:
    for name in ("police", "council", "health", "police_decider"):
        somebody = Somebody(busy, name)
        for part in ("awaiting_consent", "override_proposed", "call"):
            assert somebody.send("GET", f"/applications/{busy.parts[part]}").status_code == 404


def test_another_chair_named_closes_it_to_the_first(busy: BusyOffice) -> None:
    new = chairs.NewChair(busy.team.ids["chair2"], True, "Works elsewhere.")
    second = Somebody(busy, "chair2")
    address = address_of(busy, ROWS["panel.hold"])
    assert second.send("GET", address).status_code == 404

    first = Somebody(busy, "chair")
    assert first.send("GET", address).status_code == 200
    with busy.team.work("intake") as work:
        chairs.replace(work, busy.parts["panel_set"], new)
    assert (first.send("GET", address).status_code, second.send("GET", address).status_code) == (404, 200)


def test_an_appeal_given_back_closes_to_its_officer(busy: BusyOffice) -> None:
    somebody, address = Somebody(busy, "officer"), address_of(busy, ROWS["appeals.papers"])
    assert somebody.send("GET", address).status_code == 200
    with busy.team.work("officer") as work:
        give_back(work, busy.parts["assigned"], 1, "I know them.")
    assert somebody.send("GET", address).status_code == 404


@pytest.mark.parametrize("who", ["intake", "decider", "chair"])
def test_whoever_steps_off_reaches_it_no_more(busy: BusyOffice, who: str) -> None:
    somebody, address = Somebody(busy, who), f"/cases/{busy.parts['panel_set']}"
    assert somebody.send("GET", address).status_code == 200
    with busy.team.work(who) as work:
        stepping_off.step_off(work, busy.parts["panel_set"], "I know them.")
    assert somebody.send("GET", address).status_code == 404
    for listed in ("/cases", "/cases?list=SEE_CASE"):
        assert busy.parts["panel_set"] not in somebody.send("GET", listed).get_data(as_text=True)
