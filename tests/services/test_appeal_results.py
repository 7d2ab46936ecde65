"""What each result of an appeal does to the case (requirements E1, E2, E4)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.cases.moves import Move, State
from portal.cases.refusals import NotNow, NotPermitted, Refused, UnknownCase
from portal.policy import Action, Grant, Role
from portal.services import (
    appeals,
    casework,
    figures,
    independence,
    keyed_appeals,
    staff,
    stepping_off,
)
from portal.services.casework import Recorded
from portal.services.plans import NewRecommendation
from portal.store import assessments, clocks, hearings
from portal.store import letters as letter_rows
from portal.store.tables import Letter, Link, Staff
from tests.services.conftest import PASSWORD, Team
from tests.services.records import the_appeal

WHY = "The third report was left out."
FREE = "I work for another partnership."


def not_met(team: Team, reference: str, *, outcome: str = "not_met") -> None:
    """The threshold decided against, with the letter that can be challenged; its form is another matter."""
    from portal.documents.letters import threshold_not_met
    from portal.services import decisions, letters
    from tests.documents.samples import NOT_MET

    move = {"not_met": Move.DECIDE_NOT_MET, "deferred": Move.DEFER}[outcome]
    with team.work("decider") as work:
        case = team.case(work, reference)
        recorded: Recorded = casework.record(work, case, move, {}, reasons="Too few.")
        decisions.keep(work, case, recorded, "threshold", outcome, "Too few.")

        def compose(sheet: letters.Sheet):  # type: ignore[no-untyped-def]
            from dataclasses import replace

            facts = replace(NOT_MET, challenge=letters.challenge(work, sheet))
            return threshold_not_met(sheet.head, facts, sheet.say)

        assert letters.write(work, case, compose)
        assert letter_rows.of_case(work.session, case.id)


def to_conclusion(team: Team, reference: str) -> None:
    team.walk(reference, "decide", "finish")


def lodge(team: Team, reference: str, key: str = "key") -> int:
    token = team.token(reference, "appeal")
    with team.office.work() as work:
        return appeals.lodge(work, token, appeals.NewAppeal((), "Wrong.", "", key)).number


def assign(team: Team, reference: str, number: int = 1) -> None:
    with team.work("intake") as work:
        appeals.assign(work, reference, number, team.ids["officer"], FREE)


def decide(team: Team, reference: str, result: str, number: int = 1, **more: object) -> None:
    found = appeals.Result(result, WHY, FREE, **more)  # type: ignore[arg-type]
    with team.work("officer") as work:
        appeals.decide(work, reference, number, found)


def standing(team: Team, reference: str) -> tuple[State, int]:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        return State(case.state), case.open_appeals


def due_by(team: Team, reference: str) -> date | None:
    with team.office.work(write=False) as work:
        deadline = hearings.deadline(work.session, team.case(work, reference).id)
        assert deadline is not None
        return deadline.due_on


def newest(team: Team, reference: str) -> tuple[str, str]:
    with team.office.work(write=False) as work:
        letter = letter_rows.of_case(work.session, team.case(work, reference).id)[0].letter
        return letter.kind, str(letter.content)


def appealed_against(team: Team) -> str:
    """A case that was decided as not met, with an appeal in the hands of the officer."""
    reference = team.apply()
    not_met(team, reference)
    lodge(team, reference)
    assign(team, reference)
    return reference


@pytest.fixture
def refused(team: Team) -> str:
    """Such a case."""
    return appealed_against(team)


@pytest.fixture
def reviewed(team: Team) -> str:
    """A case whose review is concluded, with an appeal in the hands of the officer."""
    reference = team.apply()
    to_conclusion(team, reference)
    lodge(team, reference)
    assign(team, reference)
    return reference


def test_the_letter_names_the_step_that_the_area_has_after_an_appeal(team: Team, refused: str) -> None:
    levels = ("An officer looks.", "The Commissioner looks.")
    has_two = team.office.partnership.appeal.model_copy(update={"levels": levels})
    team.office = replace(team.office, partnership=replace(team.office.partnership, appeal=has_two))
    decide(team, refused, "not_upheld")
    _kind, words = newest(team, refused)
    assert "The Commissioner looks." in words and "An officer looks." not in words
    assert "This is the last step" not in words


def test_an_appeal_reverses_the_threshold(team: Team, refused: str) -> None:
    decide(team, refused, "reversed")
    assert standing(team, refused) == (State.ACCEPTED, 0)
    with team.office.work(write=False) as work:
        case = team.case(work, refused)
        kept = [(one.stage, one.round, one.outcome) for one in assessments.decisions(work.session, case.id)]
        running = {row.clock for row in clocks.running(work.session, case.id)}
        assert case.due_on is not None
    assert kept == [("threshold", 1, "not_met"), ("threshold", 2, "met")]
    assert "panel" in running
    assert not {"threshold_decision", "appeal_decision"} & running
    kind, words = newest(team, refused)
    assert kind == "appeal_decided"
    assert "Your appeal is upheld: we agree with you. There will be a case review." in words
    assert "Your case is open again." in words
    assert "Tell us how you want to be heard" in words


def test_a_reversed_refusal_stays_counted_and_is_shown_as_reversed(team: Team, refused: str) -> None:
    def counted() -> tuple[int, int]:
        with team.work("figures") as work:
            total = figures.count(work, *figures.financial_year(work.today)).total
            return total.not_met, total.reversed

    assert counted() == (1, 0)
    decide(team, refused, "reversed")
    assert counted() == (1, 1)


def test_the_victim_can_say_how_to_be_heard_after_a_reversal(team: Team, refused: str) -> None:
    from portal.services import panels as meetings

    decide(team, refused, "reversed")
    with team.office.work() as work:
        meetings.choose_voice(work, team.token(refused, "voice"), "statement", "I cannot sleep.")
    team.convene(refused)
    assert standing(team, refused)[0] is State.PANEL_SET


@pytest.mark.parametrize("outcome", ["not_met", "deferred"])
def test_what_was_deferred_can_be_reversed_too(team: Team, outcome: str) -> None:
    reference = team.apply()
    not_met(team, reference, outcome=outcome)
    lodge(team, reference)
    assign(team, reference)
    decide(team, reference, "reversed")
    assert standing(team, reference)[0] is State.ACCEPTED


@pytest.mark.parametrize("result", ["reversed", "upheld_sent_back"])
def test_an_appeal_of_a_case_closed_after_not_met(team: Team, result: str) -> None:
    reference = team.apply()
    not_met(team, reference)
    with team.work("decider") as work:
        case = team.case(work, reference)
        casework.record(work, case, Move.CLOSE_NOT_MET, {})
        case.closed_at = work.now
    lodge(team, reference)
    assign(team, reference)
    decide(team, reference, result)
    state = State.ACCEPTED if result == "reversed" else State.RECEIVED
    assert standing(team, reference) == (state, 0)
    with team.office.work(write=False) as work:
        assert team.case(work, reference).closed_at is None


def test_a_review_cannot_be_reversed(team: Team, reviewed: str) -> None:
    with pytest.raises(Refused) as no:
        decide(team, reviewed, "reversed")
    assert no.value.field == "result"
    assert standing(team, reviewed) == (State.CONCLUDED, 1)


def test_a_threshold_that_is_met_cannot_be_reversed(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    lodge(team, reference)
    assign(team, reference)
    with pytest.raises(Refused):
        decide(team, reference, "reversed")


def test_recommendations_of_an_appeal_are_kept_and_the_case_stays(team: Team, reviewed: str) -> None:
    asked = (NewRecommendation("alderfen-council", "Answer within five days."),)
    with pytest.raises(Refused) as no:
        decide(team, reviewed, "recommended")
    assert no.value.field == "recommendations"
    decide(team, reviewed, "recommended", recommendations=asked)
    assert standing(team, reviewed) == (State.CONCLUDED, 0)
    with team.office.work(write=False) as work:
        kept = hearings.recommendations(work.session, the_appeal(team, reviewed).id)
        assert [one.words for one in kept] == ["Answer within five days."]
    words = newest(team, reviewed)[1]
    assert "Answer within five days." in words
    assert "Alderfen District Council" in words


def test_a_recommendation_to_nobody_we_know_changes_nothing(team: Team, reviewed: str) -> None:
    with pytest.raises(Refused) as no:
        decide(team, reviewed, "recommended", recommendations=(NewRecommendation("nobody", "Do it."),))
    assert no.value.field == "recommendations"
    assert the_appeal(team, reviewed).state == "assigned"


@pytest.mark.parametrize(
    ("effect", "state"),
    [("sent_back", State.ACCEPTED), ("none", State.CONCLUDED), ("recommended", State.CONCLUDED)],
)
def test_upheld_in_part_does_what_was_chosen(team: Team, reviewed: str, effect: str, state: State) -> None:
    asked = (NewRecommendation("alderfen-council", "Say sorry."),) if effect == "recommended" else ()
    decide(team, reviewed, "partly", part="She was not heard.", effect=effect, recommendations=asked)
    assert standing(team, reviewed) == (state, 0)
    appeal = the_appeal(team, reviewed)
    assert (appeal.result, appeal.part, appeal.effect) == ("partly", "She was not heard.", effect)
    words = newest(team, reviewed)[1]
    assert "Your appeal is upheld in part: we agree with you on some of it." in words
    assert "She was not heard." in words


def test_upheld_in_part_can_reverse_the_threshold(team: Team, refused: str) -> None:
    decide(team, refused, "partly", part="One report.", effect="reversed")
    assert standing(team, refused)[0] is State.ACCEPTED


@pytest.mark.parametrize(
    ("more", "field"),
    [({}, "part"), ({"part": "x"}, "effect"), ({"part": "x", "effect": "magic"}, "effect"),
     ({"part": "x", "effect": "reversed"}, "effect")],
)  # fmt: skip
def test_upheld_in_part_says_which_and_what_follows(
    team: Team, reviewed: str, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as no:
        decide(team, reviewed, "partly", **more)
    assert no.value.field == field


@pytest.mark.parametrize(
    ("route", "says"),
    [("complaint", "complaint about how an organisation treated you"), ("new_report", "something new that happened"),
     ("data_protection", "within 30 days"), ("new_application", "a case review of its own")],
)  # fmt: skip
def test_what_an_appeal_cannot_look_at_goes_where_it_belongs(
    team: Team, reviewed: str, route: str, says: str
) -> None:
    with pytest.raises(Refused) as no:
        decide(team, reviewed, "out_of_scope")
    assert no.value.field == "route"
    decide(team, reviewed, "out_of_scope", route=route)
    assert standing(team, reviewed) == (State.CONCLUDED, 0)
    assert says in newest(team, reviewed)[1]


def test_not_upheld_changes_nothing(team: Team, refused: str) -> None:
    decide(team, refused, "not_upheld")
    assert standing(team, refused) == (State.NOT_MET, 0)
    assert "Nothing changes in your case." in newest(team, refused)[1]


def test_no_result_without_reasons_and_none_that_is_unknown(team: Team, refused: str) -> None:
    for result, reasons, field in (("perhaps", WHY, "result"), ("not_upheld", "", "reasons")):
        with team.work("officer") as work, pytest.raises(Refused) as no:
            appeals.decide(work, refused, 1, appeals.Result(result, reasons, FREE))
        assert no.value.field == field


def test_the_officers_own_office_must_not_have_decided(team: Team) -> None:
    with team.office.work() as work:
        work.session.get_one(Staff, team.ids["officer"]).office = "Decider Office"
    reference = team.apply()
    not_met(team, reference)
    lodge(team, reference)
    with pytest.raises(Refused) as no:
        assign(team, reference)
    assert no.value.field == "officer"
    with team.work("intake") as work:
        assert appeals.who_can_hear(work, team.case(work, reference)) == []


def test_what_comes_to_light_later_stops_the_officer(team: Team, refused: str) -> None:
    with team.work("intake") as work:
        independence.record(work, refused, "handled", staff_id=team.ids["officer"], name="", office="")
    with pytest.raises(NotPermitted):
        decide(team, refused, "not_upheld")


def test_an_officer_gives_an_appeal_back_and_another_hears_it(team: Team, refused: str) -> None:
    with team.work("officer") as work:
        appeals.step_off(work, refused, 1, "I know the decision-maker.")
    for action in (Action.SEE_APPEAL, Action.DECIDE_APPEAL):
        with team.work("officer") as work, pytest.raises(UnknownCase):
            casework.find(work, refused, action)
    appeal = the_appeal(team, refused)
    assert (appeal.state, appeal.officer_id) == ("lodged", None)
    due = due_by(team, refused)
    with team.work("intake") as work:
        assert team.ids["officer"] not in {
            one.person.id for one in appeals.fit_to_hear(work, team.case(work, refused))
        }
    with team.office.work() as work:
        new = staff.NewPerson(
            "officer2", "Other Officer", (Grant(Role.APPEAL_OFFICER),), PASSWORD, office="Far away"
        )
        second = staff.add_person(work, new).staff_id
    with team.work("intake") as work:
        appeals.assign(work, refused, 1, second, FREE)
    assert due_by(team, refused) == due
    kind, words = newest(team, refused)
    assert kind == "appeal_accepted"
    assert "another person looks at your appeal" in words
    assert "Other Officer" in words
    with team.office.work(write=False) as work:
        assert [m.kind for m in team.messages(refused)].count("appeal_for_office") == 2


def test_only_an_officer_who_has_it_gives_it_back(team: Team, refused: str) -> None:
    with team.work("intake") as work, pytest.raises(UnknownCase):
        appeals.step_off(work, refused, 1, "x")
    decide(team, refused, "not_upheld")
    with team.work("officer") as work, pytest.raises(NotNow):
        appeals.step_off(work, refused, 1, "x")


def test_withdrawn_by_link_at_any_time(team: Team, refused: str) -> None:
    with team.office.work() as work:
        appeals.withdraw_by_link(work, team.token(refused, "appeal"))
    appeal = the_appeal(team, refused)
    assert (appeal.state, standing(team, refused)) == ("withdrawn", (State.NOT_MET, 0))
    assert newest(team, refused)[0] == "appeal_withdrawn"
    with team.office.work(write=False) as work:
        rows = clocks.all_of(work.session, team.case(work, refused).id)
        ended = [(one.clock, one.met_on, one.ended_for) for one in rows if one.clock == "appeal_decision"]
    assert ended == [("appeal_decision", None, "appeal_withdrawn")]
    with team.office.work() as work, pytest.raises(NotNow):
        appeals.withdraw_by_link(work, team.token(refused, "appeal"))
    assert lodge(team, refused, "another key") == 2


def test_withdrawn_by_phone_is_keyed(team: Team, refused: str) -> None:
    from datetime import timedelta

    with team.work("intake") as work:
        today = work.today
    for heard, on, field in (
        ("dream", today, "heard"),
        ("phone", today + timedelta(days=1), "told_on"),
        ("phone", today - timedelta(days=1), "told_on"),
    ):
        with team.work("intake") as work, pytest.raises(Refused) as no:
            appeals.withdraw(work, refused, heard, on)
        assert no.value.field == field
    with team.work("decider") as work, pytest.raises(UnknownCase):
        appeals.withdraw(work, refused, "phone", today)
    with team.work("intake") as work:
        appeals.withdraw(work, refused, "phone", today)
    assert the_appeal(team, refused).withdrawn_on == today


def test_the_link_of_an_overtaken_letter_says_so(team: Team) -> None:
    """Found by reading: the old letter's link went on taking appeals against a decision that no longer stood."""
    reference = team.apply()
    not_met(team, reference)
    old = team.token(reference, "appeal")
    lodge(team, reference)
    assign(team, reference)
    decide(team, reference, "upheld_sent_back")
    team.clock.pass_time(days=1)
    with team.office.work(write=False) as work:
        assert appeals.open_form(work, old).standing == "looked at again"
    not_met(team, reference)
    new = team.token(reference, "appeal")
    with team.office.work(write=False) as work:
        assert appeals.open_form(work, old).standing == "superseded"
        assert appeals.open_form(work, new).standing == "open"
    with team.office.work() as work, pytest.raises(NotNow):
        appeals.lodge(work, old, appeals.NewAppeal((), "Wrong.", "", "k2"))
    with team.office.work() as work:
        assert appeals.lodge(work, new, appeals.NewAppeal((), "Wrong.", "", "k3")).number == 2


