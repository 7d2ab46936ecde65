"""Applications that an officer keys in: drafts of their own, and sending them (requirements A5, A16, B1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.cases.refusals import NotNow, Refused, Stale, UnknownCase
from portal.journeys import staff_entry
from portal.journeys.staff_entry import CALL, CAME, NAME, Section
from portal.policy import Action
from portal.services import applications, calls, casework, handing_over, keying, notes, receiving
from portal.services.applications import Sent
from portal.services.notes import NewNote, Upload
from portal.services.receiving import Came
from portal.services.work import Work
from portal.store import cases, drafts
from portal.store.tables import Case, Draft
from portal.wording import Translator, in_english, msg


@dataclass(frozen=True)
class KeyedIn:
    """What an officer reads out when it is sent; `ours` says whether the case is still theirs to open."""

    sent: Sent
    district: str
    ours: bool


def begin(work: Work, values: Mapping[str, Any], submission_key: str | None = None) -> Draft:
    """Begin to key in an application with the answers of the first section.

    The same form sent twice, under one key, is one draft with what was sent last. Raises UnknownCase for a key under
    which somebody else began one.
    """
    if submission_key is not None:
        cases.hold_key(work.session, submission_key)
        begun = drafts.by_submission_key(work.session, submission_key)
        if begun is not None:
            sent_already = read(work, begun.id).case_id is not None
            return begun if sent_already else save(work, begun.id, staff_entry.FIRST, values, None)
    return _begin(work, staff_entry.with_section({}, staff_entry.FIRST, values), submission_key)


def begin_for_call(work: Work, reference: str) -> Draft:
    """Begin to key in what somebody says who asked for a call, or go on with what this officer began.

    What they said when they asked stands there already. Raises UnknownCase, and NotNow when it is keyed in already.
    """
    case = casework.find(work, reference, Action.KEY_APPLICATION)
    calls.must_wait(case)
    begun = [draft for draft in mine(work) if draft.answers.get(CALL) == reference]
    return begun[0] if begun else _begin(work, {**calls.said(work, case), CALL: reference})


def mine(work: Work) -> list[Draft]:
    """Return what the acting officer has begun to key in and not sent, the newest first."""
    return [] if work.actor.id is None else drafts.of_officer(work.session, work.actor.id, NAME, work.now)


def read(work: Work, draft_id: str) -> Draft:
    """Return a draft of the acting officer. Raises UnknownCase for any other, and for one that has run out."""
    draft = drafts.get(work.session, draft_id, work.now, lock=work.writes)
    if draft is None or draft.journey != NAME or draft.staff_id != work.actor.id:
        raise UnknownCase
    return draft


def save(
    work: Work, draft_id: str, section: Section, values: Mapping[str, Any], version: int | None
) -> Draft:
    """Keep the answers of a section. `version` is the draft as the officer saw it: raises Stale when it moved on."""
    draft = _open(work, draft_id)
    if version is not None and version != draft.version:
        raise Stale
    after = staff_entry.with_section(draft.answers, section, values)
    drafts.save(draft, after, work.now, work.settings.draft_idle)
    _keep(work, draft)
    return draft


def counts_from(work: Work, answers: Mapping[str, Any]) -> date:
    """The day from which the threshold counts, as far as it is keyed in; for a call the day they asked for it."""
    called = _called(work, answers)
    return (
        called.applied_on if called is not None else staff_entry.applied_on(answers.get(CAME, {}), work.today)
    )


def forget(work: Work, draft_id: str) -> None:
    """Delete what was begun; nothing was sent."""
    drafts.delete_draft(work.session, _open(work, draft_id).id, saved_too=True)


def send(work: Work, draft_id: str, upload: Upload | None = None, say: Translator = in_english) -> KeyedIn:
    """Make a case of the draft, or complete the case of a call; sent twice it gives the same reference.

    Nothing but a name (or that none was said), a choice of safe contact and the day it came is needed (A5).
    """
    draft = read(work, draft_id)
    if draft.case_id is not None:
        return sent(work, draft_id)
    if staff_entry.needed_still(draft.answers):
        raise Refused(
            msg(
                "Before you send it, key in how it came, a name or that none was said, and how to reach them safely."
            )
        )
    called = _called(work, draft.answers)
    came = _came(work, draft.answers, called)
    given = staff_entry.settled(draft.answers, receiving.asking(work, say))
    case = receiving.receive(work, given, came, draft.submission_key, say, called)
    _note(work, case, draft.answers.get(CAME, {}), came, upload)
    handing_over.tell_district(work, case)
    applications.spend(work, draft, case)
    return _keyed_in(work, case)


def sent(work: Work, draft_id: str) -> KeyedIn:
    """What was made of a draft, to read out again. Raises UnknownCase when nothing was."""
    draft = read(work, draft_id)
    case = work.session.get(Case, draft.case_id) if draft.case_id else None
    if case is None:
        raise UnknownCase
    return _keyed_in(work, case)


def _begin(work: Work, answers: dict[str, Any], submission_key: str | None = None) -> Draft:
    lives = work.settings.draft_saved
    draft = drafts.new(work.session, NAME, work.now, lives, submission_key=submission_key)
    draft.staff_id, draft.answers = work.actor.id, answers
    _keep(work, draft)
    work.session.flush()
    return draft


def _keep(work: Work, draft: Draft) -> None:
    """A half-keyed call is not lost: it stays as long as one that the public saves with a code."""
    draft.saved_until = draft.expires_at = work.now + work.settings.draft_saved


def _open(work: Work, draft_id: str) -> Draft:
    draft = read(work, draft_id)
    if draft.case_id is not None:
        raise NotNow(msg("This application was sent already."))
    return draft


def _called(work: Work, answers: Mapping[str, Any]) -> Case | None:
    if CALL not in answers:
        return None
    case = casework.find(work, answers[CALL], Action.KEY_APPLICATION)
    calls.must_wait(case)
    return case


def _came(work: Work, answers: Mapping[str, Any], called: Case | None) -> Came:
    """How and when it came; what somebody said who asked for a call keeps the day on which they asked."""
    if called is not None:
        received = called.received_on or called.applied_on
        return Came(called.channel, called.applied_on, received, called.posted_or_called_on, work.actor.id)
    came = answers[CAME]
    received, posted = date.fromisoformat(came["received_on"]), came.get("posted_on")
    if received > work.today:
        raise Refused(msg("The day cannot be in the future."))
    called_on = received if came["channel"] in ("phone", "in_person") else None
    return Came(
        came["channel"],
        staff_entry.applied_on(came, work.today),
        received,
        date.fromisoformat(posted) if posted else called_on,
        work.actor.id,
    )


def _note(work: Work, case: Case, arrived: Mapping[str, Any], came: Came, upload: Upload | None) -> None:
    """Keep the scan, and who took it, as a note of the case (requirement C3)."""
    taker = arrived.get("received_by")
    if upload is None and not taker:
        return
    words = f"Keyed in by an officer. Received by: {taker}." if taker else "Keyed in by an officer."
    new = NewNote(keying.NOTES.get(came.channel, "call"), "officers", came.received_on, words)
    notes.write(work, case, new, upload)


def _keyed_in(work: Work, case: Case) -> KeyedIn:
    ours = casework.reaches(work, case.reference, Action.SEE_CASE)
    return KeyedIn(applications.sent(work, case), case.district, ours)
