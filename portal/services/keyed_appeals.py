"""Appeals that came to an officer by phone, post or email, or in person."""

import hashlib
from dataclasses import replace
from datetime import date

from portal.cases.refusals import Refused
from portal.policy import Action
from portal.services import appeals, casework, keying
from portal.services.appeals import Came, Lodged, NewAppeal
from portal.services.letters import CHALLENGEABLE
from portal.services.work import Work
from portal.store import letters as rows
from portal.store.tables import Case, Letter
from portal.wording import msg


def letters_to_appeal(work: Work, case: Case) -> list[Letter]:
    """Return the letters of a case that can be challenged, the newest first, without overtaken ones."""
    found = [sent.letter for sent in rows.of_case(work.session, case.id)]
    return [
        letter
        for letter in found
        if letter.kind in CHALLENGEABLE and appeals.standing_of(work, case, letter.id) != "superseded"
    ]


def key_in(work: Work, reference: str, letter: str, came: tuple[str, date], new: NewAppeal) -> Lodged:
    """Lodge an appeal about the letter with the public id `letter`; `came` is how and on which day it reached us.

    Whether it is late counts from that day. The same form sent twice is one appeal; changed and sent again it is
    another. Raises Refused for a letter that cannot be challenged, and for a day to come or before the letter.
    """
    case = casework.find(work, reference, Action.KEY_APPEAL)
    heard, received_on = came
    about = rows.by_public_id(work.session, case.id, letter)
    if about is None or about.kind not in CHALLENGEABLE:
        raise Refused(msg("Choose the letter that the appeal is about."), "letter")
    keying.check_told(work, heard, received_on, "received_on")
    if received_on < about.dated:
        raise Refused(msg("The day cannot be before the day of the letter."), "received_on")
    said = (
        reference,
        new.submission_key,
        letter,
        heard,
        str(received_on),
        *new.grounds,
        new.words,
        new.wanted,
    )
    key = hashlib.sha256("\0".join(said).encode()).hexdigest()
    return appeals.take_in(work, case, replace(new, submission_key=key), Came(heard, received_on, about.id))
