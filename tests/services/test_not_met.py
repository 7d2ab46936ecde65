"""Not met: alone, by two people, and what follows; nobody is refused whose reports bind the organisations."""

import json
from datetime import timedelta

import pytest
import sqlalchemy
from sqlalchemy.exc import IntegrityError

from portal.cases.moves import State
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.journeys.when import When
from portal.policy import Action
from portal.services import after_not_met, appeals, figures, marks, not_met, second_look, telling
from portal.services.marks import NewMark
from portal.services.not_met import Help
from portal.store import assessments, casefile, clocks, ledger, proposals, referrals
from portal.store import letters as letter_rows
from portal.store.tables import Proposal, SteppedOff
from tests.services.conftest import NEVER_DONE, Team, answers
from tests.services.records import state
from tests.services.refusing import LOG, WORDS, enlist, mark, proposed, settle


def two_reports(team: Team) -> str:
    with team.office.work(write=False) as work:
        given = answers(work.today)["reports"][:2]
    return team.apply(reports=given)


def newest_letter(team: Team, reference: str) -> tuple[str, str]:
    with team.office.work(write=False) as work:
        sent = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter
        return sent.kind, str(sent.content)


def test_below_the_number_of_the_act_one_person_decides(team: Team) -> None:
    reference = two_reports(team)
    assert settle(team, reference) == "decide"
    assert state(team, reference) is State.NOT_MET
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        decision = assessments.decisions(work.session, case.id)[0]
        views = assessments.views(work.session, decision.id)
        help_ = referrals.of_case(work.session, case.id)
        assert (decision.stage, decision.outcome, decision.second_person) == ("threshold", "not_met", None)
        assert decision.decided_by == team.ids["decider"]
        assert decision.weighed is not None
        assert decision.weighed["points"] == WORDS
        assert {view.view for view, _ in views} == {"not_met"} and len(views) == 4
        assert [one.to for one in help_] == ["Marlowick Mediation"]
        due = {row.clock: row.due_on for row in clocks.running(work.session, case.id)}
        assert case.whose_turn == "office"
        assert due["follow_up"] == help_[0].follow_up_on
        assert "threshold_decision" not in due


def test_the_letter_says_why_what_helps_and_how_to_challenge(team: Team) -> None:
    reference = two_reports(team)
    settle(team, reference)
    kind, words = newest_letter(team, reference)
    assert kind == "threshold_not_met"
    for said in (
        "There will not be a case review this time.",
        "by Decider, decider office.",
        "This does not mean that we do not believe you",
        "Two reports count, and it has been quiet since.",
        "You could not sleep on two nights.\\n\\nIt may come back in summer.",
        "Marlowick Mediation",
        "We will ask them how it went on",
        "Local Government and Social Care Ombudsman",
        "Start your appeal on the web",
        "If you are in danger now, ring 999.",
    ):
        assert said in words, said
    assert "A second person" not in words


@pytest.mark.parametrize(("reports", "refused"), [(2, False), (3, True), (4, True)])
def test_who_has_enough_reports_is_not_refused(team: Team, reports: int, refused: bool) -> None:
    with team.office.work(write=False) as work:
        given = answers(work.today)["reports"]
        given = [*given, {**given[2], "key": "r4"}][:reports]
    reference = team.apply(reports=given)
    if not refused:
        assert settle(team, reference) == "decide"
        return
    with pytest.raises(Refused) as no:
        settle(team, reference)
    assert "Section 104(4) and (11)" in no.value.sentence
    assert state(team, reference) is State.RECEIVED


def test_too_few_marks_leave_the_duty_standing(team: Team) -> None:
    with team.office.work(write=False) as work:
        given = answers(work.today)["reports"]
    reference = team.apply(reports=[*given, {**given[2], "key": "r4"}])
    mark(team, reference)
    with pytest.raises(Refused, match="104"):
        settle(team, reference)
    mark(team, reference, 2)
    assert settle(team, reference) == "propose"


