"""Opens a case for reading, and writes down who looked."""

from dataclasses import dataclass
from typing import Any

from portal.cases.moves import Move, State
from portal.cases.refusals import UnknownCase
from portal.cases.safe_contact import Wishes
from portal.cases.table import moves_from
from portal.journeys.application.acting import REACHING_THEM
from portal.policy import Action
from portal.services import assessing, bodies, casework, gate
from portal.services.work import Work
from portal.store import answers, assessments, casefile, clocks, ledger, letters, panels, people, tasks
from portal.store import bodies as body_rows
from portal.store.tables import (
    Appeal,
    Case,
    Deadline,
    Decision,
    Document,
    FrozenAnswer,
    Letter,
    Message,
    Note,
    Report,
    Staff,
    Voice,
)


@dataclass(frozen=True)
class PersonShown:
    """A person of the case with how they may be reached, said first on every page (requirement A3)."""

    reach: people.Reach
    wishes: Wishes
    must_not_know: str


@dataclass(frozen=True)
class CaseShown:
    """Everything the case page shows."""

    case: Case
    contact: Staff | None
    people: list[PersonShown]
    answers: list[FrozenAnswer]
    reports: list[Report]
    advice: assessing.Advised | None
    deadlines: list[Deadline]
    events: list[tuple[Any, str | None]]
    notes: list[tuple[Note, str | None]]
    documents: list[Document]
    letters: list[letters.Sent]
    messages: list[Message]
    passed: list[body_rows.Passed]
    decisions: list[Decision]
    voice: Voice | None
    sittings: list[panels.Sitting]
    appeals: list[Appeal]
    tasks: list[tasks.Found]
    moves: tuple[Move, ...]


def open_case(work: Work, reference: str) -> CaseShown:
    """Return what the case page shows and add a line to the ledger of views. Raises UnknownCase."""
    case = casework.find(work, reference, Action.SEE_CASE)
    look(work, case, Action.SEE_CASE)
    return gather(work, case)


def gather(work: Work, case: Case) -> CaseShown:
    """Return everything known of a case that was found already."""
    session, case_id = work.session, case.id
    newest = assessments.newest(session, case_id)
    return CaseShown(
        case=case,
        contact=session.get(Staff, case.contact_staff_id) if case.contact_staff_id else None,
        people=people_of(work, case),
        answers=answers.of_case(session, case_id),
        reports=answers.reports(session, case_id),
        advice=assessing.advice(work, case) if newest else None,
        deadlines=clocks.all_of(session, case_id),
        events=casefile.events(session, case_id),
        notes=casefile.notes(session, case_id),
        documents=casefile.documents(session, case_id),
        letters=letters.of_case(session, case_id),
        messages=letters.messages_of(session, case_id),
        passed=body_rows.of_case(session, case_id),
        decisions=assessments.decisions(session, case_id),
        voice=panels.voice(session, case_id),
        sittings=panels.sittings(session, case_id),
        appeals=panels.appeals(session, case_id),
        tasks=tasks.of_case(session, case_id),
        moves=moves_from(State(case.state)),
    )


# Whom the person worries about may be the very user who reads: only the office is told (requirement A6, D2).
NOT_FOR_BODIES = frozenset({"worried_about", *REACHING_THEM})


@dataclass(frozen=True)
class ApplicationShown:
    """What a relevant body reads: the application as made, safe contact first, and its own acknowledgement."""

    case: Case
    people: list[PersonShown]
    answers: list[FrozenAnswer]
    reports: list[Report]
    advice: assessing.Advised | None
    own: list[body_rows.Passed]


def open_for_body(work: Work, reference: str) -> ApplicationShown:
    """Return the application for the user of a body to which it was made available. Raises UnknownCase.

    The rules are asked about the reports as they were given: what the office marked, and what shows it, is its own.
    """
    case = casework.find(work, reference, Action.SEE_CASE_AS_BODY)
    look(work, case, Action.SEE_CASE_AS_BODY)
    newest = assessments.newest(work.session, case.id)
    return ApplicationShown(
        case=case,
        people=[shown(work, people.victim(work.session, case.id))],
        answers=[
            one for one in answers.of_case(work.session, case.id) if one.question_id not in NOT_FOR_BODIES
        ],
        reports=answers.reports(work.session, case.id),
        advice=assessing.as_given(work, case) if newest else None,
        own=[
            passed
            for passed in body_rows.of_case(work.session, case.id)
            if bodies.may_answer_for(work.actor, passed.body.key)
        ],
    )


def open_letter(work: Work, reference: str, public_id: str) -> tuple[Case, Letter]:
    """Return a letter of a case as it was kept, and write down who looked. Raises UnknownCase."""
    case = casework.find(work, reference, Action.SEE_CASE)
    found = letters.by_public_id(work.session, case.id, public_id)
    if found is None:
        raise UnknownCase
    look(work, case, Action.SEE_CASE)
    return case, found


def opened(work: Work, reference: str, action: Action) -> Case:
    """Return a case for a page on which the actor can take `action`. Raises UnknownCase.

    Opening it to read, in a work that writes, is written down; seeing it again beside a form that was sent is not.
    """
    case = casework.find(work, reference, action)
    if work.writes:
        look(work, case, action)
    return case


def look(work: Work, case: Case, action: Action) -> None:
    """Write down that a member of staff looked at a case."""
    if work.staff_id is not None:
        ledger.append_view(
            work.session, case_id=case.id, staff_id=work.staff_id, action=action.name.lower(), at=work.now
        )


def people_of(work: Work, case: Case) -> list[PersonShown]:
    """Return the people of a case with what each said about being reached."""
    return [shown(work, reach) for reach in people.of_case(work.session, case.id)]


def shown(work: Work, reach: people.Reach) -> PersonShown:
    """Return a person with what they said about being reached."""
    return PersonShown(
        reach, gate.wishes_of(work, reach), gate.notes_of(work, reach).get("must_not_know", "")
    )
