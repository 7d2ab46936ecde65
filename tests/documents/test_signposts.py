"""Nobody is sent to the wrong ombudsman."""

import pytest

from portal.documents.signposts import BodyRole, Nation, route_for, routes_for

OMBUDSMEN = {
    "Local Government and Social Care Ombudsman": "lgsco",
    "Public Services Ombudsman for Wales": "psow",
    "the Housing Ombudsman. Phone": "housing",
    "Independent Office for Police Conduct": "iopc",
    "Parliamentary and Health Service Ombudsman": "phso",
}


def named(sentence: str) -> set[str]:
    return {code for name, code in OMBUDSMEN.items() if name in sentence}


@pytest.mark.parametrize(
    ("role", "tenant", "nation", "expected"),
    [
        ("council", False, "England", {"lgsco"}),
        ("council", True, "England", {"lgsco"}),
        ("landlord", True, "England", {"housing"}),
        ("landlord", False, "England", set()),
        ("police", False, "England", {"iopc"}),
        ("nhs", False, "England", {"phso"}),
        ("other", False, "England", set()),
        ("council", False, "Wales", {"psow"}),
        ("landlord", True, "Wales", {"psow"}),
        ("nhs", False, "Wales", {"psow"}),
        ("police", False, "Wales", {"iopc"}),
        ("other", False, "Wales", set()),
    ],
)
def test_route_by_role(role: BodyRole, tenant: bool, nation: Nation, expected: set[str]) -> None:
    route = route_for("The body", role, tenant=tenant, nation=nation)
    assert route.body == "The body"
    assert named(route.sentence) == expected
    assert "The body" in route.sentence % {"body": route.body}


def test_the_council_route_says_twelve_months_and_the_police_route_both_reviewers() -> None:
    assert "within 12 months" in route_for("A", "council").sentence
    assert "local policing body" in route_for("A", "police").sentence


@pytest.mark.parametrize(
    ("tenure", "landlord", "expected"),
    [
        ("housing association", "Homes One", [True, False]),
        ("housing association", " homes one ", [True, False]),
        ("housing association", "Somebody else", [False, False]),
        ("housing association", None, [False, False]),
        ("council", "Homes Two", [False, True]),
        ("own", "Homes One", [False, False]),
        ("private rent", "Homes One", [False, False]),
        (None, None, [False, False]),
    ],
)
def test_only_a_landlords_own_tenant_is_sent_to_the_housing_ombudsman(
    tenure: str | None, landlord: str | None, expected: list[bool]
) -> None:
    routes = routes_for(
        [("Homes One", "landlord"), ("Homes Two", "landlord")], tenure=tenure, landlord=landlord
    )
    assert ["housing" in named(route.sentence) for route in routes] == expected


def test_a_tenant_with_one_landlord_body_and_no_name_is_its_tenant() -> None:
    routes = routes_for([("Homes", "landlord"), ("Council", "council")], tenure="housing association")
    assert [named(route.sentence) for route in routes] == [{"housing"}, {"lgsco"}]


def test_a_council_that_is_also_the_landlord_has_both_routes() -> None:
    routes = routes_for(
        [("Council", "council"), ("Council", "landlord")], tenure="council", landlord="Council"
    )
    assert [named(route.sentence) for route in routes] == [{"lgsco"}, {"housing"}]