def test_the_closing_letter_overtakes_no_outcome(team: Team) -> None:
    reference = team.apply()
    to_conclusion(team, reference)
    outcome = team.token(reference, "appeal")
    team.clock.pass_time(days=1)
    team.end_actions(reference)
    team.close(reference)
    with team.office.work(write=False) as work:
        assert appeals.open_form(work, outcome).standing == "open"
        assert work.session.query(Letter).filter_by(kind="closing").count() == 1
        assert work.session.query(Link).filter_by(purpose="appeal").count() > 1


def test_stepping_off_the_case_leaves_the_appeal_to_its_officer(team: Team, refused: str) -> None:
    with team.work("intake") as work:
        stepping_off.step_off(work, refused, "I know them.")
    decide(team, refused, "not_upheld")
    assert the_appeal(team, refused).state == "decided"


@pytest.mark.parametrize("channel", ["phone", "post", "email", "in_person"])
def test_a_refusal_is_appealed_without_a_link_by_every_way(team: Team, channel: str) -> None:
    reference = team.apply()
    not_met(team, reference)
    with team.work("intake") as work:
        case = team.case(work, reference)
        about = keyed_appeals.letters_to_appeal(work, case)
        assert [one.kind for one in about] == ["threshold_not_met"]
        new = appeals.NewAppeal((), "I reported it three times.", "", "form")
        keyed_appeals.key_in(work, reference, about[0].public_id, (channel, work.today), new)
    appeal = the_appeal(team, reference)
    assert (appeal.stage, appeal.channel, appeal.state) == ("threshold", channel, "lodged")


def test_an_overtaken_letter_is_not_offered_to_who_keys(team: Team, refused: str) -> None:
    decide(team, refused, "upheld_sent_back")
    team.clock.pass_time(days=1)
    not_met(team, refused)
    with team.work("intake") as work:
        about = keyed_appeals.letters_to_appeal(work, team.case(work, refused))
        assert len(about) == 1
        assert about[0].id == max(
            one.id for one in work.session.query(Letter).filter_by(kind="threshold_not_met")
        )
