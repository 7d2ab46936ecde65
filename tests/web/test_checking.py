"""The check of dates before an application: what is asked, and the one honest answer to it."""

from datetime import date

import pytest

from portal.services.work import Office
from tests.web.client import Client
from tests.web.date_check import CARRY, THREE, checked, elsewhere, history, row, rows
from tests.web.markup import text_of


def test_three_reports_in_time_may_be_enough_by_law(client: Client) -> None:
    shown = checked(client, THREE)
    assert (shown.h1, shown.title) == ("Check whether your dates may count", "Dates – Brackenshire")
    for words in (
        "Your application may meet the threshold for a case review. A person will check it.",
        "The law says that there must be a case review when 3 reports were made in time.",
        "On the dates you gave, you may have that right.",
        "Report 2 It may count. Your report of 19 October 2026 may count. It stops counting after 18 April 2027.",
        "You may have enough reports if you apply by 4 April 2027.",
        "Apply soon, while your reports may count.",
        "call 999",
        "Report 1 5 October 2026 5 October 2026 4 April 2027",
    ):
        assert words in shown.words
    assert "cannot take this right away" not in shown.words
    assert len(shown.parsed.by_class("ruler")) == 1


def test_too_few_reports_say_what_would_change_that_and_to_apply_anyway(client: Client) -> None:
    shown = checked(client, rows(row(1, date(2026, 10, 5), "police"), row(2, date(2026, 10, 19), "council")))
    for words in (
        "On the dates you gave, you may not have enough reports yet. You can still apply",
        "Reports that may count: 2. The number needed is 3.",
        "One more report by 4 April 2027 may be enough, if you apply by that day too.",
        "You can apply anyway. Nobody is turned away",
        "tell the police, the council or your landlord soon, within 1 month",
    ):
        assert words in shown.words


@pytest.mark.parametrize(
    ("told_on", "sentence", "near"),
    [
        (date(2026, 10, 14), "Your report of 14 October 2026 may count.", None),
        (
            date(2026, 10, 15),
            "had to be made by 14 October 2026.",
            "missed a limit by one day: it was 14 October 2026",
        ),
        (
            date(2026, 10, 16),
            "had to be made by 14 October 2026.",
            "missed a limit by 2 days: it was 14 October 2026",
        ),
    ],
)
def test_the_day_before_on_and_after_the_last_day_to_tell(
    client: Client, told_on: date, sentence: str, near: str | None
) -> None:
    # A month beginning with 15 September ends on 14 October.
    shown = checked(client, row(1, date(2026, 9, 15), "police", told_on))
    assert sentence in shown.words
    assert ("Only just too late" in shown.words) == (near is not None)
    assert near is None or near in shown.words


@pytest.mark.parametrize(
    ("told_on", "sentence"),
    [
        # Six months beginning with 24 May end on 23 November.
        (
            date(2026, 5, 23),
            "may not count, because it counts only in an application made by 22 November 2026.",
        ),
        (
            date(2026, 5, 24),
            "Your report of 24 May 2026 may count. It stops counting after 23 November 2026.",
        ),
        (
            date(2026, 5, 25),
            "Your report of 25 May 2026 may count. It stops counting after 24 November 2026.",
        ),
    ],
)
def test_the_day_before_on_and_after_the_first_day_that_still_counts(
    client: Client, told_on: date, sentence: str
) -> None:
    assert sentence in checked(client, row(1, told_on, "council")).words


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        (date(2026, 10, 23), "may not count, because nobody was told about it."),
        (date(2026, 10, 24), "If you tell somebody about this incident by 23 November 2026, it may count."),
        (date(2026, 10, 25), "If you tell somebody about this incident by 24 November 2026, it may count."),
    ],
)
def test_what_nobody_was_told_of_yet_has_a_last_day(client: Client, happened: date, sentence: str) -> None:
    shown = checked(client, row(1, happened, "nobody"))
    assert sentence in shown.words
    assert ("If you tell somebody" in shown.words) == (happened > date(2026, 10, 23))
    assert CARRY not in shown.words  # there is nothing to carry over yet


def test_a_date_that_is_not_known_is_named_as_missing(client: Client) -> None:
    shown = checked(
        client,
        rows(
            row(1, date(2026, 10, 5), "police"), row(2, None, "council"), row(3, date(2026, 11, 9), "health")
        ),
    )
    assert "We may need to ask you about one or more dates." in shown.words
    assert (
        "These reports depend on their dates: Report 2. Whoever was told should have the date" in shown.words
    )
    assert "Say “about” or “I do not know”, and a person will look into it." in shown.words


def test_one_event_told_to_two_counts_once(client: Client) -> None:
    same = rows(THREE, {"reports-2-same_as": "1"})
    shown = checked(client, same)
    assert "so the two may count as one." in shown.words
    assert "Reports that may count: 2." in shown.words


def test_rows_left_empty_do_not_count_and_keep_their_numbers(client: Client) -> None:
    first_and_third = rows(
        row(1, date(2026, 10, 5), "police"), row(3, date(2026, 10, 5), "council", same_as="1")
    )
    shown = checked(client, first_and_third)
    names = [text_of(name) for name in shown.parsed.by_class("govuk-summary-list__key")][:2]
    assert names == ["Report 1", "Report 3"]
    assert "so the two may count as one." in shown.words


def test_the_areas_own_questions_are_asked_only_where_its_rules_look_at_them(
    office: Office, client: Client
) -> None:
    page = client.get("/check").parsed
    assert page.with_id("hate") is not None
    assert page.with_id("conditions-vulnerable_victim-so") is not None
    page = elsewhere(office, history("suffolk")).get("/check").parsed
    assert page.with_id("hate") is None
    assert page.with_id("conditions") is None


@pytest.mark.parametrize(("so", "headline"), [("yes", "A person may decide"), ("no", "you may not have enough"),
                                              ("unsure", "you may not have enough")])  # fmt: skip
def test_an_answer_to_the_areas_question_changes_its_own_answer(
    client: Client, so: str, headline: str
) -> None:
    typed = rows(row(1, date(2026, 10, 5), "police"), {"conditions-vulnerable_victim-so": so})
    shown = checked(client, typed)
    assert headline in shown.words
    assert ("A person weighs this up." in shown.words) == (so == "yes")


def test_hate_opens_a_way_of_its_own(client: Client) -> None:
    shown = checked(client, rows(row(1, date(2026, 10, 5), "police"), {"hate": "yes"}))
    assert "A person may decide to hold a case review" in shown.words


def test_local_rules_that_ask_for_more_cannot_take_the_right_away(office: Office) -> None:
    client = elsewhere(office, '[[criteria.routes]]\nid = "A"\nname = "five"\nreports = 5\n')
    shown = checked(client, THREE)
    assert "Your application may meet the threshold" in shown.words
    assert "Our own rules ask for more. They cannot take this right away." in shown.words
    assert "The number needed is 5" not in shown.words


def test_local_rules_that_ask_for_less_are_told_as_such(office: Office) -> None:
    client = elsewhere(office, '[[criteria.routes]]\nid = "A"\nname = "one"\nreports = 1\n')
    shown = checked(client, row(1, date(2026, 10, 5), "police"))
    assert "Here our own rules go further than the law." in shown.words
    assert "The law says that there must be a case review" not in shown.words
