"""An appeal is lodged: by the link in a letter, or keyed in (Schedule 4 paragraph 3)."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.table import MOVES
from portal.cases.timetable import Clock
from portal.documents.letters import appeal_acknowledgement
from portal.documents.letters.facts import AppealReceived
from portal.journeys.danger import helps
from portal.policy import Action
from portal.services import appeal_windows, casework, clocks, letters
from portal.services.letters import CHALLENGEABLE
from portal.services.waiting_appeals import tell_office
from portal.services.work import Work
from portal.store import assessments, hearings, panels
from portal.store import letters as rows
from portal.store.tables import Appeal, Case, Letter
from portal.wording import msg

STAGES = {
    "threshold_met": "threshold",
    "threshold_not_met": "threshold",
    "deferred": "threshold",
    "moved_out": "threshold",
}
# Where an upheld appeal of each stage leads; while a case has not come so far there is nothing to appeal against.
BACK_TO = {"threshold": Move.SEND_BACK_TO_DECISION, "review": Move.SEND_BACK_TO_PANEL}
# Moves after which a decision of a stage does not stand any more: what follows brings a letter of its own.
OVERTAKEN_BY = {
    "threshold": (
        Move.LOOK_AGAIN, Move.SEND_BACK_TO_DECISION, Move.REVERSE, Move.REOPEN_AT_DECISION,
        Move.SEND_BACK_TO_CALL, Move.REOPEN_AT_CALL,
    ),
    "review": (
        Move.SEND_BACK_TO_DECISION, Move.SEND_BACK_TO_PANEL, Move.REOPEN_AT_DECISION, Move.REOPEN_AT_PANEL,
    ),
}  # fmt: skip
DANGER = "danger_words"
Standing = Literal["open", "being heard", "looked at again", "superseded", "withdrawn", "merged"]
NOT_NOW: Final[dict[Standing, str]] = {
    "looked at again": msg(
        "Your case is being looked at again. You will get a new letter, and can appeal then."
    ),
    "superseded": msg(
        "A newer letter has taken the place of this one. Appeal by the link in the newer letter."
    ),
    "withdrawn": msg(
        "The application was withdrawn, so an appeal cannot be heard now. Contact us: we can open the case again."
    ),
    "merged": msg(
        "Your two applications are now one. Appeal by the link in a letter about the one that goes on."
    ),
}


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
class Opening:
    """What somebody is told before they begin.

    `last_day` of the window is None where no limit is set. `standing` says whether an appeal can be lodged now; when
    one is being heard, `lodged_on` is the day it came. `withdrawn` says that the newest one was withdrawn.
    `goes_on` is the reference of the case that this one was made one with.
    """

    reference: str
    stage: str
    last_day: date | None
    late: bool
    standing: Standing
    lodged_on: date | None
    withdrawn: bool
    goes_on: str | None


def open_form(work: Work, token: str) -> Opening:
    """Return what an appeal by this link is about and whether it can begin. Changes nothing. Raises UnknownCase."""
    case, link = casework.find_by_link(work, token, "appeal", Action.APPEAL)
    stage, last_day = _stage(work, link.letter_id), _window(work, case, link.letter_id, work.today)
    lodged = panels.appeals(work.session, case.id)
    open_ones = [one for one in lodged if one.state in ("lodged", "assigned")]
    return Opening(
        reference=case.reference,
        stage=stage,
        last_day=last_day,
        late=last_day is not None and work.today > last_day,
        standing=standing_of(work, case, link.letter_id),
        lodged_on=open_ones[0].lodged_on if open_ones else None,
        withdrawn=bool(lodged) and max(lodged, key=lambda one: one.number).state == "withdrawn",
        goes_on=work.session.get_one(Case, case.same_as_case_id).reference if case.same_as_case_id else None,
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
    standing = standing_of(work, case, came.letter_id)
    if standing in NOT_NOW:
        raise NotNow(NOT_NOW[standing])
    number = len(panels.appeals(work.session, case.id)) + 1
    heard = {} if came.channel == "link" else {"heard": came.channel}
    casework.record(work, case, Move.LODGE_APPEAL, {"number": number, "stage": stage, **heard})
    if helps((new.words, new.wanted)):
        # Words of danger mark the case for a person's eye (requirement A2).
        case.flags = [*case.flags, *({DANGER} - set(case.flags))]
    appeal = _keep(work, case, new, came, number)
    appeal_windows.use(work, case, came.letter_id, came.on)
    _acknowledge(work, case, appeal)
    tell_office(work, case)
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
    agreed = work.partnership.timescale(Clock.APPEAL_DECISION)
    received = AppealReceived(
        received_on=appeal.lodged_on,
        about=appeal.stage,  # type: ignore[arg-type]
        points=appeal.words,
        decide_within=agreed.term if agreed else None,
        closing=letters.closing_of(work, case),
        late=appeal.late,
        grounds=tuple(appeal.grounds),
        wanted=appeal.wanted is not None,
    )
    letters.write(work, case, lambda sheet: appeal_acknowledgement(sheet.head, received, sheet.say))


def standing_of(work: Work, case: Case, letter_id: int | None) -> Standing:
    """Say whether an appeal about a letter can be lodged now, and if not, why."""
    if case.open_appeals:
        return "being heard"
    if case.state == State.WITHDRAWN:
        return "withdrawn"
    if case.same_as_case_id is not None:
        return "merged"
    stage = _stage(work, letter_id)
    if _is_superseded(work, case, letter_id, stage):
        return "superseded"
    state = State(case.state)
    lodged = (state, Move.LODGE_APPEAL) in MOVES and (state, BACK_TO[stage]) in MOVES
    return "open" if lodged else "looked at again"


def _is_superseded(work: Work, case: Case, letter_id: int | None, stage: str) -> bool:
    """Say whether the decision of a letter was overtaken and a newer letter of the same stage is there already."""
    letter = work.session.get(Letter, letter_id) if letter_id else None
    if letter is None:
        return False
    newer = [one for one in rows.of_kinds(work.session, case.id, CHALLENGEABLE) if one.id > letter.id]
    of_stage = [one for one in newer if STAGES.get(one.kind, "review") == stage]
    overtaken = hearings.overtaken_at(work.session, case.id, OVERTAKEN_BY[stage])
    return any(letter.made_at <= at <= one.made_at for one in of_stage for at in overtaken)


def _stage(work: Work, letter_id: int | None) -> str:
    letter = work.session.get(Letter, letter_id) if letter_id else None
    if letter is not None and letter.kind in ("ended", "closing"):
        # A case may end early at any step: before the threshold was met there is no review to appeal about.
        return "review" if assessments.was_met(work.session, letter.case_id) else "threshold"
    return STAGES.get(letter.kind, "review") if letter else "review"


def _window(work: Work, case: Case, letter_id: int | None, on: date) -> date | None:
    """Return the last day of the window, counted from the day the person was told; None: no limit is set.

    Who appeals `on` a day before anybody recorded that they were told is not late.
    """
    letter = work.session.get(Letter, letter_id) if letter_id else None
    told = letter.told_on if letter and letter.told_on else on
    counted = clocks.forecast(work, case.district, Clock.APPEAL_WINDOW, told)
    return counted.due_on if counted else None
