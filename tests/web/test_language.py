"""The reader's language: chosen, spoken in every part of a page, and collected for translators."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from flask import Flask

from portal import create_app
from portal.policy import Action
from portal.services.work import Office
from portal.web import language
from portal.web.forms import STALE_FORM
from portal.web.language import PSEUDO, day, moment, say, translator
from portal.web.periods import in_words
from tests.web import specimens
from tests.web.applicant import begin, fill_in, last
from tests.web.client import BadPage, Client
from triage.criteria import Period

ROOT = Path(__file__).resolve().parents[2]


def plain_public_pages(app: Flask) -> list[str]:
    """Addresses of the public's pages that can be opened without anything before."""
    return [
        declared.rule
        for declared in app.extensions["pages"].values()
        if declared.does is Action.READ_PUBLIC_PAGE and "GET" in declared.methods and "<" not in declared.rule
    ]


def test_no_public_page_has_an_untranslated_word(client: Client) -> None:
    opened = [client.get(address, pseudo=True).address for address in plain_public_pages(client.app)]
    assert len(opened) >= 5


def test_no_public_page_has_one_where_nothing_is_agreed(office: Office, norfolk: Any) -> None:
    app = create_app(replace(office, partnership=norfolk))
    app.testing = True
    for address in plain_public_pages(app):
        Client(app).get(address, pseudo=True)


@pytest.mark.parametrize(
    ("address", "status"),
    [("/nothing", 404), ("/t/refused", 409), ("/t/crash", 500), ("/t/away", 503), ("/t/look", 429)],
)
def test_no_error_page_has_an_untranslated_word(specimen: Client, address: str, status: int) -> None:
    specimen.app.testing = True
    specimen.app.config["PROPAGATE_EXCEPTIONS"] = False
    if status == 429:
        specimen.get(address)
        specimen.get(address)
    specimen.get(address, status, pseudo=True)


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_nor_has_the_page_of_a_wrong_method_or_token(specimen: Client, method: str) -> None:
    specimen.app.testing = True
    address = f"/t/press?lang={PSEUDO}"
    answer = specimen.browser.open(address, method=method, base_url=specimen.base_url)
    specimen.checked(method, address, 405 if method == "PUT" else 400, answer)


def test_an_untranslated_word_is_noticed(specimen: Client) -> None:
    specimen.app.testing = True
    with pytest.raises(BadPage, match="untranslated: Your name"):
        specimen.get("/t/name", pseudo=True)


def test_the_pseudo_locale_is_for_tests_only(specimen: Client) -> None:
    answer = specimen.browser.get(f"/privacy?lang={PSEUDO}", base_url=specimen.base_url)
    assert "⟦" not in answer.get_data(as_text=True)


def test_messages_of_forms_and_services_are_translated(specimen: Client) -> None:
    specimen.app.testing = True
    specimen.get("/t/name")
    specimen.browser.set_cookie(language.COOKIE, PSEUDO, domain="127.0.0.1")
    shown = specimen.submit({"name": ""}, 422)
    assert shown.errors == ["⟦Enter your name⟧"]
    specimen.get("/t/refuse")
    assert specimen.submit({"name": "Ann"}, 422).errors == ["⟦Not today.⟧", "⟦<Ann> is not possible.⟧"]


def test_a_stale_form_says_so_in_the_readers_language(specimen: Client) -> None:
    specimen.app.testing = True
    specimen.browser.set_cookie(language.COOKIE, PSEUDO, domain="127.0.0.1")
    shown = specimen.post("/t/name", {"name": "Ann"}, 400)
    assert shown.errors == [f"⟦{STALE_FORM}⟧"]


@pytest.mark.parametrize(
    ("asked", "kept", "spoken"),
    [
        (None, None, "en"),
        ("cy", None, "cy"),
        (None, "cy", "cy"),
        ("en", "cy", "en"),
        ("fr", "cy", "cy"),
        ("fr", None, "en"),
    ],
)
def test_only_the_partnerships_languages_are_spoken(
    office: Office, asked: str | None, kept: str | None, spoken: str
) -> None:
    identity = office.partnership.identity.model_copy(update={"languages": ("en", "cy")})
    app = create_app(
        replace(office, partnership=replace(office.partnership, identity=identity)), specimens.PAGES
    )
    browser = app.test_client()
    if kept:
        browser.set_cookie(language.COOKIE, kept, domain="127.0.0.1")
    query = f"?lang={asked}" if asked else ""
    answer = browser.get(f"/privacy{query}", base_url="http://127.0.0.1:8000")
    assert f'<html lang="{spoken}"' in answer.get_data(as_text=True)
    cookies = [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("language=")]
    assert len(cookies) == (1 if asked in ("en", "cy") else 0)
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_dates_are_said_in_london_and_in_words(app: Flask) -> None:
    with app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        assert day(date(2026, 3, 1)) == "1 March 2026"
        assert moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 July 2026, 12:30am"
        assert moment(datetime(2026, 12, 1, 15, 5, tzinfo=UTC)) == "1 December 2026, 3:05pm"


