"""Two cases that belong together: linked and kept apart, or two applications of one person made one (C4).

Likely duplicates are only offered. Nothing is ever merged by itself.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.cases import reference as references
from portal.cases.arrival import date_of_both
from portal.cases.moves import OVER, WAITING, Move, State
from portal.cases.refusals import Refused, UnknownCase
from portal.cases.refusing import Results
from portal.cases.timetable import Clock
from portal.documents import letters as papers
from portal.documents.letters.facts import Merged
from portal.policy import Action
from portal.services import assessing, bodies, casework, clocks, letters, notes, stopping
from portal.services.casework import Recorded
from portal.services.work import Work
from portal.store import answers, cases, joined, people
from portal.store import clocks as clock_rows
from portal.store.joined import Linked, Marks
from portal.store.tables import Case, CaseLink
from portal.wording import in_english, msg
from triage import Facts, assess

# How far back likely duplicates are looked for, and how many are offered.
ALIKE_FOR = timedelta(days=366)
MOST_ALIKE = 5
# Reports of a second application would change what was decided or weighed already: what to do before they come.
FIRST: dict[State, str] = {
    State.NOT_MET_PROPOSED: msg(
        "“Not met” is proposed in that case. The second person returns the proposal first, so that every report is "
        "looked at."
    ),
    State.DEFERRED: msg(
        "The decision of that case was put off. Look at it again first, so that every report is looked at."
    ),
    State.NOT_MET: msg(
        "That case was decided as not met. Open it again first, so that every report is looked at."
    ),
}


@dataclass(frozen=True)
class Together:
    """The other cases of a case that its reader may see: linked, merged, and likely the same."""

    linked: list[Linked]
    merged: list[Case]
    alike: list[Case]


def together(work: Work, case: Case) -> Together:
    """Return the cases that belong, or may belong, with `case`: only those that the actor reaches themselves."""
    reachable = cases.reachable(work.actor, Action.SEE_CASE)
    linked = joined.links(work.session, case.id, reachable)
    merged = joined.merged(work.session, case, reachable)
    known = {one.other.id for one in linked} | {one.id for one in merged}
    alike = joined.alike(work.session, case, _marks(work, case), reachable, case.received_at - ALIKE_FOR)
    return Together(linked, merged, [one for one in alike if one.id not in known][:MOST_ALIKE])


def _marks(work: Work, case: Case) -> Marks:
    victim = people.victim(work.session, case.id)
    places = answers.values(work.session, case.id, joined.POSTCODES)
    return Marks(
        names=frozenset(filter(None, (victim.person.search_name,))),
        phones=frozenset(filter(None, (victim.address("phone"),))),
        postcodes=frozenset(str(one) for one in places.values() if one),
    )


def link(work: Work, reference: str, other: str, reason: str) -> None:
    """Link two cases that belong together and stay apart. The actor must reach both. Twice is once."""
    case, second = _both(work, reference, other, Action.LINK_CASES)
    if joined.linked(work.session, case.id, second.id):
        return
    recorded = casework.record(work, case, Move.LINK, {"case": second.id}, reasons=reason)
    casework.record(work, second, Move.LINK, {"case": case.id})
    work.session.add(
        CaseLink(
            case_id=case.id,
            other_id=second.id,
            reason=reason,
            salt=recorded.salt,
            made_by=work.actor.id,
            made_at=work.now,
        )
    )
    work.session.flush()


def merge(work: Work, reference: str, other: str, reason: str) -> None:
    """Close a second application of one person; the case `other` goes on, and counts from the better date for them.

    Its reports go along and count there, s104(4), while the threshold is to be decided; in a review that is under
    way they are noted. That the two are one person's is the officer's to know. Raises Refused when `other` is over,
    decided or put off, in another district, or only waits.
    """
    case, goes_on = _both(work, reference, other, Action.MOVE_CASE)
    _may_take(case, goes_on)
    was = case.state
    recorded = casework.record(work, case, Move.MERGE, {"case": goes_on.id}, reasons=reason)
    notes.keep_reason(work, case, recorded, reason)
    case.same_as_case_id = goes_on.id
    # What waits for consent was agreed to by nobody yet: the organisations must not see it in the other case.
    counts = was == State.RECEIVED and goes_on.state == State.RECEIVED
    first = min(case.applied_on, goes_on.applied_on)
    day = _day_of_both(work, case, goes_on) if counts else first
    moved, came_later = goes_on.applied_on != day, goes_on.applied_on != first
    went_in = casework.record(
        work, goes_on, Move.LINK, {"case": case.id, "merged": True, "counts_from": day.isoformat()}
    )
    goes_on.applied_on = day
    numbers = _copy_reports(work, case, goes_on) if counts else {}
    _keep(work, case, goes_on, went_in, numbers, reason)
    if goes_on.state == State.RECEIVED and (moved or numbers):
        assessing.assess_case(work, goes_on, assessing.facts_of(work, goes_on))
    if goes_on.state == State.RECEIVED and came_later:
        _keep_earlier_day(work, case, goes_on)
    stopping.stop(work, case, "merged")
    bodies.take_back(work, case)
    facts = Merged(
        work.today, goes_on.reference, day, reason, letters.closing_of(work, case), later=day != first
    )
    letters.write(work, case, lambda sheet: papers.merged(sheet.head, facts, sheet.say))


def _may_take(case: Case, goes_on: Case) -> None:
    """Raise Refused where `goes_on` cannot go on for `case`, with what to do first."""
    state = State(goes_on.state)
    if state in OVER:
        raise Refused(msg("That case is over. Choose one that goes on, or open it again first."), "other")
    if state in WAITING and State(case.state) not in WAITING:
        raise Refused(
            msg("That case waits for a call or for consent. Close that one instead, and let this one go on."),
            "other",
        )
    if goes_on.district != case.district:
        raise Refused(msg("That case is in another district. Move one of them first."), "other")
    if state in FIRST:
        raise Refused(FIRST[state], "other")


def _day_of_both(work: Work, case: Case, goes_on: Case) -> date:
    """Return the day from which both count together, by what the rules say of the reports of both."""
    apart = assessing.facts_of(work, case, marked=False).reports
    theirs = assessing.facts_of(work, goes_on).reports
    # Incidents of two applications are told apart by the reports' numbers, which both begin with 1.
    joined_in = tuple(replace(one, key=f"+{one.key}", incident_key=f"+{one.incident_key}") for one in apart)

    def results(day: date) -> Results:
        stated = Facts(day, (*theirs, *joined_in))
        answer = assess(work.partnership.criteria.in_force(day), stated)
        return Results(answer.statutory.result, answer.local.result)

    return date_of_both(case.applied_on, goes_on.applied_on, results)


def _copy_reports(work: Work, case: Case, goes_on: Case) -> dict[int, int]:
    """Copy the reports of `case` behind those of `goes_on`; returns the new number of each, by its old one.

    Marks are not copied: whoever decides marks them anew, with all reports in front of them.
    """
    reports = answers.reports(work.session, case.id)
    last = max((one.number for one in answers.reports(work.session, goes_on.id)), default=0)
    numbers = {one.number: new for new, one in enumerate(reports, last + 1)}
    rows = [
        {
            "case_id": goes_on.id,
            "number": numbers[one.number],
            "same_as_number": numbers.get(one.same_as_number) if one.same_as_number else None,
            **{column: getattr(one, column) for column in answers.SAID_OF_A_REPORT},
        }
        for one in reports
    ]
    answers.add_reports(work.session, rows)
    return numbers


def _keep_earlier_day(work: Work, case: Case, goes_on: Case) -> None:
    """Let the decision be due when the first application was promised it; no day is put off by joining two."""
    found = [
        next((row for row in clock_rows.running(work.session, one.id) if row.clock == Clock.DECISION), None)
        for one in (case, goes_on)
    ]
    earlier, now = found
    if earlier is None or earlier.due_on is None or now is None:
        return
    if now.due_on is not None and now.due_on <= earlier.due_on:
        return
    clocks.set_day(
        work,
        goes_on,
        Clock.DECISION,
        earlier.due_on,
        "merged",
        of=now,
        started_on=earlier.started_on,
        counted=earlier.counted,
    )


def _both(work: Work, reference: str, typed: str, action: Action) -> tuple[Case, Case]:
    """Return two different cases that the actor reaches, each loaded by the ordinary door."""
    read = references.read(typed)
    # Two people who join the same two the other way round must not wait for each other for ever.
    casework.lock_in_order(work, {reference, read or reference}, action)
    case = casework.find(work, reference, action)
    if read == case.reference:
        raise Refused(msg("Enter the reference of another case."), "other")
    if read is None:
        raise Refused(references.NOT_WHOLE, "other")
    try:
        return case, casework.find(work, read, action)
    except UnknownCase:
        raise Refused(msg("There is no case with this reference that you can open."), "other") from None


def _keep(
    work: Work, case: Case, goes_on: Case, recorded: Recorded, numbers: dict[int, int], reason: str
) -> None:
    """Write what the second application reported into the case that goes on, for its officers."""
    said = [
        f"{numbers.get(one.number, one.number)}. {one.what or one.dates_in_words or ''} ({one.body_kind or '?'})"
        for one in answers.reports(work.session, case.id)
    ]
    from_ = in_english(
        msg(
            "From the application %(reference)s of %(day)s. Its reports are reports of this case now, under these "
            "numbers. Mark those that were here already as the same:"
        )
        if numbers
        else msg(
            "From the application %(reference)s of %(day)s. Its reports are only noted and do not count:"
        )
    ) % {"reference": case.reference, "day": case.applied_on.isoformat()}
    notes.keep_reason(work, goes_on, recorded, "\n".join([from_, *said, "", reason]))
