"""Receiving: what a sent application leaves behind, and how each applicant may be told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.cases.refusals import Refused, UnknownCase
from portal.services import (
    applications,
    assessing,
    bodies,
    casefile,
    drafts,
    gate,
    letters,
    persons,
    receiving,
    telling,
)
from portal.store import answers as answer_rows
from portal.store import assessments, clocks, people
from portal.store import bodies as body_rows
from portal.store import drafts as draft_rows
from portal.store import letters as letter_rows
from portal.store.people import Reach
from portal.store.tables import Base, Case, Draft, Event, Message
from tests.services.conftest import Team, answers
from tests.services.test_on_behalf import ACTING

# One application, with one report and a mail address, to four bodies.
STATEMENTS, STATEMENTS_OF_RECEIPT = 26, 7


def of_applicant(team: Team, reference: str) -> list[Message]:
    return [one for one in team.messages(reference) if one.person_id]


def test_the_question_and_the_answer_are_kept_as_they_were_asked(team: Team) -> None:
    reference = team.apply()
    with team.office.work(write=False) as work:
        frozen = {
            one.question_id: one for one in answer_rows.of_case(work.session, team.case(work, reference).id)
        }
    assert frozen["impact"].words == "I cannot sleep."
    assert frozen["district"].words == "Alderfen"
    assert frozen["name"].label


def test_the_draft_forgets_its_answers_once_they_are_a_case(team: Team) -> None:
    draft_id = team.draft()
    with team.office.work() as work:
        applications.submit(work, draft_id)
    with team.office.work(write=False) as work:
        draft = work.session.get_one(Draft, draft_id)
        assert draft.answers == {} and draft.case_id is not None


def test_an_unfinished_application_is_not_sent_and_stays(team: Team) -> None:
    draft_id = team.draft(true_best=None)
    with team.office.work() as work, pytest.raises(Refused):
        applications.submit(work, draft_id)
    with team.office.work(write=False) as work:
        assert drafts.read(work, draft_id).answers["name"] == "Jo Sample"
        assert work.session.scalars(select(Case)).all() == []


def test_a_draft_that_ran_out_is_told_kindly(team: Team) -> None:
    draft_id = team.draft()
    team.clock.pass_time(minutes=61)
    with team.office.work() as work, pytest.raises(drafts.DraftGone):
        applications.submit(work, draft_id)


def test_the_rules_are_asked_with_the_reports_by_number(team: Team) -> None:
    """After a report was removed the keys of the form have gaps; the case counts from 1."""
    with team.office.work() as work:
        draft = draft_rows.new(work.session, "application", work.now, timedelta(hours=1))
        given = answers(work.today)
        given["reports"] = [
            {**entry, "key": f"r{n}"} for entry, n in zip(given["reports"], (2, 5, 9), strict=True)
        ]
        draft.answers = given
        reference = applications.submit(work, draft.id).reference
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        result = assessments.newest(work.session, case.id)
        assert result is not None and result.statutory_result == "met"
        reasons = assessing.advice(work, case).answer.statutory.reports
        assert [one.report for one in reasons] == ["r1", "r2", "r3"]


def test_two_reports_of_one_incident_stand_under_the_first(team: Team) -> None:
    with team.office.work() as work:
        given = answers(work.today)
        given["reports"][2]["same_as"] = "r1"
    reference = team.apply(reports=given["reports"])
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert [one.same_as_number for one in answer_rows.reports(work.session, case.id)] == [None, None, 1]
        result = assessments.newest(work.session, case.id)
        assert result is not None and result.statutory_result == "not_met"


def test_one_submission_is_one_commit(team: Team, listen: Callable[..., None]) -> None:
    draft_id = team.draft()
    commits: list[None] = []
    listen("commit", lambda _: commits.append(None))
    with team.office.work() as work:
        applications.submit(work, draft_id)
    assert len(commits) == 1


def test_a_submission_asks_no_more_statements_than_it_needs(team: Team, listen: Callable[..., None]) -> None:
    """Each row of it is written once and, but for the letter's and the draft's, together with those of its table."""
    team.apply()
    draft_id, asked = team.draft(), []
    listen("before_cursor_execute", lambda *args: asked.append(args[2]))
    with team.office.work() as work:
        applications.submit(work, draft_id)
    of_both = [one for one in asked if "pg_advisory" not in one]
    assert len(of_both) <= STATEMENTS, of_both
    events = [one for one in asked if one.startswith("INSERT INTO event")]
    assert len(events) == len([one for one in asked if one.startswith("UPDATE ledger_head")]) == 1
    asked.clear()
    with team.office.work(write=False) as work:
        applications.receipt(work, draft_id)
    assert len(asked) <= STATEMENTS_OF_RECEIPT, asked


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"phone": "01632 960001", "address": "1 Example Road"},
        {**ACTING, "relation": "councillor", "consent_state": "asked"},
        {**ACTING, "relation": "family", "consent_state": "parent"},
        {**ACTING, "relation": "friend", "consent_state": "ask_them"},
    ],
)
def test_the_people_in_hand_are_those_who_would_be_read_back(
    team: Team, said: dict[str, object], listen: Callable[..., None]
) -> None:
    with team.office.work() as work:
        today = work.today
        given = {**answers(today), **said}
        case = receiving.new_case(work, receiving.Came("online", today, today), "key", given)
        in_hand = persons.add_applicant(work, case, given)
        work.session.flush()
        asked: list[str] = []
        listen("before_cursor_execute", lambda *args: asked.append(args[2]))
        read_back = people.recipients_of_notices(work.session, case.id)
        assert len(asked) <= 4, asked  # however many they are
        assert [said_of(one) for one in in_hand] == [said_of(one) for one in read_back]


def said_of(reach: Reach) -> dict[str, object]:
    """Everything about reaching a person but the numbers of the rows that say it."""
    return {
        **vars(reach),
        "safe": columns(reach.safe),
        "contacts": [columns(one) for one in reach.contacts],
        "consent": columns(reach.consent),
    }


def columns(row: Base | None) -> dict[str, object]:
    named = (
        [] if row is None else [column.key for column in type(row).__table__.columns if column.key != "id"]
    )
    return {name: getattr(row, name) for name in named}


@pytest.mark.parametrize(
    ("said", "channel", "state", "trouble"),
    [
        ({"channels": ["email"]}, "email", "waiting", None),
        ({"channels": ["phone"], "phone": "01632 960001"}, "call", "waiting", None),
        ({"channels": ["email", "phone"], "email": "", "phone": "01632 960001"}, "call", "waiting", None),
        ({"channels": ["trusted"], "trusted_person": "My sister"}, "call", "waiting", None),
        ({"channels": ["post"], "address": "1 Example Road"}, "post", "waiting", None),
        ({"channels": ["post"], "home_address": "1 Example Road"}, "post", "waiting", None),
        ({"channels": ["post"], "home_address": ""}, "call", "held", "no_address"),
        (
            {"channels": ["post"], "address": "1 Example Road", "share_post": "yes"},
            "call",
            "held",
            "shared_post",
        ),
        (
            {"channels": ["post"], "address": "1 Example Road", "share_home": "yes"},
            "call",
            "held",
            "shared_post",
        ),
        ({"channels": ["none"]}, "call", "held", "no_safe_channel"),
        ({"channels": ["email"], "words_to_avoid": "letter"}, "email", "waiting", None),
    ],
)
def test_the_acknowledgement_takes_the_safe_way(
    team: Team, said: dict[str, object], channel: str, state: str, trouble: str | None
) -> None:
    reference = team.apply(**{"email": "jo@mail.example", **said})
    (message,) = of_applicant(team, reference)
    assert (message.channel, message.state, message.trouble) == (channel, state, trouble)


def test_letters_go_home_when_no_other_address_is_given(team: Team) -> None:
    home = {"home_address": "1 Example Road\nTown", "home_postcode": "NR2 1NH"}
    said: list[tuple[dict[str, object], str | None]] = [
        ({"channels": ["post"]}, "1 Example Road\nTown\nNR2 1NH"),
        ({"channels": ["post"], "home_postcode": ""}, "1 Example Road\nTown"),
        ({"channels": ["post"], "address": "The office"}, "The office"),
        ({"channels": ["email"]}, None),
    ]
    for answers_, address in said:
        reference = team.apply(**{**home, **answers_})
        with team.office.work(write=False) as work:
            (reach,) = people.of_case(work.session, team.case(work, reference).id)
            assert reach.address("letter") == address


def test_words_never_to_use_stop_a_message_at_the_gate(team: Team) -> None:
    reference = team.apply(words_to_avoid="cinema, letter")
    with team.office.work() as work:
        (message,) = [one for one in work.session.scalars(select(Message)) if one.person_id]
        assert gate.why_held(work, message) == "words_to_avoid"
    assert reference


def test_who_must_not_know_is_sealed_in_the_database_and_open_to_the_officer(team: Team) -> None:
    reference = team.apply(must_not_know="My brother Rob")
    with team.office.work(write=False) as work:
        (reach,) = people.of_case(work.session, team.case(work, reference).id)
        assert reach.safe is not None and b"Rob" not in (reach.safe.notes_sealed or b"")
    with team.work("intake") as work:
        (person,) = casefile.open_case(work, reference).people
        assert person.must_not_know == "My brother Rob"


def test_whoever_causes_it_is_a_person_of_their_own_and_gets_no_notice(team: Team) -> None:
    reference = team.apply(who="Sam Neighbour")
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        roles = {one.role: one.person.name for one in people.of_case(work.session, case.id)}
        notices = people.recipients_of_notices(work.session, case.id)
    assert roles == {"victim": "Jo Sample", "complained_of": "Sam Neighbour"}
    assert [one.person.name for one in notices] == ["Jo Sample"]


@pytest.mark.parametrize(
    ("said", "flag"),
    [
        ({"story": "I want to kill myself"}, "danger_words"),
        ({"hate": "yes"}, "hate"),
        ({"vulnerable": "I am blind"}, "vulnerable"),
        ({"share_home": "yes"}, "share_home"),
        ({"worried_about": "PC Sample"}, "worried_about"),
        ({"needs": ["bsl"]}, "needs_help"),
    ],
)
def test_what_needs_a_persons_eye_is_flagged(team: Team, said: dict[str, object], flag: str) -> None:
    reference = team.apply(**said)
    with team.office.work(write=False) as work:
        assert flag in team.case(work, reference).flags


def test_nobody_is_lost_who_does_not_know_their_district(team: Team) -> None:
    reference = team.apply(district="unsure")
    with team.work("stranger") as work:
        assert casefile.open_case(work, reference).case.district == "unsure"
    with team.work("decider") as work, pytest.raises(UnknownCase):
        casefile.open_case(work, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert case.whose_turn == "office"
        assert "pass_on" in {one.clock for one in clocks.running(work.session, case.id)}
        receipt = str(letter_rows.of_case(work.session, case.id)[0].letter.content)
        assert "We do not know yet in which district it happens." in receipt
    with team.work("intake") as work:
        applications.place(work, reference, "alderfen")
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert case.whose_turn == "decision-maker"
        assert "pass_on" not in {one.clock for one in clocks.running(work.session, case.id)}
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        casefile.open_case(work, reference)
    with team.office.work(write=False) as work:
        keys = {one.body.key for one in body_rows.of_case(work.session, team.case(work, reference).id)}
    assert keys == {"brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes"}


def test_a_body_acknowledges_and_says_what_it_thinks(team: Team) -> None:
    reference = team.apply()
    with team.work("police") as work:
        assert [one.body.key for one in casefile.open_for_body(work, reference).own] == [
            "brackenshire-police"
        ]
        bodies.give_view(work, reference, "brackenshire-police", "met", "We hold two logs.")
        bodies.acknowledge(work, reference, "brackenshire-police")
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        passed = {one.body.key: one for one in body_rows.of_case(work.session, case.id)}[
            "brackenshire-police"
        ]
        moves = work.session.scalars(select(Event.move).where(Event.case_id == case.id)).all()
    assert (
        passed.made.acknowledged_at is not None and passed.answer is not None and passed.answer.view == "met"
    )
    assert moves.count("acknowledge") == 2


def test_a_body_cannot_answer_for_another(team: Team) -> None:
    reference = team.apply()
    with team.work("police") as work, pytest.raises(UnknownCase):
        bodies.acknowledge(work, reference, "sedge-homes")


def test_the_letter_holds_no_working_link_and_the_mail_no_fact(team: Team) -> None:
    reference = team.apply()
    (message,) = of_applicant(team, reference)
    for fact in ("Jo", "Sample", reference, "noise", "music", "anti-social"):
        assert fact.lower() not in (message.subject + message.body).lower()
    with team.office.work(write=False) as work:
        token = team.token(reference, "letter")
        assert token not in message.body
        assert letters.written(telling.read_by_link(work, token)).head.reference == reference
