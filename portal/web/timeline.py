"""The timeline of a case: every event as a plain sentence. Events hold ids and codes; the words come from here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.cases.moves import Move
from portal.services import staff
from portal.services.casefile import CaseShown
from portal.services.work import Work
from portal.store.tables import Event
from portal.web.case_words import district_name, named
from portal.web.language import day, say
from portal.wording import msg

SENTENCES: Mapping[Move, str] = {
    Move.SUBMIT: msg("The application was received"),
    Move.ASK_FOR_CALL: msg("Somebody asked to be called"),
    Move.AWAIT_CONSENT: msg("The case waits until the victim agrees"),
    Move.SEEK_CONSENT: msg("The victim was asked whether they agree, %(asked)s"),
    Move.GIVE_CONSENT: msg("The victim agreed"),
    Move.CHECK_CONSENT: msg(
        "The victim was asked whether they know of the application and agree: %(answer)s"
    ),
    Move.PROPOSE_OVERRIDE: msg("It was proposed to go on without the victim’s word"),
    Move.OVERRIDE_CONSENT: msg("A second person agreed to go on without the victim’s word"),
    Move.RETURN_OVERRIDE: msg("The second person did not agree to go on without the victim’s word"),
    Move.REFUSE_CONSENT: msg("The victim did not agree. The case was closed"),
    Move.END_REPRESENTATION: msg("Nobody acts for the victim any more. They are the applicant now"),
    Move.PASS_ON: msg("The application was made available to %(bodies)s"),
    Move.PLACE: msg("The application was put into the district %(district)s"),
    Move.MOVE_DISTRICT: msg("The application was moved to the district %(district)s"),
    Move.MOVE_OUT: msg("The application was passed to another area. The case was closed here"),
    Move.MERGE: msg("The application was joined to another case of the same person. This case was closed"),
    Move.LINK: msg("The case was linked with another case"),
    Move.ACKNOWLEDGE: msg("%(body)s confirmed that it has the application"),
    Move.NAME_CONTACT: msg("%(person)s was named as the contact"),
    Move.FIRST_CONTACT: msg("Somebody spoke with the applicant for the first time"),
    Move.ASSESS_RISK: msg("The risk was assessed"),
    Move.CHANGE_CONTACT: msg("How the applicant can be reached safely was recorded anew"),
    Move.NOTE: msg("Added to the case: %(note)s"),
    Move.TELL: msg("The applicant was told: “%(letter)s”, %(told)s"),
    Move.COME_BACK: msg("The letter “%(letter)s” came back by post. It told them nothing"),
    Move.DO_TASK: msg("A task was done: %(task)s"),
    Move.ASK: msg("The applicant was asked a question"),
    Move.PAUSE: msg("The clocks of the applicant’s side were stopped"),
    Move.RESUME: msg("The clocks run again"),
    Move.EXTEND: msg("A clock was given more time: %(clock)s"),
    Move.MARK_REPORT: msg("Report %(report)s was marked: %(mark)s"),
    Move.RECORD_INVOLVEMENT: msg("It was recorded who dealt with the reports before"),
    Move.STEP_OFF: msg("%(person)s stepped off the case"),
    Move.DECIDE_MET: msg("Decided that the threshold is met"),
    Move.PROPOSE_NOT_MET: msg("“Not met” was proposed. A second person has to agree"),
    Move.RETURN_PROPOSAL: msg("The second person did not agree to “not met”"),
    Move.DECIDE_NOT_MET: msg("Decided that the threshold is not met"),
    Move.FOLLOW_UP: msg("It was recorded what became of the other help"),
    Move.DEFER: msg("The decision was put off to %(again)s"),
    Move.LOOK_AGAIN: msg("The application is looked at again"),
    Move.GIVE_VOICE: msg("How the victim wants to be heard: %(part)s"),
    Move.CONVENE: msg("The panel meeting was set, with %(person)s in the chair"),
    Move.POSTPONE: msg("The panel meeting was put off to %(day)s"),
    Move.REPLACE_CHAIR: msg("%(person)s took the chair"),
    Move.HOLD: msg("The panel met and made a draft plan"),
    Move.COMMENT: msg("The victim commented on the draft plan"),
    Move.FINISH: msg("The review was finished"),
    Move.UPDATE_ACTION: msg("News of an action was recorded"),
    Move.END_ACTION: msg("An action ended: %(end)s"),
    Move.REPLY: msg("A body replied to a recommendation"),
    Move.CLOSE: msg("The case was closed"),
    Move.CLOSE_NOT_MET: msg("The case was closed"),
    Move.PROPOSE_END: msg("It was proposed to end the case. A second person has to agree"),
    Move.RETURN_END: msg("The second person did not agree to end the case"),
    Move.END: msg("The case was ended"),
    Move.WITHDRAW: msg("The application was withdrawn"),
    Move.REOPEN_AT_CALL: msg("The case was opened again. Somebody rings them"),
    Move.REOPEN_AT_DECISION: msg("The case was opened again. The threshold is decided anew"),
    Move.REOPEN_AT_PANEL: msg("The case was opened again. A panel meets again"),
    Move.REOPEN_AT_PLAN: msg("The case was opened again. The plan goes on"),
    Move.LODGE_APPEAL: msg("An appeal was lodged"),
    Move.ADMIT_LATE: msg("The late appeal was admitted"),
    Move.REFUSE_LATE: msg("The late appeal was not admitted"),
    Move.WITHDRAW_APPEAL: msg("The appeal was withdrawn"),
    Move.ACCEPT_APPEAL: msg("The appeal was accepted"),
    Move.ASSIGN_APPEAL: msg("The appeal was given to %(person)s"),
    Move.STEP_OFF_APPEAL: msg("%(person)s gave the appeal back"),
    Move.DECIDE_APPEAL: msg("The appeal was decided: %(result)s"),
    Move.SEND_BACK_TO_CALL: msg("After the appeal the case is open again. Somebody rings them"),
    Move.SEND_BACK_TO_DECISION: msg("After the appeal the threshold is decided again"),
    Move.SEND_BACK_TO_PANEL: msg("After the appeal a panel meets again"),
    Move.REVERSE: msg("After the appeal the threshold counts as met"),
}
GAVE_VIEW = msg("%(body)s gave its view: %(view)s")
AGREED = msg("The victim agreed to the draft plan")
# Where somebody acts for the victim, an officer must see which of the two was told.
TOLD_BESIDE = msg("Whoever acts for the victim was told: “%(letter)s”, %(told)s")
TOLD_VICTIM = msg("The victim was told: “%(letter)s”, %(told)s")
# What an officer keyed for somebody who did not use their link.
KEYED: Mapping[str, str] = {
    SENTENCES[Move.COMMENT]: msg("The victim commented on the draft plan %(heard)s"),
    AGREED: msg("The victim agreed to the draft plan %(heard)s"),
    SENTENCES[Move.LODGE_APPEAL]: msg("An appeal was lodged %(heard)s"),
    SENTENCES[Move.WITHDRAW]: msg("The application was withdrawn %(heard)s"),
}
ACTORS = {
    "link": msg("The applicant, by a link"),
    "public": msg("The applicant, online"),
    "system": msg("The portal"),
}
BESIDE, VICTIM = msg("Whoever acts for the victim, by a link"), msg("The victim, by a link")


@dataclass(frozen=True)
class Entry:
    """One event: when, what happened in a sentence, and by whom (a name of the staff, or words of ours)."""

    at: datetime
    sentence: str
    by: str


class _Names:
    """Names behind the numbers in the events of one case."""

    def __init__(self, work: Work, shown: CaseShown) -> None:
        self.bodies = {one.body.id: one.body.name for one in shown.passed}
        numbers = {
            event.payload.get(key) for event, _ in shown.events for key in ("staff", "officer", "chair")
        }
        self.staff = staff.names(work, {number for number in numbers if number is not None})
        victims = {one.reach.person.id for one in shown.people if one.reach.role == "victim"}
        # Letters to whoever acts, or acted, for the victim.
        self.beside = {one.letter.id for one in shown.letters if one.letter.person_id not in victims}

    def body(self, number: Any) -> str:
        return self.bodies.get(number, say(msg("an organisation")))

    def person(self, number: Any) -> str:
        return self.staff.get(number, say(msg("somebody")))


def timeline(work: Work, shown: CaseShown) -> list[Entry]:
    """Return the events of a case in sentences, the newest first."""
    names = _Names(work, shown)
    return [
        Entry(
            event.at,
            sentence(event, names),
            name or say(_actor(event, names)),
        )
        for event, name in reversed(shown.events)
    ]


def _actor(event: Event, names: _Names) -> str:
    if event.actor_kind == "link" and names.beside and "letter" in event.payload:
        return BESIDE if event.payload["letter"] in names.beside else VICTIM
    return ACTORS.get(event.actor_kind, msg("A member of staff"))


def sentence(event: Event, names: _Names) -> str:
    """Say what an event was."""
    move, payload = Move(event.move or ""), event.payload
    words = SENTENCES[move]
    if move is Move.ACKNOWLEDGE and payload.get("view"):
        words = GAVE_VIEW
    if move is Move.COMMENT and payload.get("agrees"):
        words = AGREED
    if move is Move.TELL and names.beside:
        words = TOLD_BESIDE if payload.get("letter") in names.beside else TOLD_VICTIM
    if payload.get("heard"):
        words = KEYED.get(words, words)
    return say(words, {gap: fill(payload, names) for gap, fill in GAPS.items() if f"%({gap})s" in words})


def _person(payload: Mapping[str, Any], names: _Names) -> str:
    found = [payload[key] for key in ("staff", "officer", "chair") if key in payload]
    return names.person(found[0] if found else None)


GAPS: Mapping[str, Callable[[Mapping[str, Any], _Names], str]] = {
    "bodies": lambda payload, names: ", ".join(names.body(one) for one in payload["bodies"]),
    "body": lambda payload, names: names.body(payload["body"]),
    "district": lambda payload, _: district_name(payload["district"]),
    "person": _person,
    "note": lambda payload, _: named("note", payload["kind"]),
    "letter": lambda payload, _: named("letter", payload["kind"]),
    "told": lambda payload, _: named("told", payload["how"]),
    "task": lambda payload, _: named("task", payload["kind"]),
    "view": lambda payload, _: named("view", payload["view"]),
    "report": lambda payload, _: str(payload["report"]),
    "mark": lambda payload, _: named("mark", payload["code"]),
    "again": lambda payload, _: day(date.fromisoformat(payload["look_again_on"])),
    "heard": lambda payload, _: named("heard", payload["heard"]),
    "clock": lambda payload, _: named("clock", payload["clock"]),
    "part": lambda payload, _: named("part", payload["part"]),
    "asked": lambda payload, _: named("asked", payload["how"]),
    "answer": lambda payload, _: named("consent_answer", payload["answer"]),
    "day": lambda payload, _: day(date.fromisoformat(payload["meets_on"])),
    "end": lambda payload, _: named("action", payload["how"]),
    "result": lambda payload, _: named("appeal_result", payload["result"]),
}
