"""The gate: how somebody may be reached, and why something already written may not leave after all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases.safe_contact import BY_HAND, Held, Way, Wishes, by_post, check, choose

ADDRESSES = {"email": "jo@mail.example", "phone": "07700 900123", "letter": "1 Example Road"}
EMAIL, CALL, POST = Way("email", "jo@mail.example"), Way("call", "07700 900123"), Way("post", "1 Example Road")
CHANNELS = ("email", "phone", "text", "post", "collect", "trusted", "none")


def wishes(*channels: str, **more: object) -> Wishes:
    return Wishes(channels, **{"addresses": ADDRESSES, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given_", "way"),
    [
        (wishes("email"), EMAIL),
        (wishes("email", "phone", "post"), EMAIL),
        (wishes("phone"), CALL),
        (wishes("phone", "post"), CALL),
        (wishes("text"), CALL),
        (wishes("collect"), CALL),
        (wishes("trusted"), CALL),
        (wishes("trusted", "post"), CALL),
        (wishes("post"), POST),
        (wishes("post", share_post=True), Held.SHARED_POST),
        (wishes("post", addresses={}), Held.NO_ADDRESS),
        # A shared door matters for letters only.
        (wishes("email", share_post=True), EMAIL),
        (wishes("phone", share_post=True), CALL),
        # Without the address of a channel the next safe one is taken, never one that was not named.
        (wishes("email", addresses={"phone": "07700 900123"}), Held.NO_SAFE_CHANNEL),
        (wishes("email", "phone", addresses={"phone": "07700 900123"}), CALL),
        (wishes("phone", addresses={}), Way("call", None)),
        (wishes("none"), Held.NO_SAFE_CHANNEL),
        (wishes(), Held.NO_SAFE_CHANNEL),
        (wishes("email", may_be_told=False), Held.NO_CONSENT),
        (wishes("none", may_be_told=False), Held.NO_CONSENT),
    ],
)
def test_how_somebody_is_told(given_: Wishes, way: Way | Held) -> None:
    assert choose(given_) == way


@given(st.lists(st.sampled_from(CHANNELS), unique=True), st.booleans(), st.booleans())
def test_no_way_is_ever_one_that_was_not_named(channels: list[str], share_post: bool, may_be_told: bool) -> None:
    way = choose(wishes(*channels, share_post=share_post, may_be_told=may_be_told))
    match way:
        case Way("email"):
            assert "email" in channels
        case Way("post"):
            assert "post" in channels
            assert not share_post
        case Way("call"):
            assert set(channels) & set(BY_HAND)
    assert may_be_told or way is Held.NO_CONSENT


@pytest.mark.parametrize(
    ("given_", "channel", "address", "words", "held"),
    [
        (wishes("email"), "email", "jo@mail.example", "You have a letter.", None),
        (wishes("email"), "email", "old@mail.example", "You have a letter.", Held.CONTACT_CHANGED),
        (wishes("email"), "post", "1 Example Road", "You have a letter.", Held.CONTACT_CHANGED),
        (wishes("phone"), "email", "jo@mail.example", "You have a letter.", Held.CONTACT_CHANGED),
        (wishes("none"), "email", "jo@mail.example", "You have a letter.", Held.NO_SAFE_CHANNEL),
        (wishes("post", share_post=True), "post", "1 Example Road", "Letter", Held.SHARED_POST),
        (wishes("email", may_be_told=False), "email", "jo@mail.example", "Letter", Held.NO_CONSENT),
        # A change of the address comes before the words: the message must be written anew anyhow.
        (wishes("email", words_to_avoid=("letter",)), "email", "old@mail.example", "A letter.", Held.CONTACT_CHANGED),
    ],
)
def test_why_a_written_message_may_not_leave(
    given_: Wishes, channel: str, address: str, words: str, held: Held | None
) -> None:
    assert check(given_, channel, address, words) is held


@pytest.mark.parametrize(
    ("avoided", "words", "held"),
    [
        (("council",), "A letter.", None),
        (("council",), "The COUNCIL", Held.WORDS_TO_AVOID),
        (("STRASSE",), "straße", Held.WORDS_TO_AVOID),
        (("case review",), "Your Case Review", Held.WORDS_TO_AVOID),
        (("court", "council"), "the council", Held.WORDS_TO_AVOID),
        # Nothing but spaces is no word, or nothing would ever leave.
        (("", " "), "A letter.", None),
        ((), "A letter.", None),
    ],
)
def test_words_never_to_use(avoided: tuple[str, ...], words: str, held: Held | None) -> None:
    assert check(wishes("email", words_to_avoid=avoided), "email", "jo@mail.example", words) is held


@pytest.mark.parametrize(
    ("given_", "way"),
    [
        (wishes("email", "post"), POST),
        (wishes("phone", "post", share_post=True), Held.SHARED_POST),
        (wishes("email", "post", post_came_back=True), Held.POST_CAME_BACK),
        # An address on file is no leave to write to it: another way was allowed, and that one is taken.
        (wishes("email"), Held.POST_NOT_ALLOWED),
        (wishes("phone", "trusted"), Held.POST_NOT_ALLOWED),
        (wishes("none"), Held.NO_SAFE_CHANNEL),
        (wishes(), Held.NO_SAFE_CHANNEL),
        (wishes("email", may_be_told=False), Held.NO_CONSENT),
    ],
)
def test_only_who_allowed_letters_gets_one_by_post(given_: Wishes, way: Way | Held) -> None:
    assert by_post(given_) == way


@given(st.lists(st.sampled_from(CHANNELS), unique=True), st.booleans(), st.booleans())
def test_what_was_chosen_passes_until_something_changes(
    channels: list[str], share_post: bool, may_be_told: bool
) -> None:
    now = wishes(*channels, share_post=share_post, may_be_told=may_be_told)
    way = choose(now)
    if isinstance(way, Held):
        assert check(now, "email", "jo@mail.example", "Words") is way
    else:
        assert check(now, way.channel, way.address, "Words") is None
