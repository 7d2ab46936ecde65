"""What a view uses to take in a form and to show it again.

form = bind(NameForm)
if form_submitted(form):
    ...
    return redirect(...)
return answer("apply/name.html", form=form)
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from flask import Response, g, make_response, render_template, request
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.exceptions import HTTPException

from portal.cases.civil import civil_date
from portal.cases.refusals import Refused
from portal.journeys.choices import Choice, Option
from portal.journeys.conditions import Answers
from portal.journeys.forms import Asking, PageForm
from portal.policy import Action
from portal.web.language import say, translator
from portal.web.routing import SAFE, SHOW_AGAIN, check_size, csrf, office
from portal.wording import msg

STALE_FORM = msg(
    "This page had been open for too long or in another tab. Your answers are still here. Send them again."
)
SHOWN_AGAIN = msg(
    "You were signed out before this was saved. What you wrote is below. Read it, then send it again."
    " If you had chosen a file, choose it again."
)
TOO_MUCH = msg(
    "That was too much to send at once, so nothing was saved. What you wrote is still here. Make the longest answer"
    " shorter and send it again."
)
FILE_TOO_LARGE = msg(
    "Your file is too large, so nothing was saved. What you wrote is still here. Choose a smaller file, or send it"
    " without a file."
)
AnyForm = TypeVar("AnyForm", bound=PageForm)


def bind(
    form_class: type[AnyForm],
    *,
    options: Mapping[str, Sequence[Option]] | None = None,
    answers: Answers | None = None,
    stored: Answers | None = None,
) -> AnyForm:
    """Make a form of `form_class` for this reader: their language, today's date, and what they sent, if they did.

    `options` are choices that come from data, `answers` those already given elsewhere, `stored` what to show
    at first.
    """
    asking = Asking(translator(), civil_date(office().clock()), options or {}, answers or {})
    return form_class.ask(asking, sent_form(), stored)


def sent_form() -> CombinedMultiDict[str, Any] | None:
    """What was sent, files too; None where a page is only asked for."""
    return None if request.method in SAFE else CombinedMultiDict([request.files, request.form])


def leave_out(choice: Choice, *values: str) -> None:
    """Do not offer answers that the service would refuse where the case stands now, or to this person."""
    choice.options = [one for one in choice.options if one.value not in values]


def sent_fields() -> list[tuple[str, str]]:
    """The fields of a form of ours that was sent, in order; none where the form token does not fit.

    They are for pages that cannot take them and show them once more. Nobody is shown words that another site wrote,
    and what signs somebody in is never given back.
    """
    if request.method in SAFE or "page" not in g or g.page.does is Action.SIGN_IN:
        return []
    try:
        check_size(g.page)
        csrf.protect()
    except HTTPException:  # too much, or a token that does not fit
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]


def sent_number(name: str) -> int | None:
    """The whole number in a hidden field of ours; None for anything else."""
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None


def own_words(fields: Iterable[tuple[str, str]]) -> list[str]:
    """What somebody wrote in their own words; not what they chose, and no key of ours."""
    return [value for _, value in fields if len(value.split()) > 1]


def form_submitted(form: PageForm) -> bool:
    """Whether `form` was sent, with a form token that fits, and its answers hold. Errors are then on the form."""
    if request.method in SAFE:
        return False
    if g.get("csrf_failed", False):
        g.stale_form_shown = True
        _refuse_page(form, _why_shown_again())
        return False
    return form.validate()


def _why_shown_again() -> str:
    if g.get("too_much", False):
        return FILE_TOO_LARGE if request.mimetype == "multipart/form-data" else TOO_MUCH
    return SHOWN_AGAIN if SHOW_AGAIN in request.form else STALE_FORM


def refuse(form: PageForm, refused: Refused) -> None:
    """Show a refusal of the service beside the question it is about, or on top of the page."""
    if refused.field is not None and refused.field in form:
        form.refuse(refused.field, say(refused.sentence, refused.values))
    else:
        _refuse_page(form, refused.sentence, refused.values)


def error_items(form: PageForm | None) -> list[tuple[str | None, str]]:
    """The errors of `form` for the summary: (id of the control to go to, text); id None is the page as a whole."""
    if form is None:
        return []
    return [*((None, text) for text in form.form_errors), *form.error_items()]


def answer(
    template: str, *, form: PageForm | None = None, status: int | None = None, **context: Any
) -> Response:
    """Render `template`. The status is 422 when `form` has errors and 200 otherwise, unless given."""
    errors = error_items(form)
    body = render_template(template, form=form, errors=errors, **context)
    return make_response(body, status or (422 if errors else 200))


def _refuse_page(form: PageForm, sentence: str, values: Mapping[str, object] | None = None) -> None:
    form.form_errors = [*form.form_errors, say(sentence, values)]
