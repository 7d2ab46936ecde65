"""Hosts, addresses to go on to, and the addresses of senders: what a request says of them is not believed."""

from dataclasses import replace

import pytest
from flask import Flask

from portal import create_app
from portal.policy import Action
from portal.services.work import Office
from portal.web.routing import Page
from portal.web.security import network_of, own_page
from tests.web.client import Client


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
