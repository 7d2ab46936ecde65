"""What is under way when a case ends early: clocks, a meeting, letters that have no point any more."""

from collections.abc import Collection

from portal.cases.tasks import TaskKind
from portal.cases.timetable import Clock
from portal.services import clocks, overtaken, tasks
from portal.services.overtaken import ABOUT_A_MEETING, POINTLESS
from portal.services.work import Work
from portal.store import letters, links, outbox, panels, people, proposals
from portal.store.tables import Case


def stop(work: Work, case: Case, why: str) -> None:
    """Stop what is under way in a case that has just ended for `why` (a code of the words for ended clocks).

    An appeal that is being looked at goes on, with its clock.
    """
    case.closed_at = work.now
    clocks.end_all(work, case, why, but=(Clock.APPEAL_DECISION,) if case.open_appeals else ())
    call_off(work, case)
    drop_proposals(work, case)
    tasks.end_all(work, case.id, TaskKind.ASK_CONSENT_ANEW)
    _keep_back(work, case, POINTLESS)
    overtaken.settle(work, case)
    work.session.flush()


def call_off(work: Work, case: Case) -> None:
    """Call off a meeting that is set, with every word about it that has not left."""
    for sitting in panels.sittings(work.session, case.id):
        if sitting.meeting.state == "set":
            sitting.meeting.state = "called_off"
    _keep_back(work, case, ABOUT_A_MEETING)


def drop_proposals(work: Work, case: Case, kind: str | None = None) -> None:
    """Settle the proposals of a kind (None: of every kind) that wait: what happened meanwhile answers them."""
    for proposal in proposals.all_waiting(work.session, case.id):
        if kind in (None, proposal.kind):
            proposal.outcome, proposal.settled_at = "returned", work.now
    if kind in (None, "end"):
        tasks.end_all(work, case.id, TaskKind.SECOND_LOOK_AT_END)
    work.session.flush()


def silence(work: Work, case: Case, person_id: int, why: str) -> None:
    """Let somebody's links open nothing any more, and let nothing that waits reach them; `why` is a code.

    Nobody is asked any more to tell them what they were not told yet.
    """
    links.revoke_all(work.session, case.id, person_id, work.now)
    for message, _ in outbox.untold(work.session, case.id, person_id):
        outbox.drop(message, work.now, why)
        tasks.about_message(work, message)
    for letter in letters.in_order(work.session, case.id):
        if letter.person_id == person_id and letter.told_at is None:
            tasks.end_about_letter(work, letter.id)


def _keep_back(work: Work, case: Case, kinds: Collection[str]) -> None:
    for reach in people.of_case(work.session, case.id):
        for message, letter in outbox.untold(work.session, case.id, reach.person.id):
            if letter.kind in kinds:
                outbox.no_longer(message, work.now)
                tasks.about_message(work, message)
