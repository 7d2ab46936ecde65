"""A made-up person who fills in the application, page by page, as a browser would send it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from portal.journeys.application import APPLICATION
from portal.journeys.choices import Option
from portal.journeys.forms import Asking
from portal.journeys.pages import Step
from portal.wording import in_english

TODAY = date(2026, 3, 20)
ASKING = Asking(in_english, TODAY, {"districts": (Option("north", "North District", translate=False),)})

TYPED: dict[str, dict[str, Any]] = {
    "start": {"for_whom": "me"},
    "your-part": {"relation": "councillor", "rep_name": "Cllr Robin Ward", "rep_organisation": "The council"},
    "your-contact": {"rep_channels": ["email"], "rep_email": "ward@example.org"},
    "agreement": {"consent_state": "ask_them"},
    "name": {"name": "Alex Example"},
    "contact": {"channels": ["email", "text"], "email": "alex@example.com", "phone": "07700 900982"},
    "contact-more": {"voicemail": "no", "must_not_know": "The man next door"},
    "home": {"home_address": "1 Mill Lane\nTown", "home_postcode": "nr21nh", "tenure": "council"},
    "place": {"same_as_home": "yes", "district": "north"},
    "what-happens": {"kinds": ["noise", "threats"], "story": "Shouting every night."},
    "others": {"others": "yes", "households": "3"},
    "people": {"known": "know", "who": "The man next door", "share_home": "no"},
    "effects": {"impact": "I cannot sleep.", "hate": "no"},
    "next-steps": {"wanted": "Quiet nights", "still_working": "unsure"},
    "needs": {"language": "en", "needs": ["large_print"], "evidence_later": "yes"},
    "check": {},
    "send": {"true_best": "yes"},
}


def typed_date(name: str, day: date) -> dict[str, str]:
    """The three boxes of a date as typed."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def typed_report(number: int) -> dict[str, Any]:
    """Report number 0, 1, 2 …: something every tenth of a month, told to the police a day later."""
    return {
        **typed_date("incident", date(2026, 1 + number % 3, 10)),
        **typed_date("told_on", date(2026, 1 + number % 3, 11)),
        "told": "police",
        "reference": f"NC-{number + 1}",
    }


def typed_for(step: Step, reports: int, changes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """What the person types on a page of their way to `reports` reports."""
    if step.page == "report":
        return {**typed_report(step.index or 0), **changes.get("report", {})}
    if step.page == "reports":
        return {}
    return {**TYPED[step.page], **changes.get(step.page, {})}


def post(answers: Mapping[str, Any], step: Step, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The answers after the page was sent. Fails when the page would be shown again with errors."""
    form = APPLICATION.form(answers, step, ASKING, MultiDict(typed))
    assert form.validate(), (step, form.errors)
    return APPLICATION.with_answers(answers, step, form.stored())


def walk(
    reports: int = 3, changes: Mapping[str, Mapping[str, Any]] | None = None, stop_at: str | None = None
) -> tuple[dict[str, Any], list[Step]]:
    """Go from the first page to the last as the person would. Returns the answers and the pages passed."""
    answers: dict[str, Any] = {}
    passed: list[Step] = []
    step: Step | None = Step("start")
    while step is not None and step.page != stop_at:
        passed.append(step)
        if step.page == "report" and reports == 0:
            answers = APPLICATION.passed(answers, step)
        elif step.page == "reports":
            another = "yes" if len(answers.get("reports", [])) < reports else "no"
            answers = post(answers, step, {"another": another})
        else:
            answers = post(answers, step, typed_for(step, reports, changes or {}))
        step = APPLICATION.next_step(answers, step)
    return answers, passed
