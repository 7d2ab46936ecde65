"""An appeal that came by phone, post or email, or in person is dealt with like one that came by a link."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.services import appeals, keyed_appeals, keying, telling
from portal.services.appeals import Lodged, NewAppeal
from portal.store import casefile
from portal.store.tables import Letter
from tests.services.conftest import Team
from tests.services.records import appeals_of

SAID = NewAppeal(("A ground.",), "Nobody asked me.", "Ask me.", "key-of-the-form")


@pytest.fixture
def decided(team: Team) -> str:
    """A case whose threshold was just decided."""
    reference = team.apply()
    team.decide(reference)
    return reference


def letter(team: Team, reference: str, kind: str = "threshold_met") -> str:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        found = work.session.query(Letter).filter_by(case_id=case.id, kind=kind).one()
        return found.public_id


def told(team: Team, reference: str, kind: str = "threshold_met") -> None:
    with team.work("decider") as work:
        telling.record_told(work, reference, letter(team, reference, kind), "handed_over")


def key_in(
    team: Team, reference: str, new: NewAppeal = SAID, *, name: str = "intake", days: int = 0, **changes: Any
) -> Lodged:
    about = changes.get("letter") or letter(team, reference)
    with team.work(name) as work:
        came = (changes.get("heard", "phone"), work.today + timedelta(days=days))
        return keyed_appeals.key_in(work, reference, about, came, new)


@pytest.mark.parametrize("heard", keying.NOTES)
def test_it_is_kept_acknowledged_and_told(team: Team, decided: str, heard: str) -> None:
    team.clock.pass_time(days=2)
    assert key_in(team, decided, heard=heard, days=-1) == Lodged(decided, 1, False)
    [appeal] = appeals_of(team, decided)
    assert (appeal.channel, appeal.stage, appeal.state) == (heard, "threshold", "lodged")
    assert appeal.lodged_on == date(2026, 11, 24)
    assert (appeal.grounds, appeal.words, appeal.wanted) == (["A ground."], "Nobody asked me.", "Ask me.")
    with team.office.work(write=False) as work:
        case = team.case(work, decided)
        acknowledged = (
            work.session.query(Letter).filter_by(case_id=case.id, kind="appeal_acknowledgement").one()
        )
        event, who = casefile.events(work.session, case.id)[-1]
        assert "24 November 2026" in str(acknowledged.content)
    assert (event.move, who, event.payload["heard"]) == ("lodge appeal", "Intake", heard)
    assert "Nobody asked me." not in str(event.payload)
    assert {one.kind for one in team.messages(decided)[-2:]} == {"letter_waiting", "appeal_for_office"}


@pytest.mark.parametrize(("days", "late"), [(27, False), (28, False), (29, True)])
def test_late_counts_from_the_day_it_was_received(team: Team, decided: str, days: int, late: bool) -> None:
    told(team, decided)
    team.clock.pass_time(days=60)
    assert key_in(team, decided, days=days - 60).late is late
    [appeal] = appeals_of(team, decided)
    assert (appeal.late, appeal.window_ends_on) == (late, date(2026, 12, 21))


def test_who_appeals_before_anybody_recorded_that_they_were_told_is_not_late(
    team: Team, decided: str
) -> None:
    team.clock.pass_time(days=60)
    assert key_in(team, decided, days=-60).late is False


@pytest.mark.parametrize(
    ("days", "field"), [(-4, "received_on"), (-3, None), (-2, None), (0, None), (1, "received_on")]
)
def test_it_came_between_the_letter_and_today(team: Team, decided: str, days: int, field: str | None) -> None:
    team.clock.pass_time(days=3)
    if field is None:
        key_in(team, decided, days=days)
        assert len(appeals_of(team, decided)) == 1
        return
    with pytest.raises(Refused) as refused:
        key_in(team, decided, days=days)
    assert refused.value.field == field


def test_the_same_form_sent_twice_is_one_appeal(team: Team, decided: str) -> None:
    assert key_in(team, decided) == key_in(team, decided)
    assert len(appeals_of(team, decided)) == 1
    with pytest.raises(NotNow, match="already being looked at"):
        key_in(team, decided, NewAppeal((), "Other words.", "", SAID.submission_key))
    other = team.apply()
    team.decide(other)
    assert key_in(team, other) == Lodged(other, 1, False)


def test_an_appeal_by_the_link_stops_one_that_is_keyed(team: Team, decided: str) -> None:
    with team.office.work() as work:
        appeals.lodge(work, team.token(decided, "appeal"), SAID)
    with pytest.raises(NotNow):
        key_in(team, decided)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"letter": "no-such-letter"}, "letter"),
        ({"heard": "link"}, "heard"),
        ({"new": NewAppeal((), "", "", "k")}, "words"),
    ],
)
def test_what_is_missing_or_wrong_is_said(
    team: Team, decided: str, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        key_in(team, decided, **changes)
    assert refused.value.field == field
    assert appeals_of(team, decided) == []


def test_only_letters_that_can_be_challenged_of_this_case(team: Team, decided: str) -> None:
    other = team.apply()
    team.decide(other)
    for wrong in (letter(team, decided, "acknowledgement"), letter(team, other)):
        with pytest.raises(Refused, match="Choose the letter"):
            key_in(team, decided, letter=wrong)
    team.walk(decided, "convene", "finish")
    with team.work("intake") as work:
        offered = keyed_appeals.letters_to_appeal(work, team.case(work, decided))
        assert [one.kind for one in offered] == ["outcome", "threshold_met"]
    key_in(team, decided, letter=letter(team, decided, "outcome"))
    assert appeals_of(team, decided)[0].stage == "review"


def test_words_of_danger_mark_the_case(team: Team, decided: str) -> None:
    key_in(team, decided, NewAppeal((), "I want to die.", "", "k"))
    with team.office.work(write=False) as work:
        assert "danger_words" in team.case(work, decided).flags


def test_only_the_intake_of_the_district_keys_it_and_that_is_no_part_in_the_case(
    team: Team, decided: str
) -> None:
    for name in ("decider", "stranger", "chair", "police", "officer", "admin"):
        with pytest.raises(UnknownCase):
            key_in(team, decided, name=name)
    key_in(team, decided)
    with team.office.work(write=False) as work:
        assert team.ids["intake"] not in casefile.took_part(work.session, team.case(work, decided).id)


def test_a_case_that_is_looked_at_again_has_nothing_to_appeal(team: Team, decided: str) -> None:
    reference = team.apply()
    with pytest.raises(Refused, match="Choose the letter"):
        key_in(team, reference, letter="none-yet")
    team.walk(decided, "convene", "finish")
    about = letter(team, decided, "outcome")
    key_in(team, decided, letter=about)
    with team.work("intake") as work:
        appeals.assign(work, decided, 1, team.ids["officer"], "Works elsewhere.")
    with team.work("officer") as work:
        appeals.decide(work, decided, 1, "upheld_sent_back", "It was wrong.", "I work elsewhere.")
    with pytest.raises(NotNow, match="being looked at again"):
        key_in(team, decided, NewAppeal((), "Again.", "", "k2"), letter=about)
