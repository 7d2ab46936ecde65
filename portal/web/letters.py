"""Letters: as staff see them in the case, and as their reader opens them by the link in a message."""

from flask import Response, redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal.documents.html import letter_html
from portal.journeys.noting import Telling
from portal.journeys.signing_in import Confirming
from portal.policy import Action
from portal.services import addresses, casefile, casework, letters, posting, telling
from portal.services.work import Work
from portal.web.doing import attempt, done
from portal.web.downloads import download
from portal.web.forms import answer, bind, form_submitted
from portal.web.in_front import opened
from portal.web.language import translator
from portal.web.routing import Limit, page, work

KEPT = addresses.CASE + "<reference:reference>/letters/<token:letter>"
BY_LINK = addresses.BY_LINK["letter"] + "<token:token>"
OPENED = "opened_letters"  # in the browser's session: ids of links whose button was pressed here
MOST_OPENED = 10


@page(KEPT, does=Action.SEE_CASE, records_view=True)
def kept(reference: str, letter: str) -> ResponseReturnValue:
    """A letter as it was written, for staff. Its links lead nowhere here: they are for its reader only."""
    with work(write=True) as opening:
        case, found = casefile.open_letter(opening, reference, letter)
    fragment = letter_html(letters.written(found), translator(), lambda _: "#for-the-reader")
    return answer("staff/letter.html", case=case, letter=found, fragment=fragment)


@page(KEPT + "/file", does=Action.SEE_CASE, records_view=True)
def kept_file(reference: str, letter: str) -> Response:
    """The letter for printing and posting, with the links that its reader needs."""
    with work(write=True) as opening:
        _, found = casefile.open_letter(opening, reference, letter)
        content = posting.paper(opening, found, translator())
    return download(content, "application/pdf", f"{reference}-{found.kind}.pdf")


@page(KEPT + "/told", does=Action.RECORD_TOLD, methods=("GET", "POST"), records_view=True)
def told(reference: str, letter: str) -> ResponseReturnValue:
    """Record how somebody was told what a letter says."""
    form = bind(Telling)
    if form_submitted(form) and attempt(form, lambda writing: _record_told(writing, reference, letter, form)):
        return done(reference, "told")
    with opened() as opening:
        case, found = telling.find_to_tell(opening, reference, letter)
        needs = telling.unreadable(opening, case, found)
        died = telling.died_since(opening, case, found)
        to_post = Action.POST_LETTERS in casework.allowed(opening, case, (Action.POST_LETTERS,))
        to_post = to_post and posting.may_be_posted(opening, case, found)
        if opening.writes:
            casefile.look(opening, case, Action.RECORD_TOLD)
    return answer(
        "staff/told.html", form=form, case=case, letter=found, needs=needs, to_post=to_post, died=died
    )


def _record_told(writing: Work, reference: str, letter: str, form: Telling) -> None:
    understood = {"yes": True, "no": False}.get(form.understood.data)
    telling.record_told(writing, reference, letter, form.how.data, understood=understood)


@page(BY_LINK, does=Action.READ_LETTER, methods=("GET", "POST"), limit=Limit(60, seconds=3600))
def waiting(token: str) -> ResponseReturnValue:
    """Say that there is a letter. Only the button opens it, so that no mail scanner opens it for its reader."""
    form = bind(Confirming)
    if form_submitted(form):
        with work() as writing:
            telling.open_by_link(writing, token)
        _remember(token)
        return redirect(url_for(".read", token=token), 303)
    return answer("letter/waiting.html", form=form, token=token)


@page(BY_LINK + "/read", does=Action.READ_LETTER)
def read(token: str) -> ResponseReturnValue:
    """The letter, in the browser in which the button was pressed."""
    if not _was_opened_here(token):
        return redirect(url_for(".waiting", token=token), 303)
    with work() as reading:
        letter = letters.written(telling.read_by_link(reading, token))
        fragment = letter_html(letter, translator(), addresses.resolver(reading, set(letter.links())))
    return answer("letter/read.html", fragment=fragment, token=token)


@page(BY_LINK + "/before-saving", does=Action.READ_LETTER)
def before_saving(token: str) -> ResponseReturnValue:
    """Say what a file leaves behind on a device, before it is there."""
    if not _was_opened_here(token):
        return redirect(url_for(".waiting", token=token), 303)
    return answer("letter/before_saving.html", token=token)


@page(BY_LINK + "/file", does=Action.READ_LETTER)
def file(token: str) -> ResponseReturnValue:
    """The letter as a file to keep, under a name that says nothing."""
    if not _was_opened_here(token):
        return redirect(url_for(".waiting", token=token), 303)
    with work() as reading:
        content = posting.paper(reading, telling.read_by_link(reading, token), translator())
    return download(content, "application/pdf", "letter.pdf")


def _remember(token: str) -> None:
    others = [one for one in session.get(OPENED, []) if one != _link(token)]
    session[OPENED] = [*others, _link(token)][-MOST_OPENED:]


def _was_opened_here(token: str) -> bool:
    return _link(token) in session.get(OPENED, [])


def _link(token: str) -> str:
    """The link's public id: the session's cookie can be read on the device, so it must not hold the token."""
    return token.partition(".")[0]
