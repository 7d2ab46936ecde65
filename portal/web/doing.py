"""Doing something to a case: one transaction, a refusal shown beside its question, and the way back to the case."""

from collections.abc import Callable, Mapping

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from portal.cases.refusals import Refused, UnknownCase
from portal.journeys.forms import PageForm
from portal.policy import Action
from portal.services import casework
from portal.services.work import Work
from portal.web.forms import refuse
from portal.web.language import say
from portal.web.routing import work
from portal.wording import msg

# What the case page says after a step, by the code in its address.
DONE: Mapping[str, str] = {
    "consent_agreed": msg(
        "It is recorded that they agree. See under “Letters and messages” how they are told."
    ),
    "consent_refused": msg("It is recorded that they do not agree. The organisations see nothing."),
    "consent_undecided": msg("It is recorded that they do not want to decide yet. Nothing lapses."),
    "consent_not_reached": msg("The try is recorded. Nothing lapses. Try again in a safe way."),
    "consent_alone": msg("The victim is the applicant now. Whoever acted for them opens nothing any more."),
    "consent_stop": msg("It has stopped. No organisation sees the case any more."),
    "override_proposed": msg("It is proposed. Another decision-maker looks at it."),
    "override_agreed": msg("It goes on. The organisations have the application now."),
    "override_returned": msg("It goes on waiting. Your reasons are with the proposal."),
    "note": msg("The note is in the case."),
    "contact": msg("The contact is named. Letters from now on give their name."),
    "reach": msg(
        "It is recorded how to reach them safely. See under “Letters and messages” how they are told"
        " what waits."
    ),
    "tried": msg("It is recorded that nobody answered. Try again at another safe time."),
    "placed": msg("The application is in its district and was made available to the organisations there."),
    "asked": msg("The question is written. See under “Letters and messages” how they are told."),
    "answered": msg("The answer is in the case, under “Notes and documents”."),
    "moved": msg("The case is in the other district. The date of the application stays."),
    "linked": msg("The cases are linked. Each shows the other to people who may see both."),
    "end_proposed": msg("It is proposed to end the case. Another person has to look at it."),
    "end_returned": msg("The case goes on. Your reasons are in it for the person who proposed to end it."),
    "ended": msg("The case has ended. See under “Letters and messages” who is told, and how."),
    "reopened_waits": msg(
        "The case is open again and waits for their word. Under “Tasks” or “Letters and messages” stands"
        " how they are asked."
    ),
    "reopened_silent": msg(
        "The case is open again. No letter was written: they died, as recorded here. Record how to reach"
        " whoever acts for them."
    ),
    "told": msg("It is recorded that they were told."),
    "task": msg("The task is done."),
    "posted": msg("It is recorded that the letter was posted."),
    "came_back": msg("It is recorded that the letter came back. Nothing more is posted to that address."),
    "first_contact": msg("It is recorded that the first contact was made."),
    "risk": msg("It is recorded that the risk was assessed."),
    "proposed": msg(
        "“Not met” is proposed. Another decision-maker has to look at it and agree before anything is sent."
    ),
    "returned": msg("The proposal went back with your reasons. The case is decided anew."),
    "followed_up": msg("It is recorded what became of the help."),
    "looked_again": msg("The case can be decided now."),
    "convened": msg(
        "The meeting is set. The invitation is written. See under “Letters and messages” how they are told."
    ),
    "voice": msg("It is recorded how the victim wants to be heard."),
    "commented": msg("It is recorded what the victim said about the draft plan."),
    "involvement": msg("It is recorded. It stands beside their name when somebody is chosen."),
    "held": msg(
        "The meeting is recorded. The draft plan is written. See under “Letters and messages” how they"
        " are told."
    ),
    "finished": msg(
        "The review is finished. The outcome letter is written. See under “Letters and messages” how"
        " they are told."
    ),
    "news": msg("The news of the action is recorded."),
    "late_admitted": msg("The late appeal is heard all the same. Give it to an officer next."),
}
# The same for the steps of which a letter tells: where it waits is said after each.
DONE_BY_LETTER: Mapping[str, str] = {
    "paused": msg("The clocks stand still."),
    "resumed": msg("The clocks run again."),
    "extended": msg("The clock has more time."),
    "moved_out": msg("The case is closed."),
    "merged": msg("This case is closed and the other one goes on."),
    "withdrawn": msg("The application is withdrawn."),
    "reopened": msg("The case is open again."),
    "decided": msg("The decision is recorded."),
    "not_met": msg("It is decided that the threshold is not met."),
    "deferred": msg("The decision is put off."),
    "postponed": msg("The meeting was put off."),
    "chair_replaced": msg("Another chair is named."),
    "action": msg("The action has ended."),
    "closed": msg("The case is closed."),
    "appealed": msg("The appeal is lodged."),
    "late_refused": msg("The appeal is refused as late."),
    "appeal_withdrawn": msg("The appeal is withdrawn."),
    "assigned": msg("The appeal is with the officer."),
}
WHERE_THE_LETTER_IS = msg("The letter is written. See under “Letters and messages” how they are told.")


def attempt(form: PageForm, do: Callable[[Work], object]) -> bool:
    """Do something in one transaction and say whether it was done; a refusal rolls all of it back and is shown.

    An unknown case is no refusal to show but the ordinary "not found".
    """
    try:
        with work() as writing:
            do(writing)
    except UnknownCase:
        raise
    except Refused as refused:
        refuse(form, refused)
        return False
    return True


def said_done(code: str) -> str:
    """What the case page says after the step `code`, in the reader's language; empty for anything else."""
    if code in DONE_BY_LETTER:
        return f"{say(DONE_BY_LETTER[code])} {say(WHERE_THE_LETTER_IS)}"
    return say(DONE[code]) if code in DONE else ""


def done(reference: str, what: str) -> ResponseReturnValue:
    """Lead back to the case, which then says what was done (`said_done`)."""
    return redirect(url_for("case.case", reference=reference, done=what), 303)


def done_if_still_theirs(reference: str, what: str) -> ResponseReturnValue:
    """The same, or to the worklist where the step took the case out of this person's reach."""
    with work(write=False) as reading:
        sees_it = casework.reaches(reading, reference, Action.SEE_CASE)
    return done(reference, what) if sees_it else redirect(url_for("worklist.cases"), 303)
