"""What officers record about the word of somebody for whom another person applied."""

import io
from typing import Any

import pytest
from flask import Flask

from portal.policy import PUBLIC
from portal.services import consent, overriding, telling
from portal.store import links
from portal.store.tables import Consent, Document, Link, View
from portal.web.case_words import WORDS
from tests.services.conftest import Team
from tests.services.test_on_behalf import apply, body_sees, propose, reach, settle, state, waiting
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import TODAY, date_boxes, error_at, kept_out, value_of, with_stale_token

SAID = {"how": "phone", "answer": "agreed", "shared": "yes", **date_boxes("asked_on", TODAY)}
TOLD = {"wish": "alone", "how": "phone", **date_boxes("asked_on", TODAY)}


def at(reference: str, page: str = "") -> str:
    return f"/cases/{reference}/consent{page}"


@pytest.fixture
def officer(app: Flask, team: Team) -> Client:
    return person(app, team, "intake")


@pytest.fixture
def decider(app: Flask, team: Team) -> Client:
    return person(app, team, "decider")


def test_the_officer_reads_out_what_was_written_and_who_would_see_it(officer: Client, team: Team) -> None:
    reference = waiting(team)
    shown = officer.get(at(reference))
    assert "Loud music every night." in shown.words
    assert "Brackenshire Police" in shown.words
    assert "Robin Ward" in shown.words
    assert "Said by" in shown.words
    with team.office.work(write=False) as work:
        assert work.session.query(View).filter_by(action="record_consent").count() == 1
    officer.get(at(reference), pseudo=True)


@pytest.mark.parametrize(
    ("answer", "stands", "words"),
    [
        ("agreed", "received", "It is recorded that they agree"),
        ("refused", "closed", "It is recorded that they do not agree"),
        ("undecided", "awaiting consent", "do not want to decide yet"),
        ("not_reached", "awaiting consent", "The try is recorded"),
    ],
)
def test_each_answer_leads_on(officer: Client, team: Team, answer: str, stands: str, words: str) -> None:
    reference = waiting(team)
    officer.get(at(reference))
    officer.submit({**SAID, "answer": answer})
    assert words in officer.follow().words
    assert state(team, reference) == stands
    assert body_sees(team, reference) is (stands == "received")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"how": None}, "how", "Choose how they were asked"),
        ({"answer": None}, "answer", "Choose what they said, or that they could not be reached"),
        ({"shared": None}, "shared", "Choose whether the person who applied may hear from us"),
        ({"how": "signed_form"}, "file", "Add the scan or photo of the signed form."),
        (date_boxes("asked_on", TODAY.replace(day=24)), "asked_on", ""),
    ],
)
def test_what_is_missing_is_said_beside_it_and_nothing_is_recorded(
    officer: Client, team: Team, changes: dict[str, Any], field: str, sentence: str
) -> None:
    reference = waiting(team)
    officer.get(at(reference))
    shown = officer.submit({**SAID, "words": "She asked for time.", **changes}, 422)
    assert sentence in error_at(shown, field)
    assert value_of(shown, "words") == "She asked for time."
    assert state(team, reference) == "awaiting consent"
    with team.office.work(write=False) as work:
        assert work.session.query(Consent).count() == 1


def test_a_signed_form_is_attached(officer: Client, team: Team) -> None:
    reference = waiting(team)
    officer.get(at(reference))
    file = (b"\x89PNG\r\n\x1a\n" + b"0" * 20, "form.png")
    officer.submit({**SAID, "how": "signed_form", "file": (io.BytesIO(file[0]), file[1])})
    assert "form.png" in officer.follow().words
    with team.office.work(write=False) as work:
        (document,) = work.session.query(Document)
        newest = work.session.query(Consent).order_by(Consent.id.desc()).first()
        assert newest is not None and newest.evidence_document_id == document.id