@pytest.mark.parametrize(
    ("length", "unit", "words"),
    [
        (1, "month", "1 month"),
        (6, "month", "6 months"),
        (1, "day", "1 day"),
        (2, "week", "2 weeks"),
        (1, "year", "1 year"),
    ],
)
def test_periods_are_said_with_the_right_plural(app: Flask, length: int, unit: Any, words: str) -> None:
    with app.test_request_context("/", base_url="http://127.0.0.1:8000"):
        assert in_words(Period(length=length, unit=unit)) == words


def test_gaps_are_filled_after_translating(app: Flask) -> None:
    app.testing = True
    with app.test_request_context(f"/?lang={PSEUDO}", base_url="http://127.0.0.1:8000"):
        app.preprocess_request()
        assert say("Told by %(name)s", {"name": "100 % Ann"}) == "⟦Told by 100 % Ann⟧"
        assert say("50 % of it") == "⟦50 % of it⟧"
        assert translator()("Told by %(name)s") == "⟦Told by %(name)s⟧"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ _('50 % of it & more') }}", "⟦50 % of it &amp; more⟧"),
        ("{{ _('By %(name)s', name=bad) }}", "⟦By &lt;Ann&gt;⟧"),
        ("{{ _('By %(name)s') % {'name': bad} }}", "⟦By &lt;Ann&gt;⟧"),
        ("{{ _('By %(name)s', name=typed('Ann')) }}", '⟦By <bdi translate="no">Ann</bdi>⟧'),
        ("{% trans name=bad %}By <b>{{ name }}</b>{% endtrans %}", "⟦By <b>&lt;Ann&gt;</b>⟧"),
        ("{% trans n=2 %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}", "⟦2 days⟧"),
    ],
)
def test_templates_translate_escape_and_fill(app: Flask, source: str, shown: str) -> None:
    app.testing = True
    imported = '{% from "components/furniture/links.html" import typed %}'
    template = app.jinja_env.from_string(imported + source, globals={"__name__": "x.html"})
    with app.test_request_context(f"/?lang={PSEUDO}", base_url="http://127.0.0.1:8000"):
        app.preprocess_request()
        assert template.render(bad="<Ann>") == shown


def test_a_gap_that_the_browser_fills_reaches_it_whole(client: Client) -> None:
    begin(client)
    fill_in(client, 0, until="what-happens")
    counts = [one for one in last(client).parsed.all("div") if one.get("data-maxlength")]
    assert [one.get("data-i18n.characters-under-limit.other") for one in counts] == [
        "You have %{count} characters left"
    ]


@pytest.fixture(scope="module")
def collected() -> set[str]:
    """Every string that goes to translators."""
    with (ROOT / "tools" / "babel.cfg").open() as mapping_file:
        methods, options = parse_mapping_cfg(mapping_file)  # type: ignore[no-untyped-call]
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "msg": None}
    found: set[str] = set()
    for folder in ("portal", "triage", "templates"):
        # Paths in the mapping start at the project's top level.
        for _, _, message, _, _ in extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods],
            options,
            keywords,
        ):
            found.update([message] if isinstance(message, str) else message)
    return found


@pytest.mark.parametrize(
    "words",
    [
        "There is nothing here that you can open.",
        STALE_FORM,
        "Somebody gets in touch with you",
        "%(num)d working day",
        "%(num)d working days",
        "Exit this page",
        "Ask for an ASB Case Review (Community Trigger)",
        'If you need help, call us on <strong translate="no">%(phone)s</strong>.',
    ],
)
def test_strings_marked_in_code_and_templates_are_collected(collected: set[str], words: str) -> None:
    assert words in collected
