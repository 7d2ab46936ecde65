"""Mail gives nothing away: no case facts can get in, and every word is offered for translation."""

import inspect
import re
from collections.abc import Callable
from typing import get_type_hints

import pytest

from portal.documents import messages
from portal.documents.letter import fill_links
from portal.documents.messages import Message, MessageKind, Sender
from portal.wording import Translator, in_english

SENDER = Sender("Community Office", "01632 960 000")
ADDRESS = "https://example.org/staff/cases/CR-7K3MQ-2F"
MESSAGES: dict[MessageKind, Callable[[Translator], Message]] = {
    MessageKind.LETTER_WAITING: lambda _: messages.letter_waiting("AbC-_123", SENDER, _),
    MessageKind.APPLICATION_FOR_BODY: lambda _: messages.application_for_body(
        "CR-7K3MQ-2F", ADDRESS, SENDER, _
    ),
    MessageKind.APPEAL_FOR_OFFICE: lambda _: messages.appeal_for_office("CR-7K3MQ-2F", ADDRESS, SENDER, _),
    MessageKind.ACTION_FOR_OWNER: lambda _: messages.action_for_owner("CR-7K3MQ-2F", ADDRESS, SENDER, _),
    MessageKind.CASE_FOR_DISTRICT: lambda _: messages.case_for_district("CR-7K3MQ-2F", ADDRESS, SENDER, _),
}
WRITERS = [getattr(messages, kind.value) for kind in MessageKind]


@pytest.mark.parametrize("writer", WRITERS)
def test_only_neutral_data_can_get_in(writer: Callable[..., Message]) -> None:
    hints = {name: kind for name, kind in get_type_hints(writer).items() if name != "return"}
    assert set(inspect.signature(writer).parameters) <= {"link_id", "reference", "address", "sender", "_"}
    assert hints["sender"] is Sender
    assert set(get_type_hints(Sender)) == {"name", "phone"}


def without_a_number(kind: MessageKind, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(globals(), "SENDER", Sender("Community Office", ""))
    return MESSAGES[kind](in_english).body


@pytest.mark.parametrize("kind", MessageKind)
def test_where_no_number_is_published_nobody_is_asked_to_ring_it(
    kind: MessageKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, unset = MESSAGES[kind](in_english).body, without_a_number(kind, monkeypatch)
    assert "ing 01632 960 000." in known
    assert not re.search(r"[Rr]ing (us first|\.)", unset)
    for body in (known, unset):
        assert "\n\n\n" not in body
        assert body.endswith("\n\nCommunity Office\n")


@pytest.mark.parametrize("kind", MessageKind)
def test_subject_and_body_give_nothing_away(kind: MessageKind) -> None:
    message = MESSAGES[kind](in_english)
    said = f"{message.subject}\n{message.body}".lower()
    for word in (
        "anti-social",
        "asb",
        "victim",
        "police",
        "case review",
        "complain",
        "neighbour",
        "noise",
        "threat",
    ):
        assert word not in said
    assert "\n" not in message.subject
    assert 10 < len(message.subject) < 60
    assert message.kind is kind


def test_the_mail_to_an_applicant_does_not_even_hold_the_reference() -> None:
    message = MESSAGES[MessageKind.LETTER_WAITING](in_english)
    assert message.subject == "You have a new letter to read"
    assert "CR-" not in message.body
    assert "appeal" not in message.body.lower()
    assert "Ring 01632 960 000" in message.body
    assert "please do not write any details in it" in message.body


def test_the_link_is_filled_when_it_is_sent() -> None:
    body = MESSAGES[MessageKind.LETTER_WAITING](in_english).body
    assert body.count("[[link:AbC-_123]]") == 1
    sent = fill_links(body, lambda public_id: f"https://example.org/l/{public_id}")
    assert "\nhttps://example.org/l/AbC-_123\n" in sent
    assert "[[" not in sent


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.LETTER_WAITING])
def test_partners_get_the_reference_and_where_to_sign_in(kind: MessageKind) -> None:
    message = MESSAGES[kind](in_english)
    assert "CR-7K3MQ-2F" in message.subject
    assert f"\n{ADDRESS}\n" in message.body
    assert "Sign in" in message.body


@pytest.mark.parametrize("kind", MessageKind)
def test_every_word_is_offered_for_translation(kind: MessageKind) -> None:
    message = MESSAGES[kind](lambda text: f"⟦{text}⟧")
    left = re.sub("⟦[^⟦⟧]*⟧", "", f"{message.subject}\n{message.body}", flags=re.S)
    for known in (SENDER.name, ADDRESS, "[[link:AbC-_123]]"):
        left = left.replace(known, "")
    assert left.strip() == ""


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("Ms Smith, noise", ADDRESS),
        ("CR-7K3MQ-2F\nBcc: x", ADDRESS),
        ("[[link:abcd]]", ADDRESS),
        ("", ADDRESS),
        ("CR-7K3MQ-2F", "see the file"),
        ("CR-7K3MQ-2F", "https://example.org/\nBcc: x"),
        ("CR-7K3MQ-2F", "https://example.org/[[link:abcd]]"),
        ("CR-7K3MQ-2F", "javascript:alert(1)"),
    ],
)
def test_words_cannot_be_smuggled_in_as_reference_or_address(reference: str, address: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        messages.application_for_body(reference, address, SENDER, in_english)


def test_only_a_public_id_makes_a_link() -> None:
    with pytest.raises(ValueError, match="public id"):
        messages.letter_waiting("Ms Smith", SENDER, in_english)
