"""A file that comes with a form."""

from werkzeug.datastructures import FileStorage

from portal.services.notes import LARGEST, Upload

# The largest file and what a form needs around it.
MOST_WITH_FILE = LARGEST + 200_000


def upload_of(sent: FileStorage | None) -> Upload | None:
    """Return the file that was sent with a form, if one was."""
    # One byte more than allowed is enough to see that a file is too large.
    return Upload(sent.filename or "", sent.read(LARGEST + 1)) if sent is not None else None
