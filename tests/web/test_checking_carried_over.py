"""The check of dates keeps nothing, and carries dates into an application only by its button."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict

from portal import create_app
from portal.journeys.application import APPLICATION
from portal.journeys.checking import DateCheck, asks_for, check, hate_to_carry, options_for, to_carry
from portal.journeys.facts import facts
from portal.journeys.forms import Asking
from portal.services.work import Office
from portal.store.tables import Base, Draft
from portal.web.routing import Limit
from portal.wording import in_english
from tests.web.applicant import begin, fill_in
from tests.web.client import Client
from tests.web.date_check import ALL_PAGES, THREE, TODAY, area, checked, row, rows
from triage import Criteria


def under(criteria: Criteria, typed: dict[str, Any]) -> DateCheck:
    """The form of an area as filled in, and checked."""
    asking = Asking(in_english, TODAY, options_for(criteria), asks_for(criteria))
    form = DateCheck.ask(asking, MultiDict(typed))
    assert form.validate(), form.error_items()
    return form


def counts(office: Office) -> dict[str, int]:
    """How many rows each table holds."""
    with office.work(write=False) as reading:
        return {
            table.name: reading.session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def held(client: Client) -> dict[str, Any]:
    """What stands in the session of this browser."""
    with client.browser.session_transaction(base_url=client.base_url) as session:
        return dict(session)


@pytest.mark.parametrize("address", ALL_PAGES)
def test_nothing_is_kept(office: Office, client: Client, address: str) -> None:
    before = counts(office)
    for typed, status in ((THREE, 200), ({"reports-1-told": "police"}, 422), ({}, 422)):
        client.get(address)
        shown = client.submit(typed, status)
        assert shown.address == address
        assert "2026" not in "".join(shown.headers.getlist("Set-Cookie"))
        assert shown.headers["Cache-Control"] == "no-store"
        assert set(held(client)) <= {"csrf_token"}
    assert counts(office) == before


def test_no_check_is_counted_and_carrying_over_is_braked_gently(client: Client) -> None:
    pages = client.app.extensions["pages"]
    assert pages["checking.dates"].limit is None  # a count would be a line about somebody
    assert pages["checking.for_call_takers"].limit is None
    assert pages["checking.apply"].limit == Limit(60, seconds=3600)


def test_the_check_works_without_the_database(office: Office, client: Client) -> None:
    office.engine.dispose()
    app = create_app(replace(office, engine=None))  # type: ignore[arg-type]
    shown = checked(Client(app), THREE)
    assert "may meet the threshold" in shown.words


def kept(office: Office, client: Client) -> Draft:
    """The draft of this browser."""
    with office.work(write=False) as reading:
        draft = reading.session.get(Draft, held(client)["draft"])
        assert draft is not None
        return draft


def test_the_dates_go_into_an_application_only_by_their_button(office: Office, client: Client) -> None:
    checked(client, rows(THREE, {"reports-3-same_as": "2", "hate": "yes"}))
    assert counts(office)["draft"] == 0
    client.submit({}, 303)
    assert client.follow().address == "/apply/start"
    draft = kept(office, client)
    norms = office.partnership.criteria.in_force(TODAY)
    form = under(norms, rows(THREE, {"reports-3-same_as": "2", "hate": "yes"}))
    assert facts(draft.answers, TODAY) == check(form, norms, TODAY).facts
    assert [one["told"] for one in draft.answers["reports"]] == ["police", "council", "housing"]
    assert draft.answers["hate"] == "yes"


def test_the_reports_carried_over_stand_in_the_loop(client: Client) -> None:
    checked(client, THREE)
    client.submit({}, 303)
    passed = fill_in(client, until="report/1")
    assert passed[0] == "start"
    assert client.last is not None
    day = client.last.parsed.with_id("incident-day")
    assert day is not None and day.get("value") == "5"
    client.submit({})
    words = client.follow().words
    for report in ("Report 1", "Report 2", "Report 3"):
        assert report in words
    assert "9 November 2026" in words


@settings(max_examples=60, deadline=None)
@given(
    typed=st.lists(
        st.tuples(
            st.dates(date(2026, 1, 1), TODAY),
            st.integers(0, 40),
            st.sampled_from(["police", "council", "housing", "health", "councillor", "other", "nobody"]),
            st.booleans(),
            st.sampled_from(["", "none", "1", "2"]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_what_is_carried_over_has_the_facts_that_were_checked(
    typed: list[tuple[date, int, str, bool, str]],
) -> None:
    norms = area("norfolk")
    filled: dict[str, str] = {"reports-rows": str(len(typed))}
    for number, (happened, later, whom, about, same) in enumerate(typed, 1):
        filled |= row(number, happened, whom, min(happened + timedelta(days=later), TODAY))
        filled |= {f"reports-{number}-incident-about": "yes"} if about else {}
        filled |= {f"reports-{number}-same_as": same} if same in ("", "none") or int(same) < number else {}
    form = under(norms, filled)
    answers: dict[str, Any] = {}
    for step, values in to_carry(form):
        answers = APPLICATION.with_answers(answers, step, values)
    found = check(form, norms, TODAY)
    told = tuple(one for one in found.facts.reports if one.counts_as_report)
    assert facts(answers, TODAY).reports == told
    assert sum(whom == "nobody" for _, _, whom, _, _ in typed) == len(found.facts.reports) - len(told)
    assert list(found.names) == [one.key for one in found.facts.reports]
    assert hate_to_carry(form) is None


def test_an_application_begun_on_this_device_is_replaced_only_by_the_button_that_says_so(
    office: Office, client: Client
) -> None:
    checked(client, THREE)
    before = client.last
    begin(client)
    running = held(client)["draft"]
    client.last = before  # the other tab
    shown = client.submit({}, 200)
    assert held(client)["draft"] == running
    assert "You have begun an application on this device." in shown.words
    assert "What you did not save with a code is then deleted." in shown.words
    client.submit({}, 303)
    assert held(client)["draft"] != running
    assert counts(office)["draft"] == 1


def test_dates_are_not_carried_over_with_an_old_form_token(office: Office, client: Client) -> None:
    client.get("/check")
    shown = client.post("/check/apply", {**THREE, "csrf_token": "old"}, 400)
    assert "What your dates may mean" not in shown.words
    assert counts(office)["draft"] == 0


def test_the_address_of_the_button_leads_back_to_the_check(client: Client) -> None:
    assert client.get("/check/apply", 303).location == "/check"
