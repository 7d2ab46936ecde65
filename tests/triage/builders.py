"""Short ways to write facts and criteria in tests."""

from datetime import date
from pathlib import Path
from typing import Any

from triage import Criteria, Facts, Report, Span, assess, load_area_criteria

AREAS = Path(__file__).parents[2] / "triage" / "areas"


def day(text: str) -> date:
    """Return the date written YYYY-MM-DD."""
    return date.fromisoformat(text)


def report(key: str, told: str | None, incident: str | None, **more: Any) -> Report:
    """Return a report with exact dates (None: not known), each about an incident of its own."""
    more.setdefault("incident_key", key)
    more.setdefault("body", "council")
    return Report(
        key=key,
        told=Span.on(day(told)) if told else None,
        incident=Span.on(day(incident)) if incident else None,
        **more,
    )


def facts(applied: str, *reports: Report, **flags: Any) -> Facts:
    """Return the facts of an application made on a day."""
    return Facts(day(applied), reports, flags)


def area(name: str, on: str = "2026-11-21") -> Criteria:
    """Return the criteria of a shipped area in force on a day."""
    text = (AREAS / f"{name}.toml").read_bytes()
    return load_area_criteria(text, AREAS).in_force(day(on))


def criteria(**route: Any) -> Criteria:
    """Return criteria with one route "A" of three reports by anyone, changed by what the test is about."""
    whole = {
        key: route.pop(key)
        for key in ("counting", "near_miss_days", "exclusions", "statutory", "flags")
        if key in route
    }
    return Criteria.model_validate(
        {
            "version": "1",
            "source": "a test",
            "routes": [{"id": "A", "name": "three reports", "who": "anyone"} | route],
            **whole,
        }
    )


# The day of the application where a test says no other, and reports that count then.
APPLIED = "2025-06-20"
BASE = (report("a", "2025-02-03", "2025-02-02"), report("b", "2025-03-10", "2025-03-09"))
THREE = (*BASE, report("c", "2025-05-01", "2025-04-30"))
# A route that counts as the Act does.
STATUTE_LIKE: dict[str, Any] = {
    "window": {"length": 6, "unit": "month"},
    "report_within": {"length": 1, "unit": "month"},
}


def local(rules: Criteria, *reports: Report, applied: str = APPLIED, **flags: Any) -> str:
    """Return the local result of an application."""
    return assess(rules, facts(applied, *reports, **flags)).local.result


def stands(rules: Criteria, limb: str, *reports: Report, applied: str = APPLIED, **flags: Any) -> str:
    """Return how one limb of the route stands."""
    found = assess(rules, facts(applied, *reports, **flags)).local
    return next(reason.stands for reason in found.limbs if reason.rule == limb)


def roughly(key: str, told: tuple[str, str], incident: tuple[str, str], **more: Any) -> Report:
    """Return a report with both dates known only as first and last day."""
    return Report(
        key,
        Span(day(told[0]), day(told[1])),
        Span(day(incident[0]), day(incident[1])),
        "council",
        incident_key=key,
        **more,
    )


def bar(effect: str, **settings: Any) -> dict[str, Any]:
    """Return a published bar that a flag closes."""
    return {"code": "wait", "words": "an answer is due", "asks": ["awaiting"], "effect": effect} | settings
