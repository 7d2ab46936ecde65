"""Pages on which cases are linked or made one, and what the case page says of others."""

import pytest
from flask import Flask

from tests.services.conftest import Team
from tests.services.test_merging import link as linked_by
from tests.web.staffroom import person
from tests.web.steps import error_at, kept_out, letters_of, standing, value_of, with_stale_token

WHY = "Both are about the same flat."


def test_a_likely_duplicate_is_offered_and_merged_by_a_person(app: Flask, team: Team) -> None:
    first, second = team.apply(), team.apply()
    client = person(app, team, "intake")
    opened = client.get(f"/cases/{second}")
    assert f"Perhaps the same person or place: {first}, applied on 23 November 2026, Received" in opened.words
    opened = client.click("Make one case out of two applications")
    assert first in opened.words
    opened = client.submit({"other": "CR-1", "reason": WHY}, 422)
    assert error_at(opened, "other").startswith("Enter a whole reference")
    assert value_of(opened, "reason") == WHY
    client.submit({"other": first.lower(), "reason": WHY})
    opened = client.follow()
    assert "This case is closed and the other one goes on." in opened.words
    assert f"This application went into: {first}" in opened.words
    took_in = client.get(f"/cases/{first}").words
    assert f"This case took in: {second}" in took_in
    assert "Report 4 looks like report 1 given twice" in took_in
    assert letters_of(team, second)[0] == "merged"


def test_linked_from_the_case_page(app: Flask, team: Team) -> None:
    first, second = team.apply(), team.apply(name="Kim Other")
    client = person(app, team, "decider")
    client.get(f"/cases/{first}")
    client.click("Link this case with another one")
    client.get(f"/cases/{first}/link?with={second}", pseudo=True)
    opened = client.get(f"/cases/{first}/link?with={second}")
    assert value_of(opened, "other") == second
    before = standing(team, first)
    opened = with_stale_token(client, f"/cases/{first}/link", {"reason": WHY})
    assert value_of(opened, "reason") == WHY
    assert standing(team, first) == before
    client.submit({"other": second, "reason": WHY})
    opened = client.follow()
    assert f"Linked with: {second}, Received. Reason: {WHY}" in opened.words
    assert f"Linked with: {first}" in client.get(f"/cases/{second}").words


def test_who_may_not_see_the_other_case_does_not_learn_of_it(app: Flask, team: Team) -> None:
    first, second = team.apply(), team.apply(name="Kim Other")
    linked_by(team, first, second)
    with team.office.work() as work:
        team.case(work, second).district = "marlowick"
    opened = person(app, team, "intake").get(f"/cases/{first}")
    assert second not in opened.text
    assert WHY not in opened.text


@pytest.mark.parametrize(("what", "more"), [("link", ()), ("merge", ("decider",))])
def test_only_people_of_the_case(app: Flask, team: Team, what: str, more: tuple[str, ...]) -> None:
    kept_out(
        app, team, lambda one: f"/cases/{one}/{what}", team.apply(), ("stranger", "police", "admin", *more)
    )
