"""Collects the pages that tests open and checks them together with the Nu HTML checker, once, at the end.

One start of Java for all pages takes seconds; one start for each page would take minutes.
"""

import hashlib
import json
import os
import re
import subprocess
from pathlib import Path

FOLDER = "PORTAL_COLLECTED_PAGES"
# Differs from page to page without changing the structure: tokens, nonces, references, dates.
VARYING = re.compile(r'(?:value|nonce|content)="[^"]*"|\d+')
# vnu's advice, not about validity. The role on fieldsets of text boxes is GOV.UK's: without it JAWS leaves out
# their hint.
ADVICE = ("Trailing slash on void elements", "The “group” role is unnecessary for element “fieldset”")


def collect(html: str, name: str) -> None:
    """Keep a page for the checker, once for each shape; `name` says in a failure where the page came from."""
    folder = os.environ.get(FOLDER)
    if folder and html.lstrip()[:15].lower() == "<!doctype html>":
        shape = hashlib.sha256(VARYING.sub("", html).encode()).hexdigest()[:16]
        path = Path(folder) / f"{re.sub(r'[^a-zA-Z0-9]+', '-', name).strip('-')[:80]}-{shape}.html"
        path.write_text(html, "utf-8")


def note(what: str) -> None:
    """Note something that need not be done again in this run, by any of its processes: a name for a file."""
    if folder := os.environ.get(FOLDER):
        (Path(folder) / f"{what}.noted").touch()


def is_noted(what: str) -> bool:
    """Whether it was noted."""
    folder = os.environ.get(FOLDER)
    return folder is not None and (Path(folder) / f"{what}.noted").exists()


def check(folder: Path, java: str, vnu_jar: str) -> list[str]:
    """What the checker says about every page in `folder`: one line each, empty when it is silent."""
    command = [java, "-Xss4m", "-jar", vnu_jar, "--format", "json", "--exit-zero-always", "--skip-non-html"]
    done = subprocess.run([*command, str(folder)], capture_output=True, text=True, check=True, timeout=300)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    return [
        f"{Path(said.get('url', 'page')).name} line {said.get('lastLine', '?')}: {said['message']}"
        for said in messages
        if not said["message"].startswith(ADVICE)
    ]
