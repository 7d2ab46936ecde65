"""What a reader sees when something does not work: a plain page that says what to do and whom to ring."""

from flask import Flask, Response, g, make_response, render_template, request
from markupsafe import escape
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    SecurityError,
    TooManyRequests,
)
from werkzeug.routing import RequestRedirect

from portal.area import Partnership
from portal.cases.refusals import Refused, UnknownCase
from portal.services.addresses import CASE
from portal.store.engine import UNREACHABLE
from portal.web import access_log
from portal.web.forms import own_words, sent_fields
from portal.web.language import say
from portal.web.routing import StaleToken, actor, office
from portal.wording import msg

LAST_WORDS = msg("Sorry, something went wrong. Nothing was saved unless you were shown a reference.")
WITH_A_PAGE = (400, 403, 404, 405, 413, 429, 500, 503)
SENT_AGAIN = (429, 500, 503)  # trouble that passes


def install(app: Flask) -> None:
    """Answer every error of `app` with a page of its own."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(StaleToken, _stale_token)
    app.register_error_handler(UnknownCase, lambda _: _page(404))
    app.register_error_handler(Refused, _refused)
    for kind in UNREACHABLE:
        app.register_error_handler(kind, _out_of_reach)
    app.register_error_handler(InternalServerError, _fault)


def _page(status: int, **values: object) -> Response:
    """The page for `status`, with what was sent: to be sent again where that helps, else to be read and copied."""
    sent = sent_fields()
    again = sent if status in SENT_AGAIN and not request.files else []  # files cannot be held
    written = [] if again else own_words(sent)
    body = render_template(f"errors/{status}.html", errors=[], again=again, written=written, **values)
    return make_response(body, status)


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, RequestRedirect):
        return make_response(error.get_response())
    status = error.code if error.code in WITH_A_PAGE else _nearest(error.code or 500)
    response = _page(status)
    response.status_code = error.code or status
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(error.retry_after or 60)
    return response


def _nearest(code: int) -> int:
    return 400 if code < 500 else 500


def _foreign_host(_: SecurityError) -> Response:
    # No address can be built for a host that is not ours, so this page has no links and no style.
    return _bare(400, "This address does not belong to this service.")


def _stale_token(_: StaleToken) -> Response:
    return _page(400, stale=True)


def _refused(refused: Refused) -> Response:
    return _page(409, sentence=say(refused.sentence, refused.values), case=_case_of_staff())


def _case_of_staff() -> str | None:
    """The reference of the case whose page an officer asked for, to lead back to it."""
    page = g.get("page")
    named = (request.view_args or {}).get("reference")
    return named if page is not None and page.rule.startswith(CASE) and actor().kind == "staff" else None


def _out_of_reach(error: Exception) -> Response:
    access_log.log_fault(error)
    response = _page(503)
    response.headers["Retry-After"] = "30"
    return response


def _fault(_: InternalServerError) -> Response:
    # The page itself may be what failed: then this one, which needs no template.
    try:
        return _page(500)
    except Exception:
        return _bare(500, say(LAST_WORDS))


def _bare(status: int, sentence: str) -> Response:
    partnership: Partnership = office().partnership
    phone = f"<p>{escape(partnership.contact.phone)}</p>" if partnership.contact.phone else ""
    body = (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>'
        f"{escape(partnership.short_name)}</title></head><body><main><h1>{escape(sentence)}</h1>{phone}</main></body></html>"
    )
    return Response(body, status, mimetype="text/html")
