"""Letters on paper: which wait for a printer, whether the envelope may go where it says, and when it went.

Somebody at home may read the post. So a person compares the addresses before anything is posted, and whatever looks
as if the person complained of could get at it asks a second time (abuse case 8).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.safe_contact import Held, Way, by_post, same_place
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.documents.pdf import letter_pdf
from portal.policy import Action
from portal.services import addresses, appeal_windows, casework, clocks, gate, keying, letters, tasks, telling
from portal.services.work import Work
from portal.store import answers, cases, outbox, people
from portal.store import letters as rows
from portal.store.outbox import ToPrint
from portal.store.people import Reach
from portal.store.tables import Case, Letter
from portal.wording import Translator, in_english, msg

MOST = 200
# What asks a second time, as codes; the words stand beside the form.
ENVELOPE, SHARE_HOME, THEIR_PLACE = "envelope", "share_home", "their_place"


@dataclass(frozen=True)
class Posting:
    """What somebody who posts a letter must see. `held`: why nothing may be posted; `to`: the address on file."""

    case: Case
    letter: Letter
    reach: Reach
    held: Held | None
    to: str
    printed: str
    ask_twice: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True)
class Posted:
    """What somebody says who has posted a letter. `understood`: whether it is in a form that the reader can read."""

    on: date
    compared: bool
    confirmed: bool = False
    understood: bool | None = None


def waiting(work: Work) -> list[ToPrint]:
    """Return the letters to print and post in the districts of the actor, the oldest first."""
    return outbox.to_print(work.session, cases.reachable(work.actor, Action.POST_LETTERS), MOST)


def open_one(work: Work, reference: str, public_id: str) -> Posting:
    """Return what somebody must see who wants to post a letter. Raises UnknownCase."""
    case = casework.find(work, reference, Action.POST_LETTERS)
    letter = rows.by_public_id(work.session, case.id, public_id)
    if letter is None or letter.person_id is None:
        raise UnknownCase
    reach = people.reach(work.session, case.id, letter.person_id)
    way = _way(work, reach, letter)
    printed = "\n".join(letter.content["head"]["addressee_address"])
    held, to = (None, way.address or "") if isinstance(way, Way) else (way, "")
    return Posting(
        case,
        letter,
        reach,
        held,
        to,
        printed,
        ask_twice=_ask_twice(work, case, to, printed),
        unreadable=telling.unreadable(work, case, letter),
    )


def may_be_posted(work: Work, case: Case, letter: Letter) -> bool:
    """Say whether a letter of which nobody was told yet may go into the post to its reader now."""
    return bool(postable(work, people.of_case(work.session, case.id), [letter]))


def postable(work: Work, reached: Iterable[Reach], kept: Iterable[Letter]) -> frozenset[int]:
    """Return the numbers of those of the letters `kept` that may be posted now; `reached` are the people of the case.

    Nobody is offered to post what the gate would refuse: the offer alone would put somebody in danger.
    """
    readers = {one.person.id: one for one in reached}
    return frozenset(
        letter.id
        for letter in kept
        if letter.told_at is None
        and letter.posted_on is None
        and letter.person_id in readers
        and isinstance(_way(work, readers[letter.person_id], letter), Way)
    )


def _way(work: Work, reader: Reach, letter: Letter) -> Way | Held:
    """Return where a letter may be posted, or why nowhere: also because its reader has died since it was written."""
    if reader.outlived(letter.made_at):
        return Held.DIED
    return by_post(gate.wishes_of(work, reader, letter.kind))


def post(work: Work, reference: str, public_id: str, posted: Posted) -> None:
    """Record that a letter went into the post on a day, which counts as told unless they cannot read it.

    The time to appeal counts from the day on which a letter is treated as received. Raises Refused for a letter that
    may not be posted, a day to come or before the letter was written, and what was not confirmed.
    """
    opened = open_one(work, reference, public_id)
    case, letter = opened.case, opened.letter
    if opened.held is not None:
        raise Refused(msg("Do not post this letter: post is not a safe way to reach them now."))
    if letter.told_at is not None or letter.posted_on is not None:
        raise NotNow(msg("It is recorded already that this letter was posted, or that they were told."))
    _check(work, opened, posted)
    letter.posted_on, letter.address_checked_by = posted.on, work.actor.id
    letter.came_back_on = None
    # What went into the envelope is sealed too: whoever asks later can see that the same file is drawn again.
    letter.pdf_sha256 = hashlib.sha256(paper(work, letter)).hexdigest()
    outbox.settle_by_hand(work.session, letter.id, work.now)
    telling.tell(
        work,
        case,
        letter,
        "posted",
        on=received_on(work, case, posted.on),
        understood=bool(posted.understood),
    )


def paper(work: Work, letter: Letter, say: Translator = in_english) -> bytes:
    """Return a letter as a PDF file with the links that its reader needs.

    It is drawn anew each time and not stored: equal letters give equal bytes, and a GET must not write.
    """
    written = letters.written(letter)
    resolve = addresses.resolver(work, set(written.links()))
    typed = say(msg("Or type this into the address line of a browser: %(address)s"))
    return letter_pdf(written, say, resolve, by_hand=lambda link: typed % {"address": resolve(link)})


def received_on(work: Work, case: Case, posted_on: date) -> date:
    """Return the day on which a letter is treated as received; where none is agreed, the day it was posted."""
    counted = clocks.forecast(work, case.district, Clock.POST, posted_on)
    return counted.due_on if counted else posted_on


def came_back(work: Work, reference: str, public_id: str, on: date) -> None:
    """Record that a posted letter came back: they were not told, and nothing more is posted to that address.

    That ends when they say how they can be reached. Raises UnknownCase, Refused for a day that cannot be.
    """
    opened = open_one(work, reference, public_id)
    case, letter = opened.case, opened.letter
    if letter.posted_on is None or letter.told_how not in (None, "posted"):
        raise NotNow(msg("This letter was not posted, or they were told of it in another way since."))
    keying.check_day(work, on, "came_back_on")
    if on < letter.posted_on:
        raise Refused(msg("The day cannot be before the day it was posted."), "came_back_on")
    _take_back(work, case, letter)
    letter.came_back_on, letter.posted_on = on, None
    for contact in opened.reach.contacts:
        if contact.kind == "letter":
            contact.came_back_at = work.now
    casework.record(
        work, case, Move.COME_BACK, {"letter": letter.id, "kind": letter.kind, "on": on.isoformat()}
    )
    for message in outbox.by_hand_about(work.session, letter.id):
        outbox.hold(message, work.now, Held.POST_CAME_BACK)
        tasks.about_message(work, message)
    if not tasks.waits_about(work, letter.id):
        tasks.open_task(work, case.id, TaskKind.LETTER_CAME_BACK, letter_id=letter.id)


def _take_back(work: Work, case: Case, letter: Letter) -> None:
    """They were not told after all, so the time to appeal that began with it has not begun."""
    letter.told_at = letter.told_how = letter.told_by = letter.told_on = None
    tasks.end_about_letter(work, letter.id)
    appeal_windows.take_back(work, case, letter)


def _check(work: Work, opened: Posting, posted: Posted) -> None:
    if not posted.compared:
        raise Refused(msg("Compare the addresses and say that you did"), "compared")
    if opened.ask_twice and not posted.confirmed:
        raise Refused(msg("Read the warning and confirm that it is safe to post this letter"), "confirmed")
    keying.check_day(work, posted.on, "posted_on")
    if posted.on < opened.letter.dated:
        raise Refused(msg("The day cannot be before the day of the letter."), "posted_on")
    if opened.unreadable and posted.understood is None:
        raise Refused(msg("Say whether it is in a form that they can read"), "understood")


def _ask_twice(work: Work, case: Case, to: str, printed: str) -> tuple[str, ...]:
    said = answers.values(work.session, case.id, ("share_home", "share_post", "where_they_live"))
    theirs = [
        contact.value
        for reach in people.of_role(work.session, case.id, people.COMPLAINED_OF)
        for contact in reach.contacts
    ]
    theirs += [said["where_they_live"]] if said.get("where_they_live") else []
    found = {
        ENVELOPE: to.split() != printed.split(),
        SHARE_HOME: "yes" in (said.get("share_home"), said.get("share_post")),
        THEIR_PLACE: any(same_place(to, one) or same_place(printed, one) for one in theirs),
    }
    return tuple(code for code, holds in found.items() if holds)
