"""An appeal that came after the last day: a person says whether it is heard all the same, and why."""

from portal.cases.moves import Move
from portal.cases.refusals import NotNow, NotPermitted, Refused
from portal.documents.letters import appeal_refused
from portal.documents.letters.facts import AppealRefused
from portal.policy import Action
from portal.services import casework, letters
from portal.services.appeals.hearing import appeal_of
from portal.services.work import Work
from portal.store import involvement
from portal.store.tables import Appeal, Case
from portal.wording import msg


def admit_late(work: Work, reference: str, number: int, reason: str) -> None:
    """Admit a late appeal; it then waits for an officer like any other. The letter that names them says why."""
    case, appeal = _waiting(work, reference, number, reason)
    recorded = casework.record(work, case, Move.ADMIT_LATE, {"number": number}, reasons=reason)
    _keep(work, appeal, "admitted", reason, recorded.salt)


def refuse_late(work: Work, reference: str, number: int, reason: str) -> None:
    """Refuse a late appeal, with a letter that says why and who can help instead.

    Raises NotPermitted for somebody who decided in the case: they would judge an appeal against themselves.
    """
    case, appeal = _waiting(work, reference, number, reason)
    if not may_refuse_late(work, case):
        raise NotPermitted(
            msg("You decided in this case, so somebody else must say whether the appeal is refused as late.")
        )
    recorded = casework.record(work, case, Move.REFUSE_LATE, {"number": number}, reasons=reason)
    _keep(work, appeal, "refused", reason, recorded.salt)
    appeal.state = "refused"
    refused = AppealRefused(
        refused_on=work.today,
        about=appeal.stage,  # type: ignore[arg-type]
        received_on=appeal.lodged_on,
        last_day=appeal.window_ends_on,
        reasons=reason,
        closing=letters.closing_of(work, case),
    )
    letters.write(work, case, lambda sheet: appeal_refused(sheet.head, refused, sheet.say))


def may_refuse_late(work: Work, case: Case) -> bool:
    """Say whether the acting officer may refuse a late appeal of `case`: not one against their own decision."""
    return work.actor.id not in {one.id for one in involvement.deciders(work.session, case.id)}


def _waiting(work: Work, reference: str, number: int, reason: str) -> tuple[Case, Appeal]:
    case = casework.find(work, reference, Action.JUDGE_LATE_APPEAL)
    appeal = appeal_of(work, case, number)
    if not appeal.late or appeal.late_result is not None or appeal.state != "lodged":
        raise NotNow(msg("Whether this appeal is heard has been said already."))
    if not reason:
        raise Refused(msg("Enter your reason"), "reason")
    return case, appeal


def _keep(work: Work, appeal: Appeal, result: str, reason: str, salt: str | None) -> None:
    appeal.late_result, appeal.late_reason, appeal.late_by = result, reason, work.actor.id
    appeal.late_salt = salt
