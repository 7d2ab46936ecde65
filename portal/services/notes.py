"""Notes, calls, contacts and documents on a case, from the first day (requirement C3)."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from portal.cases.moves import Move
from portal.cases.refusals import Refused, UnknownCase
from portal.policy import Action
from portal.services import casework, kept_files, keying
from portal.services.casefile import look
from portal.services.casework import Recorded
from portal.services.work import Work
from portal.store import casefile
from portal.store.files import Stored
from portal.store.tables import Case, Document, Note
from portal.wording import msg

SENT_TWICE = timedelta(minutes=1)
LARGEST = 10 * 1024 * 1024
# What a file is, told by its first bytes; anything else is refused.
KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)


@dataclass(frozen=True)
class NewNote:
    """What happened, when, and who may see it. `kind` and `audience` are codes of the table of notes."""

    kind: str
    audience: str
    happened_on: date
    words: str


@dataclass(frozen=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes


def add(work: Work, reference: str, new: NewNote, upload: Upload | None = None) -> None:
    """Add a note, with a file if there is one. Raises Refused for a day to come or a file of another kind."""
    case = casework.find(work, reference, Action.ADD_NOTE)
    keying.check_day(work, new.happened_on, "happened_on")
    if not _sent_before(work, case.id, new, upload):
        write(work, case, new, upload)


def write(
    work: Work, case: Case, new: NewNote, upload: Upload | None = None, about: Mapping[str, int] | None = None
) -> None:
    """Write a note into a case found already; `about` names what it is about in the event, by number.

    Raises Refused for a file of another kind or too large.
    """
    note = keep(work, case, new)
    payload: dict[str, object] = {
        "note": note.id,
        "kind": new.kind,
        "audience": new.audience,
        **(about or {}),
    }
    if upload is not None:
        payload["document"] = _attach(work, case.id, note, upload).id
    casework.record(work, case, Move.NOTE, payload)


def keep_reason(work: Work, case: Case, recorded: Recorded, words: str) -> None:
    """Keep the reason of a step that was recorded as a note for officers: readable, erasable, sealed in the event."""
    keep(work, case, for_officers(work, words), salt=recorded.salt)


def for_officers(work: Work, words: str) -> NewNote:
    """Return a note of today that officers of the case read, and nobody else."""
    return NewNote("note", "officers", work.today, words)


def keep(work: Work, case: Case, new: NewNote, salt: str | None = None) -> Note:
    """Keep a note that an event of its own does not tell of; `salt` is that of the event which seals its words."""
    note = Note(
        case_id=case.id,
        kind=new.kind,
        audience=new.audience,
        happened_on=new.happened_on,
        written_at=work.now,
        written_by=work.staff_id,
        words=new.words,
        salt=salt,
    )
    work.session.add(note)
    work.session.flush()
    return note


def read_document(work: Work, reference: str, public_id: str) -> tuple[Document, bytes]:
    """Return a document of a case with its bytes, and write down who looked."""
    case = casework.find(work, reference, Action.SEE_CASE)
    found = casefile.document(work.session, case.id, public_id)
    if found is None:
        raise UnknownCase
    look(work, case, Action.SEE_CASE)
    return found, bytes_of(work, found)


def bytes_of(work: Work, document: Document) -> bytes:
    """Return the bytes of a document that was found already."""
    stored = Stored(document.stored_as, document.size, document.sha256)
    return kept_files.read(work, stored)


def media_type(content: bytes) -> str:
    """Tell the kind of a file by its first bytes; raises Refused for any other kind."""
    for start, kind in KINDS:
        if content.startswith(start):
            return kind
    raise Refused(msg("Choose a JPEG, PNG or PDF file. We cannot keep files of another kind yet."), "file")


def _sent_before(work: Work, case_id: int, new: NewNote, upload: Upload | None) -> bool:
    """Whether the same person has just written the very same: a double click sends a form twice."""
    last = casefile.last_note(work.session, case_id, work.actor.id)
    if last is None or work.now - last.note.written_at >= SENT_TWICE:
        return False
    same = (last.note.kind, last.note.audience, last.note.happened_on, last.note.words)
    digest = hashlib.sha256(upload.content).hexdigest() if upload else None
    return same == (new.kind, new.audience, new.happened_on, new.words) and last.sha256 == digest


def _attach(work: Work, case_id: int, note: Note, upload: Upload) -> Document:
    if len(upload.content) > LARGEST:
        raise Refused(msg("The file is larger than 10 MB. Choose a smaller one."), "file")
    kind = media_type(upload.content)
    stored = kept_files.keep(work, upload.content)
    document = Document(
        public_id=secrets.token_urlsafe(12),
        case_id=case_id,
        note_id=note.id,
        title=upload.name[:120],
        media_type=kind,
        size=stored.size,
        sha256=stored.sha256,
        stored_as=stored.name,
        audience=note.audience,
        happened_on=note.happened_on,
        written_at=work.now,
        added_by=work.actor.id,
    )
    work.session.add(document)
    work.session.flush()
    return document
