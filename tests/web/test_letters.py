"""Letters: in the case for staff, and for their reader behind a button, on the device where it was pressed."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal.services import telling
from portal.store import letters as rows
from portal.store.tables import Deadline, Event, Letter, Link
from portal.web.links import WRONG_LINKS
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.web.client import Client
from tests.web.staffroom import person
from tests.web.steps import kept_out, with_stale_token

REST = ("", "/read", "/before-saving", "/file")


def told(team: Team, reference: str) -> tuple[str | None, int | None]:
    """How the newest letter was told, and by whom."""
    letter = newest(team, reference)
    return letter.told_how, letter.told_by


def newest(team: Team, reference: str) -> Letter:
    with team.office.work(write=False) as work:
        return rows.of_case(work.session, team.case(work, reference).id)[0].letter


def by_link(team: Team, reference: str) -> str:
    return f"/letter/{team.token(reference, 'letter')}"


def in_case(team: Team, reference: str, rest: str = "") -> str:
    return f"/cases/{reference}/letters/{newest(team, reference).public_id}{rest}"


def opens_nothing(client: Client, address: str) -> str:
    opened = client.get(address, 404)
    assert opened.h1 == "This link does not work any more"
    return opened.text


# By the link.


def test_the_link_leads_to_a_page_that_tells_nothing(app: Flask, team: Team) -> None:
    reference = team.apply()
    opened = Client(app).get(by_link(team, reference))
    assert opened.h1 == "There is a letter for you"
    for secret in ("Sample", reference, "application", "Received", "review"):
        assert secret not in opened.words
    assert "Open it when you are alone and feel safe." in opened.words
    assert opened.parsed.by_class("exit")


def test_opening_the_page_changes_nothing(app: Flask, team: Team) -> None:
    reference = team.apply()
    address = by_link(team, reference)
    for rest in ("", "", "/read", "/file", "/before-saving"):
        Client(app).get(address + rest, 200 if not rest else 303)
    assert told(team, reference) == (None, None)


def test_the_button_opens_the_letter_and_counts_as_told(app: Flask, team: Team) -> None:
    reference = team.apply()
    address = by_link(team, reference)
    client = Client(app)
    client.get(address)
    assert client.submit().location == f"{address}/read"
    opened = client.follow()
    assert opened.h1 == "We have your application"
    assert "Dear Jo Sample" in opened.words
    assert told(team, reference) == ("opened", None)
    with team.office.work(write=False) as work:
        event = work.session.scalars(select(Event).where(Event.move == "tell")).one()
        assert event.actor_kind == "link"


def test_opening_again_tells_once(app: Flask, team: Team, clock: SetClock) -> None:
    reference = team.apply()
    first_time = clock()
    for _ in range(2):
        client = Client(app)
        client.get(by_link(team, reference))
        client.submit()
        clock.pass_time(hours=1)
    assert newest(team, reference).told_at == first_time
    with team.office.work(write=False) as work:
        assert len(list(work.session.scalars(select(Event).where(Event.move == "tell")))) == 1


def test_the_letter_shows_only_where_the_button_was_pressed(app: Flask, team: Team) -> None:
    address = by_link(team, team.apply())
    reader, other = Client(app), Client(app)
    reader.get(address)
    reader.submit()
    for rest in ("/read", "/before-saving", "/file"):
        reader.get(address + rest)
        assert other.get(address + rest, 303).location == address


def test_after_exit_the_letter_is_closed_again(app: Flask, team: Team) -> None:
    address = by_link(team, team.apply())
    client = Client(app)
    client.get(address)
    client.submit()
    client.follow()
    client.post("/exit")
    client.get(f"{address}/read", 303)


def test_the_device_keeps_no_token(app: Flask, team: Team) -> None:
    token = team.token(team.apply(), "letter")
    client = Client(app)
    client.get(f"/letter/{token}")
    client.submit()
    with client.browser.session_transaction(base_url=client.base_url) as kept:
        assert token not in str(dict(kept))
        assert token.partition(".")[0] in str(dict(kept))


def test_only_so_many_letters_stay_open_in_one_browser(app: Flask, team: Team) -> None:
    client = Client(app)
    addresses = [by_link(team, team.apply()) for _ in range(11)]
    for address in addresses:
        client.get(address)
        client.submit()
    client.get(f"{addresses[0]}/read", 303)
    for address in addresses[1:]:
        client.get(f"{address}/read")


def test_a_warning_stands_before_the_file(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = Client(app)
    client.get(by_link(team, reference))
    client.submit()
    client.follow()
    opened = client.click("Save or print the letter")
    assert "The file stays on this device." in opened.words
    assert "/file" not in str(client.get(f"{by_link(team, reference)}/read").links())
    client.click("Save or print the letter")
    sent = client.click("Save the letter as a PDF file")
    assert sent.body.startswith(b"%PDF-")
    assert sent.headers["Content-Disposition"] == "attachment; filename=letter.pdf"
    assert "sandbox" in sent.headers["Content-Security-Policy"]


def test_the_file_is_the_same_each_time(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    reference = team.apply()
    address = in_case(team, reference, "/file")
    assert client.get(address).body == client.get(address).body


def test_links_in_a_letter_lead_to_their_own_pages(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    client = Client(app)
    client.get(by_link(team, reference))
    client.submit()
    opened = client.follow()
    base = team.office.settings.base_url
    hrefs = set(opened.links().values())
    assert f"{base}/appeal/{team.token(reference, 'appeal')}" in hrefs
    assert f"{base}/being-heard/{team.token(reference, 'voice')}" in hrefs
    assert "[[link:" not in opened.text


@pytest.mark.parametrize("rest", REST)
def test_a_link_that_opens_nothing_looks_alike_whatever_it_is(
    app: Flask, team: Team, clock: SetClock, rest: str
) -> None:
    reference = team.apply()
    team.decide(reference)
    good = team.token(reference, "letter")
    tag = good.partition(".")[2]
    wrong = [
        "nothing",
        good[:-1],
        good + "0",
        good.swapcase(),
        f"{good.partition('.')[0]}.{'0' * len(tag)}",
        team.token(reference, "appeal"),
    ]
    revoked, outlived = team.apply(), team.apply()
    for other in (revoked, outlived):
        wrong.append(team.token(other, "letter"))
    with team.office.work() as work:
        for link in work.session.scalars(select(Link)):
            if link.case_id == team.case(work, revoked).id:
                link.revoked_at = work.now
            if link.case_id == team.case(work, outlived).id:
                link.expires_at = work.now
    client = Client(app)
    assert len({opens_nothing(client, f"/letter/{token}{rest}") for token in wrong}) == 1


@pytest.mark.parametrize(("seconds", "opens"), [(-1, True), (0, False), (1, False)])
def test_a_link_ends_on_its_day(app: Flask, team: Team, clock: SetClock, seconds: int, opens: bool) -> None:
    address = by_link(team, team.apply())
    clock.pass_time(days=365, seconds=seconds)
    Client(app).get(address, 200 if opens else 404)


def test_a_link_revoked_while_the_letter_is_open_closes_it(app: Flask, team: Team) -> None:
    address = by_link(team, team.apply())
    client = Client(app)
    client.get(address)
    client.submit()
    with team.office.work() as work:
        for link in work.session.scalars(select(Link)):
            link.revoked_at = work.now
    for rest in REST:
        opens_nothing(client, address + rest)


@pytest.mark.parametrize(("tries", "answer"), [(29, 404), (30, 404), (31, 429)])
def test_trying_links_is_braked(app: Flask, team: Team, tries: int, answer: int) -> None:
    assert WRONG_LINKS.times == 30
    client = Client(app)
    for number in range(tries - 1):
        client.get(f"/letter/nothing-{number}", 404)
    client.get("/letter/nothing-more", answer)


def test_the_brake_on_wrong_links_does_not_stop_good_ones(app: Flask, team: Team) -> None:
    address = by_link(team, team.apply())
    client = Client(app)
    for number in range(31):
        client.get(f"/letter/nothing-{number}", 404 if number < 30 else 429)
    client.get(address)


def test_a_stale_form_token_opens_nothing(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = Client(app)
    client.get(by_link(team, reference))
    with_stale_token(client, by_link(team, reference), {})
    assert told(team, reference) == (None, None)


def test_being_signed_in_does_not_open_a_letter_as_somebody_else(app: Flask, team: Team) -> None:
    """An officer who follows the link of a letter is its reader there, not an officer."""
    reference = team.apply()
    client = person(app, team, "intake")
    opened = client.get(by_link(team, reference))
    assert "Signed in as" not in opened.text
    client.submit()
    assert told(team, reference) == ("opened", None)


@pytest.mark.parametrize("rest", REST)
def test_every_word_is_offered_for_translation(app: Flask, team: Team, rest: str) -> None:
    address = by_link(team, team.apply())
    client = Client(app)
    client.get(address)
    client.submit()
    if rest not in ("/file", "/read"):  # the letter itself stands in the language in which it was written
        client.get(address + rest, pseudo=True)
    client.get("/letter/nothing", 404, pseudo=True)


# In the case.


def test_staff_read_the_letter_without_its_links(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    opened = person(app, team, "intake").get(in_case(team, reference))
    letter = newest(team, reference)
    assert opened.h1 == letter.content["title"]
    assert letter.sha256 in opened.words
    assert team.token(reference, "appeal") not in opened.text
    assert "#for-the-reader" in opened.links().values()


def test_the_printed_letter_has_its_links(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    sent = person(app, team, "intake").get(in_case(team, reference, "/file"))
    assert sent.body.startswith(b"%PDF-")
    assert sent.headers["Content-Disposition"] == f"attachment; filename={reference}-threshold_met.pdf"
    assert team.token(reference, "appeal").encode() in sent.body


def test_looking_at_a_letter_is_written_down(app: Flask, team: Team) -> None:
    from portal.store.tables import View

    reference = team.apply()
    client = person(app, team, "intake")
    for rest in ("", "/file"):
        client.get(in_case(team, reference, rest))
    with team.office.work(write=False) as work:
        assert len(list(work.session.scalars(select(View)))) == 2


@pytest.mark.parametrize("rest", ["", "/file", "/told"])
def test_nobody_else_opens_a_letter_of_a_case(app: Flask, team: Team, rest: str) -> None:
    reference = team.apply()
    public_id = newest(team, reference).public_id
    client = person(app, team, "stranger")
    foreign = client.get(f"/cases/{reference}/letters/{public_id}{rest}", 404)
    assert foreign.text == client.get(f"/cases/CR-AAAAA-AA/letters/{public_id}{rest}", 404).text


def test_a_letter_of_one_case_is_not_in_another(app: Flask, team: Team) -> None:
    first, second = team.apply(), team.apply()
    public_id = newest(team, first).public_id
    client = person(app, team, "intake")
    for rest in ("", "/file", "/told"):
        client.get(f"/cases/{first}/letters/{public_id}{rest}")
        client.get(f"/cases/{second}/letters/{public_id}{rest}", 404)


@pytest.mark.parametrize("how", ["read_out", "handed_over", "interpreted"])
def test_an_officer_records_how_somebody_was_told(app: Flask, team: Team, how: str) -> None:
    reference = team.apply(channels=["post"], email=None, address="1 Example Road")
    client = person(app, team, "intake")
    client.get(in_case(team, reference, "/told"))
    assert client.submit({"how": how}).location == f"/cases/{reference}?done=told"
    opened = client.follow()
    assert "It is recorded that they were told." in opened.words
    assert "Done by hand" in opened.words
    assert told(team, reference) == (how, team.ids["intake"])


@pytest.mark.parametrize("how", [None, "", "opened", "sent"])
def test_sent_is_not_told(app: Flask, team: Team, how: str | None) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    client.get(in_case(team, reference, "/told"))
    assert client.submit({"how": how}, 422).errors
    assert told(team, reference) == (None, None)


def test_the_time_to_appeal_starts_when_somebody_was_told(app: Flask, team: Team, clock: SetClock) -> None:
    reference = team.apply()
    team.decide(reference)

    def windows() -> list[Deadline]:
        with team.office.work(write=False) as work:
            return list(work.session.scalars(select(Deadline).where(Deadline.clock == "appeal_window")))

    assert windows() == []
    clock.pass_time(days=2)
    client = Client(app)
    client.get(by_link(team, reference))
    client.submit()
    assert [one.started_on for one in windows()] == [(clock() + timedelta()).date()]


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({"channels": ["phone"], "phone": "01632 960001"}, True),
        ({"channels": ["none"]}, False),
        ({"channels": ["post"], "share_home": "yes"}, False),
        ({"channels": ["post"], "home_address": ""}, False),
    ],
)
def test_no_call_is_named_where_no_way_is_safe(
    app: Flask, team: Team, said: dict[str, object], named: bool
) -> None:
    reference = team.apply(**said)
    shown = person(app, team, "intake").get(f"/cases/{reference}")
    assert ("Phone call:" in shown.words) is named
    assert ("Held back" in shown.words) is not named


def test_nobody_else_records_that_somebody_was_told(app: Flask, team: Team) -> None:
    reference = team.apply()
    public_id = newest(team, reference).public_id
    kept_out(
        app,
        team,
        lambda one: f"/cases/{one}/letters/{public_id}/told",
        reference,
        ("stranger", "police", "officer"),
    )


def test_a_letter_is_for_the_holder_of_its_link_only(team: Team) -> None:
    """The service asks too, not only the page."""
    from portal.cases.refusals import UnknownCase

    reference = team.apply()
    team.decide(reference)
    with team.office.work() as work, pytest.raises(UnknownCase):
        telling.open_by_link(work, team.token(reference, "appeal"))
