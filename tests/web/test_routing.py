"""The one way to add a page, and who is refused how."""

from datetime import timedelta

import pytest
from flask import Flask

from portal import create_app
from portal.policy import PUBLIC, Action, Actor
from portal.services.work import Office
from portal.web import routing
from portal.web.routing import Limit, PageMistake, UnguardedRoute, page
from portal.web.throttle import hashed
from tests.house.clock import SetClock
from tests.web import specimens
from tests.web.client import Client


@pytest.fixture
def app(office: Office) -> Flask:
    """An application of the test's own: the tests change who asks, and what is served."""
    made = create_app(office)
    made.testing = True
    return made


def be(app: Flask, who: Actor | None) -> None:
    """Let every request of `app` come from `who`."""
    app.extensions["wiring"].resolvers[:] = [lambda: who]


@pytest.fixture
def set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages declared in the test are forgotten after it."""
    monkeypatch.setattr(routing, "_declared", dict(routing._declared))


def test_every_route_names_an_action(app: Flask) -> None:
    pages = app.extensions["pages"]
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(pages)
    assert all(isinstance(declared.does, Action) for declared in pages.values())


def test_a_route_without_an_action_stops_the_start(app: Flask) -> None:
    app.add_url_rule("/loose", "loose", lambda: "")
    with pytest.raises(UnguardedRoute, match="/loose"):
        routing.refuse_unguarded(app)


@pytest.mark.usefixtures("set_aside")
def test_a_page_must_name_an_action() -> None:
    with pytest.raises(PageMistake, match="must name an Action"):
        page("/x", does="read public pages")(lambda: "")  # type: ignore[arg-type]


@pytest.mark.usefixtures("set_aside")
def test_only_leaving_does_without_a_token() -> None:
    with pytest.raises(PageMistake, match="without the form token"):
        page("/x", does=Action.APPLY, csrf=False)(lambda: "")


@pytest.mark.usefixtures("set_aside")
def test_two_pages_cannot_share_a_name() -> None:
    page("/x", does=Action.APPLY)(specimens.csv)
    with pytest.raises(PageMistake, match=r"two pages are called specimens\.csv"):
        page("/y", does=Action.APPLY)(specimens.csv)


@pytest.mark.usefixtures("set_aside")
def test_a_declared_page_is_served(office: Office) -> None:
    page("/declared", does=Action.READ_PUBLIC_PAGE)(specimens.csv)
    assert Client(create_app(office, specimens.PAGES)).get("/declared").text == "a,b\n"


def test_a_limit_counts_addresses_or_values() -> None:
    with pytest.raises(ValueError, match="per address or per value"):
        Limit(1, 60, per="cookie")


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        (PUBLIC, "/t/name", 200),
        (PUBLIC, "/t/case/CR-7K3MQ-2F", 303),
        (PUBLIC, "/t/figures", 303),
        (PUBLIC, "/t/by-link", 404),
        (specimens.LINK, "/t/by-link", 200),
        (specimens.LINK, "/t/figures", 303),
        (specimens.LINK, "/t/case/CR-7K3MQ-2F", 303),
        (specimens.DECIDER, "/t/figures", 403),
        (specimens.DECIDER, "/t/by-link", 404),
        (specimens.DECIDER, "/t/name", 200),
        (specimens.PERFORMANCE, "/t/figures", 200),
        (specimens.PERFORMANCE, "/t/case/CR-7K3MQ-2F", 404),
    ],
)
def test_who_is_refused_how(specimen: Client, who: Actor, address: str, status: int) -> None:
    be(specimen.app, who)
    specimen.app.extensions["wiring"].sign_in_endpoint = "t.sign_in"
    opened = specimen.get(address, status)
    if status == 303:
        assert opened.location == f"/t/sign-in?next={address}"


def test_sign_in_is_not_told_where_a_form_was_going(specimen: Client) -> None:
    be(specimen.app, None)
    specimen.app.extensions["wiring"].sign_in_endpoint = "t.sign_in"
    assert specimen.post("/t/case/CR-7K3MQ-2F").location == "/t/sign-in"


def test_without_a_sign_in_page_staff_pages_do_not_exist(specimen: Client) -> None:
    be(specimen.app, None)
    specimen.app.extensions["wiring"].sign_in_endpoint = None
    specimen.get("/t/figures", 404)


def test_a_foreign_case_answers_as_one_that_never_was(specimen: Client) -> None:
    be(specimen.app, specimens.DECIDER)  # the view looks the case up and does not find it
    unknown = specimen.get("/t/case/CR-7K3MQ-2F", 404)
    be(specimen.app, specimens.PERFORMANCE)  # may never see any case
    never = specimen.get("/t/case/CR-7K3MQ-2F", 404)
    assert unknown.text == never.text
    for name in set(unknown.headers.keys()) - {"X-Request-ID"}:
        assert unknown.headers[name] == never.headers[name]


def test_the_first_resolver_that_knows_decides(specimen: Client) -> None:
    specimen.app.extensions["wiring"].resolvers[:] = [
        lambda: None,
        lambda: specimens.PERFORMANCE,
        lambda: PUBLIC,
    ]
    specimen.get("/t/figures")


@pytest.mark.parametrize("reference", ["a", "x" * 25, "CR_7K3MQ", "CR 7K3MQ", "%00CR-7", "CR-7K3MQ-2F/x"])
def test_what_is_no_reference_is_not_found(specimen: Client, reference: str) -> None:
    be(specimen.app, specimens.DECIDER)
    specimen.get(f"/t/case/{reference}", 404)


def test_a_get_reads_only(specimen: Client) -> None:
    assert specimen.get("/t/get-reads").text == "False"
    specimen.get("/t/get-writes", 500)


def test_a_page_that_records_views_may_write_that(specimen: Client) -> None:
    assert specimen.get("/t/views").text == "written"


# The brake


def test_the_brake_counts_sending(specimen: Client, clock: SetClock) -> None:
    for _ in range(5):
        specimen.get("/t/brake")
    for _ in range(3):
        specimen.post("/t/brake", {"name": "Ann"})
        specimen.get("/t/brake")
    stopped = specimen.post("/t/brake", {"name": "Ann"}, 429)
    assert stopped.h1 == "Please wait a little"
    assert 0 < int(stopped.headers["Retry-After"]) <= 600
    specimen.get("/t/brake")
    clock.pass_time(seconds=int(stopped.headers["Retry-After"]))
    specimen.post("/t/brake", {"name": "Ann"})


def test_the_brake_counts_each_sender_apart(specimen: Client) -> None:
    specimen.get("/t/brake")
    for _ in range(3):
        specimen.post("/t/brake", {"name": "Ann"})
        specimen.get("/t/brake")
    specimen.post("/t/brake", {"name": "Ann"}, 303, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})


def test_the_brake_counts_each_value_apart_however_it_is_spelt(specimen: Client) -> None:
    specimen.get("/t/code")
    for spelling in ("AB CD", "abcd"):
        specimen.post("/t/code", {"name": spelling})
        specimen.get("/t/code")
    specimen.post("/t/code", {"name": "Abcd "}, 429)
    specimen.get("/t/code")
    specimen.post("/t/code", {"name": "other"})


def test_a_page_without_a_form_counts_looking(specimen: Client) -> None:
    specimen.get("/t/look")
    specimen.get("/t/look")
    specimen.get("/t/look", 429)


def test_the_brake_keeps_no_address(specimen: Client, office: Office) -> None:
    from portal.store.tables import Hit

    specimen.get("/t/look")
    with office.work(write=False) as work:
        (hit,) = work.session.query(Hit).all()
    assert len(hit.key) == 64
    assert hit.key == hashed(office.settings.secret_key, "t.look", "address", "127.0.0.1")
    assert hit.key != hashed("another key", "t.look", "address", "127.0.0.1")
    assert hit.expires_at - office.clock() <= timedelta(seconds=600)
