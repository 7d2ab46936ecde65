"""The area file: Norfolk as published, a fictional one with everything set, mistakes all named at once."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import AREAS
from portal.area import Partnership
from portal.area_file import AreaFileError, load_partnership
from portal.area_tables import _contrast_with_white
from portal.cases.timetable import Clock

GOOD = (AREAS / "brackenshire.toml").read_text("utf-8")


def mistakes(tmp_path: Path, text: str) -> dict[str, str]:
    """What is wrong with an area file that holds `text`: place to remedy."""
    path = tmp_path / "area.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(AreaFileError) as wrong:
        load_partnership(path)
    return {mistake.key: mistake.remedy for mistake in wrong.value.mistakes}


def changed(old: str, new: str) -> str:
    """The good file with one place changed."""
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_what_is_said_of_a_real_area_names_where_it_was_read_or_what_must_be_confirmed(
    norfolk: Partnership,
) -> None:
    said = [norfolk.identity, norfolk.contact, norfolk.appeal, norfolk.procedure, *norfolk.support]
    said += [*norfolk.timescales.values(), *(one.point_of_contact for one in norfolk.districts)]
    assert [one for one in said if not (one.source or one.check)] == []


def test_bodies_of_no_district_are_those_that_work_in_every_one(
    tmp_path: Path, brackenshire: Partnership
) -> None:
    everywhere = ["brackenshire-police", "brackenshire-icb", "sedge-homes"]
    assert [body.key for body in brackenshire.bodies_of(None, "must")] == everywhere
    path = tmp_path / "area.toml"
    path.write_text(GOOD.replace('districts = "all"', 'districts = ["marlowick", "alderfen"]'), "utf-8")
    assert [body.key for body in load_partnership(path).bodies_of(None, "must")] == everywhere


def test_norfolk_has_its_seven_districts_and_their_councils(norfolk: Partnership) -> None:
    assert [district.name for district in norfolk.districts] == [
        "Breckland",
        "Broadland",
        "Great Yarmouth",
        "King’s Lynn and West Norfolk",
        "North Norfolk",
        "Norwich",
        "South Norfolk",
    ]
    for district in norfolk.districts:
        kinds = [body.kind for body in norfolk.bodies_of(district.key, "must")]
        assert kinds == ["police", "council", "icb"]
        assert norfolk.bodies_of(district.key, "must")[1].name == district.council


def test_norfolk_sets_only_the_two_published_periods(norfolk: Partnership) -> None:
    # The county's page: "within 5 days" and "within 7 working days of receiving the application"; no more.
    lengths = {clock: (scale.n, scale.unit) for clock in Clock if (scale := norfolk.timescale(clock))}
    assert lengths == {Clock.PASS_ON: (5, "calendar_day"), Clock.FIRST_CONTACT: (7, "working_day")}


def test_norfolk_invents_nothing(norfolk: Partnership) -> None:
    assert norfolk.appeal.window is None
    assert norfolk.appeal.to is None
    assert norfolk.appeal.grounds == ()
    assert norfolk.closures == ()
    assert norfolk.procedure.effective_from is None
    contacts = [norfolk.contact, *(district.point_of_contact for district in norfolk.districts)]
    assert [one for one in contacts if one.phone or one.email or one.address or one.hours] == []
    assert [body.name for body in norfolk.bodies if body.email] == []
    assert not [one.name for one in norfolk.support if one.phone]
    assert not norfolk.fictional


def test_norfolk_names_what_must_be_confirmed(norfolk: Partnership) -> None:
    places = [mistake.key for mistake in norfolk.to_check]
    assert "bodies integrated-care-board" in places
    assert {"contact", "appeal", "timescales pass_on", "procedure"} <= set(places)


def test_a_county_council_is_no_relevant_body(norfolk: Partnership) -> None:
    # 2014 Act s105: with districts, the districts are the local government areas.
    assert norfolk.body("norfolk-county-council").duty == "may"


def test_brackenshire_has_every_clock(brackenshire: Partnership) -> None:
    assert [clock for clock in Clock if brackenshire.timescale(clock) is None] == []
    assert all(scale.proposal for clock in Clock if (scale := brackenshire.timescale(clock)))
    window = brackenshire.timescale(Clock.APPEAL_WINDOW)
    assert window is not None
    assert (window.term.n, window.term.unit) == (20, "working_day")


def test_brackenshire_could_not_be_taken_for_a_real_place(brackenshire: Partnership) -> None:
    assert brackenshire.fictional
    contacts = [brackenshire.contact, *(district.point_of_contact for district in brackenshire.districts)]
    phones = [one.phone for one in contacts if one.phone] + [
        one.phone for one in brackenshire.support if one.phone
    ]
    # Ofcom keeps these ranges for drama.
    assert [phone for phone in phones if not phone.startswith(("01632 960", "07700 900"))] == []
    emails = [one.email for one in contacts if one.email] + [
        one.email for one in brackenshire.bodies if one.email
    ]
    assert [email for email in emails if not email.endswith(".example")] == []
    assert len(emails) == len(contacts) + len(brackenshire.bodies)
    urls = [brackenshire.procedure.url, *(one.url for one in brackenshire.support)]
    assert [url for url in urls if url and ".example/" not in url] == []


def test_bodies_of_a_district_are_its_own(brackenshire: Partnership) -> None:
    keys = [body.key for body in brackenshire.bodies_of("alderfen", "must")]
    assert keys == ["brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes"]
    assert [body.key for body in brackenshire.bodies_of("alderfen", "may")] == ["brackenshire-county-council"]


def test_unknown_keys_are_refused(brackenshire: Partnership) -> None:
    assert brackenshire.district("marlowick").name == "Marlowick"
    with pytest.raises(KeyError):
        brackenshire.district("norwich")
    with pytest.raises(KeyError):
        brackenshire.body("nobody")


def test_both_ends_of_a_closure_are_closed(brackenshire: Partnership) -> None:
    closed = brackenshire.closed_days()
    days = {
        date(2026, 12, 27): False,
        date(2026, 12, 28): True,
        date(2026, 12, 31): True,
        date(2027, 1, 1): False,
    }
    assert {day: day in closed for day in days} == days


def test_a_closure_of_one_district_closes_only_that_one(tmp_path: Path) -> None:
    path = tmp_path / "area.toml"
    more = '\n[[closures]]\nfrom = 2027-02-01\nto = 2027-02-01\nwhy = "Flood"\ndistricts = ["alderfen"]\n'
    path.write_text(GOOD + more, "utf-8")
    partnership = load_partnership(path)
    day = date(2027, 2, 1)
    assert day in partnership.closed_days("alderfen")
    assert day not in partnership.closed_days("marlowick")
    assert day not in partnership.closed_days()


@pytest.mark.parametrize(
    ("old", "new", "place", "remedy"),
    [
        ('key = "brackenshire"', 'key = "Bracken Shire"', "partnership key", "use small letters"),
        ('key = "brackenshire"', "", "partnership key", "add it"),
        ("fictional = true", 'fictional = "yes"', "partnership fictional", "true or false"),
        ('colour = "#1d5e54"', 'colour = "green"', "partnership colour", "write a colour"),
        ('colour = "#1d5e54"', 'colour = "#9acd32"', "partnership colour", "darker"),
        ('languages = ["en"]', 'languages = ["english"]', "partnership languages 1", "such as en or cy"),
        ('short_name = "Brackenshire"', f'short_name = "{"B" * 41}"', "partnership short_name", "at most 40"),
        ('phone = "01632 960100"', 'phone = "ask"', "contact phone", "telephone number"),
        ('email = "case-review@brackenshire.example"', 'email = "us"', "contact email", "one e-mail address"),
        ('name = "Case review desk"\nphone', 'nmae = "Desk"\nphone', "contact nmae", "did you mean “name”?"),
        (
            'council = "Alderfen District Council"',
            "council = 5",
            "districts alderfen council",
            "quotation marks",
        ),
        ('name = "Sedge Homes"', 'name = " Sedge"', "bodies sedge-homes name", "without spaces around"),
        ("panel = { n = 20", "panel = { n = 0", "timescales panel n", "from 1 to 400"),
        ("panel = { n = 20", "panel = { n = 401", "timescales panel n", "from 1 to 400"),
        ("panel = { n = 20", 'panel = { n = "20"', "timescales panel n", "whole number"),
        ("panel = { n", "pannel = { n", "timescales pannel", "'panel'"),
        ("window = { n = 20", "window = { n = 1.5", "appeal window n", "whole number"),
        ("from = 2026-12-28", 'from = "soon"', "closures 1 from", "such as 2026-01-31"),
        ("to = 2026-12-31", "to = 2026-12-27", "closures 1 to", "before “from”"),
        ('key = "marlowick"', 'key = "alderfen"', "districts alderfen", "stands twice"),
        (
            'districts = ["marlowick"]',
            'districts = ["norwich"]',
            "bodies marlowick-council districts",
            "no district",
        ),
        ('districts = ["marlowick"]', 'districts = "some"', "bodies marlowick-council districts", '"all"'),
        ('kind = "icb"', 'kind = "nhs"', "bodies brackenshire-icb kind", "'icb'"),
        ('kind = "icb"', 'kind = "other"', "bodies", "(s105)"),
        ("[appeal]", "appeal_window = { n = 1 }\n[appeal]", "timescales appeal_window", "under [appeal]"),
    ],
)
def test_a_mistake_is_named_with_its_remedy(
    tmp_path: Path, old: str, new: str, place: str, remedy: str
) -> None:
    found = mistakes(tmp_path, changed(old, new))
    assert remedy in found[place]


def test_one_start_names_all_mistakes(tmp_path: Path) -> None:
    text = (
        changed('key = "brackenshire"', 'key = "B"')
        .replace("{ n = 20,", "{ n = 0,")
        .replace('kind = "icb"', 'kind = "x"')
    )
    assert set(mistakes(tmp_path, text)) == {
        "partnership key",
        "timescales panel n",
        "appeal window n",
        "bodies brackenshire-icb kind",
        "bodies",
    }


def test_mistakes_in_the_criteria_are_named_too(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("[criteria")] + "[criteria]\nnonsense = 1\n"
    found = mistakes(tmp_path, text.replace('key = "brackenshire"', 'key = "B"'))
    assert "partnership key" in found
    assert [place for place in found if place.startswith("criteria")] != []


def test_what_is_not_toml_says_where(tmp_path: Path) -> None:
    assert "line 2" in mistakes(tmp_path, "[partnership]\nkey = \n")["file"]


def test_a_file_without_districts_says_so(tmp_path: Path) -> None:
    assert mistakes(tmp_path, "districts = []\nbodies = []")["districts"] != ""


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#ffffff", 1.0), ("#000000", 21.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert round(_contrast_with_white(colour), 2) == ratio


VALUES = st.one_of(
    st.booleans(),
    st.integers(),
    st.text(max_size=8),
    st.none(),
    st.lists(st.integers(), max_size=2),
    st.just({}),
)


@given(data=st.data())
def test_no_wrong_type_anywhere_escapes_as_another_error(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tables: dict[str, Any] = tomllib.loads(GOOD)
    name = data.draw(st.sampled_from(sorted(set(tables) - {"criteria"})))
    place: Any = tables
    key: Any = name
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(VALUES)
    path = tmp_path_factory.mktemp("area") / "area.toml"
    path.write_text(_toml(tables), "utf-8")
    remedies = ["none needed"]
    try:
        load_partnership(path)
    except AreaFileError as wrong:
        remedies = [mistake.remedy for mistake in wrong.mistakes]
    assert remedies
    assert all(remedies)


def _toml(value: Any, top: bool = True) -> str:
    """Write plain values as TOML, tables inline; what is None is left out."""
    if isinstance(value, dict):
        pairs = [f"{_quoted(key)} = {_toml(item, False)}" for key, item in value.items() if item is not None]
        return "\n".join(pairs) if top else "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item, False) for item in value if item is not None) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    return (
        '"'
        + "".join(f"\\U{ord(character):08x}" for character in text if not 0xD800 <= ord(character) < 0xE000)
        + '"'
    )
