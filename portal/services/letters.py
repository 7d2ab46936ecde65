"""Writes letters to the people of a case, tells them of it by the safe way, and records when they were told."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from portal.cases.moves import Move, State
from portal.cases.refusals import Refused, UnknownCase
from portal.cases.safe_contact import Held, Way
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.documents import messages
from portal.documents.for_representative import for_representative
from portal.documents.letter import Head, sha256_of
from portal.documents.letter import Letter as Written
from portal.documents.letters.facts import Challenge, Closing, Promise, SupportLine
from portal.documents.required import LetterKind
from portal.documents.signposts import BodyRole, routes_for
from portal.policy import Action
from portal.services import appeal_windows, casework, clocks, gate, mailing, tasks
from portal.services.work import Work
from portal.store import answers, letters, links, outbox, panels, people
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.links import NewLink, Purpose
from portal.store.people import Reach
from portal.store.tables import Case, Letter, Link, Staff, Task
from portal.wording import Translator, in_english, msg

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
BY_AN_OFFICER = ("read_out", "handed_over", "interpreted")
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
    for made in sheet.made:
        if made.public_id in held:
            made.letter_id = letter.id
            work.session.add(made)
    tell_of(work, case, reach, letter)
    return letter


def open_by_link(work: Work, token: str) -> Letter:
    """Record that the reader opened the letter behind `token`, which counts as told. Raises UnknownCase."""
    letter, case = _behind(work, token)
    tell(work, case, letter, "opened")
    return letter


def read_by_link(work: Work, token: str) -> Letter:
    """Return the letter behind `token`, for showing it. Changes nothing. Raises UnknownCase."""
    return _behind(work, token)[0]


def find_to_tell(work: Work, reference: str, public_id: str) -> tuple[Case, Letter]:
    """Return a letter of a case on which the actor may record that it was told. Raises UnknownCase."""
    case = casework.find(work, reference, Action.RECORD_TOLD)
    letter = letters.by_public_id(work.session, case.id, public_id)
    if letter is None:
        raise UnknownCase
    return case, letter


def of_task(work: Work, task: Task) -> Letter | None:
    """Return the letter that a task is about."""
    return work.session.get(Letter, task.letter_id) if task.letter_id else None


def record_told(
    work: Work, reference: str, public_id: str, how: str, *, understood: bool | None = None
) -> None:
    """Record that a letter was read out, handed over or interpreted by the acting officer.

    `understood` must be answered where the reader has a need because of which a letter in English may have told them
    nothing (requirements A8, C10). Posting is recorded with its day in `services.posting`.
    """
    case, letter = find_to_tell(work, reference, public_id)
    if how not in BY_AN_OFFICER:
        raise Refused(msg("Choose how they were told."), "how")
    if unreadable(work, case, letter):
        if understood is None:
            raise Refused(msg("Say whether they understand what the letter says."), "understood")
        if not understood:
            raise Refused(
                msg("Then they do not count as told yet. Arrange what they need, and record it after that."),
                "understood",
            )
    tell(work, case, letter, how, understood=True)


def unreadable(work: Work, case: Case, letter: Letter) -> tuple[TaskKind, ...]:
    """Return the needs of its reader because of which a letter in English may tell them nothing."""
    role = people.role(work.session, case.id, letter.person_id)
    return tasks.unreadable_for(work, case) if role == people.VICTIM else ()


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
    district = None if case.district == UNKNOWN_DISTRICT else case.district
    bodies = [
        (body.name, ROLES.get(body.kind, "other")) for body in work.partnership.bodies_of(district, "must")
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
    desk = (
        None
        if case.district == UNKNOWN_DISTRICT
        else work.partnership.district(case.district).point_of_contact
    )
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
    work.session.add(link)
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


def _behind(work: Work, token: str) -> tuple[Letter, Case]:
    case, link = casework.find_by_link(work, token, "letter", Action.READ_LETTER)
    letter = work.session.get(Letter, link.letter_id)
    if letter is None:
        raise UnknownCase
    return letter, case


def tell(
    work: Work,
    case: Case,
    letter: Letter,
    how: str,
    *,
    on: date | None = None,
    understood: bool = False,
) -> None:
    """Record that a letter reached its reader, and start the time to appeal on the day `on` (None: today).

    It does not count as told while nobody knows whether they understand it (C10): then that is a person's task.
    """
    if letter.told_at is not None:
        return
    if not understood and unreadable(work, case, letter):
        tasks.open_task(work, case.id, TaskKind.UNDERSTOOD, letter_id=letter.id, once=True)
        return
    letter.told_at, letter.told_how, letter.told_on = work.now, how, on or work.today
    letter.told_by = work.staff_id
    casework.record(work, case, Move.TELL, {"letter": letter.id, "kind": letter.kind, "how": how})
    if letter.kind in CHALLENGEABLE:
        appeal_windows.begin(work, case, letter)
    if letter.kind == LetterKind.DRAFT_PLAN:
        _give_time_to_comment(work, case, letter.told_on)
    tasks.end_about_letter(work, letter.id)
    if how != "opened":
        outbox.settle_by_hand(work.session, letter.id, work.now)


def _give_time_to_comment(work: Work, case: Case, told_on: date) -> None:
    """Who learns of the draft plan later has as much longer to comment; no day is brought forward."""
    newest = panels.newest(work.session, case.id)
    until = newest.meeting.comment_by if newest else None
    counted = clocks.forecast(work, case.district, Clock.PLAN_COMMENT, told_on)
    waits = State(case.state) is State.DRAFT_PLAN and newest is not None and not newest.comments
    if not waits or newest is None or until is None or counted is None or counted.due_on <= until:
        return
    clocks.start_instead(work, case, Clock.PLAN_COMMENT, of=(Clock.PLAN_COMMENT,), on=told_on, cause="told")
    newest.meeting.comment_by = counted.due_on
