"""What the victim says about an application made for them, recorded by an officer (requirement A12).

Every answer is kept as a row of its own with how it was given; the newest counts. Silence is never an answer.
"""

from dataclasses import dataclass
from datetime import date

from portal.cases.moves import UNDECIDED, Move, State
from portal.cases.refusals import NotNow, Refused
from portal.cases.safe_contact import Held
from portal.cases.tasks import TaskKind
from portal.policy import Action
from portal.services import (
    bodies,
    casefile,
    casework,
    keying,
    notes,
    on_behalf,
    overtaken,
    receipts,
    stopping,
    tasks,
)
from portal.services.persons import WORDING_VERSION
from portal.services.work import Work
from portal.store import answers, people
from portal.store import casefile as case_rows
from portal.store.people import Reach
from portal.store.tables import Case, Consent, FrozenAnswer
from portal.wording import msg

HOW = ("together", "alone", "phone", "signed_form", "councillor")
SIGNED = "signed_form"
ANSWERS = ("agreed", "refused", "not_reached", "undecided")
ALONE, STOP = "alone", "stop"


@dataclass(frozen=True)
class Heard:
    """What the victim said, or a try to reach them. `shared`: may whoever applied hear from us about it."""

    how: str
    on: date
    answer: str
    words: str = ""
    shared: bool = False
    form: notes.Upload | None = None


@dataclass(frozen=True)
class InFront:
    """Who acts for whom in a case, and the state of the victim's consent so far."""

    case: Case
    victim: Reach
    acting: Reach
    state: str | None


@dataclass(frozen=True)
class ToRead:
    """What an officer reads to the victim: what was written for them, and who would see it; and every word so far."""

    case: Case
    victim: Reach
    acting: Reach
    people: list[casefile.PersonShown]
    answers: list[FrozenAnswer]
    bodies: tuple[str, ...]
    said: list[Consent]


def open_to_read(work: Work, reference: str, action: Action) -> ToRead:
    """Return what the pages about consent show; opening it at first (a work that writes) is written down."""
    shown = prepare(work, reference, action)
    if work.writes:
        casefile.look(work, shown.case, action)
    return ToRead(
        case=shown.case,
        victim=shown.victim,
        acting=shown.acting,
        people=casefile.people_of(work, shown.case),
        answers=answers.of_case(work.session, shown.case.id),
        bodies=tuple(body.name for body in bodies.relevant(work, shown.case)),
        said=people.consents(work.session, shown.case.id),
    )


def prepare(work: Work, reference: str, action: Action) -> InFront:
    """Return what the pages about consent show. Raises UnknownCase, and NotNow where nobody acts for the victim."""
    case = casework.find(work, reference, action)
    acting = people.representative(work.session, case.id)
    if acting is None:
        raise NotNow(msg("Nobody acts for the victim in this case."))
    victim = people.victim(work.session, case.id)
    return InFront(case, victim, acting, victim.consent.state if victim.consent is not None else None)


def record(work: Work, reference: str, heard: Heard) -> None:
    """Record what the victim said, or a try to reach them, and do what follows from it.

    Agreed: the bodies get the case from now on, and whoever applied the notices if the victim lets them. Not agreed:
    the case is closed. No answer changes nothing and is counted as a try. Raises Refused naming what is missing.
    """
    shown = prepare(work, reference, Action.RECORD_CONSENT)
    _check(work, heard)
    if _sent_before(work, shown, heard):
        return
    case, waiting = shown.case, shown.case.state == State.AWAITING_CONSENT
    document_id = _keep_form(work, case, heard)
    if heard.answer == "agreed":
        _agreed(work, shown, heard, document_id, waiting)
    elif heard.answer == "refused":
        _refused(work, shown, heard, document_id, waiting)
    else:
        move = Move.SEEK_CONSENT if waiting else Move.CHECK_CONSENT
        casework.record(work, case, move, {"how": heard.how, "answer": heard.answer})
        _keep(work, shown, shown.state or "sought", heard, document_id)
    overtaken.settle(work, case)


def withdraw(work: Work, reference: str, wish: str, heard: Heard) -> None:
    """Record that the victim does not want the representative to act any more.

    "alone": they go on by themselves and become the applicant. "stop": everything waits, and no body sees the case
    from the next request on; only before the threshold is decided, afterwards the application can be withdrawn.
    """
    shown = prepare(work, reference, Action.RECORD_CONSENT)
    if heard.how not in HOW:
        raise Refused(msg("Choose how they told us."), "how")
    keying.check_day(work, heard.on, "asked_on")
    if wish == ALONE:
        end_representation(work, shown, heard)
    elif wish == STOP and shown.case.state in UNDECIDED:
        _wait(work, shown.case, heard)
        _keep(work, shown, "withdrawn", heard, None)
        _hear(work, shown, victim=False, acting=False)
        _close_links(work, shown)
        overtaken.settle(work, shown.case)
    elif wish == STOP:
        raise NotNow(
            msg(
                "The threshold is decided already. They can go on alone, or withdraw the application as a whole."
            )
        )
    else:
        raise Refused(msg("Choose what they want."), "wish")


def end_representation(work: Work, shown: InFront, heard: Heard) -> None:
    """The victim goes on alone: they become the applicant, and nothing goes to whoever acted for them any more."""
    acting = shown.acting
    casework.record(work, shown.case, Move.END_REPRESENTATION, {"person": acting.person.id, "how": heard.how})
    _keep(work, shown, "not_needed", heard, None)
    _hear(work, shown, victim=True, acting=False)
    _close_links(work, shown)
    people.part(work.session, shown.case.id, acting.person.id).until = work.now
    shown.case.flags = [flag for flag in shown.case.flags if flag not in on_behalf.FLAGS]
    _checked(work, shown.case)


