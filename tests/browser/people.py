"""People at a real browser. Every page they come to is checked with axe and kept for the HTML checker."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.house import pages as collected
from tests.house.tools import tool
from tests.web.markup import WORDS

# What costs a process for each window and no page needs: a page behind the address bar, a renderer kept in reserve.
# The last list that Chromium reads counts, so those that Playwright leaves out for its own sake are named too.
LEFT_OUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess",
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
)  # fmt: skip
# Chromium as root has no sandbox of its own, and asks the network for things a test must not need.
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(LEFT_OUT)}",
]  # fmt: skip
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """(standards) => axe.run(document, {
    runOnly: {type: 'tag', values: standards}, resultTypes: ['violations'], preload: false})
  .then(found => found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"""
WIDTH = "document.documentElement.scrollWidth"  # which also the words on a page decide
NARROW = {"width": 320, "height": 800}
DESKTOP = {"width": 1280, "height": 900}
PATIENCE = 60_000  # milliseconds; a busy machine may stand still for a while

# What differs between two pages that are built alike, besides their words.
VALUES = re.compile(r'\b(?:value|href|action|content|src)="[^"]*"|\d+')
# Scripts of ours, which do nothing for somebody without.
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def shape_of(html: str) -> str:
    """A digest that is equal for pages built alike, whatever people have typed into them."""
    return sha256(WORDS.sub("x", VALUES.sub("", html)).encode()).hexdigest()


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
    checks: bool = True

    def __post_init__(self) -> None:
        self.context = self.browser.new_context(java_script_enabled=self.script, viewport=self.viewport)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.twin: Page | None = None
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
        self.seen.append(self.page.url)
        if not self.checks:
            return
        html = self.page.content()
        if not self.script:
            # With script the page is what the library made of ours; the web tests keep it as it was sent.
            collected.collect(html, urlsplit(self.page.url).path)
        assert self.page.evaluate(WIDTH) <= self.viewport["width"], f"{self.page.url} runs over the screen"
        # To look takes axe longer than all else: it sees pages built alike once, with or without script, at a width.
        kind = f"{shape_of(html)}-{'script' if self.script else 'plain'}-{self.viewport['width']}"
        if not collected.is_noted(kind):
            violations = self._look(html)
            assert not violations, (self.page.url, violations)
            collected.note(kind)

    def close(self) -> None:
        """Leave the browser."""
        self.context.close()
        if self.twin is not None:
            self.twin.context.close()

    def put(self, **answers: Any) -> None:
        """Answer questions by their names: text, a date, True for a tick, or a list of values to tick.

        In names "__" stands for "-".
        """
        for question, answer in answers.items():
            name = question.replace("__", "-")
            if isinstance(answer, date):
                for part in ("day", "month", "year"):
                    self.page.locator(f'[id="{name}-{part}"]').fill(str(getattr(answer, part)))
            elif answer is True:
                self.page.locator(f'[name="{name}"]').check()
            elif isinstance(answer, list):
                for value in answer:
                    self.page.locator(f'[name="{name}"][value="{value}"]').check()
            else:
                self._write(name, answer)

    def _look(self, html: str) -> list[str]:
        """What axe finds in the page, or in a twin of it with script: without script axe would never answer."""
        page = self.page
        if not self.script:
            page = self.twin = self.twin or self._open_twin()
            # Written into a page that stays open: to open one more costs Chromium a process.
            page.set_content(SCRIPT.sub("", html))
        if not page.evaluate("'axe' in window"):
            page.evaluate(self.axe)
        found: list[str] = page.evaluate(RUN_AXE, STANDARDS)
        return found

    def _open_twin(self) -> Page:
        """An empty page at the same address, with script, kept for all checks of somebody without."""
        twin = self.browser.new_context(viewport=self.viewport).new_page()  # type: ignore[arg-type]
        url = f"{self.address}/"
        twin.route(url, lambda route: route.fulfill(body="", content_type="text/html; charset=utf-8"))
        twin.goto(url)
        twin.unroute(url)
        return twin

    def _write(self, name: str, words: str) -> None:
        control = self.page.locator(f'[name="{name}"]').first
        if control.evaluate("e => e.tagName") == "SELECT":
            control.select_option(words)
        else:
            control.fill(words)
