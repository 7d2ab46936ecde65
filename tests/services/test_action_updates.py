"""What is said of an agreed action while it runs, and how a body replies to a recommendation (D5, D7)."""

from datetime import timedelta
from typing import Any

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.policy import Actor, Grant, Role
from portal.services import actions, ending, reminders, reviews, staff, tasks, withdrawing
from portal.services.actions import News
from portal.store import actions as rows
from portal.store import bodies, clocks, ledger
from portal.store import letters as letter_rows
from portal.store.tables import ActionNews, Event
from tests.services.conftest import PASSWORD, Team
from tests.services.records import the_action

COUNCIL = (Grant(Role.BODY_USER, body="alderfen-council"),)


@pytest.fixture
def planned(team: Team) -> str:
    """A case with one agreed action of the police and one recommendation to the council."""
    return team.after("finish")


@pytest.fixture
def council(team: Team) -> Actor:
    """A user of the council."""
    with team.office.work() as work:
        new = staff.NewPerson("council", "Council User", COUNCIL, PASSWORD)
        return Actor("staff", staff.add_person(work, new).staff_id, COUNCIL)


def news(team: Team) -> list[tuple[str, str, str | None]]:
    with team.office.work(write=False) as work:
        return [
            (one.said_by, one.progress, one.words)
            for one in work.session.query(ActionNews).order_by(ActionNews.id)
        ]


def test_the_owner_says_how_it_goes(team: Team, planned: str, council: Actor) -> None:
    action = the_action(team, planned)
    with team.work("police") as work:
        expected = work.today + timedelta(days=5)
        said = News("chair", "under_way", "Two visits so far.", expected)
        actions.say_for_body(work, planned, action, said)
    with team.work("police") as work:
        actions.say_for_body(work, planned, action, said)  # the same sent twice
    assert news(team) == [("body", "under_way", "Two visits so far.")]
    with team.office.work(council) as work, pytest.raises(UnknownCase):
        actions.say_for_body(work, planned, action, said)
    with team.office.work(council) as work:
        assert actions.open_for_body(work, planned).actions == []
    with team.work("chair") as work:
        told = actions.open_list(work, planned).told[action]
    assert [(one.news.expected_on, one.by) for one in told] == [(expected, "Police")]


def test_words_are_sealed_and_not_in_the_ledger(team: Team, planned: str) -> None:
    with team.work("police") as work:
        actions.say_for_body(work, planned, the_action(team, planned), News("body", "under_way", "At no. 7."))
    with team.office.work(write=False) as work:
        event = work.session.query(Event).filter_by(move="update action").one()
        row = work.session.query(ActionNews).one()
        assert "no. 7" not in str(event.payload)
        assert row.salt is not None
        assert event.seal == ledger.seal("At no. 7.", row.salt)


@pytest.mark.parametrize(("days", "fine"), [(-1, False), (0, True), (1, True)])
def test_what_is_expected_lies_ahead(team: Team, planned: str, days: int, fine: bool) -> None:
    action = the_action(team, planned)
    with team.work("police") as work:
        said = News("body", "under_way", "Soon.", work.today + timedelta(days=days))
        if fine:
            actions.say_for_body(work, planned, action, said)
        else:
            with pytest.raises(Refused) as no:
                actions.say_for_body(work, planned, action, said)
            assert no.value.field == "expected_on"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"progress": "great"}, "progress"), ({"channel": "link"}, "heard"), ({"said_on": None}, "said_on"),
     ({"said_by": "victim", "progress": "ready"}, "progress")],
)  # fmt: skip
def test_keying_says_what_is_missing(
    team: Team, planned: str, changes: dict[str, object], field: str
) -> None:
    with team.work("intake") as work:
        said: dict[str, Any] = {"said_by": "body", "progress": "ready", "words": "x", "channel": "phone"}
        new = News(**{**said, "said_on": work.today, **changes})
        with pytest.raises(Refused) as no:
            actions.key_in(work, planned, the_action(team, planned), new)
    assert no.value.field == field


def test_the_victim_says_not_yet_by_phone_and_it_becomes_a_task(team: Team, planned: str) -> None:
    with team.work("chair") as work:
        said = News("victim", "not_yet", "Nobody came.", None, "phone", work.today)
        actions.key_in(work, planned, the_action(team, planned), said)
    assert news(team) == [("victim", "not_yet", "Nobody came.")]
    with team.office.work(write=False) as work:
        waiting = [
            one.task.kind for one in tasks.of_case(work, team.case(work, planned)) if not one.task.done_at
        ]
    assert "action_not_yet" in waiting


def test_the_victim_answers_the_letter_by_its_link(team: Team, planned: str) -> None:
    action = the_action(team, planned)
    team.end_actions(planned)
    token = team.token(planned, "action")
    with team.office.work(write=False) as work:
        assert [one.id for one, _ in actions.open_by_link(work, token)] == [action]
        letter = letter_rows.of_case(work.session, team.case(work, planned).id)[0].letter
        assert "Tell us: did this happen or not yet?" in str(letter.content)
    with team.office.work() as work:
        actions.say_by_link(work, token, action, "not_yet", "I saw nobody.")
    with team.office.work() as work, pytest.raises(Refused):
        actions.say_by_link(work, token, action, "perhaps", "")
    with team.office.work() as work, pytest.raises(UnknownCase):
        actions.say_by_link(work, token, action + 99, "not_yet", "")
    with team.office.work() as work, pytest.raises(UnknownCase):
        actions.say_by_link(work, team.token(planned, "appeal"), action, "not_yet", "")
    assert news(team) == [("victim", "not_yet", "I saw nobody.")]


