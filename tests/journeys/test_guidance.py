"""The guide as data: no part is empty, and every line of law names where it stands."""

from portal.journeys.guidance import FOR_CHAIRS, GUIDE


def test_every_part_weighs_something_and_names_its_law() -> None:
    assert set(FOR_CHAIRS) <= set(GUIDE)
    for part in GUIDE.values():
        assert part.weigh
        assert part.law
        assert all(law.says and law.source for law in part.law)
