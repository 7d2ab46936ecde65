"""An application is sent, once, and put into its district; the receipt comes only after it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.cases.moves import WAITING, Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.safe_contact import Way
from portal.cases.timetable import Clock
from portal.documents.required import LetterKind
from portal.journeys.application import APPLICATION
from portal.policy import Action
from portal.services import bodies, casework, clocks, gate, handing_over, receiving, waiting_anew
from portal.services.drafts import DraftGone
from portal.services.work import Work
from portal.store import drafts, people
from portal.store.cases import UNKNOWN_DISTRICT
from portal.store.people import REPRESENTATIVE
from portal.store.tables import Case, Draft
from portal.wording import Translator, in_english, msg


@dataclass(frozen=True)
class Sent:
    """What the applicant keeps: the reference and the dates promised (None: not yet agreed).

    `reachable` says whether they gave a way that is safe; without one nothing may be promised to reach them.
    """

    reference: str
    sent_on: date
    contact_by: date | None
    decision_by: date | None
    reachable: bool
    # For whoever applied for somebody else: does it wait for that person's word?
    acting: Literal["", "waits", "agreed"] = ""


def submit(work: Work, draft_id: str, say: Translator = in_english) -> Case:
    """Make a case of the draft, once: a draft sent again gives the same reference.

    In one transaction: the case, the people, the frozen answers, the assessment, the event, the application
    made available to every relevant body (s104(3)(b)), the acknowledgement. The application date is the day it
    was sent. Raises DraftGone, or Refused when a question that must be answered was not. `receipt` says what the
    applicant keeps.
    """
    draft = drafts.get(work.session, draft_id, work.now, lock=True)
    if draft is None:
        raise DraftGone
    return send(work, draft, say)


def send(work: Work, draft: Draft, say: Translator = in_english) -> Case:
    """The same with a draft that this work has locked already."""
    if draft.case_id is not None:
        return _case(work, draft.case_id)
    if APPLICATION.first_gap(draft.answers) is not None:
        raise Refused(msg("Some questions still need an answer. Your answers are safe."))
    came = receiving.Came("online", work.today, work.today)
    case = receiving.receive(work, draft.answers, came, draft.submission_key, say)
    spend(work, draft, case)
    return case


def spend(work: Work, draft: Draft, case: Case) -> None:
    """Empty a draft that became `case`: the case holds the answers now, the draft only the way to its reference."""
    draft.case_id, draft.answers, draft.code_hash, draft.saved_until = case.id, {}, None, None
    draft.expires_at = work.now + work.settings.draft_idle
    work.session.flush()


def receipt(work: Work, draft_id: str) -> Sent:
    """What was sent from this draft, to show again. Raises DraftGone when nothing was, or too long ago."""
    draft = drafts.get(work.session, draft_id, work.now)
    if draft is None or draft.case_id is None:
        raise DraftGone
    return sent(work, _case(work, draft.case_id))


def place(work: Work, reference: str, district: str) -> None:
    """Put an application whose district nobody knew into its district and pass it on there."""
    case = casework.find(work, reference, Action.PLACE_CASE)
    if district not in {one.key for one in work.partnership.districts}:
        raise Refused(msg("Choose a district."), "district")
    if case.district != UNKNOWN_DISTRICT:
        raise NotNow(msg("This application is already in a district."))
    was, case.district = case.district, district
    casework.record(work, case, Move.PLACE, {"district": district, "was": was})
    case.flags = [flag for flag in case.flags if flag != receiving.NO_DISTRICT]
    if case.state in WAITING:
        waiting_anew.other_bodies(work, case)
    else:
        bodies.make_available(work, case)
    work.session.flush()
    handing_over.tell_district(work, case)


def sent(work: Work, case: Case) -> Sent:
    """Return what the applicant keeps of a case."""
    # The clocks run from receipt; who was posted a form earlier is not promised an earlier day than the clock's.
    begins = case.received_on or case.applied_on
    contact = clocks.forecast(work, case.district, Clock.FIRST_CONTACT, begins)
    decision = clocks.forecast(work, case.district, Clock.DECISION, begins)
    everybody, about = people.of_case(work.session, case.id), LetterKind.WAITING_FOR_CONSENT
    acting = next((one for one in everybody if one.role == REPRESENTATIVE), None)
    readers = [one for one in everybody if one.gets_notices] if acting is None else [acting]
    return Sent(
        case.reference,
        case.applied_on,
        contact.due_on if contact else None,
        decision.due_on if decision else None,
        reachable=any(isinstance(gate.way_to(work, one, about), Way) for one in readers),
        acting="" if acting is None else "waits" if case.state == State.AWAITING_CONSENT else "agreed",
    )


def _case(work: Work, case_id: int) -> Case:
    case = work.session.get(Case, case_id)
    if case is None:
        raise DraftGone
    return case
