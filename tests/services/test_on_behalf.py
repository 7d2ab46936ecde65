"""An application for somebody else: what waits for the victim's word, who is told what, and what the bodies see."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.safe_contact import Held
from portal.cases.timetable import Clock
from portal.services import (
    applications,
    bodies,
    casefile,
    consent,
    gate,
    notes,
    overriding,
    reopening,
    second_person,
    telling,
)
from portal.store import bodies as body_rows
from portal.store import clocks, ledger, links, people
from portal.store.tables import Consent, Document, Event, Letter, Link, Message, Proposal, Task
from tests.services.conftest import Team
from tests.services.test_staff_entry import key_in

ACTING: dict[str, Any] = {
    "for_whom": "someone",
    "relation": "councillor",
    "rep_name": "Robin Ward",
    "rep_organisation": "The council",
    "rep_channels": ["email"],
    "rep_email": "ward@mail.example",
    "consent_state": "asked",
    "consent_date": "2026-11-20",
    "consent_how": "in_person",
}


def apply(team: Team, **changes: Any) -> str:
    """An application of a councillor for a constituent who asked for it, unless `changes` say otherwise."""
    return team.apply(**{**ACTING, **changes})


def reach(team: Team, reference: str, role: str) -> people.Reach:
    with team.office.work(write=False) as work:
        found = people.of_case(work.session, team.case(work, reference).id)
        return next(one for one in found if one.role == role)


def state(team: Team, reference: str) -> str:
    with team.office.work(write=False) as work:
        return team.case(work, reference).state


def letters_to(team: Team, reference: str, role: str) -> list[str]:
    """The kinds of the letters that somebody got, in order."""
    person = reach(team, reference, role).person
    with team.office.work(write=False) as work:
        query = select(Letter.kind).where(Letter.person_id == person.id).order_by(Letter.id)
        return list(work.session.scalars(query))


def words_to(team: Team, reference: str, role: str) -> str:
    """Everything that somebody was sent, letters and messages, as one text."""
    person = reach(team, reference, role).person
    with team.office.work(write=False) as work:
        written = work.session.scalars(select(Letter).where(Letter.person_id == person.id))
        messages = work.session.scalars(select(Message).where(Message.person_id == person.id))
        said = [str(one.content) for one in written] + [one.subject + one.body for one in messages]
    return "\n".join(said)


def running(team: Team, reference: str) -> set[str]:
    with team.office.work(write=False) as work:
        return {row.clock for row in clocks.running(work.session, team.case(work, reference).id)}


def seen_by(team: Team, reference: str) -> set[str]:
    """The keys of the bodies that see a case now."""
    with team.office.work(write=False) as work:
        return {one.body.key for one in body_rows.of_case(work.session, team.case(work, reference).id)}


def body_sees(team: Team, reference: str) -> bool:
    try:
        with team.work("police") as work:
            casefile.open_for_body(work, reference)
    except UnknownCase:
        return False
    return True


@pytest.mark.parametrize(
    ("said", "consent", "stands"),
    [
        ({"relation": "councillor", "consent_state": "asked"}, "given", "received"),
        ({"relation": "mp", "consent_state": "asked"}, "given", "received"),
        ({"relation": "friend", "consent_state": "asked"}, "sought", "awaiting consent"),
        ({"relation": "professional", "consent_state": "asked"}, "sought", "awaiting consent"),
        ({"relation": "family", "consent_state": "together"}, "given", "received"),
        ({"relation": "carer", "consent_state": "signed", "signed_on": "2026-11-20"}, "given", "received"),
        ({"relation": "family", "consent_state": "attorney"}, "given", "received"),
        ({"relation": "family", "consent_state": "parent"}, "child", "received"),
        ({"relation": "carer", "consent_state": "cannot_decide"}, "sought", "awaiting consent"),
        ({"relation": "friend", "consent_state": "ask_them"}, "sought", "awaiting consent"),
        ({"relation": "mp", "consent_state": "cannot_ask"}, "sought", "awaiting consent"),
    ],
)
def test_what_shows_that_they_agree_decides_where_the_case_begins(
    team: Team, said: dict[str, Any], consent: str, stands: str
) -> None:
    reference = apply(team, **said)
    assert state(team, reference) == stands
    victim = reach(team, reference, "victim")
    assert victim.consent is not None and victim.consent.state == consent
    assert body_sees(team, reference) is (stands == "received")


def test_the_day_on_which_they_asked_is_kept_and_is_to_be_checked(team: Team) -> None:
    reference = apply(team)
    consent = reach(team, reference, "victim").consent
    assert consent is not None
    assert (str(consent.asked_on), consent.answered_how, consent.asked_how) == (
        "2026-11-20", "asked", "in_person",
    )  # fmt: skip
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        kinds = list(work.session.scalars(select(Task.kind).where(Task.case_id == case.id)))
        assert kinds.count("verify_consent") == 1 and "check_consent" in case.flags


def test_somebody_who_applies_for_themselves_needs_no_consent(team: Team) -> None:
    reference = team.apply()
    victim = reach(team, reference, "victim")
    assert victim.consent is not None and victim.consent.state == "not_needed"
    with team.office.work(write=False) as work:
        assert "on_behalf" not in team.case(work, reference).flags


def test_each_has_contacts_of_their_own_and_what_was_said_for_the_victim_is_marked(team: Team) -> None:
    reference = apply(team)
    victim, acting = (reach(team, reference, role) for role in ("victim", "representative"))
    assert (victim.person.name, victim.address("email")) == ("Jo Sample", "jo@mail.example")
    assert (acting.person.name, acting.address("email")) == ("Robin Ward", "ward@mail.example")
    assert (victim.said_by, acting.said_by) == ("Robin Ward", None)
    assert acting.relation == "councillor"


def test_before_they_agree_whoever_applied_gets_the_bare_receipt_and_no_body_anything(team: Team) -> None:
    reference = apply(team, consent_state="ask_them", relation="friend")
    assert letters_to(team, reference, "representative") == ["waiting_for_consent"]
    said = words_to(team, reference, "representative")
    for canary in ("Jo", "Example Road", "Loud music", "sleep", "jo@mail", "Alderfen Council"):
        assert canary not in said
    assert reference in said
    assert seen_by(team, reference) == set()
    assert [one for one in team.messages(reference) if one.body_id] == []


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"consent_state": "ask_them"}, True),
        ({"consent_state": "asked", "relation": "friend"}, True),
        ({"consent_state": "ask_them", "channels": ["none"]}, False),
        ({"consent_state": "ask_them", "channels": ["post"], "share_home": "yes"}, False),
        ({"consent_state": "cannot_ask"}, False),
        ({"consent_state": "cannot_decide"}, False),
    ],
)
def test_the_victim_is_asked_by_letter_only_where_that_is_safe(
    team: Team, said: dict[str, Any], asked: bool
) -> None:
    reference = apply(team, **said)
    assert letters_to(team, reference, "victim") == (["consent_asked"] if asked else [])
    story = words_to(team, reference, "victim")
    assert "Loud music" not in story and "ward@mail" not in story


def test_no_letter_to_either_opens_the_others_choices_or_the_state_of_the_case(team: Team) -> None:
    reference = apply(team, consent_state="ask_them")
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert {one.purpose for one in work.session.scalars(select(Link).where(Link.case_id == case.id))} == {
            "letter"
        }


def test_while_it_waits_only_the_clocks_of_the_victims_safety_run(team: Team) -> None:
    waiting = apply(team, consent_state="ask_them")
    assert running(team, waiting) == {Clock.FIRST_CONTACT, Clock.RISK}
    worried = apply(team, consent_state="cannot_ask")
    assert running(team, worried) == {Clock.FIRST_CONTACT, Clock.RISK_FLAGGED}
    agreed = apply(team)
    assert running(team, agreed) == {Clock.FIRST_CONTACT, Clock.RISK, Clock.DECISION, Clock.RETURNS}


def test_an_application_in_no_district_waits_there_too(team: Team) -> None:
    reference = apply(team, consent_state="ask_them", district="unsure")
    with team.work("intake") as work:
        applications.place(work, reference, "alderfen")
    assert (state(team, reference), seen_by(team, reference)) == ("awaiting consent", set())


def test_with_their_agreement_both_get_the_notice_and_only_the_victim_the_answers(team: Team) -> None:
    reference = apply(team)
    for role in ("victim", "representative"):
        assert letters_to(team, reference, role) == ["acknowledgement"]
    assert "Loud music" in words_to(team, reference, "victim")
    said = words_to(team, reference, "representative")
    for canary in ("Loud music", "Example Road", "jo@mail", "cannot sleep"):
        assert canary not in said


def test_the_victim_reads_who_applied_and_not_how_to_reach_them(team: Team) -> None:
    said = words_to(team, apply(team), "victim")
    assert "Robin Ward asked us on 23 November 2026 for a case review for you." in said
    assert "look at what was written for you" in said
    assert "what you told us" not in said
    assert "Robin Ward wrote this for you, so “you” in it means them." in said
    assert "Thank you for telling us" not in said and "ward@mail" not in said


def test_a_parent_in_the_place_of_a_child_reads_their_own_words(team: Team) -> None:
    said = words_to(team, apply(team, consent_state="parent", relation="family"), "representative")
    assert "This is what you told us." in said and "ward@mail" in said


def test_the_two_links_differ_and_only_the_victim_chooses_how_to_be_heard(team: Team) -> None:
    reference = apply(team)
    team.decide(reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        made = [(one.purpose, one.person_id) for one in work.session.query(Link).filter_by(case_id=case.id)]
    victim, acting = (reach(team, reference, role).person.id for role in ("victim", "representative"))
    assert {purpose for purpose, person in made if person == acting} == {"letter", "appeal"}
    assert {purpose for purpose, person in made if person == victim} == {
        "letter", "appeal", "voice", "status",
    }  # fmt: skip


def test_the_draft_plan_goes_to_the_victim_only_and_the_outcome_to_both(team: Team) -> None:
    reference = apply(team)
    team.decide(reference)
    team.convene(reference)
    team.hold(reference)
    team.comment(reference)
    team.finish(reference)
    assert "draft_plan" in letters_to(team, reference, "victim")
    assert "draft_plan" not in letters_to(team, reference, "representative")
    assert letters_to(team, reference, "representative")[-1] == "outcome"
    said = words_to(team, reference, "representative")
    assert "Visit weekly." not in said and "Her statement was read." not in said
    assert "Name one person for each report." in said


def test_a_parent_stands_in_the_place_of_a_child(team: Team) -> None:
    reference = apply(team, consent_state="parent", relation="family")
    assert letters_to(team, reference, "victim") == []
    assert letters_to(team, reference, "representative") == ["acknowledgement"]
    assert "Loud music" in words_to(team, reference, "representative")


def test_the_gate_lets_nothing_of_the_case_to_whoever_applied_while_it_waits(team: Team) -> None:
    reference = apply(team, consent_state="ask_them")
    acting = reach(team, reference, "representative")
    assert gate.may_be_told(acting, "waiting_for_consent")
    for kind in ("acknowledgement", "threshold_met", "consent_asked", None):
        assert not gate.may_be_told(acting, kind)


def test_a_body_does_not_see_how_whoever_applied_is_reached(team: Team) -> None:
    reference = apply(team)
    with team.work("police") as work:
        shown = casefile.open_for_body(work, reference)
    asked = {one.question_id for one in shown.answers}
    assert "rep_name" in asked
    assert not asked & {"rep_channels", "rep_email", "rep_phone", "rep_address"}


def record(team: Team, reference: str, answer: str = "agreed", who: str = "intake", **changes: Any) -> None:
    with team.work(who) as work:
        heard = consent.Heard(
            **{"how": "phone", "on": work.today, "answer": answer, "shared": True, **changes}
        )
        consent.record(work, reference, heard)


def waiting(team: Team, **changes: Any) -> str:
    return apply(team, **{"consent_state": "ask_them", "relation": "friend", **changes})


def consent_of(team: Team, reference: str) -> Consent:
    found = reach(team, reference, "victim").consent
    assert found is not None
    return found


def test_agreed_lets_the_case_be_received_and_tells_both_what_is_theirs(team: Team) -> None:
    reference = waiting(team)
    team.clock.pass_time(days=9)
    record(team, reference)
    assert state(team, reference) == "received"
    assert body_sees(team, reference)
    kept = consent_of(team, reference)
    assert (kept.state, kept.asked_how, kept.recorded_by) == ("given", "phone", team.ids["intake"])
    assert letters_to(team, reference, "victim")[-1] == "acknowledgement"
    assert letters_to(team, reference, "representative") == ["waiting_for_consent", "consent_outcome"]
    assert "Loud music" not in words_to(team, reference, "representative")


def test_the_application_date_stands_and_the_clocks_of_the_bodies_begin_with_the_agreement(
    team: Team,
) -> None:
    reference = waiting(team)
    with team.office.work(write=False) as work:
        sent = team.case(work, reference).applied_on
    team.clock.pass_time(days=9)
    record(team, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        started = {row.clock: (row.started_on - sent).days for row in clocks.all_of(work.session, case.id)}
        assert case.applied_on == sent
    ours = {Clock.FIRST_CONTACT: 0, Clock.RISK: 0, Clock.PASS_ON: 9, Clock.DECISION: 9}
    assert started == {**ours, Clock.RETURNS: 9}


def test_who_agrees_may_keep_it_to_themselves(team: Team) -> None:
    reference = waiting(team)
    record(team, reference, shared=False)
    assert state(team, reference) == "received"
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        (victim,) = people.of_case(work.session, case.id)
        assert victim.role == "victim"
        assert [one.person.id for one in people.recipients_of_notices(work.session, case.id)] == [
            victim.person.id
        ]
        assert "on_behalf" not in case.flags


@pytest.mark.parametrize(
    ("shared", "told"), [(True, ["waiting_for_consent", "consent_outcome"]), (False, ["waiting_for_consent"])]
)
def test_not_agreed_closes_the_case_and_tells_whoever_applied_no_more_than_is_safe(
    team: Team, shared: bool, told: list[str]
) -> None:
    reference = waiting(team)
    record(team, reference, "refused", shared=shared)
    assert state(team, reference) == "closed"
    assert not body_sees(team, reference)
    assert letters_to(team, reference, "representative") == told
    assert running(team, reference) == set()
    assert not gate.may_be_told(reach(team, reference, "victim"))


@pytest.mark.parametrize("answer", ["not_reached", "undecided"])
def test_no_answer_is_a_try_and_changes_nothing(team: Team, answer: str) -> None:
    reference = waiting(team)
    for _ in range(3):
        record(team, reference, answer, words="Rang at ten.")
        team.clock.pass_time(days=30)
    assert state(team, reference) == "awaiting consent"
    assert consent_of(team, reference).state == "sought"
    assert letters_to(team, reference, "representative") == ["waiting_for_consent"]
    record(team, reference)
    assert state(team, reference) == "received"


def test_the_same_sent_twice_is_one_try(team: Team) -> None:
    reference = waiting(team)
    record(team, reference, "not_reached")
    with team.office.work(write=False) as work:
        before = team.case(work, reference).version
    record(team, reference, "not_reached")
    with team.office.work(write=False) as work:
        assert team.case(work, reference).version == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"how": "guessed"}, "how"),
        ({"answer": "perhaps"}, "answer"),
        ({"how": "signed_form"}, "file"),
    ],
)
def test_what_is_missing_is_refused_and_nothing_is_kept(
    team: Team, changes: dict[str, Any], field: str
) -> None:
    reference = waiting(team)
    with pytest.raises(Refused) as refused:
        record(team, reference, **{"answer": "agreed", **changes})
    assert refused.value.field == field
    assert state(team, reference) == "awaiting consent"


def test_a_day_to_come_is_refused(team: Team) -> None:
    reference = waiting(team)
    with team.office.work(write=False) as work:
        today = work.today
    for days, sound in ((-1, True), (0, True), (1, False)):
        if sound:
            record(team, reference, "not_reached", on=today + timedelta(days=days))
        else:
            with pytest.raises(Refused):
                record(team, reference, "not_reached", on=today + timedelta(days=days))


def test_a_signed_form_is_kept_as_evidence_for_officers_only(team: Team) -> None:
    reference = waiting(team)
    form = notes.Upload("form.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    record(team, reference, how="signed_form", form=form)
    kept = consent_of(team, reference)
    with team.office.work(write=False) as work:
        document = work.session.get_one(Document, kept.evidence_document_id)
        assert (document.title, document.audience) == ("form.png", "officers")


def test_a_councillors_word_is_checked_with_the_victim_later(team: Team) -> None:
    reference = apply(team)
    record(team, reference, "not_reached")
    assert state(team, reference) == "received"
    with team.office.work(write=False) as work:
        assert "check_consent" in team.case(work, reference).flags
    record(team, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert "check_consent" not in case.flags
        task = work.session.scalars(
            select(Task).where(Task.case_id == case.id, Task.kind == "verify_consent")
        ).one()
        assert task.done_by == team.ids["intake"]
    assert consent_of(team, reference).asked_how == "phone"


def test_a_councillors_word_that_was_wrong_ends_it_and_the_bodies_see_nothing(team: Team) -> None:
    reference = apply(team)
    assert body_sees(team, reference)
    record(team, reference, "refused")
    assert (state(team, reference), body_sees(team, reference)) == ("closed", False)


def withdraw(team: Team, reference: str, wish: str) -> None:
    with team.work("intake") as work:
        consent.withdraw(work, reference, wish, consent.Heard("phone", work.today, ""))


def test_when_the_victim_says_stop_no_body_sees_it_and_no_link_of_whoever_acted_opens(team: Team) -> None:
    reference = apply(team)
    acting = reach(team, reference, "representative").person.id
    with team.office.work(write=False) as work:
        link = work.session.scalars(select(Link).where(Link.person_id == acting)).first()
        assert link is not None
        token = links.token(work.settings.link_key, link.public_id)
        telling.read_by_link(work, token)
    withdraw(team, reference, "stop")
    assert (state(team, reference), seen_by(team, reference), body_sees(team, reference)) == (
        "awaiting consent", set(), False,
    )  # fmt: skip
    with team.office.work(write=False) as work, pytest.raises(UnknownCase):
        telling.read_by_link(work, token)
    assert not running(team, reference) & {Clock.DECISION, Clock.PASS_ON}


def test_mail_to_a_body_that_had_not_left_stays_when_the_victim_says_stop(team: Team) -> None:
    reference = apply(team)
    with team.work("intake") as work:
        waiting = [one for one in team.messages(reference) if one.body_id is not None]
        assert [gate.why_held(work, one) for one in waiting] == [None] * len(waiting) != []
    withdraw(team, reference, "stop")
    with team.work("intake") as work:
        assert {gate.why_held(work, one) for one in waiting} == {Held.NO_CONSENT}


def test_agreed_again_the_bodies_see_it_again_and_their_clock_begins_anew(team: Team) -> None:
    reference = apply(team)
    before = seen_by(team, reference)
    withdraw(team, reference, "stop")
    team.clock.pass_time(days=5)
    record(team, reference)
    assert seen_by(team, reference) == before
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        rows = [row for row in clocks.all_of(work.session, case.id) if row.clock == Clock.DECISION]
    assert [row.ended_for for row in rows] == ["consent", None]
    assert (rows[1].started_on - rows[0].started_on).days == 5


def test_the_victim_goes_on_alone_and_gets_the_notices_alone(team: Team) -> None:
    reference = apply(team)
    acting = reach(team, reference, "representative").person.id
    team.decide(reference)
    withdraw(team, reference, "alone")
    team.convene(reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        sent = list(work.session.scalars(select(Letter).where(Letter.case_id == case.id)))
        newest = [one for one in sent if one.kind == "meeting_invitation"]
        assert [one.person_id == acting for one in newest] == [False]
        alive = select(Link).where(Link.person_id == acting, Link.revoked_at.is_(None))
        assert work.session.scalars(alive).all() == []


def test_what_still_waited_for_whoever_acted_does_not_leave(team: Team) -> None:
    reference = apply(team)
    acting = reach(team, reference, "representative").person.id
    withdraw(team, reference, "alone")
    (message,) = [one for one in team.messages(reference) if one.person_id == acting]
    assert (message.state, message.trouble) == ("done", "no_consent")
    with team.office.work(write=False) as work:
        assert gate.why_held(work, message) == "no_consent"


def test_stop_is_for_before_the_decision(team: Team) -> None:
    reference = apply(team)
    team.decide(reference)
    with pytest.raises(NotNow):
        withdraw(team, reference, "stop")
    with pytest.raises(NotNow):
        record(team, reference, "refused")
    assert state(team, reference) == "accepted"
    assert body_sees(team, reference)


def propose(team: Team, reference: str, ground: str = "safeguarding", who: str = "intake") -> None:
    with team.work(who) as work:
        overriding.propose(work, reference, ground, "She is in danger and nobody can ask her.")


def settle(team: Team, reference: str, agrees: bool, who: str = "decider") -> None:
    with team.work(who) as work:
        overriding.settle(work, reference, agrees, "I read the notes.")


@pytest.mark.parametrize(
    ("ground", "victim", "acting"),
    [
        ("safeguarding", ["acknowledgement"], ["waiting_for_consent"]),
        ("lacks_capacity", [], ["waiting_for_consent", "acknowledgement"]),
        ("child", [], ["waiting_for_consent", "acknowledgement"]),
    ],
)
def test_two_people_let_it_go_on_without_the_victims_word(
    team: Team, ground: str, victim: list[str], acting: list[str]
) -> None:
    reference = waiting(team, consent_state="cannot_ask")
    propose(team, reference, ground)
    assert (state(team, reference), body_sees(team, reference)) == ("awaiting consent", False)
    settle(team, reference, agrees=True)
    assert (state(team, reference), body_sees(team, reference)) == ("received", True)
    assert consent_of(team, reference).state == overriding.GROUNDS[ground]
    assert letters_to(team, reference, "victim") == victim
    assert letters_to(team, reference, "representative") == acting
    with team.office.work(write=False) as work:
        case_id = team.case(work, reference).id
        proposal = work.session.query(Proposal).filter_by(case_id=case_id).one()
        event = work.session.query(Event).filter_by(case_id=case_id, move=Move.OVERRIDE_CONSENT).one()
    both = second_person.words_of_both(proposal)
    assert event.seal == ledger.seal(both, proposal.answer_salt or "")
    assert "I read the notes." in both and "She is in danger" in both


def test_nobody_agrees_to_their_own_proposal(team: Team) -> None:
    reference = waiting(team)
    propose(team, reference, who="decider")
    with pytest.raises(Refused):
        settle(team, reference, agrees=True)
    assert state(team, reference) == "awaiting consent"


def test_a_proposal_sent_back_leaves_the_case_waiting_and_can_be_made_again(team: Team) -> None:
    reference = waiting(team)
    propose(team, reference)
    with pytest.raises(NotNow):
        propose(team, reference)
    settle(team, reference, agrees=False)
    assert state(team, reference) == "awaiting consent"
    with pytest.raises(NotNow):
        settle(team, reference, agrees=True)
    propose(team, reference)
    settle(team, reference, agrees=True)
    assert state(team, reference) == "received"


def test_only_a_decision_maker_takes_the_second_look(team: Team) -> None:
    reference = waiting(team)
    propose(team, reference, who="decider")
    for who in ("intake", "stranger", "chair", "police"):
        with pytest.raises(UnknownCase):
            settle(team, reference, agrees=True, who=who)


def test_nobody_acts_in_somebodys_own_application(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(NotNow):
        record(team, reference)
    for who in ("stranger", "chair", "police", "officer"):
        with pytest.raises(UnknownCase):
            record(team, reference, who=who)


def test_opened_again_after_a_refusal_it_waits_again_and_no_body_sees_it(team: Team) -> None:
    reference = waiting(team)
    record(team, reference, "refused")
    with team.work("intake") as work:
        reopening.reopen(work, reference, "decision", "She rang and thinks about it again.")
    assert (state(team, reference), body_sees(team, reference)) == ("awaiting consent", False)
    record(team, reference)
    assert (state(team, reference), body_sees(team, reference)) == ("received", True)


def test_no_way_into_a_district_passes_a_case_on_that_waits(team: Team) -> None:
    reference = waiting(team)
    with team.office.work() as work:
        bodies.make_available(work, team.case(work, reference))
    assert seen_by(team, reference) == set()


def test_keyed_in_by_an_officer_it_waits_for_the_same_word(team: Team) -> None:
    said = {**ACTING, "consent_state": "ask_them"}
    reference = key_in(team, **said).sent.reference
    assert state(team, reference) == "awaiting consent"
    assert reach(team, reference, "representative").person.name == "Robin Ward"
    agreed = key_in(team, **{**ACTING, "consent_state": "together"}).sent.reference
    assert state(team, agreed) == "received"
