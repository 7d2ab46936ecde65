"""Lines of the log: one for each request, and nothing in them that somebody typed."""

import json
import logging
from collections.abc import Iterator

import pytest

from portal.web import access_log
from tests.web import specimens
from tests.web.client import Client


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """What the portal's logs say, line by line, at the most talkative level."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keep(logging.DEBUG)
    handler.setFormatter(access_log.JsonLines())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_request_is_one_line_without_what_was_typed(specimen: Client, lines: list[str]) -> None:
    typed = "Canary-9471"
    specimen.get(f"/t/name?q={typed}")
    specimen.submit({"name": typed})
    specimen.get(f"/t/letter/{typed}-secret", 404)
    specimen.get(f"/{typed}", 404)
    specimen.get("/t/crash", 500)
    specimen.get("/t/away", 503)
    assert typed not in "\n".join(lines)
    assert specimens.TYPED not in "\n".join(lines)
    requests = [json.loads(line) for line in lines if json.loads(line)["logger"] == "portal.requests"]
    assert [(line["method"], line["rule"], line["status"]) for line in requests] == [
        ("GET", "/t/name", 200),
        ("POST", "/t/name", 303),
        ("GET", "/t/letter/<token:token>", 404),
        ("GET", "-", 404),
        ("GET", "/t/crash", 500),
        ("GET", "/t/away", 503),
    ]
    assert all(line["milliseconds"] >= 0 and line["actor"] == "public" for line in requests)
    assert len({line["request_id"] for line in requests}) == 6


def test_a_fault_is_logged_with_its_place_and_the_request_it_was_in(
    specimen: Client, lines: list[str]
) -> None:
    shown = specimen.get("/t/crash", 500)
    (fault,) = [json.loads(line) for line in lines if json.loads(line)["logger"] == "portal.faults"]
    assert fault["fault"] == "ValueError"
    assert any("specimens.py" in place for place in fault["places"])
    assert fault["request_id"] == shown.headers["X-Request-ID"]
    assert fault["request_id"] in shown.words


def test_a_line_feed_adds_no_line(lines: list[str]) -> None:
    logging.getLogger("portal.other").info('one\n{"level": "forged"}')
    assert len(lines) == 1
    assert "\n" not in lines[0]
    assert json.loads(lines[0])["event"].startswith("one")


def test_arguments_of_a_message_stay_out_of_the_log(lines: list[str]) -> None:
    logging.getLogger("portal.other").info("case of %s", "Ann Example")
    assert json.loads(lines[0])["event"] == "case of %s"
