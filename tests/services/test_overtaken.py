"""What asks somebody to tell old news ends by itself once newer news, the end of the case or a word overtook it."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest

from portal import delivery, sending
from portal.cases.tasks import UNTIL_TOLD
from portal.services import panels, posting, unopened
from portal.store.tables import Letter, Task
from tests.services.conftest import Team
from tests.services.test_on_behalf import ACTING, record, waiting, withdraw
from tests.services.test_posting import BY_POST
from tests.services.test_withdrawing import by_link

BY_PHONE = {"channels": ["phone"], "phone": "01632 960001", "email": None}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What overtakes what is the same on every kind of database."""
    return sqlite_url


def deliver(team: Team) -> None:
    delivery.deliver_waiting(team.office, sending.sender(team.office))


def nobody_opens(team: Team) -> None:
    deliver(team)
    team.clock.pass_time(days=30)
    unopened.look(team.office)


def rung_about(team: Team, reference: str) -> list[tuple[str, str]]:
    """The open tasks to tell somebody what a letter says, with the kind of the letter."""
    with team.office.work(write=False) as work:
        found = (
            work.session.query(Task.kind, Letter.kind)
            .join(Letter, Letter.id == Task.letter_id)
            .filter(Task.case_id == team.case(work, reference).id, Task.done_at.is_(None))
            .filter(Task.kind.in_(UNTIL_TOLD))
            .order_by(Letter.id)
        )
        return [(task, letter) for task, letter in found]


def postpone(team: Team, reference: str, days: int = 3) -> None:
    with team.work("intake") as work:
        later = work.today + timedelta(days=days)
        panels.postpone(work, reference, "Somebody is ill.", later, time(10, 30), "The Moot Hall")


def reviewed(team: Team, **said: object) -> str:
    return team.after("convene", **said)


def test_a_new_day_of_the_meeting_ends_the_task_about_the_old_one(team: Team) -> None:
    reference = reviewed(team)
    nobody_opens(team)
    assert ("letter_unopened", "meeting_invitation") in rung_about(team, reference)
    postpone(team, reference)
    assert rung_about(team, reference) == [
        ("letter_unopened", "acknowledgement"),
        ("letter_unopened", "threshold_met"),
    ]


def test_somebody_who_is_rung_is_rung_about_the_new_day_alone(team: Team) -> None:
    reference = reviewed(team, **BY_PHONE)
    postpone(team, reference)
    assert rung_about(team, reference)[-2:] == [
        ("call_to_tell", "threshold_met"),
        ("call_to_tell", "meeting_postponed"),
    ]


def test_the_old_day_is_not_printed_any_more(team: Team) -> None:
    reference = reviewed(team, **BY_POST)
    postpone(team, reference)
    with team.work("intake") as work:
        printed = [one.letter.kind for one in posting.waiting(work)]
    assert printed == ["acknowledgement", "threshold_met", "meeting_postponed"]


def test_what_the_meeting_made_takes_the_place_of_the_invitation_and_the_outcome_that_of_the_plan(
    team: Team,
) -> None:
    reference = reviewed(team, **BY_PHONE)
    team.hold(reference)
    assert [letter for _, letter in rung_about(team, reference)][1:] == ["threshold_met", "draft_plan"]
    team.comment(reference)
    team.finish(reference)
    assert [letter for _, letter in rung_about(team, reference)][1:] == ["threshold_met", "outcome"]


def test_a_letter_to_somebody_else_overtakes_none(team: Team) -> None:
    reference = reviewed(team, **ACTING)
    nobody_opens(team)
    assert [letter for _, letter in rung_about(team, reference)].count("meeting_invitation") == 2


@pytest.mark.parametrize("said", [{}, BY_PHONE])
def test_when_a_case_is_over_nobody_is_asked_to_tell_what_was_on_its_way(
    team: Team, said: dict[str, object]
) -> None:
    reference = reviewed(team, **said)
    nobody_opens(team)
    by_link(team, reference)
    left = [letter for _, letter in rung_about(team, reference)]
    assert [one for one in left if one != "withdrawn"] == ["threshold_met"]


def test_once_they_answered_nobody_asks_them_whether_they_agree(team: Team) -> None:
    for answer in ("agreed", "refused"):
        reference = waiting(team)
        nobody_opens(team)
        assert ("letter_unopened", "consent_asked") in rung_about(team, reference)
        record(team, reference, answer)
        assert "consent_asked" not in [letter for _, letter in rung_about(team, reference)]
        nobody_opens(team)
        assert "consent_asked" not in [letter for _, letter in rung_about(team, reference)]


def test_nobody_rings_who_acts_for_them_no_more(team: Team) -> None:
    reference = reviewed(team, **ACTING)
    nobody_opens(team)
    before = rung_about(team, reference)
    withdraw(team, reference, "alone")
    nobody_opens(team)
    theirs = rung_about(team, reference)
    assert len(theirs) < len(before)
    with team.office.work(write=False) as work:
        readers = work.session.query(Letter.person_id).join(Task, Task.letter_id == Letter.id)
        assert readers.filter(Task.done_at.is_(None)).distinct().count() == 1


Ended = Callable[[Team, str], None]


@pytest.mark.parametrize("end", [
    lambda team, reference: withdraw(team, reference, "stop"),
    lambda team, reference: record(team, reference, "refused"),
    by_link,
])  # fmt: skip
def test_mail_that_was_to_leave_in_those_seconds_leaves_no_task_that_nobody_can_do(
    team: Team, end: Ended
) -> None:
    """The organisations have the case no longer, and nobody may tell them of it: there is nothing to do by hand."""
    reference = team.apply(**ACTING) if end is not by_link else team.apply()
    end(team, reference)
    deliver(team)
    with team.office.work(write=False) as work:
        kinds = {one.kind for one in work.session.query(Task).filter_by(done_at=None)}
    assert "held_back" not in kinds
    unsent = [one for one in team.messages(reference) if one.body_id is not None]
    assert {(one.state, one.trouble) for one in unsent} == {("done", "no_consent")}
