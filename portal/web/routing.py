"""How a page gets its address, and everything that stands between a request and the page.

`@page(rule, does=Action.X)` on a view is the only way to add a route; it notes the page in a register from which
`portal.web.application` builds the site (and the tests their tables). Importing a module of portal/web declares its
pages; there is no list to keep. A module may also have `register(app)` for wiring that is not a page.

Guards, in this order: the sender's origin, who is asking, whether they may ever do it, how much they send, the form
token, the brake. See `portal.web.forms` for what a view uses to show a form.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from portal.policy import PUBLIC, RULES, Action, Actor, Role, may_ever
from portal.services.work import Office, Work
from portal.web.security import foreign_origin
from portal.web.throttle import Limit, let_pass
from portal.web.too_much import take_words

__all__ = ["Limit", "Page", "actor", "declared_pages", "office", "page", "wiring", "work"]

SAFE = frozenset({"GET", "HEAD"})
LARGEST_NUMBER = 2**31 - 1  # of a row: PostgreSQL's integer
MOST_FIELDS = 500  # of a form; the largest real one has under a hundred
# The field with which a form only asks to be shown with what is in it, to be read before it is sent.
SHOW_AGAIN = "show_again"
View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
AtExit = Callable[[Office, dict[str, Any]], None]

csrf = CSRFProtect()


class PageMistake(Exception):
    """A page was declared in a way that cannot be served."""


class UnguardedRoute(Exception):
    """A route names no Action, so nobody could say who may use it."""


class StaleToken(Exception):
    """The form token does not fit and the page has no form on which to say so."""


@dataclass(frozen=True)
class Page:
    """One route: its address, its view, the Action it is for and its limits."""

    rule: str
    endpoint: str
    view: Callable[..., ResponseReturnValue]
    does: Action
    methods: tuple[str, ...] = ("GET",)
    limit: Limit | None = None
    csrf: bool = True
    records_view: bool = False
    max_body: int | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.does, Action):
            raise PageMistake(f"{self.endpoint} must name an Action")
        if not self.csrf and self.does is not Action.EXIT:
            raise PageMistake(f"{self.endpoint}: only leaving at once may do without the form token")

    @property
    def audience(self) -> str:
        """Whom the page is for: "public", "link" or "staff"."""
        roles = RULES[self.does].roles
        if Role.PUBLIC in roles:
            return "public"
        return "link" if Role.LINK_HOLDER in roles else "staff"

    @property
    def about_a_case(self) -> bool:
        """Whether the address names a case."""
        return "<reference:" in self.rule


@dataclass
class Wiring:
    """What the web modules of one app share: the office and the hooks they add at start."""

    office: Office
    resolvers: list[Callable[[], Actor | None]] = field(default_factory=list)
    at_exit: list[AtExit] = field(default_factory=list)
    sign_in_endpoint: str | None = None
    # Asked before a page is made, with what its address names; each may raise a refusal.
    before_view: list[Callable[[Page, dict[str, Any]], None]] = field(default_factory=list)
    # What answers a form that somebody sent after their session had run out; None where nothing can be held for them.
    ask_again: Callable[[], Response | None] = lambda: None


_declared: dict[str, Page] = {}


def page(
    rule: str,
    *,
    does: Action,
    methods: tuple[str, ...] = ("GET",),
    limit: Limit | None = None,
    csrf: bool = True,
    records_view: bool = False,
    max_body: int | None = None,
) -> Callable[[View], View]:
    """Declare the view below as the page at `rule`, for everybody whom portal/policy.py lets do `does`.

    `limit` is the brake on how often; `records_view` lets a GET write to the ledger of reads and nothing else;
    `max_body` (bytes) raises the size of what may be sent, for uploads. The endpoint is "module.function".
    """

    def declare(view: View) -> View:
        endpoint = f"{view.__module__.rpartition('.')[2]}.{view.__name__}"
        if endpoint in _declared:
            raise PageMistake(f"two pages are called {endpoint}")
        _declared[endpoint] = Page(rule, endpoint, view, does, methods, limit, csrf, records_view, max_body)
        return view

    return declare


def declared_pages() -> tuple[Page, ...]:
    """Every page declared so far, in order of declaration."""
    return tuple(_declared.values())


def wiring(app: Flask | None = None) -> Wiring:
    """The wiring of `app`, or of the app that is answering."""
    return cast(Wiring, (app or current_app).extensions["wiring"])


def office() -> Office:
    """The office of the app that is answering."""
    return wiring().office


def actor() -> Actor:
    """Whoever sent this request; the public until a guard has found out more."""
    return cast(Actor, g.get("actor", PUBLIC))


def work(*, write: bool | None = None) -> AbstractContextManager[Work]:
    """Open one transaction for whoever is asking: reading for GET and HEAD, writing otherwise.

    Raises StaleToken when the form token did not fit (nothing may then be written) and RuntimeError when a GET
    asks to write without `records_view`.
    """
    writing = request.method not in SAFE if write is None else write
    if writing and g.get("csrf_failed", False):
        raise StaleToken
    if writing and request.method in SAFE and not g.page.records_view:
        raise RuntimeError(f"{g.page.endpoint}: a GET must not write")
    return office().work(actor(), write=writing)


class _Reference(BaseConverter):
    regex = "[A-Za-z0-9-]{3,24}"

    def to_python(self, value: str) -> str:
        """References are written in capitals, whatever somebody typed into the address."""
        return value.upper()


class _Token(BaseConverter):
    regex = "[A-Za-z0-9_.-]{6,200}"  # the dot parts a link's id from its tag


class _Number(IntegerConverter):
    """A number as databases keep them: a larger one is the number of nothing."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_NUMBER)


