"""A victim who is refused by two people, appeals by the link in the letter, and is proved right."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from portal.policy import Role
from tests.browser import steps
from tests.browser.people import DESKTOP, NARROW, Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser
VICTIM = "refused@mail.example"
BODIES = ("brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes")
WEIGHED = {
    "persistence": "You told us of three nights in five weeks.",
    "harm": "You cannot sleep.",
    "possible_harm": "It may go on.",
    "adequacy": "The council wrote to them after your second report.",
    "vulnerability": "You told us of nothing that puts you more at risk.",
    "hate": "You told us that it is not about who you are.",
}
NEIGHBOUR = "She works for Fallowshire and took no part in your case."


def test_a_refusal_by_two_people_is_reversed_on_appeal(site: Site, person: Callable[..., Person]) -> None:
    """Marks with evidence, a proposal, a second person, the letter, the appeal by link, its result, the figures."""
    site.add("neighbour", "Nell Carr", Role.APPEAL_OFFICER, None, "Fallowshire Community Safety Partnership")
    site.add("colleague", "Cole Ward", Role.APPEAL_OFFICER, None, "decision-maker, Alderfen")
    figures = person(site.address)
    steps.sign_in(figures, site, "figures")
    before = steps.figures_of(figures, "Alderfen")
    victim = person(site.address, script=False, viewport=dict(NARROW))
    reference = site.apply(VICTIM)
    steps.open_letter(victim, site.mail, 1, VICTIM)

    decider = person(site.address)
    steps.sign_in(decider, site, "decider")
    decider.follow(reference)
    propose(decider)
    own_answer(decider, reference)

    second = person(site.address)
    steps.sign_in(second, site, "decider3")
    agree(second, reference)

    steps.open_letter(victim, site.mail, 2, VICTIM)
    assert victim.reads("There will not be a case review")
    assert victim.reads("It was one party at another house.")
    assert victim.reads("Dara Quill") and victim.reads("Delphine Roe")
    appeal(victim)

    intake = person(site.address)
    steps.sign_in(intake, site, "intake")
    assign(intake, reference)
    officer = person(site.address)
    steps.sign_in(officer, site, "neighbour")
    reverse(officer, reference)

    steps.open_letter(victim, site.mail, 5, VICTIM)
    assert victim.reads("The record is about another house, so your report counts.")
    victim.page.locator('main a[href*="/being-heard/"]').first.click()
    victim.check()
    victim.put(part=["read_out"], statement="I am tired.")
    steps.send(victim)
    intake.go(f"/cases/{reference}")
    assert intake.reads("Set the panel meeting") and intake.reads("Hold the panel meeting")
    count(figures, before)
    assert site.ledgers_are_whole()


def propose(decider: Person) -> None:
    """Leave two reports out, with a code and what shows it, and propose: the Act's test was met before."""
    decider.follow("Decide that the threshold is not met")
    assert decider.reads("must then decide that the threshold is met")
    decider.follow("Mark a report, with a reason and what shows it")
    decider.follow("Mark report 1")
    steps.send(decider)
    assert decider.reads("Choose what is so with this report")
    decider.put(code=["not_asb"], reason="It was one party at another house.")
    steps.send(decider)
    assert decider.reads("Name the record that shows it")
    decider.put(shown_by="Council log 4711")
    steps.send(decider)
    decider.follow("Mark report 3")
    decider.put(
        code=["date_differs"], reason="You told us of a night in the spring.", shown_by="Council log 4720"
    )
    decider.put(incident_on=steps.last_week(120))
    steps.send(decider)
    decider.follow("Back to the case")
    decider.follow("Decide that the threshold is not met")
    steps.send(decider)
    assert decider.reads("Say what harm it has done")
    decider.put(
        needs=["no"], reasons="One report counts.", safe_contact=True, help__1__to="Brackenshire Victim Care",
        help__1__what="They ring you every week.", **WEIGHED,
    )  # fmt: skip
    decider.put(help__1__follow_up_on=steps.last_week(0) + timedelta(days=14))
    decider.put(**{f"views__{body}__view": ["not_met"] for body in BODIES})
    steps.send(decider)
    assert decider.reads("Another decision-maker has to look at it")


