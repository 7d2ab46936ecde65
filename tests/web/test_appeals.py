"""Appeals on the side of the staff: given to somebody who took no part, read with all papers, decided with effect."""

import pytest
from flask import Flask

from portal.policy import Action, Role
from portal.services import appeals, telling
from portal.store.tables import Appeal, Staff, StaffRole, View
from tests.services.conftest import Team
from tests.services.records import the_appeal
from tests.web.client import Client, Opened
from tests.web.staffroom import person
from tests.web.steps import (
    TODAY,
    UNKNOWN,
    error_at,
    kept_out,
    letter_words,
    letters_of,
    standing,
    stands_before,
    value_of,
    with_stale_token,
)

WORDS = "Nobody asked me what happened."
TOOK_PART = (
    "This person cannot hear the appeal: they, or the office they work in, took part in the case. "
    "Choose somebody from the list"
)
INDEPENDENCE = "She works for another partnership and took no part in your case."
REASONS = "The panel met without the victim.\n\nNobody said why."


@pytest.fixture
def concluded(team: Team) -> str:
    """A case whose review has just ended."""
    return team.after("finish")


def lodge(team: Team, reference: str, key: str = "key") -> None:
    new = appeals.NewAppeal(("The review was not carried out properly.",), WORDS, "To be heard.", key)
    token = team.token(reference, "appeal")
    with team.office.work() as work:
        appeals.lodge(work, token, new)


@pytest.fixture
def lodged(team: Team, concluded: str) -> str:
    """The same case with an appeal that waits for an officer."""
    lodge(team, concluded)
    return concluded


@pytest.fixture
def assigned(team: Team, lodged: str) -> str:
    """The same case with the appeal given to the appeal officer."""
    with team.work("intake") as work:
        appeals.assign(work, lodged, 1, team.ids["officer"], INDEPENDENCE)
    return lodged


def make_officer(team: Team, name: str) -> None:
    """Let somebody of the staff hear appeals besides."""
    with team.office.work() as work:
        work.session.add(
            StaffRole(staff_id=team.ids[name], role=Role.APPEAL_OFFICER, since=work.today, until=None)
        )


def views(team: Team, action: Action) -> int:
    with team.office.work(write=False) as work:
        return work.session.query(View).filter_by(action=action.name.lower()).count()


def assigning(reference: str, number: int = 1) -> str:
    return f"/cases/{reference}/appeals/{number}/assign"


def papers(reference: str, number: int = 1) -> str:
    return f"/appeals/{reference}/{number}"


# Giving it to an officer


def test_the_case_page_leads_to_the_appeal_that_waits(app: Flask, team: Team, lodged: str) -> None:
    client = person(app, team, "intake")
    client.get(f"/cases/{lodged}")
    client.click("Give the appeal to an officer", 303)
    opened = client.follow()
    assert opened.address == assigning(lodged)
    assert stands_before(opened, "Before you contact Jo Sample", WORDS)
    assert "The review was not carried out properly." in opened.words
    assert "To be heard." in opened.words
    assert "How the review was carried out" in opened.words
    assert "Officer, officer office" in opened.words
    assert "Not offered" not in opened.words
    assert "It came after the last day" not in opened.words
    assert views(team, Action.ACCEPT_APPEAL) == 2


def test_giving_it_to_an_officer_tells_the_applicant(app: Flask, team: Team, lodged: str) -> None:
    client = person(app, team, "intake")
    client.get(assigning(lodged))
    client.submit({"officer": str(team.ids["officer"]), "independence": INDEPENDENCE})
    assert "The appeal is with the officer" in client.follow().words
    appeal = the_appeal(team, lodged)
    assert (appeal.state, appeal.officer_id) == ("assigned", team.ids["officer"])
    assert letters_of(team, lodged)[0] == "appeal_accepted"
    assert INDEPENDENCE in letter_words(team, lodged)
    opened = client.get(f"/cases/{lodged}/appeals")
    assert "Heard by Officer, officer office." in opened.words
    assert "Due by 14 December 2026" in opened.words
    opened = client.get(assigning(lodged))
    assert "This appeal has already been given to an officer." in opened.words
    assert opened.forms() == []


def test_whoever_took_part_is_not_offered_and_it_is_said_why(app: Flask, team: Team, lodged: str) -> None:
    for name in ("decider", "stranger"):
        make_officer(team, name)
    client = person(app, team, "intake")
    opened = client.get(assigning(lodged))
    offered = [one.get("value") for one in opened.parsed.all("input") if one.get("name") == "officer"]
    assert offered == [str(team.ids["officer"]), str(team.ids["stranger"])]
    assert (
        "Not offered, because they or their office took part in this case before: Decider, decider office: "
        "decided in this case before; has dealt with this case before" in opened.words
    )
    opened = client.submit({"officer": str(team.ids["decider"]), "independence": INDEPENDENCE}, 422)
    assert opened.errors == [TOOK_PART]
    assert INDEPENDENCE in value_of(opened, "independence")
    assert the_appeal(team, lodged).state == "lodged"


