"""A person says anew how they can be reached safely: earlier rows stay, and what they were not told yet is told."""

from typing import Any

import pytest

from portal import delivery
from portal.cases.refusals import Refused, UnknownCase
from portal.delivery import Outgoing
from portal.services import contact_details, gate, telling
from portal.store import casefile, people
from portal.store import letters as letter_rows
from portal.store.tables import Contact, Letter, Message, SafeContact
from tests.services.conftest import Team
from tests.services.records import version

EMAIL = {"channels": ["email"], "email": "new@mail.example", "share_post": "no"}
CALL = {"channels": ["phone"], "phone": "07700 900982", "share_post": "no"}
NONE = {"channels": ["none"], "share_post": "no"}


def change(team: Team, reference: str, given: dict[str, Any], name: str = "intake") -> None:
    with team.work(name) as work:
        contact_details.change(work, reference, given)


def to_victim(team: Team, reference: str) -> list[tuple[str, str, str | None, str | None]]:
    """State, channel, address and trouble of every message to the victim, oldest first."""
    found = [one for one in team.messages(reference) if one.person_id]
    return [(one.state, one.channel, one.address, one.trouble) for one in found]


def deliver(team: Team) -> list[str]:
    sent: list[Outgoing] = []
    delivery.deliver_waiting(team.office, sent.append)
    return [one.to for one in sent]


def test_who_had_no_safe_way_and_rings_with_one_is_told(team: Team) -> None:
    reference = team.apply(channels=["none"], email="")
    held = ("held", "call", None, "no_safe_channel")
    assert to_victim(team, reference) == [held]
    change(team, reference, EMAIL)
    assert to_victim(team, reference) == [
        ("done", "call", None, "told_anew"),
        ("waiting", "email", "new@mail.example", None),
    ]
    assert "new@mail.example" in deliver(team)
    assert [state for state, *_ in to_victim(team, reference)] == ["done", "sent"]


def test_earlier_rows_are_ended_not_overwritten_and_the_officer_is_named(team: Team) -> None:
    reference = team.apply(channels=["email", "phone"], phone="01632 960009", must_not_know="Al")
    change(
        team, reference, {**EMAIL, "phone": "01632 960009", "must_not_know": "Al and Bo", "visit": "plain"}
    )
    with team.office.work(write=False) as work:
        contacts = work.session.query(Contact).order_by(Contact.id).all()
        assert [(one.kind, one.value, one.until is None) for one in contacts] == [
            ("email", "jo@mail.example", False),
            ("phone", "01632 960009", True),
            ("email", "new@mail.example", True),
        ]
        first, second = work.session.query(SafeContact).order_by(SafeContact.id)
        assert (first.channels, first.recorded_by) == (["email", "phone"], None)
        assert (second.channels, second.recorded_by) == (["email"], team.ids["intake"])
        assert second.visit == "plain"
        case = team.case(work, reference)
        [reach] = people.recipients_of_notices(work.session, case.id)
        assert gate.notes_of(work, reach)["must_not_know"] == "Al and Bo"
        event, who = casefile.events(work.session, case.id)[-1]
    assert (event.move, who) == ("change contact details", "Intake")
    assert set(event.payload) == {"person", "from", "to"}


def test_a_way_that_was_taken_away_is_never_used_again(team: Team) -> None:
    reference = team.apply(channels=["phone", "collect"], phone="01632 960009")
    assert to_victim(team, reference) == [("waiting", "call", "01632 960009", None)]
    change(team, reference, {"channels": ["collect"], "share_post": "no"})
    assert to_victim(team, reference)[1:] == [("waiting", "call", None, None)]
    change(team, reference, NONE)
    assert to_victim(team, reference)[1:] == [("held", "call", None, "no_safe_channel")]


def test_a_mail_that_has_not_left_goes_to_the_new_address_only(team: Team) -> None:
    reference = team.apply()
    change(team, reference, EMAIL)
    sent = deliver(team)
    assert "new@mail.example" in sent
    assert "jo@mail.example" not in sent


