"""The pages on which somebody is recorded as involved, steps off a case, and another chair is named."""

from flask import Flask

from portal.policy import Grant, Role
from portal.services import independence, staff
from tests.services.conftest import PASSWORD, Team, answers
from tests.web.staffroom import person
from tests.web.steps import (
    error_at,
    kept_out,
    letter_words,
    letters_of,
    standing,
    stands_before,
    value_of,
    with_stale_token,
)

WHY = "I dealt with the second report."


def stepping(reference: str) -> str:
    return f"/cases/{reference}/step-off"


def chairing(reference: str) -> str:
    return f"/cases/{reference}/chair"


def involved(reference: str) -> str:
    return f"/cases/{reference}/involvement"


def second_chair(team: Team) -> None:
    with team.office.work() as work:
        new = staff.NewPerson(
            "chair2", "Second Chair", (Grant(Role.CHAIR, "alderfen"),), PASSWORD, office="Another office"
        )
        team.ids["chair2"] = staff.add_person(work, new).staff_id


def test_a_chair_steps_off_and_the_office_names_another(app: Flask, team: Team) -> None:
    reference = team.after("convene")
    second_chair(team)
    client = person(app, team, "chair")
    client.get(f"/cases/{reference}")
    opened = client.click("Step off this case")
    assert "You chair this panel." in opened.words
    assert "Before you contact" not in opened.words
    opened = client.submit({}, 422)
    assert opened.errors == ["Say why you step off"]
    client.submit({"reason": WHY})
    assert "You have stepped off the case" in client.follow().words
    shut_out = client.get("/cases/CR-AAAAA-AA", 404)
    assert "Go to your worklist" in shut_out.links()
    unknown = shut_out.text
    assert client.get(f"/cases/{reference}", 404).text == unknown.replace("CR-AAAAA-AA", reference)
    office = person(app, team, "intake")
    assert "Needs a chair" in office.get("/cases").words
    office.get(f"/cases/{reference}")
    opened = office.click("Name another chair")
    assert "They have stepped off the case." in opened.words
    offered = [one.get("value") for one in opened.parsed.all("input") if one.get("name") == "chair"]
    assert offered == [str(team.ids["chair2"])]
    said = {"chair": str(team.ids["chair2"]), "chair_independent": "yes", "chair_reason": "Works elsewhere."}
    office.submit(said)
    opened = office.follow()
    assert "Another chair is named." in opened.words
    assert "Second Chair took the chair" in opened.words
    assert "Needs a chair" not in office.get("/cases").words
    assert letters_of(team, reference)[0] == "chair_replaced"
    assert "Works elsewhere." in letter_words(team, reference)
    person(app, team, "chair2").get(f"/cases/{reference}")


def test_the_chair_finds_the_way_off_at_the_papers_of_the_meeting_and_what_is_next_stands_first(
    app: Flask, team: Team
) -> None:
    reference = team.after("convene")
    client = person(app, team, "chair")
    opened = client.get(f"/cases/{reference}")
    assert stands_before(opened, "Record the panel meeting", "Step off this case")
    client.click("Record the panel meeting")
    assert "You chair this panel." in client.click("Step off this case").words


def test_naming_a_chair_says_what_is_missing_and_keeps_words(app: Flask, team: Team) -> None:
    reference = team.after("convene")
    second_chair(team)
    client = person(app, team, "intake")
    client.get(chairing(reference))
    opened = client.submit({"chair_reason": "Kept words."}, 422)
    assert opened.errors == ["Choose who chairs", "Choose whether the chair is independent"]
    assert value_of(opened, "chair_reason") == "Kept words."
    with team.work("intake") as work:
        independence.record(work, reference, "handled", staff_id=team.ids["chair2"], name="", office="")
    opened = client.get(chairing(reference))
    assert "What is known: dealt with the reports." in opened.words
    said = {"chair": str(team.ids["chair2"]), "chair_independent": "yes", "chair_reason": "Kept words."}
    opened = client.submit(said, 422)
    assert error_at(opened, "chair_independent").startswith("This person has already dealt with the case")
    assert value_of(opened, "chair_reason") == "Kept words."
    with_stale_token(client, chairing(reference), said)


def test_a_chair_named_twice_is_named_once_and_the_second_try_says_why(app: Flask, team: Team) -> None:
    reference = team.after("convene")
    second_chair(team)
    client, other = person(app, team, "intake"), person(app, team, "intake")
    said = {"chair": str(team.ids["chair2"]), "chair_independent": "yes", "chair_reason": "Works elsewhere."}
    for one in (client, other):
        one.get(chairing(reference))
    client.submit(said)
    opened = other.submit(said, 422)
    assert error_at(opened, "chair").startswith("This person chairs already, or cannot chair any more.")
    assert value_of(opened, "chair_reason") == "Works elsewhere."
    assert letters_of(team, reference).count("chair_replaced") == 1


