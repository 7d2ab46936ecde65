"""Area files with mistakes: each is named with its key and what to do about it, all at once."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.triage.area_files import HEAD, ROUTE, mistakes
from triage import CriteriaMistake, load_area_criteria


@pytest.mark.parametrize(
    ("text", "key", "remedy"),
    [
        ("[criteria", "", "this is not TOML"),
        (b"\xff\xfe", "", "this is not TOML"),
        ("", "criteria", "needs a [criteria] table"),
        ("criteria = 3", "criteria", "needs a [criteria] table"),
        ("criteria = []", "criteria", "needs a [criteria] table"),
        ("criteria = [3]", "criteria", "needs a [criteria] table"),
        (HEAD, "criteria.routes", "is missing: add at least one [[criteria.routes]]"),
        (HEAD + "routes = []", "criteria.routes", "needs at least one entry"),
        (HEAD + "routes = 3", "criteria.routes", "must be a list"),
        (HEAD + "routes = [3]", "criteria.routes[1]", "must be a table"),
        (ROUTE, "criteria.version", "is missing: add a name for this version"),
        (ROUTE, "criteria.source", "is missing: add where the words are published"),
        (HEAD + "near_mis_days = 3\n" + ROUTE, "criteria.near_mis_days", "did you mean near_miss_days?"),
        (HEAD + "inherit = 3\n" + ROUTE, "criteria.inherit", "did you mean inherits?"),
        (HEAD + "qqq = 3\n" + ROUTE, "criteria.qqq", "take it out. The keys here are counting, exclusions"),
        (HEAD + ROUTE + "report = 3", "criteria.routes[1].report", "did you mean reports?"),
        (HEAD + ROUTE + "reports = -1", "criteria.routes[1].reports", "is -1: it must be at least 0"),
        (HEAD + ROUTE + "reports = 101", "criteria.routes[1].reports", "is 101: it must be at most 100"),
        (HEAD + ROUTE + 'reports = "3"', "criteria.routes[1].reports", "whole number without quotes"),
        (HEAD + ROUTE + "reports = true", "criteria.routes[1].reports", "whole number without quotes"),
        (HEAD + ROUTE + "applicant_included = 1", "criteria.routes[1].applicant_included", "true or false"),
        (HEAD + ROUTE + 'who = "me"', "criteria.routes[1].who", "is 'me': it must be 'applicant'"),
        (HEAD + ROUTE + 'bodies = "police"', "criteria.routes[1].bodies", "must be a list of codes, such as"),
        (HEAD + ROUTE + 'bodies = ["The Police"]', "criteria.routes[1].bodies", "must be a list of codes"),
        (HEAD + ROUTE + "bodies = []", "criteria.routes[1].bodies", "must be a list of codes"),
        (
            HEAD + ROUTE + 'not_bodies = ["The MP"]',
            "criteria.routes[1].not_bodies[1]",
            "use letters without accents",
        ),
        (HEAD + ROUTE + "window = 6", "criteria.routes[1].window", "must be a table of its own"),
        (
            HEAD + ROUTE + "window = { length = 6 }",
            "criteria.routes[1].window.unit",
            'such as unit = "month"',
        ),
        (
            HEAD + ROUTE + 'window = { unit = "day" }',
            "criteria.routes[1].window.length",
            "such as length = 6",
        ),
        (
            HEAD + ROUTE + 'window = { length = 0, unit = "day" }',
            "criteria.routes[1].window.length",
            "at least 1",
        ),
        (
            HEAD + ROUTE + 'window = { length = 6, unit = "month", off = "report" }',
            "criteria.routes[1].window.off",
            "did you mean of?",
        ),
        (HEAD + 'in_force_from = "2026-01-01"\n' + ROUTE, "criteria.in_force_from", "a date without quotes"),
        (HEAD + "in_force_from = 2026-01-01T09:00:00\n" + ROUTE, "criteria.in_force_from", "a date without"),
        (HEAD.replace('"a test"', '""') + ROUTE, "criteria.source", "must not be empty"),
        (HEAD.replace('"1"', '"' + "1" * 61 + '"') + ROUTE, "criteria.version", "is too long: shorten it"),
        (HEAD.replace('"1"', '"é"') + ROUTE, "criteria.version", "use letters without accents"),
        (
            HEAD + ROUTE + '[[criteria.routes.conditions]]\ncode = "a"\nwords = "a"\n',
            "criteria.routes[1].conditions[1].asks",
            'such as asks = ["no_action_taken"]',
        ),
        (
            HEAD
            + ROUTE
            + '[[criteria.routes.conditions]]\ncode = "a"\nwords = "a"\nasks = ["b"]\naccepts = 3',
            "criteria.routes[1].conditions[1].accepts",
            "must be a list of answers",
        ),
        (
            HEAD
            + ROUTE
            + '[[criteria.routes.conditions]]\ncode = "a"\nwords = "a"\nasks = ["b"]\naccepts = [0.5]',
            "criteria.routes[1].conditions[1].accepts",
            "must be a list of answers",
        ),
        (
            HEAD + ROUTE + "[criteria.statutory]\nreport_within = { length = 1, unti = 3 }",
            "criteria.statutory.report_within.unti",
            "did you mean unit?",
        ),
        (
            HEAD + ROUTE + "[criteria.statutory]\napplication_within = { length = 1, off = 3 }",
            "criteria.statutory.application_within.off",
            "The keys here are counting, length, unit, words",
        ),
        (
            HEAD + ROUTE + "[criteria.statutory]\nreport = 3",
            "criteria.statutory.report",
            "did you mean reports?",
        ),
        (
            HEAD + ROUTE + "people_at_least = 4",
            "criteria.routes[1]",
            "people_at_least is larger than reports",
        ),
        (
            HEAD + ROUTE + "reports_at_most = 2",
            "criteria.routes[1]",
            "reports_at_most is smaller than reports",
        ),
        (
            HEAD + ROUTE + 'at_least_of_kind = { kind = "hate", number = 4 }',
            "criteria.routes[1]",
            "asks for more",
        ),
        (HEAD + ROUTE + "people_at_least = 2", "criteria.routes[1]", "is one person"),
        (
            HEAD
            + ROUTE
            + 'reports = 0\ndecision = "discretionary"\nrecency = { length = 1, unit = "month" }',
            "criteria.routes[1]",
            "needs at least one report",
        ),
        (HEAD + ROUTE + "reports = 0", "criteria.routes[1]", "would always be met"),
        (HEAD + ROUTE + 'weighs = ["harm"]', "criteria.routes[1]", "belongs to discretionary routes"),
        (HEAD + ROUTE + ROUTE, "criteria", "routes: id A is given twice"),
        (
            HEAD + 'flags = [{ code = "a", words = "a" }, { code = "a", words = "b" }]\n' + ROUTE,
            "criteria",
            "flags: code a is given twice",
        ),
        (
            HEAD + 'exclusions = [{ code = "a", words = "a" }, { code = "a", words = "b" }]\n' + ROUTE,
            "criteria",
            "exclusions: code a is given twice",
        ),
    ],
)
def test_a_mistake_is_named_with_its_key_and_remedy(text: str | bytes, key: str, remedy: str) -> None:
    found = dict(mistakes(text))
    assert key in found, found
    assert remedy in found[key]


@pytest.mark.parametrize(
    "fine",
    [
        'reports = 0\nreports_at_most = 3\nconditions = [{ code = "a", words = "a", asks = ["a"] }]',
        "reports = 3\nreports_at_most = 3",
        'who = "anyone"\nreports = 3\npeople_at_least = 3',
        'at_least_of_kind = { kind = "hate", number = 3 }',
        'reports = 1\nrecency = { length = 1, unit = "month" }',
        'reports = 0\ndecision = "discretionary"\nweighs = ["harm"]',
        'who = "anyone"\npeople_at_least = 1\nreports = 100',
    ],
)
def test_what_just_fits_together_is_no_mistake(fine: str) -> None:
    assert load_area_criteria(HEAD + ROUTE + fine).versions


def test_every_mistake_is_found_at_once_and_none_hides_another() -> None:
    text = (
        '[criteria]\nversoin = "1"\nsource = 3\ncounting = "forwards"\n'
        '[[criteria.routes]]\nid = "A"\nname = "x"\nreports = 2\nwho = "anyone"\npeople_at_least = 3\nweighs = [3]\n'
        '[[criteria.routes]]\nid = "A"\nname = "y"\nwindow = { length = "six", unit = "months" }\n'
        "reports_at_most = 2\n"
        '[[criteria.exclusions]]\ncode = "No"\nasks = [3]\n'
        '[[criteria.exclusions]]\ncode = "No"\nwords = "x"\n'
    )
    assert {key for key, _ in mistakes(text)} == {
        "criteria.versoin",
        "criteria.version",
        "criteria.source",
        "criteria.counting",
        "criteria.routes[1]",
        "criteria.routes[1].weighs[1]",
        "criteria.routes[2]",
        "criteria.routes[2].window.length",
        "criteria.routes[2].window.unit",
        "criteria.exclusions[1].code",
        "criteria.exclusions[1].words",
        "criteria.exclusions[1].asks[1]",
        "criteria.exclusions[2].code",
        "criteria",
    }


def test_a_mistake_reads_as_one_sentence() -> None:
    with pytest.raises(CriteriaMistake, match=r"^criteria.source: is missing: add where"):
        load_area_criteria('[criteria]\nversion = "1"\n' + ROUTE)


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 200) | st.text(max_size=5) | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["id", "code", "words", "window", "length", "unit", "asks", "reports"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=8,
    ),
    st.sampled_from(
        ["routes", "exclusions", "flags", "statutory", "version", "in_force_from", "counting", "open"]
    ),
)
def test_no_table_however_odd_breaks_the_reader(value: Any, key: str) -> None:
    from triage.remedies import every_mistake

    document = {"version": "1", "source": "x", "routes": [{"id": "A", "name": "x"}]} | {key: value}
    for place, sentence in every_mistake(document, "criteria"):
        assert place.startswith("criteria")
        assert sentence