def test_the_owner_says_nothing_more_of_an_action_that_ended(team: Team, planned: str) -> None:
    action = the_action(team, planned)
    team.end_actions(planned)
    with team.work("police") as work, pytest.raises(NotNow):
        actions.say_for_body(work, planned, action, News("body", "ready", "x"))


@pytest.mark.parametrize("how", ["done", "no_longer_needed", "replaced", "transferred"])
def test_every_end_of_an_action_has_its_letter(team: Team, planned: str, how: str) -> None:
    says = {
        "done": "This action is done.", "no_longer_needed": "This action is no longer needed.",
        "replaced": "This action has been replaced by another one.",
        "transferred": "Somebody else has taken over this action.",
    }[how]  # fmt: skip
    with team.work("chair") as work:
        reviews.end_action(work, planned, the_action(team, planned), how, work.today, "Because of this.")
    with team.office.work(write=False) as work:
        case = team.case(work, planned)
        letter = letter_rows.of_case(work.session, case.id)[0].letter
        assert case.open_actions == 0
    assert letter.kind == "action_milestone"
    assert says in str(letter.content)
    assert "Because of this." in str(letter.content)
    assert "in the words of the organisation" not in str(letter.content)


def test_a_body_has_regard_to_a_recommendation(team: Team, planned: str, council: Actor) -> None:
    with team.office.work(write=False) as work:
        number = rows.recommendations(work.session, team.case(work, planned).id)[0][0].id
    with team.work("police") as work, pytest.raises(UnknownCase):
        actions.reply(work, planned, number, "Ours.")
    with team.office.work(council) as work, pytest.raises(Refused) as no:
        actions.reply(work, planned, number, "")
    assert no.value.field == "words"
    for _ in range(2):
        with team.office.work(council) as work:
            actions.reply(work, planned, number, "We named one person.")
    team.end_actions(planned)
    team.close(planned)
    with team.office.work(council) as work:  # also when the case is closed
        actions.reply(work, planned, number, "We named two.")
    with team.office.work(write=False) as work:
        found = rows.recommendations(work.session, team.case(work, planned).id)[0][0]
        assert (found.reply, found.replied_on) == ("We named two.", work.today)
        assert work.session.query(Event).filter_by(move="reply to a recommendation").count() == 2


def test_a_draft_recommends_nothing_yet(team: Team) -> None:
    reference = team.after("hold")
    with team.office.work(write=False) as work:
        assert rows.recommendations(work.session, team.case(work, reference).id) == []


def test_what_an_appeal_recommends_is_replied_to_as_well(team: Team, planned: str, council: Actor) -> None:
    from portal.services import appeals
    from portal.services.plans import NewRecommendation

    with team.office.work() as work:
        token = team.token(planned, "appeal")
        appeals.lodge(work, token, appeals.NewAppeal((), "Wrong.", "", "key"))
    with team.work("intake") as work:
        appeals.assign(work, planned, 1, team.ids["officer"], "Elsewhere.")
    asked = (NewRecommendation("alderfen-council", "Say sorry."),)
    with team.work("officer") as work:
        found = appeals.Result("recommended", "Half right.", "Elsewhere.", recommendations=asked)
        appeals.decide(work, planned, 1, found)
    with team.office.work(council) as work:
        recommended = actions.open_for_body(work, planned).recommendations
        assert [row.words for row, _ in recommended] == ["Name one person for each report.", "Say sorry."]
        actions.reply(work, planned, recommended[-1][0].id, "We did.")


def withdraw(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        withdrawing.key_in(work, reference, ("phone", work.today), "")


def end(team: Team, reference: str, why: str) -> None:
    with team.work("intake") as work:
        ending.propose(work, reference, why, "Her neighbour told us.", "")
    with team.work("decider") as work:
        ending.agree(work, reference, "The register says so.")


@pytest.mark.parametrize("how", ["withdrawn", "moved_away", "died"])
def test_an_agreed_action_outlives_a_case_that_ended_early(team: Team, planned: str, how: str) -> None:
    if how == "withdrawn":
        withdraw(team, planned)
    else:
        end(team, planned, how)
    action = the_action(team, planned)
    written = len(letters_of(team, planned))
    with team.work("police") as work:
        actions.say_for_body(work, planned, action, News("body", "ready", "The last visit was on Monday."))
    assert news(team) == [("body", "ready", "The last visit was on Monday.")]
    with team.work("chair") as work:
        reviews.end_action(work, planned, action, "done", work.today, "The log shows it.")
    with team.office.work(write=False) as work:
        case = team.case(work, planned)
        assert (case.open_actions, case.whose_turn, case.due_on) == (0, "nobody", None)
        assert clocks.running(work.session, case.id) == []
        assert bodies.of_case(work.session, case.id) == []
    # Nobody writes to somebody who died.
    assert letters_of(team, planned)[written:] == ([] if how == "died" else ["action_milestone"])
    with team.work("chair") as work, pytest.raises(NotNow):
        reviews.end_action(work, planned, action, "done", work.today, "Again.")


def test_nobody_is_reminded_of_the_actions_of_a_case_that_ended(team: Team, planned: str) -> None:
    withdraw(team, planned)
    team.clock.pass_time(days=60)
    assert reminders.remind(team.office) == 0


def letters_of(team: Team, reference: str) -> list[str]:
    """The kinds of letters of a case, oldest first."""
    with team.office.work(write=False) as work:
        found = letter_rows.of_case(work.session, team.case(work, reference).id)
        return [one.letter.kind for one in sorted(found, key=lambda one: one.letter.id)]
