"""Reading criteria and facts from files: versions, inheritance, every mistake with its remedy."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.triage.builders import AREAS, area, criteria, day
from triage import Criteria, CriteriaMistake, Facts, NotInForce, Report, Span, load_area_criteria
from triage.reading import FactsMistake, facts_from_json

ROUTE = '[[criteria.routes]]\nid = "A"\nname = "three reports"\n'
HEAD = '[criteria]\nversion = "1"\nsource = "a test"\n'


def mistakes(text: str | bytes, base_dir: Path | None = None) -> list[tuple[str, str]]:
    with pytest.raises(CriteriaMistake) as raised:
        load_area_criteria(text, base_dir)
    return raised.value.mistakes


def version(name: str, start: str | None, reports: int) -> str:
    starts = f"in_force_from = {start}\n" if start else ""
    return (
        f'[[criteria]]\nversion = "{name}"\nsource = "a test"\n{starts}'
        f'[[criteria.routes]]\nid = "A"\nname = "some reports"\nreports = {reports}\n'
    )


# Versions


@pytest.mark.parametrize(
    ("on", "name"), [("2025-12-31", "old"), ("2026-01-01", "new"), ("2026-01-02", "new")]
)
def test_the_version_in_force_on_a_day(on: str, name: str) -> None:
    history = load_area_criteria(version("old", None, 3) + version("new", "2026-01-01", 2))
    assert history.in_force(day(on)).version == name


def test_before_the_first_version_nothing_is_in_force() -> None:
    history = load_area_criteria(version("first", "2026-01-01", 3))
    assert history.in_force(day("2026-01-01")).version == "first"
    with pytest.raises(NotInForce, match="2025-12-31"):
        history.in_force(day("2025-12-31"))


@pytest.mark.parametrize(
    "text",
    [
        version("a", "2026-01-01", 3) + version("b", "2026-01-01", 3),
        version("a", "2026-01-02", 3) + version("b", "2026-01-01", 3),
        version("a", None, 3) + version("b", None, 3),
    ],
)
def test_versions_follow_one_another(text: str) -> None:
    assert "later than the one before" in mistakes(text)[0][1]


def test_versions_have_names_of_their_own() -> None:
    assert mistakes(version("a", None, 3) + version("a", "2026-01-01", 3))[0] == (
        "criteria",
        "two versions have the same name: each version needs its own",
    )


def test_mistakes_name_the_version_they_stand_in() -> None:
    text = version("a", None, 3) + version("b", "2026-01-01", 3).replace("reports = 3", 'reports = "x"')
    assert [key for key, _ in mistakes(text)] == ["criteria[2].routes[1].reports"]


# One fixed form


def test_the_canonical_form_is_stable_and_names_every_setting() -> None:
    first, again = area("norfolk"), area("norfolk")
    assert first.canonical_json() == again.canonical_json()
    assert first.sha256 == again.sha256
    assert len(first.sha256) == 64
    assert json.loads(first.canonical_json())["near_miss_days"] == 7
    assert ": " not in first.canonical_json().replace('": "', "").split('"notes"')[0][:40]


def test_a_changed_value_changes_the_hash_and_an_explicit_default_does_not() -> None:
    assert criteria().sha256 != criteria(reports=4).sha256
    assert criteria().sha256 == criteria(reports=3, people_at_least=1).sha256


def test_criteria_kept_as_json_are_the_same_criteria() -> None:
    kept = area("brackenshire")
    assert Criteria.model_validate_json(kept.canonical_json()) == kept


def test_criteria_never_change_after_loading() -> None:
    with pytest.raises(ValidationError):
        area("norfolk").counting = "one_day_longer"  # type: ignore[misc]


def test_the_flags_an_area_asks_for() -> None:
    rules = criteria(
        who="group_members",
        conditions=[{"code": "a", "words": "a", "asks": ["one", "two"]}],
        exclusions=[{"code": "b", "words": "b", "asks": ["three"]}],
        flags=[{"code": "four", "words": "four"}],
    )
    assert rules.asked_flags == {"one", "two", "three", "four", "group_members"}


# Inheritance

COUNTY = (
    HEAD
    + "near_miss_days = 3\n"
    + ROUTE
    + '[[criteria.routes]]\nid = "B"\nname = "five reports"\nreports = 5\n'
    + '[[criteria.exclusions]]\ncode = "anonymous"\nwords = "not anonymously"\n'
)
DISTRICT = '[criteria]\nversion = "district"\ninherits = "county.toml"\n'


def inherited(tmp_path: Path, county: str, district: str) -> list[Criteria]:
    (tmp_path / "county.toml").write_text(county)
    return list(load_area_criteria(district, tmp_path).versions)


def test_a_district_inherits_the_procedure_and_changes_it_by_name(tmp_path: Path) -> None:
    own = (
        DISTRICT
        + 'counting = "one_day_longer"\n[[criteria.routes]]\nid = "B"\nname = "four reports"\nreports = 4\n'
    )
    own += '[[criteria.routes]]\nid = "C"\nname = "two reports"\nreports = 2\n'
    (found,) = inherited(tmp_path, COUNTY, own)
    assert (found.version, found.near_miss_days, found.counting) == ("district + 1", 3, "one_day_longer")
    assert [(route.id, route.reports) for route in found.routes] == [("A", 3), ("B", 4), ("C", 2)]
    assert [gate.code for gate in found.exclusions] == ["anonymous"]


def test_a_district_follows_every_version_of_the_procedure(tmp_path: Path) -> None:
    county = version("old", None, 3) + version("new", "2026-01-01", 2)
    found = inherited(tmp_path, county, DISTRICT)
    assert [(v.version, v.in_force_from, v.routes[0].reports) for v in found] == [
        ("district + old", None, 3),
        ("district + new", date(2026, 1, 1), 2),
    ]


@pytest.mark.parametrize(
    ("start", "versions"),
    [("2025-12-31", ["old", "new"]), ("2026-01-01", ["new"]), ("2026-01-02", ["new"])],
)
def test_a_district_that_joins_later_has_only_the_versions_of_its_time(
    tmp_path: Path, start: str, versions: list[str]
) -> None:
    county = version("old", None, 3) + version("new", "2026-01-01", 2)
    found = inherited(tmp_path, county, DISTRICT + f"in_force_from = {start}\n")
    assert [v.version for v in found] == [f"district + {name}" for name in versions]
    assert found[0].in_force_from == day(start)


@pytest.mark.parametrize(("leaves", "versions"), [("2026-01-01", 1), ("2026-01-02", 2)])
def test_a_district_that_leaves_keeps_the_versions_of_its_time(
    tmp_path: Path, leaves: str, versions: int
) -> None:
    county = version("old", None, 3) + version("new", "2026-01-01", 2)
    own = '[[criteria]]\nversion = "with"\ninherits = "county.toml"\n' + version("alone", leaves, 4)
    assert len(inherited(tmp_path, county, own)) == versions + 1


@pytest.mark.parametrize(
    ("county", "wrong"),
    [
        (None, "cannot be read"),
        ("[criteria", "this is not TOML"),
        ("x = 1", "needs a [criteria] table"),
        (DISTRICT, "cannot itself inherit"),
        (COUNTY.replace("reports = 5", "reports = 0.5"), "whole number"),
    ],
)
def test_a_procedure_that_cannot_be_used_is_named_at_inherits(
    tmp_path: Path, county: str | None, wrong: str
) -> None:
    if county is not None:
        (tmp_path / "county.toml").write_text(county)
    found = mistakes(DISTRICT, tmp_path)
    assert found[0][0] == "criteria.inherits"
    assert wrong in found[0][1]


@pytest.mark.parametrize("name", ['"../county.toml"', '"/etc/passwd"', "3", '""'])
def test_inherits_names_a_file_beside_its_own(tmp_path: Path, name: str) -> None:
    found = mistakes(DISTRICT.replace('"county.toml"', name), tmp_path)
    assert found[0][0] == "criteria.inherits"
    assert mistakes(DISTRICT)[0][0] == "criteria.inherits"


@pytest.mark.parametrize("own", ["routes = 3", 'routes = ["A"]', 'exclusions = "x"', "flags = [1]"])
def test_a_district_with_mistakes_in_what_it_changes_hears_of_them(tmp_path: Path, own: str) -> None:
    (tmp_path / "county.toml").write_text(COUNTY)
    assert mistakes(DISTRICT + own, tmp_path)


def test_a_district_that_gives_a_route_twice_hears_of_it(tmp_path: Path) -> None:
    (tmp_path / "county.toml").write_text(COUNTY)
    assert "given twice" in mistakes(DISTRICT + ROUTE + ROUTE, tmp_path)[0][1]


# Every mistake with its remedy


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ("[criteria", "", "this is not TOML"),
        (b"\xff\xfe", "", "this is not TOML"),
        ("", "criteria", "needs a [criteria] table"),
        ("criteria = 3", "criteria", "needs a [criteria] table"),
        ("criteria = []", "criteria", "needs a [criteria] table"),
        ("criteria = [3]", "criteria", "needs a [criteria] table"),
        (HEAD, "criteria.routes", "is missing: add at least one [[criteria.routes]]"),
        (HEAD + "routes = []", "criteria.routes", "needs at least one entry"),
        (HEAD + "routes = 3", "criteria.routes", "must be a list"),
        (HEAD + "routes = [3]", "criteria.routes[1]", "must be a table"),
        (ROUTE, "criteria.version", "is missing: add a name for this version"),
        (ROUTE, "criteria.source", "is missing: add where the words are published"),
        (HEAD + "near_mis_days = 3\n" + ROUTE, "criteria.near_mis_days", "did you mean near_miss_days?"),
        (HEAD + "inherit = 3\n" + ROUTE, "criteria.inherit", "did you mean inherits?"),
        (HEAD + "qqq = 3\n" + ROUTE, "criteria.qqq", "take it out. The keys here are counting, exclusions"),
        (HEAD + ROUTE + "report = 3", "criteria.routes[1].report", "did you mean reports?"),
        (HEAD + ROUTE + "reports = -1", "criteria.routes[1].reports", "is -1: it must be at least 0"),
        (HEAD + ROUTE + "reports = 101", "criteria.routes[1].reports", "is 101: it must be at most 100"),
        (HEAD + ROUTE + 'reports = "3"', "criteria.routes[1].reports", "whole number without quotes"),
        (HEAD + ROUTE + "reports = true", "criteria.routes[1].reports", "whole number without quotes"),
        (HEAD + ROUTE + "applicant_included = 1", "criteria.routes[1].applicant_included", "true or false"),
        (HEAD + ROUTE + 'who = "me"', "criteria.routes[1].who", "is 'me': it must be 'applicant'"),
        (HEAD + ROUTE + 'bodies = "police"', "criteria.routes[1].bodies", "must be a list of codes, such as"),
        (HEAD + ROUTE + 'bodies = ["The Police"]', "criteria.routes[1].bodies", "must be a list of codes"),
        (HEAD + ROUTE + "bodies = []", "criteria.routes[1].bodies", "must be a list of codes"),
        (
            HEAD + ROUTE + 'not_bodies = ["The MP"]',
            "criteria.routes[1].not_bodies[1]",
            "use letters without accents",
        ),
        (HEAD + ROUTE + "window = 6", "criteria.routes[1].window", "must be a table of its own"),
        (
            HEAD + ROUTE + "window = { length = 6 }",
            "criteria.routes[1].window.unit",
            'such as unit = "month"',
        ),
        (
            HEAD + ROUTE + 'window = { unit = "day" }',
            "criteria.routes[1].window.length",
            "such as length = 6",
        ),
        (
            HEAD + ROUTE + 'window = { length = 0, unit = "day" }',
            "criteria.routes[1].window.length",
            "at least 1",
        ),
        (
            HEAD + ROUTE + 'window = { length = 6, unit = "month", off = "report" }',
            "criteria.routes[1].window.off",
            "did you mean of?",
        ),
        (HEAD + 'in_force_from = "2026-01-01"\n' + ROUTE, "criteria.in_force_from", "a date without quotes"),
        (HEAD + "in_force_from = 2026-01-01T09:00:00\n" + ROUTE, "criteria.in_force_from", "a date without"),
        (HEAD.replace('"a test"', '""') + ROUTE, "criteria.source", "must not be empty"),
        (HEAD.replace('"1"', '"' + "1" * 61 + '"') + ROUTE, "criteria.version", "is too long: shorten it"),
        (HEAD.replace('"1"', '"é"') + ROUTE, "criteria.version", "use letters without accents"),
        (
            HEAD + ROUTE + '[[criteria.routes.conditions]]\ncode = "a"\nwords = "a"\n',
            "criteria.routes[1].conditions[1].asks",
            'such as asks = ["no_action_taken"]',
        ),
        (
            HEAD
            + ROUTE
            + '[[criteria.routes.conditions]]\ncode = "a"\nwords = "a"\nasks = ["b"]\naccepts = 3',
            "criteria.routes[1].conditions[1].accepts",
            "must be a list of answers",
        ),
        (
            HEAD
            + ROUTE
            + '[[criteria.routes.conditions]]\ncode = "a"\nwords = "a"\nasks = ["b"]\naccepts = [0.5]',
            "criteria.routes[1].conditions[1].accepts",
            "must be a list of answers",
        ),
        (
            HEAD + ROUTE + "[criteria.statutory]\nreport_within = { length = 1, unti = 3 }",
            "criteria.statutory.report_within.unti",
            "did you mean unit?",
        ),
        (
            HEAD + ROUTE + "[criteria.statutory]\napplication_within = { length = 1, off = 3 }",
            "criteria.statutory.application_within.off",
            "The keys here are counting, length, unit, words",
        ),
        (
            HEAD + ROUTE + "[criteria.statutory]\nreport = 3",
            "criteria.statutory.report",
            "did you mean reports?",
        ),
        (
            HEAD + ROUTE + "people_at_least = 4",
            "criteria.routes[1]",
            "people_at_least is larger than reports",
        ),
        (
            HEAD + ROUTE + "reports_at_most = 2",
            "criteria.routes[1]",
            "reports_at_most is smaller than reports",
        ),
        (
            HEAD + ROUTE + 'at_least_of_kind = { kind = "hate", number = 4 }',
            "criteria.routes[1]",
            "asks for more",
        ),
        (HEAD + ROUTE + "people_at_least = 2", "criteria.routes[1]", "is one person"),
        (
            HEAD
            + ROUTE
            + 'reports = 0\ndecision = "discretionary"\nrecency = { length = 1, unit = "month" }',
            "criteria.routes[1]",
            "needs at least one report",
        ),
        (HEAD + ROUTE + "reports = 0", "criteria.routes[1]", "would always be met"),
        (HEAD + ROUTE + 'weighs = ["harm"]', "criteria.routes[1]", "belongs to discretionary routes"),
        (HEAD + ROUTE + ROUTE, "criteria", "routes: id A is given twice"),
        (
            HEAD + 'flags = [{ code = "a", words = "a" }, { code = "a", words = "b" }]\n' + ROUTE,
            "criteria",
            "flags: code a is given twice",
        ),
        (
            HEAD + 'exclusions = [{ code = "a", words = "a" }, { code = "a", words = "b" }]\n' + ROUTE,
            "criteria",
            "exclusions: code a is given twice",
        ),
    ],
)
def test_a_mistake_is_named_with_its_key_and_remedy(text: str | bytes, key: str, remedy: str) -> None:
    found = dict(mistakes(text))
    assert key in found, found
    assert remedy in found[key]


@pytest.mark.parametrize(
    "fine",
    [
        'reports = 0\nreports_at_most = 3\nconditions = [{ code = "a", words = "a", asks = ["a"] }]',
        "reports = 3\nreports_at_most = 3",
        'who = "anyone"\nreports = 3\npeople_at_least = 3',
        'at_least_of_kind = { kind = "hate", number = 3 }',
        'reports = 1\nrecency = { length = 1, unit = "month" }',
        'reports = 0\ndecision = "discretionary"\nweighs = ["harm"]',
        'who = "anyone"\npeople_at_least = 1\nreports = 100',
    ],
)
def test_what_just_fits_together_is_no_mistake(fine: str) -> None:
    assert load_area_criteria(HEAD + ROUTE + fine).versions


def test_every_mistake_is_found_at_once_and_none_hides_another() -> None:
    text = (
        '[criteria]\nversoin = "1"\nsource = 3\ncounting = "forwards"\n'
        '[[criteria.routes]]\nid = "A"\nname = "x"\nreports = 2\nwho = "anyone"\npeople_at_least = 3\nweighs = [3]\n'
        '[[criteria.routes]]\nid = "A"\nname = "y"\nwindow = { length = "six", unit = "months" }\n'
        "reports_at_most = 2\n"
        '[[criteria.exclusions]]\ncode = "No"\nasks = [3]\n'
        '[[criteria.exclusions]]\ncode = "No"\nwords = "x"\n'
    )
    assert {key for key, _ in mistakes(text)} == {
        "criteria.versoin",
        "criteria.version",
        "criteria.source",
        "criteria.counting",
        "criteria.routes[1]",
        "criteria.routes[1].weighs[1]",
        "criteria.routes[2]",
        "criteria.routes[2].window.length",
        "criteria.routes[2].window.unit",
        "criteria.exclusions[1].code",
        "criteria.exclusions[1].words",
        "criteria.exclusions[1].asks[1]",
        "criteria.exclusions[2].code",
        "criteria",
    }


def test_a_mistake_reads_as_one_sentence() -> None:
    with pytest.raises(CriteriaMistake, match=r"^criteria.source: is missing: add where"):
        load_area_criteria('[criteria]\nversion = "1"\n' + ROUTE)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 200) | st.text(max_size=5) | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "code", "words", "window", "length", "unit", "asks", "reports"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    ),
    st.sampled_from(
        ["routes", "exclusions", "flags", "statutory", "version", "in_force_from", "counting", "open"]
    ),
)
def test_no_table_however_odd_breaks_the_reader(value: Any, key: str) -> None:
    from triage.remedies import every_mistake

    document = {"version": "1", "source": "x", "routes": [{"id": "A", "name": "x"}]} | {key: value}
    for place, sentence in every_mistake(document, "criteria"):
        assert place.startswith("criteria")
        assert sentence


# Facts


def test_facts_in_the_shape_of_a_worked_case() -> None:
    read = facts_from_json(
        {
            "id": "X",
            "area": "Y",
            "expected": "met",
            "application_date": "2025-03-01",
            "reports": [
                {
                    "date": "2025-02-14",
                    "incident_date": {"earliest": "2025-01-15", "latest": "2025-01-16"},
                    "body": "council",
                    "kind": "hate",
                    "reporter": "p1",
                    "household": "h1",
                    "incident": "x",
                    "other_problem": True,
                    "note": "left alone",
                },
                {"key": "own", "date": None, "counts_as_report": False, "set_aside": "not_asb"},
            ],
            "flags": {"case_open": True, "action": ["late", "none"], "odd": None},
        }
    )
    assert read == Facts(
        date(2025, 3, 1),
        (
            Report(
                "r1",
                Span.on(date(2025, 2, 14)),
                Span(date(2025, 1, 15), date(2025, 1, 16)),
                "council",
                "hate",
                "p1",
                "h1",
                "x",
                other_problem=True,
            ),
            Report("own", None, None, "none", counts_as_report=False, set_aside="not_asb"),
        ),
        {"case_open": True, "action": ["late", "none"], "odd": None},
    )


def test_what_is_left_out_has_a_plain_meaning() -> None:
    read = facts_from_json(
        {"application_date": "2025-03-01", "reports": [{"kind": None, "reporter": None}], "flags": None}
    )
    assert read.reports == (Report("r1", None, None, "none"),)
    assert read.flags == {}


ONE = {"date": "2025-02-14", "incident_date": "2025-02-13", "body": "council"}


def case(**changes: Any) -> dict[str, Any]:
    return {"application_date": "2025-03-01", "reports": [ONE], "flags": {}} | changes


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ([], "one JSON object"),
        (None, "one JSON object"),
        ({}, "reports must be a list"),
        (case(reports={}), "reports must be a list"),
        (case(reports=[ONE] * 1001), "at most 1000"),
        ({"reports": []}, "application_date is missing"),
        (case(application_date=None), "application_date is missing"),
        (case(application_date="2025-02-30"), "application_date must be a real date written YYYY-MM-DD"),
        (case(application_date="20250301"), "application_date must be a real date"),
        (case(application_date=20250301), "application_date must be a real date"),
        (case(application_date="2025-W09-6"), "application_date must be a real date"),
        (case(application_date="2025-03-01T00:00"), "application_date must be a real date"),
        (case(reports=[3]), "report 1 must be an object"),
        (case(reports=[ONE, ONE | {"date": "soon"}]), "report 2: date must be a real date"),
        (case(reports=[ONE | {"incident_date": []}]), "report 1: incident_date must be a real date"),
        (case(reports=[ONE | {"date": {"earliest": "2025-01-01"}}]), "an object with earliest and latest"),
        (
            case(reports=[ONE | {"date": {"earliest": "2025-01-02", "latest": "2025-01-01"}}]),
            "latest comes before",
        ),
        (
            case(reports=[ONE | {"date": {"earliest": "x", "latest": "2025-01-01"}}]),
            "report 1: date, earliest must be",
        ),
        (
            case(reports=[ONE | {"date": {"earliest": "2025-01-01", "latest": 3}}]),
            "report 1: date, latest must be",
        ),
        (case(reports=[ONE | {"body": 3}]), "report 1: body must be text"),
        (case(reports=[ONE | {"incident": ["x"]}]), "report 1: incident must be text"),
        (
            case(reports=[ONE | {"counts_as_report": "no"}]),
            "report 1: counts_as_report must be true or false",
        ),
        (
            case(reports=[ONE | {"counts_as_report": None}]),
            "report 1: counts_as_report must be true or false",
        ),
        (case(reports=[ONE | {"key": "a"}, ONE | {"key": "a"}]), "two reports have the same key"),
        (case(reports=[ONE, ONE | {"key": "r1"}]), "two reports have the same key"),
        (case(flags=[]), "flags must be an object"),
        (case(flags={"a": 0.5}), "flags: a must be"),
        (case(flags={"a": {}}), "flags: a must be"),
        (case(flags={"a": [[]]}), "flags: a must be"),
    ],
)
def test_facts_that_cannot_be_read_are_named_in_one_sentence(document: Any, sentence: str) -> None:
    with pytest.raises(FactsMistake, match=r".") as raised:
        facts_from_json(document)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_thousand_reports_can_be_read() -> None:
    assert len(facts_from_json(case(reports=[ONE] * 1000)).reports) == 1000


def test_every_shipped_area_loads() -> None:
    for path in AREAS.glob("*.toml"):
        assert load_area_criteria(path.read_bytes(), AREAS).versions
