"""The page that a watching program asks whether all is well."""

from dataclasses import asdict

from flask import Response, jsonify, make_response

from portal.policy import Action
from portal.services import health
from portal.store.engine import UNREACHABLE
from portal.web.access_log import log_fault
from portal.web.routing import office, page


@page("/healthz", does=Action.READ_HEALTH)
def healthz() -> Response:
    """What the database is, how it keeps what was committed, and how long messages wait; 503 when it is away."""
    try:
        found = health.look(office())
    except UNREACHABLE as fault:
        log_fault(fault)
        return make_response(jsonify(status="the database does not answer"), 503)
    return make_response(jsonify(status="ok", **asdict(found)))
