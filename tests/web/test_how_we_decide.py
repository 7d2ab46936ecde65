"""The page "How we decide": printed from the criteria in force, for any area, with its history."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal import create_app
from portal.services.work import Office
from portal.web.how_we_decide import example
from tests.house.clock import SetClock
from tests.web.client import Client, Opened
from triage import CriteriaHistory, load_area_criteria
from triage.calendar import Counting, Unit, end_of_period
from triage.criteria import Period

AREAS = Path(__file__).resolve().parents[1] / "triage" / "areas"
# Every kind of rule that is published somewhere: periods of another length and anchor, people, households, hate,
# conditions with definitions, bars that refuse, defer or note, organisations of an area's own, two versions.
SAMPLE = (
    "birmingham", "cleveland", "dover", "dyfed-powys", "eden", "hinckley-and-bosworth", "isle-of-wight", "mid-devon",
    "north-kesteven", "peterborough", "suffolk", "wolverhampton",
)  # fmt: skip
TODAY = date(2026, 11, 23)  # where the office's clock stands
HEAD = 'version = "{0}"\nsource = "https://www.example.org/{0}"\nopen = ["Nothing."]\n'
ROUTE = '[[criteria.routes]]\nid = "A"\nname = "three reports"\nreports = 3\nwho = "anyone"\n'


def with_rules(office: Office, rules: CriteriaHistory) -> Client:
    """A browser for the same partnership under other rules."""
    app = create_app(replace(office, partnership=replace(office.partnership, criteria=rules)))
    app.testing = True
    return Client(app)


def shown(office: Office, text: str) -> Opened:
    """The page under rules in one version, written from their first route on."""
    rules = load_area_criteria("[criteria]\n" + HEAD.format("one") + text)
    return with_rules(office, rules).get("/how-we-decide")


@pytest.mark.parametrize("area", SAMPLE)
def test_any_area_can_be_printed_and_translated(office: Office, area: str) -> None:
    rules = load_area_criteria((AREAS / f"{area}.toml").read_bytes(), AREAS)
    client = with_rules(office, rules)
    client.get("/how-we-decide", pseudo=True)
    words = client.get("/how-we-decide").words
    criteria = rules.in_force(TODAY)
    for published in (
        *(route.name for route in criteria.routes),
        *(condition.words for route in criteria.routes for condition in route.conditions),
        *(gate.words for gate in criteria.exclusions),
        *criteria.open,
        *criteria.notes,
        criteria.source,
        criteria.version,
    ):
        assert " ".join(published.split()) in words
    assert "None" not in words


def test_the_page_says_what_the_law_asks_with_real_dates_for_today(client: Client) -> None:
    words = client.get("/how-we-decide").words
    assert "Example for today, 23 November 2026" in words
    assert "Something happens today: tell somebody by 22 December 2026." in words
    assert "You apply today: what you told somebody on 24 May 2026 or later can count." in words
    assert "You tell somebody today: that counts until 22 May 2027." in words
    assert "Reports by other people about the same problem count together with yours." in words


@pytest.mark.parametrize(
    ("on", "since"),
    [
        # Six months beginning with 24 May end on 23 November.
        (date(2026, 11, 22), "23 May 2026"),
        (date(2026, 11, 23), "24 May 2026"),
        (date(2026, 11, 24), "25 May 2026"),
        # Six months beginning with 29, 30 or 31 August end with February.
        (date(2027, 2, 27), "28 August 2026"),
        (date(2027, 2, 28), "29 August 2026"),
        (date(2027, 3, 1), "2 September 2026"),
    ],
)
def test_the_first_day_that_still_counts(office: Office, clock: SetClock, on: date, since: str) -> None:
    clock.set(datetime(on.year, on.month, on.day, 12, tzinfo=UTC))
    assert (
        f"what you told somebody on {since} or later"
        in Client(create_app(office)).get("/how-we-decide").words
    )


@given(
    today=st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    length=st.integers(1, 40),
    unit=st.sampled_from(["day", "week", "month"]),
    counting=st.sampled_from(["beginning_with", "one_day_longer", "counted_back"]),
)
def test_what_began_the_day_before_the_first_day_does_not_reach_today(
    today: date, length: int, unit: Unit, counting: Counting
) -> None:
    period = Period(length=length, unit=unit)
    dates = example(period, counting, today)
    assert end_of_period(dates.since, length, unit, counting) >= today
    assert end_of_period(dates.since - timedelta(days=1), length, unit, counting) < today
    assert dates.until == end_of_period(today, length, unit, counting)


def test_a_number_or_period_the_act_lets_an_area_set_is_told_apart_from_a_caveat(office: Office) -> None:
    page = shown(
        office,
        ROUTE.replace("3", "5").replace("anyone", "applicant")
        + 'window = { length = 3, unit = "month" }\n'
        + '[[criteria.routes.conditions]]\ncode = "closed"\nwords = "the case is closed"\nasks = ["case_closed"]\n'
        + '[[criteria.exclusions]]\ncode = "old"\nwords = "old matters"\nasks = ["historic"]\n',
    )
    words = page.words
    may, _, rest = words.partition("so this may stand:")
    assert rest
    allowed, _, cannot = rest.partition("It can never be the reason to refuse you")
    assert "more reports than the three of the Act" in allowed
    assert "that you apply sooner than within the Act’s six months" in allowed
    assert "the Act counts everybody’s" in cannot and "the Act counts everybody’s" not in allowed
    assert "the case is closed" in cannot
    bars = cannot.partition("What the published words leave out or put off")[2]
    assert "The Act has no such words." in bars and "old matters (a person decides)" in bars
    assert "You apply today: what you told somebody on 24 August 2026 or later can count." in words
    assert "old matters" not in may


def test_a_period_measured_from_another_day_is_a_caveat(office: Office) -> None:
    words = shown(office, ROUTE + 'window = { length = 6, unit = "month", of = "incident" }\n').words
    assert "a time for applying that is measured in another way than the Act’s" in words
    assert "so this may stand" not in words
    assert "what happened on 24 May 2026 or later can count" in words


def test_a_way_by_fewer_reports_takes_nothing_away(office: Office) -> None:
    words = shown(office, ROUTE.replace("3", "2")).words
    assert "This way stands beside the law." in words
    assert "asks for no more than the Act" not in words
    assert "This asks for no more than the Act does." in shown(office, ROUTE).words


def test_a_procedure_with_its_own_numbers_says_so_beside_the_act(office: Office) -> None:
    words = shown(
        office,
        ROUTE
        + "[criteria.statutory]\nreports = 4\n"
        + 'reason = "agreed because of many reports"\n'
        + 'report_within = { length = 30, unit = "day" }\n',
    ).words
    assert "at least 4 times" in words and "within 30 days of what happened" in words
    assert "The Act’s own words come to this: If 3 reports were each made within 1 month" in words
    assert "agreed because of many reports" in words
    assert "The Act’s own words" not in shown(office, ROUTE).words


def test_who_must_have_been_told_is_named_also_by_a_code_of_the_areas_own(office: Office) -> None:
    words = shown(office, ROUTE + 'bodies = ["police", "parish_council"]\nnot_bodies = ["mp", "none"]\n').words
    assert "One of these was told: the police; parish council." in words
    assert "Telling only one of these is not enough: an MP." in words
    assert (
        "It does not matter which organisation was told." in shown(office, ROUTE + 'bodies = "any"\n').words
    )


@pytest.mark.parametrize(
    ("days", "sentence"), [(0, None), (1, "by 1 day only"), (2, "by up to 2 days"), (7, "by up to 7 days")]
)
def test_the_near_miss_band_is_told(office: Office, days: int, sentence: str | None) -> None:
    rules = load_area_criteria(f"[criteria]\n{HEAD.format('one')}near_miss_days = {days}\n{ROUTE}")
    words = with_rules(office, rules).get("/how-we-decide").words
    assert ("If a report came too late" in words) == (days > 0)
    assert sentence is None or f"If a report came too late {sentence}, the person sees that." in words


OLD = "[[criteria]]\n" + HEAD.format("first") + ROUTE.replace("3", "5")
NEW = (
    "[[criteria]]\nin_force_from = {day}\n"
    + HEAD.format("second")
    + ROUTE
    + '[[criteria.routes]]\nid = "H"\nname = "one hate crime"\nreports = 1\nkind = "hate"\n'
)


@pytest.mark.parametrize(
    ("day", "in_force"), [("2026-11-22", "second"), ("2026-11-23", "second"), ("2026-11-24", "first")]
)
def test_the_history_says_what_changed_and_which_version_is_in_force(
    office: Office, day: str, in_force: str
) -> None:
    client = with_rules(office, load_area_criteria(OLD + NEW.format(day=day)))
    client.get("/how-we-decide", pseudo=True)
    words = client.get("/how-we-decide").words
    assert f"This page shows version {in_force} of the rules." in words
    newest, oldest = words.partition("What has changed")[2].split(" first ", 1)
    assert newest.startswith(" second In force" if in_force == "second" else " second To come")
    assert oldest.startswith("Earlier" if in_force == "second" else "In force")
    assert (
        "three reports: No longer: At least 5 reports are needed. New: At least 3 reports are needed."
        in newest
    )
    assert "one hate crime: New: At least one report is needed." in newest
    assert "No longer" not in oldest and "New:" not in oldest


def test_a_version_that_changes_bars_and_counting_says_so(office: Office) -> None:
    gate = '[[criteria.exclusions]]\ncode = "old"\nwords = "old matters"\nasks = ["historic"]\n'
    later = "[[criteria]]\nin_force_from = 2026-01-01\n" + HEAD.format("later")
    text = "[[criteria]]\n" + HEAD.format("first") + ROUTE + gate
    text += later + 'counting = "one_day_longer"\nnear_miss_days = 3\n' + ROUTE
    words = with_rules(office, load_area_criteria(text)).get("/how-we-decide").words
    changed = words.partition("What has changed")[2]
    assert "For every way to a review: No longer: The first day of a period counts" in changed
    assert "No longer: old matters" in changed
    assert "New: The first day of a period does not count" in changed
    assert "looks specially: 3." in changed


def test_a_first_version_has_no_history(client: Client) -> None:
    words = client.get("/how-we-decide").words
    assert "This is the first version on this site." in words
    assert "What has changed" not in words


def test_sources_are_links_where_they_are_addresses(client: Client) -> None:
    links = client.get("/how-we-decide").links()
    assert (
        links["https://www.brackenshire.example/case-review"]
        == "https://www.brackenshire.example/case-review"
    )
    assert "Brackenshire ASB Case Review procedure, paragraph 4" not in links
    assert links["Read the law"].startswith("https://www.legislation.gov.uk/")


def test_what_is_not_agreed_is_said_so(office: Office, norfolk: Any) -> None:
    words = Client(create_app(replace(office, partnership=norfolk))).get("/how-we-decide").words
    for sentence in ("Not yet agreed", "No limit has been set", "Who looks at it is not yet agreed",
                     "Since when it applies is not published."):  # fmt: skip
        assert sentence in words


def test_words_of_an_area_cannot_become_part_of_the_page(office: Office) -> None:
    page = shown(office, ROUTE.replace('"three reports"', '"<b onclick=x>three</b> %(day)s {{ 7 * 7 }}"'))
    assert "<b onclick=x>three</b> %(day)s {{ 7 * 7 }}" in page.words


def test_no_name_of_an_area_stands_in_the_templates() -> None:
    root = Path(__file__).resolve().parents[2] / "templates"
    texts = [
        path.read_text() for path in (*root.glob("checking/*.html"), root / "start" / "how_we_decide.html")
    ]
    assert len(texts) > 4
    for area in ("Norfolk", "Brackenshire", "Norwich", "Alderfen"):
        assert not any(area in text for text in texts)
