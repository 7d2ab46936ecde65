"""An application for somebody else: what waits for the victim's word, who is told what, and what the bodies see."""

from typing import Any

import pytest
from sqlalchemy import select

from portal.cases.refusals import UnknownCase
from portal.cases.timetable import Clock
from portal.services import applications, bodies, casefile, consent, gate, overriding
from portal.store import bodies as body_rows
from portal.store import clocks, people
from portal.store.tables import Consent, Letter, Link, Message, Task
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


def withdraw(team: Team, reference: str, wish: str) -> None:
    with team.work("intake") as work:
        consent.withdraw(work, reference, wish, consent.Heard("phone", work.today, ""))


def propose(team: Team, reference: str, ground: str = "safeguarding", who: str = "intake") -> None:
    with team.work(who) as work:
        overriding.propose(work, reference, ground, "She is in danger and nobody can ask her.")


def settle(team: Team, reference: str, agrees: bool, who: str = "decider") -> None:
    with team.work(who) as work:
        overriding.settle(work, reference, agrees, "I read the notes.")


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
