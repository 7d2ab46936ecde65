"""A frightened caller without script on a narrow phone; who keys it in and posts letters uses the keyboard alone."""

import json
import re
from collections.abc import Callable
from datetime import date

import pytest

from tests.browser import steps
from tests.browser.people import NARROW, Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser
MOST_TABS = 220
# Whether nothing has the focus yet, and what is wanted stands in the main part.
IN_MAIN_FROM_THE_TOP = """wanted => document.activeElement === document.body
  && [...document.querySelectorAll('main :is(a, button, input, select, textarea, summary)')].some(wanted)"""


class Keyboard:
    """Somebody who uses no mouse: Tab to what is wanted, then typing, Space or Enter."""

    def __init__(self, who: Person) -> None:
        self.who = who
        self.page = who.page

    def to(self, control: str) -> None:
        """Press Tab until the control with this id has the focus."""
        self._tab(f"one => one.id === {json.dumps(control)}", control)

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

    def change(self, group: str, value: str) -> None:
        """Choose another button of a group in which one is chosen already: Tab leads to that one."""
        self._tab(f"one => one.name === {json.dumps(group)} && one.checked", group)
        while self.page.evaluate("document.activeElement.value") != value:
            self.page.keyboard.press("ArrowDown")

    def day(self, control: str, day: date) -> None:
        """Type a date."""
        for part in ("day", "month", "year"):
            self.type(f"{control}-{part}", str(getattr(day, part)))

    def reach(self, words: str) -> None:
        """Press Tab to a button or link by its words."""
        self._tab(f"one => one.textContent.trim() === {json.dumps(words)}", words)

    def _tab(self, wanted: str, words: str) -> None:
        """Press Tab until the focus is on what is `wanted`, past the menu by the link that skips it."""
        if self.page.evaluate(f"({IN_MAIN_FROM_THE_TOP})({wanted})"):
            self.page.keyboard.press("Tab")
            self.page.keyboard.press("Enter")
            assert self.page.evaluate("document.activeElement.id") == "main-content"
        for _ in range(MOST_TABS):
            if self.page.evaluate(f"({wanted})(document.activeElement)"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to “{words}” on {self.page.url}")

    def send(self, button: str = "Save and continue") -> None:
        """Press Tab to a button or link by its words, then Enter; check the page it leads to."""
        self.reach(button)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.who.check()


def test_from_the_call_to_the_case(site: Site, person: Callable[..., Person]) -> None:
    """A caller asks on a borrowed phone; an officer completes it by keyboard; the reference stays."""
    caller = person(site.address, script=False, viewport=dict(NARROW))
    caller.go("/")
    caller.follow("Ask for a call")
    caller.press("Ask for a call")  # nothing filled in: errors, and axe on them
    assert caller.reads("Enter a name we can ask for")
    caller.put(
        name="Jo Sample", phone="01632 960001", hours=["morning"], voicemail=["no"], district=["alderfen"]
    )
    caller.put(words="He says he will kill me.")
    caller.press("Ask for a call")
    found = re.search(r"CR-[0-9A-Z]{5}-[0-9A-Z]{4}", caller.page.inner_text("main"))
    assert found is not None
    reference = found.group()

    officer = person(site.address)
    steps.sign_in(officer, site, "intake")
    officer.go(f"/cases/{reference}")
    officer.follow("Nobody answered the phone")
    officer.put(tried_on=steps.last_week(0))
    officer.press("Save")
    officer.follow("Key in the application")
    officer.press("Begin")
    key_in(officer)
    assert officer.reads("The application is sent")
    assert officer.reads(reference)
    officer.press("Open the case")
    assert officer.reads("Loud music every night.")
    officer.follow("what a letter says")
    officer.follow("Record that they were told")
    officer.put(how=["read_out"])
    officer.press("Save")
    assert officer.reads("It is recorded that they were told.")
    assert officer.page.get_by_role("link", name="what a letter says").count() == 0
    officer.go("/cases/new-call")
    officer.go("/cases/new")
    officer.put(
        for_whom=["me"], channel=["post"], received_on=steps.last_week(1), posted_on=steps.last_week(0)
    )
    officer.press("Save and continue")
    assert officer.reads("The day of posting cannot be after the day it reached us")
    officer.put(posted_on=steps.last_week(3))
    officer.press("Save and continue")
    officer.go("/cases")
    assert officer.reads("You have begun to key in")


def key_in(officer: Person) -> None:
    """The seven pages, with no hand on a mouse."""
    keys = Keyboard(officer)
    keys.choose("for_whom", 0)
    keys.send()
    assert officer.page.locator("#name").input_value() == "Jo Sample"
    keys.send()
    assert officer.page.locator("#phone").input_value() == "01632 960001"
    keys.send()
    keys.type("story", "Loud music every night. He says he will kill me.")
    keys.send()
    assert officer.reads("Words of danger")
    for number in (1, 2, 3):
        keys.day(f"reports-{number}-incident", steps.last_week(12 * number))
        keys.day(f"reports-{number}-told_on", steps.last_week(12 * number - 1))
        keys.choose(f"reports-{number}-told", 1)
    keys.send()
    keys.tick("impact_unsaid")
    keys.send()
    keys.tick("true_best")
    keys.send("Send the application")


def test_a_desk_hands_over_and_the_letter_goes_by_post(site: Site, person: Callable[..., Person]) -> None:
    """A caller with a phone and a letter box; the front desk keys in little; the district looks after them."""
    caller = person(site.address, script=False, viewport=dict(NARROW))
    caller.go("/call")
    caller.put(
        name="Sam Sample", phone="01632 960002", hours=["evening"], voicemail=["no"], district=["unsure"]
    )
    caller.press("Ask for a call")
    found = re.search(r"CR-[0-9A-Z]{5}-[0-9A-Z]{4}", caller.page.inner_text("main"))
    assert found is not None
    reference = found.group()

    desk = person(site.address)
    steps.sign_in(desk, site, "desk")
    keys = Keyboard(desk)
    keys.send(reference)
    keys.send("Key in the application")
    keys.send("Begin")
    key_in_little(keys)
    assert desk.reads(reference)
    assert desk.reads(
        "The application is now with Alderfen. Their team was told. You do not see it any more."
    )

    officer = person(site.address)
    steps.sign_in(officer, site, "intake")
    keys = Keyboard(officer)
    keys.send(reference)
    keys.reach("Questions without an answer")
    keys.page.keyboard.press("Enter")
    assert officer.reads("They did not say")
    keys.send("The first contact was made")
    keys.send("Yes, the first contact was made")
    keys.send("The risk was assessed")
    keys.send("Yes, the risk was assessed")
    keys.send("Letters to print")
    post_the_letter(keys, reference)
    keys.send("Letters to print")
    assert not officer.reads(reference)


def key_in_little(keys: Keyboard) -> None:
    """What the desk keys in: whose it is, where to write, the district; the rest they did not say."""
    keys.choose("for_whom", 0)
    keys.send()
    keys.send()
    assert keys.page.locator("#phone").input_value() == "01632 960002"
    keys.tick("channels-2")  # takes the call away: from now on he hears her talk
    keys.tick("channels-4")
    keys.type("address", "2 Example Road\nAlderfen\nZZ1 1AB")
    keys.send()
    keys.change("district", "alderfen")
    keys.tick("story_unsaid")
    keys.send()
    keys.send("Save and go to the check")
    assert keys.who.reads("Not answered yet")
    keys.tick("true_best")
    keys.send("Send the application")


def post_the_letter(keys: Keyboard, reference: str) -> None:
    """From the queue to the envelope: the file, the addresses, a day that cannot be, and the day it was."""
    officer = keys.who
    keys.send(f"We have your application, {reference}")
    with keys.page.expect_download() as file:
        keys.reach("Download the letter as a PDF file")
        keys.page.keyboard.press("Enter")
    assert file.value.path().read_bytes().startswith(b"%PDF-")
    assert keys.page.locator("dd .lines", has_text="2 Example Road").count() == 2
    keys.day("posted_on", steps.last_week(-1))
    keys.send("It is posted")
    assert officer.reads("Compare the addresses and say that you did")
    assert keys.page.locator("#posted_on-day").input_value() == str(steps.last_week(-1).day)
    keys.tick("compared")
    for part in ("day", "month", "year"):
        keys.to(f"posted_on-{part}")
        keys.page.keyboard.press("Control+A")
        keys.page.keyboard.type(str(getattr(steps.last_week(0), part)))
    keys.send("It is posted")
    assert officer.reads("It is recorded that the letter was posted.")
