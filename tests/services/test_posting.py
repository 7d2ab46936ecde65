"""Letters on paper: the queue, the comparison of addresses, the day they count from, and letters that came back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.services import contact_details, posting, telling
from portal.services.posting import Posted
from portal.services.work import Office
from portal.store.tables import Deadline, Message, Task
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.services.records import newest

BY_POST: dict[str, Any] = {
    "channels": ["post"],
    "email": None,
    "address": "1 Example Road\nAlderfen\nZZ1 1ZZ",
}
TODAY = date(2026, 11, 23)
FINE = Posted(TODAY, compared=True)


def post(team: Team, reference: str, posted: Posted = FINE, who: str = "intake") -> None:
    with team.work(who) as work:
        posting.post(work, reference, newest(team, reference).public_id, posted)


def refused(team: Team, reference: str, posted: Posted) -> str:
    with pytest.raises(Refused) as caught:
        post(team, reference, posted)
    return caught.value.field or caught.value.sentence


def windows(team: Team) -> list[Deadline]:
    with team.office.work(write=False) as work:
        return list(work.session.query(Deadline).filter_by(clock=Clock.APPEAL_WINDOW).order_by(Deadline.id))


def open_tasks(team: Team) -> list[str]:
    with team.office.work(write=False) as work:
        return sorted(one.kind for one in work.session.query(Task).filter_by(done_at=None))


def test_the_queue_holds_what_waits_in_the_actors_districts(team: Team) -> None:
    here, there = team.apply(**BY_POST), team.apply(**BY_POST, district="marlowick")
    team.apply()
    for who, found in {
        "intake": [here],
        "decider": [here],
        "stranger": [there],
        "chair": [],
        "police": [],
    }.items():
        with team.work(who) as work:
            assert [one.case.reference for one in posting.waiting(work)] == found, who


def test_a_posted_letter_leaves_the_queue_and_counts_as_told(team: Team) -> None:
    reference = team.apply(**BY_POST)
    post(team, reference)
    letter = newest(team, reference)
    assert (letter.told_how, letter.posted_on, letter.address_checked_by) == (
        "posted",
        TODAY,
        team.ids["intake"],
    )
    with team.work("intake") as work:
        assert posting.waiting(work) == []
    with pytest.raises(NotNow):
        post(team, reference)


def test_the_time_to_appeal_counts_from_the_day_it_is_treated_as_received(team: Team) -> None:
    reference = team.apply(**BY_POST)
    team.decide(reference)
    post(team, reference)
    # Two working days in Brackenshire: posted on Monday, treated as received on Wednesday.
    assert newest(team, reference).told_on == date(2026, 11, 25)
    assert [one.started_on for one in windows(team)] == [date(2026, 11, 25)]


@pytest.mark.parametrize(("posted_on", "received"), [
    (date(2026, 12, 3), date(2026, 12, 7)),
    (date(2026, 12, 4), date(2026, 12, 8)),
    (date(2026, 12, 23), date(2027, 1, 4)),
])  # fmt: skip
def test_days_on_which_nothing_arrives_are_left_out(team: Team, posted_on: date, received: date) -> None:
    reference = team.apply(**BY_POST)
    with team.work("intake") as work:
        assert posting.received_on(work, team.case(work, reference), posted_on) == received


def test_where_nothing_is_agreed_it_counts_from_the_day_of_posting(office: Office, team: Team) -> None:
    scales: dict[Clock, Any] = {
        key: value for key, value in office.partnership.timescales.items() if key != Clock.POST
    }
    team.office = replace(office, partnership=replace(office.partnership, timescales=scales))
    reference = team.apply(**BY_POST)
    post(team, reference)
    assert newest(team, reference).told_on == TODAY


@pytest.mark.parametrize(("days", "field"), [(-1, None), (0, None), (1, "posted_on")])
def test_nothing_is_posted_in_the_future(team: Team, clock: SetClock, days: int, field: str | None) -> None:
    reference = team.apply(**BY_POST)
    clock.pass_time(days=3)
    on = TODAY + timedelta(days=3 + days)
    if field:
        assert refused(team, reference, Posted(on, compared=True)) == field
    else:
        post(team, reference, Posted(on, compared=True))
        assert newest(team, reference).posted_on == on


@pytest.mark.parametrize(("days", "field"), [(-1, "posted_on"), (0, None), (1, None)])
def test_nothing_is_posted_before_it_was_written(
    team: Team, clock: SetClock, days: int, field: str | None
) -> None:
    reference = team.apply(**BY_POST)
    clock.pass_time(days=3)
    on = TODAY + timedelta(days=days)
    if field:
        assert refused(team, reference, Posted(on, compared=True)) == field
    else:
        post(team, reference, Posted(on, compared=True))


def test_nothing_is_posted_before_the_addresses_were_compared(team: Team) -> None:
    assert refused(team, team.apply(**BY_POST), Posted(TODAY, compared=False)) == "compared"


@pytest.mark.parametrize("said", [
    {"channels": ["email"], "email": "jo@mail.example"},
    {"channels": ["none"], "email": None},
    {"channels": ["post"], "share_post": "yes"},
    {"channels": ["post"], "share_home": "yes"},
])  # fmt: skip
def test_what_may_not_be_posted_cannot_be(team: Team, said: dict[str, Any]) -> None:
    """Not to somebody who did not say that post is safe, whoever presses the button."""
    reference = team.apply(**{**BY_POST, **said})
    assert "post is not a safe way" in refused(team, reference, Posted(TODAY, compared=True, confirmed=True))
    assert newest(team, reference).posted_on is None


def test_a_letter_told_by_mail_first_can_be_posted_when_post_is_safe_too(team: Team) -> None:
    reference = team.apply(**{**BY_POST, "channels": ["email", "post"], "email": "jo@mail.example"})
    post(team, reference)
    assert newest(team, reference).told_how == "posted"


@pytest.mark.parametrize("lives", ["1 Example Road", "1 example road, Alderfen, ZZ1 1ZZ", "1, EXAMPLE ROAD"])
def test_the_address_of_the_person_complained_of_is_asked_about_twice(team: Team, lives: str) -> None:
    reference = team.apply(**BY_POST, known="know", who="Al", where_they_live=lives)
    with team.work("intake") as work:
        shown = posting.open_one(work, reference, newest(team, reference).public_id)
    assert shown.ask_twice == ("their_place",)
    assert refused(team, reference, FINE) == "confirmed"
    assert newest(team, reference).told_at is None
    post(team, reference, replace(FINE, confirmed=True))


def test_another_address_is_asked_about_once(team: Team) -> None:
    post(team, team.apply(**BY_POST, known="know", who="Al", where_they_live="7 Other Road, Alderfen"))


def test_a_shared_home_is_asked_about_even_after_post_was_said_to_be_safe(team: Team) -> None:
    reference = team.apply(**BY_POST, share_home="yes")
    with team.work("intake") as work:
        contact_details.change(work, reference, {**BY_POST, "share_post": "no"})
    assert refused(team, reference, FINE) == "confirmed"
    post(team, reference, replace(FINE, confirmed=True))


def test_an_envelope_that_differs_from_the_letter_is_asked_about(team: Team) -> None:
    reference = team.apply(**BY_POST)
    with team.work("intake") as work:
        contact_details.change(work, reference, {**BY_POST, "address": "9 New Road\nAlderfen"})
        shown = posting.open_one(work, reference, newest(team, reference).public_id)
    assert shown.ask_twice == ("envelope",)
    assert shown.to == "9 New Road\nAlderfen"
    assert refused(team, reference, FINE) == "confirmed"


@pytest.mark.parametrize(("understood", "told"), [(True, True), (False, False)])
def test_posting_is_not_understanding(team: Team, understood: bool, told: bool) -> None:
    reference = team.apply(**BY_POST, needs=["braille"])
    assert refused(team, reference, FINE) == "understood"
    post(team, reference, replace(FINE, understood=understood))
    letter = newest(team, reference)
    assert letter.posted_on == TODAY
    assert (letter.told_at is not None) == told
    assert (TaskKind.UNDERSTOOD in open_tasks(team)) != told


def come_back(team: Team, reference: str, on: date = TODAY) -> None:
    with team.work("intake") as work:
        posting.came_back(work, reference, newest(team, reference).public_id, on)


def test_a_letter_that_came_back_told_nobody(team: Team, clock: SetClock) -> None:
    reference = team.apply(**BY_POST)
    team.decide(reference)
    post(team, reference)
    clock.pass_time(days=4)
    come_back(team, reference, TODAY + timedelta(days=4))
    letter = newest(team, reference)
    assert (letter.told_at, letter.told_how, letter.told_on, letter.posted_on) == (None, None, None, None)
    assert letter.came_back_on == TODAY + timedelta(days=4)
    assert [(one.ended_for, one.ended_on) for one in windows(team)] == [("came_back", letter.came_back_on)]
    assert open_tasks(team) == [TaskKind.LETTER_CAME_BACK]


def test_nothing_more_is_posted_there_until_they_give_another_address(team: Team) -> None:
    reference = team.apply(**BY_POST)
    post(team, reference)
    come_back(team, reference)
    assert "post is not a safe way" in refused(team, reference, FINE)
    team.decide(reference)
    with team.work("intake") as work:
        assert posting.waiting(work) == []
        assert {
            one.trouble for one in work.session.query(Message).filter_by(channel="call", state="held")
        } == {"post_came_back"}
        contact_details.change(work, reference, {**BY_POST, "address": "9 New Road\nAlderfen"})
        waiting = posting.waiting(work)
    assert {one.letter.kind for one in waiting} == {"acknowledgement", "threshold_met"}
    assert open_tasks(team) == []


def test_a_letter_posted_again_starts_the_time_to_appeal_anew(team: Team, clock: SetClock) -> None:
    reference = team.apply(**BY_POST)
    team.decide(reference)
    post(team, reference)
    come_back(team, reference)
    clock.pass_time(days=7)
    with team.work("intake") as work:
        contact_details.change(work, reference, {**BY_POST, "address": "9 New Road\nAlderfen"})
    post(team, reference, Posted(TODAY + timedelta(days=7), compared=True, confirmed=True))
    assert [(one.started_on, one.ended_on is None) for one in windows(team)] == [
        (date(2026, 11, 25), False), (date(2026, 12, 2), True),
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "field"), [(-1, "came_back_on"), (0, None), (1, "came_back_on")])
def test_a_letter_comes_back_after_posting_and_not_tomorrow(team: Team, days: int, field: str | None) -> None:
    reference = team.apply(**BY_POST)
    post(team, reference)
    if field:
        with pytest.raises(Refused) as caught:
            come_back(team, reference, TODAY + timedelta(days=days))
        assert caught.value.field == field
    else:
        come_back(team, reference)


def test_only_what_was_posted_comes_back(team: Team) -> None:
    reference = team.apply(**BY_POST)
    with pytest.raises(NotNow):
        come_back(team, reference)
    with team.work("intake") as work:
        telling.record_told(work, reference, newest(team, reference).public_id, "read_out")
    with pytest.raises(NotNow):
        come_back(team, reference)


@pytest.mark.parametrize("who", ["stranger", "police", "officer", "figures", "admin", "chair"])
def test_nobody_else_posts(team: Team, who: str) -> None:
    reference = team.apply(**BY_POST)
    with pytest.raises(UnknownCase):
        post(team, reference, who=who)


def test_a_shared_household_gets_no_letter_in_a_whole_case(team: Team) -> None:
    """Abuse case 8: the person complained of reads the post of the home."""
    reference = team.apply(
        **BY_POST, share_home="yes", known="know", who="Al", where_they_live="1 Example Road"
    )
    for step in (team.decide, team.convene, team.hold):
        step(reference)
        with team.work("intake") as work:
            assert posting.waiting(work) == []
        refused(team, reference, Posted(TODAY, compared=True, confirmed=True))
