"""A browser without script for tests: it opens pages, fills in forms, and checks everything it is shown.

Every HTML page is checked by `tests.web.markup`, every answer for its headers, and every shape of a page is kept for
the one run of the HTML checker at the end.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from portal.policy import Action
from portal.web.downloads import FILE_POLICY
from portal.web.language import PSEUDO
from portal.web.security import FIXED_HEADERS, content_policy
from tests.house import pages
from tests.web.markup import Parsed, faults, is_public, text_of, untranslated

# The kinds of pages that were read to the letter in this process. One of each is enough to see at once what is wrong
# with a template: it takes fifteen times as long as all other checks, and the HTML checker reads every shape.
READ_STRICTLY: set[str] = set()


class BadPage(AssertionError):
    """A page or an answer is not as every page and answer must be."""


class Opened:
    """An answer that has been checked."""

    def __init__(self, address: str, answer: TestResponse) -> None:
        self.address = address
        self.status = answer.status_code
        self.headers = answer.headers
        self.body = answer.data
        self.is_html = answer.mimetype == "text/html"
        self.text = (
            answer.get_data(as_text=True)
            if self.is_html or (answer.mimetype or "").startswith("text/")
            else ""
        )
        self.page = Parsed(self.text) if self.is_html and not 300 <= self.status < 400 else None

    @property
    def location(self) -> str:
        """Where a redirect leads: path and query for our own pages, else the whole address."""
        return str(self.headers["Location"])

    @property
    def parsed(self) -> Parsed:
        """The page as a tree; fails when the answer is no page."""
        assert self.page is not None, f"{self.address} answered {self.status} without a page"
        return self.page

    @property
    def h1(self) -> str:
        """The words of the page's h1."""
        return text_of(next(iter(self.parsed.all("h1")), None))

    @property
    def title(self) -> str:
        """The words of the page's title."""
        return text_of(next(iter(self.parsed.all("title")), None))

    @property
    def words(self) -> str:
        """All words of the page's main part."""
        return text_of(next(iter(self.parsed.all("main")), None))

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [
            text_of(item)
            for box in self.parsed.by_class("govuk-error-summary")
            for item in box.iter()
            if item.tag == "li"
        ]

    def links(self) -> dict[str, str]:
        """Address by words, for every link of the page."""
        return {text_of(link): link.get("href", "") for link in self.parsed.all("a")}

    def forms(self) -> list[Element]:
        """The page's own forms, without the way out and without signing out."""
        page = self.parsed
        ways_out = {"exit", "signed-in"}
        return [
            form
            for form in page.all("form")
            if not ways_out & set(page.parents[form].get("class", "").split())
        ]


