"""What only a real browser can show: the way out, our own forms, a policy that blocks nothing of ours."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from portal import create_app
from portal.services.work import Office
from tests.browser.people import DESKTOP, NARROW, Person
from tests.web import specimens
from tests.web.conftest import SPECIMEN

pytestmark = pytest.mark.browser
PATIENCE = 60.0  # seconds the test waits for what must happen at some time; a busy machine is slow


class Weather(BaseHTTPRequestHandler):
    """The harmless page that the way out leads to."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Weather</title><h1>Weather</h1>")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@dataclass
class Served:
    """The portal at an address, where its way out leads, and what it was told to forget.

    Its database stays too busy to forget anything until `free` is set.
    """

    address: str
    weather: str
    forgotten: list[dict[str, Any]] = field(default_factory=list)
    free: threading.Event = field(default_factory=threading.Event)
    done: threading.Event = field(default_factory=threading.Event)


def closed_when_sent(app: Flask) -> Callable[[Any, Any], Iterator[bytes]]:
    """Close each answer once it was sent, as gunicorn does.

    Werkzeug's server reads on first, and closes nothing when the browser has hung up by then.
    """

    def answer(environ: Any, start_response: Any) -> Iterator[bytes]:
        sent: Any = app(environ, start_response)
        try:
            yield from sent
        finally:
            sent.close()

    return answer


@pytest.fixture
def served(office: Office) -> Iterator[Served]:
    """The portal with specimens, while its database is too busy to forget a draft at once."""
    outside = ThreadingHTTPServer(("127.0.0.1", 0), Weather)
    weather = f"http://127.0.0.1:{outside.server_port}/weather"
    app = create_app(replace(office, settings=replace(office.settings, exit_url=weather)), specimens.PAGES)
    app.jinja_env.loader = ChoiceLoader([DictLoader({"specimen.html": SPECIMEN}), app.jinja_loader])  # type: ignore[list-item]
    server = make_server("127.0.0.1", 0, closed_when_sent(app), threaded=True)
    found = Served(f"http://127.0.0.1:{server.server_port}", weather)

    def slowly(_: Office, held: dict[str, Any]) -> None:
        assert found.free.wait(PATIENCE)
        found.forgotten.append(held)
        found.done.set()

    app.extensions["wiring"].at_exit[:] = [slowly]
    threads = [threading.Thread(target=each.serve_forever, daemon=True) for each in (outside, server)]
    for thread in threads:
        thread.start()
    specimens.done.clear()
    yield found
    found.free.set()
    for each in (outside, server):
        each.shutdown()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A new browser window with nothing kept."""
    context = browser.new_context(java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_leaving_is_quick_and_leaves_nothing(page: Page, served: Served) -> None:
    page.goto(f"{served.address}/privacy")
    page.goto(f"{served.address}/t/name")
    page.fill("#name", "Canary")
    assert page.context.cookies()
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(served.weather)
    # They are away, and the database is still busy.
    assert served.forgotten == []
    served.free.set()
    assert served.done.wait(PATIENCE)
    until = time.monotonic() + PATIENCE  # with script the answer that takes the cookie may come after the new page
    while page.context.cookies() and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert page.context.cookies() == []
    assert [list(held) for held in served.forgotten] == [["csrf_token"]]
    page.go_back()
    assert "Canary" not in page.content()
    assert all(box.input_value() == "" for box in page.locator("#name").all())


def test_with_script_the_page_itself_leaves_the_history(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    page.goto(f"{served.address}/privacy")
    page.goto(f"{served.address}/t/name")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url(served.weather)
    page.go_back()
    assert page.url == f"{served.address}/privacy"
    page.context.close()


def test_three_presses_of_shift_leave(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    page.goto(f"{served.address}/t/name")
    for words in ("Shift, press 2 more times to exit.", "Shift, press 1 more time to exit."):
        page.keyboard.press("Shift")
        assert page.get_by_role("status").inner_text() == words
    page.keyboard.press("Shift")
    page.wait_for_url(served.weather)
    page.context.close()


def test_typing_capitals_does_not_leave(browser: Browser, served: Served) -> None:
    page = browser.new_page()
    page.goto(f"{served.address}/t/name")
    page.focus("#name")
    for letter in "ABCD":
        page.keyboard.press(f"Shift+{letter}")
    assert page.input_value("#name") == "ABCD"
    assert page.url == f"{served.address}/t/name"
    page.context.close()


def test_our_own_forms_are_taken(page: Page, served: Served) -> None:
    # Under Referrer-Policy no-referrer a browser sends "Origin: null" with them.
    page.goto(f"{served.address}/t/name")
    page.fill("#name", "Ann")
    page.get_by_role("button", name="Continue").click()
    assert page.url == f"{served.address}/"
    assert specimens.done == ["Ann"]


@pytest.mark.parametrize("viewport", [NARROW, DESKTOP], ids=["320 px", "1280 px"])
def test_public_pages_are_silent_and_accessible(
    browser: Browser, served: Served, viewport: dict[str, int]
) -> None:
    person = Person(browser, served.address, viewport=viewport)
    said: list[str] = []
    person.page.on("console", lambda message: said.append(message.text))
    person.page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/", "/staying-safe-online", "/privacy", "/accessibility", "/how-we-decide", "/t/name"):
        person.go(path)
    assert said == []
    person.go("/nothing")
    assert all("404" in words for words in said)  # the browser itself remarks on it
    assert "govuk-frontend-supported" in person.page.locator("body").get_attribute("class").split()  # type: ignore[union-attr]
    person.close()
