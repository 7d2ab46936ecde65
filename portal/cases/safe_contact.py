"""How a person may be reached without putting them in danger: the one gate for everything that leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Held(StrEnum):
    """Why something may not leave; each becomes a person's task."""

    NO_SAFE_CHANNEL = "no_safe_channel"
    POST_NOT_ALLOWED = "post_not_allowed"
    SHARED_POST = "shared_post"
    WORDS_TO_AVOID = "words_to_avoid"
    CONTACT_CHANGED = "contact_changed"
    NO_CONSENT = "no_consent"
    NO_ADDRESS = "no_address"
    POST_CAME_BACK = "post_came_back"
    DIED = "died"


# Nothing may go to them at all, by hand either: what is held for one of these is nobody's task.
FOR_NOBODY = frozenset({Held.NO_CONSENT, Held.DIED})


@dataclass(frozen=True)
class Wishes:
    """What the person said last. `channels` in their words' codes; `addresses` by kind of contact."""

    channels: tuple[str, ...]
    addresses: Mapping[str, str]
    share_post: bool = False
    post_came_back: bool = False  # from the only address that they gave for letters
    words_to_avoid: tuple[str, ...] = ()
    may_be_told: bool = True
    died: bool = False  # and nobody opens letters there


@dataclass(frozen=True)
class Way:
    """The way a message takes: by itself (email), or by a person's hand (post, call)."""

    channel: Literal["email", "post", "call"]
    address: str | None


# What a person must do by hand; "collect" and "trusted" are arranged by telephone or in person.
SHORTEST_ADDRESS = 6  # letters and digits: "4 Elm St" has 6
BY_HAND = ("phone", "text", "collect", "trusted")


def choose(wishes: Wishes) -> Way | Held:
    """Return the way to tell this person something, or why there is none.

    Mail comes first because it leaves at once; then a call, because somebody at home may open letters.
    """
    nothing = _nothing(wishes)
    if nothing is not None:
        return nothing
    if "email" in wishes.channels and wishes.addresses.get("email"):
        return Way("email", wishes.addresses["email"])
    for channel in BY_HAND:
        if channel in wishes.channels:
            return Way("call", wishes.addresses.get("phone"))
    if "post" in wishes.channels:
        return _post(wishes)
    return Held.NO_SAFE_CHANNEL


def check(wishes: Wishes, channel: str, address: str | None, words: str) -> Held | None:
    """Say why a message already written may not leave now; None when it may."""
    way = choose(wishes)
    if isinstance(way, Held):
        return way
    if (way.channel, way.address) != (channel, address):
        return Held.CONTACT_CHANGED
    folded = words.casefold()
    if any(word.casefold() in folded for word in wishes.words_to_avoid if word.strip()):
        return Held.WORDS_TO_AVOID
    return None


def by_post(wishes: Wishes) -> Way | Held:
    """Return where a letter may be posted, also to somebody who is told by another way first, or why nowhere."""
    nothing = _nothing(wishes)
    if nothing is not None:
        return nothing
    if "post" in wishes.channels:
        return _post(wishes)
    # Who allowed another way has one: whoever reads this must not look for a new one, but take that.
    return Held.NO_SAFE_CHANNEL if set(wishes.channels) <= {"none"} else Held.POST_NOT_ALLOWED


def _nothing(wishes: Wishes) -> Held | None:
    """Say why nothing at all may go to somebody; None where only the way matters."""
    if wishes.died:
        return Held.DIED
    return None if wishes.may_be_told else Held.NO_CONSENT


def same_place(one: str, other: str) -> bool:
    """Say whether two addresses as typed look like the same place: letters and digits equal, or one within the other.

    Rather once too often than once too seldom: whoever is warned looks at both.
    """
    first, second = ("".join(sign for sign in text.casefold() if sign.isalnum()) for text in (one, other))
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= SHORTEST_ADDRESS and shorter in longer


def _post(wishes: Wishes) -> Way | Held:
    if wishes.share_post:
        return Held.SHARED_POST
    if wishes.post_came_back:
        return Held.POST_CAME_BACK
    address = wishes.addresses.get("letter")
    return Way("post", address) if address else Held.NO_ADDRESS
