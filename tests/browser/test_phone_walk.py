"""A frightened caller without script on a narrow phone, and the officer who keys it in with the keyboard alone."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.browser import steps
from tests.browser.people import NARROW, Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser
MOST_TABS = 220


class Keyboard:
    """Somebody who uses no mouse: Tab to what is wanted, then typing, Space or Enter."""

    def __init__(self, who: Person) -> None:
        self.who = who
        self.page = who.page

    def to(self, control: str) -> None:
        """Press Tab until the control with this id has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.id") == control:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {control} on {self.page.url}")

    def type(self, control: str, words: str) -> None:
        """Type into a box."""
        self.to(control)
        self.page.keyboard.type(words)

    def tick(self, control: str) -> None:
        """Tick a box, or choose the first button of a group."""
        self.to(control)
        self.page.keyboard.press("Space")

    def choose(self, group: str, place: int) -> None:
        """Choose a button of a group by the arrows; the first has place 0."""
        self.to(group)
        self.page.keyboard.press("Space")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")

    def day(self, control: str, day: date) -> None:
        """Type a date."""
        for part in ("day", "month", "year"):
            self.type(f"{control}-{part}", str(getattr(day, part)))

    def send(self, button: str = "Save and continue") -> None:
        """Press Tab to a button by its words, then Enter; check the page it leads to."""
        for _ in range(MOST_TABS):
            if self.page.evaluate("document.activeElement.textContent.trim()") == button:
                break
            self.page.keyboard.press("Tab")
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.who.check()


def shot(who: Person, shots: Path, name: str) -> None:
    """Keep a picture, to be looked at."""
    who.page.screenshot(path=shots / f"{name}.png", full_page=True)


def test_from_the_call_to_the_case(site: Site, person: Callable[..., Person], shots: Path) -> None:
    """A caller asks on a borrowed phone; an officer completes it by keyboard; the reference stays."""
    caller = person(site.address, script=False, viewport=dict(NARROW))
    caller.go("/")
    caller.follow("Ask for a call")
    shot(caller, shots, "call")
    caller.press("Ask for a call")  # nothing filled in: errors, and axe on them
    assert caller.reads("Enter a name we can ask for")
    caller.put(
        name="Jo Sample", phone="01632 960001", hours=["morning"], voicemail=["no"], district=["alderfen"]
    )
    caller.put(words="He says he will kill me.")
    caller.press("Ask for a call")
    shot(caller, shots, "asked")
    found = re.search(r"CR-[0-9A-Z]{5}-[0-9A-Z]{4}", caller.page.inner_text("main"))
    assert found is not None
    reference = found.group()

    officer = person(site.address)
    steps.sign_in(officer, site, "intake")
    officer.go(f"/cases/{reference}")
    shot(officer, shots, "case")
    officer.follow("Nobody answered the phone")
    officer.put(tried_on=steps.last_week(0))
    officer.press("Save")
    officer.follow("Key in the application")
    shot(officer, shots, "begin")
    officer.press("Begin")
    key_in(officer, shots)
    assert officer.reads("The application is sent")
    assert officer.reads(reference)
    shot(officer, shots, "sent")
    officer.press("Open the case")
    assert officer.reads("Loud music every night.")
    officer.go("/cases/new-call")
    shot(officer, shots, "key-in-call")
    officer.go("/cases/new")
    shot(officer, shots, "new")
    officer.put(
        for_whom=["me"], channel=["post"], received_on=steps.last_week(1), posted_on=steps.last_week(0)
    )
    officer.press("Save and continue")
    shot(officer, shots, "posted-after")
    assert officer.reads("The day of posting cannot be after the day it reached us")
    officer.put(posted_on=steps.last_week(3))
    officer.press("Save and continue")
    officer.go("/cases")
    shot(officer, shots, "worklist")
    assert officer.reads("You have begun to key in")


def key_in(officer: Person, shots: Path) -> None:
    """The seven pages, with no hand on a mouse."""
    keys = Keyboard(officer)
    keys.choose("for_whom", 0)
    keys.send()
    assert officer.page.locator("#name").input_value() == "Jo Sample"
    keys.send()
    shot(officer, shots, "reaching")
    assert officer.page.locator("#phone").input_value() == "01632 960001"
    keys.send()
    keys.type("story", "Loud music every night. He says he will kill me.")
    keys.send()
    shot(officer, shots, "reports")
    assert officer.reads("Words of danger")
    for number in (1, 2, 3):
        keys.day(f"reports-{number}-incident", steps.last_week(12 * number))
        keys.day(f"reports-{number}-told_on", steps.last_week(12 * number - 1))
        keys.choose(f"reports-{number}-told", 1)
    keys.send()
    shot(officer, shots, "effect")
    keys.tick("impact_unsaid")
    keys.send()
    shot(officer, shots, "check")
    keys.tick("true_best")
    keys.send("Send the application")
