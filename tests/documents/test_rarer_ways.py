"""What a letter says where the case took a rarer way: nothing in it may be untrue for the one who reads it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.cases.timetable import Term
from portal.documents import letters
from portal.documents.letters.facts import CountedReport, Withdrawn
from portal.documents.required import Part
from portal.wording import in_english
from tests.documents import samples
from tests.documents.samples import CLOSING, HEAD
from tests.documents.test_letters_say import read


def test_after_a_death_nobody_is_greeted_by_the_name_of_who_died_or_told_to_report_again() -> None:
    letter = letters.ended(HEAD, replace(samples.ENDED, why="died"), in_english)
    said = read(letter)
    assert "Dear" not in said
    assert letter.head.addressee == f"Whoever opens letters for {HEAD.addressee}"
    assert "the person whom it was about has died. We are very sorry." in said
    assert "report it to the police" not in said
    assert "You do not have to do anything." in said
    other = read(letters.ended(HEAD, replace(samples.ENDED, why="moved away"), in_english))
    assert f"Dear {HEAD.addressee}," in other
    assert "report it to the police" in other


def test_a_parent_is_written_to_by_name_after_the_death_of_a_child() -> None:
    head = replace(HEAD, addressee="Kim Sample", on_behalf_of="Jo Sample")
    said = read(letters.ended(head, replace(samples.ENDED, why="died"), in_english))
    assert "Dear Kim Sample," in said
    assert "the person whom it was about has died" in said


@pytest.mark.parametrize(("actions", "appeals"), [(0, 0), (1, 0), (2, 0), (0, 1)])
def test_who_withdraws_reads_what_goes_on_all_the_same(actions: int, appeals: int) -> None:
    facts = Withdrawn(date(2026, 4, 1), False, CLOSING, open_actions=actions, appeal_goes_on=bool(appeals))
    said = read(letters.withdrawn(HEAD, facts, in_english))
    assert ("Actions that were agreed and still go on:" in said) is bool(actions)
    assert (f"still go on: {actions}." in said) is bool(actions)
    assert ("Your appeal is still looked at." in said) is bool(appeals)


@pytest.mark.parametrize(("days", "over"), [(-1, False), (0, False), (1, True)])
def test_nobody_is_invited_to_appeal_again_by_a_day_that_has_passed(days: int, over: bool) -> None:
    last = samples.APPEAL_WITHDRAWN.last_day
    assert last is not None
    head = replace(HEAD, day=last + timedelta(days=days))
    said = read(letters.appeal_withdrawn(head, samples.APPEAL_WITHDRAWN, in_english))
    assert ("The time to appeal ended on 12 June 2026." in said) is over
    assert ("You can appeal again until 12 June 2026" in said) is not over


@pytest.mark.parametrize(
    ("within", "said_so"),
    [
        (Term(15, "working_day"), "from the day of that letter: 15 working days."),
        (Term(28, "calendar_day"), "from the day of that letter: 28 days."),
        (None, "No time limit for their decision has been agreed yet."),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_the_receipt_of_an_appeal_promises_no_day_before_its_clock_runs(
    within: Term | None, said_so: str, late: bool
) -> None:
    facts = replace(samples.APPEAL_RECEIVED, decide_within=within, late=late)
    said = read(letters.appeal_acknowledgement(HEAD, facts, in_english))
    assert said_so in said
    assert "We will tell you the result of your appeal by" not in said
    assert ("If we can still look at it, we find somebody" in said) is late


def test_a_report_with_a_date_that_is_not_known_is_not_called_one_that_does_not_count() -> None:
    unsure = CountedReport(
        "not known", "not known", "Police", False, "We could not tell.", "Act", unclear=True
    )
    said = read(letters.threshold_not_met(HEAD, replace(samples.NOT_MET, reports=(unsure,)), in_english))
    assert "Reports that count 0 Reports with a date that is not clear 1 Reports needed 5" in said
    assert "Police, not known Not clear We could not tell." in said
    plain = read(letters.threshold_not_met(HEAD, samples.NOT_MET, in_english))
    assert "date that is not clear" not in plain


@pytest.mark.parametrize(("needed", "said_so"), [(3, False), (4, True)])
def test_a_review_with_fewer_reports_than_needed_says_how_that_can_be(needed: int, said_so: bool) -> None:
    letter = letters.threshold_met(HEAD, replace(samples.MET, needed=needed), in_english)
    assert ("There can be a review with fewer reports." in read(letter)) is said_so
    assert Part.COUNTED in letter.parts()


@pytest.mark.parametrize("placed", [True, False])
def test_a_receipt_without_a_district_says_that_the_council_gets_it_too(placed: bool) -> None:
    said = read(letters.acknowledgement(HEAD, replace(samples.RECEIPT, placed=placed), in_english))
    assert ("We do not know yet in which district it happens." in said) is not placed


def test_a_review_without_any_report_can_be_told() -> None:
    said = read(letters.threshold_met(HEAD, replace(samples.MET, reports=()), in_english))
    assert "Your application did not give any reports that we could count." in said
    assert "There can be a review with fewer reports." in said


def test_the_outcome_names_who_led_the_review_apart_from_who_was_at_the_meeting() -> None:
    said = read(letters.outcome(HEAD, samples.OUTCOME, in_english))
    assert "Who led the review Chair Dr Rhian Pugh" in said
    assert "These organisations were at the meeting:" in said
    assert "Who was at the meeting" not in said
