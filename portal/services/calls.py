"""Somebody asks for a call: their date counts from that day, and an officer takes the application down (A15)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, UnknownCase
from portal.cases.timetable import Clock
from portal.policy import Action
from portal.services import (
    applications,
    casework,
    clocks,
    contact_details,
    handing_over,
    keying,
    notes,
    persons,
    receiving,
    tasks,
)
from portal.services.applications import Sent
from portal.services.notes import NewNote
from portal.services.receiving import Came
from portal.services.work import Work
from portal.store import cases, people
from portal.store.tables import Case
from portal.wording import msg

CHANNEL = "call_asked"
NOBODY = "Nobody answered the phone."  # the words of the note, as an officer would write them


@dataclass(frozen=True)
class Asked:
    """What somebody says who asks for a call. `hours` and `voicemail` in the codes of the application form."""

    name: str
    phone: str
    hours: tuple[str, ...]
    voicemail: str
    words: str = ""
    district: str | None = None


def ask(work: Work, asked: Asked, submission_key: str, asked_on: date | None = None) -> Sent:
    """Make a case that waits for a call. The same form sent twice is one case.

    `asked_on` is given by an officer who writes it down for a caller; for the public it is today. Raises Refused for
    a day to come.
    """
    cases.hold_key(work.session, submission_key)
    known = cases.by_submission_key(work.session, submission_key)
    if known is not None:
        return applications.sent(work, known)
    day = asked_on or work.today
    keying.check_day(work, day, "asked_on")
    given = _given(asked)
    case = receiving.new_case(work, Came(CHANNEL, day, day, day, work.staff_id), submission_key, given)
    persons.add_applicant(work, case, given)
    casework.record(work, case, Move.ASK_FOR_CALL, {"district": case.district})
    clocks.start(work, case, Clock.FIRST_CONTACT, on=day)
    tasks.open_at_receipt(work, case, {})
    if asked.words:
        notes.write(work, case, NewNote("note", "officers", day, asked.words))
    if work.staff_id is not None:
        handing_over.tell_district(work, case)
    return applications.sent(work, case)


def receipt(work: Work, submission_key: str) -> Sent | None:
    """What was made of the form sent under `submission_key`, to show again; None when nothing was."""
    case = cases.by_submission_key(work.session, submission_key)
    return None if case is None else applications.sent(work, case)


def receipt_for_officer(work: Work, submission_key: str) -> Sent:
    """The same for the officer who wrote it down. Raises UnknownCase for anything that they did not write down."""
    case = cases.by_submission_key(work.session, submission_key)
    if case is None or case.keyed_by is None or case.keyed_by != work.actor.id:
        raise UnknownCase
    return applications.sent(work, case)


def said(work: Work, case: Case) -> dict[str, Any]:
    """What somebody said when they asked for a call, as answers of the application."""
    before = contact_details.said_before(work, case)
    before.pop("share_post")  # nobody asked them yet
    return {
        **{question: value for question, value in before.items() if value is not None},
        "name": people.victim(work.session, case.id).person.name,
        "district": case.district,
    }


def must_wait(case: Case) -> None:
    """Raise NotNow unless somebody still waits to be called and asked the questions."""
    if case.state != State.CALL_ASKED:
        raise NotNow(msg("This application was keyed in already."))


def nobody_answered(work: Work, reference: str, happened_on: date, words: str) -> None:
    """Note a try to reach somebody who asked for a call. Raises NotNow once their application is there."""
    must_wait(casework.find(work, reference, Action.ADD_NOTE))
    said_so = f"{NOBODY} {words}".strip()
    notes.add(work, reference, NewNote("call", "officers", happened_on, said_so))


def _given(asked: Asked) -> dict[str, Any]:
    return {
        "name": asked.name,
        "channels": ["phone"],
        "phone": asked.phone,
        "hours": list(asked.hours) or None,
        "voicemail": asked.voicemail,
        "district": asked.district,
        "story": asked.words or None,  # for the words of danger only; what they said is kept as a note
    }
