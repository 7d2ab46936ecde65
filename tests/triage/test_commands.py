"""The commands: what they print, where, and what they return."""

import io
import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.triage.builders import AREAS
from triage.checking import check_text, schema
from triage.commands import main_assess, main_criteria

ROOT = Path(__file__).parents[2]
NORFOLK = str(AREAS / "norfolk.toml")
CASES = json.loads((Path(__file__).parent / "worked-cases.json").read_text())
HEAD = '[criteria]\nversion = "1"\nsource = "a test"\nopen = ["nothing"]\n'
ROUTE = '[[criteria.routes]]\nid = "A"\nname = "x"\nwho = "anyone"\n'


def run(command: Any, *argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return command(list(argv), out, err), out.getvalue(), err.getvalue()


@pytest.fixture
def facts_file(tmp_path: Path) -> Path:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(next(case for case in CASES if case["id"] == "WC009")))
    return path


# criteria


def test_a_file_without_mistakes_is_said_to_be_so() -> None:
    code, out, err = run(main_criteria, "check", NORFOLK, str(AREAS / "brackenshire.toml"))
    assert (code, err) == (0, "")
    assert "norfolk.toml: no mistakes" in out
    assert "brackenshire.toml: no mistakes" in out


def test_every_mistake_of_every_file_is_printed_with_file_key_and_remedy(tmp_path: Path) -> None:
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(HEAD + ROUTE + 'reports = "x"\nwho_counts = 3\n')
    second.write_text("[criteria")
    code, out, err = run(
        main_criteria, "check", str(first), NORFOLK, str(second), str(tmp_path / "none.toml")
    )
    assert (code, err) == (1, "")
    lines = [line for line in out.splitlines() if line.startswith("mistake")]
    assert lines[0].startswith("mistake: first.toml: criteria.routes[1].reports: must be a whole number")
    assert lines[1].startswith(
        "mistake: first.toml: criteria.routes[1].who_counts: is not a key that is known here"
    )
    assert lines[2].startswith("mistake: second.toml: this is not TOML")
    assert lines[3].startswith("mistake: none.toml: the file cannot be read")
    assert len(lines) == 4
    assert "norfolk.toml: no mistakes" in out
    assert "first.toml: no mistakes" not in out


@pytest.mark.parametrize(
    ("reports", "more", "warned"),
    [
        (3, "", False),
        (4, "", True),
        (4, '[criteria.statutory]\nreason = "agreed by the partnership"\n', False),
        (3, "[criteria.statutory]\nreports = 4\n", True),
        (3, "[criteria.statutory]\nreports = 3\n", False),
        (5, '[[criteria.routes]]\nid = "B"\nname = "y"\n', False),
        (3, '[[criteria.routes]]\nid = "D"\nname = "y"\nreports = 9\ndecision = "discretionary"\n', False),
    ],
)
def test_more_than_three_reports_need_a_written_reason(reports: int, more: str, warned: bool) -> None:
    found = check_text(HEAD + ROUTE + f"reports = {reports}\n" + more, "x.toml")
    assert [f.key for f in found if f.level == "warning"] == (["criteria.statutory.reason"] if warned else [])


def test_a_warning_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "four.toml"
    path.write_text(HEAD + ROUTE + "reports = 4\n")
    code, out, _ = run(main_criteria, "check", str(path))
    assert code == 0
    assert "warning: four.toml: criteria.statutory.reason: more than three reports" in out


def test_a_file_that_leaves_nothing_open_is_asked_to_say_so() -> None:
    found = check_text(HEAD.replace('open = ["nothing"]\n', "") + ROUTE, "x.toml")
    assert [f.key for f in found] == ["criteria.open"]


def test_only_discretionary_routes_need_no_reason() -> None:
    assert check_text(HEAD + ROUTE + 'decision = "discretionary"\n', "x.toml") == []


def test_stricter_rules_are_noted_by_class_and_version() -> None:
    two = HEAD.replace("[criteria]", "[[criteria]]") + ROUTE + 'window = { length = 1, unit = "day" }\n'
    two += (
        two.replace('"1"', '"2"')
        .replace("open", "in_force_from = 2026-01-01\nopen")
        .replace('"anyone"', '"applicant"')
    )
    notes = [(f.key, f.sentence) for f in check_text(two, "x.toml") if f.level == "note"]
    assert [key for key, _ in notes] == [
        "criteria 1.routes A: window",
        "criteria 2.routes A: window",
        "criteria 2.routes A: reporter",
    ]
    assert "stricter than the Act, which lets a procedure set it" in notes[0][1]
    assert "1 day to apply where the Act says six months" in notes[0][1]
    assert "it can refuse nobody the Act lets in" in notes[2][1]


@pytest.mark.parametrize(
    "argv", [[], ["check"], ["schema", "x.toml"], ["mend"], ["check", "--fast", "x.toml"]]
)
def test_a_call_that_makes_no_sense_ends_with_one_sentence(argv: list[str]) -> None:
    code, out, err = run(main_criteria, *argv)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert err.endswith(".\n")


@pytest.mark.parametrize("command", [main_criteria, main_assess])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_printed_and_is_no_error(command: Any, flag: str) -> None:
    code, out, err = run(command, flag)
    assert (code, err) == (0, "")
    assert "usage:" in out


