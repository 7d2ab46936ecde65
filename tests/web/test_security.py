"""Headers on every class of answer, form tokens on every unsafe route, hosts, redirects, sizes, logs."""

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from config import Settings
from portal import create_app
from portal.journeys.application import APPLICATION
from portal.policy import Action
from portal.services import drafts
from portal.services.work import Office
from portal.store.engine import transaction
from portal.web import access_log
from portal.web.held import DRAFT
from portal.web.routing import Page
from portal.web.security import content_policy, flask_settings, network_of, own_page
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


# Form tokens


PARTS: dict[str, Any] = {"reference": "CR-7K3MQ-2F", "int": 1}


def unsafe_routes(app: Flask) -> Iterator[tuple[str, str, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            parts = re.findall(r"<(?:(\w+):)?(\w+)>", rule.rule)
            values: dict[str, Any] = {name: PARTS.get(kind, "a-thing-of-9") for kind, name in parts}
            with app.test_request_context():
                yield rule.endpoint, method, app.url_for(rule.endpoint, **values)


def test_every_unsafe_route_refuses_without_a_token(specimen_app: Flask) -> None:
    specimen_app.extensions["wiring"].resolvers[:] = [specimens.all_roles_at_once]
    tried = 0
    for endpoint, method, address in unsafe_routes(specimen_app):
        if endpoint == "start.leave":  # does without a token, see below
            continue
        browser = specimen_app.test_client()
        with browser.session_transaction(base_url="http://127.0.0.1:8000") as held:
            held["csrf_token"] = "known"
        for token in ({}, {"csrf_token": "known"}, {"csrf_token": ""}):
            answer = browser.open(
                address, method=method, data={**token, "name": "Ann"}, base_url="http://127.0.0.1:8000"
            )
            assert answer.status_code in (400, 404), f"{method} {address} answered {answer.status_code}"
            assert "Location" not in answer.headers
            tried += 1
    assert tried > 20
    assert specimens.done == []


def test_a_stale_token_keeps_what_was_typed(specimen: Client) -> None:
    specimen.get("/t/name")
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        held["csrf_token"] = "of another session"
    shown = specimen.submit({"name": "Ann Example"}, 400)
    assert shown.errors == [
        "This page had been open for too long or in another tab. Your answers are still here. Send them again."
    ]
    assert 'value="Ann Example"' in shown.text
    assert specimens.done == []
    specimen.submit()
    assert specimens.done == ["Ann Example"]


def test_a_stale_token_stops_a_button_without_a_form(specimen: Client) -> None:
    shown = specimen.post("/t/press", status=400)
    assert "open for too long" in shown.words
    assert specimens.done == []


def test_a_stale_token_undoes_what_a_view_did_to_the_session(specimen: Client) -> None:
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        held["kept"] = "yes"
    specimen.post("/t/sly", status=400)
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        assert held["kept"] == "yes"
        assert "sly" not in held


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "none"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1:8000"}, 403),
        ({"Origin": "http://127.0.0.1:8000"}, 303),
        ({"Origin": "null"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8001"}, 403),
        ({}, 303),
    ],
)
def test_other_sites_cannot_send_our_forms(specimen: Client, headers: dict[str, str], status: int) -> None:
    specimen.get("/t/name")
    specimen.post("/t/name", {"name": "Ann"}, status, headers=headers)
    assert specimens.done == (["Ann"] if status == 303 else [])


# Hosts and addresses


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "evil.example:8000", ""]
)
def test_a_host_that_is_not_ours_is_refused(specimen: Client, host: str) -> None:
    answer = specimen.browser.get("/", headers={"Host": host}, base_url=specimen.base_url)
    assert answer.status_code == 400
    assert "evil" not in answer.get_data(as_text=True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "Forwarded"])
def test_links_come_from_the_settings(specimen: Client, name: str) -> None:
    answer = specimen.browser.get(
        "/t/address", headers={name: "host=evil.example"}, base_url="http://localhost:1"
    )
    assert answer.get_data(as_text=True) == "http://127.0.0.1:8000/?token=1"


@pytest.mark.parametrize(
    "wanted",
    [
        None, "", "https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/%09/evil.example/x", "http:evil.example", "javascript:alert(1)", "/nothing-here", "/\tprivacy", "privacy",
        "/privacy\r\nSet-Cookie: a=b", " /privacy", "/exit", "/t/press", "/" + "a" * 3000,
        "/privacy/../..//evil.example",
    ],
)  # fmt: skip
def test_next_leads_nowhere_but_to_our_own_pages(specimen_app: Flask, wanted: str | None) -> None:
    with specimen_app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        assert own_page(wanted) is None


