"""Appeals: lodged, heard by somebody who took no part, decided with effect (Schedule 4 paragraph 3)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.cases.civil import civil_date
from portal.cases.moves import MOVES, Move, State
from portal.cases.refusals import NotNow, NotPermitted, Refused, UnknownCase
from portal.cases.timetable import Clock
from portal.documents import messages
from portal.documents.letters import appeal_accepted, appeal_acknowledgement, appeal_decided
from portal.documents.letters.facts import AppealAccepted, AppealDecided, AppealReceived
from portal.journeys.danger import helps
from portal.policy import Action, Role
from portal.services import addresses, casefile, casework, clocks, letters, tasks
from portal.services.work import Work
from portal.store import casefile as case_rows
from portal.store import outbox, panels, staff
from portal.store.tables import Appeal, Case, Letter, Staff
from portal.wording import in_english, msg

STAGES = {"threshold_met": "threshold", "threshold_not_met": "threshold", "deferred": "threshold"}
RESULTS = {"upheld_sent_back": "sent back", "not_upheld": "not upheld"}
# Where an upheld appeal of each stage leads; while a case has not come so far there is nothing to appeal against.
BACK_TO = {"threshold": Move.SEND_BACK_TO_DECISION, "review": Move.SEND_BACK_TO_PANEL}
DANGER = "danger_words"
Standing = Literal["open", "being heard", "looked at again"]


@dataclass(frozen=True)
class NewAppeal:
    """What somebody who appeals says. `submission_key` makes sending it twice one appeal."""

    grounds: tuple[str, ...]
    words: str
    wanted: str
    submission_key: str


@dataclass(frozen=True)
class Came:
    """How and on which day an appeal reached us, and the letter it is about."""

    channel: str
    on: date
    letter_id: int | None


@dataclass(frozen=True)
class Lodged:
    """What they keep."""

    reference: str
    number: int
    late: bool


@dataclass(frozen=True)
class Papers:
    """What an appeal officer reads: the appeal and the case as it was decided."""

    appeal: Appeal
    case: Case
    shown: casefile.CaseShown


@dataclass(frozen=True)
class Opening:
    """What somebody is told before they begin.

    `last_day` of the window is None where no limit is set. `standing` says whether an appeal can be lodged now; when
    one is being heard, `lodged_on` is the day it came.
    """

    reference: str
    stage: str
    last_day: date | None
    late: bool
    standing: Standing
    lodged_on: date | None


def open_form(work: Work, token: str) -> Opening:
    """Return what an appeal by this link is about and whether it can begin. Changes nothing. Raises UnknownCase."""
    case, link = casework.find_by_link(work, token, "appeal", Action.APPEAL)
    stage, last_day = _stage(work, link.letter_id), _window(work, case, link.letter_id, work.today)
    open_ones = [one for one in panels.appeals(work.session, case.id) if one.state in ("lodged", "assigned")]
    return Opening(
        reference=case.reference,
        stage=stage,
        last_day=last_day,
        late=last_day is not None and work.today > last_day,
        standing=_standing(case, stage),
        lodged_on=open_ones[0].lodged_on if open_ones else None,
    )


def lodge(work: Work, token: str, new: NewAppeal) -> Lodged:
    """Lodge an appeal by the link in a letter. Late ones are taken too: a person looks at them.

    Sent twice it is one appeal. Raises NotNow while another appeal of the case is open.
    """
    case, link = casework.find_by_link(work, token, "appeal", Action.APPEAL)
    return take_in(work, case, new, Came("link", work.today, link.letter_id))


def take_in(work: Work, case: Case, new: NewAppeal, came: Came) -> Lodged:
    """Lodge an appeal of a case that was found already, by whichever way it came. See `lodge`."""
    before = panels.appeal_by_key(work.session, new.submission_key)
    if before is not None and before.case_id == case.id:
        return Lodged(case.reference, before.number, before.late)
    if not new.words:
        raise Refused(msg("Tell us why you appeal."), "words")
    stage = _stage(work, came.letter_id)
    if _standing(case, stage) == "looked at again":
        raise NotNow(
            msg("Your case is being looked at again. You will get a new letter, and can appeal then.")
        )
    number = len(panels.appeals(work.session, case.id)) + 1
    heard = {} if came.channel == "link" else {"heard": came.channel}
    casework.record(work, case, Move.LODGE_APPEAL, {"number": number, "stage": stage, **heard})
    if helps((new.words, new.wanted)):
        # Words of danger mark the case for a person's eye (requirement A2).
        case.flags = [*case.flags, *({DANGER} - set(case.flags))]
    appeal = _keep(work, case, new, came, number)
    _acknowledge(work, case, appeal)
    _tell_office(work, case)
    return Lodged(case.reference, number, appeal.late)


def _keep(work: Work, case: Case, new: NewAppeal, came: Came, number: int) -> Appeal:
    ends = _window(work, case, came.letter_id, came.on)
    appeal = Appeal(
        case_id=case.id,
        number=number,
        submission_key=new.submission_key,
        letter_id=came.letter_id,
        stage=_stage(work, came.letter_id),
        state="lodged",
        channel=came.channel,
        lodged_at=work.now,
        lodged_on=came.on,
        window_ends_on=ends,
        late=ends is not None and came.on > ends,
        grounds=list(new.grounds),
        words=new.words,
        wanted=new.wanted or None,
    )
    work.session.add(appeal)
    work.session.flush()
    return appeal


def _acknowledge(work: Work, case: Case, appeal: Appeal) -> None:
    received = AppealReceived(
        received_on=appeal.lodged_on,
        about=appeal.stage,  # type: ignore[arg-type]
        points=appeal.words,
        promises=(letters.promise(work, case, "appeal", Clock.APPEAL_DECISION),),
        closing=letters.closing_of(work, case),
        late=appeal.late,
    )
    letters.write(work, case, lambda sheet: appeal_acknowledgement(sheet.head, received, sheet.say))


def who_can_hear(work: Work, case: Case) -> list[Staff]:
    """Return the appeal officers who took no part in the case before."""
    took_part = case_rows.took_part(work.session, case.id)
    officers = staff.holding(work.session, Role.APPEAL_OFFICER, work.today)
    return [person for person in officers if person.id not in took_part]


def assign(work: Work, reference: str, number: int, officer_id: int, independence: str) -> None:
    """Accept an appeal and give it to an officer who took no part before, which is enforced."""
    case = casework.find(work, reference, Action.ACCEPT_APPEAL)
    appeal = _appeal(work, case, number)
    if officer_id in case_rows.took_part(work.session, case.id):
        raise Refused(
            msg("This person has already dealt with the case. Choose somebody who has not."), "officer"
        )
    if officer_id not in {person.id for person in who_can_hear(work, case)}:
        raise Refused(msg("Choose an appeal officer from the list."), "officer")
    if appeal.state != "lodged":
        raise Refused(msg("This appeal has already been given to an officer."), "officer")
    casework.record(work, case, Move.ACCEPT_APPEAL, {"number": number})
    casework.record(work, case, Move.ASSIGN_APPEAL, {"number": number, "officer": officer_id})
    appeal.state, appeal.officer_id = "assigned", officer_id
    appeal.due_on = clocks.start(work, case, Clock.APPEAL_DECISION).due_on
    officer = work.session.get_one(Staff, officer_id)
    accepted = AppealAccepted(
        accepted_on=work.today,
        about=appeal.stage,  # type: ignore[arg-type]
        officer=officer.name,
        office=officer.office or "",
        independence=independence,
        decide_by=appeal.due_on,
        closing=letters.closing_of(work, case),
    )
    letters.write(work, case, lambda sheet: appeal_accepted(sheet.head, accepted, sheet.say))


def open_papers(work: Work, reference: str, number: int) -> Papers:
    """Return what the assigned officer reads, and write down that they looked. Raises UnknownCase."""
    papers = read_papers(work, reference, number)
    casefile.look(work, papers.case, Action.SEE_APPEAL)
    return papers


def read_papers(work: Work, reference: str, number: int) -> Papers:
    """Return the same papers once more, to show them beside a form that was sent."""
    case = casework.find(work, reference, Action.SEE_APPEAL)
    return Papers(_own(work, case, number), case, casefile.gather(work, case))


def decide(work: Work, reference: str, number: int, result: str, reasons: str, independence: str) -> None:
    """Decide an appeal. Upheld and sent back re-opens the case at the step that went wrong."""
    case = casework.find(work, reference, Action.DECIDE_APPEAL)
    appeal = _own(work, case, number)
    if appeal.state != "assigned":
        raise Refused(msg("This appeal has already been decided."), "result")
    if appeal.officer_id in case_rows.handled(work.session, case.id):
        raise NotPermitted(
            msg("You have dealt with this case before, so somebody else must decide the appeal.")
        )
    if result not in RESULTS:
        raise Refused(msg("Choose the result of the appeal."), "result")
    if not reasons:
        raise Refused(msg("Enter your reasons"), "reasons")
    recorded = casework.record(
        work,
        case,
        Move.DECIDE_APPEAL,
        {"number": number, "result": result, "stage": appeal.stage},
        reasons=reasons,
    )
    appeal.state, appeal.result, appeal.decided_at = "decided", result, work.now
    appeal.reasons, appeal.salt = reasons, recorded.salt
    clocks.meet(work, case, Clock.APPEAL_DECISION)
    step = _send_back(work, case, appeal) if result == "upheld_sent_back" else None
    officer = work.session.get_one(Staff, appeal.officer_id)
    decided = AppealDecided(
        decided_on=work.today,
        about=appeal.stage,  # type: ignore[arg-type]
        result=RESULTS[result],  # type: ignore[arg-type]
        reasons=reasons,
        officer=officer.name,
        office=officer.office or "",
        independence=independence,
        promises=(letters.promise(work, case, *step),) if step else (),
        closing=letters.closing_of(work, case),
    )
    letters.write(work, case, lambda sheet: appeal_decided(sheet.head, decided, sheet.say))


def _send_back(work: Work, case: Case, appeal: Appeal) -> tuple[str, Clock]:
    """Re-open the case: an appeal about the threshold at the decision, one about the review at the panel."""
    case.closed_at = None
    casework.record(work, case, BACK_TO[appeal.stage], {"appeal": appeal.number})
    step, clock = ("decision", Clock.DECISION) if appeal.stage == "threshold" else ("meeting", Clock.PANEL)
    clocks.start_instead(work, case, clock, of=(Clock.DECISION, Clock.PANEL, Clock.OUTCOME))
    return step, clock


def _standing(case: Case, stage: str) -> Standing:
    if case.open_appeals:
        return "being heard"
    state = State(case.state)
    lodged = (state, Move.LODGE_APPEAL) in MOVES and (state, BACK_TO[stage]) in MOVES
    return "open" if lodged else "looked at again"


def _stage(work: Work, letter_id: int | None) -> str:
    letter = work.session.get(Letter, letter_id) if letter_id else None
    return STAGES.get(letter.kind, "review") if letter else "review"


def _window(work: Work, case: Case, letter_id: int | None, on: date) -> date | None:
    """Return the last day of the window, counted from the day the person was told; None: no limit is set.

    Who appeals `on` a day before anybody recorded that they were told is not late.
    """
    letter = work.session.get(Letter, letter_id) if letter_id else None
    told = civil_date(letter.told_at) if letter and letter.told_at else on
    counted = clocks.forecast(work, case.district, Clock.APPEAL_WINDOW, told)
    return counted.due_on if counted else None


def _appeal(work: Work, case: Case, number: int) -> Appeal:
    appeal = panels.appeal(work.session, case.id, number)
    if appeal is None:
        raise UnknownCase
    return appeal


def _own(work: Work, case: Case, number: int) -> Appeal:
    appeal = _appeal(work, case, number)
    if appeal.officer_id != work.actor.id:
        raise UnknownCase
    return appeal


def _tell_office(work: Work, case: Case) -> None:
    text = messages.appeal_for_office(
        case.reference,
        addresses.case_for_officer(work.settings, case.reference),
        letters.sender(work),
        in_english,
    )
    to = work.partnership.contact.email
    queued = outbox.queue(
        work.session,
        outbox.NewMessage(
            kind=text.kind,
            channel="email" if to else "call",
            address=to,
            subject=text.subject,
            body=text.body,
            case_id=case.id,
        ),
        work.now,
    )
    if not to:
        outbox.hold(queued, work.now, "no_address")
        tasks.about_message(work, queued)