def test_marks_that_undo_a_met_test_need_a_second_person(team: Team) -> None:
    reference = proposed(team)
    assert state(team, reference) is State.NOT_MET_PROPOSED
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        assert assessments.decisions(work.session, case.id) == []
        assert case.whose_turn == "decision-maker"
    assert newest_letter(team, reference)[0] == "acknowledgement"


def test_the_second_person_agrees_and_the_letter_names_both(team: Team) -> None:
    reference = proposed(team)
    second = enlist(team)["second"]
    with team.office.work(second) as work:
        second_look.agree(work, reference, "I read the log. It was a party.")
    assert state(team, reference) is State.NOT_MET
    kind, words = newest_letter(team, reference)
    assert kind == "threshold_not_met"
    assert "by Decider, decider office." in words
    assert "A second person checked this decision and agreed with it: Second, second office." in words
    assert "Our reason: It was a one-off party. What shows it: Council log 4711." in words
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        decision = assessments.decisions(work.session, case.id)[0]
        proposal = proposals.newest(work.session, case.id, "not_met")
        event, by = casefile.events(work.session, case.id)[-1]
        assert (decision.decided_by, decision.second_person) == (team.ids["decider"], second.id)
        assert decision.weighed is not None
        assert decision.weighed["left_out"] == {"r1": "not_asb"}
        assert proposal is not None and (proposal.outcome, proposal.settled_by) == ("agreed", second.id)
        assert event.kind == "threshold not met" and by == "Second"
        both = '["Two reports count, and it has been quiet since.", "I read the log. It was a party."]'
        assert (decision.reasons, proposal.answer) == tuple(json.loads(both))
        assert decision.salt is not None
        assert proposal.answer_salt == decision.salt
        assert event.seal == ledger.seal(both, decision.salt)


def test_a_decision_maker_of_a_body_that_has_the_case_can_be_the_second_person(team: Team) -> None:
    reference = proposed(team)
    people = enlist(team)
    with team.office.work(people["elsewhere"]) as work, pytest.raises(UnknownCase):
        second_look.agree(work, reference, "Yes.")
    with team.office.work(people["police_decider"]) as work:
        assert second_look.open_proposal(work, reference).proposer == "Decider"
        second_look.agree(work, reference, "I read the log.")
    assert state(team, reference) is State.NOT_MET


def test_the_proposer_is_never_the_second_person(team: Team) -> None:
    reference = proposed(team)
    for do in (second_look.agree, second_look.send_back):
        with team.work("decider") as work, pytest.raises(UnknownCase):
            do(work, reference, "I agree with myself.")
    with pytest.raises(NotNow):
        settle(team, reference)
    with team.office.work(write=False) as work:
        made_by = work.session.query(Proposal).one().made_by
    with pytest.raises(IntegrityError), team.office.work() as work:
        work.session.execute(sqlalchemy.update(Proposal).values(settled_by=made_by))
    assert state(team, reference) is State.NOT_MET_PROPOSED


@pytest.mark.parametrize("name", ["intake", "stranger", "chair", "police", "officer"])
def test_nobody_else_is_the_second_person(team: Team, name: str) -> None:
    reference = proposed(team)
    with team.work(name) as work, pytest.raises(UnknownCase):
        second_look.agree(work, reference, "Yes.")


def test_a_proposal_sent_back_is_decided_anew(team: Team) -> None:
    reference = proposed(team)
    second = enlist(team)["second"]
    with team.office.work(second) as work, pytest.raises(Refused):
        second_look.send_back(work, reference, "")
    with team.office.work(second) as work:
        second_look.send_back(work, reference, "The log names another house.")
    assert state(team, reference) is State.RECEIVED
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        proposal = proposals.newest(work.session, case.id, "not_met")
        event, _ = casefile.events(work.session, case.id)[-1]
        assert proposal is not None and proposal.outcome == "returned"
        assert event.seal == ledger.seal("The log names another house.", proposal.answer_salt or "")
    with team.office.work(second) as work, pytest.raises(NotNow):
        second_look.agree(work, reference, "After all.")
    mark(team, reference, code="counts", reason="The second person is right.")
    team.decide(reference)
    assert state(team, reference) is State.ACCEPTED


