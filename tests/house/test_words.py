"""What must not stand in the source: other clocks, unsafe HTML, empty names, rooms too large to look over."""

import ast
import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house.source import ROOT, Module, modules

THE_CLOCK = "portal/clock.py"
READS_THE_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("pyotp", "now"),
    ("totp", "now"),
}
SAY_NOTHING = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common"}
LONGEST = 400  # lines of a module; migrations are history and may be longer


def other_clocks(found: Iterable[Module]) -> Iterator[str]:
    """Places that read the time themselves instead of being told it."""
    for module in found:
        if module.path == THE_CLOCK:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in READS_THE_CLOCK:
                yield f"{module.path}:{node.lineno}: reads the clock"
            if isinstance(node, ast.ImportFrom) and node.module == "time":
                yield from (
                    f"{module.path}:{node.lineno}: reads the clock"
                    for alias in node.names
                    if ("time", alias.name) in READS_THE_CLOCK
                )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call):
        return _last_name(node.func).lower()
    return node.id if isinstance(node, ast.Name) else ""


def trusted_markup(found: Iterable[Module]) -> Iterator[str]:
    """Text declared safe by hand: every one is a door for a script."""
    for module in found:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and _last_name(node.func) in ("Markup", "render_template_string"):
                yield f"{module.path}:{node.lineno}: {_last_name(node.func)}"


def empty_names(paths: Iterable[str]) -> Iterator[str]:
    """Files and folders named for nothing in particular."""
    for path in paths:
        for part in re.split(r"[/_.]", path):
            if part.lower() in SAY_NOTHING:
                yield f"{path}: “{part}” does not say what is in it"


def long_modules(found: Iterable[Module]) -> Iterator[str]:
    """Modules nobody can look over."""
    for module in found:
        lines = module.text.count("\n")
        if lines > LONGEST and "/migrations/versions/" not in module.path:
            yield f"{module.path}: {lines} lines"


class _InlineCode(HTMLParser):
    """Finds scripts, styles and handlers that stand in the page itself, which our CSP would block."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attributes}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(f"<{tag}> in the page")
        self.found += [
            f"{name}=" for name in sorted(names) if name == "style" or re.fullmatch(r"on[a-z]+", name)
        ]
        self.found += [
            f"{name}=javascript:" for name, value in attributes if (value or "").startswith("javascript:")
        ]


def unsafe_templates(texts: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Templates that switch escaping off or hold code."""
    for path, text in texts:
        if re.search(r"\|\s*safe\b|\bautoescape\s+false\b", text):
            yield f"{path}: escaping is switched off"
        reader = _InlineCode()
        reader.feed(re.sub(r"{[%#].*?[%#]}", "", text, flags=re.S))
        yield from (f"{path}: {found}" for found in reader.found)


def _templates() -> list[tuple[str, str]]:
    files = [
        path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".svg", ".jinja", ".txt")
    ]
    return [(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in files]


def _all_paths() -> list[str]:
    tops = ("portal", "triage", "templates", "static", "tests", "tools", "docs")
    files = [path for top in tops for path in (ROOT / top).rglob("*") if "__pycache__" not in path.parts]
    return [path.relative_to(ROOT).as_posix() for path in files]


def test_the_clock_is_read_in_one_file() -> None:
    assert list(other_clocks(modules())) == []
    assert (ROOT / THE_CLOCK).read_text("utf-8").count("datetime.now(") == 1


def test_no_text_is_trusted_by_hand() -> None:
    assert list(trusted_markup(modules())) == []


def test_templates_escape_and_hold_no_code() -> None:
    templates = _templates()
    assert templates
    assert list(unsafe_templates(templates)) == []


def test_every_name_says_something() -> None:
    assert list(empty_names(_all_paths())) == []


def test_every_module_can_be_looked_over() -> None:
    assert list(long_modules(modules())) == []


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\nx = datetime.datetime.now()",
        "from datetime import date\nx = date.today()",
        "from datetime import datetime, UTC\nx = datetime.now(UTC)",
        "from datetime import datetime\nread = datetime.utcnow",
        "import time\nx = time.time()",
        "from time import time\nx = time()",
        "import pyotp\nx = pyotp.TOTP('A').now()",
    ],
)
def test_a_planted_clock_is_found(text: str) -> None:
    assert list(other_clocks([Module("portal.x", "portal/x.py", text)])) != []


def test_measuring_a_duration_is_no_clock() -> None:
    assert list(other_clocks([Module("portal.x", "portal/x.py", "import time\nx = time.monotonic()")])) == []


@pytest.mark.parametrize(
    "text",
    ["from markupsafe import Markup\nx = Markup('<b>')", "import flask\nflask.render_template_string('')"],
)
def test_planted_trust_is_found(text: str) -> None:
    assert list(trusted_markup([Module("portal.x", "portal/x.py", text)])) != []


@pytest.mark.parametrize(
    "text",
    [
        "{{ story|safe }}",
        "{{ story | safe }}",
        "{% autoescape false %}{{ story }}{% endautoescape %}",
        "<script>alert(1)</script>",
        "<p style='color: red'>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        "<style>p {}</style>",
    ],
)
def test_a_planted_template_is_found(text: str) -> None:
    assert list(unsafe_templates([("templates/x.html", text)])) != []


def test_a_script_of_our_own_file_is_allowed() -> None:
    assert (
        list(
            unsafe_templates([("templates/x.html", '<script type="module" src="/static/init.mjs"></script>')])
        )
        == []
    )


@pytest.mark.parametrize(
    "path", ["portal/utils.py", "portal/case_helpers.py", "tests/misc/test_x.py", "portal/StateManager.py"]
)
def test_a_planted_name_is_found(path: str) -> None:
    assert list(empty_names([path.replace("StateManager", "state_manager")])) != []


def test_a_planted_long_module_is_found() -> None:
    planted = [Module("portal.x", "portal/x.py", "x = 1\n" * (LONGEST + extra)) for extra in (-1, 0, 1)]
    assert list(long_modules(planted)) == ["portal/x.py: 401 lines"]


def test_the_tree_was_read() -> None:
    assert Path(ROOT / "portal" / "cli.py").is_file()
    assert len(modules()) > 50
