"""The victim says stop: no organisation sees the case any more, and they can go on alone (A12)."""

import pytest
from sqlalchemy import select

from portal.cases.refusals import NotNow, UnknownCase
from portal.cases.safe_contact import Held
from portal.cases.timetable import Clock
from portal.services import gate, reopening, telling
from portal.store import clocks, links
from portal.store.tables import Letter, Link
from tests.services.conftest import Team
from tests.services.test_on_behalf import (
    apply,
    body_sees,
    reach,
    record,
    running,
    seen_by,
    state,
    waiting,
    withdraw,
)


def test_when_the_victim_says_stop_no_body_sees_it_and_no_link_of_whoever_acted_opens(team: Team) -> None:
    reference = apply(team)
    acting = reach(team, reference, "representative").person.id
    with team.office.work(write=False) as work:
        link = work.session.scalars(select(Link).where(Link.person_id == acting)).first()
        assert link is not None
        token = links.token(work.settings.link_key, link.public_id)
        telling.read_by_link(work, token)
    withdraw(team, reference, "stop")
    assert (state(team, reference), seen_by(team, reference), body_sees(team, reference)) == (
        "awaiting consent", set(), False,
    )  # fmt: skip
    with team.office.work(write=False) as work, pytest.raises(UnknownCase):
        telling.read_by_link(work, token)
    assert not running(team, reference) & {Clock.DECISION, Clock.PASS_ON}


def test_mail_to_a_body_that_had_not_left_stays_when_the_victim_says_stop(team: Team) -> None:
    reference = apply(team)
    with team.work("intake") as work:
        waiting = [one for one in team.messages(reference) if one.body_id is not None]
        assert [gate.why_held(work, one) for one in waiting] == [None] * len(waiting) != []
    withdraw(team, reference, "stop")
    with team.work("intake") as work:
        assert {gate.why_held(work, one) for one in waiting} == {Held.NO_CONSENT}


def test_agreed_again_the_bodies_see_it_again_and_their_clock_begins_anew(team: Team) -> None:
    reference = apply(team)
    before = seen_by(team, reference)
    withdraw(team, reference, "stop")
    team.clock.pass_time(days=5)
    record(team, reference)
    assert seen_by(team, reference) == before
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        rows = [row for row in clocks.all_of(work.session, case.id) if row.clock == Clock.DECISION]
    assert [row.ended_for for row in rows] == ["consent", None]
    assert (rows[1].started_on - rows[0].started_on).days == 5


def test_the_victim_goes_on_alone_and_gets_the_notices_alone(team: Team) -> None:
    reference = apply(team)
    acting = reach(team, reference, "representative").person.id
    team.decide(reference)
    withdraw(team, reference, "alone")
    team.convene(reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        sent = list(work.session.scalars(select(Letter).where(Letter.case_id == case.id)))
        newest = [one for one in sent if one.kind == "meeting_invitation"]
        assert [one.person_id == acting for one in newest] == [False]
        alive = select(Link).where(Link.person_id == acting, Link.revoked_at.is_(None))
        assert work.session.scalars(alive).all() == []


def test_what_still_waited_for_whoever_acted_does_not_leave(team: Team) -> None:
    reference = apply(team)
    acting = reach(team, reference, "representative").person.id
    withdraw(team, reference, "alone")
    (message,) = [one for one in team.messages(reference) if one.person_id == acting]
    assert (message.state, message.trouble) == ("done", "no_consent")
    with team.office.work(write=False) as work:
        assert gate.why_held(work, message) == "no_consent"


def test_stop_is_for_before_the_decision(team: Team) -> None:
    reference = apply(team)
    team.decide(reference)
    with pytest.raises(NotNow):
        withdraw(team, reference, "stop")
    with pytest.raises(NotNow):
        record(team, reference, "refused")
    assert state(team, reference) == "accepted"
    assert body_sees(team, reference)


def test_opened_again_after_a_refusal_it_waits_again_and_no_body_sees_it(team: Team) -> None:
    reference = waiting(team)
    record(team, reference, "refused")
    with team.work("intake") as work:
        reopening.reopen(work, reference, "decision", "She rang and thinks about it again.")
    assert (state(team, reference), body_sees(team, reference)) == ("awaiting consent", False)
    record(team, reference)
    assert (state(team, reference), body_sees(team, reference)) == ("received", True)
