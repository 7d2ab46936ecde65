"""Cases of the busy office off the straight line: refused, put off, asked, paused, waiting for somebody's word.

Each function adds one or more parts: references by where the case stands, links, numbers. A new page that needs a
case in a new state gets a function here.
"""

from collections.abc import Callable
from typing import Any

from portal.policy import Grant, Role
from portal.services import after_not_met, appeals, posting, staff, staff_entry, telling
from portal.services.posting import Posted
from portal.services.staff import NewPerson
from portal.store import actions, panels, questions, referrals
from portal.store import letters as letter_rows
from portal.store.tables import Task
from tests.services import (
    refusing,
    test_asking,
    test_calls,
    test_clocks,
    test_deferring,
    test_ending,
    test_on_behalf,
)
from tests.services.conftest import PASSWORD, Team
from tests.services.refusing import with_reports

Parts = dict[str, Any]
BY_POST: Parts = {"channels": ["post"], "email": None, "address": "1 Example Road\nAlderfen"}


def add_to(team: Team, parts: Parts) -> None:
    """Add everything of this module to the parts of an office."""
    refusing.enlist(team)
    with team.office.work() as work:
        chair = (Grant(Role.CHAIR, "alderfen"),)
        team.ids["chair2"] = staff.add_person(
            work, NewPerson("chair2", "Second Chair", chair, PASSWORD)
        ).staff_id
    for add in (_refused, _put_off, _asked, _posted, _to_do, _on_behalf, _keyed, _came_late, _followed):
        add(team, parts)


def _followed(team: Team, parts: Parts) -> None:
    """What the council was recommended, somebody of the council, and the victim's link about the plan."""
    grants = (Grant(Role.BODY_USER, body="alderfen-council"),)
    with team.office.work() as work:
        new = NewPerson("council", "Council", grants, PASSWORD)
        team.ids["council"] = staff.add_person(work, new).staff_id
    parts["recommendation"] = _number(
        team,
        parts["concluded"],
        lambda work, case: actions.recommendations(work.session, case.id)[0][0].id,
    )
    parts["plan_link"] = team.token(parts["ended"], "action")
    parts["ended_action"] = _number(
        team, parts["ended"], lambda work, case: panels.actions(work.session, case.id)[0][0].id
    )


def _number(team: Team, reference: str, find: Callable[..., Any]) -> Any:
    with team.office.work(write=False) as work:
        return find(work, team.case(work, reference))


def _newest_letter(team: Team, reference: str) -> str:
    return str(
        _number(team, reference, lambda w, case: letter_rows.of_case(w.session, case.id)[0].letter.public_id)
    )


def _refused(team: Team, parts: Parts) -> None:
    parts["few"] = with_reports(team)
    for name in ("helped", "not_met"):
        parts[name] = with_reports(team)
        refusing.settle(team, parts[name])
        parts["referral"] = _number(
            team, parts[name], lambda work, case: referrals.of_case(work.session, case.id)[0].id
        )
        if name == "helped":
            with team.work("intake") as work:
                after_not_met.follow_up(work, parts[name], parts["referral"], work.today, "It helps.")
    parts["proposed"] = refusing.proposed(team)


def _put_off(team: Team, parts: Parts) -> None:
    parts["deferred"], parts["paused"] = with_reports(team), team.apply()
    test_deferring.defer(team, parts["deferred"])
    test_clocks.pause(team, parts["paused"])
    parts["end_proposed"] = team.apply()
    test_ending.propose(team, parts["end_proposed"])


def _asked(team: Team, parts: Parts) -> None:
    parts["asked"], parts["call"] = team.apply(), test_calls.asked(team).reference
    test_asking.ask(team, parts["asked"])
    parts["answer_link"] = team.token(parts["asked"], "answer")
    parts["question"] = _number(
        team, parts["asked"], lambda work, case: questions.of_case(work.session, case.id)[0].id
    )


def _posted(team: Team, parts: Parts) -> None:
    parts["by_post"], parts["posted"] = team.apply(**BY_POST), team.apply(**BY_POST)
    parts["letter_by_post"] = _newest_letter(team, parts["by_post"])
    parts["letter_posted"] = _newest_letter(team, parts["posted"])
    with team.work("intake") as work:
        posting.post(work, parts["posted"], parts["letter_posted"], Posted(work.today, compared=True))


def _to_do(team: Team, parts: Parts) -> None:
    parts["tasked"] = team.apply(needs=["interpreter"])
    parts["task"] = _number(
        team, parts["tasked"], lambda w, case: w.session.query(Task.id).filter_by(case_id=case.id).first()[0]
    )
    parts["status_link"] = team.token(parts["received"], "status")
    parts["lodged_link"] = team.token(parts["appealed"], "appeal")


def _on_behalf(team: Team, parts: Parts) -> None:
    parts["awaiting_consent"] = test_on_behalf.waiting(team)
    parts["consented"] = test_on_behalf.apply(team)
    parts["override_proposed"] = test_on_behalf.waiting(team)
    test_on_behalf.propose(team, parts["override_proposed"])


def _keyed(team: Team, parts: Parts) -> None:
    with team.work("intake") as work:
        day = work.today.isoformat()
        said = {"for_whom": "me", "channel": "phone", "received_on": day}
        parts["entry"] = staff_entry.begin(work, said).id


def _came_late(team: Team, parts: Parts) -> None:
    """An appeal against the decision, sent a month after it was told; the clock is put back afterwards."""
    began, reference = team.clock(), team.apply()
    team.decide(reference)
    with team.work("intake") as work:
        telling.record_told(work, reference, _newest_letter(team, reference), "handed_over")
    team.clock.pass_time(days=29)
    with team.office.work() as work:
        new = appeals.NewAppeal((), "Nobody asked me.", "", "late")
        appeals.lodge(work, team.token(reference, "appeal"), new)
    team.clock.set(began)
    parts["came_late"] = reference
