"""Style, script and pictures, under an address that changes with their content, so that browsers may keep them."""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, url_for

from portal.area import Partnership
from portal.policy import Action
from portal.web.packing import accepts_gzip
from portal.web.routing import page, wiring

FOLDER = Path(__file__).resolve().parents[2] / "static"
# Files that are served as one, so that a first page needs four requests.
BUNDLES = {
    "site.css": ("govuk/govuk-frontend.css", "portal.css"),
    "site.mjs": ("govuk/govuk-frontend.js", "init.mjs"),
}
FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {".css": "text/css", ".js": "text/javascript", ".mjs": "text/javascript", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Served:
    """One file as it is sent."""

    kind: str
    body: bytes
    packed: bytes  # gzip


def install(app: Flask) -> None:
    """Read and pack the files of `app`, name their version and give templates `asset(name)`."""
    files = read_files(FOLDER, wiring(app).office.partnership)
    version = hashlib.sha256(
        b"\0".join(name.encode() + b"\0" + file.body for name, file in files.items())
    ).hexdigest()[:12]
    app.extensions["static_files"] = files
    app.extensions["static_version"] = version

    def asset(name: str) -> str:
        if name not in files:
            raise LookupError(f"static/ has no {name}")
        return url_for("static_files.static_file", version=version, name=name)

    app.jinja_env.globals["asset"] = asset


def read_files(folder: Path, partnership: Partnership) -> dict[str, Served]:
    """Every file that is served, by name: those of `folder` that stand alone, and the bundles."""
    bodies = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.suffix in TYPES
    }
    for bundle, parts in BUNDLES.items():
        bodies[bundle] = b"\n".join(bodies.pop(part) for part in parts)
    bodies["site.css"] += colour_rule(partnership).encode()
    return {
        name: Served(TYPES[Path(name).suffix], body, gzip.compress(body, 9, mtime=0))
        for name, body in bodies.items()
    }


def colour_rule(partnership: Partnership) -> str:
    """The partnership's colour as a custom property; the area file is refused if white words on it cannot be read."""
    return f":root{{--govuk-brand-colour:{partnership.colour};--partnership-colour:{partnership.colour}}}\n"


@page("/static/<slug:version>/<path:name>", does=Action.READ_PUBLIC_PAGE)
def static_file(version: str, name: str) -> Response:
    """One file of static/, packed where the browser can unpack it."""
    found: Served | None = current_app.extensions["static_files"].get(name)
    if found is None:
        abort(404)
    packs = accepts_gzip()
    response = Response(found.packed if packs else found.body, mimetype=found.kind)
    response.headers["Vary"] = "Accept-Encoding"
    if packs:
        response.headers["Content-Encoding"] = "gzip"
    # A page from before an update may ask for an old version. It gets today's file, not to be kept as the old one.
    current = version == current_app.extensions["static_version"]
    response.headers["Cache-Control"] = FOR_EVER if current else "no-store"
    return response
