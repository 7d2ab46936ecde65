"""An appeal is withdrawn by whoever made it: by the link in their letter, or told to an officer. At any time."""

from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused
from portal.cases.timetable import Clock
from portal.documents.letters import appeal_withdrawn
from portal.documents.letters.facts import AppealWithdrawn
from portal.policy import Action
from portal.services import casework, clocks, keying, letters
from portal.services.waiting_appeals import has_officer
from portal.services.work import Work
from portal.store import hearings
from portal.store.tables import Appeal, Case
from portal.wording import msg


def withdraw_by_link(work: Work, token: str) -> None:
    """Withdraw the open appeal by the link in a letter. Raises UnknownCase, and NotNow when none is open."""
    case, _ = casework.find_by_link(work, token, "appeal", Action.APPEAL)
    _withdraw(work, case, work.today, {})


def withdraw(work: Work, reference: str, heard: str, on: date) -> None:
    """Key that the person who appealed withdraws, told to an officer on the day `on`."""
    case = casework.find(work, reference, Action.KEY_APPEAL)
    keying.check_told(work, heard, on)
    _withdraw(work, case, on, {"heard": heard})


def _withdraw(work: Work, case: Case, on: date, heard: dict[str, str]) -> None:
    appeal = hearings.open_one(work.session, case.id)
    if appeal is None:
        raise NotNow(msg("No appeal about this case is open."))
    if on < appeal.lodged_on:
        raise Refused(msg("The day cannot be before the day the appeal came."), "told_on")
    casework.record(work, case, Move.WITHDRAW_APPEAL, {"number": appeal.number, **heard})
    appeal.state, appeal.withdrawn_on = "withdrawn", on
    clocks.end(work, case, Clock.APPEAL_DECISION, why="appeal_withdrawn")
    has_officer(work, case)
    _confirm(work, case, appeal, on)


def _confirm(work: Work, case: Case, appeal: Appeal, on: date) -> None:
    """Write to them, so that they learn of it if somebody else withdrew in their name."""
    withdrawn = AppealWithdrawn(
        withdrawn_on=on,
        about=appeal.stage,  # type: ignore[arg-type]
        last_day=appeal.window_ends_on,
        closing=letters.closing_of(work, case),
    )
    letters.write(work, case, lambda sheet: appeal_withdrawn(sheet.head, withdrawn, sheet.say))
