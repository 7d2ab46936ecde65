"""What is sent twice counts once; an answer reaches whoever spoke; the papers of a step; the time to appeal."""

from contextlib import AbstractContextManager, nullcontext
from datetime import time, timedelta
from typing import Any

import pytest

from portal.cases.independence import Bar
from portal.cases.moves import Move
from portal.cases.refusals import NotNow, Refused, UnknownCase
from portal.policy import Action
from portal.services import chairs, decisions, panels, papers, reviews, telling
from portal.store import panels as rows
from portal.store.tables import Letter, View, Voice
from tests.services.conftest import Team
from tests.services.records import version


@pytest.fixture
def drafted(team: Team) -> str:
    return team.after("hold")


def newest_letter(team: Team, reference: str) -> str:
    with team.office.work(write=False) as work:
        case = team.case(work, reference)
        found = work.session.query(Letter).filter_by(case_id=case.id).order_by(Letter.id.desc()).first()
        assert found is not None
        return str(found.content)


def window(team: Team, reference: str) -> str:
    with team.office.work(write=False) as work:
        return papers.ending(work, team.case(work, reference)).window


def test_a_comment_sent_twice_is_one(team: Team, drafted: str) -> None:
    for _ in range(2):
        team.comment(drafted, words="Twice.")
    once = version(team, drafted)
    team.comment(drafted, words="Something else.")
    assert version(team, drafted) == once + 1


@pytest.mark.parametrize(
    ("agrees", "words", "answer", "said"),
    [
        (True, "", "", "You told us that you agree with the plan."),
        (True, "Thanks.", "Thank you too.", "Thank you too."),
        (False, "More visits.", "We will.", "We will."),
    ],
)
def test_the_outcome_says_what_became_of_the_comment(
    team: Team, drafted: str, agrees: bool, words: str, answer: str, said: str
) -> None:
    team.comment(drafted, agrees=agrees, words=words)
    team.finish(drafted, answer=answer)
    assert said in newest_letter(team, drafted)


