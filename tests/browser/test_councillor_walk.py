"""A councillor applies for a constituent: who hears what before the constituent's own word, after it, and at the end.

The councillor has a narrow phone without script and little time. Nothing of the case may reach them, or any
organisation, before the constituent agreed; afterwards they get a copy without what is the constituent’s alone.
"""

import re
from collections.abc import Callable

import pytest

from tests.browser import steps
from tests.browser.people import NARROW, Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser
COUNCILLOR = "ward@mail.example"
VICTIM = "constituent@mail.example"
STORY = "Loud music every night."
ADDRESS = "1 Example Road"
NEVER_TO_THE_COUNCILLOR = (STORY, ADDRESS, "I cannot sleep", VICTIM)


def apply_for_constituent(councillor: Person) -> str:
    """Apply for somebody from the start page on, seeing the error when nothing is said about agreement."""
    councillor.go("/")
    councillor.press("Start now")
    councillor.press("Start", exact=True)
    councillor.follow("About you")
    steps.page(councillor, "/apply/start", for_whom=["someone"])
    steps.page(councillor, "/apply/your-part", relation=["councillor"], rep_name="Robin Ward")
    steps.page(councillor, "/apply/your-contact", rep_channels=["email"], rep_email=COUNCILLOR)
    steps.page(councillor, "/apply/agreement")
    assert councillor.reads("There is a problem")
    steps.page(councillor, "/apply/agreement", consent_state=["ask_them"])
    steps.page(councillor, "/apply/name", name="Jo Sample")
    steps.page(councillor, "/apply/contact", channels=["email"], email=VICTIM)
    steps.skip(councillor, "/apply/contact-more")
    steps.page(councillor, "/apply/home", home_address=ADDRESS)
    steps.page(councillor, "/apply/place", same_as_home=["yes"], district=["alderfen"])
    steps.page(councillor, "/apply/what-happens", kinds=["noise"], story=STORY)
    for number in (1, 2, 3):
        happened, told = steps.last_week(12 * number), steps.last_week(12 * number - 1)
        steps.page(councillor, f"/apply/report/{number}", incident=happened, told_on=told, told=["council"])
        steps.page(councillor, "/apply/reports", another=["yes" if number < 3 else "no"])
    steps.skip(councillor, "/apply/others")
    steps.skip(councillor, "/apply/people")
    steps.page(councillor, "/apply/effects", impact="I cannot sleep.")
    steps.skip(councillor, "/apply/next-steps")
    steps.skip(councillor, "/apply/needs")
    councillor.press("Continue")
    steps.page(councillor, "/apply/send", button="Send my application", true_best=True)
    found = re.search(r"CR-[0-9A-Z]{5}-[0-9A-Z]{4}", councillor.page.inner_text("main"))
    assert found is not None
    return found.group()


def opens(who: Person, path: str) -> bool:
    """Whether somebody finds a page, and not the page for what does not exist."""
    answer = who.page.goto(who.address + path)
    who.check()
    assert answer is not None
    assert answer.status in (200, 404)
    return answer.status == 200


def test_nothing_goes_anywhere_before_the_constituent_agreed(
    site: Site, person: Callable[..., Person]
) -> None:
    """Consent is sought, an officer rings, they agree; both are told what is theirs; then they go on alone."""
    councillor = person(site.address, script=False, viewport=dict(NARROW))
    reference = apply_for_constituent(councillor)
    assert councillor.reads("Until they agree, the other organisations see nothing")
    steps.open_letter(councillor, site.mail, 1, COUNCILLOR)
    assert councillor.reads(reference)
    for words in ("Jo Sample", *NEVER_TO_THE_COUNCILLOR):
        assert not councillor.reads(words)
    victim = person(site.address, script=False, viewport=dict(NARROW))
    steps.open_letter(victim, site.mail, 1, VICTIM)
    assert not victim.reads(STORY)

    police = person(site.address)
    steps.sign_in(police, site, "police")
    assert not opens(police, f"/applications/{reference}")

    officer = person(site.address)
    steps.sign_in(officer, site, "intake")
    officer.follow(reference)
    officer.follow("Record what the person said")
    officer.press("Save", exact=True)
    assert officer.reads("Choose what they said, or that they could not be reached")
    assert officer.reads(STORY)
    officer.put(how=["phone"], asked_on=steps.last_week(0), answer=["agreed"], shared=["yes"])
    officer.press("Save", exact=True)
    assert officer.reads("It is recorded that they agree.")

    assert opens(police, f"/applications/{reference}")
    assert police.reads(STORY)
    steps.open_letter(victim, site.mail, 2, VICTIM)
    assert victim.reads(STORY)
    steps.open_letter(councillor, site.mail, 2, COUNCILLOR)

    steps.decide_met(person(site.address), site, reference)
    steps.open_letter(victim, site.mail, 3, VICTIM)
    assert victim.reads("There will be a case review")
    steps.open_letter(councillor, site.mail, 3, COUNCILLOR)
    assert councillor.reads("There will be a case review")
    for words in NEVER_TO_THE_COUNCILLOR:
        assert not councillor.reads(words)
    assert councillor.page.locator('main a[href*="/being-heard/"]').count() == 0
    letter = councillor.page.url

    officer.go(f"/cases/{reference}")
    officer.follow("The victim does not want to be acted for any more")
    officer.press("Save", exact=True)
    assert officer.reads("Choose what they want")
    officer.put(wish=["alone"], how=["phone"], asked_on=steps.last_week(0))
    officer.press("Save", exact=True)
    assert officer.reads("The victim is the applicant now.")
    councillor.go(letter)
    assert not councillor.reads("There will be a case review")
    assert len(site.mail.to(COUNCILLOR)) == 3


def test_a_councillors_record_suffices_and_is_checked_with_the_constituent(
    site: Site, person: Callable[..., Person]
) -> None:
    """The constituent asked on a day: it begins at once, and an officer asks them whether they know and agree."""
    reference = site.apply(
        "sam@mail.example", for_whom="someone", relation="councillor", rep_name="Robin Ward",
        rep_channels=["email"], rep_email="other@mail.example", consent_state="asked",
        consent_date=steps.last_week(2).isoformat(), consent_how="in_person",
    )  # fmt: skip
    police = person(site.address)
    steps.sign_in(police, site, "police")
    assert opens(police, f"/applications/{reference}")

    officer = person(site.address)
    steps.sign_in(officer, site, "intake")
    officer.go(f"/cases/{reference}")
    officer.follow("Ask the victim whether they know and agree")
    officer.put(how=["alone"], asked_on=steps.last_week(0), answer=["agreed"], shared=["yes"])
    officer.press("Save", exact=True)
    assert officer.reads("It is recorded that they agree.")
    assert officer.page.get_by_role("link", name="Ask the victim whether they know and agree").count() == 0
