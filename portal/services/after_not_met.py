"""After "not met": what became of the other help, and the end of the case (requirement C11)."""

from dataclasses import dataclass
from datetime import date

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.cases.timetable import Named
from portal.documents.required import LetterKind
from portal.policy import Action
from portal.services import (
    casework,
    clocks,
    keying,
    papers,
    reviews,
)
from portal.services.papers import Window
from portal.services.work import Work
from portal.store import assessments, referrals
from portal.store import clocks as clock_rows
from portal.store.tables import Case, Referral
from portal.wording import msg


@dataclass(frozen=True)
class After:
    """Where a case stands after "not met": its referrals, and the time to appeal with its last day."""

    case: Case
    referrals: list[Referral]
    window: Window
    last_day: date | None


def prepare(work: Work, reference: str, action: Action) -> After:
    """Return where the other help and the time to appeal stand. Raises UnknownCase."""
    case = casework.find(work, reference, action)
    window, last_day = papers.time_to_appeal(work, case, LetterKind.THRESHOLD_NOT_MET)
    return After(case, referrals.of_case(work.session, case.id), window, last_day)


def follow_up(work: Work, reference: str, referral_id: int, on: date, result: str) -> None:
    """Record what became of other help, as asked on the day `on`."""
    case = casework.find(work, reference, Action.FOLLOW_UP)
    referral = referrals.by_id(work.session, case.id, referral_id)
    if referral is None:
        raise UnknownCase
    if referral.followed_up_on is not None:
        raise NotNow(msg("It is already recorded what became of this help."))
    keying.check_day(work, on, "asked_on")
    if not result:
        raise Refused(msg("Say what became of the help."), "result")
    recorded = casework.record(work, case, Move.FOLLOW_UP, {"referral": referral.id}, reasons=result)
    referral.followed_up_on, referral.followed_up_by = on, work.actor.id
    referral.result, referral.salt = result, recorded.salt
    _meet(work, case, referral)


def close(work: Work, reference: str, reasons: str, early: str = "", never_done: str = "") -> None:
    """Close the case: every help followed up, and the time to appeal over, or a reason (`early`) why not to wait.

    `never_done` says for officers why first contact or the risk was never recorded; Refused where it is missing then.
    """
    after = prepare(work, reference, Action.CLOSE_AFTER_NOT_MET)
    case = after.case
    if any(one.followed_up_on is None for one in after.referrals):
        raise Refused(msg("Record first what became of the other help that the letter named."))
    if not reasons:
        raise Refused(msg("Enter your reasons"), "reasons")
    if after.window != "passed" and not early:
        raise Refused(
            msg("They can still appeal. Say why the case is closed before that time is over."), "early"
        )
    both = f"{reasons}\n\n{early}" if early else reasons
    recorded = casework.record(work, case, Move.CLOSE_NOT_MET, {"window": after.window}, reasons=both)
    # A review may have been held before the case was decided anew: its plan is told as it ended.
    reviewed = assessments.was_reviewed(work.session, case.id)
    reviews.put_away(work, case, recorded, both, never_done, reviewed=reviewed)


def _meet(work: Work, case: Case, referral: Referral) -> None:
    """End the one deadline that waited for this help; two may be due on the same day."""
    for row in clock_rows.running(work.session, case.id):
        if row.clock == Named.FOLLOW_UP and row.due_on == referral.follow_up_on:
            row.met_on = work.today
            break
    work.session.flush()
    clocks.show_next(work, case)
