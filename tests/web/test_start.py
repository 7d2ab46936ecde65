"""The start page and the pages around it."""

import gzip
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from portal import create_app
from portal.services.work import Office
from portal.web.static_files import BUNDLES, FOLDER, read_files
from tests.web.client import Client

STOCK_FIRST_PAGE = 32_000  # bytes packed: a stock GOV.UK page with its style and script, without fonts


def test_the_start_page_says_what_somebody_in_fear_needs_first(client: Client) -> None:
    shown = client.get("/")
    assert shown.h1 == "Ask for an ASB Case Review (Community Trigger)"
    assert shown.title == "Home – Brackenshire"
    for words in (
        "call 999", "press 55", "18000", "999 BSL", "101", "18001 101",
        "Will the person causing it find out?", "about 15 minutes", "a councillor, an MP",
        "01632 960100", "The Moot Hall", "Alderfen community safety team", "01632 960120",
        "Brackenshire Police", "NHS Brackenshire Integrated Care Board",
    ):  # fmt: skip
        assert words in shown.words
    assert "Brackenshire County Council" not in shown.words  # asked, but under no duty


def test_the_start_page_leads_on(client: Client) -> None:
    links = client.get("/").links()
    with client.app.test_request_context(base_url=client.base_url):
        assert links["Start now"] == client.app.url_for("apply.start")
    for words in (
        "How to stay safe online while you use this site",
        "How we decide",
        "Privacy",
        "Accessibility",
    ):
        client.get(links[words])


def test_what_is_not_agreed_is_said_so(office: Office, norfolk: Any) -> None:
    client = Client(create_app(replace(office, partnership=norfolk)))
    shown = client.get("/")
    assert "Not yet agreed" in shown.words
    assert "How to reach them is not yet agreed." in shown.words
    assert "None" not in shown.words
    decides = client.get("/how-we-decide")
    assert "7 working days" in decides.words
    assert "Not yet agreed" in decides.words
    assert "No limit has been set" in decides.words
    assert "a person who took no part in it will" in decides.words


def test_how_we_decide_is_made_from_the_rules_in_force(client: Client) -> None:
    words = client.get("/how-we-decide").words
    assert "at least 3 times" in words
    assert "within 1 month of what happened" in words
    assert "within 6 months of telling them" in words
    assert "15 working days (proposed, not yet agreed)" in words
    assert "Fallowshire" in words
    assert "rules. In force since" in words


def test_the_privacy_page_says_how_long_this_installation_keeps_forms(office: Office) -> None:
    settings = replace(office.settings, draft_idle=timedelta(minutes=45), draft_saved=timedelta(days=14))
    words = Client(create_app(replace(office, settings=settings))).get("/privacy").words
    assert "for 45 minutes" in words
    assert "for 14 days" in words


def test_the_demonstration_says_so_on_every_page(office: Office) -> None:
    assert "Everything here is made up" in Client(create_app(office)).get("/privacy").text
    settings = replace(
        office.settings,
        mode="production",
        base_url="https://review.example",
        trusted_hosts=("review.example",),
    )
    shown = Client(create_app(replace(office, settings=settings)), "https://review.example").get("/privacy")
    assert "made up" not in shown.text


def test_every_public_page_has_the_way_out_first(client: Client) -> None:
    page = client.get("/privacy").parsed
    (box,) = page.by_class("exit")
    (form,) = [found for found in box.iter() if found.tag == "form"]
    assert (form.get("method"), form.get("action")) == ("post", "/exit")
    assert box.get("data-leave-to") == "https://www.bbc.co.uk/weather"
    order = [found.tag for found in page.root.iter() if found is box or found.tag == "main"]
    assert order == ["div", "main"]


def test_a_public_page_sets_no_cookie_and_reads_none(client: Client) -> None:
    shown = client.get("/")
    assert "Set-Cookie" not in shown.headers
    assert "Cookie" not in shown.headers.get("Vary", "")


# Style and script


def test_nothing_of_the_crown_is_served(office: Office) -> None:
    for name, file in read_files(FOLDER, office.partnership).items():
        text = file.body.decode()
        for mark in ("GDS Transport", "crest", "crown", "/assets/", "@font-face", "sourceMappingURL"):
            assert mark.lower() not in text.lower(), f"{name} holds {mark}"


def test_the_partnerships_colour_is_served(client: Client, office: Office) -> None:
    address = re.findall(r'href="(/static/[^"]+/site.css)"', client.get("/").text)[0]
    assert f"--govuk-brand-colour:{office.partnership.colour}" in client.get(address).text


def test_the_address_of_files_changes_with_their_content(office: Office, norfolk: Any) -> None:
    ours = create_app(office).extensions["static_version"]
    assert create_app(office).extensions["static_version"] == ours
    assert create_app(replace(office, partnership=norfolk)).extensions["static_version"] != ours


def test_an_old_address_is_served_but_not_kept(client: Client) -> None:
    assert client.get("/static/0123456789ab/site.css").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "name", ["../config.py", "%2e%2e/config.py", "govuk/VENDORED", "site.css/x", "init.mjs"]
)
def test_only_files_meant_for_browsers_are_served(client: Client, name: str) -> None:
    client.get(f"/static/0/{name}", 404)


def test_templates_cannot_name_a_file_that_is_not_there(client: Client) -> None:
    with (
        client.app.test_request_context(base_url=client.base_url),
        pytest.raises(LookupError, match=r"no gone\.css"),
    ):
        client.app.jinja_env.from_string("{{ asset('gone.css') }}").render()


def test_a_first_page_is_small_and_needs_four_requests(client: Client) -> None:
    packs = {"Accept-Encoding": "gzip"}
    page = client.browser.get("/", headers=packs, base_url=client.base_url)
    assert page.headers["Content-Encoding"] == "gzip"
    html = gzip.decompress(page.data).decode()
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', html)
    files = [client.browser.get(address, headers=packs, base_url=client.base_url) for address in addresses]
    assert len(files) == 3
    for file in files:
        assert file.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in file.headers["Vary"]
    assert len(page.data) + sum(len(file.data) for file in files) < 0.75 * STOCK_FIRST_PAGE


def test_browsers_that_cannot_unpack_get_the_plain_file(client: Client) -> None:
    page = client.browser.get("/", base_url=client.base_url)
    assert "Content-Encoding" not in page.headers
    assert page.get_data(as_text=True).startswith("<!DOCTYPE html>")


def test_a_page_with_a_form_token_is_not_packed(specimen: Client) -> None:
    answer = specimen.browser.get("/t/name", headers={"Accept-Encoding": "gzip"}, base_url=specimen.base_url)
    assert "Content-Encoding" not in answer.headers


def test_bundles_hold_their_parts(office: Office) -> None:
    files = read_files(FOLDER, office.partnership)
    for bundle, parts in BUNDLES.items():
        for part in parts:
            assert (FOLDER / part).read_bytes() in files[bundle].body
            assert part not in files