def test_the_schema_is_json_and_describes_every_key() -> None:
    code, out, err = run(main_criteria, "schema")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document == schema()
    keys = document["$defs"]["Criteria"]["properties"]
    assert {"routes", "exclusions", "inherits", "counting", "near_miss_days", "statutory"} <= set(keys)
    assert document["$schema"].startswith("https://json-schema.org/")
    assert "required" not in document["$defs"]["Criteria"]
    assert document["$defs"]["Criteria"]["anyOf"] == [
        {"required": ["version", "source", "routes"]},
        {"required": ["version", "inherits"]},
    ]


# assess


def test_an_assessment_is_json_alone_on_stdout(facts_file: Path) -> None:
    code, out, err = run(main_assess, "--area", NORFOLK, str(facts_file))
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["local"]["result"] == found["statutory"]["result"] == "met"
    assert found["local"]["route"] == "A"
    assert [reason["counted"] for reason in found["local"]["reasons"]] == ["yes"] * 3
    assert len(found["statutory"]["reasons"]) == 3
    assert (found["near_miss"], found["alarms"]) == ([], [])
    assert found["next_dates"]


@pytest.mark.parametrize(
    ("on", "version"), [([], "old"), (["--on", "2026-01-01"], "new"), (["--on", "2025-12-31"], "old")]
)
def test_the_criteria_are_those_of_the_application_or_of_the_day_asked_for(
    tmp_path: Path, facts_file: Path, on: list[str], version: str
) -> None:
    route = '[[criteria.routes]]\nid = "A"\nname = "x"\n'
    path = tmp_path / "area.toml"
    path.write_text(
        f'[[criteria]]\nversion = "old"\nsource = "x"\n{route}'
        f'[[criteria]]\nversion = "new"\nsource = "x"\nin_force_from = 2026-01-01\n{route}'
    )
    code, out, _ = run(main_assess, "--area", str(path), *on, str(facts_file))
    assert (code, json.loads(out)["version"]) == (0, version)


def broken(*argv: str) -> str:
    code, out, err = run(main_assess, *argv)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    return err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "this is not JSON"),
        (b"{", "this is not JSON"),
        (b"\xff\xfe\xff", "this is not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"9" * 5000, "this is not JSON"),
        (b"[]", "the facts must be one JSON object"),
        (b'{"application_date": "2025-02-30", "reports": []}', "must be a real date"),
    ],
)
def test_broken_facts_end_with_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(content)
    err = broken("--area", NORFOLK, str(path))
    assert sentence in err
    assert err.startswith("facts.json: ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[criteria", "area.toml: this is not TOML"),
        (HEAD, "area.toml: criteria.routes: is missing: add at least one [[criteria.routes]]."),
        (HEAD + ROUTE + 'who = "x"\n', "area.toml: this is not TOML"),
        (HEAD + "[[criteria.routes]]\nid = 3\nname = 3\n", "(and 1 more: see ./run criteria check)."),
        (
            HEAD + "in_force_from = 2026-01-01\n" + ROUTE,
            "area.toml: no version of these criteria was in force on 2024-03-20.",
        ),
    ],
)
def test_a_broken_area_file_ends_with_one_sentence(
    tmp_path: Path, facts_file: Path, content: str, sentence: str
) -> None:
    path = tmp_path / "area.toml"
    path.write_text(content)
    assert sentence in broken("--area", str(path), str(facts_file))


def test_files_that_are_not_there_and_calls_that_make_no_sense_end_with_one_sentence(
    tmp_path: Path, facts_file: Path
) -> None:
    gone = str(tmp_path / "gone")
    assert "gone: the file cannot be read" in broken("--area", gone, str(facts_file))
    assert "gone: the file cannot be read" in broken("--area", NORFOLK, gone)
    assert "cannot be read" in broken("--area", NORFOLK, str(tmp_path))
    assert "cannot be read" in broken("--area", NORFOLK, "a\0b")
    assert "--on must be a real date" in broken("--area", NORFOLK, "--on", "tomorrow", str(facts_file))
    assert "--on must be a real date" in broken("--area", NORFOLK, "--on", "20260101", str(facts_file))
    assert "required" in broken(str(facts_file))
    assert "required" in broken("--area", NORFOLK)
    assert "see --help" in broken("--area", NORFOLK, "--twice", str(facts_file))
    assert "see --help" in broken()


def test_an_odd_character_breaks_no_output(tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"application_date": "2025-03-01", "reports": [], "flags": {"\\ud800": true}}')
    code, out, _ = run(main_assess, "--area", NORFOLK, str(path))
    assert code == 0
    assert out.isascii()


def test_an_answer_comes_within_half_a_second_of_starting(facts_file: Path) -> None:
    program = "import sys; from triage.commands import main_assess; sys.exit(main_assess(sys.argv[1:]))"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", program, "--area", NORFOLK, str(facts_file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["local"]["result"] == "met"
    # Time of the processor, so that a busy machine does not decide the test.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5


def test_the_command_writes_to_the_terminal_when_no_stream_is_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main_criteria(["check", NORFOLK]) == 0
    assert main_criteria(["check"]) == 2
    assert main_assess([]) == 2
    printed = capsys.readouterr()
    assert "no mistakes" in printed.out
    assert printed.err.count("\n") == 2
