"""The way out: it works whatever else does not."""

from typing import Any

import pytest

from portal.journeys.application import APPLICATION
from portal.services import drafts
from portal.services.work import Office
from portal.store.engine import transaction
from portal.web.held import DRAFT
from tests.web.client import Client


def test_leaving_works_with_a_stale_token_and_a_busy_database(specimen: Client) -> None:
    left: list[dict[str, Any]] = []

    def forget(here: Office, held: dict[str, Any]) -> None:
        left.append(held)
        raise RuntimeError("database is locked")

    specimen.app.extensions["wiring"].at_exit.append(forget)
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        held["draft"] = "d1"
    answer = specimen.browser.post("/exit", data={"csrf_token": "stale"}, base_url=specimen.base_url)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "session=;" in answer.headers["Set-Cookie"]
    answer.close()
    assert left == [{"draft": "d1"}]
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        assert dict(held) == {}


def test_leaving_does_not_wait_for_a_locked_database(client: Client, office: Office) -> None:
    with office.work() as work:
        draft = drafts.begin(work, APPLICATION)
    with client.browser.session_transaction(base_url=client.base_url) as held:
        held[DRAFT] = draft.id
    with transaction(office.engine, write=True):
        answer = client.browser.post("/exit", base_url=client.base_url)
        assert answer.status_code == 303
        with office.work(write=False) as work:
            assert drafts.read(work, draft.id).id == draft.id
    answer.close()  # the browser has gone on; now the portal tidies up
    with office.work(write=False) as work, pytest.raises(drafts.DraftGone):
        drafts.read(work, draft.id)


def test_another_site_cannot_make_somebody_leave(specimen: Client) -> None:
    specimen.post("/exit", status=403, headers={"Sec-Fetch-Site": "cross-site"})
