"""Programs some tests need beside Python: where they are, and what happens when one is missing.

A missing program skips the test and is named in the summary; with CI=true it is a failure, because nobody would read
the summary there.
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MISSING = "missing tool: "


def cache_folder() -> Path:
    """Where .ci/run keeps what it installs for the tests, outside the checkout."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "asb-case-review"


def _program(*names: str) -> Callable[[], str | None]:
    return lambda: next((found for name in names if (found := shutil.which(name))), None)


def _from_npm(setting: str, *path: str) -> Callable[[], str | None]:
    """A file of an npm package: where `setting` says, in the checkout, or where .ci/run installs."""

    def look() -> str | None:
        places = [Path(os.environ[setting])] if os.environ.get(setting) else []
        places += [folder.joinpath("node_modules", *path) for folder in (ROOT, cache_folder())]
        return next((str(place) for place in places if place.is_file()), None)

    return look


def _postgresql() -> str | None:
    """The folder with initdb and postgres; Debian keeps one for each version and puts none of them on the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which("initdb")
    return str(Path(found).parent) if found else None


TOOLS: dict[str, tuple[Callable[[], str | None], str]] = {
    "chromium": (_program("chromium", "chromium-browser", "google-chrome"), "sudo apt install chromium"),
    "postgresql": (_postgresql, "sudo apt install postgresql"),
    "pdftoppm": (_program("pdftoppm"), "sudo apt install poppler-utils"),
    "pdfinfo": (_program("pdfinfo"), "sudo apt install poppler-utils"),
    "pdftotext": (_program("pdftotext"), "sudo apt install poppler-utils"),
    "pdffonts": (_program("pdffonts"), "sudo apt install poppler-utils"),
    "qpdf": (_program("qpdf"), "sudo apt install qpdf"),
    "java": (_program("java"), "sudo apt install default-jre-headless"),
    "vnu-jar": (
        _from_npm("VNU_JAR", "vnu-jar", "build", "dist", "vnu.jar"),
        "npm install vnu-jar, or set VNU_JAR to the file vnu.jar",
    ),
    "axe-core": (
        _from_npm("AXE_JS", "axe-core", "axe.min.js"),
        "npm install axe-core, or set AXE_JS to the file axe.min.js",
    ),
}


def find(name: str) -> str | None:
    """The path of a tool in TOOLS, None when it is not installed."""
    return TOOLS[name][0]()


def sentence(name: str) -> str:
    """How the summary names a missing tool."""
    return f"{MISSING}{name} ({TOOLS[name][1]})"


def tool(name: str) -> str:
    """The path of a tool. Without it the test is skipped, or fails where CI=true."""
    found = find(name)
    if found is None:
        (pytest.fail if must_have_all() else pytest.skip)(sentence(name))
    return found


def must_have_all() -> bool:
    """Whether a missing tool is a failure."""
    return os.environ.get("CI", "").lower() == "true"
