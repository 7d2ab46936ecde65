"""The whole main job at real browsers: a victim without script on a narrow screen, the staff beside."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.browser import steps
from tests.browser.people import NARROW, Person
from tests.browser.site import Site

pytestmark = pytest.mark.browser
BODIES = ("brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes")


def plan(today: date) -> dict[str, object]:
    """What the chair writes into the plan."""
    return {
        "findings__alderfen-council__words": "The council answered after three weeks.",
        "recommendations__1__body": "alderfen-council",
        "recommendations__1__words": "Name one person for each report.",
        "actions__1__body": "brackenshire-police",
        "actions__1__owner": "PC Sample, neighbourhood team",
        "actions__1__what": "Visit every week until the noise stops.",
        "actions__1__measure": "A log of visits that the victim can ask for.",
        "actions__1__due_on": today,
        "actions__1__finds_out": ["no"],
    }


def test_from_the_start_page_to_the_figures(site: Site, person: Callable[..., Person]) -> None:
    """A victim applies; the case is decided, heard, finished, appealed, counted."""
    today = steps.last_week(0)
    figures = person(site.address)
    steps.sign_in(figures, site, "figures")
    before = steps.figures_of(figures, "Alderfen")
    victim = person(site.address, script=False, viewport=dict(NARROW))
    days = [(steps.last_week(12 * n), steps.last_week(12 * n - 1)) for n in (1, 2, 3)]
    reference = steps.apply(victim, "alderfen", days)
    assert len({path for path in victim.seen if "/apply/" in path}) <= 20
    victim.page.go_back()
    assert victim.page.get_by_text("Loud music").count() == 0
    steps.open_letter(victim, site.mail, 1)
    assert victim.reads(reference)
    case = f"/cases/{reference}"

    police = person(site.address)
    steps.sign_in(police, site, "police")
    police.go(f"/applications/{reference}")
    assert police.reads("Loud music every night")
    police.go(f"/applications/{reference}/brackenshire-police/view")
    police.put(view=["met"], words="We hold two logs.")
    police.page.locator("main form button").last.click()
    police.check()

    intake = person(site.address)
    steps.sign_in(intake, site, "intake")
    intake.follow(reference)
    intake.go(f"{case}/contact")
    intake.page.locator('[name="contact"]').first.check()
    intake.page.locator("main form button").last.click()
    intake.check()
    intake.go(f"{case}/note")
    intake.page.locator("main form button").last.click()
    intake.check()
    assert intake.reads("There is a problem")
    intake.put(kind_of_note=["call"], happened_on=today, words="Rang; she is safe.", audience=["officers"])
    intake.page.locator("main form button").last.click()
    intake.check()
    assert intake.reads("Rang; she is safe.")

    decider = person(site.address)
    steps.sign_in(decider, site, "decider")
    decider.go(f"{case}/decide")
    decider.page.locator("main form button").last.click()
    decider.check()
    assert decider.reads("Enter your reasons")
    decider.put(reasons="Three of your reports count.", safe_contact=True)
    decider.put(**{f"views__{body}__view": ["met"] for body in BODIES})
    decider.page.locator("main form button").last.click()
    decider.check()
    assert decider.reads("The decision is recorded")

    steps.open_letter(victim, site.mail, 2)
    assert victim.reads("There will be a case review")
    victim.page.locator('main a[href*="/being-heard/"]').first.click()
    victim.check()
    victim.put(part=["statement"], statement="I have not slept since March.")
    victim.page.locator("main form button").last.click()
    victim.check()

    intake.go(f"{case}/meeting")
    intake.put(
        meets_on=today, meets_at="10:30am", place="The Moot Hall", chair_independent=["yes"],
        chair_reason="Works for another service.", seats__1__body="brackenshire-police",
        seats__1__name="Sergeant Sample", victim_invited=["yes"],
    )  # fmt: skip
    intake.choose("Chandra Holt, panel chair")
    intake.page.locator("main form button", has_text="Set").last.click()
    intake.check()
    assert intake.reads("The meeting is set")

    chair = person(site.address)
    steps.sign_in(chair, site, "chair")
    chair.go(f"{case}/meeting/record")
    chair.put(how_heard=["statement"], heard_words="Her statement was read first.", **plan(today))
    chair.page.locator('[name="attended"]').first.check()
    chair.page.locator("main form button").last.click()
    chair.check()
    assert chair.reads("The meeting is recorded")

    steps.open_letter(victim, site.mail, 4)
    victim.page.locator('main a[href*="/plan/"]').first.click()
    victim.check()
    victim.put(agrees=["no"], words="Please visit twice a week.")
    victim.page.locator("main form button").last.click()
    victim.check()

    chair.go(f"{case}/finish")
    assert chair.reads("Please visit twice a week.")
    chair.put(answer="We will visit twice a week.", decision="We found fault.", reasons="Reports were not joined up.")
    chair.put(actions__1__what="Visit twice a week until the noise stops.")
    chair.page.locator("main form button").last.click()
    chair.check()
    assert chair.reads("The review is finished")

    steps.open_letter(victim, site.mail, 5)
    assert victim.reads("We will visit twice a week.")
    victim.page.locator('main a[href*="/appeal/"]').first.click()
    victim.check()
    appeal(victim)

    intake.go(f"{case}/appeals/1/assign")
    intake.choose("Aled Finch, appeal officer")
    intake.put(independence="Works for another partnership and took no part.")
    intake.page.locator("main form button").last.click()
    intake.check()
    officer = person(site.address)
    steps.sign_in(officer, site, "appeals")
    officer.go(f"/appeals/{reference}/1")
    officer.put(result=["upheld_sent_back"], reasons="She was not heard.", independence="I work elsewhere.")
    officer.page.locator("main form button").last.click()
    officer.check()

    steps.open_letter(victim, site.mail, 8)
    assert victim.reads("She was not heard.")

    hear_again(intake, chair, victim, site, case, today)

    after = steps.figures_of(figures, "Alderfen")
    assert [now - then for now, then in zip(after, before, strict=True)] == [1, 0, 2, 2]
    assert site.ledgers_are_whole()


def appeal(victim: Person) -> None:
    """Appeal from the letter, page by page, to the confirmation."""
    for _ in range(8):
        if victim.page.locator('[name="words"]').count():
            victim.put(words="Nobody asked me to come.")
        if victim.page.locator('[name="grounds"]').count():
            victim.page.locator('[name="grounds"]').first.check()
        if steps.urlpath(victim).endswith("/sent"):
            break
        victim.page.locator("main form button").first.click()
        victim.check()
    assert steps.urlpath(victim).endswith("/sent")


def hear_again(intake: Person, chair: Person, victim: Person, site: Site, case: str, today: date) -> None:
    """Hold the review a second time, end what was agreed, and close."""
    intake.go(f"{case}/meeting")
    intake.put(
        meets_on=today, meets_at="2pm", place="The Moot Hall", chair_independent=["no"],
        chair_reason="Nobody else could chair in time.", seats__1__body="sedge-homes", seats__1__name="Ms Sample",
        victim_invited=["yes"],
    )  # fmt: skip
    intake.choose("Chandra Holt, panel chair")
    intake.page.locator("main form button", has_text="Set").last.click()
    intake.check()
    chair.go(f"{case}/meeting/record")
    chair.put(how_heard=["come"], heard_words="She told us herself.", **plan(today))
    chair.page.locator("main form button").last.click()
    chair.check()
    steps.open_letter(victim, site.mail, 10)
    victim.page.locator('main a[href*="/plan/"]').first.click()
    victim.check()
    victim.put(agrees=["yes"])
    victim.page.locator("main form button").last.click()
    victim.check()
    chair.go(f"{case}/finish")
    chair.put(decision="We found fault.", reasons="She was heard now.")
    chair.page.locator("main form button").last.click()
    chair.check()
    chair.go(f"{case}/close")
    assert chair.reads("action")
    for _ in range(2):
        chair.go(f"{case}/actions")
        chair.page.locator('main a[href*="/actions/"]').first.click()
        chair.check()
        chair.put(how=["done"], ended_on=today, words="The log shows it.")
        chair.page.locator("main form button").last.click()
        chair.check()
    chair.go(f"{case}/close")
    chair.put(reasons="Everything agreed was done.", never_done="It was done and not written down.")
    chair.page.locator("main form button").last.click()
    chair.check()
    assert chair.reads("The case is closed")
    steps.open_letter(victim, site.mail, 14)
    assert victim.reads("Everything agreed was done.")
