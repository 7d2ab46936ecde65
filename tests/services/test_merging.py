"""Cases that belong together are offered and linked by a person; two applications of one person become one (C4)."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.services import appeals, deferring, joining
from portal.services.work import Work
from portal.store import answers as answer_rows
from portal.store import bodies, casefile, cases, clocks, marks
from portal.store import letters as letter_rows
from portal.store.tables import Assessment, Deadline, Report
from tests.house.clock import SetClock
from tests.services.conftest import Team, answers
from tests.services.records import case
from tests.services.refusing import mark, proposed, settle
from tests.services.test_on_behalf import waiting

WHY = "Both are about the same flat."


def merge(team: Team, reference: str, other: str, name: str = "intake") -> None:
    with team.work(name) as work:
        joining.merge(work, reference, other, WHY)


def link(team: Team, reference: str, other: str, name: str = "intake") -> None:
    with team.work(name) as work:
        joining.link(work, reference, other, WHY)


def together(team: Team, reference: str, name: str = "intake") -> tuple[list[str], list[str], list[str]]:
    with team.office.work(team.actor(name), write=False) as work:
        found = joining.together(work, team.case(work, reference))
    return (
        [one.other.reference for one in found.linked],
        [one.reference for one in found.merged],
        [one.reference for one in found.alike],
    )


def test_the_second_application_closes_and_the_first_goes_on(team: Team, clock: SetClock) -> None:
    first = team.apply()
    clock.set(clock() + timedelta(days=5))
    second = team.apply(story="It got worse.")
    merge(team, second, first)
    closed, goes_on = case(team, second), case(team, first)
    assert (closed.state, closed.same_as_case_id) == (State.CLOSED, goes_on.id)
    assert (goes_on.state, goes_on.applied_on) == (State.RECEIVED, date(2026, 11, 23))
    with team.office.work(write=False) as work:
        (note,) = [one for one, _ in casefile.notes(work.session, goes_on.id)]
        letter = letter_rows.of_case(work.session, closed.id)[0].letter
        assert bodies.of_case(work.session, closed.id) == []
    assert second in note.words
    assert "Noise number 2" in note.words
    assert letter.kind == "merged"
    for words in (first, "23 November 2026", WHY):
        assert words in str(letter.content)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_earlier_date_counts(team: Team, clock: SetClock, days: int) -> None:
    first = team.apply()
    second = team.apply()
    with team.office.work() as work:
        team.case(work, second).applied_on += timedelta(days=days)
    merge(team, second, first)
    assert case(team, first).applied_on == date(2026, 11, 23) + timedelta(days=min(days, 0))


def test_never_into_itself_a_closed_case_or_one_that_nobody_may_see(team: Team) -> None:
    first, second, foreign = team.apply(), team.apply(), team.apply(district="marlowick")
    for other, sentence in (
        (first, "another case"),
        ("CR-AAAAA-AA", "whole reference"),
        (foreign, "no case with this reference"),
    ):
        with pytest.raises(Refused, match=sentence):
            merge(team, first, other)
    merge(team, second, first)
    third = team.apply()
    with pytest.raises(Refused, match="is over"):
        merge(team, third, second)
    team.decide(third)
    with pytest.raises(NotNow):
        merge(team, third, first)


@pytest.mark.parametrize("name", ["decider", "stranger", "police"])
def test_only_the_intake_office_merges(team: Team, name: str) -> None:
    first, second = team.apply(), team.apply()
    with pytest.raises(UnknownCase):
        merge(team, second, first, name)


def test_likely_duplicates_are_offered_and_nothing_is_merged(team: Team) -> None:
    first = team.apply(name="Jo Sample", home_postcode="AB1 2CD")
    same_name = team.apply(name="JO  sample")
    same_place = team.apply(name="Kim Other", home_postcode="AB1 2CD")
    other = team.apply(name="Lee Else", home_postcode="AB1 2CE", email="lee@mail.example")
    assert together(team, first)[2] == [same_place, same_name]
    assert together(team, other)[2] == []
    assert {case(team, one).state for one in (first, same_name, same_place)} == {State.RECEIVED}


def test_what_the_reader_may_not_see_is_not_offered(team: Team) -> None:
    first, foreign = team.apply(), team.apply(district="marlowick")
    assert together(team, first)[2] == []
    assert together(team, foreign, "stranger")[2] == []


@pytest.mark.parametrize(("days", "offered"), [(365, True), (366, True), (367, False)])
def test_only_of_the_last_twelve_months(team: Team, clock: SetClock, days: int, offered: bool) -> None:
    first = team.apply()
    clock.set(clock() + timedelta(days=days))
    second = team.apply()
    assert (first in together(team, second)[2]) is offered


def test_linked_cases_show_each_other_only_to_who_may_see_both(team: Team) -> None:
    first, second = team.apply(), team.apply(name="Kim Other")
    link(team, first, second)
    link(team, second, first)
    assert together(team, first)[0] == [second]
    assert together(team, second)[0] == [first]
    with team.office.work() as work:
        team.case(work, second).district = "marlowick"
    assert together(team, first)[0] == []
    assert together(team, second, "stranger")[0] == []


def test_nobody_links_with_a_case_they_cannot_open(team: Team) -> None:
    first, foreign = team.apply(), team.apply(district="marlowick")
    with pytest.raises(Refused, match="no case with this reference"):
        link(team, first, foreign)
    with pytest.raises(UnknownCase):
        link(team, first, foreign, "police")


def reported(team: Team, *numbers: int, **changes: Any) -> str:
    """Apply with some of the three reports that count."""
    with team.office.work(write=False) as work:
        given = answers(work.today)["reports"]
    return team.apply(reports=[{**given[number - 1], **changes} for number in numbers])


def results(team: Team, reference: str) -> list[str]:
    """What the rules said of s104(4) each time, oldest first."""
    with team.office.work(write=False) as work:
        rows = work.session.query(Assessment).filter_by(case_id=team.case(work, reference).id)
        return [one.statutory_result for one in rows.order_by(Assessment.number)]


def reports_of(team: Team, reference: str) -> list[Report]:
    with team.office.work(write=False) as work:
        return answer_rows.reports(work.session, team.case(work, reference).id)


def words_in(team: Team, reference: str) -> str:
    with team.office.work(write=False) as work:
        found = casefile.notes(work.session, team.case(work, reference).id)
        return "\n".join(one.words for one, _ in found)


def test_reports_of_both_applications_count_together(team: Team) -> None:
    first, second = reported(team, 1, 2), reported(team, 3, reference="CRIME/77")
    merge(team, second, first)
    found = reports_of(team, first)
    assert [one.number for one in found] == [1, 2, 3]
    assert (found[2].what, found[2].reference) == ("Noise number 3", "CRIME/77")
    assert results(team, first) == ["not_met", "met"]
    assert [one.number for one in reports_of(team, second)] == [1]
    assert "3. Noise number 3" in words_in(team, first)
    assert second in words_in(team, first)
    team.decide(first)


@pytest.mark.parametrize("into_the_first", [True, False])
def test_a_report_made_after_the_first_application_counts_in_both_together(
    team: Team, clock: SetClock, into_the_first: bool
) -> None:
    first = reported(team, 2, 3)
    clock.set(clock() + timedelta(days=12))
    second = reported(team, 1)
    closes, goes_on = (second, first) if into_the_first else (first, second)
    merge(team, closes, goes_on)
    assert results(team, goes_on) == ["not_met", "met"]
    assert case(team, goes_on).applied_on == date(2026, 12, 5)
    with team.office.work(write=False) as work:
        letter = letter_rows.of_case(work.session, case(team, closes).id)[0].letter
    assert "counts from the later day, 5 December 2026" in str(letter.content)


def test_what_was_the_same_incident_stays_the_same(team: Team) -> None:
    first, second = reported(team, 1), reported(team, 2, 3)
    with team.office.work() as work:
        answer_rows.reports(work.session, team.case(work, second).id)[1].same_as_number = 1
    merge(team, second, first)
    assert [(one.number, one.same_as_number) for one in reports_of(team, first)] == [
        (1, None), (2, None), (3, 2),
    ]  # fmt: skip


def test_marks_of_the_closed_case_do_not_go_along(team: Team) -> None:
    first, second = reported(team, 1, 2), reported(team, 3)
    mark(team, second, 1)
    merge(team, second, first)
    with team.office.work(write=False) as work:
        assert marks.newest(work.session, team.case(work, first).id) == {}
    assert results(team, first)[-1] == "met"


def put_off(team: Team) -> str:
    reference = reported(team, 1, 2)
    with team.work("decider") as work:
        until = work.today + timedelta(days=10)
        deferring.defer(work, reference, "response_time_not_expired", until, "The council answers by Friday.")
    return reference


def refused(team: Team) -> str:
    reference = reported(team, 1)
    assert settle(team, reference) == "decide"
    return reference


@pytest.mark.parametrize(("stands", "first_do"), [
    (proposed, "returns the proposal first"), (put_off, "Look at it again first"),
    (refused, "Open it again first"),
])  # fmt: skip
def test_reports_never_come_too_late_for_the_decision(team: Team, stands: Any, first_do: str) -> None:
    first = stands(team)
    second = reported(team, 3)
    with pytest.raises(Refused, match=first_do) as no:
        merge(team, second, first)
    assert no.value.field == "other"
    assert case(team, second).state == State.RECEIVED


def test_in_a_review_the_reports_are_noted(team: Team) -> None:
    first = team.apply()
    team.decide(first)
    second = reported(team, 3)
    merge(team, second, first)
    assert (case(team, first).state, len(reports_of(team, first))) == (State.ACCEPTED, 3)
    assert results(team, first) == ["met"]
    assert "Noise number 3" in words_in(team, first)
    assert "do not count" in words_in(team, first)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_the_earlier_day_to_decide_is_kept(team: Team, clock: SetClock, days: int) -> None:
    first, second = reported(team, 1), reported(team, 2)
    with team.office.work() as work:
        rows = {one: decision_clock(work, team, one) for one in (first, second)}
        now = rows[first].due_on
        assert now is not None
        rows[second].due_on = earlier = now + timedelta(days=days)
        team.case(work, second).applied_on -= timedelta(days=1)
    merge(team, second, first)
    with team.office.work(write=False) as work:
        running = decision_clock(work, team, first)
        assert (running.due_on, running.cause) == ((earlier, "merged") if days < 0 else (now, None))
        assert running.replaces_id == (rows[first].id if days < 0 else None)


def decision_clock(work: Work, team: Team, reference: str) -> Deadline:
    running = clocks.running(work.session, team.case(work, reference).id)
    return next(one for one in running if one.clock == "threshold_decision")


def test_two_who_join_the_same_two_either_way_round_do_not_wait_for_each_other(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = team.apply(), team.apply()
    both_hold_one, find = Barrier(2), cases.find

    def slowly(*args: Any, **options: Any) -> Any:
        found = find(*args, **options)
        with suppress(BrokenBarrierError):
            both_hold_one.wait(timeout=0.3)
        return found

    monkeypatch.setattr(cases, "find", slowly)

    def join(way: tuple[str, str]) -> bool:
        try:
            merge(team, *way)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(join, (pair, pair[::-1]))) == [False, True]
    assert sorted(case(team, one).state for one in pair) == [State.CLOSED, State.RECEIVED]


def test_what_nobody_agreed_to_yet_is_only_noted(team: Team) -> None:
    first = reported(team, 1, 2)
    second = waiting(team, name="Jo Sample")
    merge(team, second, first)
    assert len(reports_of(team, first)) == 2
    assert results(team, first) == ["not_met"]
    assert "do not count" in words_in(team, first)


def test_an_old_letter_of_the_one_that_closed_leads_to_the_one_that_goes_on(team: Team) -> None:
    """It was put off, and looked at again, before it was joined: there is no decision to appeal against here."""
    first = team.apply()
    second = put_off(team)
    token = team.token(second, "appeal")
    with team.work("decider") as work:
        deferring.look_again(work, second, "News came.")
    merge(team, second, first)
    with team.office.work() as work:
        opened = appeals.open_form(work, token)
    assert (opened.standing, opened.goes_on) == ("merged", first)
    with team.office.work() as work, pytest.raises(NotNow, match="two applications"):
        appeals.lodge(work, token, appeals.NewAppeal((), "It took too long.", "", "key"))
