"""The worklist: whose turn, by when, for each kind of reader; finding a case without a name in an address."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal import delivery
from portal.delivery import Outgoing, SignInRefused
from portal.policy import Grant, Role
from portal.services import addresses, appeals, bodies, contacts, worklist
from portal.store.tables import StaffRole
from tests.house.clock import SetClock
from tests.services.conftest import Team
from tests.web.client import Client, Opened
from tests.web.markup import text_of
from tests.web.staffroom import person

MOST_STATEMENTS = 5
TODAY = date(2026, 11, 23)


def references(opened: Opened) -> list[str]:
    """The references on the page, in order."""
    return [text_of(link) for link in opened.parsed.all("a") if text_of(link).startswith("CR-")]


def line(opened: Opened, reference: str) -> list[str]:
    """The cells of a case's line."""
    row = next(row for row in opened.parsed.all("tr") if reference in text_of(row))
    return [text_of(cell) for cell in row if cell.tag in ("th", "td")]


def grant(team: Team, name: str, *grants: Grant) -> None:
    with team.office.work() as work:
        for one in grants:
            work.session.add(
                StaffRole(
                    staff_id=team.ids[name],
                    role=one.role,
                    district=one.district,
                    body=one.body,
                    since=work.today,
                )
            )


def test_a_line_says_whose_turn_and_by_when(app: Flask, team: Team) -> None:
    reference = team.apply(hate="yes")
    with team.work("intake") as work:
        contacts.name_contact(work, reference, team.ids["intake"])
    cells = line(person(app, team, "intake").get("/cases"), reference)
    assert cells == [
        reference,
        "Jo Sample",
        "24 November 2026 Soon Assess the risk, urgent",
        "Decision-maker",
        "Received",
        "Alderfen",
        "Intake",
        "Hate",
    ]


@pytest.mark.parametrize(
    ("distance", "word"), [(-2, "late"), (-1, "late"), (0, "soon"), (1, "soon"), (3, "soon"), (4, "")]
)
def test_a_deadline_is_late_soon_or_neither(distance: int, word: str) -> None:
    assert worklist.urgency(TODAY + timedelta(days=distance), TODAY) == word


def test_without_a_deadline_nothing_is_late() -> None:
    assert worklist.urgency(None, TODAY) == ""


def test_late_and_soon_are_said_in_words(app: Flask, team: Team, clock: SetClock) -> None:
    reference = team.apply()
    clock.set(clock() + timedelta(days=5))
    assert "Late" in line(person(app, team, "intake").get("/cases"), reference)[2]


def test_the_most_urgent_stands_first(app: Flask, team: Team, clock: SetClock) -> None:
    calm = team.apply()
    urgent = team.apply(hate="yes")
    assert references(person(app, team, "decider").get("/cases")) == [urgent, calm]


def test_nobody_sees_the_cases_of_another_district(app: Flask, team: Team) -> None:
    here, there = team.apply(), team.apply(district="marlowick")
    assert references(person(app, team, "intake").get("/cases")) == [here]
    assert references(person(app, team, "stranger").get("/cases")) == [there]
    assert references(person(app, team, "chair").get("/cases")) == []


def test_an_application_without_a_district_waits_on_the_desk_of_every_intake_officer(
    app: Flask, team: Team
) -> None:
    reference = team.apply(district="unsure")
    for name in ("intake", "stranger"):
        opened = person(app, team, name).get("/cases")
        assert references(opened) == [reference]
        assert "Not known yet" in line(opened, reference)
    assert references(person(app, team, "decider").get("/cases")) == []


def test_a_chair_sees_the_cases_they_chair(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.apply()
    team.decide(reference)
    team.convene(reference)
    assert references(person(app, team, "chair").get("/cases")) == [reference]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"received", "accepted"}),
        ("turn=office", {"accepted"}),
        ("turn=decision-maker", {"received"}),
        ("state=accepted", {"accepted"}),
        ("state=closed", {"closed"}),
        ("turn=&state=&district=", {"received", "accepted"}),
        ("district=alderfen", {"received", "accepted"}),
        ("district=marlowick", set()),
        ("mine=yes", {"accepted"}),
        ("turn=none-of-these&state=' OR 1=1&district=x", {"received", "accepted"}),
    ],
)
def test_the_list_can_be_narrowed(app: Flask, team: Team, query: str, shown: set[str]) -> None:
    known = {name: team.apply() for name in ("received", "accepted", "closed")}
    for name in ("accepted", "closed"):
        team.decide(known[name])
    for step in (team.convene, team.hold, team.comment, team.finish, team.end_actions, team.close):
        step(known["closed"])
    with team.work("intake") as work:
        contacts.name_contact(work, known["accepted"], team.ids["intake"])
    opened = person(app, team, "intake").get(f"/cases?{query}")
    assert set(references(opened)) == {known[name] for name in shown}


