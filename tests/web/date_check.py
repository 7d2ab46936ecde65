"""Short ways to fill in the check of dates, and to read its answer."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from portal import create_app
from portal.services.work import Office
from tests.journeys.examples import typed_date
from tests.web.client import Client, Opened
from triage import Criteria, CriteriaHistory, load_area_criteria

AREAS = Path(__file__).resolve().parents[1] / "triage" / "areas"
TODAY = date(2026, 11, 23)  # where the office's clock stands
ALL_PAGES = ("/check", "/check/for-call-takers")
SHOW = "Show what my dates may mean"
CARRY = "Use these dates in an application"


def row(
    number: int, happened: date | None, told: str, told_on: date | None = None, **more: str
) -> dict[str, str]:
    """What is typed into a row; no date means “I do not know”. Told the same day where nothing else is said."""
    name = f"reports-{number}-"
    typed = {f"{name}told": told, **{f"{name}{key}": value for key, value in more.items()}}
    typed |= typed_date(f"{name}incident", happened) if happened else {f"{name}incident-unknown": "yes"}
    day = told_on or happened
    if told != "nobody":
        typed |= typed_date(f"{name}told_on", day) if day else {f"{name}told_on-unknown": "yes"}
    return typed


def rows(*typed: dict[str, str]) -> dict[str, str]:
    """Several rows as one form."""
    return {name: value for one in typed for name, value in one.items()}


THREE = rows(
    row(1, date(2026, 10, 5), "police"),
    row(2, date(2026, 10, 19), "council"),
    row(3, date(2026, 11, 9), "housing"),
)


def checked(client: Client, typed: dict[str, Any], address: str = "/check") -> Opened:
    """Send these dates and read the answer."""
    client.get(address)
    return client.submit(typed, 200)


def area(name: str) -> Criteria:
    """The rules of a real area today."""
    return history(name).in_force(TODAY)


def elsewhere(office: Office, rules: CriteriaHistory | str) -> Client:
    """A browser for the same partnership under other rules: those of a history, or of routes written here."""
    if isinstance(rules, str):
        rules = load_area_criteria(f'[criteria]\nversion = "x"\nsource = "here"\nopen = ["x"]\n{rules}')
    app = create_app(replace(office, partnership=replace(office.partnership, criteria=rules)))
    app.testing = True
    return Client(app)


def history(name: str) -> CriteriaHistory:
    """The rules of a real area with all their versions."""
    return load_area_criteria((AREAS / f"{name}.toml").read_bytes(), AREAS)