def test_a_choice_sent_twice_is_one_and_keeps_earlier_words(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    token = team.token(reference, "voice")
    for part, statement in (("come", "My words."), ("come", "My words."), ("come", ""), ("read_out", "")):
        with team.office.work() as work:
            panels.choose_voice(work, token, part, statement)
    with team.office.work(write=False) as work:
        kept = [(one.part, one.statement) for one in work.session.query(Voice).order_by(Voice.id)]
    assert kept == [("come", "My words."), ("read_out", "My words.")]
    with team.work("intake") as work:
        panels.record_voice(work, reference, "none", "")
        voice = rows.voice(work.session, team.case(work, reference).id)
    assert voice is not None
    assert voice.statement is None


@pytest.mark.parametrize(
    ("days", "at", "place", "refused"),
    [
        (0, time(10, 30), "The Moot Hall", True),
        (1, time(10, 30), "The Moot Hall", False),
        (0, time(10, 31), "The Moot Hall", False),
        (0, time(10, 30), "Room 5", False),
    ],
)
def test_a_meeting_is_put_off_to_something_else(
    team: Team, days: int, at: time, place: str, refused: bool
) -> None:
    reference = team.after("convene")
    before = version(team, reference)
    again: AbstractContextManager[Any] = (
        pytest.raises(Refused, match="already set") if refused else nullcontext()
    )
    with team.work("intake") as work, again:
        panels.postpone(work, reference, "Why.", work.today + timedelta(days=days), at, place)
    assert version(team, reference) == before + (not refused)


def test_a_decision_needs_reasons(team: Team) -> None:
    reference = team.apply()
    with team.work("decider") as work, pytest.raises(Refused) as refused:
        decisions.decide_met(work, reference, "", {})
    assert refused.value.field == "reasons"


def test_papers_are_for_who_may_take_the_step_when_it_fits_and_are_written_down(team: Team) -> None:
    reference = team.apply()
    with team.work("decider") as work:
        shown = papers.open_for(work, reference, Action.DECIDE_THRESHOLD, Move.DECIDE_MET)
        assert [key for key, _ in shown.bodies] == [
            "brackenshire-police", "alderfen-council", "brackenshire-icb", "sedge-homes",
            "brackenshire-county-council",
        ]  # fmt: skip
        assert work.session.query(View).count() == 1
    with team.work("decider") as work, pytest.raises(NotNow):
        papers.open_for(work, reference, Action.CONVENE, Move.CONVENE)
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        papers.open_for(work, reference, Action.CONVENE, Move.CONVENE)
    with team.work("stranger") as work, pytest.raises(UnknownCase):
        papers.again(work, reference, Action.CONVENE)


def test_who_took_part_is_marked_among_the_chairs(team: Team) -> None:
    reference = team.apply()
    team.decide(reference)
    with team.work("intake") as work:
        case = team.case(work, reference)
        assert [(one.person.id, one.hard) for one in chairs.fit(work, case)] == [(team.ids["chair"], ())]
    team.walk(reference, "convene", "hold")
    with team.work("intake") as work:
        assert chairs.fit(work, team.case(work, reference))[0].hard == (Bar.TOOK_PART,)


def test_a_page_by_link_says_whether_it_can_still_be_answered(team: Team, drafted: str) -> None:
    voice, plan = (team.token(drafted, purpose) for purpose in ("voice", "plan_comment"))
    with team.office.work(write=False) as work:
        assert not papers.voice_by_link(work, voice).open
    with team.office.work(write=False) as work:
        assert papers.plan_by_link(work, plan).open
    with team.office.work(write=False) as work, pytest.raises(UnknownCase):
        papers.plan_by_link(work, voice)


@pytest.mark.parametrize(("days", "still"), [(6, True), (7, True), (8, False)])
def test_a_victim_may_comment_until_the_end_of_the_last_day(
    team: Team, drafted: str, days: int, still: bool
) -> None:
    team.clock.pass_time(days=days)
    with team.office.work(write=False) as work:
        sitting = rows.newest(work.session, team.case(work, drafted).id)
        assert sitting is not None
        assert reviews.may_still_comment(work, sitting) is still
    team.comment(drafted)
    with team.office.work(write=False) as work:
        sitting = rows.newest(work.session, team.case(work, drafted).id)
        assert sitting is not None
        assert not reviews.may_still_comment(work, sitting)


@pytest.mark.parametrize(("days", "stands"), [(27, "runs"), (28, "runs"), (29, "passed")])
def test_the_time_to_appeal_begins_when_the_outcome_is_told(
    team: Team, drafted: str, days: int, stands: str
) -> None:
    with team.work("decider") as work:
        met = work.session.query(Letter).filter_by(kind="threshold_met").one()
        telling.record_told(work, drafted, met.public_id, "handed_over")
    team.comment(drafted)
    team.finish(drafted)
    # Told of the decision is not told of the outcome.
    assert window(team, drafted) == "not begun"
    with team.work("decider") as work:
        outcome = work.session.query(Letter).filter_by(kind="outcome").one()
        telling.record_told(work, drafted, outcome.public_id, "handed_over")
    team.clock.pass_time(days=days)
    assert window(team, drafted) == stands


def test_a_chair_answers_only_what_they_have_read(team: Team) -> None:
    """The victim may write again while the chair has the last page open."""
    reference = team.after("comment")
    team.comment(reference, words="And please not on Sundays.")
    with team.work("chair") as work:
        stale = reviews.Finish("d", "r", team.plan(work.today), answer="Yes.", comments_read=1)
        with pytest.raises(Refused):
            reviews.finish(work, reference, stale)
    with team.work("chair") as work:
        end = reviews.Finish("d", "r", team.plan(work.today), answer="Yes.", comments_read=2)
        reviews.finish(work, reference, end)
