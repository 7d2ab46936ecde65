"""Numbers and days that no database can hold are answered like those of things that never were."""

import pytest
from flask import Flask

from portal.services import appeals
from tests.services.conftest import Team
from tests.web.staffroom import person

HUGE = "9" * 30


@pytest.fixture(params=["sqlite_url", "postgresql_url"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each kind has limits of its own."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
def reference(team: Team) -> str:
    """A case with an appeal that is being heard, and an open action."""
    found = team.after("finish")
    with team.office.work() as work:
        appeals.lodge(work, team.token(found, "appeal"), appeals.NewAppeal((), "Wrong.", "", "key"))
    with team.work("intake") as work:
        appeals.assign(work, found, 1, team.ids["officer"], "Works elsewhere.")
    return found


@pytest.mark.parametrize(
    ("name", "address", "status"),
    [
        ("intake", "/cases/{reference}/appeals/{huge}/assign", 404),
        ("officer", "/appeals/{reference}/{huge}", 404),
        ("chair", "/cases/{reference}/actions/{huge}", 404),
        ("intake", "/cases?list=SEE_CASE&after=2026-01-01.{huge}", 200),
    ],
)
def test_a_number_too_large_is_nobodys(
    app: Flask, team: Team, reference: str, name: str, address: str, status: int
) -> None:
    person(app, team, name).get(address.format(reference=reference, huge=HUGE), status)


@pytest.mark.parametrize(("day", "status"), [("0001-01-01", 200), ("9998-12-31", 200), ("9999-12-31", 200)])
def test_the_first_and_the_last_day_can_be_counted(app: Flask, team: Team, day: str, status: int) -> None:
    asked = person(app, team, "figures").browser.get(
        f"/figures/file?first={day}&last={day}", base_url="http://127.0.0.1:8000"
    )
    assert asked.status_code == status