def test_a_stale_page_says_so_and_keeps_what_was_typed(officer: Client, team: Team) -> None:
    reference = waiting(team)
    officer.get(at(reference))
    shown = with_stale_token(officer, at(reference), {**SAID, "words": "Asked for time."})
    assert value_of(shown, "words") == "Asked for time."
    assert state(team, reference) == "awaiting consent"


PAGES = ("", "/withdraw", "/without")


@pytest.mark.parametrize("page", PAGES)
def test_who_has_no_business_there_finds_nothing(app: Flask, team: Team, page: str) -> None:
    reference = waiting(team)
    kept_out(app, team, lambda one: at(one, page), reference, ("stranger", "chair", "police", "officer"))


def test_the_second_look_is_for_decision_makers_only(app: Flask, team: Team) -> None:
    reference = waiting(team)
    propose(team, reference)
    kept_out(
        app,
        team,
        lambda one: at(one, "/second-look"),
        reference,
        ("intake", "stranger", "chair", "police", "officer"),
    )


def test_a_body_finds_nothing_before_and_nothing_again_after(app: Flask, team: Team, officer: Client) -> None:
    """Abuse case 9: before consent every body gets "not found"; after withdrawal again on the next request."""
    reference = waiting(team)
    police = person(app, team, "police")
    page = f"/applications/{reference}"
    unknown = police.get(page, 404)
    assert reference not in police.get("/cases").words
    officer.get(at(reference))
    officer.submit(SAID)
    assert "Loud music" in police.get(page).words
    officer.get(at(reference, "/withdraw"))
    officer.submit({**TOLD, "wish": "stop"})
    assert police.get(page, 404).words == unknown.words
    assert reference not in police.get("/cases").words
    officer.get(at(reference))
    officer.submit(SAID)
    assert "Loud music" in police.get(page).words


def test_the_victim_goes_on_alone(officer: Client, team: Team) -> None:
    reference = apply(team)
    officer.get(at(reference, "/withdraw"), pseudo=True)
    officer.get(at(reference, "/withdraw"))
    officer.submit(TOLD)
    words = officer.follow().words
    assert "The victim is the applicant now" in words
    assert "Tell them only what their letters say" not in words


def test_after_the_decision_stopping_is_not_offered(officer: Client, team: Team) -> None:
    reference = apply(team)
    assert "They want it to stop for now" in officer.get(at(reference, "/withdraw")).words
    team.decide(reference)
    assert "They want it to stop for now" not in officer.get(at(reference, "/withdraw")).words


def test_without_a_representative_there_is_nothing_to_record(officer: Client, team: Team) -> None:
    reference = team.apply()
    assert "Nobody acts for the victim" in officer.get(at(reference), 409).words
    assert "acted for" not in officer.get(f"/cases/{reference}").words


def test_the_case_page_offers_what_fits(officer: Client, decider: Client, team: Team) -> None:
    reference = waiting(team)
    offered = officer.get(f"/cases/{reference}").words
    assert "Record what the person said" in offered
    assert "Propose to go on without the victim’s word" in offered
    assert "Look at the proposal" not in offered
    assert "Tell them nothing about the victim or the case" in offered
    assert "Said by Robin Ward" in offered
    propose(team, reference)
    assert "Look at the proposal" not in officer.get(f"/cases/{reference}").words
    assert "Look at the proposal" in decider.get(f"/cases/{reference}").words
    assert "Propose to go on" not in decider.get(f"/cases/{reference}").words


def test_the_worklist_shows_it_as_the_offices(officer: Client, team: Team) -> None:
    reference = waiting(team)
    words = officer.get("/cases").words
    assert reference in words and "Waiting for consent" in words and "Office" in words


