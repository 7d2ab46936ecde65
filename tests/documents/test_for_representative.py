"""What somebody who acts beside the victim is sent of each letter, and what stays the victim's (requirement A13)."""

from dataclasses import replace

import pytest

from portal.documents import letters
from portal.documents.for_representative import for_representative
from portal.documents.letter import Letter
from portal.documents.required import MILESTONES, NOTICES, REQUIRED, THEIR_OWN, LetterKind
from portal.wording import in_english
from tests.documents.samples import HEAD, LETTERS, MET, OUTCOME

ACTING = replace(HEAD, addressee="Robin Ward", on_behalf_of="Jo Sample", status_link="status01")


def copy_of(kind: LetterKind) -> Letter | None:
    return for_representative(LETTERS[kind](ACTING, in_english), "Jo Sample", in_english)


@pytest.mark.parametrize("kind", sorted(REQUIRED))
def test_what_is_neither_a_notice_nor_a_milestone_stays_with_the_victim(kind: LetterKind) -> None:
    assert (copy_of(kind) is not None) is (kind in NOTICES | MILESTONES | THEIR_OWN)


def test_the_plan_its_draft_and_questions_are_the_victims() -> None:
    for kind in (LetterKind.DRAFT_PLAN, LetterKind.ACTION_MILESTONE, LetterKind.QUESTION):
        assert copy_of(kind) is None


@pytest.mark.parametrize("kind", sorted(NOTICES | MILESTONES))
def test_a_copy_says_for_whom_it_is_and_whom_to_ask_and_opens_nothing_but_the_appeal(
    kind: LetterKind,
) -> None:
    found = copy_of(kind)
    assert found is not None
    assert found.holds("ask Jo Sample") and found.holds("because you act for Jo Sample")
    purposes = {getattr(block, "purpose", "appeal") for block in found.blocks}
    assert purposes == {"appeal"} and found.head.status_link is None
    assert Letter.from_json(found.to_json()) == found


def test_the_notice_holds_the_decision_and_the_reasons_and_not_what_an_organisation_said_of_somebody() -> (
    None
):
    views = tuple(replace(view, words="CANARY log of her flat") for view in MET.views)
    met = letters.threshold_met(ACTING, replace(MET, views=views, reasons="Three reports count."), in_english)
    copied = for_representative(met, "Jo Sample", in_english)
    assert copied is not None
    assert met.holds("CANARY") and not copied.holds("CANARY")
    assert copied.holds("Three reports count.") and copied.holds("There will be a case review.")
    assert not copied.holds("How do you want to be heard")


def test_the_outcome_holds_the_recommendations_and_not_the_plan_nor_the_victims_words() -> None:
    facts = replace(
        OUTCOME,
        heard_words="CANARY her statement",
        answer="CANARY answer to her",
        actions=tuple(replace(one, what="CANARY camera at her door") for one in OUTCOME.actions),
    )
    whole = letters.outcome(ACTING, facts, in_english)
    copied = for_representative(whole, "Jo Sample", in_english)
    assert copied is not None
    assert whole.holds("CANARY") and not copied.holds("CANARY")
    assert copied.holds(OUTCOME.reasons) and copied.holds(OUTCOME.recommendations[0].words)


def test_the_acknowledgement_leaves_out_the_answers() -> None:
    whole = LETTERS[LetterKind.ACKNOWLEDGEMENT](ACTING, in_english)
    copied = copy_of(LetterKind.ACKNOWLEDGEMENT)
    assert copied is not None
    assert whole.holds("Your answers") and not copied.holds("Your answers")


def test_reasons_other_than_of_a_notice_stay_with_the_victim() -> None:
    for kind in (LetterKind.CLOSING, LetterKind.REOPENED, LetterKind.MEETING_POSTPONED):
        whole, copied = LETTERS[kind](ACTING, in_english), copy_of(kind)
        assert copied is not None
        reasons = [block for part, found in whole.parts().items() if part == "reasons" for block in found]
        assert reasons and not any(block in copied.blocks for block in reasons), kind


def test_what_somebody_said_in_an_appeal_stays_with_them() -> None:
    whole = LETTERS[LetterKind.APPEAL_ACKNOWLEDGEMENT](ACTING, in_english)
    copied = copy_of(LetterKind.APPEAL_ACKNOWLEDGEMENT)
    assert copied is not None
    typed = [
        block.text for block in whole.blocks if getattr(block, "verbatim", False) and hasattr(block, "text")
    ]
    assert typed and not any(copied.holds(words) for words in typed)
    assert copied.holds("We received your appeal")


@pytest.mark.parametrize("kind", sorted(THEIR_OWN))
def test_their_own_letters_name_nobody(kind: LetterKind) -> None:
    found = copy_of(kind)
    assert found is not None
    assert not found.holds("Jo Sample")