@pytest.mark.parametrize("given", [EMAIL, CALL])
def test_one_message_for_each_letter_that_nobody_was_told_of(team: Team, given: dict[str, Any]) -> None:
    reference = team.apply(channels=["none"], email="")
    team.decide(reference)
    with team.work("decider") as work:
        first = work.session.query(Letter).filter_by(kind="acknowledgement").one()
        telling.record_told(work, reference, first.public_id, "read_out")
    change(team, reference, given)
    states = [state for state, *_ in to_victim(team, reference)]
    assert states == ["done", "done", "waiting"]
    with team.office.work(write=False) as work:
        shown = letter_rows.of_case(work.session, team.case(work, reference).id)
    assert [(one.letter.kind, one.message and one.message.state) for one in shown] == [
        ("threshold_met", "waiting"),
        ("acknowledgement", "done"),
    ]


@pytest.mark.parametrize(
    ("state", "given", "after"),
    [
        ("failed", {**EMAIL, "email": "jo@mail.example", "visit": "no"}, ["failed"]),
        ("failed", EMAIL, ["done", "waiting"]),
        ("failed", NONE, ["held"]),
        ("held", {**EMAIL, "email": "jo@mail.example", "visit": "no"}, ["done", "waiting"]),
        ("waiting", {**EMAIL, "email": "jo@mail.example", "visit": "no"}, ["waiting"]),
        ("leased", EMAIL, ["leased"]),
        # It went to an address that is not safe any more, and nobody opened it.
        ("sent", EMAIL, ["sent", "waiting"]),
        ("sent", NONE, ["sent", "held"]),
        ("sent", {**EMAIL, "email": "jo@mail.example", "visit": "no"}, ["sent"]),
    ],
)
def test_only_what_has_not_left_and_has_another_way_now_goes_again(
    team: Team, state: str, given: dict[str, Any], after: list[str]
) -> None:
    reference = team.apply()
    with team.office.work() as work:
        message = work.session.query(Message).filter(Message.person_id.is_not(None)).one()
        message.state = state
    change(team, reference, given)
    assert [one for one, *_ in to_victim(team, reference)] == after


def test_the_same_answers_again_change_nothing(team: Team) -> None:
    reference = team.apply(must_not_know="Al", words_to_avoid="noise", hours=["morning"], voicemail="no")
    with team.office.work(write=False) as work:
        said = contact_details.said_before(work, team.case(work, reference))
    before = version(team, reference)
    change(team, reference, said)
    assert version(team, reference) == before
    for _ in range(2):
        change(team, reference, EMAIL)
    assert version(team, reference) == before + 1
    assert [one for one, *_ in to_victim(team, reference)] == ["done", "waiting"]


def test_without_a_word_about_the_ways_nothing_is_changed(team: Team) -> None:
    reference = team.apply()
    with pytest.raises(Refused) as refused:
        change(team, reference, {"channels": [], "email": "new@mail.example"})
    assert refused.value.field == "channels"
    assert [one for one, *_ in to_victim(team, reference)] == ["waiting"]


def test_only_people_of_the_case_change_it_in_whatever_state_it_is(team: Team) -> None:
    reference = team.apply()
    for name in ("stranger", "chair", "police", "officer", "admin"):
        with pytest.raises(UnknownCase):
            change(team, reference, EMAIL, name)
    change(team, reference, EMAIL, "decider")
    team.to_the_end(reference)
    before = version(team, reference)
    change(team, reference, CALL)
    assert version(team, reference) == before + 1


def test_mail_sent_to_an_old_address_opens_nothing_any_more_and_is_sent_anew(team: Team) -> None:
    """The old mailbox may be read by the person complained of."""
    reference = team.apply()
    deliver(team)
    old = team.token(reference, "letter")
    change(team, reference, EMAIL)
    with team.office.work() as work, pytest.raises(UnknownCase):
        telling.open_by_link(work, old)
    assert deliver(team) == ["new@mail.example"]
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))


def test_a_letter_that_was_read_is_not_sent_again_when_the_address_changes(team: Team) -> None:
    reference = team.apply()
    deliver(team)
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))
    change(team, reference, EMAIL)
    assert deliver(team) == []
