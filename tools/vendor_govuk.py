"""Copies the GOV.UK look into static/govuk, without the marks that only GOV.UK itself may show.

Takes the folder of an unpacked npm package govuk-frontend, for instance
`python -m tools.vendor_govuk node_modules/govuk-frontend`. Left out: the font GDS Transport (licensed for
gov.uk sites only), crown and crest (marks of the Crown), the assets, and the rules of components that the portal
does not use, so that a first page stays small. Users of the portal never need npm.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "govuk"
VERSION = "6.3.0"  # the version that the portal's markup follows
UNUSED = (
    "govuk-accordion",
    "govuk-tabs",
    "govuk-cookie-banner",
    "govuk-breadcrumbs",
    "govuk-header",
    "govuk-generic-header",
    "govuk-exit-this-page",  # the portal draws its own, which works without script
    "govuk-footer__crown",
    "govuk-footer__copyright-logo",
    "govuk-footer__licence",
    "govuk-logo",
    "govuk-logo-dot",
    "govuk-file-upload-button",
    "govuk-file-upload-announcements",
    "govuk-drop-zone",
)
UNUSED_START = (r"govuk-\!-static",)  # spacing that does not change with the screen
UNUSED_SCRIPT = ("Accordion", "ExitThisPage", "FileUpload", "Tabs", "initAll", "export")
FORBIDDEN = ("GDS Transport", "govuk-crest", "crown", "/assets/")
LICENCE = """The MIT License (MIT)

Copyright (C) 2017 Crown Copyright (Government Digital Service)

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class CannotVendor(Exception):
    """The package is not the one the portal was written for."""


def rules(css: str) -> Iterator[tuple[str, str | None]]:
    """Split minified `css` into (prelude, body) pairs; body is None for a statement such as @charset."""
    start = depth = 0
    opened = 0
    for place, sign in enumerate(css):
        if sign == "{":
            if depth == 0:
                opened = place
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened], css[opened + 1 : place]
                start = place + 1
        elif sign == ";" and depth == 0:
            yield css[start:place], None
            start = place + 1


def _is_used(selector: str) -> bool:
    # ".govuk-header" must not take ".govuk-header-like" with it: the name ends at "_", "-" twice, or a non-word sign.
    if any(f".{start}" in selector for start in UNUSED_START):
        return False
    return not any(re.search(rf"\.{re.escape(name)}(?![a-zA-Z0-9]|-[a-z])", selector) for name in UNUSED)


def slim_css(css: str) -> str:
    """Return `css` without the font, the marks and the components that the portal does not use."""
    kept: list[str] = []
    for prelude, body in rules(css):
        if body is None:
            kept.append(f"{prelude};")
        elif prelude.startswith(("@media", "@supports", "@-moz-document")):
            inner = slim_css(body)
            if inner:
                kept.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@font-face"):
            continue
        elif prelude.startswith("@"):
            kept.append(f"{prelude}{{{body}}}")
        else:
            selectors = [selector for selector in prelude.split(",") if _is_used(selector)]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{body}}}")
    return "".join(kept)


def portal_css(css: str) -> str:
    """Return the style sheet the portal serves. Raises CannotVendor when a forbidden mark is still in it."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL).replace("\n", "")
    css = css.replace("GDS Transport,arial,sans-serif", "arial,sans-serif")
    result = slim_css(css) + "\n"
    left = [mark for mark in FORBIDDEN if mark in result]
    if left:
        raise CannotVendor(f"the style sheet still holds: {', '.join(left)}")
    return result


def declarations(script: str) -> Iterator[tuple[str, str]]:
    """Split a minified module into (name, text) pairs, one for each declaration at the top level."""
    pattern = re.compile(
        r"(?<![\w.])(?:class |function |const |let )?(\w+)(?= extends |\{|\(|=|\.moduleName)"
    )
    starts = [
        match
        for match in pattern.finditer(script)
        if (match.group(0) != match.group(1) or match.group(1) == "export" or script[match.end()] == ".")
        and script.count("{", 0, match.start()) == script.count("}", 0, match.start())
        and script.count("(", 0, match.start()) == script.count(")", 0, match.start())
    ]
    for match, following in zip(starts, [*starts[1:], None], strict=True):
        yield match.group(1), script[match.start() : following.start() if following else None]


def portal_script(script: str) -> str:
    """Return the script without the components that the portal does not use and without its exports.

    The portal serves it as the first part of one file with its own script (portal/web/static_files.py).
    Raises CannotVendor when the parts do not add up to the whole.
    """
    script = re.sub(r"//# sourceMappingURL=.*", "", script).strip()
    parts = list(declarations(script))
    if "".join(text for _, text in parts) != script:
        raise CannotVendor("the script could not be taken apart")
    kept = "".join(text for name, text in parts if name not in UNUSED_SCRIPT)
    left = [name for name in UNUSED_SCRIPT if re.search(rf"\b{name}\b", kept)]
    if left:
        raise CannotVendor(f"the script still speaks of: {', '.join(left)}")
    return kept.rstrip() + "\n"


def vendor(package: Path, target: Path) -> list[Path]:
    """Write the style sheet, the script and the file VENDORED into `target`; return the paths written.

    Raises CannotVendor when `package` is not govuk-frontend in the version the portal was written for.
    """
    about = json.loads((package / "package.json").read_text("utf-8"))
    if (about["name"], about["version"]) != ("govuk-frontend", VERSION):
        raise CannotVendor(f"expected govuk-frontend {VERSION}, found {about['name']} {about['version']}")
    source = package / "dist" / "govuk"
    files = {
        "govuk-frontend.css": portal_css((source / "govuk-frontend.min.css").read_text("utf-8")),
        "govuk-frontend.js": portal_script((source / "govuk-frontend.min.js").read_text("utf-8")),
    }
    target.mkdir(parents=True, exist_ok=True)
    sums = []
    for name, text in files.items():
        (target / name).write_text(text, "utf-8")
        sums.append(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}")
    note = (
        f"govuk-frontend {VERSION} (https://github.com/alphagov/govuk-frontend), MIT licence, changed by "
        "tools/vendor_govuk.py:\nwithout the font GDS Transport, crown, crest, assets and unused components.\n\n"
        "sha256 of the files here:\n" + "\n".join(sums) + "\n\n" + LICENCE
    )
    (target / "VENDORED").write_text(note, "utf-8")
    return [*(target / name for name in files), target / "VENDORED"]


def main(arguments: list[str]) -> int:
    """Run from the command line with the folder of the package as the only argument; returns the exit code."""
    if len(arguments) != 1:
        print("usage: python -m tools.vendor_govuk FOLDER-OF-govuk-frontend", file=sys.stderr)
        return 2
    for path in vendor(Path(arguments[0]), TARGET):
        print(path.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
