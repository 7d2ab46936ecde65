"""Area files: dated versions, one fixed form, and inheritance from one procedure."""

import json
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from tests.triage.area_files import HEAD, ROUTE, mistakes
from tests.triage.builders import AREAS, area, criteria, day
from triage import Criteria, NotInForce, load_area_criteria


def version(name: str, start: str | None, reports: int) -> str:
    starts = f"in_force_from = {start}\n" if start else ""
    return (
        f'[[criteria]]\nversion = "{name}"\nsource = "a test"\n{starts}'
        f'[[criteria.routes]]\nid = "A"\nname = "some reports"\nreports = {reports}\n'
    )


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


def test_every_shipped_area_loads() -> None:
    for path in AREAS.glob("*.toml"):
        assert load_area_criteria(path.read_bytes(), AREAS).versions
