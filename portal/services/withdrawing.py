"""Where a case stands, for the person it is about; and how they withdraw their application (requirement A20)."""

from dataclasses import dataclass
from datetime import date

from portal.area_tables import Contact
from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.table import MOVES
from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.documents.letters import withdrawn
from portal.documents.letters.facts import Promise, Withdrawn
from portal.policy import Action
from portal.services import bodies, casework, gate, keying, letters, notes, stopping, tasks
from portal.services.clocks import STANDS_STILL
from portal.services.notes import NewNote
from portal.services.pausing import PROMISED
from portal.services.work import Work
from portal.store import clocks, people
from portal.store import letters as rows
from portal.store.cases import known_district
from portal.store.tables import Case, Link, Staff
from portal.wording import msg

# The letters that can tell somebody that there will be a review.
TELL_OF_REVIEW = ("threshold_met", "appeal_decided", "reopened")


@dataclass(frozen=True)
class Standing:
    """Where a case stands for the holder of a link, who to ask, and what was promised by when.

    `contact` is whom the letters name: a person, or the office of the district. `appeals`: one is being looked at.
    """

    state: State
    contact: Staff | Contact | None
    promises: tuple[Promise, ...]
    today: date
    waits: bool
    appeals: bool
    may_withdraw: bool


def standing(work: Work, token: str) -> Standing:
    """Return where the case behind a link stands. Raises UnknownCase."""
    case, link = casework.find_by_link(work, token, "status", Action.SEE_STATUS)
    running = clocks.running(work.session, case.id)
    promised = [
        Promise(PROMISED[Clock(one.clock)], one.due_on)
        for one in running
        if one.clock in PROMISED and not (case.paused_since and one.clock in STANDS_STILL)
    ]
    district = known_district(case)
    desk = work.partnership.district(district).point_of_contact if district else None
    named = work.session.get(Staff, case.contact_staff_id) if case.contact_staff_id else None
    return Standing(
        state=State(case.state),
        contact=named or (desk if desk and desk.name else None),
        promises=tuple(
            one for one in promised if one.step != "meeting" or _knows_of_review(work, case, link)
        ),
        today=work.today,
        waits=case.paused_since is not None,
        appeals=bool(case.open_appeals),
        may_withdraw=(State(case.state), Move.WITHDRAW) in MOVES and _is_theirs(work, case, link),
    )


def _knows_of_review(work: Work, case: Case, link: Link) -> bool:
    """Whether the holder of `link` was told that there will be a review: that is for the letter to tell."""
    letters_to_them = rows.of_kinds(work.session, case.id, TELL_OF_REVIEW)
    newest = [one for one in letters_to_them if one.person_id == link.person_id][-1:]
    return all(one.told_on is not None for one in newest)


def withdraw_by_link(work: Work, token: str) -> None:
    """Withdraw the application by the link in a letter. Twice is once.

    Anybody in whose hands the letter is could do this, so somebody asks the person whether it was them; until then
    nothing is lost, and the case can be opened again. Raises UnknownCase, and NotNow for anybody but the victim and
    who speaks in their place.
    """
    case, link = casework.find_by_link(work, token, "status", Action.WITHDRAW)
    if case.state == State.WITHDRAWN:
        return
    if not _is_theirs(work, case, link):
        raise NotNow(msg("Only the person this is about can withdraw the application. Ring us about it."))
    _withdraw(work, case, {})
    tasks.open_task(work, case.id, TaskKind.MEANT_TO_WITHDRAW)


def key_in(work: Work, reference: str, came: tuple[str, date], words: str) -> None:
    """Key that the applicant withdraws; `came` is how and on which day they said so, `words` may be empty."""
    case = casework.find(work, reference, Action.KEY_WITHDRAWAL)
    heard, told_on = came
    keying.check_told(work, heard, told_on)
    if told_on < case.applied_on:
        raise Refused(msg("The day cannot be before the application."), "told_on")
    _withdraw(work, case, {"heard": heard})
    if words:
        notes.write(work, case, NewNote(keying.NOTES[heard], "officers", told_on, words))


def _withdraw(work: Work, case: Case, heard: dict[str, str]) -> None:
    casework.record(work, case, Move.WITHDRAW, heard)
    stopping.stop(work, case, "withdrawn")
    if not case.open_actions:
        # Whoever still has an agreed action to do needs to see it.
        bodies.take_back(work, case)
    facts = Withdrawn(
        work.today,
        not heard,
        letters.closing_of(work, case),
        open_actions=case.open_actions,
        appeal_goes_on=bool(case.open_appeals),
    )
    letters.write(work, case, lambda sheet: withdrawn(sheet.head, facts, sheet.say))


def _is_theirs(work: Work, case: Case, link: Link) -> bool:
    """Whether the link is the victim's own, or that of somebody who speaks in their place."""
    holder = next(
        (one for one in people.of_case(work.session, case.id) if one.person.id == link.person_id), None
    )
    return holder is not None and (holder.role == people.VICTIM or gate.stands_in_place(holder))
