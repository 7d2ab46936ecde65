"""The draft of this browser: its id stands in the signed session cookie, everything else on the server."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from flask import Flask, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.cases.civil import civil_date
from portal.journeys.application import APPLICATION
from portal.journeys.fields import Line
from portal.journeys.forms import Asking, PageForm
from portal.policy import PUBLIC
from portal.services import drafts, receiving
from portal.services.drafts import DraftGone
from portal.services.work import Office
from portal.web.forms import answer, bind, form_submitted
from portal.web.language import translator
from portal.web.routing import office, wiring, work

P = ParamSpec("P")

DRAFT = "draft"
USED = "draft_used"  # the draft this browser used last, and when, in seconds since 1970


@dataclass(frozen=True)
class Held:
    """The answers so far, as they were when the page was asked for.

    `saved_until` is the last day on which a draft saved with a code can be opened, None when it is not saved.
    """

    id: str
    answers: dict[str, Any]
    version: int
    saved_until: date | None
    sent: bool
    asking: Asking


def held_draft() -> Held | None:
    """The draft of this browser; None when there is none, its time has run out, or it was left lying.

    A draft saved with a code lives for weeks, but whoever shares the device must not find it open: left alone for
    the idle time it asks for its code again (requirement A2).
    """
    if DRAFT not in session:
        return None
    with work(write=False) as reading:
        try:
            draft = drafts.read(reading, session[DRAFT])
        except DraftGone:
            return None
        if draft.saved_until is not None and _left_lying(draft.id, reading.now):
            return None
        session[USED] = [draft.id, int(reading.now.timestamp())]
        return Held(
            draft.id,
            dict(draft.answers),
            draft.version,
            draft.saved_until and civil_date(draft.saved_until),
            draft.case_id is not None,
            receiving.asking(reading, translator()),
        )


def _left_lying(draft_id: str, now: datetime) -> bool:
    used, at = session.get(USED, (None, 0))
    idle = timedelta(seconds=int(now.timestamp()) - int(at))
    return bool(used == draft_id) and idle >= office().settings.draft_idle


def with_draft(view: Callable[Concatenate[Held, P], ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Give `view` the draft of this browser; without one, say what became of it."""

    @wraps(view)
    def enter(*arguments: P.args, **named: P.kwargs) -> ResponseReturnValue:
        held = held_draft()
        if held is None:
            return gone()
        if held.sent:
            return redirect(url_for("apply.sent"), 303)
        return view(held, *arguments, **named)

    return enter


def gone() -> ResponseReturnValue:
    """Say what became of the answers. What was written on the page just sent is shown, so that it is not lost."""
    form = bind(PageForm)
    form_submitted(form)
    form.form_errors = []
    own_words = {
        question.short_name: question.label.text
        for page in APPLICATION.pages
        for question in page.questions()
        if isinstance(question, Line)
    }
    typed = [
        (own_words[name], text) for name, text in request.form.items() if name in own_words and text.strip()
    ]
    return answer("apply/gone.html", status=410, typed=typed, had=DRAFT in session, **how_long())


def how_long() -> dict[str, Any]:
    """For how long answers are kept, for the pages that say so."""
    settings = office().settings
    return {
        "idle_minutes": settings.draft_idle // timedelta(minutes=1),
        "saved_days": settings.draft_saved.days,
    }


def forget_at_exit(app: Flask, key: str) -> None:
    """Let the way out delete the draft whose id the session keeps under `key`, if it was not saved with a code."""

    def forget(here: Office, held: dict[str, Any]) -> None:
        if key in held:
            with here.work(PUBLIC) as writing:
                drafts.forget(writing, str(held[key]))

    wiring(app).at_exit.append(forget)
