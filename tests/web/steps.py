"""What tests of the steps of a review share: where a case stands, who is kept out, stale form tokens."""

from collections.abc import Callable, Iterable
from datetime import date

from flask import Flask

from portal.store import letters
from tests.services.conftest import Team
from tests.web.client import Client, Opened
from tests.web.markup import text_of
from tests.web.staffroom import person

TODAY = date(2026, 11, 23)  # where the clock of the tests stands: a Monday
UNKNOWN = "CR-AAAAA-AA"


def standing(team: Team, reference: str) -> tuple[str, int]:
    """The state of a case and the number of its events."""
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        return case.state, case.version


def letters_of(team: Team, reference: str) -> list[str]:
    """The kinds of the letters of a case, the newest first."""
    with team.office.work(write=False) as work:
        return [sent.letter.kind for sent in letters.of_case(work.session, team.case(work, reference).id)]


def letter_words(team: Team, reference: str) -> str:
    """Everything the newest letter says, as one text."""
    with team.office.work(write=False) as work:
        return str(letters.of_case(work.session, team.case(work, reference).id)[0].letter.content)


def date_boxes(name: str, day: date) -> dict[str, str]:
    """What is typed in the three boxes of a date."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def kept_out(
    app: Flask, team: Team, address: Callable[[str], str], reference: str, names: Iterable[str]
) -> None:
    """Nobody in `names` opens or sends the page: they get what they would get for a case that never was."""
    before = standing(team, reference)
    for name in names:
        client = person(app, team, name)
        unknown = client.get(address(UNKNOWN), 404).text
        for opened in (client.get(address(reference), 404), client.post(address(reference), {}, 404)):
            assert opened.text == unknown.replace(UNKNOWN, reference), name
    Client(app).get(address(reference), 303)
    assert standing(team, reference) == before


def with_stale_token(client: Client, address: str, changes: dict[str, str]) -> Opened:
    """Send the shown form with a token that does not fit."""
    opened = client.submit({**changes, "csrf_token": "stale"}, 400)
    assert any("open for too long" in sentence for sentence in opened.errors), address
    return opened


def value_of(opened: Opened, control: str) -> str:
    """What stands in the control with this id."""
    found = opened.parsed.with_id(control)
    assert found is not None, f"no control “{control}”"
    if found.tag == "textarea":
        return "".join(found.itertext()).strip()
    if found.tag == "select":
        return next((one.get("value", "") for one in found.iter("option") if "selected" in one.attrib), "")
    return found.get("value", "")


def error_at(opened: Opened, control: str) -> str:
    """The sentence beside the control or question with this id."""
    return text_of(opened.parsed.with_id(f"{control}-error")).removeprefix("Error: ")


def stands_before(opened: Opened, first: str, second: str) -> bool:
    """Whether some words come before others on the page."""
    assert first in opened.words
    assert second in opened.words
    return opened.words.index(first) < opened.words.index(second)
