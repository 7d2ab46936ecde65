"""One line of JSON for each request, and for each fault, without anything that somebody typed.

The line names the route's rule, never the path: a path may hold a reference or the secret of a link. A fault is
logged by its type and the places in the code it came through; its message may quote what was typed and stays out.
"""

import json
import logging
import secrets
import time
import traceback
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

REQUESTS = logging.getLogger("portal.requests")
FAULTS = logging.getLogger("portal.faults")
ALLOWED = ("request_id", "method", "rule", "status", "milliseconds", "actor", "fault", "places")


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object: time (UTC), level, logger, fixed text and the allowed extra values."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line for `record`. Arguments of the message are left out: they could hold personal text."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg),
        }
        line.update({name: getattr(record, name) for name in ALLOWED if hasattr(record, name)})
        if record.exc_info and record.exc_info[1] is not None:
            line.update(describe_fault(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=True)


def describe_fault(fault: BaseException) -> dict[str, object]:
    """The type of `fault` and the places it came through, without its message."""
    places = [
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)
    ]
    return {"fault": type(fault).__name__, "places": places}


def rule_of_request() -> str:
    """The rule that matched, such as /case/<reference:reference>; "-" when none did."""
    return request.url_rule.rule if request.url_rule is not None else "-"


def log_fault(fault: BaseException) -> None:
    """Write the line of a fault, with the request it happened in."""
    where = {"request_id": request_id(), "rule": rule_of_request(), "method": request.method}
    FAULTS.error("fault", extra={**where, **describe_fault(fault)})


def request_id() -> str:
    """The id of this request, by which its line in the log is found."""
    return str(g.get("request_id", "-"))


def install(app: Flask) -> None:
    """Give each request of `app` an id and a line in the log."""

    @app.before_request
    def begin() -> None:
        g.request_id = secrets.token_hex(8)  # never taken from the request: it would come from anybody
        g.began = time.monotonic()

    @app.after_request
    def write_line(response: Response) -> Response:
        request_id = g.setdefault("request_id", secrets.token_hex(8))
        response.headers["X-Request-ID"] = request_id
        took = time.monotonic() - g.get("began", time.monotonic())
        who = g.get("actor")
        REQUESTS.info(
            "request",
            extra={
                "request_id": request_id,
                "method": request.method if request.method.isalpha() and len(request.method) < 10 else "?",
                "rule": rule_of_request(),
                "status": response.status_code,
                "milliseconds": round(took * 1000, 1),
                "actor": who.kind if who is not None else "public",
            },
        )
        return response

    def log_exception(exc_info: Any) -> None:
        log_fault(exc_info[1])

    app.log_exception = log_exception  # type: ignore[method-assign]