class Client:
    """Opens pages of `app` and keeps cookies, as one person's browser does. `last` is the answer it shows.

    With `collects` each shape of a page is kept for the HTML checker; tests that open thousands do without.
    """

    def __init__(self, app: Flask, base_url: str = "http://127.0.0.1:8000", *, collects: bool = True) -> None:
        self.collects = collects
        self.app = app
        self.base_url = base_url
        self.browser = app.test_client()
        self.last: Opened | None = None

    def get(
        self,
        address: str,
        status: int = 200,
        *,
        pseudo: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Opened:
        """Open `address` and check the answer. With `pseudo` nothing may stand untranslated on it."""
        if pseudo:
            address += ("&" if "?" in address else "?") + f"lang={PSEUDO}"
        return self.checked(
            "GET", address, status, self.browser.get(address, base_url=self.base_url, headers=headers)
        )

    def post(
        self, address: str, data: Mapping[str, Any] | None = None, status: int = 303, **more: Any
    ) -> Opened:
        """Send `data` with the form token of the page shown last, if it has one."""
        sent = {"csrf_token": self.token(), **(data or {})}
        answer = self.browser.post(address, base_url=self.base_url, data=sent, **more)
        return self.checked("POST", address, status, answer)

    def submit(
        self,
        changes: Mapping[str, Any] | None = None,
        status: int = 303,
        *,
        button: str | None = None,
        form: int = 0,
    ) -> Opened:
        """Send the shown page's form (the first, or number `form`) with what it holds and `changes`.

        A value of None takes a field out; `button` names the words of the button pressed when it has a name.
        """
        assert self.last is not None
        chosen = self.last.forms()[form]
        sent = _filled(chosen)
        for name, value in (changes or {}).items():
            sent.pop(name, None)
            if value is not None:
                sent[name] = value
        for found in chosen.iter():
            if (
                found.tag == "button"
                and button is not None
                and text_of(found) == button
                and found.get("name")
            ):
                sent[found.get("name", "")] = found.get("value", "")
        address = chosen.get("action", "")
        if chosen.get("method") == "get":
            answer = self.browser.get(address, base_url=self.base_url, query_string=sent)
            return self.checked("GET", address, status, answer)
        answer = self.browser.post(address, base_url=self.base_url, data=sent)
        return self.checked("POST", address, status, answer)

    def follow(self, status: int = 200) -> Opened:
        """Go where the last answer leads."""
        assert self.last is not None
        return self.get(self.last.location, status)

    def click(self, words: str, status: int = 200) -> Opened:
        """Follow the link of the shown page with exactly these words."""
        assert self.last is not None
        links = self.last.links()
        assert words in links, f"no link “{words}” among {sorted(links)}"
        return self.get(links[words], status)

    def token(self) -> str:
        """The form token of the shown page; empty when it has none."""
        if self.last is None or self.last.page is None:
            return ""
        tokens = [
            found.get("value", "")
            for found in self.last.page.all("input")
            if found.get("name") == "csrf_token"
        ]
        return tokens[0] if tokens else ""

    def checked(self, method: str, address: str, status: int, answer: TestResponse) -> Opened:
        """Check an answer that the browser got by itself, and make it the one shown."""
        opened = Opened(address, answer)
        answer.close()
        said = f"{method} {address}"
        if opened.status != status:
            raise BadPage(
                f"{said} answered {opened.status} instead of {status}: {opened.errors if opened.page else ''}"
            )
        found = header_faults(opened, self.app)
        endpoint = self._endpoint(method, address)
        if opened.page is not None:
            kind = f"{method} {endpoint} {status}"
            found += faults(opened.page, strictly=kind not in READ_STRICTLY)
            READ_STRICTLY.add(kind)
            found += self._way_out(endpoint, opened.page)
            if PSEUDO in address:
                short = self.app.extensions["wiring"].office.partnership.short_name
                found += [f"untranslated: {words}" for words in untranslated(opened.text, [short])]
            if self.collects:
                pages.collect(opened.text, kind)
        if found:
            raise BadPage(f"{said} ({opened.status}):\n  " + "\n  ".join(found))
        self.last = opened
        return opened

    def _endpoint(self, method: str, address: str) -> str:
        try:
            endpoint, _ = self.app.url_map.bind("").match(urlsplit(address).path, method=method)
        except (HTTPException, RequestRedirect):
            return "unknown"
        return str(endpoint)

    def _way_out(self, endpoint: str, page: Parsed) -> list[str]:
        declared = self.app.extensions["pages"].get(endpoint)
        for_staff = declared is not None and (declared.audience == "staff" or declared.does is Action.SIGN_IN)
        return [] if for_staff or is_public(page) else ["a public page without “Exit this page”"]


def header_faults(opened: Opened, app: Flask) -> list[str]:
    """What is wrong with the headers of an answer."""
    settings = app.extensions["wiring"].office.settings
    saved = opened.headers.get("Content-Disposition", "").startswith("attachment")
    wanted = {**FIXED_HEADERS, "Content-Security-Policy": FILE_POLICY if saved else content_policy(settings)}
    found = [
        f"header {name} is {opened.headers.get(name)!r}"
        for name, value in wanted.items()
        if opened.headers.get(name) != value
    ]
    cached = opened.headers.get("Cache-Control", "")
    is_file = opened.address.startswith("/static/") and opened.status == 200
    if cached != "no-store" and not (is_file and "immutable" in cached):
        found.append(f"Cache-Control is {cached!r}")
    if settings.mode == "production" and "Strict-Transport-Security" not in opened.headers:
        found.append("no Strict-Transport-Security")
    if opened.headers.get("Server", "").lower().startswith(("werkzeug", "gunicorn", "python")):
        found.append("the answer says what it runs on")
    for cookie in opened.headers.getlist("Set-Cookie"):
        flags = {part.strip().lower() for part in cookie.split(";")}
        secure = settings.mode != "production" or ("secure" in flags and cookie.startswith("__Host-"))
        if not {"httponly", "samesite=lax", "path=/"} <= flags or not secure:
            found.append(f"cookie {cookie.partition('=')[0]} lacks a flag")
    return found


def _filled(form: Element) -> dict[str, Any]:
    """What a browser would send for `form` as it stands."""
    sent: dict[str, Any] = {}
    for control in form.iter():
        name = control.get("name")
        if not name or control.tag not in ("input", "select", "textarea"):
            continue
        kind = control.get("type", "text")
        if control.tag == "select":
            options = [option for option in control.iter() if option.tag == "option"]
            chosen = next(
                (option for option in options if "selected" in option.attrib), options[0] if options else None
            )
            value = chosen.get("value", text_of(chosen)) if chosen is not None else ""
        elif control.tag == "textarea":
            value = "".join(control.itertext())
        elif kind in ("checkbox", "radio"):
            if "checked" not in control.attrib:
                continue
            value = control.get("value", "on")
        elif kind in ("submit", "button", "file"):
            continue
        else:
            value = control.get("value", "")
        if name in sent:
            sent[name] = [*(sent[name] if isinstance(sent[name], list) else [sent[name]]), value]
        else:
            sent[name] = value
    return sent
