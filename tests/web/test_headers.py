"""Headers on every class of answer, what they allow, and the cookies of an installation in production."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from config import Settings
from portal import create_app
from portal.services.work import Office
from portal.web.security import content_policy, flask_settings
from tests.web import specimens
from tests.web.client import BadPage, Client, header_faults

EVERY_CLASS = [
    ("GET", "/", 200),
    ("GET", "/t/keep", 200),
    ("GET", "/healthz", 200),
    ("GET", "/t/pdf", 200),
    ("GET", "/t/csv", 200),
    ("GET", "/t/figures", 303),
    ("POST", "/exit", 303),
    ("POST", "/t/press", 400),
    ("GET", "/nothing-here", 404),
    ("GET", "/t/case/CR-7K3MQ-2F", 303),
    ("PUT", "/", 405),
    ("TRACE", "/", 405),
    ("OPTIONS", "/", 405),
    ("GET", "/t/refused", 409),
    ("GET", "/t/crash", 500),
    ("GET", "/t/away", 503),
    ("GET", "/static/old/site.css", 200),
    ("GET", "/static/old/nothing.css", 404),
]


@pytest.mark.parametrize(("method", "address", "status"), EVERY_CLASS)
def test_every_class_of_answer_carries_every_header(
    specimen: Client, method: str, address: str, status: int
) -> None:
    answer = specimen.browser.open(address, method=method, base_url=specimen.base_url)
    assert specimen.checked(method, address, status, answer).status == status


def test_a_missing_header_is_noticed(specimen_app: Flask) -> None:
    @specimen_app.after_request
    def drop(response: Any) -> Any:
        # Runs before the protecting function, so put an attribute in its way instead.
        response.headers["Content-Security-Policy"] = "default-src *"
        response.headers["Cache-Control"] = "public"
        response.set_cookie("loose", "1")
        return response

    with pytest.raises(BadPage) as caught:
        Client(specimen_app).get("/")
    said = str(caught.value)
    assert "Content-Security-Policy" in said
    assert "Cache-Control is 'public'" in said
    assert "cookie loose lacks a flag" in said


def test_the_policy_allows_nothing_but_our_own_files_and_the_way_out(settings: Settings) -> None:
    policy = dict(part.split(" ", 1) for part in content_policy(settings).split("; "))
    assert policy.pop("form-action") == "'self' https://www.bbc.co.uk"
    assert set(policy.values()) == {"'none'", "'self'"}
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in content_policy(settings)


@pytest.fixture
def production(office: Office) -> Client:
    """A browser for an installation in production."""
    settings = replace(
        office.settings,
        mode="production",
        base_url="https://review.example",
        trusted_hosts=("review.example",),
    )
    app = create_app(replace(office, settings=settings), specimens.PAGES)
    return Client(app, "https://review.example")


def test_production_has_strict_transport_and_guarded_cookies(production: Client) -> None:
    answer = production.browser.post("/exit", base_url=production.base_url)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie


def test_settings_of_flask(settings: Settings) -> None:
    made = flask_settings(settings)
    assert made["SECRET_KEY"] == settings.secret_key
    assert made["WTF_CSRF_TIME_LIMIT"] is None
    assert made["TRUSTED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert made["SESSION_COOKIE_SECURE"] is False


def test_header_check_sees_files_that_may_be_kept(client: Client) -> None:
    page = client.get("/")
    address = next(
        link.get("href", "") for link in page.parsed.all("link") if "site.css" in link.get("href", "")
    )
    kept = client.get(address)
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert header_faults(kept, client.app) == []