def keep_state(work: Work, shown: InFront, state: str, words: str) -> None:
    """Keep a state of consent that others than the victim decided on."""
    _keep(work, shown, state, Heard("", work.today, "", words), None)


def begin(work: Work, shown: InFront, *, victim: bool, acting: bool) -> None:
    """Let a case that waited be received, with who gets its notices from now on."""
    _hear(work, shown, victim=victim, acting=acting and not victim)
    tasks.end_all(work, shown.case.id, TaskKind.ASK_CONSENT_ANEW)
    on_behalf.enter(work, shown.case)
    receipts.acknowledge(work, shown.case)
    _hear(work, shown, victim=victim, acting=acting)


def _agreed(work: Work, shown: InFront, heard: Heard, document_id: int | None, waiting: bool) -> None:
    case = shown.case
    if waiting:
        casework.record(work, case, Move.GIVE_CONSENT, {"how": heard.how, "shared": heard.shared})
        # Their own word answers who proposed to go on without it, now and if they say "stop" later.
        stopping.drop_proposals(work, case, "override")
    else:
        casework.record(work, case, Move.CHECK_CONSENT, {"how": heard.how, "answer": heard.answer})
    _keep(work, shown, "given", heard, document_id)
    if waiting:
        begin(work, shown, victim=True, acting=False)
    _checked(work, case)
    if not heard.shared:
        end_representation(work, shown, heard)
        return
    _hear(work, shown, victim=True, acting=True)
    if waiting:
        acting = people.reach(work.session, case.id, shown.acting.person.id)
        on_behalf.tell_outcome(work, case, acting, "goes on")


def _refused(work: Work, shown: InFront, heard: Heard, document_id: int | None, waiting: bool) -> None:
    case = shown.case
    if not waiting:
        if case.state not in UNDECIDED:
            raise NotNow(
                msg(
                    "The threshold is decided already. They can go on alone, or withdraw the application as a whole."
                )
            )
        _wait(work, case, heard)
    casework.record(work, case, Move.REFUSE_CONSENT, {"how": heard.how})
    _keep(work, shown, "refused", heard, document_id)
    _hear(work, shown, victim=False, acting=False)
    _close_links(work, shown)
    _checked(work, case)
    stopping.stop(work, case, "consent")
    if heard.shared:
        on_behalf.tell_outcome(work, case, shown.acting, "over")


def _wait(work: Work, case: Case, heard: Heard) -> None:
    """Let the case wait for the victim's word again; a decision that somebody proposed meanwhile is none."""
    casework.record(work, case, Move.AWAIT_CONSENT, {"how": heard.how})
    stopping.drop_proposals(work, case, "not_met")
    on_behalf.leave(work, case)


def _check(work: Work, heard: Heard) -> None:
    if heard.how not in HOW:
        raise Refused(msg("Choose how you asked them."), "how")
    if heard.answer not in ANSWERS:
        raise Refused(msg("Choose what they said."), "answer")
    keying.check_day(work, heard.on, "asked_on")
    if heard.how == SIGNED and heard.answer in ("agreed", "refused") and heard.form is None:
        raise Refused(msg("Add the scan or photo of the signed form."), "file")


def _sent_before(work: Work, shown: InFront, heard: Heard) -> bool:
    """Whether the same person has just recorded the very same: a double click sends a form twice."""
    last = shown.victim.consent
    if last is None or last.recorded_by != work.actor.id or work.now - last.recorded_at >= notes.SENT_TWICE:
        return False
    before = (last.asked_how, last.answered_how, last.asked_on, last.reason)
    return before == (heard.how, heard.answer, heard.on, heard.words or None)


def _keep_form(work: Work, case: Case, heard: Heard) -> int | None:
    """Keep the signed form among the documents of the case, for officers only."""
    if heard.form is None:
        return None
    note = notes.NewNote("letter", "officers", heard.on, heard.words or "Signed form about consent")
    notes.write(work, case, note, heard.form)
    return case_rows.documents(work.session, case.id)[0].id


def _keep(work: Work, shown: InFront, state: str, heard: Heard, document_id: int | None) -> None:
    work.session.add(
        Consent(
            case_id=shown.case.id,
            person_id=shown.victim.person.id,
            purpose=people.APPLY,
            state=state,
            wording_version=WORDING_VERSION,
            asked_how=heard.how or None,
            answered_how=heard.answer or None,
            asked_on=heard.on,
            evidence_document_id=document_id,
            reason=heard.words or None,
            recorded_by=work.actor.id,
            recorded_at=work.now,
        )
    )
    work.session.flush()


def _hear(work: Work, shown: InFront, *, victim: bool, acting: bool) -> None:
    """Set who gets the notices of the case from now on (requirement A13)."""
    people.part(work.session, shown.case.id, shown.victim.person.id).gets_notices = victim
    people.part(work.session, shown.case.id, shown.acting.person.id).gets_notices = acting
    work.session.flush()


def _close_links(work: Work, shown: InFront) -> None:
    """Let whoever acted open nothing any more, and hold what was still to be sent to them."""
    stopping.silence(work, shown.case, shown.acting.person.id, Held.NO_CONSENT)


def _checked(work: Work, case: Case) -> None:
    """The victim has said a word of their own: nobody has to ask any more."""
    case.flags = [flag for flag in case.flags if flag != on_behalf.TO_CHECK]
    tasks.end_all(work, case.id, TaskKind.VERIFY_CONSENT, by=work.actor.id)
    work.session.flush()
