"""Who reads what a victim writes about an action: its owner only where they allow it."""

import pytest

from portal.services import actions
from portal.services.actions import News
from portal.store import panels
from tests.services.conftest import Team


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Who reads which words says nothing about the kind of database."""
    return sqlite_url


@pytest.fixture
def planned(team: Team) -> str:
    reference = team.apply()
    for step in (team.decide, team.convene, team.hold, team.comment, team.finish):
        step(reference)
    return reference


def the_action(team: Team, reference: str) -> int:
    with team.office.work(write=False) as work:
        return panels.actions(work.session, team.case(work, reference).id)[0][0].id


def kept_back(team: Team, reference: str) -> list[bool]:
    """Of each word on the action, the newest first, whether its owner is not shown it."""
    with team.work("police") as work:
        return [
            one.kept_back for one in actions.open_for_body(work, reference).told[the_action(team, reference)]
        ]


def test_the_owner_reads_only_what_the_victim_lets_it_read(team: Team, planned: str) -> None:
    action = the_action(team, planned)
    team.end_actions(planned)
    token = team.token(planned, "action")
    with team.office.work() as work:
        actions.say_by_link(work, token, action, "not_yet", "I know that man.")
        actions.say_by_link(work, token, action, "not_yet", "The camera looks away.", for_owner=True)
        actions.say_by_link(work, token, action, "happened", "")
    with team.work("chair") as work:
        actions.key_in(
            work, planned, action, News("victim", "not_yet", "He is one of them.", None, "phone", work.today)
        )
        told = actions.open_list(work, planned).told[action]
    assert kept_back(team, planned) == [True, False, False, True]
    assert [one.kept_back for one in told] == [False] * 4


def test_the_same_words_can_be_shared_later(team: Team, planned: str) -> None:
    action = the_action(team, planned)
    team.end_actions(planned)
    token = team.token(planned, "action")
    with team.office.work() as work:
        for for_owner in (False, False, True, True):
            actions.say_by_link(work, token, action, "not_yet", "Nobody came.", for_owner=for_owner)
    assert kept_back(team, planned) == [False, True]


def test_what_others_say_of_an_action_is_never_kept_back(team: Team, planned: str) -> None:
    with team.work("chair") as work:
        said = News("body", "under_way", "Two visits so far.", None, "phone", work.today)
        actions.key_in(work, planned, the_action(team, planned), said)
    assert kept_back(team, planned) == [False]
