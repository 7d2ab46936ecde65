"""The way through a journey, worked out from the answers alone."""

from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest

from portal.journeys.application import APPLICATION
from portal.journeys.application.reports import REPORTS
from portal.journeys.journey import Journey
from portal.journeys.pages import Page, Step
from tests.journeys.examples import ASKING, TODAY, post, typed_report, walk


def test_the_way_back_is_the_way_there() -> None:
    answers, passed = walk(reports=1)
    for before, after in pairwise(passed):
        assert APPLICATION.previous_step(answers, after) == before
        assert APPLICATION.next_step(answers, before) == after
    assert APPLICATION.previous_step(answers, passed[0]) is None
    assert APPLICATION.next_step(answers, passed[-1]) is None


def test_a_further_report_lies_between_two_summaries() -> None:
    answers, _ = walk(reports=2)
    assert APPLICATION.previous_step(answers, Step("report", 1)) == Step("reports")
    assert APPLICATION.previous_step(answers, Step("reports")) == Step("report", 1)
    assert APPLICATION.next_step(answers, Step("report", 1)) == Step("reports")


def test_another_report_is_asked_for_until_the_answer_is_no() -> None:
    answers, _ = walk(reports=1)
    more = APPLICATION.with_answers(answers, Step("reports"), {"another": "yes"})
    assert APPLICATION.next_step(more, Step("reports")) == Step("report", 1)
    assert APPLICATION.first_gap(more) == Step("reports")
    added = post(more, Step("report", 1), typed_report(1))
    assert "another" not in added
    assert APPLICATION.first_gap(added) == Step("reports")


def test_every_page_left_out_is_a_gap_until_it_is_passed() -> None:
    answers, passed = walk()
    for step in passed[:-2]:
        gone = deepcopy(answers)
        gone["_saved"] = [page for page in answers["_saved"] if page != step.page]
        if step.page != "reports":
            assert APPLICATION.first_gap(gone).page == step.page  # type: ignore[union-attr]


def test_an_answer_that_must_be_given_is_a_gap() -> None:
    answers, _ = walk()
    for step, question in ((Step("name"), "name"), (Step("effects"), "impact"), (Step("contact"), "email")):
        assert APPLICATION.first_gap({**answers, question: None}) == step
    assert APPLICATION.first_gap({**answers, "channels": ["post"], "email": None}) is None
    assert APPLICATION.first_gap(answers, before="send") is None
    unsigned = {**answers, "true_best": None}
    assert APPLICATION.first_gap(unsigned) == Step("send")
    assert APPLICATION.first_gap(unsigned, before="send") is None


@pytest.mark.parametrize(
    ("step", "opens"),
    [
        (Step("start"), True),
        (Step("name"), False),
        (Step("report", 0), False),
        (Step("check"), False),
        (Step("send"), False),
    ],
)
def test_before_the_first_answer_only_the_first_page_opens(step: Step, opens: bool) -> None:
    assert APPLICATION.may_open({}, step) is opens


@pytest.mark.parametrize(
    ("step", "opens"),
    [
        (Step("effects"), True),
        (Step("your-part"), False),
        (Step("report", 0), True),
        (Step("report", 1), True),
        (Step("report", 2), False),
        (Step("report", -1), False),
        (Step("report"), False),
        (Step("name", 0), False),
        (Step("check"), False),
        (Step("send"), False),
    ],
)
def test_after_it_the_pages_that_apply_open_in_any_order(step: Step, opens: bool) -> None:
    answers = post({}, Step("start"), {"for_whom": "me"})
    answers = post(answers, Step("report", 0), typed_report(0))
    assert APPLICATION.may_open(answers, step) is opens


def test_checking_and_sending_wait_until_everything_before_is_there() -> None:
    answers, _ = walk(stop_at="check")
    assert APPLICATION.may_open(answers, Step("check"))
    assert APPLICATION.may_open(answers, Step("send"))
    assert not APPLICATION.may_open({**answers, "impact": None}, Step("check"))
    assert not APPLICATION.may_open({**answers, "impact": None}, Step("send"))


