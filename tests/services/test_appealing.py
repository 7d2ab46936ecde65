"""An appeal from its draft to its receipt, and the figures, as use cases on both databases."""

import threading
from datetime import UTC, date, datetime

import pytest

from portal.cases.refusals import Refused, UnknownCase
from portal.cases.timetable import Term
from portal.journeys.appeal import APPEAL
from portal.journeys.pages import Step
from portal.services import appealing, appeals, figures
from portal.services.appeals import Lodged
from portal.services.drafts import DraftGone
from portal.store import panels
from tests.services.conftest import Team

WORDS = "Nobody asked me what happened."


@pytest.fixture
def decided(team: Team) -> str:
    """A case whose threshold was just decided."""
    reference = team.apply()
    team.decide(reference)
    return reference


def filled(team: Team, token: str) -> str:
    """A draft with every answer; returns its id."""
    with team.office.work() as work:
        draft = appealing.begin(work, token, None)
    for step, values in ((Step("reasons"), {"words": WORDS}), (Step("next-steps"), {"wanted": None})):
        with team.office.work() as work:
            appealing.save_page(work, token, draft.id, step, values, None)
    return draft.id


def test_an_appeal_needs_its_words(team: Team, decided: str) -> None:
    token = team.token(decided, "appeal")
    with team.office.work() as work:
        draft_id = appealing.begin(work, token, None).id
    with team.office.work() as work, pytest.raises(Refused, match="still need an answer"):
        appealing.send(work, token, draft_id)
    with team.office.work(write=False) as work:
        assert panels.appeals(work.session, team.case(work, decided).id) == []


def test_two_that_send_at_once_make_one_appeal(team: Team, decided: str) -> None:
    token = team.token(decided, "appeal")
    draft_id = filled(team, token)
    lodged: list[Lodged] = []
    faults: list[BaseException] = []
    start = threading.Barrier(2)

    def send() -> None:
        start.wait()
        try:
            with team.office.work() as work:
                lodged.append(appealing.send(work, token, draft_id))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert lodged == [Lodged(decided, 1, False)] * 2
    with team.office.work(write=False) as work:
        [appeal] = panels.appeals(work.session, team.case(work, decided).id)
        assert appeal.words == WORDS
        receipt = appealing.receipt(work, token, draft_id)
    assert (receipt.reference, receipt.number, receipt.decide_within) == (decided, 1, Term(15, "working_day"))


def test_a_draft_of_another_link_opens_nothing(team: Team, decided: str) -> None:
    draft_id = filled(team, team.token(decided, "appeal"))
    other = team.apply()
    team.decide(other)
    token = team.token(other, "appeal")
    with team.office.work() as work, pytest.raises(DraftGone):
        appealing.send(work, token, draft_id)
    with team.office.work(write=False) as work, pytest.raises(DraftGone):
        appealing.read(work, token, draft_id)
    with team.office.work() as work, pytest.raises(UnknownCase):
        appealing.send(work, "no.token", draft_id)
    with team.office.work() as work:
        assert appealing.begin(work, token, draft_id).id != draft_id


def test_an_open_appeal_stops_another(team: Team, decided: str) -> None:
    token = team.token(decided, "appeal")
    first, second = filled(team, token), filled(team, token)
    with team.office.work() as work:
        appealing.send(work, token, first)
    with team.office.work(write=False) as work:
        opening = appeals.open_form(work, token)
    assert (opening.standing, opening.stage, opening.late) == ("being heard", "threshold", False)
    with team.office.work() as work, pytest.raises(Refused, match="already being looked at"):
        appealing.send(work, token, second)


def test_the_journey_is_short_and_its_ids_are_its_own(team: Team) -> None:
    assert [page.id for page in APPEAL.pages] == ["reasons", "next-steps", "check"]
    assert set(APPEAL.positions) == {"grounds", "words", "wanted"}


@pytest.mark.parametrize(
    ("moment", "counted"),
    [
        ("2027-03-31T22:59:59.999999", (1, 0)),
        ("2027-03-31T23:00:00", (0, 1)),
        ("2027-03-31T23:30:00", (0, 1)),
    ],
)
def test_a_year_of_figures_ends_at_midnight_in_london(
    team: Team, moment: str, counted: tuple[int, int]
) -> None:
    team.clock.set(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    team.apply()
    with team.work("figures") as work:
        years = [figures.count(work, date(year, 4, 1), date(year + 1, 3, 31)) for year in (2026, 2027)]
    assert tuple(year.total.applications for year in years) == counted
