"""Words that somebody sent after their session had run out: sealed for that person, to be offered again.

They are kept nowhere. The page that asks to sign in again carries them, encrypted for the person whose session it
was, and only the same person gets them back. Nothing of them is stored and nothing is done with them until that
person sends them anew.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from portal.services import staff
from portal.services.work import Work
from portal.store import sealing

LIVES = timedelta(hours=12)  # longer than a working day, shorter than until the next one begins
# Letters of one form. The largest real one has a tenth; sealed it still fits into one request.
LONGEST = 500_000


@dataclass(frozen=True)
class HeldWords:
    """What was sent: to which of our pages, and the fields in the order sent."""

    address: str
    fields: tuple[tuple[str, str], ...]


def hold(work: Work, token: str, address: str, fields: Sequence[tuple[str, str]]) -> str | None:
    """Seal what was sent to `address` for the person whose session, by its `token`, ran out.

    Returns the sealed words as text; None when nobody's session ran out, or there is nothing or too much to hold.
    """
    staff_id = staff.whose_ran_out(work, token)
    written = json.dumps([work.now.timestamp(), address, fields])
    if staff_id is None or not fields or len(written) > LONGEST:
        return None
    sealed = sealing.seal_text(work.settings.field_key, written, _place(staff_id))
    return urlsafe_b64encode(sealed).decode()


def give_back(work: Work, staff_id: int, sealed: str) -> HeldWords | None:
    """Open words sealed for the person `staff_id`; None for anything else, also for words of somebody else."""
    try:
        opened = sealing.open_text(
            work.settings.field_key, urlsafe_b64decode(sealed.encode()), _place(staff_id)
        )
    except ValueError:
        return None
    sent_at, address, fields = json.loads(opened)
    if work.now.timestamp() - sent_at >= LIVES.total_seconds():
        return None
    return HeldWords(address, tuple((name, value) for name, value in fields))


def _place(staff_id: int) -> str:
    return f"held words:{staff_id}"
