"""Packs pages that are the same for everybody.

A page that holds a form token or anything about a person is sent as it is: packing such pages lets somebody who can
add text to them guess the secret from the length (BREACH, 2013).
"""

import gzip

from flask import Flask, Response, request, session

from portal.web.routing import actor

WORTH_PACKING = 1_000  # bytes; below, the packed page is hardly smaller


def install(app: Flask) -> None:
    """Pack what may be packed, for browsers that can unpack it."""

    @app.after_request
    def pack(response: Response) -> Response:
        same_for_all = not session.accessed and actor().kind == "public" and request.method in ("GET", "HEAD")
        if (
            same_for_all
            and response.mimetype == "text/html"
            and not response.direct_passthrough
            and "gzip" in request.accept_encodings
            and len(response.get_data()) > WORTH_PACKING
        ):
            response.set_data(gzip.compress(response.get_data(), 6, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.vary.add("Accept-Encoding")
        return response
