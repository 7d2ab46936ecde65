"""A person says anew how they can be reached safely; what they were not told yet is told by the new way.

Whoever acts for the victim has contacts of their own, and says so for themselves.
"""

from collections.abc import Mapping
from typing import Any

from portal.cases.moves import Move
from portal.cases.refusals import Refused, UnknownCase
from portal.cases.safe_contact import Held
from portal.policy import Action
from portal.services import casework, gate, letters, persons, tasks
from portal.services.work import Work
from portal.store import links, outbox, people
from portal.store.people import Reach
from portal.store.tables import Case, Contact, Letter
from portal.wording import msg


def said_before(work: Work, case: Case, whose: str = people.VICTIM) -> dict[str, Any]:
    """Return what the victim, or who has the role `whose`, said last about being reached, by the form's questions.

    Raises UnknownCase where nobody has that role.
    """
    return _said(work, _who(work, case, whose))


def change(work: Work, reference: str, given: Mapping[str, Any], whose: str = people.VICTIM) -> None:
    """Record how somebody can be reached from now on and tell them by that way what they were not told yet.

    It is the victim, or who has the role `whose`.

    `given` are all answers, in the codes of the application form: what is not in it is not safe any more. Earlier
    rows are ended, not overwritten. The same answers again change nothing,
    unless they died, as recorded before: then letters go there from now on.
    """
    case = casework.find(work, reference, Action.CHANGE_CONTACT)
    reach = _who(work, case, whose)
    if not given.get("channels"):
        raise Refused(msg("Choose how we can contact them safely, or choose that it is not safe"), "channels")
    before = _said(work, reach)
    died = reach.died_at is not None
    if not died and all((given.get(question) or None) == said for question, said in before.items()):
        return
    casework.record(work, case, Move.CHANGE_CONTACT, {"person": reach.person.id})
    moved = bool(before["email"]) and before["email"] != (given.get("email") or None)
    if moved:
        # Mail that was sent to the old address opens nothing any more: somebody else may read it now.
        links.revoke(work.session, case.id, reach.person.id, "letter", work.now)
    _replace_contacts(work, reach, given)
    persons.add_safe_contact(work, reach.person, given)
    if died:
        # Somebody says for them how they are reached, or the death was recorded by mistake.
        part = people.part(work.session, case.id, reach.person.id)
        part.died_at, part.letters_opened = None, False
        work.session.flush()
    _tell_anew(work, case, _who(work, case, whose), sent_too=moved)


def _who(work: Work, case: Case, whose: str) -> Reach:
    found = people.of_role(work.session, case.id, whose)
    if not found:
        raise UnknownCase
    return found[0]


def _said(work: Work, reach: Reach) -> dict[str, Any]:
    said: dict[str, Any] = {
        question: reach.address(kind) for question, kind in persons.ADDRESSES.items()
    } | gate.notes_of(work, reach)
    if reach.safe is not None:
        kept = reach.safe
        said |= {
            "channels": kept.channels,
            "voicemail": kept.voicemail,
            "hours": kept.hours,
            "visit": kept.visit,
        }
        said["share_post"] = "yes" if kept.share_post else "no"
    questions = ("channels", *persons.ADDRESSES, "voicemail", "hours", "visit", "share_post")
    return {name: said.get(name) or None for name in (*questions, "must_not_know", "words_to_avoid")}


def _replace_contacts(work: Work, reach: Reach, given: Mapping[str, Any]) -> None:
    wanted = {kind: given[name] for name, kind in persons.ADDRESSES.items() if given.get(name)}
    for contact in reach.contacts:
        if wanted.get(contact.kind) == contact.value:
            del wanted[contact.kind]
        else:
            contact.until = work.now
    new = (
        Contact(person_id=reach.person.id, kind=kind, value=value, since=work.now)
        for kind, value in wanted.items()
    )
    work.session.add_all(new)
    work.session.flush()


def _tell_anew(work: Work, case: Case, reach: Reach, *, sent_too: bool) -> None:
    """Ask the gate anew for whatever has not left: without a safe way it stops, by another way it goes once more.

    What already waits for the way that is still the safe one is left alone, and so is what failed on that way.
    With `sent_too` a letter whose mail left but which nobody opened is told once more.
    """
    told: set[int] = set()
    for message, letter in outbox.untold(work.session, case.id, reach.person.id, sent_too=sent_too):
        way = gate.way_to(work, reach, letter.kind)
        if message.state == "sent":
            told |= _once(work, case, reach, letter, told)
        elif isinstance(way, Held):
            outbox.hold(message, work.now, way)
            tasks.about_message(work, message)
        elif message.state == "held" or (message.channel, message.address) != (way.channel, way.address):
            outbox.told_anew(message, work.now)
            tasks.about_message(work, message)
            told |= _once(work, case, reach, letter, told)
    work.session.flush()


def _once(work: Work, case: Case, reach: Reach, letter: Letter, told: set[int]) -> set[int]:
    """Tell of a letter unless that was done just now; return its number."""
    if letter.id not in told:
        letters.tell_of(work, case, reach, letter)
    return {letter.id}