def test_somebody_who_takes_part_meanwhile_is_refused(app: Flask, team: Team, lodged: str) -> None:
    make_officer(team, "intake")
    client = person(app, team, "intake")
    client.get(assigning(lodged))
    from portal.services import contacts

    with team.work("intake") as work:
        contacts.name_contact(work, lodged, team.ids["intake"])
    opened = client.submit({"officer": str(team.ids["intake"]), "independence": INDEPENDENCE}, 422)
    assert opened.errors == [TOOK_PART]
    assert the_appeal(team, lodged).officer_id is None


def test_nobody_left_who_could_hear_it(app: Flask, team: Team, lodged: str) -> None:
    with team.office.work() as work:
        for role in work.session.query(StaffRole).filter_by(role=Role.APPEAL_OFFICER):
            role.until = role.since
    team.clock.pass_time(days=1)
    make_officer(team, "decider")
    opened = person(app, team, "intake").get(assigning(lodged))
    assert "Nobody who hears appeals is free of this case." in opened.words
    assert opened.forms() == []


def test_everything_missing_is_named(app: Flask, team: Team, lodged: str) -> None:
    client = person(app, team, "intake")
    client.get(assigning(lodged))
    opened = client.submit({}, 422)
    assert opened.errors == ["Choose who will hear the appeal", "Say why they are independent"]
    assert error_at(opened, "officer") == "Choose who will hear the appeal"
    opened = with_stale_token(client, assigning(lodged), {"independence": INDEPENDENCE})
    assert INDEPENDENCE in value_of(opened, "independence")


def test_given_twice_it_goes_to_one(app: Flask, team: Team, lodged: str) -> None:
    make_officer(team, "stranger")
    client, again = person(app, team, "intake"), person(app, team, "intake")
    for one in (client, again):
        one.get(assigning(lodged))
    client.submit({"officer": str(team.ids["officer"]), "independence": INDEPENDENCE})
    opened = again.submit({"officer": str(team.ids["stranger"]), "independence": "Another."}, 422)
    assert opened.errors == ["This appeal has already been given to an officer."]
    assert the_appeal(team, lodged).officer_id == team.ids["officer"]
    assert letters_of(team, lodged).count("appeal_accepted") == 1


def test_the_appeal_of_an_officer_who_left_is_offered_again(app: Flask, team: Team, assigned: str) -> None:
    make_officer(team, "stranger")
    client = person(app, team, "intake")
    assert "Give the appeal to an officer" not in client.get(f"/cases/{assigned}").words
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["officer"]).left_at = work.now
    client.get(f"/cases/{assigned}")
    client.click("Give the appeal to an officer", 303)
    opened = client.follow()
    assert "The person it was given to cannot hear it any more. Give it to somebody else." in opened.words
    assert "already been given" not in opened.words
    client.submit({"officer": str(team.ids["stranger"]), "independence": INDEPENDENCE})
    assert the_appeal(team, assigned).officer_id == team.ids["stranger"]
    assert "Due by 14 December 2026" in client.get(f"/cases/{assigned}/appeals").words


@pytest.mark.parametrize(("days", "late"), [(28, False), (29, True)])
def test_a_late_appeal_is_weighed_by_a_person(
    app: Flask, team: Team, concluded: str, days: int, late: bool
) -> None:
    from portal.store import letters as letter_rows

    with team.office.work(write=False) as work:
        newest = letter_rows.of_case(work.session, team.case(work, concluded).id)[0].letter.public_id
    with team.work("intake") as work:
        telling.record_told(work, concluded, newest, "handed_over")
    team.clock.pass_time(days=days)
    lodge(team, concluded)
    client = person(app, team, "intake")
    assert ("Say whether the late appeal is heard" in client.get(f"/cases/{concluded}").words) is late
    client.get(f"/cases/{concluded}/appeals", 303)
    assert client.follow().address == (f"/cases/{concluded}/appeals/late" if late else assigning(concluded))
    opened = client.get(assigning(concluded))
    assert ("Say first whether it is heard all the same" in opened.words) is late
    assert "21 December 2026" in opened.words


def test_a_case_without_an_appeal_has_none(app: Flask, team: Team, concluded: str) -> None:
    client = person(app, team, "intake")
    assert "Nobody has appealed." in client.get(f"/cases/{concluded}/appeals").words
    for number in (0, 1, 2):
        client.get(assigning(concluded, number), 404)
    assert "Give the appeal to an officer" not in client.get(f"/cases/{concluded}").words


