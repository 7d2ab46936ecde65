"""One whole life without e-mail: an applicant who has a phone and a letter box, from the call to the closing letter.

Every letter is told by hand, posted or read out, with the day and the person. The time to appeal counts from that
day, and not one e-mail goes to the applicant (requirements A15, A16, C9, C10).
"""

from datetime import date, timedelta

import pytest

from portal.cases.timetable import Clock
from portal.delivery import Outgoing, deliver_waiting
from portal.journeys.staff_entry import SECTIONS
from portal.policy import PUBLIC
from portal.services import (
    appeals,
    calls,
    keyed_appeals,
    panels,
    posting,
    reviews,
    staff_entry,
    telling,
)
from portal.services.appeals import NewAppeal
from portal.services.calls import Asked
from portal.services.letters import CHALLENGEABLE
from portal.services.posting import Posted
from portal.services.reviews import Said
from portal.store import casefile, clocks, people, tasks
from portal.store import letters as letter_rows
from portal.store import panels as panel_rows
from portal.store.letters import Sent
from tests.services.conftest import Team
from tests.services.test_staff_entry import given

ADDRESS = "1 Example Road\nAlderfen"
# What the applicant was told, in the order of the case, and how.
LIFE = (
    ("acknowledgement", "posted"),
    ("threshold_met", "posted"),
    ("meeting_invitation", "posted"),
    ("draft_plan", "posted"),
    ("outcome", "read_out"),
    ("appeal_acknowledgement", "read_out"),
    ("appeal_accepted", "posted"),
    ("appeal_decided", "read_out"),
    ("action_milestone", "posted"),
    ("closing", "posted"),
)


def letters_to(team: Team, reference: str) -> list[Sent]:
    """The letters of a case, the oldest first."""
    with team.office.work(write=False) as work:
        return letter_rows.of_case(work.session, team.case(work, reference).id)[::-1]


def tell(team: Team, reference: str, how: str) -> None:
    """Somebody of the office posts the newest letter, or reads it out on the phone, a day after it was written."""
    team.clock.pass_time(days=1)
    sent = letters_to(team, reference)[-1]
    with team.work("intake") as work:
        if how == "posted":
            posting.post(
                work, reference, sent.letter.public_id, Posted(work.today, compared=True, confirmed=True)
            )
        else:
            telling.record_told(work, reference, sent.letter.public_id, how)


def ask_for_call(team: Team) -> str:
    asked = Asked("Jo Sample", "01632 960001", ("morning",), "no", "Noise every night.", "alderfen")
    with team.office.work(PUBLIC) as work:
        return calls.ask(work, asked, "k" * 22).reference


def key_in(team: Team, reference: str) -> None:
    """Nobody answers at first; on the next day an officer takes the application down on the phone."""
    with team.work("intake") as work:
        calls.nobody_answered(work, reference, work.today, "")
    team.clock.pass_time(days=1)
    said = given(channels=["phone", "post"], address=ADDRESS, share_post="no", share_home="no")
    with team.work("intake") as work:
        draft = staff_entry.begin_for_call(work, reference)
        for one in SECTIONS:
            names = {question.short_name for page in one.pages for question in page.questions()}
            values = {name: value for name, value in said.items() if name in names}
            if one.has_reports:
                values = {"reports": [{"same_as": None, **entry} for entry in said["reports"]]}
            staff_entry.save(work, draft.id, one, values, None)
        staff_entry.send(work, draft.id)


def appeal(team: Team, reference: str) -> None:
    """They ring to appeal about the outcome; an independent officer does not uphold it."""
    about = next(one.letter.public_id for one in letters_to(team, reference) if one.letter.kind == "outcome")
    with team.work("intake") as work:
        new = NewAppeal((), "Nobody asked my daughter.", "Ask her.", "key-of-the-form")
        keyed_appeals.key_in(work, reference, about, ("phone", work.today), new)
    tell(team, reference, "read_out")
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works for another partnership.")
    tell(team, reference, "posted")
    with team.work("officer") as work:
        appeals.decide(work, reference, 1, "not_upheld", "Her daughter was heard.", "Works elsewhere.")
    tell(team, reference, "read_out")


