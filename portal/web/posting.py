"""Letters to print: the queue of the actor's districts, posting one of them, and letters that came back."""

from flask.typing import ResponseReturnValue

from portal.journeys.noting import LetterCameBack, PostingLetter
from portal.policy import Action
from portal.services import casefile, posting
from portal.services.addresses import CASE
from portal.services.posting import Posted
from portal.services.work import Work
from portal.web.doing import attempt, done
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import opened
from portal.web.routing import page, work

LETTER = CASE + "<reference:reference>/letters/<token:letter>"


@page("/letters-to-print", does=Action.POST_LETTERS)
def queue() -> ResponseReturnValue:
    """What waits for a printer and an envelope, the oldest first."""
    with work(write=False) as reading:
        waiting = posting.waiting(reading)
    return answer("posting/queue.html", waiting=waiting, most=posting.MOST)


@page(LETTER + "/post", does=Action.POST_LETTERS, methods=("GET", "POST"), records_view=True)
def letter(reference: str, letter: str) -> ResponseReturnValue:
    """Print a letter, compare the addresses, and say on which day it was posted."""
    form = bind(PostingLetter)
    if form_submitted(form) and attempt(form, lambda writing: _post(writing, reference, letter, form)):
        return done(reference, "posted")
    with opened() as opening:
        shown = posting.open_one(opening, reference, letter)
        people = [casefile.shown(opening, shown.reach)]
        if opening.writes:
            casefile.look(opening, shown.case, Action.POST_LETTERS)
    return answer("posting/letter.html", form=form, case=shown.case, shown=shown, people=people)


def _post(writing: Work, reference: str, letter: str, form: PostingLetter) -> None:
    understood = {"yes": True, "no": False}.get(form.understood.data)
    said = Posted(form.posted_on.data, bool(form.compared.data), bool(form.confirmed.data), understood)
    posting.post(writing, reference, letter, said)


@page(LETTER + "/came-back", does=Action.POST_LETTERS, methods=("GET", "POST"))
def came_back(reference: str, letter: str) -> ResponseReturnValue:
    """Say that a posted letter came back."""
    form = bind(LetterCameBack)
    if form_submitted(form) and attempt(
        form, lambda writing: posting.came_back(writing, reference, letter, form.came_back_on.data)
    ):
        return done(reference, "came_back")
    with work(write=False) as reading:
        shown = posting.open_one(reading, reference, letter)
    return answer("posting/came_back.html", form=form, case=shown.case, shown=shown)