def own_answer(decider: Person, reference: str) -> None:
    """Whoever proposed finds no way to agree with themselves, and no second proposal."""
    assert not decider.reads("as the second person")
    decider.go(f"/cases/{reference}/not-met/second")
    assert decider.reads("Page not found")
    decider.go(f"/cases/{reference}/not-met")
    assert decider.reads("That cannot be done now")
    decider.follow("Go to your worklist")


def agree(second: Person, reference: str) -> None:
    """Read what is proposed and agree, from a worklist that names the case."""
    second.page.locator(f'main a[href*="{reference}"]').first.click()
    second.check()
    assert second.reads("Council log 4711") and second.reads("Council log 4720")
    second.page.set_viewport_size(dict(NARROW))  # type: ignore[arg-type]
    for table in second.page.locator(".reports .scrolls").all():
        assert table.evaluate("e => e.scrollWidth <= e.clientWidth"), (
            "what the rules say hides beside the screen"
        )
    second.page.set_viewport_size(dict(DESKTOP))  # type: ignore[arg-type]
    steps.send(second)
    assert second.reads("Choose whether you agree")
    second.put(agrees=["yes"], reasons="I looked at both logs.")
    steps.send(second)
    assert not second.reads("Choose whether you agree")


def appeal(victim: Person) -> None:
    """Appeal by the link in the letter, with what is missing named, and nothing sent twice."""
    victim.page.locator('main a[href*="/appeal/"]').first.click()
    victim.check()
    steps.send(victim)
    steps.send(victim)
    assert victim.reads("Tell us why you think it went wrong")
    victim.put(words="That log is about another house.")
    victim.page.locator('[name="grounds"]').first.check()
    steps.send(victim)
    victim.put(wanted="I want you to look again.")
    steps.send(victim)
    assert victim.reads("That log is about another house.")
    steps.send(victim)
    assert steps.urlpath(victim).endswith("/sent")


def assign(intake: Person, reference: str) -> None:
    """Whose office decided is not offered; whose part came to light meanwhile is refused, and it is said why."""
    intake.go(f"/cases/{reference}")
    intake.follow("Give the appeal to an officer")
    assert intake.reads(
        "Cole Ward, decision-maker, Alderfen: works in the same office as somebody who decided"
    )
    intake.choose("Aled Finch, appeal officer")
    intake.put(independence=NEIGHBOUR)
    other = intake.context.new_page()
    other.goto(f"{intake.address}/cases/{reference}/involvement")
    other.get_by_label("Dealt with the reports", exact=True).check()
    other.get_by_label("Aled Finch, appeal officer", exact=True).check()
    other.locator("main form button").last.click()
    other.close()
    steps.send(intake)
    assert intake.reads("they, or the office they work in, took part in the case.")
    assert intake.reads("Aled Finch, appeal officer: dealt with the reports")
    intake.choose("Nell Carr, Fallowshire Community Safety Partnership")
    steps.send(intake)
    assert intake.reads("Being heard") or intake.reads("Nell Carr")


def reverse(officer: Person, reference: str) -> None:
    """Read the papers and find that the threshold was met."""
    officer.page.locator(f'main a[href*="{reference}"]').first.click()
    officer.check()
    assert officer.reads("That log is about another house.")
    steps.send(officer)
    assert officer.reads("Choose the result of the appeal")
    officer.put(result=["reversed"], reasons="The record is about another house, so your report counts.")
    officer.put(independence="I work for Fallowshire and took no part.")
    steps.send(officer)
    assert officer.reads("The threshold counts as met.")


def count(figures: Person, before: list[int]) -> None:
    """The refusal stays counted, and the page says that an appeal reversed it."""
    after = steps.figures_of(figures, "Alderfen")
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 1, 0, 0]
    assert figures.reads("Of these, an appeal reversed 1 since.")
