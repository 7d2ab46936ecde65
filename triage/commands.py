"""The commands `criteria check`, `criteria schema` and `assess`, as functions of their arguments and streams."""

import json
import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Final, NoReturn, TextIO

from triage.assessment import assess
from triage.checking import check_file, schema
from triage.criteria import Criteria
from triage.facts import Facts
from triage.history import CriteriaHistory, CriteriaMistake, NotInForce, load_area_criteria
from triage.reading import FactsMistake, day_from_text, facts_from_json

FINE: Final = 0
MISTAKES: Final = 1
BROKEN: Final = 2


class Broken(Exception):
    """Input that cannot be used, in one sentence."""


class _Arguments(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Broken(f"{message}; see --help")


def main_criteria(argv: list[str], stdout: TextIO | None = None, stderr: TextIO | None = None) -> int:
    """Run `criteria check FILE…` or `criteria schema`; return 0, 1 for mistakes, 2 for a call that makes no sense."""
    out, err = stdout or sys.stdout, stderr or sys.stderr
    parser = _Arguments(
        prog="./run criteria", description="Check area files, or print the schema of their criteria."
    )
    parser.add_argument("what", choices=["check", "schema"])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    if _asks_for_help(argv):
        return _help(parser, out)
    try:
        given = parser.parse_args(argv)
        if (given.what == "check") != bool(given.files):
            raise Broken("check needs at least one file" if given.what == "check" else "schema takes no file")
    except Broken as error:
        return _broken(error, err)
    if given.what == "schema":
        _print_json(schema(), out)
        return FINE
    return _check(given.files, out)


def _check(files: list[Path], out: TextIO) -> int:
    mistaken = False
    for file in files:
        found = check_file(file)
        for finding in found:
            print(finding, file=out)
        if any(finding.level == "mistake" for finding in found):
            mistaken = True
        else:
            print(f"{file.name}: no mistakes in its criteria", file=out)
    return MISTAKES if mistaken else FINE


def main_assess(argv: list[str], stdout: TextIO | None = None, stderr: TextIO | None = None) -> int:
    """Run `assess --area FILE [--on DATE] FACTS.json`; print JSON alone, return 0, or 2 after one sentence."""
    out, err = stdout or sys.stdout, stderr or sys.stderr
    parser = _Arguments(
        prog="./run assess", description="Assess the facts in a file against an area's criteria."
    )
    parser.add_argument("--area", required=True, type=Path, metavar="FILE", help="the area file")
    parser.add_argument(
        "--on",
        metavar="DATE",
        help="use the criteria in force on this day (YYYY-MM-DD); without it, on the day of the application",
    )
    parser.add_argument(
        "facts", type=Path, metavar="FACTS.json", help="the facts, in the shape of a worked case"
    )
    if _asks_for_help(argv):
        return _help(parser, out)
    try:
        given = parser.parse_args(argv)
        history, facts = _history(given.area), _facts(given.facts)
        criteria = _in_force(
            history, _day(given.on) if given.on is not None else facts.application_date, given.area
        )
    except Broken as error:
        return _broken(error, err)
    _print_json(assess(criteria, facts).as_json(), out)
    return FINE


def _history(path: Path) -> CriteriaHistory:
    try:
        return load_area_criteria(_read(path), path.parent)
    except CriteriaMistake as error:
        key, wrong = error.mistakes[0]
        place = f"{path.name}: {key}" if key else path.name
        more = len(error.mistakes) - 1
        rest = f" (and {more} more: see ./run criteria check)" if more else ""
        raise Broken(f"{place}: {wrong}{rest}") from error


def _facts(path: Path) -> Facts:
    try:
        return facts_from_json(json.loads(_read(path)))
    except FactsMistake as error:
        raise Broken(f"{path.name}: {error}") from error
    except RecursionError as error:
        raise Broken(f"{path.name}: the JSON is nested too deeply") from error
    except ValueError as error:
        raise Broken(f"{path.name}: this is not JSON: {error}") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise Broken(
            f"{path}: the file cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error


def _in_force(history: CriteriaHistory, on: date, path: Path) -> Criteria:
    try:
        return history.in_force(on)
    except NotInForce as error:
        raise Broken(f"{path.name}: {error}") from error


def _day(text: str) -> date:
    try:
        return day_from_text(text, "--on")
    except FactsMistake as error:
        raise Broken(str(error)) from error


def _asks_for_help(argv: list[str]) -> bool:
    return "-h" in argv or "--help" in argv


def _help(parser: ArgumentParser, out: TextIO) -> int:
    parser.print_help(out)
    return FINE


def _broken(error: Broken, err: TextIO) -> int:
    sentence = " ".join(str(error).split())
    print(f"{sentence}." if not sentence.endswith((".", "?")) else sentence, file=err)
    return BROKEN


def _print_json(document: object, out: TextIO) -> None:
    # ASCII only, so that no terminal or pipe can fail on a character.
    json.dump(document, out, indent=2)
    out.write("\n")
