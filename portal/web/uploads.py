"""A file that comes with a form."""

from werkzeug.datastructures import FileStorage

from portal.services.notes import LARGEST, Upload

# A telephone's photograph may be larger than what is kept. It has to reach the form, which refuses it beside its
# question and keeps what was typed; whoever is told "too much" by a page of its own has lost their words.
MOST_WITH_FILE = 3 * LARGEST + 200_000


def upload_of(sent: FileStorage | None) -> Upload | None:
    """Return the file that was sent with a form, if one was."""
    # One byte more than allowed is enough to see that a file is too large.
    return Upload(sent.filename or "", sent.read(LARGEST + 1)) if sent is not None else None
