"""Every form refuses what its own session did not send: nothing changes, and nobody learns more than that.

Walks the same forms as test_input_hostile.py, in the same way; see tests/web/every_form.py.
"""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from portal.store.tables import Staff, StaffRole
from tests.web.busy_office import PUBLIC, BusyOffice
from tests.web.client import Opened
from tests.web.every_form import Sheet, forms_to_send, opened

FORMS = forms_to_send()


@pytest.fixture(params=FORMS)
def sheet(busy: BusyOffice, request: pytest.FixtureRequest) -> Sheet:
    """One form after the other, opened and filled in."""
    name: str = request.param
    if name not in busy.sheets:
        busy.sheets[name] = opened(busy, name)
    found: Sheet = busy.sheets[name]
    return found


@pytest.fixture
def staff_sheet(sheet: Sheet) -> Sheet | None:
    """The forms of the staff; None for one of the public's, of which there is nothing to prove here."""
    return None if sheet.place.who == PUBLIC else sheet


def bare(sheet: Sheet, **more: Any) -> TestResponse:
    """Send what is right without looking at the page that answers: that costs most, and other tests do."""
    return sheet.client.browser.post(sheet.address, base_url=sheet.client.base_url, data=sheet.right, **more)


def refused(busy: BusyOffice, sheet: Sheet, answer: Opened, *statuses: int) -> None:
    assert answer.status in statuses, (sheet.address, answer.status)
    assert busy.changed() == [], sheet.address


def test_without_the_token_of_this_very_session_nothing_changes(busy: BusyOffice, sheet: Sheet) -> None:
    stranger = busy.browser(PUBLIC)
    stranger.get("/sign-in")
    tokens: tuple[Any, ...] = (None, f"{sheet.right['csrf_token'][0]}x", stranger.token())
    for token in tokens:
        answer = sheet.send({"csrf_token": token})
        refused(busy, sheet, answer, 400)
        if answer.forms():
            assert sheet.kept(answer) == [], sheet.address


def test_another_site_can_send_none_of_our_forms(busy: BusyOffice, sheet: Sheet) -> None:
    for headers in (
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1:8000"},
        {"Origin": "https://evil.example"},
    ):
        assert bare(sheet, headers=headers).status_code == 403, sheet.address
    assert busy.changed() == [], sheet.address


def test_a_role_taken_away_while_the_form_stood_open_counts(
    busy: BusyOffice, staff_sheet: Sheet | None
) -> None:
    if staff_sheet is None or staff_sheet.address == "/your-sessions":
        return
    before = busy.stored()
    with busy.office.work() as work:
        yesterday = work.today - timedelta(days=1)
        whose = StaffRole.staff_id == busy.team.ids[staff_sheet.place.who]
        work.session.execute(update(StaffRole).where(whose).values(until=yesterday))
    taken_away = {**before, "staff_role": busy.stored()["staff_role"]}
    assert bare(staff_sheet).status_code in (403, 404), staff_sheet.address
    assert busy.stored() == taken_away, staff_sheet.address


def test_somebody_who_left_while_the_form_stood_open_sends_nothing(
    busy: BusyOffice, staff_sheet: Sheet | None
) -> None:
    if staff_sheet is None:
        return
    with busy.office.work() as work:
        whose = Staff.id == busy.team.ids[staff_sheet.place.who]
        work.session.execute(update(Staff).where(whose).values(left_at=work.now))
    answer = bare(staff_sheet)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sign-in")
    assert busy.changed(["staff"]) == [], staff_sheet.address


def test_a_form_sent_after_the_idle_limit_does_nothing_and_loses_no_words(
    busy: BusyOffice, staff_sheet: Sheet | None
) -> None:
    if staff_sheet is None:
        return
    busy.clock.pass_time(minutes=30)
    answer = bare(staff_sheet)
    assert busy.changed() == [], staff_sheet.address
    if staff_sheet.words:
        assert "What you wrote is not lost." in answer.get_data(as_text=True), staff_sheet.address
    assert answer.status_code == 403 or answer.headers["Location"] == "/sign-in"


def test_a_browser_without_its_session_sends_nothing(busy: BusyOffice, sheet: Sheet) -> None:
    stranger = busy.browser(PUBLIC)
    stranger.get("/sign-in")
    sent = {**sheet.right, "csrf_token": stranger.token()}
    answer = stranger.browser.post(sheet.address, base_url=stranger.base_url, data=sent)
    checked = stranger.checked("POST", sheet.address, answer.status_code, answer)
    if sheet.place.who != PUBLIC:
        refused(busy, sheet, checked, 303)
        assert checked.location == "/sign-in"
    elif sheet.place.draft:
        refused(busy, sheet, checked, 303, 410)
