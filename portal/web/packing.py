"""Packs pages that are the same for everybody.

A page that holds a form token or anything about a person is sent as it is: packing such pages lets somebody who can
add text to them guess the secret from the length (BREACH, 2013).
"""

import gzip

from flask import Flask, Response, g, request

from portal.policy import Action


def accepts_gzip() -> bool:
    """Whether the browser can unpack gzip."""
    return bool(request.accept_encodings["gzip"])


def install(app: Flask) -> None:
    """Pack what may be packed, for browsers that can unpack it."""

    @app.after_request
    def pack(response: Response) -> Response:
        declared = g.get("page")
        same_for_all = (
            declared is not None and declared.does is Action.READ_PUBLIC_PAGE and "csrf_token" not in g
        )
        if same_for_all and response.mimetype == "text/html" and accepts_gzip():
            response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.vary.add("Accept-Encoding")
        return response
