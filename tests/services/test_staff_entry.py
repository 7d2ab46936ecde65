"""An officer keys in an application: every date kept, nothing lost, nothing sent twice (requirements A5, A16, B1)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.refusals import NotNow, Refused, Stale, UnknownCase
from portal.cases.timetable import Clock
from portal.documents.days import day_in_words
from portal.journeys.conditions import Json
from portal.journeys.staff_entry import SECTIONS, section
from portal.policy import PUBLIC
from portal.services import applications, calls, casefile, figures, notes, staff_entry
from portal.services.calls import Asked
from portal.services.notes import Upload
from portal.services.staff_entry import KeyedIn
from portal.services.work import Work
from portal.store import answers as answer_rows
from portal.store import casefile as rows
from portal.store import clocks
from portal.store import letters as letter_rows
from portal.wording import in_english
from tests.services.conftest import Team, answers

TODAY = date(2026, 11, 23)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def came(
    channel: str = "phone", received: date = TODAY, posted: date | None = None, by: str | None = None
) -> dict[str, Json]:
    return {
        "channel": channel,
        "received_on": received.isoformat(),
        "posted_on": posted and posted.isoformat(),
        "received_by": by,
    }


def given(**changes: Json) -> dict[str, Json]:
    """The answers of somebody on the phone, who has no email."""
    said = answers(TODAY, **{"channels": ["phone"], "phone": "01632 960001", "email": None, **changes})
    return {name: value for name, value in said.items() if value is not None and not name.startswith("_")}


def begun(work: Work, how: Mapping[str, Json], said: Mapping[str, Json]) -> str:
    """Key in all sections as the pages do; returns the draft."""
    draft = staff_entry.begin(work, {**how, "for_whom": said.get("for_whom")})
    for one in SECTIONS[1:]:
        names = {question.short_name for page in one.pages for question in page.questions()} | {"reports"}
        values = {name: value for name, value in said.items() if name in names and name != "reports"}
        if one.has_reports:
            values["reports"] = [
                {"same_as": None, **{name: value for name, value in entry.items() if name != "key"}}
                for entry in said.get("reports", ())
            ]
        staff_entry.save(work, draft.id, one, values, None)
    return draft.id


def key_in(
    team: Team, who: str = "intake", how: Mapping[str, Json] | None = None, **changes: Json
) -> KeyedIn:
    with team.work(who) as work:
        return staff_entry.send(work, begun(work, how or came(), given(**changes)))


@pytest.mark.parametrize(
    ("how", "counts", "called"),
    [
        (came("phone", TODAY - timedelta(days=2)), TODAY - timedelta(days=2), TODAY - timedelta(days=2)),
        (came("in_person"), TODAY, TODAY),
        (came("email", TODAY - timedelta(days=1)), TODAY - timedelta(days=1), None),
        (
            came("post", TODAY, TODAY - timedelta(days=1)),
            TODAY - timedelta(days=1),
            TODAY - timedelta(days=1),
        ),
        (came("post", TODAY, TODAY), TODAY, TODAY),
        (came("post"), TODAY, None),
    ],
)
def test_the_day_that_counts_and_every_other_day_are_kept(
    team: Team, how: dict[str, Json], counts: date, called: date | None
) -> None:
    reference = key_in(team, how=how).sent.reference
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert (case.applied_on, case.posted_or_called_on) == (counts, called)
        assert case.received_on == date.fromisoformat(how["received_on"])
        assert (case.channel, case.keyed_by) == (how["channel"], team.ids["intake"])
        started = {one.started_on for one in clocks.all_of(work.session, case.id) if one.clock != "returns"}
        assert started == {case.received_on}


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("phone", "You asked for a case review by phone on 23 November 2026."),
        ("in_person", "You asked for a case review in person on 23 November 2026."),
        ("email", "We received your application for a case review by email on 23 November 2026."),
        ("post", "We received your application for a case review by post. It counts from 23 November 2026."),
    ],
)
def test_the_letter_says_how_it_came(team: Team, channel: str, said: str) -> None:
    reference = key_in(team, how=came(channel)).sent.reference
    with team.office.work(write=False) as work:
        kept = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter
    assert said in str(kept.content)


@pytest.mark.parametrize("days", [0, 1, 4])
def test_the_letter_promises_the_days_that_the_clocks_keep(team: Team, days: int) -> None:
    kept = key_in(team, how=came("post", TODAY - timedelta(days=days)))
    with team.office.work(write=False) as work:
        case = team.case(work, kept.sent.reference)
        due = {row.clock: row.due_on for row in clocks.running(work.session, case.id)}
        letter = str(letter_rows.of_case(work.session, case.id)[0].letter.content)
    for clock in (Clock.FIRST_CONTACT, Clock.DECISION):
        assert (day := due[clock])
        assert f"by {day_in_words(day, in_english)}" in letter
    assert (kept.sent.contact_by, kept.sent.decision_by) == (due[Clock.FIRST_CONTACT], due[Clock.DECISION])


def test_a_day_to_come_is_refused(team: Team) -> None:
    with pytest.raises(Refused):
        key_in(team, how=came(received=TODAY + timedelta(days=1)))


def test_a_keyed_application_is_received_like_one_sent_online(team: Team) -> None:
    online, keyed = team.apply(channels=["phone"], phone="01632 960001"), key_in(team)
    with team.office.work(write=False) as work:
        both = [team.case(work, one) for one in (online, keyed.sent.reference)]
        kinds = [[event.kind for event, _ in rows.events(work.session, one.id)] for one in both]
        frozen = [
            [(one.question_id, one.value) for one in answer_rows.of_case(work.session, case.id)]
            for case in both
        ]
        results = [casefile.gather(work, case).advice for case in both]
    assert kinds[0] == kinds[1]
    assert {name for name, _ in frozen[0]} == {name for name, _ in frozen[1]}
    assert results[0] is not None and results[1] is not None
    assert results[0].answer.statutory.counted == results[1].answer.statutory.counted == 3


def test_nobody_is_refused_who_says_next_to_nothing(team: Team) -> None:
    with team.work("intake") as work:
        draft = staff_entry.begin(work, {**came(), "for_whom": None, "_unsaid": ["for_whom"]})
        for name, values in (
            ("who", {"name": None, "_unsaid": ["name"]}),
            ("reaching", {"channels": ["none"]}),
        ):
            found = section(name)
            assert found is not None
            staff_entry.save(work, draft.id, found, values, None)
        reference = staff_entry.send(work, draft.id).sent.reference
        shown = casefile.open_case(work, reference)
    words = {one.question_id: one.words for one in shown.answers}
    assert words["name"] == words["story"] == words["district"] == "They did not say"
    assert shown.people[0].reach.person.name == "Name not known"
    assert shown.case.state == "received"


@pytest.mark.parametrize("missing", ["name", "channels"])
def test_a_name_or_not_said_and_safe_contact_are_needed(team: Team, missing: str) -> None:
    with pytest.raises(Refused):
        key_in(team, **{missing: None})  # type: ignore[arg-type]


def test_sent_twice_it_is_one_case(team: Team) -> None:
    with team.work("intake") as work:
        draft_id = begun(work, came(), given())
    first, second = (_send(team, draft_id) for _ in range(2))
    assert first == second
    with team.work("intake") as work:
        assert staff_entry.mine(work) == []
        for do in (
            lambda: staff_entry.forget(work, draft_id),
            lambda: staff_entry.save(work, draft_id, SECTIONS[1], {}, None),
        ):
            with pytest.raises(NotNow):
                do()


def _send(team: Team, draft_id: str) -> KeyedIn:
    with team.work("intake") as work:
        return staff_entry.send(work, draft_id)


def test_a_draft_is_its_officers_alone(team: Team) -> None:
    with team.work("intake") as work:
        draft_id = begun(work, came(), given())
        assert [one.id for one in staff_entry.mine(work)] == [draft_id]
    for name in ("stranger", "desk", "decider"):
        with team.work(name) as work:
            assert staff_entry.mine(work) == []
            with pytest.raises(UnknownCase):
                staff_entry.read(work, draft_id)
            with pytest.raises(UnknownCase):
                staff_entry.send(work, draft_id)


def test_a_draft_of_the_public_is_no_draft_of_an_officer(team: Team) -> None:
    draft_id = team.draft()
    with team.work("intake") as work, pytest.raises(UnknownCase):
        staff_entry.read(work, draft_id)


def test_a_half_keyed_call_outlives_the_day(team: Team) -> None:
    with team.work("intake") as work:
        draft_id = begun(work, came(), given())
    team.clock.pass_time(days=20)
    with team.work("intake") as work:
        assert staff_entry.read(work, draft_id).answers["name"] == "Jo Sample"


def test_two_windows_lose_nothing_silently(team: Team) -> None:
    with team.work("intake") as work:
        draft = staff_entry.begin(work, came())
        seen = draft.version
        staff_entry.save(work, draft.id, SECTIONS[1], {"name": "One"}, seen)
        with pytest.raises(Stale):
            staff_entry.save(work, draft.id, SECTIONS[1], {"name": "Two"}, seen)


def test_the_scan_and_who_took_it_stand_in_the_notes(team: Team) -> None:
    with team.work("intake") as work:
        draft_id = begun(work, came("post", TODAY, TODAY - timedelta(days=1), "Reception"), given())
        reference = staff_entry.send(work, draft_id, Upload("form.png", PNG)).sent.reference
        shown = casefile.open_case(work, reference)
        ((note, writer),) = shown.notes
        assert (note.kind, note.audience, writer) == ("letter", "officers", "Intake")
        assert "Reception" in note.words
        assert notes.read_document(work, reference, shown.documents[0].public_id)[1] == PNG


def test_a_scan_that_cannot_be_kept_leaves_no_half_case(team: Team) -> None:
    with team.work("intake") as work:
        draft_id = begun(work, came("post"), given())
    with pytest.raises(Refused), team.work("intake") as work:
        staff_entry.send(work, draft_id, Upload("form.doc", b"word"))
    with team.work("intake") as work:
        assert staff_entry.read(work, draft_id).case_id is None


# A county's front desk


@pytest.mark.parametrize(("days", "counted"), [(-2, 0), (-1, 1), (0, 0)])
def test_it_counts_on_the_day_it_was_made_and_not_when_it_was_keyed(
    team: Team, days: int, counted: int
) -> None:
    key_in(team, how=came("post", TODAY, TODAY - timedelta(days=1)))
    day = TODAY + timedelta(days=days)
    with team.work("figures") as work:
        assert figures.count(work, day, day).total.applications == counted


def test_who_asked_for_a_call_counts_once_the_application_is_keyed(team: Team) -> None:
    call(team)
    with team.work("figures") as work:
        assert figures.count(work, TODAY, TODAY).total.applications == 0


def test_the_desk_keys_in_for_a_district_and_hands_over(team: Team) -> None:
    keyed = key_in(team, "desk", district="marlowick")
    assert (keyed.ours, keyed.district) == (False, "marlowick")
    with team.work("desk") as work, pytest.raises(UnknownCase):
        casefile.open_case(work, keyed.sent.reference)
    with team.work("stranger") as work:
        contact = work.partnership.district("marlowick").point_of_contact
        assert casefile.open_case(work, keyed.sent.reference).case.district == "marlowick"
    (told,) = [one for one in team.messages(keyed.sent.reference) if one.kind == "case_for_district"]
    assert (told.channel, told.address) == ("email", contact.email)
    assert keyed.sent.reference in told.body
    assert "Sample" not in told.body + told.subject


def test_the_desk_keeps_what_has_no_district_until_it_is_found(team: Team) -> None:
    keyed = key_in(team, "desk", district="unsure")
    assert keyed.ours
    with team.work("desk") as work:
        applications.place(work, keyed.sent.reference, "alderfen")
    with team.work("desk") as work, pytest.raises(UnknownCase):
        casefile.open_case(work, keyed.sent.reference)
    with team.work("intake") as work:
        assert casefile.open_case(work, keyed.sent.reference).case.district == "alderfen"
    assert "case_for_district" in {one.kind for one in team.messages(keyed.sent.reference)}


def test_the_desk_does_not_reach_cases_of_districts(team: Team) -> None:
    reference = team.apply()
    with team.work("desk") as work, pytest.raises(UnknownCase):
        casefile.open_case(work, reference)


def test_an_officer_who_keeps_the_case_is_not_told_of_it_by_mail(team: Team) -> None:
    keyed = key_in(team)
    assert keyed.ours
    assert "case_for_district" not in {one.kind for one in team.messages(keyed.sent.reference)}


# Completing what began with asking for a call


def call(team: Team, **changes: Any) -> str:
    asked = Asked(**{"name": "Jo Sample", "phone": "01632 960001", "hours": ("morning",), "voicemail": "no",
                     "district": "alderfen", **changes})  # fmt: skip
    with team.office.work(PUBLIC) as work:
        return calls.ask(work, asked, "k" * 22).reference


def test_the_call_is_completed_under_its_reference_and_date(team: Team) -> None:
    reference = call(team)
    team.clock.pass_time(days=3)
    with team.work("intake") as work:
        draft = staff_entry.begin_for_call(work, reference)
        prefilled = dict(draft.answers)
        assert (prefilled["name"], prefilled["phone"], prefilled["voicemail"]) == (
            "Jo Sample",
            "01632 960001",
            "no",
        )
        assert (prefilled["hours"], prefilled["district"]) == (["morning"], "alderfen")
        assert staff_entry.begin_for_call(work, reference).id == draft.id
        assert staff_entry.counts_from(work, draft.answers) == TODAY
        for one in SECTIONS[1:]:
            names = {question.short_name for page in one.pages for question in page.questions()}
            values = {name: value for name, value in given(phone="01632 960002").items() if name in names}
            staff_entry.save(work, draft.id, one, values, None)
        keyed = staff_entry.send(work, draft.id)
        assert keyed.sent.reference == reference
        case = team.case(work, reference)
        assert (case.state, case.applied_on, case.channel) == ("received", TODAY, "call_asked")
        assert case.keyed_by == team.ids["intake"]
        assert [one.clock for one in clocks.all_of(work.session, case.id)].count("first_contact") == 1
        (person,) = casefile.gather(work, case).people
        assert person.reach.address("phone") == "01632 960002"


def test_a_call_is_keyed_in_once(team: Team) -> None:
    reference = call(team, district=None)
    begun_by: dict[str, str] = {}
    for name in ("intake", "desk"):
        with team.work(name) as work:
            begun_by[name] = staff_entry.begin_for_call(work, reference).id
    with team.work("intake") as work:
        staff_entry.save(work, begun_by["intake"], SECTIONS[2], {"channels": ["none"]}, None)
        staff_entry.send(work, begun_by["intake"])
    with team.work("desk") as work, pytest.raises(NotNow):
        staff_entry.send(work, begun_by["desk"])
    with team.work("intake") as work, pytest.raises(NotNow):
        staff_entry.begin_for_call(work, reference)


def test_a_report_after_the_call_does_not_count(team: Team) -> None:
    reference = call(team)
    team.clock.pass_time(days=3)
    with team.work("intake") as work:
        draft = staff_entry.begin_for_call(work, reference)
        later = answers(work.today)["reports"]
        later[0] |= {"told_on": {"on": (TODAY + timedelta(days=1)).isoformat()}, "incident": "unknown"}
        rows_ = [
            {"same_as": None, **{name: value for name, value in one.items() if name != "key"}}
            for one in later
        ]
        found = section("reports")
        assert found is not None
        staff_entry.save(work, draft.id, found, {"reports": rows_}, None)
        staff_entry.save(work, draft.id, SECTIONS[2], {"channels": ["phone"], "phone": "01632 960001"}, None)
        staff_entry.send(work, draft.id)
        advice = casefile.open_case(work, reference).advice
    assert advice is not None
    assert advice.answer.statutory.reports[0].rule == "after_application"


def test_somebody_who_acts_for_another_rings_and_the_date_of_the_call_stays(team: Team) -> None:
    """On behalf counts the day it was sent, however late the person concerned agrees (B1)."""
    acting: dict[str, Any] = {
        "for_whom": "someone",
        "relation": "friend",
        "rep_name": "Sam Helper",
        "rep_channels": ["phone"],
        "rep_phone": "01632 960009",
        "consent_state": "ask_them",
    }
    reference = key_in(team, how=came("phone", TODAY - timedelta(days=2)), **acting).sent.reference
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert (case.state, case.applied_on) == ("awaiting consent", TODAY - timedelta(days=2))
        assert {one.reach.role for one in casefile.gather(work, case).people} == {"victim", "representative"}


def test_the_first_page_sent_twice_is_one_draft_with_what_was_sent_last(team: Team) -> None:
    with team.work("intake") as work:
        first = staff_entry.begin(work, came(), "k" * 22).id
    with team.work("intake") as work:
        second = staff_entry.begin(work, {**came(), "for_whom": "someone"}, "k" * 22)
        assert (second.id, second.answers["for_whom"]) == (first, "someone")
        assert len(staff_entry.mine(work)) == 1
    with team.work("intake") as work:
        assert staff_entry.begin(work, came(), "m" * 22).id != first
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        staff_entry.begin(work, came(), "k" * 22)
