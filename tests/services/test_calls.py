"""Somebody asks for a call: it fixes their date, waits for the office, and nothing is mailed (requirement A15)."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.policy import PUBLIC
from portal.services import applications, calls, casefile
from portal.services.applications import Sent
from portal.services.calls import Asked
from portal.store import casefile as rows
from portal.store import clocks
from tests.services.conftest import Team

ASKED = Asked("Jo Sample", "01632 960001", ("morning",), "no", "Noise every night.", "alderfen")


def asked(team: Team, key: str = "k" * 22, **changes: Any) -> Sent:
    with team.office.work(PUBLIC) as work:
        return calls.ask(work, Asked(**{**ASKED.__dict__, **changes}), key)


def test_it_fixes_the_date_and_waits_for_the_office(team: Team) -> None:
    sent = asked(team)
    with team.office.work(write=False) as work:
        case = team.case(work, sent.reference)
        assert (case.state, case.whose_turn, case.channel) == ("call asked", "office", "call_asked")
        assert case.applied_on == case.received_on == case.posted_or_called_on == work.today == sent.sent_on
        assert case.keyed_by is None
        (deadline,) = clocks.all_of(work.session, case.id)
        assert (deadline.clock, deadline.due_on) == (Clock.FIRST_CONTACT, sent.contact_by)
        assert case.due_on == sent.contact_by


def test_nothing_is_mailed_to_anybody(team: Team) -> None:
    assert team.messages(asked(team).reference) == []


def test_the_officer_reads_what_was_said_and_how_to_call_safely(team: Team) -> None:
    reference = asked(team).reference
    with team.work("intake") as work:
        shown = casefile.open_case(work, reference)
    (person,) = shown.people
    assert person.wishes.channels == ("phone",)
    assert person.reach.safe is not None
    assert (person.reach.safe.voicemail, person.reach.safe.hours) == ("no", ["morning"])
    assert [note.words for note, _ in shown.notes] == ["Noise every night."]


def test_sent_twice_it_is_one_case(team: Team) -> None:
    assert asked(team) == asked(team, name="Jo Again")
    with team.office.work(write=False) as work:
        assert calls.receipt(work, "k" * 22) == asked_again(team)
        assert calls.receipt(work, "another") is None


def asked_again(team: Team) -> Sent:
    return asked(team)


def test_words_of_danger_are_flagged_at_once(team: Team) -> None:
    reference = asked(team, words="He has a knife.").reference
    with team.office.work(write=False) as work:
        assert "danger_words" in team.case(work, reference).flags


@pytest.mark.parametrize(
    ("district", "reached_by"), [(None, {"intake", "stranger", "desk"}), ("alderfen", {"intake"})]
)
def test_without_a_district_every_desk_sees_it(
    team: Team, district: str | None, reached_by: set[str]
) -> None:
    reference = asked(team, district=district).reference
    for name in ("intake", "stranger", "desk"):
        with team.work(name) as work:
            if name in reached_by:
                assert casefile.open_case(work, reference).case.reference == reference
            else:
                with pytest.raises(UnknownCase):
                    casefile.open_case(work, reference)


@pytest.mark.parametrize(("days", "taken"), [(-1, True), (0, True), (1, False)])
def test_an_officer_writes_it_down_with_the_day(team: Team, days: int, taken: bool) -> None:
    with team.work("intake") as work:
        day = work.today + timedelta(days=days)
        if not taken:
            with pytest.raises(Refused):
                calls.ask(work, ASKED, "o" * 22, day)
            return
        reference = calls.ask(work, ASKED, "o" * 22, day).reference
        case = team.case(work, reference)
        assert (case.applied_on, case.keyed_by) == (day, team.ids["intake"])
        assert {one.started_on for one in clocks.all_of(work.session, case.id)} == {day}


def test_only_the_officer_who_wrote_it_down_reads_the_reference_again(team: Team) -> None:
    with team.work("intake") as work:
        sent = calls.ask(work, ASKED, "o" * 22, work.today)
        assert calls.receipt_for_officer(work, "o" * 22) == sent
    asked(team, key="p" * 22)
    for name, key in (("stranger", "o" * 22), ("intake", "p" * 22), ("intake", "unknown")):
        with team.work(name) as work, pytest.raises(UnknownCase):
            calls.receipt_for_officer(work, key)


def test_every_try_is_kept_and_sent_twice_is_one(team: Team) -> None:
    reference = asked(team, words="").reference
    for words in ("", "", "The number rings out."):
        with team.work("intake") as work:
            calls.nobody_answered(work, reference, work.today, words)
    with team.office.work(write=False) as work:
        kept = rows.notes(work.session, team.case(work, reference).id)
    tries = [(note.kind, note.audience, note.words) for note, _ in kept]
    assert sorted(tries) == [
        ("call", "officers", "Nobody answered the phone."),
        ("call", "officers", "Nobody answered the phone. The number rings out."),
    ]


def test_there_is_nothing_to_try_any_more_once_it_is_keyed_in(team: Team) -> None:
    reference = team.apply()
    with team.work("intake") as work, pytest.raises(NotNow):
        calls.nobody_answered(work, reference, work.today, "")


def test_a_call_is_put_into_its_district_without_telling_the_organisations(team: Team) -> None:
    reference = asked(team, district=None).reference
    with team.work("desk") as work:
        applications.place(work, reference, "alderfen")
    told = [(message.kind, message.address) for message in team.messages(reference)]
    with team.office.work(write=False) as work:
        desk = work.partnership.district("alderfen").point_of_contact
        assert told == [("case_for_district", desk.email)]
        assert team.case(work, reference).state == "call asked"


def test_a_day_long_gone_is_taken_as_it_is(team: Team) -> None:
    with team.work("intake") as work:
        sent = calls.ask(work, ASKED, "o" * 22, date(2026, 9, 1))
    assert sent.sent_on == date(2026, 9, 1)