def test_nothing_changes_under_a_proposal(team: Team) -> None:
    reference = proposed(team)
    with pytest.raises(NotNow):
        mark(team, reference, 2)
    with team.work("decider") as work, pytest.raises(NotNow):
        marks.mark(work, reference, 1, NewMark("counts", "Back.", LOG))


def test_marks_made_after_the_page_was_opened_stop_the_decision(team: Team) -> None:
    reference = two_reports(team)
    mark(team, reference)
    with pytest.raises(Refused, match="have been marked since"):
        settle(team, reference, assessment=1)
    assert settle(team, reference, assessment=2) == "decide"


def test_while_a_date_is_not_known_it_must_be_said_how_it_was_asked_for(team: Team) -> None:
    with team.office.work(write=False) as work:
        given = answers(work.today)["reports"]
    unknown = [{**given[0], "told_on": When(None).to_storage()}, *given[1:]]
    reference = team.apply(reports=unknown)
    with pytest.raises(Refused) as refused:
        settle(team, reference)
    assert refused.value.field == "date_asked"
    assert settle(team, reference, asked="Rang Jo twice on the safe number.") == "decide"


@pytest.mark.parametrize("point", WORDS)
def test_each_point_must_be_weighed_in_words(team: Team, point: str) -> None:
    reference = two_reports(team)
    with pytest.raises(Refused) as refused:
        settle(team, reference, points={**WORDS, point: ""})
    assert refused.value.field == point
    assert state(team, reference) is State.RECEIVED


def test_a_refusal_without_other_help_or_views_or_reasons_is_not_taken(team: Team) -> None:
    reference = two_reports(team)
    for changes, field in (({"help": ()}, "help"), ({"views": {}}, "view-"), ({"reasons": ""}, "reasons")):
        with pytest.raises(Refused) as refused:
            settle(team, reference, **changes)
        assert (refused.value.field or "").startswith(field)


@pytest.mark.parametrize(("ahead", "taken"), [(-1, False), (0, True), (1, True)])
def test_other_help_is_followed_up_from_today_on(team: Team, ahead: int, taken: bool) -> None:
    reference = two_reports(team)
    with team.office.work(write=False) as work:
        help_ = (Help("Victim Care", "Talk", work.today + timedelta(ahead)),)
    if taken:
        assert settle(team, reference, help=help_) == "decide"
        return
    with pytest.raises(Refused):
        settle(team, reference, help=help_)


def test_the_figures_count_it_on_its_day(team: Team) -> None:
    settle(team, two_reports(team))
    with team.work("figures") as work:
        found = figures.count(work, *figures.financial_year(work.today))
    assert (found.total.applications, found.total.not_met) == (1, 1)


def test_other_help_is_followed_up_and_then_the_case_closes(team: Team) -> None:
    reference = two_reports(team)
    settle(team, reference)
    with team.work("intake") as work:
        referral = referrals.of_case(work.session, team.case(work, reference).id)[0]
        with pytest.raises(Refused, match="other help"):
            after_not_met.close(work, reference, "Done.", "They moved.")
    with team.work("intake") as work:
        after_not_met.follow_up(work, reference, referral.id, work.today, "They met twice. It is better.")
    with team.work("intake") as work, pytest.raises(NotNow):
        after_not_met.follow_up(work, reference, referral.id, work.today, "Again.")
    with team.work("intake") as work, pytest.raises(Refused) as refused:
        after_not_met.close(work, reference, "The help was given.")
    assert refused.value.field == "early"
    with team.work("intake") as work:
        after_not_met.close(
            work, reference, "The help was given.", "You asked us to close it now.", NEVER_DONE
        )
    assert state(team, reference) is State.CLOSED
    kind, words = newest_letter(team, reference)
    assert kind == "closing" and "You asked us to close it now." in words
    assert "There was no case review, so no plan was made." in words
    with team.office.work(write=False) as work:
        # Nothing was reviewed: an appeal by this letter is about the threshold, never about a panel.
        assert appeals.open_form(work, team.token(reference, "appeal")).stage == "threshold"


