"""An application somebody made for another person: what waits until that person agrees, and what starts then.

The application date stands from the day it was sent. Meanwhile no organisation sees it and whoever applied hears
nothing of it; docs/decisions/0011 says which clocks run.
"""

from datetime import date
from typing import Literal

from portal.cases.moves import Move
from portal.cases.safe_contact import Way
from portal.cases.timetable import Clock
from portal.documents.letters import consent_asked, consent_outcome, waiting_for_consent
from portal.documents.letters.facts import ConsentAsked, ConsentOutcome, Waiting
from portal.documents.required import LetterKind
from portal.services import bodies, casework, clocks, gate, letters
from portal.services.work import Work
from portal.store import answers, people
from portal.store.people import Reach
from portal.store.tables import Case

FLAG = "on_behalf"
TO_CHECK = "check_consent"
WORRIED = "worried_for_them"
FLAGS = (FLAG, TO_CHECK, WORRIED)
# Clocks of what the organisations do. They start when the case is received; until then there is nothing to do it on.
OF_THE_BODIES = (Clock.PASS_ON, Clock.DECISION)
# Answers after which the person may be written to; otherwise an officer finds out first whether that is safe.
MAY_BE_WRITTEN_TO = ("asked", "ask_them")


def waits(work: Work, case: Case) -> bool:
    """Say whether the case has to wait for the victim's word before anybody else sees it."""
    return people.consent_waits(work.session, case.id)


def begin_waiting(work: Work, case: Case) -> None:
    """Let a case that just came wait; give whoever applied the bare receipt, and ask the victim if it is safe."""
    casework.record(work, case, Move.AWAIT_CONSENT)
    acting = people.representative(work.session, case.id)
    if acting is None:
        return
    receipt = Waiting(case.applied_on, letters.closing_of(work, case))
    letters.write_to(work, case, acting, lambda sheet: waiting_for_consent(sheet.head, receipt, sheet.say))
    ask_if_safe(work, case)


def enter(work: Work, case: Case, on: date | None = None) -> None:
    """Start what starts with receipt: the bodies get the case and their clocks begin, on the day `on` or today."""
    clocks.start(work, case, *OF_THE_BODIES, on=on)
    bodies.make_available(work, case)


def leave(work: Work, case: Case) -> None:
    """Stop it again: from now on no organisation sees the case, and their clocks end without having been met."""
    bodies.take_back(work, case)
    clocks.end_all(work, case, "consent", but=[clock for clock in Clock if clock not in OF_THE_BODIES])


def tell_outcome(work: Work, case: Case, to: Reach, result: Literal["goes on", "over"]) -> None:
    """Tell whoever applied that it goes on, or that they hear no more; never why."""
    outcome = ConsentOutcome(result, letters.closing_of(work, case))
    letters.write_to(work, case, to, lambda sheet: consent_outcome(sheet.head, outcome, sheet.say))


def ask_if_safe(work: Work, case: Case) -> bool:
    """Ask the victim by a letter where whoever applied said that it is safe. Returns whether that was done."""
    said = answers.values(work.session, case.id, ("consent_state",)).get("consent_state")
    return said in MAY_BE_WRITTEN_TO and ask_by_letter(work, case)


def ask_by_letter(work: Work, case: Case) -> bool:
    """Ask the victim by a letter whether they agree, if there is a safe way for it. Returns whether there was."""
    asked = people.victim(work.session, case.id)
    acting = people.representative(work.session, case.id)
    way = gate.way_to(work, asked, LetterKind.CONSENT_ASKED)
    if acting is None or not isinstance(way, Way) or _is_also_of(acting, way):
        return False
    question = ConsentAsked(
        received_on=case.applied_on,
        applicant=acting.person.name,
        bodies=tuple(body.name for body in bodies.relevant(work, case)),
        closing=letters.closing_of(work, case),
    )
    kept = letters.write_to(
        work, case, asked, lambda sheet: consent_asked(sheet.head, question, sheet.say), status=False
    )
    casework.record(
        work, case, Move.SEEK_CONSENT, {"how": "letter", "letter": kept.id if kept is not None else None}
    )
    return True


def _is_also_of(acting: Reach, way: Way) -> bool:
    """Whether whoever applied reads or answers there too: then nobody could say no."""
    theirs = {_plain(contact.value) for contact in acting.contacts}
    return way.address is not None and _plain(way.address) in theirs


def _plain(address: str) -> str:
    return "".join(sign for sign in address.casefold() if sign.isalnum())
