"""Checking a criteria file: every mistake at once with its key and remedy, then what a person should look at."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from triage.criteria import Criteria
from triage.history import CriteriaMistake, load_area_criteria
from triage.strictness import ACT, VARIATION, stricter_rules

Level = Literal["mistake", "warning", "note"]
MOST_WITHOUT_REASON: Final = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one file: where, and what to do about it."""

    level: Level
    file: str
    key: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return f"{self.level}: {place}: {self.sentence}"


def check_file(path: Path) -> list[Finding]:
    """Take the path of an area file; return everything found in its criteria, mistakes first."""
    try:
        text = path.read_bytes()
    except OSError as error:
        return [
            Finding("mistake", path.name, "", f"the file cannot be read ({error.strerror}): check its name")
        ]
    return check_text(text, path.name, path.parent)


def check_text(text: str | bytes, name: str, base_dir: Path | None = None) -> list[Finding]:
    """Take an area file's text and its name; return everything found in its criteria, mistakes first."""
    try:
        history = load_area_criteria(text, base_dir)
    except CriteriaMistake as error:
        return [Finding("mistake", name, key, wrong) for key, wrong in error.mistakes]
    found: list[Finding] = []
    for version in history.versions:
        place = "criteria" if len(history.versions) == 1 else f"criteria {version.version}"
        found.extend(_warnings(version, name, place))
    return found


def _warnings(criteria: Criteria, name: str, place: str) -> list[Finding]:
    found = []
    if criteria.statutory.reason is None:
        fewest = min((r.reports for r in criteria.routes if r.decision == "mandatory"), default=0)
        if max(fewest, criteria.statutory.reports) > MOST_WITHOUT_REASON:
            found.append(
                Finding(
                    "warning",
                    name,
                    f"{place}.statutory.reason",
                    "more than three reports are needed: section 104(4) allows it, but the number should be no "
                    "higher than three. Write the reason here, or lower the number",
                )
            )
    if not criteria.open:
        found.append(
            Finding(
                "warning",
                name,
                f"{place}.open",
                "say what the published words leave open, or that they leave nothing open",
            )
        )
    for rule in stricter_rules(criteria):
        key = f"{place}.routes {rule.route}: {rule.rule}" if rule.route else f"{place}.{rule.rule}"
        said = (
            "stricter than the Act, which lets a procedure set it"
            if rule.kind == VARIATION
            else "a caveat outside section 104(4) and (11): it can refuse nobody the Act lets in"
        )
        found.append(Finding("note", name, key, f"{rule.detail} - {said}"))
    return found


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the [criteria] part of an area file."""
    criteria = Criteria.model_json_schema()
    parts = criteria.pop("$defs")
    criteria["properties"]["inherits"] = {
        "description": "A file in the same folder whose criteria these are based on; routes, exclusions and flags "
        "are replaced by name, other keys are replaced whole. That file cannot inherit itself.",
        "type": "string",
    }
    criteria["anyOf"] = [{"required": ["version", "source", "routes"]}, {"required": ["version", "inherits"]}]
    del criteria["required"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Criteria of an area file",
        "description": f"The threshold of an area. The Act's own test needs {ACT.reports} reports.",
        "type": "object",
        "required": ["criteria"],
        "properties": {
            "criteria": {
                "anyOf": [
                    {"$ref": "#/$defs/Criteria"},
                    {"type": "array", "items": {"$ref": "#/$defs/Criteria"}, "minItems": 1},
                ]
            }
        },
        "$defs": parts | {"Criteria": criteria},
    }
