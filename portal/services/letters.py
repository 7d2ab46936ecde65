"""Writes letters to the people of a case, tells them of it by the safe way, and records when they were told."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from portal.cases.safe_contact import Held, Way
from portal.cases.timetable import Clock
from portal.documents import messages
from portal.documents.for_representative import for_representative
from portal.documents.letter import Head, sha256_of
from portal.documents.letter import Letter as Written
from portal.documents.letters.facts import Challenge, Closing, Promise, SupportLine
from portal.documents.signposts import BodyRole, routes_for
from portal.services import clocks, gate, mailing, overtaken, tasks
from portal.services.work import Work
from portal.store import answers, links, outbox, people
from portal.store.adding import add_now
from portal.store.cases import known_district
from portal.store.links import NewLink, Purpose
from portal.store.people import Reach
from portal.store.tables import Case, Letter, Link, Staff
from portal.wording import Translator, in_english

# Letters that carry a decision which can be challenged; being told of one starts the appeal window (C10).
CHALLENGEABLE = (
    "threshold_met",
    "threshold_not_met",
    "deferred",
    "outcome",
    "closing",
    "moved_out",
    "ended",
)
ROLES: dict[str, BodyRole] = {"police": "police", "council": "council", "icb": "nhs", "housing": "landlord"}


@dataclass
class Sheet:
    """What the writer of one letter needs: its head, its translator, and links made for its reader."""

    work: Work
    case: Case
    reach: Reach
    head: Head
    say: Translator
    made: list[Link] = field(default_factory=list)

    @property
    def beside(self) -> bool:
        """Whether the reader acts for a victim who speaks for themselves; a parent, say, stands in their place."""
        in_place = self.reach.consent is not None and self.reach.consent.state in gate.IN_THEIR_PLACE
        return self.reach.role == people.REPRESENTATIVE and not in_place

    def link(self, purpose: Purpose, *, question_id: int | None = None) -> str:
        """Make a link of one purpose for this reader and return its public id."""
        new = NewLink(purpose, self.case.id, person_id=self.reach.person.id, question_id=question_id)
        self.made.append(links.prepare(new, self.work.now))
        return self.made[-1].public_id


def write(
    work: Work, case: Case, compose: Callable[[Sheet], Written], to: Sequence[Reach] | None = None
) -> list[Letter]:
    """Write a letter to everybody who gets the notices of `case` and queue the message that tells of it.

    `compose` makes the words; each reader gets a letter of their own. `to` are those readers where they are in hand.
    Returns the letters kept.
    """
    kept = []
    for reach in people.recipients_of_notices(work.session, case.id) if to is None else to:
        letter = write_to(work, case, reach, compose)
        kept += [letter] if letter is not None else []
    return kept


def write_to(
    work: Work, case: Case, reach: Reach, compose: Callable[[Sheet], Written], *, status: bool = True
) -> Letter | None:
    """Write one letter to one person of `case`; see `write`. None: nothing of it is for this reader.

    `status` False leaves out the link to the page where the case stands.
    A representative beside the victim gets a copy without what is the victim's; links it does not hold are not made.
    """
    sheet = Sheet(work, case, reach, _head(work, case, reach), in_english)
    if status and not sheet.beside:
        sheet.head = replace(sheet.head, status_link=sheet.link("status"))
    words: Written | None = compose(sheet)
    if sheet.beside and words is not None:
        words = for_representative(words, sheet.head.on_behalf_of or "", sheet.say)
    if words is None:
        return None
    letter = _keep(work, case, reach, words)
    held = words.links()
    kept = [made for made in sheet.made if made.public_id in held]
    for made in kept:
        made.letter_id = letter.id
    add_now(work.session, *kept)
    tell_of(work, case, reach, letter)
    overtaken.by(work, case, letter.kind)
    return letter


def promise(work: Work, case: Case, step: str, clock: Clock) -> Promise:
    """Say what happens next and by when, counted from today; without an agreed time the letter says so."""
    counted = clocks.forecast(work, case.district, clock, work.today)
    return Promise(step=step, by=counted.due_on if counted else None)  # type: ignore[arg-type]


def challenge(work: Work, sheet: Sheet) -> Challenge:
    """Say how this letter can be challenged: a link of its own, the last day if one is set, and who hears it."""
    window = clocks.forecast(work, sheet.case.district, Clock.APPEAL_WINDOW, work.today)
    return Challenge(
        link=sheet.link("appeal"), by=window.due_on if window else None, heard_by=work.partnership.appeal.to
    )


def closing_of(work: Work, case: Case, said: Mapping[str, Any] | None = None) -> Closing:
    """Return what ends every letter: support of the area, and the routes of complaint by body and role.

    `said` are the answers of the case where they are in hand.
    """
    support = tuple(
        SupportLine(line.name, " ".join(part for part in (line.phone, line.url) if part), line.what)
        for line in work.partnership.support
    )
    bodies = [
        (body.name, ROLES.get(body.kind, "other"))
        for body in work.partnership.bodies_of(known_district(case), "must")
    ]
    if said is None:
        said = answers.values(work.session, case.id, ("tenure", "landlord"))
    routes = routes_for(bodies, tenure=said.get("tenure"), landlord=said.get("landlord"))
    return Closing(support=support, routes=routes)


def written(letter: Letter) -> Written:
    """Return a kept letter as data again, for drawing it."""
    return Written.from_json(json.dumps(letter.content))


def _head(work: Work, case: Case, reach: Reach) -> Head:
    contact = work.session.get(Staff, case.contact_staff_id) if case.contact_staff_id else None
    ours = work.partnership.contact
    district = known_district(case)
    desk = work.partnership.district(district).point_of_contact if district else None
    acts = reach.role == people.REPRESENTATIVE
    return Head(
        partnership=work.partnership.name,
        partnership_address=ours.address,
        phone=(desk.phone if desk else None) or ours.phone or "",
        email=(desk.email if desk else None) or ours.email or "",
        reference=case.reference,
        day=work.today,
        addressee=reach.called,
        addressee_address=tuple((reach.address("letter") or "").splitlines()),
        on_behalf_of=people.victim(work.session, case.id).called if acts else None,
        contact_name=contact.name if contact else (desk.name if desk else None),
        contact_phone=contact.phone if contact else (desk.phone if desk else None),
        contact_email=contact.email if contact else (desk.email if desk else None),
        website=(desk.website if desk else None) or ours.website,
        language=case.language,
        size="large" if case.large_print and not acts else "normal",
    )


def _keep(work: Work, case: Case, reach: Reach, letter: Written) -> Letter:
    canonical = letter.to_json()
    row = Letter(
        public_id=secrets.token_urlsafe(12),
        case_id=case.id,
        kind=letter.kind,
        person_id=reach.person.id,
        dated=work.today,
        made_at=work.now,
        language=letter.head.language,
        large_print=letter.head.size == "large",
        content=json.loads(canonical),
        sha256=sha256_of(canonical),
    )
    work.session.add(row)
    work.session.flush()
    return row


def tell_of(work: Work, case: Case, reach: Reach, letter: Letter) -> None:
    """Queue the message that a letter waits, by the way that the gate names now; held when it names none."""
    new = NewLink("letter", case.id, person_id=reach.person.id, letter_id=letter.id)
    link = links.prepare(new, work.now)
    add_now(work.session, link)
    text = messages.letter_waiting(link.public_id, mailing.sender(work), in_english)
    way = gate.way_to(work, reach, letter.kind)
    queued = outbox.queue(
        work.session,
        outbox.NewMessage(
            kind=text.kind,
            channel=way.channel if isinstance(way, Way) else "call",
            address=way.address if isinstance(way, Way) else None,
            subject=text.subject,
            body=text.body,
            case_id=case.id,
            letter_id=letter.id,
            person_id=reach.person.id,
        ),
        work.now,
    )
    if isinstance(way, Held):
        outbox.hold(queued, work.now, way)
    tasks.about_message(work, queued)
