"""A made-up person who fills in the application in a browser without script."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element

from werkzeug.datastructures import MultiDict

from portal.journeys.application import APPLICATION
from portal.journeys.choices import Option
from portal.journeys.forms import Asking
from portal.journeys.pages import Step
from portal.store import drafts
from portal.wording import in_english
from tests.journeys.examples import typed_date
from tests.web.client import Client, Opened

# What is typed on each page. The office's clock stands at 23 November 2026.
TYPED: dict[str, dict[str, Any]] = {
    "start": {"for_whom": "me"},
    "your-part": {"relation": "councillor", "rep_name": "Robin Ward", "rep_organisation": "The council"},
    "your-contact": {"rep_channels": ["email"], "rep_email": "ward@example.org"},
    "agreement": {"consent_state": "ask_them"},
    "name": {"name": "Alex Example"},
    "contact": {"channels": ["email"], "email": "alex@example.com"},
    "contact-more": {"voicemail": "no", "must_not_know": "The man next door"},
    "home": {"home_address": "1 Mill Lane\nTown", "home_postcode": "nr21nh", "tenure": "council"},
    "place": {"same_as_home": "yes", "district": "alderfen"},
    "what-happens": {"kinds": ["noise"], "story": "Shouting every night."},
    "others": {"others": "no"},
    "people": {"known": "know", "who": "The man next door", "share_home": "no"},
    "effects": {"impact": "I cannot sleep."},
    "next-steps": {"wanted": "Quiet nights"},
    "needs": {"language": "en"},
    "send": {"true_best": "yes"},
}
HAPPENED = (date(2026, 10, 5), date(2026, 10, 19), date(2026, 11, 9), date(2026, 11, 16))
ASKING = Asking(in_english, date(2026, 11, 23), {"districts": (Option("alderfen", "Alderfen"),)})


def typed_report(number: int) -> dict[str, Any]:
    """Report 1, 2, 3 or 4, told to the police on the day it happened."""
    day = HAPPENED[number - 1]
    return {**typed_date("incident", day), **typed_date("told_on", day), "told": "police"}


def begin(client: Client) -> Opened:
    """Read what to know first, and begin; the task list is shown."""
    client.get("/apply")
    client.submit()
    return client.follow()


def last(client: Client) -> Opened:
    """The answer shown."""
    assert client.last is not None
    return client.last


def control(client: Client, name: str) -> Element:
    """The control with this id on the shown page."""
    found = last(client).parsed.with_id(name)
    assert found is not None
    return found


def page_of(client: Client) -> str:
    """The part of the shown page's address after /apply/."""
    assert client.last is not None
    return client.last.address.removeprefix("/apply/").partition("?")[0]


def fill_in(
    client: Client, reports: int = 3, until: str = "", changes: Mapping[str, Any] | None = None
) -> list[str]:
    """Go from the first question on until the page `until` is shown, or to the receipt. Returns the pages passed."""
    client.get("/apply/start")
    passed: list[str] = []
    while page_of(client) not in (until, "sent"):
        shown = page_of(client)
        passed.append(shown)
        if shown == "check":
            client.click("Continue")
            continue
        if shown.startswith("report/"):
            number = int(shown.removeprefix("report/"))
            client.submit({**typed_report(number), **(changes or {}).get(shown, {})})
        elif shown == "reports":
            entered = sum(page.startswith("report/") for page in passed)
            client.submit({"another": "yes" if entered < reports else "no"})
        else:
            client.submit({**TYPED[shown], **(changes or {}).get(shown, {})})
        client.follow()
    return passed


def answered(
    page: str, reports: int, changes: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """The answers of somebody who has come as far as the page `page`; `changes` by page to what is typed."""
    answers: dict[str, Any] = {}
    step: Step | None = Step("start")
    while step is not None and _name(step) != page:
        if step.page == "reports":
            another = "yes" if len(answers["reports"]) < reports else "no"
            answers = APPLICATION.with_answers(answers, step, {"another": another})
        else:
            typed = TYPED.get(step.page, {}) if step.index is None else typed_report(step.index + 1)
            typed = {**typed, **(changes or {}).get(step.page, {})}
            form = APPLICATION.form(answers, step, ASKING, MultiDict(typed))
            answers = APPLICATION.with_answers(answers, step, form.stored())
        step = APPLICATION.next_step(answers, step)
    return answers


def _name(step: Step) -> str:
    return step.page if step.index is None else f"{step.page}/{step.index + 1}"


def at_page(client: Client, page: str, reports: int = 1) -> Opened:
    """Begin, and show the page `page` to somebody who has answered everything before it."""
    begin(client)
    with client.browser.session_transaction(base_url=client.base_url) as held:
        draft_id = held["draft"]
    with client.app.extensions["wiring"].office.work() as writing:
        draft = drafts.get(writing.session, draft_id, writing.now)
        assert draft is not None
        drafts.save(draft, answered(page, reports), writing.now, writing.settings.draft_idle)
    return client.get(f"/apply/{page}")