class _Slug(BaseConverter):
    regex = "[a-z0-9][a-z0-9_-]{0,63}"


def install(app: Flask, office: Office) -> None:
    """Give `app` its converters, its token guard and its wiring."""
    app.url_map.converters.update({"reference": _Reference, "token": _Token, "slug": _Slug, "int": _Number})
    csrf.init_app(app)
    app.extensions["wiring"] = Wiring(office)
    app.extensions["pages"] = {}


def add_page(app: Flask, declared: Page) -> None:
    """Serve `declared` behind its guards."""
    app.add_url_rule(
        declared.rule,
        declared.endpoint,
        _guarded(declared),
        methods=list(declared.methods),
        strict_slashes=False,
    )
    app.extensions["pages"][declared.endpoint] = declared


def refuse_unguarded(app: Flask) -> None:
    """Raise UnguardedRoute when some route of `app` was added without an Action."""
    guarded = app.extensions["pages"]
    bare = sorted({rule.rule for rule in app.url_map.iter_rules() if rule.endpoint not in guarded})
    if bare:
        raise UnguardedRoute(f"no Action for: {', '.join(bare)}")


def _guarded(declared: Page) -> Callable[..., Response]:
    def enter(**values: Any) -> Response:
        g.page = declared
        unsafe = request.method not in SAFE
        if unsafe and foreign_origin():
            abort(403)
        g.actor = _who_asks()
        denial = _denial(declared, g.actor)
        if denial is not None:
            return denial
        try:
            check_size(declared)
        except RequestEntityTooLarge:
            if not (unsafe and declared.csrf and _words_taken(declared)):
                raise
            return _with_too_much(declared, values)
        if unsafe and declared.csrf:
            try:
                csrf.protect()
            except CSRFError:
                return _with_stale_token(declared, values)
            if SHOW_AGAIN in request.form:
                return _with_stale_token(declared, values)
        if declared.limit is not None and (unsafe or _only_reads(declared)):
            let_pass(declared.limit, declared.endpoint, office())
        for ask in wiring().before_view:
            ask(declared, values)
        return make_response(declared.view(**values))

    return enter


def _who_asks() -> Actor:
    for resolver in wiring().resolvers:
        found = resolver()
        if found is not None:
            return found
    return PUBLIC


def _denial(declared: Page, who: Actor) -> Response | None:
    """The answer for somebody who can never do this; None for everybody else."""
    if may_ever(who, declared.does):
        return None
    if declared.audience != "staff":
        abort(404)
    if who.kind != "staff":
        sign_in = wiring().sign_in_endpoint
        if sign_in is None:
            abort(404)
        asked = wiring().ask_again() if request.method not in SAFE else None
        if asked is not None:
            return asked
        wanted = request.full_path.rstrip("?") if request.method in SAFE else None
        return make_response(redirect(url_for(sign_in, next=wanted), 303))
    # About a case the answer is the one for a case that never was.
    return abort(404 if declared.about_a_case else 403)


def check_size(declared: Page) -> None:
    """Raise RequestEntityTooLarge when more was sent than `declared` takes."""
    if declared.max_body is not None:
        request.max_content_length = declared.max_body
    fields = sum(len(values) for _, values in request.form.lists())
    if fields > MOST_FIELDS or len(request.args) > MOST_FIELDS:
        raise RequestEntityTooLarge


def _words_taken(declared: Page) -> bool:
    """Whether what was written in a form that is too large could be read. What signs somebody in is never shown."""
    most = declared.max_body or current_app.config["MAX_CONTENT_LENGTH"]
    return declared.does is not Action.SIGN_IN and take_words(most)


def _with_too_much(declared: Page, values: dict[str, Any]) -> Response:
    """Let the view show its form again with the answers kept, and say that it was too much to send at once."""
    g.too_much = True
    try:
        response = _with_stale_token(declared, values)
    except StaleToken:  # a page without a form to show again
        raise RequestEntityTooLarge from None
    response.status_code = 413
    return response


def _only_reads(declared: Page) -> bool:
    return not any(method not in SAFE for method in declared.methods)


def _with_stale_token(declared: Page, values: dict[str, Any]) -> Response:
    """Let the view show its form again with the answers kept, and see to it that nothing else happens."""
    g.csrf_failed = True
    before = {key: value for key, value in session.items() if key != "csrf_token"}
    response = make_response(declared.view(**values))
    _restore_session(before)
    if not g.get("stale_form_shown", False) or 300 <= response.status_code < 400:
        raise StaleToken
    response.status_code = 400
    return response


def _restore_session(before: dict[str, Any]) -> None:
    for key in [key for key in session if key not in before and key != "csrf_token"]:
        del session[key]
    session.update(before)
