"""Signed-in people for tests of the staff's pages."""

import hashlib
import secrets

from flask import Flask

from portal.store.tables import StaffSession
from tests.services.conftest import Team
from tests.web.client import Client


def person(app: Flask, team: Team, name: str) -> Client:
    """The browser of somebody who is signed in: a session is begun without the sign-in page."""
    client = Client(app)
    token = secrets.token_urlsafe(32)
    with team.office.work() as work:
        digest = hashlib.sha256(b"staff session:" + token.encode()).hexdigest()
        work.session.add(
            StaffSession(token_hash=digest, staff_id=team.ids[name], started_at=work.now, seen_at=work.now)
        )
    client.browser.set_cookie("staff", token, domain="127.0.0.1")
    return client
