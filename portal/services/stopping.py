"""What is under way when a case ends early: clocks, a meeting, letters that have no point any more."""

from portal.cases.timetable import Clock
from portal.documents.required import LetterKind
from portal.services import clocks, tasks
from portal.services.work import Work
from portal.store import outbox, panels, people, proposals
from portal.store.tables import Case

# News that has no point once the case is over. A decision or an outcome must still be told, s104(6) and (8).
POINTLESS = frozenset(
    {
        LetterKind.MEETING_INVITATION,
        LetterKind.MEETING_POSTPONED,
        LetterKind.DRAFT_PLAN,
        LetterKind.QUESTION,
        LetterKind.PAUSED,
        LetterKind.RESUMED,
        LetterKind.MORE_TIME,
    }
)


def stop(work: Work, case: Case, why: str) -> None:
    """Stop what is under way in a case that has just ended for `why` (a code of the words for ended clocks).

    An appeal that is being looked at goes on, with its clock.
    """
    case.closed_at = work.now
    clocks.end_all(work, case, why, but=(Clock.APPEAL_DECISION,) if case.open_appeals else ())
    for sitting in panels.sittings(work.session, case.id):
        if sitting.meeting.state == "set":
            sitting.meeting.state = "called_off"
    for proposal in proposals.all_waiting(work.session, case.id):
        proposal.outcome, proposal.settled_at = "returned", work.now
    for reach in people.of_case(work.session, case.id):
        for message, letter in outbox.untold(work.session, case.id, reach.person.id):
            if letter.kind in POINTLESS:
                outbox.no_longer(message, work.now)
                tasks.about_message(work, message)
    work.session.flush()
