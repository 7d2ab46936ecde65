"""What people do on the way from the start page to the figures, each at their own browser."""

import re
from datetime import date, timedelta

from tests.browser.people import Person
from tests.browser.site import Postman, Site

NEXT = "Save and continue"
SKIP = "Skip this page"
VICTIM = "jo@mail.example"


def apply(victim: Person, district: str, reports: list[tuple[date, date]], email: str = VICTIM) -> str:
    """Apply from the start page on, with reports as (it happened, told the council). Returns the reference."""
    victim.go("/")
    victim.press("Start now")
    victim.press("Start", exact=True)
    victim.follow("About you")
    page(victim, "/apply/start", for_whom=["me"])
    page(victim, "/apply/name", name="Jo Sample")
    page(victim, "/apply/contact", channels=["email"], email=email)
    skip(victim, "/apply/contact-more")
    page(victim, "/apply/home", home_address="1 Example Road")
    page(victim, "/apply/place", same_as_home=["yes"], district=[district])
    page(victim, "/apply/what-happens", kinds=["noise"], story="Loud music every night. <b>Bold</b>")
    for number, (happened, told) in enumerate(reports, 1):
        page(victim, f"/apply/report/{number}", incident=happened, told_on=told, told=["council"])
        page(victim, "/apply/reports", another=["yes" if number < len(reports) else "no"])
    skip(victim, "/apply/others")
    skip(victim, "/apply/people")
    page(victim, "/apply/effects", impact="I cannot sleep.")
    skip(victim, "/apply/next-steps")
    skip(victim, "/apply/needs")
    assert "Loud music every night. <b>Bold</b>" in victim.page.inner_text("main")
    victim.press("Continue")
    page(victim, "/apply/send", button="Send my application", true_best=True)
    found = re.search(r"CR-[0-9A-Z]{5}-[0-9A-Z]{4}", victim.page.inner_text("main"))
    assert found is not None
    return found.group()


def page(who: Person, path: str, button: str = NEXT, **answers: object) -> None:
    """Be on the page at `path`, see its error when nothing is answered, answer it and go on."""
    assert urlpath(who) == path
    who.put(**answers)
    who.press(button)


def skip(who: Person, path: str) -> None:
    """Leave the page at `path` out."""
    assert urlpath(who) == path
    who.press(SKIP)


def urlpath(who: Person) -> str:
    """The path of the page somebody is on."""
    return who.page.url.removeprefix(who.address).partition("?")[0]


def sign_in(who: Person, site: Site, username: str) -> None:
    """Sign in with name, password and code."""
    who.go("/sign-in")
    who.put(username=username, password=site.passwords[username], code=site.code(username))
    who.press("Sign in")
    assert urlpath(who) != "/sign-in", who.page.inner_text("main")


def open_letter(reader: Person, mail_server: Postman, count: int, email: str = VICTIM) -> None:
    """Wait for the mail that says a letter waits, follow its link, and open the letter by its button."""
    mail = mail_server.wait_for(email, count)[-1]
    body = mail.get_content()
    address = re.search(r"http\S+/letter/\S+", body)
    assert address is not None
    # The secret in the link is drawn by lot and may spell anything, a name too.
    said = f"{mail['Subject']}\n{body.replace(address.group(), '')}"
    for fact in ("Jo", "Sample", "music", "CR-", "anti-social"):
        assert fact not in said
    reader.go(address.group())
    reader.press("Open the letter")


def decide_met(decider: Person, site: Site, reference: str) -> None:
    """A decision-maker for Alderfen decides that the threshold is met; nobody was asked for a view."""
    sign_in(decider, site, "decider")
    decider.go(f"/cases/{reference}/decide")
    views = decider.page.locator('[name^="views-"][value="not_asked"]')
    for one in views.all():
        one.check()
    decider.put(reasons="Three of the reports count.", safe_contact=True)
    decider.page.locator("main form button").last.click()
    decider.check()
    assert decider.reads("The decision is recorded")


def send(who: Person) -> None:
    """Send the form of the page by its last button, and check the page it leads to."""
    who.page.locator("main form button").last.click()
    who.check()


def figures_of(reader: Person, district: str) -> list[int]:
    """The first numbers in the row of a district in the figures: applications, refused, reviews held, finished."""
    reader.go("/figures")
    rows = [row.inner_text().split("\t") for row in reader.page.locator("main tbody tr").all()]
    cells = next((row for row in rows if row[0].strip() == district), [district, "0", "0", "0", "0"])
    return [int(cell) for cell in cells[1:5]]


def last_week(days: int) -> date:
    """A day so many days ago."""
    return date.today() - timedelta(days=days)
