"""Ends a case early because somebody moved away, died or cannot be reached (requirement D7).

One officer proposes it with every try to reach them, another one looks at it. Nobody writes to the address of
somebody who died, unless a person says who opens letters there.
"""

from portal.cases.moves import Move
from portal.cases.refusals import Refused
from portal.cases.safe_contact import Held
from portal.cases.tasks import TaskKind
from portal.documents.letters import ended
from portal.documents.letters.facts import Ended
from portal.policy import Action
from portal.services import bodies, casework, decisions, letters, notes, second_person, stopping, tasks
from portal.services.second_person import NewProposal
from portal.services.work import Work
from portal.store import people
from portal.store.tables import Case, Proposal
from portal.wording import in_english, msg

KIND = "end"
WHY = {"moved_away": "moved away", "died": "died", "cannot_be_reached": "cannot be reached"}


def propose(work: Work, reference: str, why: str, reasons: str, tries: str) -> None:
    """Propose to end a case. `tries` lists every try to reach them, needed where they cannot be reached."""
    case = casework.find(work, reference, Action.PROPOSE_END)
    if why not in WHY:
        raise Refused(msg("Choose why the case should end."), "why")
    if why == "cannot_be_reached" and not tries:
        raise Refused(msg("List every try to reach them."), "tries")
    new = NewProposal(KIND, reasons, {"why": why, "tries": tries}, {"why": why})
    second_person.propose(work, case, Move.PROPOSE_END, new)
    tasks.open_task(work, case.id, TaskKind.SECOND_LOOK_AT_END)


def agree(work: Work, reference: str, reasons: str, *, opens_letters: str = "") -> None:
    """End the case as the second person, for the proposer's reasons, and tell whoever can be told safely.

    `reasons` are why the second person agrees: a note for officers, which no letter repeats. The event seals the
    words of both (`second_person.words_of_both`).
    `opens_letters` says who opens letters at the address of somebody who died; without it no letter goes there, and
    with it none that was written before.
    """
    case, proposal = _found(work, reference, reasons)
    why = proposal.content["why"]
    recorded = second_person.agree(work, case, proposal, Move.END, reasons, {"why": why})
    tasks.end_all(work, case.id, TaskKind.SECOND_LOOK_AT_END)
    decisions.keep(work, case, recorded, "closure", "ended", proposal.reasons or "", proposal)
    notes.write(work, case, notes.for_officers(work, reasons))
    stopping.stop(work, case, "ended")
    if not case.open_actions:
        bodies.take_back(work, case)
    if why == "died":
        _died(work, case, opens_letters)
    letters.write(work, case, lambda sheet: ended(sheet.head, _facts(work, sheet, proposal), sheet.say))


def send_back(work: Work, reference: str, reasons: str) -> None:
    """Do not agree: the case goes on, with the reasons for the proposer to read."""
    case, proposal = _found(work, reference, reasons)
    second_person.send_back(work, case, proposal, Move.RETURN_END, reasons)
    tasks.end_all(work, case.id, TaskKind.SECOND_LOOK_AT_END)


def _died(work: Work, case: Case, opens_letters: str) -> None:
    """Let nothing that was written before reach the victim's address; what comes, if somebody opens letters there."""
    victim = people.victim(work.session, case.id).person
    stopping.silence(work, case, victim.id, Held.DIED)
    part = people.part(work.session, case.id, victim.id)
    part.died_at, part.letters_opened = work.now, bool(opens_letters)
    if opens_letters:
        says = in_english(msg("Who opens letters and mails there now: %(who)s")) % {"who": opens_letters}
        notes.write(work, case, notes.for_officers(work, says))
    work.session.flush()


def _found(work: Work, reference: str, reasons: str) -> tuple[Case, Proposal]:
    case = casework.find(work, reference, Action.END_CASE)
    return case, second_person.to_settle(work, case, KIND, reasons)


def _facts(work: Work, sheet: letters.Sheet, proposal: Proposal) -> Ended:
    return Ended(
        ended_on=work.today,
        why=WHY[proposal.content["why"]],  # type: ignore[arg-type]
        reasons=proposal.reasons or "",
        challenge=letters.challenge(work, sheet),
        closing=letters.closing_of(work, sheet.case),
    )
