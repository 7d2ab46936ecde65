"""Marks on reports: what they change in the assessment, what they need, and what the letter says of them."""

from datetime import date, timedelta
from typing import Any

import pytest

from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.services import assessing, decisions, marks, notes
from portal.services.marks import NewMark
from portal.store import assessments, casefile, ledger
from portal.store import letters as letter_rows
from portal.store import marks as rows
from portal.store.tables import Report
from tests.services.conftest import Team
from tests.services.refusing import LOG, mark
from triage import Assessment


def results(team: Team, reference: str) -> list[tuple[str, int]]:
    """The statutory results of a case's assessments with how many reports counted, oldest first."""
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        found = assessments.all_of(work.session, case.id)
        return [
            (one.statutory_result, Assessment.from_json(one.result).statutory.counted or 0) for one in found
        ]


def day_before(team: Team, days: int) -> date:
    with team.office.work(write=False) as work:
        return work.today - timedelta(days=days)


def test_a_report_left_out_no_longer_counts_and_every_assessment_is_kept(team: Team) -> None:
    reference = team.apply()
    mark(team, reference)
    mark(team, reference, 2, code="not_this_behaviour", reason="Another neighbour.")
    mark(team, reference, code="counts", reason="The log names another party.")
    assert results(team, reference) == [("met", 3), ("not_met", 2), ("not_met", 1), ("not_met", 2)]


def test_undoing_gives_back_what_was_there(team: Team) -> None:
    reference = team.apply()
    mark(team, reference)
    mark(team, reference, code="counts", reason="Marked by mistake.")
    assert results(team, reference)[-1] == ("met", 3)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert assessing.facts_of(work, case) == assessing.facts_of(work, case, marked=False)
        assert [one.mark.code for one in rows.of_case(work.session, case.id)] == ["not_asb", "counts"]


# Report 1 was told of the day after; s104(11)(a): within one month beginning with the day of the behaviour.
@pytest.mark.parametrize(("happened", "told", "counted"), [(39, 10, 3), (41, 9, 2)])
def test_the_right_dates_decide(team: Team, happened: int, told: int, counted: int) -> None:
    reference = team.apply()
    dates: dict[str, Any] = {"incident_on": day_before(team, happened), "told_on": day_before(team, told)}
    mark(team, reference, code="date_differs", reason="The call log shows it.", **dates)
    assert results(team, reference)[-1][1] == counted


@pytest.mark.parametrize(("before", "fine"), [(-1, False), (0, True), (1, True)])
def test_no_date_lies_after_the_application(team: Team, before: int, fine: bool) -> None:
    reference = team.apply()
    told = day_before(team, before)
    if fine:
        mark(team, reference, code="date_differs", told_on=told)
        return
    with pytest.raises(Refused) as refused:
        mark(team, reference, code="date_differs", told_on=told)
    assert refused.value.field == "told_on"


def test_the_same_persons_duplicate_counts_once(team: Team) -> None:
    reference = team.apply()
    mark(team, reference, 2, code="same_persons_duplicate", same_as=1, reason="One call, two numbers.")
    assert results(team, reference)[-1] == ("not_met", 2)
    mark(team, reference, 1, code="same_persons_duplicate", same_as=2, reason="One call, two numbers.")
    assert results(team, reference)[-1] == ("not_met", 2)


def test_reports_by_different_people_are_never_merged(team: Team) -> None:
    reference = team.apply()
    with team.office.work() as work:
        case = team.case(work, reference)
        work.session.query(Report).filter_by(case_id=case.id, number=2).one().reporter = "p1"
    with pytest.raises(Refused) as refused:
        mark(team, reference, 2, code="same_persons_duplicate", same_as=1)
    assert refused.value.field == "same_as"
    with team.office.work() as work:
        # Not even when they name the same incident: the statutory answer keeps them apart.
        work.session.query(Report).filter_by(case_id=case.id, number=2).one().same_as_number = 1
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert assessing.as_given(work, case).results.statutory == "met"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "vexatious"}, "code"),
        ({"code": "counts"}, "code"),
        ({"reason": ""}, "reason"),
        ({"shown_by": ""}, "shown_by"),
        ({"document": "nothing-there"}, "document"),
        ({"code": "date_differs"}, "told_on"),
        ({"code": "same_persons_duplicate"}, "same_as"),
        ({"code": "same_persons_duplicate", "same_as": 1}, "same_as"),
        ({"code": "same_persons_duplicate", "same_as": 9}, "same_as"),
    ],
)
def test_what_is_missing_is_named_and_nothing_changes(
    team: Team, changes: dict[str, Any], field: str
) -> None:
    reference = team.apply()
    with pytest.raises(Refused) as refused:
        mark(team, reference, **changes)
    assert refused.value.field == field
    assert results(team, reference) == [("met", 3)]


def test_a_document_of_the_case_shows_it(team: Team) -> None:
    reference = team.apply()
    with team.work("decider") as work:
        notes.add(
            work,
            reference,
            notes.NewNote("note", "officers", work.today, "The log"),
            notes.Upload("log.pdf", b"%PDF-1.4 log"),
        )
        document = casefile.documents(work.session, team.case(work, reference).id)[0]
    mark(team, reference, shown_by="", document=document.public_id)
    with team.office.work(write=False) as work:
        newest = rows.newest(work.session, team.case(work, reference).id)[1]
    assert newest.document is not None and newest.document.title == "log.pdf"


def test_the_reason_is_sealed_in_the_event_and_not_written_there(team: Team) -> None:
    reference = team.apply()
    mark(team, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        event, _ = casefile.events(work.session, case.id)[-1]
        made = rows.newest(work.session, case.id)[1].mark
        assert event.kind == "report marked"
        assert "party" not in str(event.payload)
        assert event.seal == ledger.seal(made.reason or "", made.salt or "")


def test_sent_twice_is_one_mark(team: Team) -> None:
    reference = team.apply()
    mark(team, reference)
    mark(team, reference)
    assert len(results(team, reference)) == 2


def test_only_decision_makers_mark_and_only_while_the_case_is_received(team: Team) -> None:
    reference = team.apply()
    for name in ("intake", "stranger", "police"):
        with team.work(name) as work, pytest.raises(UnknownCase):
            marks.mark(work, reference, 1, NewMark("not_asb", "x", LOG))
    with team.work("decider") as work, pytest.raises(UnknownCase):
        marks.mark(work, reference, 4, NewMark("not_asb", "x", LOG))
    team.decide(reference)
    with pytest.raises(NotNow):
        mark(team, reference)


def test_the_letter_says_what_was_said_what_was_marked_and_why(team: Team) -> None:
    reference = team.apply()
    mark(team, reference, code="date_differs", incident_on=day_before(team, 8), reason="The log says Sunday")
    with team.work("decider") as work:
        case = team.case(work, reference)
        views = {one.body.key: decisions.View("met") for one in decisions.prepare(work, reference).passed}
        decisions.decide_met(work, reference, "Reasons.", views)
        letter = str(letter_rows.of_case(work.session, case.id)[0].letter.content)
    assert "These dates are not those you gave us: happened 13 November 2026" in letter
    assert "Our reason: The log says Sunday." in letter
    assert "What shows it: Council log 4711." in letter
    assert "15 November 2026" in letter
