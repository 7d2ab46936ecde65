"""Words of danger and despair are answered with who to call."""

import pytest

from portal.journeys.application import APPLICATION
from portal.journeys.danger import DANGER_WORDS, LIFE_WORDS, Help, help_after_last, helps
from portal.journeys.pages import Step
from tests.journeys.examples import TYPED, post

START = {"for_whom": "me", "_saved": ["start"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I want to die", [Help.LIFE]),
        ("Sometimes I feel SUICIDAL", [Help.LIFE]),
        ("I can’t go on like this", [Help.LIFE]),
        ("i cant go on", [Help.LIFE]),
        ("I can't\ngo on", [Help.LIFE]),
        ("He said he will kill me", [Help.DANGER]),
        ("They have knives", [Help.DANGER]),
        ("he has a gun.", [Help.DANGER]),
        ("He said he would kill us and I want to end it all", [Help.LIFE, Help.DANGER]),
        ("Loud music every night until three", []),
        ("We walked along the gunnels behind the drapes", []),
        ("", []),
    ],
)
def test_words_are_found_and_harmless_ones_are_not(text: str, found: list[Help]) -> None:
    assert helps([text]) == found


@pytest.mark.parametrize("word", [*LIFE_WORDS, *DANGER_WORDS])
def test_every_word_of_the_list_is_found_inside_a_sentence(word: str) -> None:
    assert helps([f"Yesterday: {word.upper()}, and so on"])


def test_words_do_not_join_across_answers() -> None:
    assert helps(["I want to", "die"]) == []


def test_the_page_after_names_who_to_call() -> None:
    answers = post(START, Step("effects"), {"impact": "I want to die"})
    assert help_after_last(APPLICATION, answers) == [Help.LIFE]
    later = post(answers, Step("next-steps"), TYPED["next-steps"])
    assert help_after_last(APPLICATION, later) == []
    assert help_after_last(APPLICATION, {}) == []


def test_sharing_a_home_names_the_domestic_abuse_helpline() -> None:
    answers = post(START, Step("people"), {"share_home": "yes"})
    assert help_after_last(APPLICATION, answers) == [Help.HOME]
    assert help_after_last(APPLICATION, post(answers, Step("others"), {})) == []
    assert help_after_last(APPLICATION, post(START, Step("people"), {"share_home": "no"})) == []


def test_a_draft_of_an_older_form_is_no_trouble() -> None:
    assert help_after_last(APPLICATION, {"_last": ["gone-page", None]}) == []
