"""Every form takes what is right: without that, no refusal of what is wrong would prove anything."""

import pytest

from tests.conftest import assert_replayed
from tests.web.busy_office import BusyOffice
from tests.web.every_form import forms_to_send, opened


@pytest.mark.parametrize("name", forms_to_send())
def test_what_is_right_is_taken(busy: BusyOffice, name: str) -> None:
    sheet = opened(busy, name)
    answer = sheet.send()
    assert answer.status == sheet.place.then, answer.errors if answer.page else answer.location
    assert_replayed(busy.office.engine)