def test_nobody_else_opens_these_pages(app: Flask, team: Team) -> None:
    reference = team.after("convene")
    kept_out(app, team, stepping, reference, ("stranger", "police", "officer", "figures"))
    kept_out(app, team, chairing, reference, ("stranger", "police", "officer", "chair"))
    kept_out(app, team, involved, reference, ("stranger", "police", "officer", "figures"))
    assert standing(team, reference)[0] == "panel set"


def test_an_officer_records_who_dealt_with_it(app: Flask, team: Team) -> None:
    with team.office.work() as work:
        reports = answers(work.today)["reports"]
    reports[0]["person"] = "PC Decider at the desk"
    reference = team.apply(reports=reports)
    client = person(app, team, "intake")
    client.get(f"/cases/{reference}")
    opened = client.click("Record who dealt with the reports before")
    assert "PC Decider at the desk" in opened.words
    assert client.submit({}, 422).errors == ["Choose what they did", "Choose who it is"]
    client.get(involved(reference))
    assert client.submit({"how": "handled", "person": "none"}, 422).errors == ["Enter their name"]
    client.get(involved(reference))
    client.submit({"how": "line_manager", "person": "none", "name": "Sam Other", "office": "Desk"})
    assert "It is recorded." in client.follow().words
    client.get(involved(reference))
    client.submit({"how": "handled", "person": str(team.ids["chair"])})
    words = client.get(involved(reference)).words
    assert "Sam Other, Desk: Manages somebody who dealt with the reports" in words
    assert "Chair, chair office: Dealt with the reports" in words
    opened = person(app, team, "decider").get(f"/cases/{reference}/decide")
    assert "may be the same person as one the victim named: check" in opened.words


def test_an_appeal_is_given_back(app: Flask, team: Team) -> None:
    from portal.services import appeals

    reference = team.apply()
    team.decide(reference)
    with team.office.work() as work:
        token = team.token(reference, "appeal")
        appeals.lodge(work, token, appeals.NewAppeal((), "Not asked.", "", "key"))
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works elsewhere.")
    client = person(app, team, "officer")
    client.get(f"/appeals/{reference}/2/step-off", 404)  # there is no second one
    client.get(f"/appeals/{reference}/1")
    client.click("Give this appeal back")
    assert client.submit({}, 422).errors == ["Say why you step off"]
    client.submit({"reason": WHY})
    assert "You have stepped off the case" in client.follow().words
    client.get(f"/appeals/{reference}/1", 404)
    opened = person(app, team, "intake").get(f"/cases/{reference}/appeals/1/assign")
    assert "Nobody who hears appeals is free of this case." in opened.words
    assert "An appeal officer of the neighbouring Fallowshire Community Safety Partnership" in opened.words
    assert "How to pass it on" in opened.words


def test_the_results_on_offer_fit_where_the_case_stands(app: Flask, team: Team) -> None:
    from portal.services import appeals
    from tests.services.test_appeal_results import not_met

    reference = team.apply()
    not_met(team, reference)
    with team.office.work() as work:
        token = team.token(reference, "appeal")
        appeals.lodge(work, token, appeals.NewAppeal((), "Not asked.", "", "key"))
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works elsewhere.")
    client = person(app, team, "officer")
    opened = client.get(f"/appeals/{reference}/1")
    offered = [one.get("value") for one in opened.parsed.all("input") if one.get("name") == "result"]
    assert offered == ["upheld_sent_back", "reversed", "recommended", "partly", "not_upheld", "out_of_scope"]
    opened = client.submit({"result": "partly", "reasons": "Some.", "independence": "Elsewhere."}, 422)
    assert opened.errors == ["Say which part of the appeal is upheld", "Choose what happens now"]
    assert "Some." in opened.text
    client.get(f"/appeals/{reference}/1")
    client.submit({"result": "reversed", "reasons": "It counts.", "independence": "Elsewhere."})
    opened = client.follow()
    assert "The threshold counts as met." in opened.words
    assert standing(team, reference)[0] == "accepted"
    shown = person(app, team, "intake").get(f"/cases/{reference}").words
    assert "The threshold is met. It was decided on appeal on 23 November 2026." in shown
    assert "The threshold is not met Does not stand any more" in shown
