"""A chair who must step off: one is known to have dealt with the reports, one finds out late, the third finishes."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from portal.policy import Role
from tests.browser import steps
from tests.browser.people import NARROW, Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser
VICTIM = "heard@mail.example"
BODIES = ("brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes")


def test_the_chair_steps_off_and_another_one_finishes(site: Site, person: Callable[..., Person]) -> None:
    """Flagged and refused, stepped off and shut out, replaced and told; then the review goes to its end."""
    site.add("chair2", "Corin Hale", Role.CHAIR, "alderfen", "Marlowick Borough Council")
    site.add("chair3", "Carys Lund", Role.CHAIR, "alderfen", "Fallowshire Community Safety Partnership")
    victim = person(site.address, script=False, viewport=dict(NARROW))
    reference = site.apply(VICTIM)
    case, today = f"/cases/{reference}", steps.last_week(0)

    decider = person(site.address)
    steps.sign_in(decider, site, "decider")
    decider.go(f"{case}/decide")
    decider.put(reasons="Three of your reports count.", safe_contact=True)
    decider.put(**{f"views__{body}__view": ["met"] for body in BODIES})
    steps.send(decider)
    intake = person(site.address)
    steps.sign_in(intake, site, "intake")
    convene(intake, case, today)
    steps.open_letter(victim, site.mail, 3, VICTIM)
    assert victim.reads("Corin Hale")

    gone = person(site.address)
    steps.sign_in(gone, site, "chair2")
    step_off(gone, reference)
    replace(intake, reference)
    steps.open_letter(victim, site.mail, 4, VICTIM)
    assert victim.reads("Carys Lund") and not victim.reads("I know the family next door.")

    chair = person(site.address)
    steps.sign_in(chair, site, "chair3")
    hold(chair, reference, today)
    steps.open_letter(victim, site.mail, 5, VICTIM)
    comment(victim)
    finish(chair)
    police = person(site.address)
    steps.sign_in(police, site, "police")
    say_how_it_goes(police, reference)
    close(chair, case, today)
    print_the_guide(chair)
    steps.open_letter(victim, site.mail, 8, VICTIM)
    assert victim.reads("The council does it now.")
    assert site.ledgers_are_whole()


def convene(intake: Person, case: str, today: date) -> None:
    """Whoever dealt with the reports is shown with that, and refused as independent or without a reason."""
    intake.go(case)
    intake.follow("Record who dealt with the reports before")
    intake.put(how=["handled"])
    intake.choose("Chandra Holt, panel chair")
    steps.send(intake)
    intake.follow("Set the panel meeting")
    assert intake.reads("What is known: dealt with the reports.")
    intake.put(
        meets_on=today, meets_at="10:30am", place="The Moot Hall", seats__1__body="brackenshire-police",
        seats__1__name="Sergeant Sample", victim_invited=["yes"], chair_independent=["no"],
    )  # fmt: skip
    intake.choose("Chandra Holt, panel chair")
    steps.send(intake)
    assert intake.reads("Say why the chair is independent, or why no independent chair could be found")
    intake.put(chair_independent=["yes"], chair_reason="Chairs every panel.")
    steps.send(intake)
    assert intake.reads("This person has already dealt with the case")
    intake.choose("Corin Hale, Marlowick Borough Council")
    intake.put(chair_reason="Works for another council.")
    steps.send(intake)
    assert intake.reads("The meeting is set")


def step_off(gone: Person, reference: str) -> None:
    """The chair reads the papers, knows somebody, steps off, and is shut out at the next click."""
    gone.follow(reference)
    gone.follow("Record the panel meeting")
    gone.page.go_back()
    gone.check()
    gone.follow("Step off this case")
    steps.send(gone)
    assert gone.reads("Say why you step off")
    gone.put(reason="I know the family next door.")
    steps.send(gone)
    assert gone.reads("You have stepped off the case")
    gone.page.reload()
    gone.check()
    gone.go(f"/cases/{reference}/meeting/record")
    assert gone.reads("Page not found")
    gone.go("/cases")
    assert not gone.reads(reference)


def replace(intake: Person, reference: str) -> None:
    """The office sees that a chair is missing and names one; the one with a known part is refused again."""
    intake.go("/cases")
    assert intake.reads("Needs a chair")
    intake.follow(reference)
    intake.follow("Name another chair")
    assert intake.reads("They have stepped off the case.")
    steps.send(intake)
    assert intake.reads("Choose who chairs")
    intake.choose("Carys Lund, Fallowshire Community Safety Partnership")
    intake.put(chair_independent=["yes"], chair_reason="Works for another partnership.")
    steps.send(intake)
    assert intake.reads("Another chair is named.")
    intake.go("/cases")
    assert not intake.reads("Needs a chair")


def hold(chair: Person, reference: str, today: date) -> None:
    """The new chair holds the panel."""
    chair.follow(reference)
    chair.follow("Record the panel meeting")
    steps.send(chair)
    assert chair.reads("Choose how the victim was heard")
    chair.put(
        how_heard=["none"], heard_words="You told us in your application that you cannot sleep.",
        findings__alderfen__council__words="The council answered after three weeks.",
        recommendations__1__body="alderfen-council", recommendations__1__words="Name one person for each report.",
        actions__1__body="brackenshire-police", actions__1__owner="PC Sample, neighbourhood team",
        actions__1__what="Visit every week until the noise stops.", actions__1__measure="A log of visits.",
        actions__1__due_on=today, actions__1__finds_out=["no"],
    )  # fmt: skip
    steps.send(chair)
    assert chair.reads("The meeting is recorded")


def comment(victim: Person) -> None:
    """The victim says by the link what should change; an empty answer is named first."""
    victim.page.locator('main a[href*="/plan/"]').first.click()
    victim.check()
    steps.send(victim)
    assert victim.reads("Choose whether the plan is right for you")
    victim.put(agrees=["no"], words="Please visit twice a week.")
    steps.send(victim)


def finish(chair: Person) -> None:
    """The chair answers the comment and finishes."""
    chair.page.reload()
    chair.follow("Finish the review")
    steps.send(chair)
    assert chair.reads("Answer what the victim said about the draft plan")
    chair.put(
        answer="We will visit twice a week.",
        decision="We found fault.",
        reasons="Reports were not joined up.",
    )
    chair.put(actions__1__what="Visit twice a week until the noise stops.")
    steps.send(chair)
    assert chair.reads("The review is finished")


def say_how_it_goes(police: Person, reference: str) -> None:
    """The user of the body that promised it says how it goes."""
    police.follow(reference)
    police.page.locator('main a[href$="/actions"]').first.click()
    police.check()
    police.page.locator('main a[href*="/actions/"]').first.click()
    police.check()
    steps.send(police)
    assert police.reads("Choose how it is going")
    police.put(progress=["under_way"], words="We have visited twice.")
    steps.send(police)
    assert police.reads("We have visited twice.")


def close(chair: Person, case: str, today: date) -> None:
    """The action ends as handed on, and the case is closed."""
    chair.go(case)
    chair.follow("See how the actions go, or record news of one")
    assert chair.reads("We have visited twice.")
    chair.go(case)
    chair.follow("End an action")
    chair.page.locator('main a[href*="/actions/"]').first.click()
    chair.check()
    chair.put(how=["transferred"], ended_on=today, words="The council does it now.")
    steps.send(chair)
    chair.follow("Close the case")
    chair.put(reasons="What was left is done by the council.")
    steps.send(chair)
    assert chair.reads("Say why this was never done, or record it first")
    chair.put(never_done="They asked us not to ring, so we wrote.")
    steps.send(chair)
    assert chair.reads("The case is closed")


def print_the_guide(chair: Person) -> None:
    """The guide goes on paper by itself: nobody's name, no way to sign out, nothing beside the sheet."""
    chair.go("/guide/chair")
    printed = [page.extract_text() for page in PdfReader(BytesIO(chair.page.pdf(format="A4"))).pages]
    assert "A guide for the chair" in printed[0]
    assert len(printed) <= 3
    for words in ("Sign out", "Carys Lund", "For staff of the partnership"):
        assert not any(words in page for page in printed)
    chair.page.emulate_media(media="print")
    chair.page.set_viewport_size({"width": 680, "height": 900})  # A4 between its margins
    assert chair.page.evaluate("document.documentElement.scrollWidth") <= 680