def test_a_waiting_task_is_counted_and_can_be_looked_for(app: Flask, team: Team) -> None:
    waits = team.apply(needs=["interpreter", "bsl"])
    team.apply()
    opened = person(app, team, "intake").get("/cases?tasks=yes")
    assert references(opened) == [waits]
    assert line(opened, waits)[7] == f"Needs help to take part Tasks: 2, {waits}"
    assert "checked" in opened.parsed.with_id("tasks").attrib  # type: ignore[union-attr]


def test_a_closed_case_on_which_a_task_waits_is_not_lost(app: Flask, team: Team) -> None:
    waits, over = team.apply(needs=["companion"]), team.apply()
    for reference in (waits, over):
        team.to_the_end(reference)
    assert references(person(app, team, "intake").get("/cases")) == [waits]


def test_mail_that_does_not_leave_is_said_to_who_works_on_cases(app: Flask, team: Team) -> None:
    team.apply()
    assert "Mail does not leave" not in person(app, team, "intake").get("/cases").words

    def away(_outgoing: Outgoing) -> None:
        raise SignInRefused

    delivery.deliver_waiting(team.office, away)
    for name, said in (("intake", True), ("decider", True), ("police", False)):
        words = person(app, team, name).get("/cases").words
        assert ("Mail does not leave just now." in words) == said
        assert ("The mail server did not let the portal in." in words) == said


def test_the_filter_form_keeps_what_was_chosen(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    client.get("/cases")
    opened = client.submit({"turn": "office", "mine": "yes"}, 200, form=1)
    chosen = [option.get("value") for option in opened.parsed.all("option") if "selected" in option.attrib]
    assert chosen == ["office"]
    assert "checked" in opened.parsed.with_id("mine").attrib  # type: ignore[union-attr]


@pytest.mark.parametrize(("cases", "pages"), [(49, [49]), (50, [50]), (51, [50, 1])])
def test_long_lists_come_in_pages(app: Flask, team: Team, cases: int, pages: list[int]) -> None:
    made = {team.apply() for _ in range(cases)}
    client = person(app, team, "intake")
    opened = client.get("/cases?turn=decision-maker")
    seen = [references(opened)]
    for _ in pages[1:]:
        later = next(href for words, href in opened.links().items() if "Next page" in words)
        assert "turn=decision-maker" in later
        opened = client.get(later)
        seen.append(references(opened))
    assert [len(one) for one in seen] == pages
    assert {reference for page in seen for reference in page} == made
    assert not any("Next page" in words for words in opened.links())


@pytest.mark.parametrize(
    "after", ["", "x", "2026-11-24", "2026-11-24.x", "2026-13-45.1", ".", "9999-12-31.1"]
)
def test_a_key_that_is_none_starts_from_the_top(app: Flask, team: Team, after: str) -> None:
    reference = team.apply()
    opened = person(app, team, "intake").get(f"/cases?list=SEE_CASE&after={after}")
    assert references(opened) == ([] if after == "9999-12-31.1" else [reference])


@pytest.mark.parametrize("cases", [1, 20])
def test_the_worklist_costs_few_statements_however_long_it_is(
    app: Flask, team: Team, statements: list[str], cases: int
) -> None:
    grant(team, "intake", Grant(Role.DECIDER, "alderfen"))
    for _ in range(cases):
        team.apply()
    client = person(app, team, "intake")
    statements.clear()
    client.get("/cases")
    assert 1 <= len(statements) <= MOST_STATEMENTS


@pytest.mark.parametrize("name", ["intake", "chair", "police", "officer"])
def test_every_kind_of_reader_costs_few_statements(
    app: Flask, team: Team, statements: list[str], name: str
) -> None:
    team.apply()
    client = person(app, team, name)
    statements.clear()
    client.get("/cases")
    assert 1 <= len(statements) <= MOST_STATEMENTS


def test_a_body_sees_what_was_made_available_to_it(app: Flask, team: Team) -> None:
    first, second = team.apply(), team.apply(name="Kit Long", district="marlowick")
    with team.work("police") as work:
        bodies.acknowledge(work, first, "brackenshire-police")
    opened = person(app, team, "police").get("/cases")
    assert set(references(opened)) == {first, second}
    assert line(opened, first)[3] == "Yes"
    assert line(opened, second)[3] == "Not yet"
    assert opened.links()[first] == f"/applications/{first}"
    assert "Whose turn" not in opened.words


def test_a_body_without_the_district_sees_nothing(app: Flask, team: Team) -> None:
    grant(team, "figures", Grant(Role.BODY_USER, body="marlowick-council"))
    team.apply()
    assert references(person(app, team, "figures").get("/cases")) == []


def test_an_appeal_officer_sees_the_appeals_given_to_them(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    with team.office.work() as work:
        appeals.lodge(work, team.token(reference, "appeal"), appeals.NewAppeal((), "Wrong.", "", "key"))
    assert references(person(app, team, "officer").get("/cases")) == []
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works elsewhere.")
    opened = person(app, team, "officer").get("/cases")
    assert opened.links()[reference] == f"{addresses.APPEALS}{reference}"
    assert "Sample" not in opened.words


def test_who_holds_several_roles_has_a_list_for_each(app: Flask, team: Team) -> None:
    reference = team.apply()
    grant(team, "intake", Grant(Role.BODY_USER, body="brackenshire-police"))
    opened = person(app, team, "intake").get("/cases")
    assert references(opened) == [reference, reference]
    assert [text_of(heading) for heading in opened.parsed.all("h2")] == [
        "Cases",
        "Applications made available to your organisation",
    ]


def found(client: Client, typed: str) -> Opened:
    client.get("/cases")
    client.submit({"wanted": typed})
    return client.follow()


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("Jo Sample", True),
        ("jo s", True),
        ("  JO   SAMPLE ", True),
        ("Jo", True),
        ("J", False),
        ("Sample", False),
        ("%", False),
        ("__", False),
        ("nobody", False),
    ],
)
def test_a_case_is_found_by_how_the_name_begins(app: Flask, team: Team, typed: str, is_found: bool) -> None:
    reference = team.apply()
    opened = found(person(app, team, "intake"), typed)
    assert references(opened) == ([reference] if is_found else [])
    assert ("Nothing was found" in opened.words) == (not is_found)