@pytest.mark.parametrize("address", [assigning, lambda reference: f"/cases/{reference}/appeals"])
def test_others_cannot_give_it_to_an_officer(app: Flask, team: Team, lodged: str, address) -> None:  # type: ignore[no-untyped-def]
    before = standing(team, lodged)
    for name in ("stranger", "decider", "chair", "police", "officer", "figures", "admin"):
        client = person(app, team, name)
        unknown = client.get(address(UNKNOWN), 404).text
        assert client.get(address(lodged), 404).text == unknown.replace(UNKNOWN, lodged), name
    kept_out(app, team, assigning, lodged, ("stranger", "decider", "officer"))
    assert standing(team, lodged) == before


# Hearing it


def hear(app: Flask, team: Team, reference: str) -> tuple[Client, Opened]:
    client = person(app, team, "officer")
    return client, client.get(papers(reference))


def test_the_officers_worklist_leads_to_the_papers(app: Flask, team: Team, assigned: str) -> None:
    client = person(app, team, "officer")
    client.get("/cases")
    client.click(assigned, 303)
    assert client.follow().address == papers(assigned)


def test_the_papers_hold_what_is_needed(app: Flask, team: Team, assigned: str) -> None:
    _, opened = hear(app, team, assigned)
    assert opened.h1 == "Appeal 1"
    for words in (
        WORDS,
        "The review was not carried out properly.",
        "To be heard.",
        "Decide by 14 December 2026.",
        "Three reports count.",  # why the threshold was met
        "Reports were not joined up.",  # why the review ended so
        "What the Act asks for",
        "Her statement was read.",
        "The council answered late.",
        "Please visit twice a week.",
        "We will.",
        "Visit weekly.",
        "Name one person for each report.",
        "Loud music every night.",
        "An appeal was lodged",
        "a panel looks at it anew",
    ):
        assert words in opened.words, words
    assert stands_before(opened, "Before you contact Jo Sample", "The papers")
    assert views(team, Action.SEE_APPEAL) == 1


def test_each_letter_can_be_read(app: Flask, team: Team, assigned: str) -> None:
    client, opened = hear(app, team, assigned)
    letters = {words: href for words, href in opened.links().items() if "/letters/" in href}
    assert len(letters) == 7
    for href in letters.values():
        opened = client.get(href)
        assert not any("/appeal/" in link for link in opened.links().values())
    client.click("Back to the papers")
    client.get(papers(assigned) + "/letters/unknown-letter", 404)
    assert views(team, Action.SEE_APPEAL) == 9


@pytest.mark.parametrize(
    ("result", "state", "effect"),
    [
        ("upheld_sent_back", "accepted", "A panel looks at it anew."),
        ("not_upheld", "concluded", "Nothing. The decision stays as it is."),
    ],
)
def test_a_decision_has_its_effect_and_is_told(
    app: Flask, team: Team, assigned: str, result: str, state: str, effect: str
) -> None:
    client, _ = hear(app, team, assigned)
    client.submit({"result": result, "reasons": REASONS, "independence": "I work elsewhere."})
    opened = client.follow()
    assert "The appeal is decided. The letter is written." in opened.words
    assert effect in opened.words
    assert "Nobody said why." in opened.words
    assert opened.forms() == []
    assert standing(team, assigned)[0] == state
    appeal = the_appeal(team, assigned)
    assert (appeal.state, appeal.result, appeal.reasons) == ("decided", result, REASONS)
    assert letters_of(team, assigned)[0] == "appeal_decided"
    assert "Nobody said why." in letter_words(team, assigned)
    assert "I work elsewhere." in letter_words(team, assigned)
    assert "The appeal is decided." not in client.get(papers(assigned)).words


def test_an_appeal_about_the_threshold_goes_back_to_the_decision(app: Flask, team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    lodge(team, reference)
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], INDEPENDENCE)
    client, opened = hear(app, team, reference)
    assert "How the application was dealt with" in opened.words
    assert "No panel has met." in opened.words
    client.submit({"result": "upheld_sent_back", "reasons": REASONS, "independence": "I work elsewhere."})
    assert "The organisations decide the threshold anew." in client.follow().words
    assert standing(team, reference)[0] == "received"
    assert "Decide that the threshold is met" in person(app, team, "decider").get(f"/cases/{reference}").words


def test_everything_missing_is_named_beside_the_papers(app: Flask, team: Team, assigned: str) -> None:
    client, _ = hear(app, team, assigned)
    opened = client.submit({}, 422)
    assert opened.errors == [
        "Choose the result of the appeal",
        "Enter your reasons",
        "Say how you are independent of the case",
    ]
    assert WORDS in opened.words
    opened = client.submit({"result": "reversed", "reasons": REASONS, "independence": "x"}, 422)
    assert opened.errors == [
        "This does not fit where the case stands now. Look at the papers again and choose another"
    ]
    assert "The panel met without the victim." in value_of(opened, "reasons")
    opened = with_stale_token(client, papers(assigned), {"reasons": REASONS})
    assert "The panel met without the victim." in value_of(opened, "reasons")
    assert the_appeal(team, assigned).state == "assigned"


