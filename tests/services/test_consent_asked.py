"""The victim is asked whether they agree: what each answer does, and what a councillor’s word is worth (A12)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from portal.cases.refusals import Refused
from portal.cases.timetable import Clock
from portal.services import gate, notes
from portal.store import clocks, people
from portal.store.tables import Document, Task
from tests.services.conftest import Team
from tests.services.test_on_behalf import (
    apply,
    body_sees,
    consent_of,
    letters_to,
    reach,
    record,
    running,
    state,
    waiting,
    words_to,
)


def test_agreed_lets_the_case_be_received_and_tells_both_what_is_theirs(team: Team) -> None:
    reference = waiting(team)
    team.clock.pass_time(days=9)
    record(team, reference)
    assert state(team, reference) == "received"
    assert body_sees(team, reference)
    kept = consent_of(team, reference)
    assert (kept.state, kept.asked_how, kept.recorded_by) == ("given", "phone", team.ids["intake"])
    assert letters_to(team, reference, "victim")[-1] == "acknowledgement"
    assert letters_to(team, reference, "representative") == ["waiting_for_consent", "consent_outcome"]
    assert "Loud music" not in words_to(team, reference, "representative")


def test_the_application_date_stands_and_the_clocks_of_the_bodies_begin_with_the_agreement(
    team: Team,
) -> None:
    reference = waiting(team)
    with team.office.work(write=False) as work:
        sent = team.case(work, reference).applied_on
    team.clock.pass_time(days=9)
    record(team, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        started = {row.clock: (row.started_on - sent).days for row in clocks.all_of(work.session, case.id)}
        assert case.applied_on == sent
    ours = {Clock.FIRST_CONTACT: 0, Clock.RISK: 0, Clock.PASS_ON: 9, Clock.DECISION: 9}
    assert started == {**ours, Clock.RETURNS: 9}


def test_who_agrees_may_keep_it_to_themselves(team: Team) -> None:
    reference = waiting(team)
    record(team, reference, shared=False)
    assert state(team, reference) == "received"
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        (victim,) = people.of_case(work.session, case.id)
        assert victim.role == "victim"
        assert [one.person.id for one in people.recipients_of_notices(work.session, case.id)] == [
            victim.person.id
        ]
        assert "on_behalf" not in case.flags


@pytest.mark.parametrize(
    ("shared", "told"), [(True, ["waiting_for_consent", "consent_outcome"]), (False, ["waiting_for_consent"])]
)
def test_not_agreed_closes_the_case_and_tells_whoever_applied_no_more_than_is_safe(
    team: Team, shared: bool, told: list[str]
) -> None:
    reference = waiting(team)
    record(team, reference, "refused", shared=shared)
    assert state(team, reference) == "closed"
    assert not body_sees(team, reference)
    assert letters_to(team, reference, "representative") == told
    assert running(team, reference) == set()
    assert not gate.may_be_told(reach(team, reference, "victim"))


@pytest.mark.parametrize("answer", ["not_reached", "undecided"])
def test_no_answer_is_a_try_and_changes_nothing(team: Team, answer: str) -> None:
    reference = waiting(team)
    for _ in range(3):
        record(team, reference, answer, words="Rang at ten.")
        team.clock.pass_time(days=30)
    assert state(team, reference) == "awaiting consent"
    assert consent_of(team, reference).state == "sought"
    assert letters_to(team, reference, "representative") == ["waiting_for_consent"]
    record(team, reference)
    assert state(team, reference) == "received"


def test_the_same_sent_twice_is_one_try(team: Team) -> None:
    reference = waiting(team)
    record(team, reference, "not_reached")
    with team.office.work(write=False) as work:
        before = team.case(work, reference).version
    record(team, reference, "not_reached")
    with team.office.work(write=False) as work:
        assert team.case(work, reference).version == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"how": "guessed"}, "how"),
        ({"answer": "perhaps"}, "answer"),
        ({"how": "signed_form"}, "file"),
    ],
)
def test_what_is_missing_is_refused_and_nothing_is_kept(
    team: Team, changes: dict[str, Any], field: str
) -> None:
    reference = waiting(team)
    with pytest.raises(Refused) as refused:
        record(team, reference, **{"answer": "agreed", **changes})
    assert refused.value.field == field
    assert state(team, reference) == "awaiting consent"


def test_a_day_to_come_is_refused(team: Team) -> None:
    reference = waiting(team)
    with team.office.work(write=False) as work:
        today = work.today
    for days, sound in ((-1, True), (0, True), (1, False)):
        if sound:
            record(team, reference, "not_reached", on=today + timedelta(days=days))
        else:
            with pytest.raises(Refused):
                record(team, reference, "not_reached", on=today + timedelta(days=days))


def test_a_signed_form_is_kept_as_evidence_for_officers_only(team: Team) -> None:
    reference = waiting(team)
    form = notes.Upload("form.png", b"\x89PNG\r\n\x1a\n" + b"0" * 20)
    record(team, reference, how="signed_form", form=form)
    kept = consent_of(team, reference)
    with team.office.work(write=False) as work:
        document = work.session.get_one(Document, kept.evidence_document_id)
        assert (document.title, document.audience) == ("form.png", "officers")


def test_a_councillors_word_is_checked_with_the_victim_later(team: Team) -> None:
    reference = apply(team)
    record(team, reference, "not_reached")
    assert state(team, reference) == "received"
    with team.office.work(write=False) as work:
        assert "check_consent" in team.case(work, reference).flags
    record(team, reference)
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert "check_consent" not in case.flags
        task = work.session.scalars(
            select(Task).where(Task.case_id == case.id, Task.kind == "verify_consent")
        ).one()
        assert task.done_by == team.ids["intake"]
    assert consent_of(team, reference).asked_how == "phone"


def test_a_councillors_word_that_was_wrong_ends_it_and_the_bodies_see_nothing(team: Team) -> None:
    reference = apply(team)
    assert body_sees(team, reference)
    record(team, reference, "refused")
    assert (state(team, reference), body_sees(team, reference)) == ("closed", False)
