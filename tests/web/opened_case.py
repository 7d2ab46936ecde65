"""Short ways to open a case as somebody of the staff."""

from flask import Flask
from sqlalchemy import select

from portal.store.tables import View
from tests.services.conftest import Team
from tests.web.client import Opened
from tests.web.staffroom import person


def case(reference: str, rest: str = "") -> str:
    """The address of a case, or of a page of it."""
    return f"/cases/{reference}{rest}"


def opened_by(app: Flask, team: Team, name: str, reference: str) -> Opened:
    """A case as somebody of the staff reads it."""
    return person(app, team, name).get(case(reference))


def views(team: Team) -> list[tuple[int, str]]:
    """Who looked at which page, as the ledger of views has it."""
    with team.office.work(write=False) as work:
        return [(one.staff_id, one.action) for one in work.session.scalars(select(View).order_by(View.seq))]
