"""Who is fit for a part in a case, and what officers record about who dealt with it before (requirement D2)."""

from dataclasses import dataclass, replace

from portal.cases.independence import RECORDED, Bar, Candidate, Involved, Part, Past, bars, hard
from portal.cases.moves import Move
from portal.cases.refusals import Refused
from portal.policy import Action
from portal.services import casefile, casework
from portal.services.work import Work
from portal.store import casefile as case_rows
from portal.store import involvement, staff
from portal.store.tables import Case, FrozenAnswer, Involvement, Staff
from portal.wording import msg


@dataclass(frozen=True)
class Fit:
    """Somebody who might take a part, and what is known against it."""

    person: Staff
    bars: tuple[Bar, ...]

    @property
    def hard(self) -> tuple[Bar, ...]:
        """What stands against them; the rest is to be checked by a person."""
        return hard(self.bars)


@dataclass(frozen=True)
class Known:
    """What is known of who dealt with a case before: recorded by officers, and named in the victim's own words."""

    case: Case
    people: list[casefile.PersonShown]
    recorded: list[tuple[Involvement, Staff | None]]
    named: list[FrozenAnswer]
    staff: list[Staff]


def past_of(work: Work, case: Case) -> Past:
    """Gather what is known of who had to do with `case`."""
    session = work.session
    decided = involvement.deciders(session, case.id)
    return Past(
        involved=tuple(
            Involved(row.how, row.staff_id, row.name) for row, _ in involvement.recorded(session, case.id)
        ),
        took_part=frozenset(case_rows.took_part(session, case.id)),
        decided=frozenset(one.id for one in decided),
        deciding_offices=tuple(one.office for one in decided if one.office),
        named=tuple(str(one.value) for one in involvement.named(session, case.id)),
    )


def weigh(work: Work, case: Case, candidates: list[Staff], part: Part) -> list[Fit]:
    """Return each of `candidates` with what is known against their taking `part`.

    Who stepped off the case is left out: they cannot open it any more.
    """
    past, gone = past_of(work, case), involvement.stepped_off(work.session, case.id)
    return [
        Fit(one, bars(Candidate(one.id, one.name, one.office), past, part))
        for one in candidates
        if one.id not in gone
    ]


def of_actor(work: Work, case: Case, part: Part) -> tuple[Bar, ...]:
    """Return what is known against the acting member of staff taking `part` in `case`."""
    acting = work.session.get(Staff, work.staff_id) if work.staff_id else None
    return next((one.bars for one in weigh(work, case, [acting] if acting else [], part)), ())


def after_assigning(work: Work, case: Case, officer: Staff) -> tuple[Bar, ...]:
    """Return what is known against an appeal officer besides that the appeal was given to them."""
    handled = frozenset(case_rows.handled(work.session, case.id))
    past = replace(past_of(work, case), took_part=handled)
    return bars(Candidate(officer.id, officer.name, officer.office), past, "appeal officer")


def open_known(work: Work, reference: str) -> Known:
    """Return what is known of who dealt with a case before. Raises UnknownCase."""
    case = casefile.opened(work, reference, Action.RECORD_INVOLVEMENT)
    return Known(
        case=case,
        people=casefile.people_of(work, case),
        recorded=involvement.recorded(work.session, case.id),
        named=involvement.named(work.session, case.id),
        staff=staff.everybody(work.session),
    )


def record(work: Work, reference: str, how: str, *, staff_id: int | None, name: str, office: str) -> None:
    """Record that somebody dealt with the reports before: a member of staff, or somebody only known by name.

    Said twice it stands once. Raises Refused when nobody is named or `how` is no key of RECORDED.
    """
    case = casework.find(work, reference, Action.RECORD_INVOLVEMENT)
    if how not in RECORDED:
        raise Refused(msg("Choose what they did."), "how")
    if staff_id is None and not name:
        raise Refused(msg("Choose the person, or enter their name."), "name")
    if staff_id is not None and staff_id not in {one.id for one in staff.everybody(work.session)}:
        raise Refused(msg("Choose the person from the list."), "person")
    said = (how, staff_id, None if staff_id is not None else name, office or None)
    before = involvement.recorded(work.session, case.id)
    if any((row.how, row.staff_id, row.name, row.office) == said for row, _ in before):
        return
    casework.record(work, case, Move.RECORD_INVOLVEMENT, {"how": how, "staff": staff_id})
    work.session.add(
        Involvement(
            case_id=case.id,
            how=how,
            staff_id=staff_id,
            name=said[2],
            office=said[3],
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
    work.session.flush()
