"""How an area decides, in words made from the data that decides."""

import re
from typing import Any

import pytest

from tests.triage.builders import area, criteria
from tests.triage.test_areas import FILES, criteria_of
from triage.describe import describe


def limbs(**route: Any) -> tuple[str, ...]:
    return describe(criteria(**route), str).routes[0].limbs


def test_norfolk_in_words() -> None:
    told = describe(area("norfolk"), str)
    assert told.routes[0].limbs == (
        "At least 3 reports are needed.",
        "Only your own reports count.",
        "If you told several organisations about one incident, that counts once.",
        "Each report counts for 6 months, counting from the day you made it.",
        "Each report must be made within 1 month of the incident.",
    )
    assert told.routes[0].follows == "If all of this is so, the threshold is met."
    assert told.statute.startswith(
        "If 3 reports were each made within 1 month of the incident, and you apply within 6 months"
    )
    assert told.counting.endswith("a month from 15 March ends on 14 April.")
    assert told.bars == ()
    assert (told.open, told.source, told.version) == (
        area("norfolk").open,
        area("norfolk").source,
        "norfolk-1",
    )


def test_a_discretionary_route_says_what_is_weighed_and_on_what_condition() -> None:
    route = describe(area("brackenshire"), str).routes[1]
    assert (route.id, route.follows) == (
        "V",
        "If all of this is so, a person decides whether to hold a review.",
    )
    assert route.conditions == ("the victim is vulnerable",)
    assert len(route.weighs) == 3
    assert describe(area("brackenshire"), str).bars


@pytest.mark.parametrize(
    ("route", "sentence"),
    [
        ({"reports": 1}, "At least one report is needed."),
        ({"reports_at_most": 3}, "No more than 3 reports may be made."),
        ({"who": "one_person"}, "All the reports must be made by the same person."),
        ({"who": "households", "people_at_least": 2}, "They must come from at least 2 households."),
        ({"who": "individuals", "people_at_least": 3}, "They must be made by at least 3 people."),
        ({"applicant_included": True}, "You must be one of the people who reported."),
        ({"kind": "hate"}, "Only reports of a hate incident or crime count."),
        ({"kind": "vulnerable"}, "Only reports of this kind count: vulnerable."),
        (
            {"at_least_of_kind": {"kind": "hate", "number": 2}},
            "Reports of this kind needed among them: 2 (hate).",
        ),
        ({"same_incident": "each"}, "Each report counts, even of the same incident."),
        (
            {"window": {"length": 1, "unit": "year", "until": "any_period"}},
            "The reports must all lie within 1 year.",
        ),
        ({"window": {"length": 2, "unit": "week", "of": "incident"}}, "Each incident counts for 2 weeks"),
        ({"report_within": {"length": 7, "unit": "day"}}, "within 7 days of the incident"),
        (
            {"report_within": {"length": 1, "unit": "day", "on": "first_report"}},
            "The first report must be made within 1 day",
        ),
        (
            {"recency": {"length": 1, "unit": "month", "of": "incident"}},
            "At least one incident must be no more than 1 month old",
        ),
        (
            {"application_within": {"length": 6, "unit": "month", "of": "first_report"}},
            "apply within 6 months of the first",
        ),
    ],
)
def test_every_limb_in_words(route: dict[str, Any], sentence: str) -> None:
    assert any(sentence in limb for limb in limbs(**route))


def test_a_route_without_reports_names_no_number() -> None:
    assert limbs(reports=0, decision="discretionary") == ()


@pytest.mark.parametrize("name", FILES)
def test_every_real_area_can_be_told(name: str) -> None:
    told = describe(criteria_of(name), lambda sentence: f"⟦{sentence}⟧")
    for sentence in (told.statute, told.counting, *(limb for route in told.routes for limb in route.limbs)):
        assert re.fullmatch(r"⟦.*\.⟧", sentence)
        assert "%" not in sentence