def test_a_case_is_found_by_its_reference_however_it_is_typed(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "intake")
    for typed in (reference, reference.lower(), reference.replace("-", " "), reference.removeprefix("CR-")):
        assert references(found(client, typed)) == [reference]


def test_a_closed_case_is_found_too(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.to_the_end(reference)
    assert references(found(person(app, team, "intake"), "Jo Sample")) == [reference]


@pytest.mark.parametrize("name", ["stranger", "chair", "officer"])
def test_nobody_finds_what_they_may_not_see(app: Flask, team: Team, name: str) -> None:
    reference = team.apply()
    client = person(app, team, name)
    assert references(found(client, "Jo Sample")) == []
    assert references(found(client, reference)) == []


def test_a_body_finds_its_applications_on_its_own_pages(app: Flask, team: Team) -> None:
    reference = team.apply()
    opened = found(person(app, team, "police"), "Jo")
    assert opened.links()[reference] == f"/applications/{reference}"


def test_no_address_holds_the_name_that_was_looked_for(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    client.get("/cases")
    sent = client.submit({"wanted": "Jo Sample"})
    assert "Sample" not in sent.location
    again = client.follow()
    assert 'value="Jo Sample"' in again.text
    client.get("/cases")
    assert client.submit({"wanted": "Jo Sample"}).location != sent.location


def test_what_somebody_looked_for_is_nothing_to_somebody_else(app: Flask, team: Team) -> None:
    team.apply()
    mine = person(app, team, "intake")
    mine.get("/cases")
    address = mine.submit({"wanted": "Jo Sample"}).location
    assert references(person(app, team, "decider").get(address)) == []


@pytest.mark.parametrize("of", ["", "x", "AAAA", "ä", "a" * 500, "=" * 9])
def test_a_word_that_stands_for_nothing_finds_nothing(app: Flask, team: Team, of: str) -> None:
    team.apply()
    opened = person(app, team, "intake").get(f"/cases/found?of={of}")
    assert references(opened) == []


def test_looking_for_nothing_is_asked_about(app: Flask, team: Team) -> None:
    client = person(app, team, "intake")
    client.get("/cases/search")
    assert client.submit({"wanted": " "}, 422).errors == ["Enter a reference or how a name begins"]
    client.submit({"wanted": "x" * 81}, 422)


@pytest.mark.parametrize("name", ["figures", "admin"])
def test_who_works_on_no_case_has_no_worklist(app: Flask, team: Team, name: str) -> None:
    client = person(app, team, name)
    for address in ("/cases", "/cases/search", "/cases/found"):
        client.get(address, 403)
