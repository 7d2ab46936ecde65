"""What the victim told an officer about the draft plan counts as if they had used their link."""

from datetime import timedelta

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.journeys.keying import HEARD
from portal.services import keying, reviews
from portal.services.reviews import Said
from portal.store import casefile, panels
from portal.store.tables import Deadline, PlanComment
from tests.services.conftest import Team

CHANGE = Said(False, "Visit twice a week.", "phone")


@pytest.fixture
def drafted(team: Team) -> str:
    """A case whose draft plan waits for the victim's comment."""
    return team.after("hold")


def record(team: Team, reference: str, said: Said = CHANGE, name: str = "intake", days: int = 0) -> None:
    with team.work(name) as work:
        reviews.record_comment(work, reference, said, work.today + timedelta(days=days))


def comments(team: Team, reference: str) -> list[PlanComment]:
    with team.office.work(write=False) as work:
        sitting = panels.newest(work.session, team.case(work, reference).id)
        assert sitting is not None
        return sitting.comments


def test_every_way_on_the_form_is_one_that_the_services_take() -> None:
    assert [option.value for option in HEARD] == list(keying.NOTES)


@pytest.mark.parametrize("channel", keying.NOTES)
@pytest.mark.parametrize("name", ["intake", "decider", "chair"])
def test_it_is_kept_with_the_way_it_came_and_stops_the_clock(
    team: Team, drafted: str, channel: str, name: str
) -> None:
    record(team, drafted, Said(True, "Fine.", channel), name)
    [kept] = comments(team, drafted)
    assert (kept.agrees, kept.words, kept.channel) == (True, "Fine.", channel)
    with team.office.work(write=False) as work:
        case = team.case(work, drafted)
        clock = work.session.query(Deadline).filter_by(case_id=case.id, clock="plan_comment").one()
        event, who = casefile.events(work.session, case.id)[-1]
        assert clock.met_on == work.today
    assert (event.move, who) == ("comment", name.title())
    assert {key: event.payload[key] for key in ("agrees", "heard")} == {"agrees": True, "heard": channel}
    assert "Fine." not in str(event.payload)


def test_it_must_be_answered_like_any_other(team: Team, drafted: str) -> None:
    record(team, drafted)
    with pytest.raises(Refused, match="Answer what the victim said"):
        team.finish(drafted, answer="")
    team.finish(drafted)
    assert comments(team, drafted)[0].answer == "We will."


def test_the_same_sent_twice_is_one_however_it_came(team: Team, drafted: str) -> None:
    for _ in range(2):
        record(team, drafted)
    team.comment(drafted, agrees=False, words=CHANGE.words)
    assert len(comments(team, drafted)) == 1
    record(team, drafted, Said(False, "And on Sundays.", "post"))
    assert [one.channel for one in comments(team, drafted)] == ["phone", "post"]


def test_who_wants_a_change_says_which(team: Team, drafted: str) -> None:
    with pytest.raises(Refused) as refused:
        record(team, drafted, Said(False, "", "phone"))
    assert refused.value.field == "words"
    assert comments(team, drafted) == []


@pytest.mark.parametrize(
    ("days", "field"), [(-4, "told_on"), (-3, None), (-2, None), (0, None), (1, "told_on")]
)
def test_it_was_said_between_the_meeting_and_today(
    team: Team, drafted: str, days: int, field: str | None
) -> None:
    team.clock.pass_time(days=3)
    if field is None:
        record(team, drafted, days=days)
        with team.office.work(write=False) as work:
            day = work.today + timedelta(days=days)
        assert comments(team, drafted)[0].given_at.date() == day
        return
    with pytest.raises(Refused) as refused:
        record(team, drafted, days=days)
    assert refused.value.field == field


def test_a_way_nobody_knows_is_refused(team: Team, drafted: str) -> None:
    for channel in ("link", "pigeon"):
        with pytest.raises(Refused, match="how they told us"):
            record(team, drafted, Said(True, "", channel))


def test_only_people_of_the_case_and_only_while_the_plan_is_a_draft(team: Team, drafted: str) -> None:
    for name in ("stranger", "police", "officer", "admin"):
        with pytest.raises(UnknownCase):
            record(team, drafted, name=name)
    record(team, drafted)
    team.finish(drafted)
    with pytest.raises(NotNow):
        record(team, drafted, Said(True, "Later.", "phone"))
