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
        ("council", None, "England", {"lgsco"}),
        ("council", True, "England", {"lgsco"}),
        ("landlord", True, "England", {"housing"}),
        ("landlord", None, "England", {"housing"}),
        ("landlord", False, "England", set()),
        ("police", None, "England", {"iopc"}),
        ("nhs", None, "England", {"phso"}),
        ("other", None, "England", set()),
        ("council", None, "Wales", {"psow"}),
        ("landlord", True, "Wales", {"psow"}),
        ("nhs", None, "Wales", {"psow"}),
        ("police", None, "Wales", {"iopc"}),
        ("other", None, "Wales", set()),
    ],
)
def test_route_by_role(role: BodyRole, tenant: bool | None, nation: Nation, expected: set[str]) -> None:
    route = route_for("The body", role, tenant=tenant, nation=nation)
    assert route.body == "The body"
    assert named(route.sentence) == expected
    assert "The body" in route.sentence % {"body": route.body}


def test_the_council_route_says_twelve_months_and_the_police_route_both_reviewers() -> None:
    assert "within 12 months" in route_for("A", "council").sentence
    assert "local policing body" in route_for("A", "police").sentence


YOURS, PERHAPS, NOT_YOURS = (
    "as your landlord",
    "If you rent or lease your home from them",
    "Some ombudsmen help only",
)


def landlord_routes(**known: str | None) -> list[str]:
    """Which of the three sentences each of two landlords gets."""
    routes = routes_for([("Homes One", "landlord"), ("Homes Two", "landlord")], **known)  # type: ignore[arg-type]
    return [next(said for said in (YOURS, PERHAPS, NOT_YOURS) if said in route.sentence) for route in routes]


@pytest.mark.parametrize(
    ("tenure", "landlord", "expected"),
    [
        ("housing_association", "Homes One", [YOURS, NOT_YOURS]),
        ("housing_association", " homes  one ", [YOURS, NOT_YOURS]),
        ("housing_association", "Homes 1 Ltd", [PERHAPS, PERHAPS]),
        ("housing_association", None, [PERHAPS, PERHAPS]),
        ("council", "Homes Two", [NOT_YOURS, YOURS]),
        ("own", "Homes One", [NOT_YOURS, NOT_YOURS]),
        ("private", None, [NOT_YOURS, NOT_YOURS]),
        ("family", None, [PERHAPS, PERHAPS]),
        (None, None, [PERHAPS, PERHAPS]),
    ],
)
def test_only_a_landlords_own_tenant_is_told_that_it_is_theirs(
    tenure: str | None, landlord: str | None, expected: list[str]
) -> None:
    assert landlord_routes(tenure=tenure, landlord=landlord) == expected


def test_a_tenant_with_one_landlord_body_and_no_name_is_its_tenant() -> None:
    bodies: list[tuple[str, BodyRole]] = [("Homes", "landlord"), ("Council", "council")]
    assert YOURS in routes_for(bodies, tenure="housing_association")[0].sentence
    assert PERHAPS in routes_for(bodies, tenure="housing_association", landlord="Another")[0].sentence


def test_a_council_tenant_gets_both_routes_of_the_council() -> None:
    routes = routes_for([("Council", "council"), ("Police", "police")], tenure="council")
    assert [(route.body, named(route.sentence)) for route in routes] == [
        ("Council", {"lgsco"}),
        ("Police", {"iopc"}),
        ("Council", {"housing"}),
    ]
    assert YOURS in routes[2].sentence


@pytest.mark.parametrize("tenure", ["own", "private", "housing_association", None])
def test_nobody_else_gets_the_council_as_landlord(tenure: str | None) -> None:
    assert len(routes_for([("Council", "council")], tenure=tenure)) == 1


def test_a_council_named_as_landlord_once_is_not_named_twice() -> None:
    routes = routes_for(
        [("Council", "council"), ("Council", "landlord")], tenure="council", landlord="the council"
    )
    assert [named(route.sentence) for route in routes] == [{"lgsco"}, {"housing"}]