def test_no_more_reports_than_a_draft_can_hold() -> None:
    answers, _ = walk(reports=1)
    full = {**answers, "reports": [{"key": f"r{number}"} for number in range(REPORTS.most)]}
    assert APPLICATION.may_open(full, Step("report", REPORTS.most - 1))
    assert not APPLICATION.may_open(full, Step("report", REPORTS.most))


def test_saving_changes_nothing_in_place() -> None:
    answers, _ = walk(reports=2)
    before = deepcopy(answers)
    post(answers, Step("report", 1), {**typed_report(1), "told": "council"})
    post(answers, Step("report", 2), typed_report(2))
    APPLICATION.without_entry(answers, REPORTS, 0)
    assert answers == before


def test_changing_a_report_keeps_its_key_and_the_others() -> None:
    answers, _ = walk(reports=3)
    changed = post(answers, Step("report", 1), {**typed_report(1), "told": "council"})
    assert [report["key"] for report in changed["reports"]] == ["r1", "r2", "r3"]
    assert [report["told"] for report in changed["reports"]] == ["police", "council", "police"]
    assert changed["another"] == "no"


def test_removing_a_report_forgets_who_pointed_to_it_and_never_gives_its_key_again() -> None:
    answers, _ = walk(reports=3)
    answers = post(answers, Step("report", 2), {**typed_report(2), "same_as": "r2"})
    answers = post(answers, Step("report", 0), {**typed_report(0), "same_as": "r3"})
    removed = APPLICATION.without_entry(answers, REPORTS, 1)
    assert [report["key"] for report in removed["reports"]] == ["r1", "r3"]
    assert [report["same_as"] for report in removed["reports"]] == ["r3", None]
    assert APPLICATION.first_gap(removed) == Step("reports")
    added = post(removed, Step("report", 2), typed_report(1))
    assert added["reports"][-1]["key"] == "r4"


def test_a_report_can_be_the_same_event_as_another_but_not_as_itself() -> None:
    answers, _ = walk(reports=2)
    form = APPLICATION.form(answers, Step("report", 1), ASKING)
    options = {option.value: option.label for option in form["same_as"].options}  # type: ignore[attr-defined]
    assert options == {"r1": "Report 1: The police, 11 January 2026", "none": "No, it is something else"}
    assert "same_as" not in [
        question.name for question in APPLICATION.form({}, Step("report", 0), ASKING).shown()
    ]


def test_the_task_list_follows_the_answers() -> None:
    def states(answers: dict[str, Any]) -> list[str]:
        return [section.state for section in APPLICATION.sections(answers)]

    assert states({}) == ["not begun", *["cannot begin"] * 5]
    answers = post({}, Step("start"), {"for_whom": "me"})
    assert states(answers) == ["begun", *["not begun"] * 4, "cannot begin"]
    ready, _ = walk(stop_at="check")
    assert states(ready) == [*["done"] * 5, "not begun"]
    sent, _ = walk()
    assert states(sent) == ["done"] * 6
    assert APPLICATION.sections(answers)[0].step == Step("name")
    assert APPLICATION.sections(ready)[0].step == Step("start")


def test_what_was_written_is_found_page_by_page() -> None:
    answers, _ = walk(reports=1)
    assert APPLICATION.texts(answers, [Step("what-happens")]) == ["Shouting every night."]
    everything = APPLICATION.texts(answers)
    assert {"Shouting every night.", "I cannot sleep.", "NC-1", "The man next door"} <= set(everything)


def test_the_page_left_last_is_known() -> None:
    assert APPLICATION.last_passed({}) is None
    answers = post({"for_whom": "me"}, Step("report", 0), typed_report(0))
    assert APPLICATION.last_passed(answers) == Step("report", 0)


def test_ids_that_come_twice_are_refused() -> None:
    page = APPLICATION.pages[0]
    twice = Journey("twice", (page, Page("again", page.form, "Again", "Again")))
    with pytest.raises(ValueError, match="unique"):
        _ = twice.positions


def test_an_unknown_page_is_no_page() -> None:
    assert APPLICATION.page("nowhere") is None
    with pytest.raises(KeyError):
        APPLICATION.at(Step("nowhere"))
    assert ASKING.today == TODAY