def test_two_people_let_it_go_on_in_requests_of_their_own(
    officer: Client, decider: Client, team: Team
) -> None:
    reference = waiting(team, consent_state="cannot_ask")
    officer.get(at(reference, "/without"), pseudo=True)
    officer.get(at(reference, "/without"))
    refused = officer.submit({"ground": "safeguarding"}, 422)
    assert error_at(refused, "reasons") == "Enter your reasons"
    officer.submit({"ground": "safeguarding", "reasons": "She may come to harm."})
    assert "Another decision-maker looks at it" in officer.follow().words
    assert "She may come to harm." in decider.get(at(reference, "/second-look")).words
    decider.get(at(reference, "/second-look"), pseudo=True)
    decider.get(at(reference, "/second-look"))
    refused = decider.submit({"agrees": "yes"}, 422)
    assert error_at(refused, "reasons") == "Enter your own reasons"
    decider.submit({"agrees": "yes", "reasons": "I read the notes."})
    assert "It goes on" in decider.follow().words
    assert state(team, reference) == "received"


def test_who_proposed_it_is_told_that_somebody_else_must_look(decider: Client, team: Team) -> None:
    reference = waiting(team)
    propose(team, reference, who="decider")
    shown = decider.get(at(reference, "/second-look"))
    assert "You proposed this yourself" in shown.words
    decider.post(at(reference, "/second-look"), {"agrees": "yes", "reasons": "Mine."}, 422)
    assert state(team, reference) == "awaiting consent"


def test_a_proposal_sent_back_waits_on(decider: Client, team: Team) -> None:
    reference = waiting(team)
    propose(team, reference)
    decider.get(at(reference, "/second-look"))
    decider.submit({"agrees": "no", "reasons": "Try her sister first."})
    assert "It goes on waiting" in decider.follow().words
    assert "Nobody proposes" in decider.get(at(reference, "/second-look"), 409).words


def test_the_timeline_says_what_happened(officer: Client, team: Team) -> None:
    reference = waiting(team)
    with team.work("intake") as work:
        consent.record(work, reference, consent.Heard("phone", work.today, "not_reached"))
    propose(team, reference)
    settle(team, reference, agrees=False)
    words = officer.get(f"/cases/{reference}").words
    for sentence in (
        "The case waits until the victim agrees",
        "The victim was asked whether they agree, by letter",
        "The victim was asked whether they agree, by phone",
        "It was proposed to go on without the victim’s word",
        "The second person did not agree to go on without the victim’s word",
    ):
        assert sentence in words


def test_the_timeline_says_which_of_the_two_was_told(officer: Client, team: Team) -> None:
    reference = waiting(team)
    for role in ("representative", "victim"):
        with team.office.work(PUBLIC) as work:
            reader = reach(team, reference, role).person.id
            (link,) = work.session.query(Link).filter_by(person_id=reader, purpose="letter")
            telling.open_by_link(work, links.token(work.settings.link_key, link.public_id))
    words = officer.get(f"/cases/{reference}").words
    assert "Whoever acts for the victim was told: “We have what you sent us”, opened by the link" in words
    assert "The victim was told: “Do they agree?”, opened by the link" in words
    assert words.count("Whoever acts for the victim, by a link") == words.count("The victim, by a link") == 1


def test_every_ground_has_words_and_a_state(team: Team) -> None:
    assert set(overriding.GROUNDS) == set(WORDS["ground"])
    assert set(overriding.GROUNDS.values()) <= set(WORDS["consent"])
    assert {reach(team, waiting(team), "victim").consent.state} <= set(WORDS["consent"])  # type: ignore[union-attr]


def test_the_letters_say_only_what_is_theirs_on_the_page_behind_the_link(client: Client, team: Team) -> None:
    reference = waiting(team)
    acting = reach(team, reference, "representative").person.id
    with team.office.work(write=False) as work:
        (link,) = work.session.query(Link).filter_by(person_id=acting)
        token = links.token(work.settings.link_key, link.public_id)
    client.get(f"/letter/{token}")
    client.submit()
    words = client.follow().words
    assert "We have what you sent us" in words
    assert "Jo Sample" not in words and "Loud music" not in words
