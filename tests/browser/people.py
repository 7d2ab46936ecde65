"""People at a real browser. Every page they come to is checked with axe and kept for the HTML checker."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, Route, sync_playwright

from tests.house import pages as collected
from tests.house.tools import tool

# Chromium as root has no sandbox of its own, and asks the network for things a test must not need.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """(standards) => axe.run(document, {runOnly: {type: 'tag', values: standards}})
  .then(found => found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"""
NARROW = {"width": 320, "height": 800}
DESKTOP = {"width": 1280, "height": 900}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=tool("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Person:
    """Somebody at a browser of their own. Without script, pages are checked in a twin browser from a snapshot."""

    browser: Browser
    address: str
    script: bool = True
    viewport: dict[str, int] = field(default_factory=lambda: dict(DESKTOP))
    seen: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = self.browser.new_context(java_script_enabled=self.script, viewport=self.viewport)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.axe = Path(tool("axe-core")).read_text("utf-8")

    def go(self, path: str) -> None:
        """Open a page by its address and check it."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        self.check()

    def press(self, name: str, *, exact: bool = False) -> None:
        """Press a button and check the page it leads to."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.check()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow a link and check the page it leads to."""
        self.page.get_by_role("link", name=name, exact=exact).first.click()
        self.check()

    def fill(self, label: str, value: str) -> None:
        """Fill the box with this label."""
        self.page.get_by_label(label, exact=False).first.fill(value)

    def choose(self, label: str, within: str | None = None) -> None:
        """Tick a box or choose a button by its label, in the group with the legend `within`."""
        place: Page | Locator = self.page
        if within is not None:
            place = self.page.get_by_role("group", name=within).first
        place.get_by_label(label, exact=True).first.check()

    def reads(self, words: str) -> bool:
        """Whether the page shows the words."""
        return words in self.page.inner_text("body")

    def check(self) -> None:
        """Check the page with axe, that nothing runs over the narrow screen, and keep it for the HTML checker."""
        self.page.wait_for_load_state()
        html = self.page.content()
        self.seen.append(self.page.url)
        collected.collect(html, urlsplit(self.page.url).path)
        assert not self._axe(html), (self.page.url, self._axe(html))
        if self.viewport["width"] == NARROW["width"]:
            assert self._width(html) <= NARROW["width"], f"{self.page.url} runs over the screen"

    def close(self) -> None:
        """Leave the browser."""
        self.context.close()

    def _axe(self, html: str) -> list[str]:
        found: list[str] = self._in_scripted(html, self._run)
        return found

    def _run(self, page: Page) -> list[str]:
        page.evaluate(self.axe)
        found: list[str] = page.evaluate(RUN_AXE, STANDARDS)
        return found

    def _width(self, html: str) -> int:
        width: int = self._in_scripted(
            html, lambda page: page.evaluate("document.documentElement.scrollWidth")
        )
        return width

    def _in_scripted(self, html: str, ask: Any) -> Any:
        """Ask the page itself, or a twin of it with script: without script axe would never answer."""
        if self.script:
            return ask(self.page)
        twin = self.browser.new_context(viewport=self.viewport, bypass_csp=True)  # type: ignore[arg-type]
        try:
            page = twin.new_page()
            url = self.page.url

            def snapshot(route: Route) -> None:
                route.fulfill(body=html, content_type="text/html; charset=utf-8")

            page.route(url, snapshot)
            page.goto(url)
            return ask(page)
        finally:
            twin.close()