def test_decided_twice_it_is_decided_once(app: Flask, team: Team, assigned: str) -> None:
    (client, _), (again, _) = hear(app, team, assigned), hear(app, team, assigned)
    client.submit({"result": "not_upheld", "reasons": REASONS, "independence": "I work elsewhere."})
    opened = again.submit(
        {"result": "upheld_sent_back", "reasons": "Other reasons.", "independence": "I work elsewhere."}, 422
    )
    assert opened.errors == ["This appeal has already been decided."]
    assert "Other reasons." in value_of(opened, "reasons")
    assert the_appeal(team, assigned).result == "not_upheld"
    assert letters_of(team, assigned).count("appeal_decided") == 1


def test_an_officer_who_took_part_meanwhile_is_stopped(app: Flask, team: Team, assigned: str) -> None:
    with team.office.work() as work:
        work.session.add(
            StaffRole(staff_id=team.ids["decider"], role=Role.APPEAL_OFFICER, since=work.today, until=None)
        )
        found = work.session.query(Appeal).one()
        found.officer_id = team.ids["decider"]
    client = person(app, team, "decider")
    client.get(papers(assigned))
    opened = client.submit(
        {"result": "not_upheld", "reasons": REASONS, "independence": "I work elsewhere."}, 422
    )
    assert opened.errors == ["You have dealt with this case before, so somebody else must decide the appeal."]
    assert the_appeal(team, assigned).state == "assigned"


def test_an_officer_to_whom_it_was_not_given_finds_nothing(app: Flask, team: Team, assigned: str) -> None:
    make_officer(team, "stranger")
    before = standing(team, assigned)
    letter = next(href for href in hear(app, team, assigned)[1].links().values() if "/letters/" in href)
    for name in ("stranger", "intake", "decider", "chair", "police", "figures", "admin"):
        client = person(app, team, name)
        for address in (papers(assigned), f"/appeals/{assigned}", papers(assigned) + "/decide", letter):
            elsewhere = address.replace(assigned, UNKNOWN)
            unknown = client.get(elsewhere, 404).text
            assert client.get(address, 404).text == unknown.replace(UNKNOWN, assigned), (name, address)
        sent = {"result": "not_upheld", "reasons": REASONS, "independence": "x"}
        client.get("/desk", 303)
        client.get(client.last.location if client.last else "/")
        client.post(papers(assigned) + "/decide", sent, 404)
    assert standing(team, assigned) == before
    Client(app).get(papers(assigned), 303)


def test_an_officer_of_another_appeal_of_the_case_finds_only_their_own(
    app: Flask, team: Team, assigned: str
) -> None:
    client, _ = hear(app, team, assigned)
    client.submit({"result": "not_upheld", "reasons": REASONS, "independence": "I work elsewhere."})
    make_officer(team, "stranger")
    lodge(team, assigned, "another key")
    with team.work("intake") as work:
        appeals.assign(work, assigned, 2, team.ids["stranger"], INDEPENDENCE)
    other = person(app, team, "stranger")
    other.get(papers(assigned), 404)
    assert other.get(papers(assigned, 2)).h1 == "Appeal 2"
    client.get(papers(assigned, 2), 404)
    assert client.get(papers(assigned)).h1 == "Appeal 1"
    other.get(f"/appeals/{assigned}", 303)
    assert other.follow().address == papers(assigned, 2)
    opened = person(app, team, "intake").get(f"/cases/{assigned}/appeals")
    assert stands_before(opened, "Appeal 2", "Appeal 1")


def test_a_closed_case_is_opened_again(app: Flask, team: Team, concluded: str) -> None:
    team.end_actions(concluded)
    team.close(concluded)
    lodge(team, concluded)
    with team.work("intake") as work:
        appeals.assign(work, concluded, 1, team.ids["officer"], INDEPENDENCE)
    client, _ = hear(app, team, concluded)
    client.submit({"result": "upheld_sent_back", "reasons": REASONS, "independence": "I work elsewhere."})
    assert standing(team, concluded)[0] == "accepted"
    with team.office.work(write=False) as work:
        case = team.case(work, concluded)
        assert case.closed_at is None
        assert case.due_on is not None
        assert case.due_on > TODAY


def test_our_own_words_can_be_translated(app: Flask, team: Team, assigned: str) -> None:
    client = person(app, team, "intake")
    for address in (assigning(assigned), f"/cases/{assigned}/appeals"):
        client.get(address, pseudo=True)
