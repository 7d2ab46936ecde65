"""The yearly figures as a page, a file and the count behind both give them."""

import csv
from datetime import date
from io import StringIO

from portal.services import figures
from tests.services.conftest import Team
from tests.web.client import Client, Opened
from tests.web.markup import text_of
from tests.web.steps import date_boxes

YEAR = (date(2026, 4, 1), date(2027, 3, 31))

Four = tuple[int, int, int, int]


def lines(opened: Opened) -> dict[str, Four]:
    """The table of the page: the four figures by the words of the line."""
    rows = [row for row in opened.parsed.all("tr") if row.find("td") is not None]
    found = {text_of(row.find("th")): tuple(int(text_of(cell)) for cell in row.findall("td")) for row in rows}
    return {name: (four[0], four[1], four[2], four[3]) for name, four in found.items()}


def saved(client: Client, first: date, last: date) -> list[dict[str, str]]:
    """The lines of the file for a period."""
    opened = client.get(f"/figures/file?first={first}&last={last}")
    return list(csv.DictReader(StringIO(opened.body.decode("utf-8-sig"))))


def show(client: Client, first: date, last: date, status: int = 200) -> Opened:
    client.get("/figures")
    return client.submit({**date_boxes("first", first), **date_boxes("last", last)}, status)


def counted(team: Team, first: date, last: date) -> dict[str, Four]:
    with team.work("figures") as work:
        found = figures.count(work, first, last)
    named = [*found.districts, ("Total", found.total)]
    return {
        name: (one.applications, one.not_met, one.reviews, one.with_recommendations) for name, one in named
    }