@pytest.mark.parametrize(
    "wanted", ["/privacy", "/t/case/CR-7K3MQ-2F", "/privacy?page=2&to=https://evil.example"]
)
def test_next_leads_to_our_own_pages(specimen_app: Flask, wanted: str) -> None:
    with specimen_app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        assert own_page(wanted) == wanted


# Sizes


@pytest.mark.parametrize(("fields", "status"), [(498, 303), (499, 303), (500, 413), (5000, 413)])
def test_a_form_has_at_most_500_fields(specimen: Client, fields: int, status: int) -> None:
    specimen.get("/t/name")  # the token is one field more
    specimen.post("/t/name", {"name": ["Ann"] * fields}, status)


@pytest.mark.parametrize(("length", "status"), [(1_000_000, 422), (1_048_576, 413), (5_000_000, 413)])
def test_a_body_has_a_limit(specimen: Client, length: int, status: int) -> None:
    specimen.get("/t/name")
    specimen.post("/t/name", {"name": "a" * length}, status)


@pytest.mark.parametrize(("length", "status"), [(500_000, 422), (600_000, 413)])
def test_a_field_of_a_form_with_files_has_a_limit(specimen: Client, length: int, status: int) -> None:
    specimen.get("/t/name")
    specimen.post("/t/name", {"name": "a" * length}, status, content_type="multipart/form-data")


def test_an_upload_page_takes_more(specimen: Client) -> None:
    specimen.get("/t/name")
    token = {"csrf_token": specimen.token()}
    big = {"story": "a" * 2_000_000, **token}
    answer = specimen.browser.post("/t/upload", data=big, base_url=specimen.base_url)
    assert answer.status_code == 200
    too_big = {"story": "a" * 3_000_000, **token}
    assert specimen.browser.post("/t/upload", data=too_big, base_url=specimen.base_url).status_code == 413


def test_a_query_has_at_most_500_values(specimen: Client) -> None:
    specimen.get("/t/keep?" + "&".join(f"a{n}=1" for n in range(500)))
    specimen.get("/t/keep?" + "&".join(f"a{n}=1" for n in range(501)), 413)


# The way out


def test_leaving_works_with_a_stale_token_and_a_busy_database(specimen: Client) -> None:
    left: list[dict[str, Any]] = []

    def forget(here: Office, held: dict[str, Any]) -> None:
        left.append(held)
        raise RuntimeError("database is locked")

    specimen.app.extensions["wiring"].at_exit.append(forget)
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        held["draft"] = "d1"
    answer = specimen.browser.post("/exit", data={"csrf_token": "stale"}, base_url=specimen.base_url)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "session=;" in answer.headers["Set-Cookie"]
    answer.close()
    assert left == [{"draft": "d1"}]
    with specimen.browser.session_transaction(base_url=specimen.base_url) as held:
        assert dict(held) == {}


def test_leaving_does_not_wait_for_a_locked_database(client: Client, office: Office) -> None:
    with office.work() as work:
        draft = drafts.begin(work, APPLICATION)
    with client.browser.session_transaction(base_url=client.base_url) as held:
        held[DRAFT] = draft.id
    with transaction(office.engine, write=True):
        answer = client.browser.post("/exit", base_url=client.base_url)
        assert answer.status_code == 303
        with office.work(write=False) as work:
            assert drafts.read(work, draft.id).id == draft.id
    answer.close()  # the browser has gone on; now the portal tidies up
    with office.work(write=False) as work, pytest.raises(drafts.DraftGone):
        drafts.read(work, draft.id)


def test_another_site_cannot_make_somebody_leave(specimen: Client) -> None:
    specimen.post("/exit", status=403, headers={"Sec-Fetch-Site": "cross-site"})


# Logs


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


# Addresses of senders


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("2001:db8:1:2::9", "2001:0db8:0001:0002"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_one_household_is_one_sender(address: str | None, network: str) -> None:
    assert network_of(address) == network


def test_only_named_proxies_are_believed(office: Office) -> None:
    seen: list[str | None] = []

    def look() -> str:
        from flask import request

        seen.append(request.remote_addr)
        return ""

    page = Page("/t/who", "t.who", look, Action.APPLY)
    for hops in (0, 1):
        behind = replace(office, settings=replace(office.settings, proxy_hops=hops))
        app = create_app(behind, [page])
        forged = {"X-Forwarded-For": "198.51.100.7, 203.0.113.9"}
        app.test_client().get("/t/who", headers=forged, base_url="http://127.0.0.1:8000")
    assert seen == ["127.0.0.1", "203.0.113.9"]


def test_header_check_sees_files_that_may_be_kept(client: Client) -> None:
    page = client.get("/")
    address = next(
        link.get("href", "") for link in page.parsed.all("link") if "site.css" in link.get("href", "")
    )
    kept = client.get(address)
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert header_faults(kept, client.app) == []