@pytest.mark.parametrize(("days", "closes"), [(-1, False), (0, False), (1, True)])
def test_when_the_time_to_appeal_is_over_the_case_closes_without_more(
    team: Team, days: int, closes: bool
) -> None:
    reference = two_reports(team)
    settle(team, reference)
    with team.office.work() as work:
        telling.open_by_link(work, team.token(reference, "letter"))
        case = team.case(work, reference)
        referral = referrals.of_case(work.session, case.id)[0]
    with team.work("intake") as work:
        after_not_met.follow_up(work, reference, referral.id, work.today, "It is better.")
        last = after_not_met.prepare(work, reference, Action.FOLLOW_UP).last_day
        assert last is not None
        wait = (last - work.today).days + days
    team.clock.pass_time(days=wait)
    if closes:
        with team.work("intake") as work:
            after_not_met.close(work, reference, "The time to appeal is over.", never_done=NEVER_DONE)
        return
    with team.work("intake") as work, pytest.raises(Refused):
        after_not_met.close(work, reference, "The time to appeal is over.")


def test_an_appeal_against_not_met_is_lodged_by_the_letters_link(team: Team) -> None:
    reference = two_reports(team)
    settle(team, reference)
    token = team.token(reference, "appeal")
    new = appeals.NewAppeal((), "The council never wrote to them.", "", "key")
    with team.office.work(write=False) as work:
        opening = appeals.open_form(work, token)
        assert (opening.stage, opening.standing) == ("threshold", "open")
    with team.office.work() as work:
        lodged = appeals.lodge(work, token, new)
    assert not lodged.late
    with team.work("intake") as work:
        case = team.case(work, reference)
        assert case.open_appeals == 1
        referral = referrals.of_case(work.session, case.id)[0]
        after_not_met.follow_up(work, reference, referral.id, work.today, "Better.")
    with team.work("intake") as work, pytest.raises(NotNow):
        after_not_met.close(work, reference, "Over.", "Anyway.")


def test_only_the_district_reaches_what_follows(team: Team) -> None:
    reference = two_reports(team)
    settle(team, reference)
    for name in ("stranger", "chair", "police", "officer"):
        with team.work(name) as work, pytest.raises(UnknownCase):
            after_not_met.close(work, reference, "x", "y")
        with team.work(name) as work, pytest.raises(UnknownCase):
            not_met.prepare(work, reference)


def test_the_second_person_answers_once(team: Team) -> None:
    reference = proposed(team)
    people = enlist(team)
    with team.office.work(people["second"]) as work:
        second_look.agree(work, reference, "I read the log.")
    for do in (second_look.agree, second_look.send_back):
        with team.office.work(people["police_decider"]) as work, pytest.raises(NotNow):
            do(work, reference, "Me too.")
    with team.office.work(write=False) as work:
        kinds = [one.letter.kind for one in letter_rows.of_case(work.session, team.case(work, reference).id)]
    assert kinds.count("threshold_not_met") == 1


def test_who_stepped_off_is_no_second_person(team: Team) -> None:
    reference = proposed(team)
    second = enlist(team)["second"]
    with team.office.work() as work:
        case = team.case(work, reference)
        row = SteppedOff(case_id=case.id, staff_id=second.id, at=work.now, reason="I know them.")
        work.session.add(row)
    with team.office.work(second) as work, pytest.raises(UnknownCase):
        second_look.agree(work, reference, "Yes.")
