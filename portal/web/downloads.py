"""Files that leave for a reader's device: never opened by the browser itself, and powerless if something does."""

from flask import Response
from werkzeug.http import dump_options_header
from werkzeug.utils import secure_filename

# A file that is opened in spite of everything may do nothing at all (W3C CSP 3, sandbox).
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


def download(content: bytes, media_type: str, name: str) -> Response:
    """Send `content` as a file to keep. The name is made harmless; `nosniff` is set on every answer."""
    response = Response(content, mimetype=media_type)
    safe = secure_filename(name) or "file"
    response.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": safe})
    response.headers["Content-Security-Policy"] = FILE_POLICY
    return response