@pytest.fixture
def life(team: Team) -> str:
    """The reference of a case lived through to its end by phone and post."""
    reference = ask_for_call(team)
    key_in(team, reference)
    tell(team, reference, "posted")
    team.decide(reference)
    tell(team, reference, "posted")
    with team.work("intake") as work:
        panels.record_voice(work, reference, "read_out", "I want it to stop.")
    team.convene(reference)
    tell(team, reference, "posted")
    team.hold(reference)
    tell(team, reference, "posted")
    with team.work("intake") as work:
        reviews.record_comment(work, reference, Said(False, "Visit twice a week.", "phone"), work.today)
    team.finish(reference)
    tell(team, reference, "read_out")
    appeal(team, reference)
    team.end_actions(reference)
    tell(team, reference, "posted")
    team.close(reference)
    tell(team, reference, "posted")
    return reference


def test_the_case_is_closed_and_still_has_the_date_of_the_call(team: Team, life: str) -> None:
    with team.office.work(write=False) as work:
        case = team.case(work, life)
        assert (case.state, case.channel, case.applied_on) == ("closed", "call_asked", date(2026, 11, 23))
        tries = [note.words for note, _ in casefile.notes(work.session, case.id) if note.kind == "call"]
        comment = panel_rows.sittings(work.session, case.id)[0].comments[0]
    assert comment.channel == "phone"
    assert tries == ["Nobody answered the phone."]


def test_every_letter_was_told_by_hand_with_how_when_and_by_whom(team: Team, life: str) -> None:
    told = [(sent.letter.kind, sent.letter.told_how) for sent in letters_to(team, life)]
    assert told == list(LIFE)
    for sent in letters_to(team, life):
        letter = sent.letter
        assert letter.told_by == team.ids["intake"]
        assert letter.told_at is not None and letter.told_on is not None
        assert letter.told_on > letter.dated
        assert (letter.posted_on is not None) is (letter.told_how == "posted")


def test_the_time_to_appeal_counts_from_the_day_they_were_told(team: Team, life: str) -> None:
    told_on = [one.letter.told_on for one in letters_to(team, life) if one.letter.kind in CHALLENGEABLE]
    with team.office.work(write=False) as work:
        windows = [
            one
            for one in clocks.all_of(work.session, team.case(work, life).id)
            if one.clock == Clock.APPEAL_WINDOW
        ]
    assert [one.started_on for one in windows] == told_on
    assert len(windows) == 3
    posted = [one.letter for one in letters_to(team, life) if one.letter.told_how == "posted"]
    assert all(one.told_on and one.posted_on and one.told_on > one.posted_on for one in posted), (
        "the post takes its time"
    )


def test_not_one_email_goes_to_the_applicant(team: Team, life: str) -> None:
    left: list[Outgoing] = []
    team.clock.pass_time(days=30)
    deliver_waiting(team.office, left.append)
    with team.office.work(write=False) as work:
        bodies = {one.email for one in work.partnership.bodies} | {work.partnership.contact.email}
        bodies |= {one.point_of_contact.email for one in work.partnership.districts}
        victims = [
            one for one in people.of_case(work.session, team.case(work, life).id) if one.role == "victim"
        ]
    assert left, "the organisations do get mail"
    assert {mail.to for mail in left} <= bodies
    assert [one.address("email") for one in victims] == [None]
    to_applicant = [one for one in team.messages(life) if one.person_id is not None]
    assert len(to_applicant) == len(LIFE)
    assert {one.channel for one in to_applicant} <= {"call", "post"}
    assert {one.state for one in to_applicant} == {"done"}


def test_nothing_about_telling_them_waits_for_anybody_any_more(team: Team, life: str) -> None:
    with team.office.work(write=False) as work:
        found = tasks.of_case(work.session, team.case(work, life).id)
    assert found, "each letter by phone is a task first"
    assert [one.task.kind for one in found if one.task.done_at is None] == []


def test_the_days_between_are_honest(team: Team, life: str) -> None:
    sent = letters_to(team, life)
    assert sent[0].letter.dated == date(2026, 11, 24), "keyed in on the day after the call"
    days = [one.letter.dated for one in sent]
    assert days == sorted(days)
    assert days[-1] - days[0] == timedelta(days=len(LIFE) - 1)
