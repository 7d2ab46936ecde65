"""What a reader sees when something does not work."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import TooManyRequests

from portal import create_app
from portal.cases.refusals import NotNow, UnknownCase
from portal.services.work import Office
from tests.web import specimens
from tests.web.client import Client

EVERY_ERROR = [
    ("GET", "/t/refused", 409, "That cannot be done now"),
    ("GET", "/nothing", 404, "Page not found"),
    ("PUT", "/privacy", 405, "This page cannot be used in that way"),
    ("POST", "/t/press", 400, "We could not read what was sent"),
    ("GET", "/t/crash", 500, "Sorry, something went wrong"),
    ("GET", "/t/away", 503, "Sorry, the service is busy"),
    ("GET", "/t/notnow", 409, "That cannot be done now"),
    ("GET", "/t/stale", 409, "That cannot be done now"),
]


@pytest.mark.parametrize(("method", "address", "status", "heading"), EVERY_ERROR)
def test_every_error_is_a_page_that_says_whom_to_ring(
    specimen: Client, method: str, address: str, status: int, heading: str
) -> None:
    answer = specimen.browser.open(address, method=method, base_url=specimen.base_url)
    shown = specimen.checked(method, address, status, answer)
    assert shown.h1 == heading
    assert "01632 960100" in shown.words
    assert "Go to the first page" in shown.links()
    assert "Go to your worklist" not in shown.links()


def test_too_much_forbidden_and_too_often_have_pages(specimen: Client) -> None:
    specimen.get("/t/name")
    assert specimen.post("/t/name", {"name": "a" * 5_000_000}, 413).h1 == "That was too much to send at once"
    assert (
        specimen.post("/t/name", {}, 403, headers={"Sec-Fetch-Site": "cross-site"}).h1
        == "You cannot use this page"
    )


def test_where_no_phone_is_agreed_the_page_says_what_else_to_do(office: Office, norfolk: Any) -> None:
    shown = Client(create_app(replace(office, partnership=norfolk), specimens.PAGES)).get("/nothing", 404)
    assert "ask your local council or the police on 101" in shown.words


def test_a_method_that_does_not_fit_is_told_which_do(specimen: Client) -> None:
    answer = specimen.browser.put("/t/name", base_url=specimen.base_url)
    assert answer.headers["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize("status", ["500", "503"])
def test_after_a_fault_nothing_was_saved_unless_a_reference_was_shown(specimen: Client, status: str) -> None:
    shown = specimen.get({"500": "/t/crash", "503": "/t/away"}[status], int(status))
    assert "Nothing was saved unless you were shown a reference." in shown.words
    assert "999" in shown.words
    assert specimens.TYPED not in shown.text


@pytest.mark.parametrize(
    ("fault", "status"),
    [(OperationalError("x", {}, Exception()), 503), (ValueError(), 500), (TooManyRequests(), 429)],
)
def test_answers_survive_trouble_and_can_be_sent_again(
    specimen: Client, fault: Exception, status: int
) -> None:
    specimen.get("/t/trouble?page=2")
    specimens.trouble.append(fault)
    shown = specimen.post("/t/trouble?page=2", {"name": 'Ann "<Example>'}, status)
    assert "Your answers are still on this page" in shown.words
    shown = specimen.submit(status=status)  # still in trouble
    specimens.trouble.clear()
    specimen.submit()
    assert specimens.done == ['Ann "<Example>']


def test_what_another_page_sent_is_not_held(specimen: Client) -> None:
    specimens.trouble.append(ValueError())
    specimen.post("/t/trouble", {"name": "Mallory"}, 400)
    shown = specimen.get("/t/crash", 500)
    assert "still on this page" not in shown.words
    assert shown.forms() == []


def test_files_and_passwords_are_not_held(specimen: Client) -> None:
    specimen.get("/t/trouble")
    specimens.trouble.append(ValueError())
    token = {"csrf_token": specimen.token()}
    shown = specimen.post("/t/sign-in-trouble", {"name": "Canary", **token}, 500)
    assert "Canary" not in shown.text
    file = {"name": "Canary", "file": (io.BytesIO(b"x"), "a.txt"), **token}
    shown = specimen.post("/t/trouble", file, 500, content_type="multipart/form-data")
    assert "Canary" not in shown.text


@pytest.mark.parametrize(("fault", "status"), [(UnknownCase(), 404), (NotNow("Too late."), 409)])
def test_words_that_cannot_be_taken_any_more_are_shown_once(
    specimen: Client, fault: Exception, status: int
) -> None:
    specimen.get("/t/trouble")
    specimens.trouble.append(fault)
    shown = specimen.post(
        "/t/trouble",
        {"name": 'Ann <b>"Example"</b>', "csrf_token": specimen.token(), "then": "later"},
        status,
    )
    assert "What you wrote was not kept" in shown.words
    assert 'Ann <b>"Example"</b>' in shown.words
    assert "later" not in shown.words
    assert shown.forms() == []
    assert "wrote was not kept" not in specimen.post("/t/trouble", {"name": "Ann Example"}, 400).words


def test_a_busy_database_asks_to_come_back(specimen: Client) -> None:
    assert specimen.get("/t/away", 503).headers["Retry-After"] == "30"


def test_a_refusal_shows_its_sentence_and_escapes_its_values(specimen: Client) -> None:
    shown = specimen.get("/t/refused", 409)
    assert "The <door> is shut." in shown.words
    assert "&lt;door&gt;" in shown.text


def test_a_refusal_in_a_form_stands_beside_its_question_or_on_top(specimen: Client) -> None:
    specimen.get("/t/refuse")
    shown = specimen.submit({"name": "Ann"}, 422)
    assert shown.errors == ["Not today.", "<Ann> is not possible."]
    assert shown.links()["<Ann> is not possible."] == "#name"
    assert shown.title.startswith("Error: ")
    assert specimen.get("/t/refuse").errors == []


def test_an_error_keeps_the_answers(specimen: Client) -> None:
    specimen.get("/t/name")
    shown = specimen.submit({"name": "A" * 51}, 422)
    assert f'value="{"A" * 51}"' in shown.text
    assert len(shown.errors) == 1
    assert specimens.done == []


def test_when_even_the_error_page_fails_there_is_a_plain_one(specimen_app: Flask) -> None:
    del specimen_app.jinja_env.globals["leave_to"]
    answer = specimen_app.test_client().get("/t/crash", base_url="http://127.0.0.1:8000")
    assert answer.status_code == 500
    words = answer.get_data(as_text=True)
    assert "Nothing was saved unless you were shown a reference." in words
    assert "01632 960100" in words
    assert specimens.TYPED not in words
    assert answer.headers["Cache-Control"] == "no-store"


def test_health_names_the_database_and_nobody(client: Client) -> None:
    found = json.loads(client.get("/healthz").body)
    assert found["status"] == "ok"
    assert found["database"].startswith("SQLite ")
    assert "journal" in found["database"]
    assert found["oldest_message_seconds"] is None
    assert set(found) == {"status", "database", "oldest_message_seconds", "mail_trouble"}


def test_health_says_when_the_database_is_away(
    client: Client, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from portal.services import health

    monkeypatch.setattr(health, "describe", specimens.away)
    found = client.get("/healthz", 503)
    assert json.loads(found.body) == {"status": "the database does not answer"}
