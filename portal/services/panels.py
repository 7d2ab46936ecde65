"""The panel: set it, put it off, hold it. What follows the meeting stands in `reviews`."""

from dataclasses import dataclass
from datetime import date, time

from portal.cases.independence import holds_name
from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused
from portal.cases.timetable import Clock
from portal.documents.letters import draft_plan, facts, meeting_invitation, meeting_postponed
from portal.documents.letters.facts import DraftPlan, Invitation, Postponed
from portal.policy import Action
from portal.services import bodies, casework, chairs, clocks, letters, plans
from portal.services.work import Work
from portal.store import panels, staff
from portal.store.panels import Sitting
from portal.store.tables import Case, Meeting, Member, Voice
from portal.wording import msg

PARTS = {
    "come": "come",
    "online": "online",
    "send_someone": "send someone",
    "statement": "statement",
    "read_out": "read out",
    "none": "none",
}


@dataclass(frozen=True)
class Seat:
    """Somebody who sits for a body (by key)."""

    body: str
    name: str


@dataclass(frozen=True)
class Convening:
    """A meeting to set. A chair who is not independent needs a reason; so does not inviting the victim."""

    meets_on: date
    meets_at: time
    place: str
    chair_id: int
    chair_independent: bool
    chair_reason: str
    seats: tuple[Seat, ...]
    victim_invited: bool
    not_invited_reason: str = ""


@dataclass(frozen=True)
class Holding:
    """What the chair records of a meeting. `attended` holds numbers of members."""

    attended: frozenset[int]
    how_heard: str
    heard_words: str
    plan: plans.Plan


def choose_voice(work: Work, token: str, part: str, statement: str) -> None:
    """Keep how the victim wants to be heard, said by the link in the letter.

    Their page never shows an earlier statement, because others may read over their shoulder; so an empty one
    keeps what they sent before.
    """
    case, _ = casework.find_by_link(work, token, "voice", Action.CHOOSE_VOICE)
    before = panels.voice(work.session, case.id)
    _keep_voice(work, case, part, statement or (before.statement or "" if before else ""))


def record_voice(work: Work, reference: str, part: str, statement: str) -> None:
    """Keep how the victim wants to be heard, said to an officer."""
    _keep_voice(work, casework.find(work, reference, Action.RECORD_VOICE), part, statement)


def convene(work: Work, reference: str, new: Convening) -> None:
    """Set the panel's meeting and invite the victim. Raises Refused naming what is missing."""
    case = casework.find(work, reference, Action.CONVENE)
    _check(work, case, new)
    meeting = Meeting(
        case_id=case.id,
        number=panels.next_number(work.session, case.id),
        round=case.sittings + 1,
        state="set",
        meets_on=new.meets_on,
        meets_at=new.meets_at,
        place=new.place,
        chair_id=new.chair_id,
        chair_independent=new.chair_independent,
        chair_reason=new.chair_reason,
        victim_invited=new.victim_invited,
        not_invited_reason=new.not_invited_reason or None,
    )
    work.session.add(meeting)
    work.session.flush()
    for seat in new.seats:
        body = bodies.named(work, seat.body)
        if body is None:
            raise Refused(msg("Choose an organisation for each member."), "seats")
        linked = _member_of_staff(work, seat.name)
        work.session.add(Member(meeting_id=meeting.id, body_id=body.id, name=seat.name, staff_id=linked))
    work.session.flush()
    casework.record(work, case, Move.CONVENE, {"meeting": meeting.id, "chair": new.chair_id})
    chairs.found(work, case)
    sitting = _newest(work, case)
    letters.write(
        work, case, lambda sheet: meeting_invitation(sheet.head, _invitation(work, sheet, sitting), sheet.say)
    )


def postpone(work: Work, reference: str, reason: str, meets_on: date, meets_at: time, place: str) -> None:
    """Put the meeting off to another day; the old one is kept with the reason."""
    case = casework.find(work, reference, Action.CONVENE)
    if meets_on < work.today:
        raise Refused(msg("Choose a day from today on."), "meets_on")
    old = _newest(work, case)
    if (meets_on, meets_at, place) == (old.meeting.meets_on, old.meeting.meets_at, old.meeting.place):
        # Also what a second press of the button would ask for.
        raise Refused(msg("The meeting is already set for this day, time and place."), "meets_on")
    casework.record(work, case, Move.POSTPONE, {"meets_on": meets_on.isoformat()}, reasons=reason)
    old.meeting.state, old.meeting.postponed_reason = "postponed", reason
    _set_anew(work, old, meets_on, meets_at, place)
    sitting = _newest(work, case)
    letters.write(
        work,
        case,
        lambda sheet: meeting_postponed(
            sheet.head,
            Postponed(
                old_day=old.meeting.meets_on,
                meeting=meeting_shown(sitting),
                reason=reason,
                closing=letters.closing_of(work, case),
            ),
            sheet.say,
        ),
    )


