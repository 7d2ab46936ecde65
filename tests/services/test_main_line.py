"""The main job from application to closing, and an appeal that sends it back, as use cases."""

from datetime import timedelta

import pytest

from portal.cases.moves import State
from portal.cases.refusals import NotNow, NotPermitted, Refused, UnknownCase
from portal.services import appeals, applications, decisions, figures, panels, reviews, telling
from portal.store import ledger
from portal.store import letters as letter_rows
from portal.store import panels as panel_rows
from tests.services.conftest import Team
from tests.services.records import state


def test_the_main_job_from_application_to_closing(team: Team) -> None:
    reference = team.apply()
    assert state(team, reference) is State.RECEIVED
    team.decide(reference)
    team.convene(reference)
    team.hold(reference)
    team.comment(reference)
    team.finish(reference)
    assert state(team, reference) is State.CONCLUDED
    with pytest.raises(NotNow):
        team.close(reference)
    team.end_actions(reference)
    team.close(reference)
    assert state(team, reference) is State.CLOSED
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        kinds = [sent.letter.kind for sent in letter_rows.of_case(work.session, case.id)]
        verified = ledger.verify(work.session)
    assert kinds == [
        "closing", "action_milestone", "outcome", "draft_plan", "meeting_invitation", "threshold_met",
        "acknowledgement",
    ]  # fmt: skip
    assert verified.first_bad is None and verified.events > 10


def test_figures_reconcile_with_what_was_done(team: Team) -> None:
    first, second = team.apply(), team.apply(district="marlowick")
    assert first != second
    team.decide(first)
    team.convene(first)
    team.hold(first)
    team.comment(first)
    team.finish(first)
    with team.work("figures") as work:
        found = figures.count(work, *figures.financial_year(work.today))
    assert (found.total.applications, found.total.not_met, found.total.reviews, found.total.with_recommendations) == (
        2, 0, 1, 1,
    )  # fmt: skip
    assert [(name, row.applications) for name, row in found.districts] == [("Alderfen", 1), ("Marlowick", 1)]


def test_an_appeal_about_the_review_sends_it_back_to_a_panel(team: Team) -> None:
    reference = team.after("finish")
    token = team.token(reference, "appeal")
    new = appeals.NewAppeal(
        ("Your application was not dealt with as the procedure says.",), "Not heard.", "", "key"
    )
    with team.office.work() as work:
        lodged = appeals.lodge(work, token, new)
    with team.office.work() as work:
        assert appeals.lodge(work, token, new) == lodged
    with team.work("intake") as work, pytest.raises(Refused):
        appeals.assign(work, reference, 1, team.ids["decider"], "x")
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works for another partnership.")
    with team.work("decider") as work, pytest.raises(UnknownCase):
        appeals.decide(work, reference, 1, "upheld_sent_back", "No.", "x")
    with team.work("officer") as work:
        appeals.decide(work, reference, 1, "upheld_sent_back", "She was not heard.", "Works elsewhere.")
    assert state(team, reference) is State.ACCEPTED
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert case.open_actions == 1
        appeal = panel_rows.appeal(work.session, case.id, 1)
        assert appeal is not None and appeal.result == "upheld_sent_back"


def test_an_officer_who_took_part_cannot_decide_the_appeal(team: Team) -> None:
    from portal.policy import Actor, Grant, Role
    from portal.store.tables import Appeal, StaffRole

    reference = team.apply()
    team.decide(reference)
    with team.office.work() as work:
        appeals.lodge(work, team.token(reference, "appeal"), appeals.NewAppeal((), "Wrong.", "", "key"))
    with team.office.work() as work:
        work.session.add(
            StaffRole(staff_id=team.ids["decider"], role=Role.APPEAL_OFFICER, since=work.today, until=None)
        )
        appeal = work.session.query(Appeal).one()
        appeal.officer_id, appeal.state = team.ids["decider"], "assigned"
    actor = Actor("staff", team.ids["decider"], (Grant(Role.APPEAL_OFFICER),))
    with team.office.work(actor) as work, pytest.raises(NotPermitted):
        appeals.decide(work, reference, 1, "not_upheld", "Fine.", "x")


def test_sending_twice_gives_one_case(team: Team) -> None:
    draft_id = team.draft()
    with team.office.work() as work:
        first = applications.submit(work, draft_id).reference
    with team.office.work() as work:
        assert applications.submit(work, draft_id).reference == first


def test_the_application_reaches_every_relevant_body(team: Team) -> None:
    reference = team.apply()
    notices = [one for one in team.messages(reference) if one.body_id]
    assert len(notices) == 4
    assert all("Sample" not in one.subject + one.body for one in notices)


def test_opening_a_letter_starts_the_appeal_window(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    token = team.token(reference, "letter")
    with team.office.work(write=False) as work:
        assert telling.read_by_link(work, token).told_at is None
    with team.office.work() as work:
        telling.open_by_link(work, token)
    with team.office.work(write=False) as work:
        letter = telling.read_by_link(work, token)
        assert letter.told_how == "opened"


def test_the_panel_cannot_be_recorded_before_its_day(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    with team.work("intake") as work:
        panels.convene(work, reference, team.convening(work, meets_on=work.today + timedelta(days=1)))
    with pytest.raises(NotNow):
        team.hold(reference)
    team.clock.pass_time(days=1)
    team.hold(reference)
    assert state(team, reference) is State.DRAFT_PLAN


def test_silence_needs_the_clock_and_a_try(team: Team) -> None:
    reference = team.after("hold")
    with pytest.raises(NotNow):
        team.finish(reference)
    team.clock.pass_time(days=8)
    with pytest.raises(Refused) as refused:
        team.finish(reference)
    assert refused.value.field == "tried"
    with team.work("chair") as work:
        end = reviews.Finish("d", "r", team.plan(work.today), tried="Rang the safe number on Monday.")
        reviews.finish(work, reference, end)
    assert state(team, reference) is State.CONCLUDED


def test_deciding_needs_every_bodys_view(team: Team) -> None:
    reference = team.apply()
    with team.work("decider") as work, pytest.raises(Refused):
        decisions.decide_met(work, reference, "Reasons.", {})
    assert state(team, reference) is State.RECEIVED


def test_a_foreign_case_is_an_unknown_one(team: Team) -> None:
    reference = team.apply()
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        decisions.decide_met(work, reference, "Reasons.", {})
