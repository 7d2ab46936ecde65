"""Putting the decision off: only under a published rule, never where the Act's test is met, and never for long."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.journeys.when import When
from portal.services import appeals, deferring
from portal.store import assessments, casefile, clocks, ledger
from portal.store import letters as letter_rows
from portal.store.tables import Event
from tests.services.conftest import Team, answers
from tests.services.records import state
from tests.services.refusing import mark, with_reports

RULE = "response_time_not_expired"


def defer(team: Team, reference: str, days: int = 10, **changes: Any) -> date:
    """Put the decision off as the decision-maker; returns the day to look again."""
    with team.work("decider") as work:
        until = work.today + timedelta(days)
        values = {"code": RULE, "reasons": "The council answers by Friday.", **changes}
        deferring.defer(work, reference, values["code"], until, values["reasons"])
        return until


def test_a_published_rule_puts_the_decision_off_until_a_day(team: Team) -> None:
    reference = with_reports(team)
    until = defer(team, reference)
    assert state(team, reference) is State.DEFERRED
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        decision = assessments.decisions(work.session, case.id)[0]
        newest = assessments.newest(work.session, case.id)
        running = {row.clock: row.due_on for row in clocks.running(work.session, case.id)}
        before = [row for row in clocks.all_of(work.session, case.id) if row.clock == "threshold_decision"]
        letter = letter_rows.of_case(work.session, case.id)[0].letter
        assert (decision.outcome, decision.look_again_on) == ("deferred", until)
        assert newest is not None and newest.local_result == "deferred"
        assert running["threshold_decision"] == until
        assert len(before) == 2 and before[1].replaces_id == before[0].id
        assert case.whose_turn == "decision-maker"
    assert letter.kind == "deferred"
    words = str(letter.content)
    for said in (
        "We have not said yes or no yet.",
        "An organisation gave you a date for its answer",
        "Brackenshire ASB Case Review procedure, paragraph 9",
        "The council answers by Friday.",
        "Start your appeal on the web",
    ):
        assert said in words, said


@pytest.mark.parametrize(("reports", "refused"), [(2, False), (3, True), (4, True)])
def test_a_met_test_is_never_put_off(team: Team, reports: int, refused: bool) -> None:
    with team.office.work(write=False) as work:
        given = answers(work.today)["reports"]
    reference = team.apply(reports=[*given, {**given[2], "key": "r4"}][:reports])
    if not refused:
        defer(team, reference)
        return
    with pytest.raises(Refused) as no:
        defer(team, reference)
    assert "104(4)" in no.value.sentence
    assert state(team, reference) is State.RECEIVED


def test_marks_of_one_person_do_not_open_this_way_round_the_second_person(team: Team) -> None:
    reference = team.apply()
    mark(team, reference)
    with pytest.raises(Refused, match="second person"):
        defer(team, reference)
    assert state(team, reference) is State.RECEIVED


def test_while_a_date_is_not_known_nothing_is_put_off(team: Team) -> None:
    with team.office.work(write=False) as work:
        given = answers(work.today)["reports"]
    reference = team.apply(reports=[{**given[0], "told_on": When(None).to_storage()}, *given[1:]])
    with pytest.raises(Refused, match="Ask for the date first"):
        defer(team, reference)


@pytest.mark.parametrize(
    ("days", "taken"), [(-1, False), (0, False), (1, True), (181, True), (182, True), (183, False)]
)
def test_the_day_lies_ahead_but_not_far(team: Team, days: int, taken: bool) -> None:
    reference = with_reports(team)
    if taken:
        defer(team, reference, days)
        assert state(team, reference) is State.DEFERRED
        return
    with pytest.raises(Refused) as refused:
        defer(team, reference, days)
    assert refused.value.field == "look_again_on"


@pytest.mark.parametrize(("changes", "field"), [({"code": "busy"}, "rule"), ({"reasons": ""}, "reasons")])
def test_a_rule_nobody_published_or_no_reasons(team: Team, changes: dict[str, Any], field: str) -> None:
    reference = with_reports(team)
    with pytest.raises(Refused) as refused:
        defer(team, reference, **changes)
    assert refused.value.field == field


def test_an_area_without_such_a_rule_puts_nothing_off(norfolk: Any, brackenshire: Any, team: Team) -> None:
    assert deferring.rules(norfolk, date(2026, 11, 23)) == ()
    assert [rule.code for rule in deferring.rules(brackenshire, date(2026, 11, 23))] == [RULE]


@pytest.mark.parametrize(("days", "needs"), [(9, True), (10, False), (11, False)])
def test_before_its_day_it_is_looked_at_again_only_for_news(team: Team, days: int, needs: bool) -> None:
    reference = with_reports(team)
    defer(team, reference)
    team.clock.pass_time(days=days)
    if needs:
        with team.work("intake") as work, pytest.raises(Refused) as refused:
            deferring.look_again(work, reference)
        assert refused.value.field == "why"
        with team.work("intake") as work:
            deferring.look_again(work, reference, "A window was broken last night.")
    else:
        with team.work("intake") as work:
            deferring.look_again(work, reference)
    assert state(team, reference) is State.RECEIVED
    with team.office.work(write=False) as work:
        newest = assessments.newest(work.session, team.case(work, reference).id)
        assert newest is not None and (newest.number, newest.local_result) == (3, "not_met")
        event = work.session.query(Event).filter_by(move="look again").one()
        reasons = [one for one, _ in casefile.notes(work.session, team.case(work, reference).id)]
        # Like every reason it can be erased, and be checked against the event until then.
        assert [ledger.seal(one.words, one.salt or "") for one in reasons] == ([event.seal] if needs else [])
    team.decide(reference)


def test_only_who_decides_defers_and_only_the_office_looks_again(team: Team) -> None:
    reference = with_reports(team)
    for name in ("intake", "stranger", "chair", "police"):
        with team.work(name) as work, pytest.raises(UnknownCase):
            deferring.defer(work, reference, RULE, work.today + timedelta(1), "x")
    with team.work("intake") as work, pytest.raises(NotNow):
        deferring.look_again(work, reference)
    defer(team, reference)
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        deferring.look_again(work, reference, "x")


def test_an_appeal_against_being_put_off_is_about_the_threshold(team: Team) -> None:
    reference = with_reports(team)
    defer(team, reference)
    with team.office.work() as work:
        appeals.lodge(work, team.token(reference, "appeal"), appeals.NewAppeal((), "Decide now.", "", "k"))
    with team.office.work(write=False) as work:
        assert team.case(work, reference).open_appeals == 1
