"""The guide for writing an area's criteria says what is true: its files load, its keys are all, its example runs."""

import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from tests.triage.builders import day, facts, report
from triage import Criteria, assess, load_area_criteria
from triage import criteria as language
from triage.checking import check_file
from triage.commands import main_assess
from triage.reading import facts_from_json

GUIDE = (Path(__file__).parents[2] / "docs" / "criteria.md").read_text()
FILES = dict(re.findall(r"```toml\n# (\S+\.toml)\n(.*?)```", GUIDE, re.S))
(EXAMPLE,) = re.findall(r"```json\n(.*?)```", GUIDE, re.S)
MODELS = [
    model
    for model in vars(language).values()
    if isinstance(model, type) and issubclass(model, language.Part) and model is not language.Part
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def criteria_in(folder: Path, name: str, on: str = "2026-11-21") -> Criteria:
    return load_area_criteria((folder / name).read_bytes(), folder).in_force(day(on))


@pytest.mark.parametrize("name", ["simple.toml", "middling.toml", "county.toml", "hard.toml"])
def test_every_file_of_the_guide_has_neither_mistakes_nor_warnings(folder: Path, name: str) -> None:
    assert [finding for finding in check_file(folder / name) if finding.level != "note"] == []


def test_the_guide_shows_no_other_files() -> None:
    assert set(FILES) == {"simple.toml", "middling.toml", "county.toml", "hard.toml"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_in_the_guide(model: type[BaseModel]) -> None:
    missing = [key for key in model.model_fields if not re.search(rf"`[^`]*\b{key}\b[^`]*`", GUIDE)]
    assert missing == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_choice_is_in_the_guide(model: type[BaseModel]) -> None:
    choices = re.findall(r"'enum': \[(.*?)\]", str(model.model_json_schema()))
    for choice in re.findall(r"'(\w+)'", " ".join(choices)):
        assert f'"{choice}"' in GUIDE, choice


def test_the_example_can_be_assessed(folder: Path) -> None:
    path = folder / "facts.json"
    path.write_text(EXAMPLE)
    out, err = io.StringIO(), io.StringIO()
    assert main_assess(["--area", str(folder / "middling.toml"), str(path)], out, err) == 0
    found = json.loads(out.getvalue())
    assert set(found) >= {"local", "statutory", "near_miss", "alarms", "next_dates"}
    assert (found["local"]["result"], found["statutory"]["result"]) == ("discretionary", "met")
    assert facts_from_json(json.loads(EXAMPLE)).application_date == date(2026, 6, 20)


THREE = (
    report("a", "2026-02-03", "2026-02-02"),
    report("b", "2026-03-10", "2026-03-09"),
    report("c", "2026-05-21", "2026-05-20"),
)


@pytest.mark.parametrize(
    ("applied", "flags", "result", "route"),
    [
        ("2026-06-20", {}, "met", "A"),
        ("2026-06-21", {}, "discretionary", "D"),
        ("2026-06-20", {"no_action_taken": False}, "discretionary", "D"),
        ("2026-06-20", {"case_open": True}, "not_met", None),
        ("2026-06-20", {"exclusion": "anonymous"}, "not_met", None),
    ],
)
def test_the_middling_area_does_what_the_guide_says(
    folder: Path, applied: str, flags: dict[str, Any], result: str, route: str | None
) -> None:
    found = assess(criteria_in(folder, "middling.toml"), facts(applied, *THREE, **flags))
    assert (found.local.result, found.local.route) == (result, route)
    assert found.must_be_met


@pytest.mark.parametrize(("applied", "result"), [("2026-05-19", "met"), ("2026-05-20", "discretionary")])
def test_the_hate_route_of_the_middling_area_lasts_three_months(
    folder: Path, applied: str, result: str
) -> None:
    hate = report("h", "2026-02-20", "2026-02-20", kind="hate")
    assert assess(criteria_in(folder, "middling.toml"), facts(applied, hate)).local.result == result


@pytest.mark.parametrize(
    ("on", "homes", "result"),
    [("2026-03-31", 2, "met"), ("2026-04-01", 2, "not_met"), ("2026-04-01", 3, "met")],
)
def test_the_hard_area_changed_its_number_of_households(
    folder: Path, on: str, homes: int, result: str
) -> None:
    reports = [
        report(
            f"r{n}",
            f"2026-01-0{n + 1}",
            f"2026-01-0{n + 1}",
            household=f"h{n % homes}",
            reporter="applicant" if n == 0 else f"p{n}",
        )
        for n in range(5)
    ]
    found = assess(criteria_in(folder, "hard.toml", on), facts("2026-04-10", *reports)).local
    assert (found.result, found.route) == (result, "B" if result == "met" else None)


@pytest.mark.parametrize(("told", "result"), [("2026-03-31", "met"), ("2026-04-01", "not_met")])
def test_thirty_days_of_the_hard_area_leave_out_the_first(folder: Path, told: str, result: str) -> None:
    reports = (report("a", told, "2026-03-01"), *THREE[1:])
    assert assess(criteria_in(folder, "hard.toml"), facts("2026-06-20", *reports)).local.result == result


def test_every_heading_of_the_list_is_there() -> None:
    headings = {
        re.sub(r"[^a-z ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.*)$", GUIDE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= headings
