"""Deciding that the threshold is met: what the rules say, the bodies' views, the reasons."""

import pytest
from flask import Flask

from portal.journeys.when import When
from portal.services import bodies
from portal.store import assessments
from portal.store.tables import View
from tests.services.conftest import Team, answers
from tests.web.staffroom import person
from tests.web.steps import (
    TODAY,
    error_at,
    kept_out,
    letter_words,
    letters_of,
    standing,
    stands_before,
    value_of,
    with_stale_token,
)

BODIES = ("brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes")
REASONS = "You told the council three times.\n\nEach report counts."


def page(reference: str) -> str:
    return f"/cases/{reference}/decide"


def complete(**changes: str | None) -> dict[str, str | None]:
    views = {f"views-{body}-view": "met" for body in BODIES}
    return {**views, "reasons": REASONS, "safe_contact": "yes", **changes}


def test_the_rules_stand_side_by_side_below_the_safe_contact(app: Flask, team: Team) -> None:
    opened = person(app, team, "decider").get(page(team.apply()))
    assert stands_before(opened, "Before you contact Jo Sample", "The rules advise. You decide.")
    assert stands_before(opened, "The rules advise. You decide.", "What each organisation thinks")
    assert "What the Act asks for" in opened.words
    assert "What the partnership’s rules ask for" in opened.words
    assert "section 104(4)" in opened.words
    assert "On these dates the Act does not oblige you" not in opened.words


@pytest.mark.parametrize(("reports", "obliged"), [(1, False), (2, False), (3, True)])
def test_below_the_number_of_the_act_the_page_says_what_to_weigh(
    app: Flask, team: Team, reports: int, obliged: bool
) -> None:
    given = answers(TODAY)["reports"][:reports]
    opened = person(app, team, "decider").get(page(team.apply(reports=given)))
    assert ("Section 104(5) lets the organisations accept it all the same" in opened.words) is not obliged
    assert ("Decide that the threshold is not met" in opened.words) is not obliged


def test_a_missing_date_is_asked_for_and_the_case_can_be_accepted(app: Flask, team: Team) -> None:
    given = answers(TODAY)["reports"]
    unknown = [{**given[0], "told_on": When(None).to_storage()}, *given[1:]]
    reference = team.apply(reports=unknown)
    client = person(app, team, "decider")
    opened = client.get(page(reference))
    assert "More information is needed" in opened.words
    assert "You can ask the applicant first." in opened.words
    client.submit(complete())
    assert standing(team, reference)[0] == "accepted"


def test_a_decision_is_kept_with_views_and_told_by_letter(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(page(reference))
    client.submit(
        complete(**{"views-sedge-homes-view": "not_asked", "views-sedge-homes-words": "No tenant."})
    )
    assert "The decision is recorded" in client.follow().words
    with team.office.work(write=False) as work:
        decision = assessments.decisions(work.session, team.case(work, reference).id)[0]
        views = {
            body.key: (view.view, view.words) for view, body in assessments.views(work.session, decision.id)
        }
    assert (decision.outcome, decision.reasons) == ("met", REASONS)
    assert views == dict.fromkeys(BODIES[:3], ("met", None)) | {"sedge-homes": ("not_asked", "No tenant.")}
    assert letters_of(team, reference)[0] == "threshold_met"
    assert "Each report counts." in letter_words(team, reference)


def test_the_answer_a_body_gave_by_itself_is_filled_in(app: Flask, team: Team) -> None:
    reference = team.apply()
    with team.work("police") as work:
        bodies.give_view(work, reference, "brackenshire-police", "no_view", "We hold two logs.")
    opened = person(app, team, "decider").get(page(reference))
    sent = {
        one.get("name"): one.get("value") for one in opened.parsed.all("input") if "checked" in one.attrib
    }
    assert sent == {"views-brackenshire-police-view": "no_view"}
    assert value_of(opened, "views-brackenshire-police-words") == "We hold two logs."


def test_everything_missing_is_named_and_every_answer_kept(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(page(reference))
    opened = client.submit({}, 422)
    assert opened.errors[:4] == [
        "Brackenshire Police: Choose what they think",
        "Alderfen District Council: Choose what they think",
        "NHS Brackenshire Integrated Care Board: Choose what they think",
        "Sedge Homes: Choose what they think",
    ]
    assert error_at(opened, "reasons") == "Enter your reasons"
    opened = client.submit(complete(safe_contact=None), 422)
    assert opened.errors == ["Read how they can be contacted safely, then tick the box"]
    assert value_of(opened, "reasons") == REASONS
    assert standing(team, reference)[0] == "received"
    client.submit({"safe_contact": "yes"})
    assert standing(team, reference)[0] == "accepted"


@pytest.mark.parametrize(("length", "status"), [(9_999, 303), (10_000, 303), (10_001, 422)])
def test_long_reasons_are_taken(app: Flask, team: Team, length: int, status: int) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(page(reference))
    client.submit(complete(reasons="x" * length), status)


def test_sent_twice_it_is_decided_once(app: Flask, team: Team) -> None:
    reference = team.apply()
    client, again = person(app, team, "decider"), person(app, team, "decider")
    for one in (client, again):
        one.get(page(reference))
    client.submit(complete())
    after = standing(team, reference)
    opened = again.submit(complete(), 422)
    assert opened.errors == [
        "This step does not fit where the case stands now. Open the case again to see what is next."
    ]
    assert value_of(opened, "reasons") == REASONS
    assert standing(team, reference) == after
    assert letters_of(team, reference).count("threshold_met") == 1
    client.get(page(reference), 409)


def test_others_are_kept_out(app: Flask, team: Team) -> None:
    kept_out(app, team, page, team.apply(), ("stranger", "intake", "chair", "police", "officer", "admin"))


def test_opening_it_changes_nothing_but_is_written_down(app: Flask, team: Team) -> None:
    reference = team.apply()
    before = standing(team, reference)
    person(app, team, "decider").get(page(reference))
    assert standing(team, reference) == before
    with team.office.work(write=False) as work:
        assert [view.action for view in work.session.query(View)] == ["decide_threshold"]


def test_a_stale_token_keeps_the_answers(app: Flask, team: Team) -> None:
    reference = team.apply()
    client = person(app, team, "decider")
    client.get(page(reference))
    opened = with_stale_token(client, page(reference), {"reasons": REASONS})
    assert value_of(opened, "reasons") == REASONS
    assert standing(team, reference)[0] == "received"
