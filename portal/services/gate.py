"""The safe-contact gate: asked when a message is queued and again when it leaves."""

import json

from portal.cases.safe_contact import Held, Way, Wishes, check, choose
from portal.documents.required import THEIR_OWN
from portal.services.work import Work
from portal.store import bodies, people, sealing
from portal.store.people import Reach
from portal.store.tables import Letter, Message

NOTES_PLACE = "safe_contact.notes:{person_id}"
# States of consent: the person said no; somebody speaks in their place; somebody speaks beside them.
MAY_NOT_BE_TOLD = ("refused", "withdrawn")
IN_THEIR_PLACE = ("child", "lacks_capacity")
SHARED = ("given", *IN_THEIR_PLACE)


def seal_notes(work: Work, person_id: int, must_not_know: str, words_to_avoid: str) -> bytes:
    """Encrypt what a person said about who must not know and which words never to use."""
    notes = json.dumps({"must_not_know": must_not_know, "words_to_avoid": words_to_avoid}, ensure_ascii=False)
    return sealing.seal_text(work.settings.field_key, notes, NOTES_PLACE.format(person_id=person_id))


def notes_of(work: Work, reach: Reach) -> dict[str, str]:
    """Decrypt those notes; empty when there are none."""
    if reach.safe is None or reach.safe.notes_sealed is None:
        return {}
    place = NOTES_PLACE.format(person_id=reach.person.id)
    opened: dict[str, str] = json.loads(
        sealing.open_text(work.settings.field_key, reach.safe.notes_sealed, place)
    )
    return opened


def wishes_of(work: Work, reach: Reach, about: str | None = None) -> Wishes:
    """Return what the person said last about being reached. `about` is the kind of letter to tell them of."""
    kinds = ("email", "phone", "letter")
    addresses = {kind: value for kind in kinds if (value := reach.address(kind)) is not None}
    avoid = notes_of(work, reach).get("words_to_avoid", "")
    return Wishes(
        channels=tuple(reach.safe.channels) if reach.safe else (),
        addresses=addresses,
        share_post=reach.safe.share_post if reach.safe else False,
        post_came_back=reach.came_back("letter"),
        words_to_avoid=tuple(word.strip() for word in avoid.replace("\n", ",").split(",") if word.strip()),
        may_be_told=may_be_told(reach, about),
        died=reach.silent,
    )


def may_be_told(reach: Reach, about: str | None = None) -> bool:
    """Say whether the consent of the person concerned lets this person be told something now.

    Whoever acts for somebody is told nothing before that person agreed, but the letters about that itself, which hold
    nothing of the case (requirement A12).
    """
    state = reach.consent.state if reach.consent is not None else None
    if reach.role == people.REPRESENTATIVE:
        return about in THEIR_OWN or state in SHARED
    return state not in MAY_NOT_BE_TOLD


def stands_in_place(reach: Reach) -> bool:
    """Say whether somebody speaks in the place of the victim: a parent of a child, or for who cannot decide."""
    return (
        reach.role == people.REPRESENTATIVE
        and reach.consent is not None
        and reach.consent.state in IN_THEIR_PLACE
    )


def way_to(work: Work, reach: Reach, about: str | None = None) -> Way | Held:
    """Return how to tell this person something now. `about` is the kind of letter to tell them of."""
    return choose(wishes_of(work, reach, about))


def why_held(work: Work, message: Message) -> Held | None:
    """Say why `message` may not leave now.

    A body that has the case no longer hears of it no more: the victim withdrew their agreement, or the case went to
    another district. Messages to staff hold no case facts and always may.
    """
    if message.case_id is not None and message.body_id is not None:
        return Held.NO_CONSENT if message.body_id in bodies.ended(work.session, message.case_id) else None
    if message.person_id is None or message.case_id is None:
        return None
    try:
        reach = people.reach(work.session, message.case_id, message.person_id)
    except LookupError:  # they have no part in the case any more
        return Held.NO_CONSENT
    letter = work.session.get(Letter, message.letter_id) if message.letter_id else None
    about = letter.kind if letter is not None else None
    return check(
        wishes_of(work, reach, about), message.channel, message.address, f"{message.subject}\n{message.body}"
    )
