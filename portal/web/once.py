"""The key in a form that makes the same form sent twice one thing."""

import re
import secrets

from flask import request

KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def submission_key() -> str:
    """The key in the form that was sent; a new one for a form that is shown for the first time."""
    sent = request.form.get("submission_key", "")
    return sent if KEY.fullmatch(sent) else secrets.token_urlsafe(16)