def _set_anew(work: Work, old: Sitting, meets_on: date, meets_at: time, place: str) -> None:
    """Add the same meeting on another day: its chair, its members, and whether the victim is invited stay."""
    meeting = Meeting(
        case_id=old.meeting.case_id,
        number=old.meeting.number + 1,
        round=old.meeting.round,
        state="set",
        meets_on=meets_on,
        meets_at=meets_at,
        place=place,
        chair_id=old.meeting.chair_id,
        chair_independent=old.meeting.chair_independent,
        chair_reason=old.meeting.chair_reason,
        victim_invited=old.meeting.victim_invited,
        not_invited_reason=old.meeting.not_invited_reason,
    )
    work.session.add(meeting)
    work.session.flush()
    for member, _ in old.members:
        again = Member(
            meeting_id=meeting.id, body_id=member.body_id, name=member.name, staff_id=member.staff_id
        )
        work.session.add(again)
    work.session.flush()


def hold(work: Work, reference: str, held: Holding) -> None:
    """Record the meeting that was held and send the draft plan to the victim for comment."""
    case = casework.find(work, reference, Action.HOLD_PANEL)
    sitting = _newest(work, case)
    meeting = sitting.meeting
    if meeting.meets_on > work.today:
        raise NotNow(msg("The meeting has not taken place yet. Record it on the day or later."))
    if held.how_heard not in PARTS:
        raise Refused(msg("Say how the victim was heard."), "how_heard")
    casework.record(work, case, Move.HOLD, {"meeting": meeting.id})
    for member, _ in sitting.members:
        member.attended = member.id in held.attended
    plans.keep(work, meeting, held.plan)
    meeting.state, meeting.how_heard, meeting.heard_words = "held", held.how_heard, held.heard_words
    clocks.meet(work, case, Clock.PANEL)
    meeting.comment_by = clocks.start(work, case, Clock.PLAN_COMMENT).due_on
    clocks.start(work, case, Clock.OUTCOME)
    sitting = _newest(work, case)
    letters.write(work, case, lambda sheet: draft_plan(sheet.head, _draft(work, sheet, sitting), sheet.say))


def meeting_shown(sitting: Sitting) -> facts.Meeting:
    """Return a meeting as letters show it."""
    meeting = sitting.meeting
    return facts.Meeting(
        day=meeting.meets_on,
        at=meeting.meets_at,
        place=meeting.place,
        chair=chairs.shown(sitting),
        members=members_shown(sitting),
    )


def members_shown(sitting: Sitting) -> tuple[facts.Member, ...]:
    """Return the members as letters show them; after the meeting only those who came."""
    came = ((member, body) for member, body in sitting.members if member.attended is not False)
    return tuple(facts.Member(body.name, member.name) for member, body in came)


def without_seat(work: Work, case: Case, sitting: Sitting | None) -> tuple[str, ...]:
    """Return the relevant bodies of the district with nobody on the panel: a warning, no bar (requirement D1).

    The bodies carry out the review together, s104(1); a housing provider only where it is the landlord, so it is left
    out here.
    """
    seated = {body.key for member, body in sitting.members} if sitting else set()
    wanted = [one for one in bodies.relevant(work, case) if one.kind != "housing"]
    return tuple(one.name for one in wanted if one.key not in seated)


def _check(work: Work, case: Case, new: Convening) -> None:
    if new.meets_on < work.today:
        raise Refused(msg("Choose a day from today on."), "meets_on")
    if not new.seats:
        raise Refused(msg("Enter at least one member."), "seats")
    chairs.check(work, case, chairs.NewChair(new.chair_id, new.chair_independent, new.chair_reason))
    if not new.victim_invited and not new.not_invited_reason:
        raise Refused(msg("Say why the victim is not invited. They will read this."), "not_invited_reason")


def _member_of_staff(work: Work, typed: str) -> int | None:
    """Return who of the staff "name and post" names, so that sitting on the panel counts as taking part (D2)."""
    found = [one.id for one in staff.everybody(work.session) if holds_name(one.name, typed)]
    return found[0] if len(found) == 1 else None


def _keep_voice(work: Work, case: Case, part: str, statement: str) -> None:
    if part not in PARTS:
        raise Refused(msg("Choose how you want to be heard."), "part")
    before = panels.voice(work.session, case.id)
    if before is not None and (before.part, before.statement) == (part, statement or None):
        return  # the same sent twice
    casework.record(work, case, Move.GIVE_VOICE, {"part": part})
    work.session.add(
        Voice(
            case_id=case.id,
            part=part,
            statement=statement or None,
            recorded_at=work.now,
            recorded_by=work.staff_id,
        )
    )
    work.session.flush()


def _newest(work: Work, case: Case) -> Sitting:
    sitting = panels.newest(work.session, case.id)
    if sitting is None:
        raise NotNow(msg("No meeting has been set for this case yet."))
    return sitting


def _invitation(work: Work, sheet: letters.Sheet, sitting: Sitting) -> Invitation:
    voice = panels.voice(work.session, sheet.case.id)
    invited = sitting.meeting.victim_invited
    return Invitation(
        meeting=meeting_shown(sitting),
        closing=letters.closing_of(work, sheet.case),
        chosen=PARTS[voice.part] if voice else None,  # type: ignore[arg-type]
        choose_link=sheet.link("voice") if invited else None,
        not_invited=sitting.meeting.not_invited_reason,
    )


def _draft(work: Work, sheet: letters.Sheet, sitting: Sitting) -> DraftPlan:
    return DraftPlan(
        meeting_day=sitting.meeting.meets_on,
        actions=plans.actions_shown(sitting),
        recommendations=plans.recommendations_shown(sitting),
        closing=letters.closing_of(work, sheet.case),
        comment_by=sitting.meeting.comment_by,
        comment_link=sheet.link("plan_comment"),
    )
