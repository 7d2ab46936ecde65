"""The check of dates before an application: what it says, that it keeps nothing, and how dates are carried over."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser
from sqlalchemy import func, select
from werkzeug.datastructures import MultiDict
from werkzeug.serving import make_server

from portal import create_app
from portal.journeys.application import APPLICATION
from portal.journeys.checking import (
    DateCheck,
    asked_of,
    asks_for,
    check,
    hate_to_carry,
    one_message,
    options_for,
    to_carry,
)
from portal.journeys.facts import facts
from portal.journeys.forms import Asking
from portal.services.work import Office
from portal.store.tables import Base, Draft
from portal.web.language import COOKIE, PSEUDO
from portal.web.routing import Limit
from portal.wording import in_english
from tests.browser.people import DESKTOP, NARROW, Person, chromium
from tests.web.applicant import begin, fill_in, typed_date
from tests.web.client import Client, Opened
from tests.web.markup import text_of
from triage import Criteria, CriteriaHistory, Facts, Report, Span, assess, load_area_criteria
from triage.calendar import end_of_period
from triage.explain import binding_answer

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


def under(criteria: Criteria, typed: dict[str, Any]) -> DateCheck:
    """The form of an area as filled in, and checked."""
    asking = Asking(in_english, TODAY, options_for(criteria), asks_for(criteria))
    form = DateCheck.ask(asking, MultiDict(typed))
    assert form.validate(), form.error_items()
    return form


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


# The answer


def test_three_reports_in_time_may_be_enough_by_law(client: Client) -> None:
    shown = checked(client, THREE)
    assert (shown.h1, shown.title) == ("Check whether your dates may count", "Dates – Brackenshire")
    for words in (
        "Your application may meet the threshold for a case review. A person will check it.",
        "The law says that there must be a case review when 3 reports were made in time.",
        "On the dates you gave, you may have that right.",
        "Report 2 It may count. Your report of 19 October 2026 may count. It stops counting after 18 April 2027.",
        "You may have enough reports if you apply by 4 April 2027.",
        "Apply soon, while your reports may count.",
        "call 999",
        "Report 1 5 October 2026 5 October 2026 4 April 2027",
    ):
        assert words in shown.words
    assert "cannot take this right away" not in shown.words
    assert len(shown.parsed.by_class("ruler")) == 1


def test_too_few_reports_say_what_would_change_that_and_to_apply_anyway(client: Client) -> None:
    shown = checked(client, rows(row(1, date(2026, 10, 5), "police"), row(2, date(2026, 10, 19), "council")))
    for words in (
        "On the dates you gave, you may not have enough reports yet. You can still apply",
        "Reports that may count: 2. The number needed is 3.",
        "One more report by 4 April 2027 may be enough, if you apply by that day too.",
        "You can apply anyway. Nobody is turned away",
        "tell the police, the council or your landlord soon, within 1 month",
    ):
        assert words in shown.words


@pytest.mark.parametrize(
    ("told_on", "sentence", "near"),
    [
        (date(2026, 10, 14), "Your report of 14 October 2026 may count.", None),
        (
            date(2026, 10, 15),
            "had to be made by 14 October 2026.",
            "missed a limit by one day: it was 14 October 2026",
        ),
        (
            date(2026, 10, 16),
            "had to be made by 14 October 2026.",
            "missed a limit by 2 days: it was 14 October 2026",
        ),
    ],
)
def test_the_day_before_on_and_after_the_last_day_to_tell(
    client: Client, told_on: date, sentence: str, near: str | None
) -> None:
    # A month beginning with 15 September ends on 14 October.
    shown = checked(client, row(1, date(2026, 9, 15), "police", told_on))
    assert sentence in shown.words
    assert ("Only just too late" in shown.words) == (near is not None)
    assert near is None or near in shown.words


@pytest.mark.parametrize(
    ("told_on", "sentence"),
    [
        # Six months beginning with 24 May end on 23 November.
        (
            date(2026, 5, 23),
            "may not count, because it counts only in an application made by 22 November 2026.",
        ),
        (
            date(2026, 5, 24),
            "Your report of 24 May 2026 may count. It stops counting after 23 November 2026.",
        ),
        (
            date(2026, 5, 25),
            "Your report of 25 May 2026 may count. It stops counting after 24 November 2026.",
        ),
    ],
)
def test_the_day_before_on_and_after_the_first_day_that_still_counts(
    client: Client, told_on: date, sentence: str
) -> None:
    assert sentence in checked(client, row(1, told_on, "council")).words


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        (date(2026, 10, 23), "may not count, because nobody was told about it."),
        (date(2026, 10, 24), "If you tell somebody about this incident by 23 November 2026, it may count."),
        (date(2026, 10, 25), "If you tell somebody about this incident by 24 November 2026, it may count."),
    ],
)
def test_what_nobody_was_told_of_yet_has_a_last_day(client: Client, happened: date, sentence: str) -> None:
    shown = checked(client, row(1, happened, "nobody"))
    assert sentence in shown.words
    assert ("If you tell somebody" in shown.words) == (happened > date(2026, 10, 23))
    assert CARRY not in shown.words  # there is nothing to carry over yet


def test_a_date_that_is_not_known_is_named_as_missing(client: Client) -> None:
    shown = checked(
        client,
        rows(
            row(1, date(2026, 10, 5), "police"), row(2, None, "council"), row(3, date(2026, 11, 9), "health")
        ),
    )
    assert "We may need to ask you about one or more dates." in shown.words
    assert (
        "These reports depend on their dates: Report 2. Whoever was told should have the date" in shown.words
    )
    assert "Say “about” or “I do not know”, and a person will look into it." in shown.words


def test_one_event_told_to_two_counts_once(client: Client) -> None:
    same = rows(THREE, {"reports-2-same_as": "1"})
    shown = checked(client, same)
    assert "so the two may count as one." in shown.words
    assert "Reports that may count: 2." in shown.words


def test_rows_left_empty_do_not_count_and_keep_their_numbers(client: Client) -> None:
    first_and_third = rows(
        row(1, date(2026, 10, 5), "police"), row(3, date(2026, 10, 5), "council", same_as="1")
    )
    shown = checked(client, first_and_third)
    names = [text_of(name) for name in shown.parsed.by_class("govuk-summary-list__key")][:2]
    assert names == ["Report 1", "Report 3"]
    assert "so the two may count as one." in shown.words


def test_the_areas_own_questions_are_asked_only_where_its_rules_look_at_them(
    office: Office, client: Client
) -> None:
    page = client.get("/check").parsed
    assert page.with_id("hate") is not None
    assert page.with_id("conditions-vulnerable_victim-so") is not None
    page = elsewhere(office, history("suffolk")).get("/check").parsed
    assert page.with_id("hate") is None
    assert page.with_id("conditions") is None


@pytest.mark.parametrize(("so", "headline"), [("yes", "A person may decide"), ("no", "you may not have enough"),
                                              ("unsure", "you may not have enough")])  # fmt: skip
def test_an_answer_to_the_areas_question_changes_its_own_answer(
    client: Client, so: str, headline: str
) -> None:
    typed = rows(row(1, date(2026, 10, 5), "police"), {"conditions-vulnerable_victim-so": so})
    shown = checked(client, typed)
    assert headline in shown.words
    assert ("A person weighs this up." in shown.words) == (so == "yes")


def test_hate_opens_a_way_of_its_own(client: Client) -> None:
    shown = checked(client, rows(row(1, date(2026, 10, 5), "police"), {"hate": "yes"}))
    assert "A person may decide to hold a case review" in shown.words


def test_local_rules_that_ask_for_more_cannot_take_the_right_away(office: Office) -> None:
    client = elsewhere(office, '[[criteria.routes]]\nid = "A"\nname = "five"\nreports = 5\n')
    shown = checked(client, THREE)
    assert "Your application may meet the threshold" in shown.words
    assert "Our own rules ask for more. They cannot take this right away." in shown.words
    assert "The number needed is 5" not in shown.words


def test_local_rules_that_ask_for_less_are_told_as_such(office: Office) -> None:
    client = elsewhere(office, '[[criteria.routes]]\nid = "A"\nname = "one"\nreports = 1\n')
    shown = checked(client, row(1, date(2026, 10, 5), "police"))
    assert "Here our own rules go further than the law." in shown.words
    assert "The law says that there must be a case review" not in shown.words


# One message of two answers


def told_on(*days: date, body: str = "police") -> Facts:
    """Facts with reports made on the day of the incident."""
    return Facts(
        TODAY,
        tuple(Report(f"r{n}", Span.on(day), Span.on(day), body) for n, day in enumerate(days, 1)),
    )


def test_where_neither_is_met_the_test_that_misses_least_is_told() -> None:
    # Norfolk's own words do not name the health service; the Act does.
    both = assess(area("norfolk"), told_on(date(2026, 10, 1), date(2026, 10, 2), body="health"))
    assert (both.local.counted, both.statutory.counted) == (0, 2)
    told = one_message(both)
    assert binding_answer(told).counted == 2
    assert {change.test for change in told.next_dates} == {"statutory"}


def test_a_missing_date_in_either_test_is_told() -> None:
    reports = told_on(date(2026, 10, 1), date(2026, 10, 2), body="health").reports
    third = Report("r3", None, None, "health")
    both = assess(area("norfolk"), Facts(TODAY, (*reports, third)))
    assert (both.local.result, both.statutory.result) == ("not_met", "needs_information")
    assert binding_answer(one_message(both)).result == "needs_information"


@settings(max_examples=150)
@given(
    days=st.lists(st.dates(date(2026, 3, 1), TODAY), max_size=5),
    body=st.sampled_from(["police", "health", "council", "other"]),
    name=st.sampled_from(["norfolk", "eden", "dover", "birmingham", "peterborough"]),
)
def test_the_one_message_never_hides_a_right(days: list[date], body: str, name: str) -> None:
    both = assess(area(name), told_on(*days, body=body))
    told = one_message(both)
    assert told.must_be_met == both.must_be_met
    assert told.statutory.as_json() == both.statutory.as_json()
    rank = ["not_met", "needs_information", "discretionary", "met"].index
    assert rank(binding_answer(told).result) == max(rank(both.local.result), rank(both.statutory.result))
    assert len({near.test for near in told.near_miss} | {change.test for change in told.next_dates}) <= 1


# Errors

THE_WRONG_WAY_ROUND = (
    "You entered that it happened on 2 November 2026, after you told someone. Check both dates,"
    " or tick that you are not sure"
)


def test_an_empty_form_says_what_to_enter(client: Client) -> None:
    client.get("/check")
    shown = client.submit({}, 422)
    assert shown.errors == ["Enter the dates of at least one report"]
    assert "What your dates may mean" not in shown.words


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        (
            {"reports-1-incident-day": "31", "reports-1-incident-month": "2", "reports-1-incident-year": "2026"},
            [
                "Report 1: Date it happened: that month does not have so many days. Check the day and the month",
                "Report 1: Choose who you told, or that you have not told anyone yet",
            ],
        ),
        (
            {"reports-2-told": "police"},
            [
                "Report 2: Enter the date it happened, or tick “I do not know the date”",
                "Report 2: Enter the date you told them, or tick “I do not know the date”",
            ],
        ),
        (row(1, date(2026, 11, 24), "nobody"), ["Report 1: Date it happened must be today or in the past"]),
        (
            row(1, date(2026, 11, 2), "police", date(2026, 11, 1)),
            [f"Report 1: {THE_WRONG_WAY_ROUND}"],
        ),
        (row(1, TODAY, "king"), ["Report 1: Choose one of the answers in the list"]),
        (rows(THREE, {"reports-2-same_as": "3"}), ["Report 2: Choose one of the answers in the list"]),
        (rows(THREE, {"hate": "x"}), ["Choose one of the answers in the list"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", ALL_PAGES)
def test_errors_stand_beside_the_field_and_the_answers_stay(
    client: Client, address: str, typed: dict[str, str], errors: list[str]
) -> None:
    client.get(address)
    shown = client.submit(typed, 422)
    assert shown.errors == errors
    for name, value in typed.items():
        control = shown.parsed.with_id(name)
        if control is not None and control.tag == "input" and control.get("type") == "text":
            assert control.get("value") == value


def test_dates_before_the_first_of_a_day_the_caller_did_not_tell_are_not_compared(client: Client) -> None:
    left_over = typed_date("reports-1-told_on", date(2026, 10, 1))
    checked(client, rows(row(1, date(2026, 11, 9), "nobody"), left_over))


def test_what_was_typed_is_shown_again_with_the_answer(client: Client) -> None:
    shown = checked(client, rows(THREE, {"reports-3-same_as": "none", "hate": "unsure"}))
    again = client.submit({}, 200, form=1)
    assert again.words == shown.words
    again = client.submit({"reports-1-told": "health"}, 200, form=1)
    assert "Report 1 It may count." in again.words


def test_one_more_row_keeps_what_was_typed_and_asks_for_nothing(client: Client) -> None:
    client.get("/check")
    shown = client.submit({"reports-1-incident-day": "5"}, 200, button="Add another report")
    assert "Report 4" in shown.words and "Report 5" not in shown.words
    assert shown.errors == []
    day = shown.parsed.with_id("reports-1-incident-day")
    assert day is not None and day.get("value") == "5"
    more = next(button for button in shown.parsed.all("button") if text_of(button) == "Add another report")
    assert more.get("formaction") == "#reports-5"


def test_pressing_enter_in_a_box_shows_the_answer(client: Client) -> None:
    (form,) = client.get("/check").forms()
    first = next(found for found in form.iter() if found.tag == "button")
    assert text_of(first) == SHOW and first.get("name") is None
    shown = checked(client, THREE)
    carry, change = shown.forms()
    assert carry.get("action") == "/check/apply"
    assert [text_of(found) for found in carry.iter() if found.tag == "button"] == [CARRY]
    assert CARRY not in text_of(change)


@pytest.mark.parametrize(("sent", "shown"), [("0", 1), ("1", 1), ("19", 19), ("20", 20), ("21", 20), ("999", 20),
                                             ("99999", 3), ("-1", 3), ("١", 3), ("x" * 5000, 3)])  # fmt: skip
def test_the_number_of_rows_stays_within_bounds(client: Client, sent: str, shown: int) -> None:
    client.get("/check")
    page = client.submit({"reports-rows": sent}, 422).parsed
    assert page.with_id(f"reports-{shown}-told") is not None
    assert page.with_id(f"reports-{shown + 1}-told") is None
    buttons = [text_of(button) for button in page.all("button")]
    assert ("Add another report" in buttons) == (shown < 20)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "9" * 3000,
    "%(day)s {{ 7 * 7 }}",
    "\u202e٣",
)


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("address", [*ALL_PAGES, "/check/apply"])
def test_long_and_hostile_input_is_refused_beside_its_field(client: Client, address: str, bad: str) -> None:
    client.get("/check")
    names = ["incident-day", "incident-month", "incident-to-year", "told_on-day", "told", "same_as", "hate"]
    typed = {f"reports-2-{name}": bad for name in names} | {
        "hate": bad,
        "reader": bad,
        "conditions-x-so": bad,
    }
    shown = client.post(address, typed, 422)
    assert shown.errors
    assert not shown.parsed.all("img")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.dictionaries(
        st.sampled_from(
            sorted({*THREE, "reports-rows", "reports-2-same_as", "hate", "reports-1-incident-unknown"})
        ),
        st.one_of(
            st.text(max_size=12), st.sampled_from(["1", "12", "2026", "nobody", "police", "yes", "none", "2"])
        ),
    )
)
def test_whatever_is_typed_the_page_is_shown(client: Client, typed: dict[str, str]) -> None:
    form = DateCheck.ask(Asking(in_english, TODAY), MultiDict({**THREE, **typed}))
    if form.validate():
        check(form, area("norfolk"), TODAY)


def test_a_page_open_for_too_long_keeps_the_dates(client: Client) -> None:
    client.get("/check")
    shown = client.post("/check", {**THREE, "csrf_token": "old"}, 400)
    day = shown.parsed.with_id("reports-1-incident-day")
    assert day is not None and day.get("value") == "5"
    assert "What your dates may mean" not in shown.words


# Nothing is kept


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


# Carrying the dates over


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


# For call takers


def test_call_takers_read_what_to_say_and_where_to_take_it(client: Client) -> None:
    shown = client.get("/check/for-call-takers")
    assert shown.title == "Dates and calls – Brackenshire"
    for words in (
        "Areas must explain the case review to everybody who makes a second report in six months",
        "Home Office guidance, July 2025 edition, as summarised. Check it",
        "Is it safe for you to talk now?",
        "call 999",
        "It is called an ASB Case Review.",
        "01632 960100",
        "http://127.0.0.1:8000/",
        "the day of the call counts as the day of the application",
    ):
        assert words in shown.words


def test_call_takers_get_both_answers_in_the_officers_words(client: Client) -> None:
    shown = checked(client, THREE, "/check/for-call-takers")
    assert "On these dates the threshold must be decided as met (section 104(4))." in shown.words
    assert "The Act’s own test Met The partnership’s rules Met" in shown.words
    assert "Counts The report of 5 October 2026 counts" in shown.words
    assert "Never turn anybody away because of this answer." in shown.words
    assert CARRY in shown.words


SECOND = "This is a second report in six months, or more. Tell the caller about the case review now."


@pytest.mark.parametrize(
    ("first", "second"), [(date(2026, 5, 23), False), (date(2026, 5, 24), True), (date(2026, 5, 25), True)]
)
def test_at_the_second_report_in_six_months_they_tell_of_the_review(
    client: Client, first: date, second: bool
) -> None:
    assert (end_of_period(first, 6, "month") >= TODAY) == second
    typed = rows(row(1, first, "council"), row(2, TODAY, "police"))
    assert (SECOND in checked(client, typed, "/check/for-call-takers").words) == second


def test_one_report_or_one_that_was_never_made_is_no_second_one(client: Client) -> None:
    one = rows(row(1, TODAY, "police"), row(2, TODAY, "nobody"))
    assert SECOND not in checked(client, one, "/check/for-call-takers").words


def test_a_call_taker_who_began_one_already_stays_on_their_page(client: Client) -> None:
    begin(client)
    checked(client, THREE, "/check/for-call-takers")
    shown = client.submit({"instead": None}, 200)
    assert shown.h1 == "When somebody calls about anti-social behaviour"


# Every language, every area


@pytest.mark.parametrize("address", ALL_PAGES)
@pytest.mark.parametrize("more", [{}, {"reports-1-incident-day": "x"}, {"reports-2-told": "nobody"},
                                  {"reports-2-incident-unknown": "yes", "reports-2-incident-day": ""}])  # fmt: skip
def test_no_answer_has_an_untranslated_word(client: Client, address: str, more: dict[str, str]) -> None:
    client.get(address, pseudo=True)
    client.browser.set_cookie(COOKIE, PSEUDO, domain="127.0.0.1")
    typed = {**THREE, **more}
    wrong = "reports-1-incident-day" in more or typed["reports-2-incident-day"] == ""
    answer = client.browser.post(
        f"{address}?lang={PSEUDO}", base_url=client.base_url, data={"csrf_token": client.token(), **typed}
    )
    client.checked("POST", f"{address}?lang={quote(PSEUDO)}", answer.status_code, answer)
    assert answer.status_code == 422 if wrong else answer.status_code == 200


@pytest.mark.parametrize(
    "name", ["birmingham", "dover", "eden", "mid-devon", "north-kesteven", "peterborough"]
)
def test_every_area_of_a_sample_is_answered(office: Office, name: str) -> None:
    rules = history(name)
    client = elsewhere(office, rules)
    client.get("/check", pseudo=True)
    asked = asked_of(rules.in_force(TODAY))
    flags = {f"conditions-{flag}-so": "no" for flag in asked}
    for typed in (THREE, {**THREE, **flags}):
        for address in ALL_PAGES:
            shown = checked(client, typed, address)
            assert "None" not in shown.words and "%(" not in shown.words
    assert all(condition.words in shown.words for condition in asked.values())
    # A condition of the area stands outside the Act: on these dates the right stays whatever is said of it.
    assert "must be decided as met" in shown.words


def test_norfolk_is_answered(office: Office, norfolk: Any) -> None:
    client = Client(create_app(replace(office, partnership=norfolk)))
    assert "may meet the threshold" in checked(client, THREE).words
    assert "Phone Not yet agreed" in client.get("/check/for-call-takers").words


def test_the_check_is_found_from_the_first_page_and_before_the_first_question(client: Client) -> None:
    for address in ("/", "/apply", "/how-we-decide"):
        client.get(address)
        assert client.click("Check whether your dates may count").address == "/check"
    assert client.click("The same check for people who take calls").address == "/check/for-call-takers"
    assert client.click("The check for everybody").address == "/check"


# In a real browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    with chromium() as running:
        yield running


@pytest.fixture
def address(client: Client) -> Iterator[str]:
    """Where the portal answers."""
    server = make_server("127.0.0.1", 0, client.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("viewport", "script"), [(NARROW, False), (DESKTOP, True)], ids=["320 px", "1280 px"]
)
def test_the_pages_are_accessible_and_narrow(
    browser: Browser, address: str, viewport: dict[str, int], script: bool
) -> None:
    person = Person(browser, address, script=script, viewport=dict(viewport))
    for path, show in (("/check", SHOW), ("/check/for-call-takers", "Show the answer")):
        person.go(path)
        person.press("Add another report")
        assert person.page.url.endswith("#reports-4")
        person.press(show)
        assert person.reads("Enter the dates of at least one report")
        person.put(reports__1__incident=date(2026, 10, 5), reports__1__told="police")
        person.put(reports__1__told_on=date(2026, 11, 9), reports__2__incident=date(2026, 11, 9))
        person.put(reports__2__told="nobody")
        person.page.locator("#reports-2-incident-year").press("Enter")
        person.check()
        assert person.reads("missed a limit by 5 days")
        person.page.get_by_text("See the dates on a line").click()
        person.check()
        assert person.reads("Nobody yet") and person.reads("May not count")
    person.go("/how-we-decide")
    person.close()
