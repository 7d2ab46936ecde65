"""Owner bodies are reminded of their actions: once before the day and once when it has passed (requirement D7)."""

from datetime import date, timedelta

import pytest

from portal.services import plans, reminders, reviews
from portal.store import letters as letter_rows
from portal.store import panels
from portal.store.tables import Message
from tests.services.conftest import Team

# The clock of the tests stands at Monday 23 November 2026. Five working days before Friday 11 December: the 4th.
DUE = date(2026, 12, 11)
SOON = date(2026, 12, 4)


@pytest.fixture
def planned(team: Team) -> str:
    """A case with an agreed action of the police, due on DUE."""
    reference = team.after("comment")
    with team.work("chair") as work:
        agreed = plans.NewAction("brackenshire-police", "PC Sample", "Visit weekly.", "A visit log.", DUE)
        plan = plans.Plan((plans.NewFinding("alderfen-council", "Late."),), (), (agreed,))
        reviews.finish(work, reference, reviews.Finish("Found fault.", "Not joined up.", plan, "We will."))
    return reference


def go_to(team: Team, day: date) -> None:
    team.clock.pass_time(days=(day - team.clock().date()).days)


def mails(team: Team, reference: str) -> list[Message]:
    return [one for one in team.messages(reference) if one.kind == "action_for_owner"]


def flags(team: Team, reference: str) -> list[str]:
    with team.office.work(write=False) as work:
        return list(team.case(work, reference).flags)


@pytest.mark.parametrize(("days", "number"), [(-1, 0), (0, 1), (1, 1)])
def test_the_owner_is_reminded_some_days_before(team: Team, planned: str, days: int, number: int) -> None:
    go_to(team, SOON + timedelta(days=days))
    assert reminders.remind(team.office) == number
    assert len(mails(team, planned)) == number


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_on_the_day_itself_nothing_is_late(team: Team, planned: str, days: int, late: bool) -> None:
    go_to(team, SOON)
    reminders.remind(team.office)
    go_to(team, DUE + timedelta(days=days))
    assert reminders.remind(team.office) == late
    assert ("action_late" in flags(team, planned)) is late


def test_looking_again_reminds_nobody_twice(team: Team, planned: str) -> None:
    for day in (SOON, SOON, DUE, DUE + timedelta(days=1), DUE + timedelta(days=1), DUE + timedelta(days=9)):
        go_to(team, day)
        reminders.remind(team.office)
    assert len(mails(team, planned)) == 2


def test_whoever_is_late_at_once_gets_one_mail(team: Team, planned: str) -> None:
    go_to(team, DUE + timedelta(days=3))
    assert reminders.remind(team.office) == 1
    assert reminders.remind(team.office) == 0


def test_the_mail_holds_the_reference_and_nothing_of_the_case(team: Team, planned: str) -> None:
    go_to(team, SOON)
    reminders.remind(team.office)
    mail = mails(team, planned)[0]
    assert (mail.channel, mail.address, mail.state) == (
        "email",
        "case-reviews@police.brackenshire.example",
        "waiting",
    )
    assert planned in mail.subject + mail.body
    assert f"/applications/{planned}/actions" in mail.body
    for word in ("Sample", "Visit", "noise", "Example Road"):
        assert word not in mail.subject + mail.body


def test_the_victim_is_told_of_a_late_action_as_promised(team: Team, planned: str) -> None:
    go_to(team, DUE + timedelta(days=1))
    reminders.remind(team.office)
    with team.office.work(write=False) as work:
        letter = letter_rows.of_case(work.session, team.case(work, planned).id)[0].letter
    assert letter.kind == "action_milestone"
    assert "This action is late." in str(letter.content)
    assert "Tell us: did this happen or not yet?" in str(letter.content)


def test_an_action_that_ended_is_not_reminded_of_and_no_longer_late(team: Team, planned: str) -> None:
    go_to(team, DUE + timedelta(days=1))
    reminders.remind(team.office)
    assert "action_late" in flags(team, planned)
    team.end_actions(planned)
    assert "action_late" not in flags(team, planned)
    go_to(team, DUE + timedelta(days=2))
    assert reminders.remind(team.office) == 0


def test_nothing_of_a_closed_case_or_of_a_draft_is_reminded_of(team: Team) -> None:
    reference = team.after("hold")
    team.clock.pass_time(days=40)
    assert reminders.remind(team.office) == 0
    assert mails(team, reference) == []


def test_where_no_time_ahead_is_agreed_only_late_ones_are_reminded_of(team: Team, planned: str) -> None:
    from dataclasses import replace

    from portal.area_tables import Timescale
    from portal.cases.timetable import Clock

    ours = team.office.partnership
    scales: dict[Clock, Timescale] = {
        key: value for key, value in ours.timescales.items() if key != Clock.ACTION_REMINDER
    }
    office = replace(team.office, partnership=replace(ours, timescales=scales))
    go_to(team, DUE)
    assert reminders.remind(office) == 0
    go_to(team, DUE + timedelta(days=1))
    assert reminders.remind(office) == 1
    with team.office.work(write=False) as work:
        action = panels.actions(work.session, team.case(work, planned).id)[0][0]
        assert action.reminded_soon_at is None
        assert action.reminded_late_at is not None
