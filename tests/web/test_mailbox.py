"""The demonstration's mailbox page."""

from dataclasses import replace

from flask import Flask

from portal import create_app, delivery, sending
from portal.delivery import MailTrouble, Outgoing
from portal.services.work import Office
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.markup import text_of
from tests.web.staffroom import person


def test_an_empty_mailbox_says_so(app: Flask, team: Team) -> None:
    assert "No mail yet." in person(app, team, "admin").get("/mailbox").words


def test_mails_are_read_and_their_links_followed(app: Flask, team: Team) -> None:
    reference = team.apply()
    delivery.deliver_waiting(team.office, sending.sender(team.office))
    client = person(app, team, "admin")
    opened = client.get("/mailbox")
    assert "jo@mail.example" in opened.words
    letter = next(href for href in opened.links().values() if href.startswith("/letter/"))
    assert letter == f"/letter/{team.token(reference, 'letter')}"
    assert client.get(letter).h1 == "There is a letter for you"


def test_what_did_not_leave_or_arrive_is_seen_without_a_name(app: Flask, team: Team) -> None:
    def fails(_: Outgoing) -> None:
        raise MailTrouble

    reference = team.apply(channels=["none"], email=None)
    team.apply()
    delivery.deliver_waiting(team.office, fails)
    opened = person(app, team, "admin").get("/mailbox")
    (table,) = opened.parsed.all("table")
    words = text_of(table)
    assert "Held back The person gave no safe way to reach them. Find one with them. 1" in words
    assert "Waiting The mail server could not be reached. It is tried again." in words
    assert "Jo Sample" not in opened.words and reference not in opened.words
    # Whoever has nothing to do hears of it too.
    assert "Mail does not leave just now." in person(app, team, "stranger").get("/cases").words


def test_only_own_pages_become_links(app: Flask, team: Team) -> None:
    base = team.office.settings.base_url
    body = f"{base}/cases {base}/no-such-page https://elsewhere.example/cases {base}@elsewhere.example/ <b>bold</b>"
    sending.sender(team.office)(Outgoing("m1", "jo@mail.example", "<i>subject</i>", body))
    opened = person(app, team, "admin").get("/mailbox")
    mail = next(one for one in opened.parsed.by_class("mail"))
    assert [link.get("href") for link in mail.iter() if link.tag == "a"] == ["/cases"]
    assert "<b>bold</b>" in text_of(mail)


def test_only_the_administrator_reads_it(app: Flask, team: Team) -> None:
    for name in ("intake", "decider", "police", "officer", "figures", "chair"):
        person(app, team, name).get("/mailbox", 403)
    assert Client(app).get("/mailbox", 303).location.startswith("/sign-in")


def test_in_production_there_is_no_mailbox(office: Office, team: Team) -> None:
    settings = replace(office.settings, mode="production", base_url="http://127.0.0.1:8000")
    app = create_app(replace(office, settings=settings))
    app.testing = True
    client = person(app, team, "admin")
    token = client.browser.get_cookie("staff", domain="127.0.0.1")
    assert token is not None
    client.browser.set_cookie("__Host-staff", token.value, domain="127.0.0.1")
    client.get("/mailbox", 404)
