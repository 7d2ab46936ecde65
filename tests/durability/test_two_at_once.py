"""Two members of staff take the same step at the same moment: one does, the other is told so, and it is done once."""

import contextlib
import copy
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.cases.moves import Move
from portal.cases.refusals import Refused, UnknownCase
from portal.services import appeals, casework, staff
from portal.services.work import Office
from portal.store import cases
from portal.store.tables import Event, Letter
from tests.services.conftest import PASSWORD, PEOPLE, Team

# How long whoever holds the case waits for somebody who should not get this far at the same time ...
IN_VAIN = 0.3
# ... and for somebody who will, however busy the machine is.
SURELY = 60.0


@dataclass(frozen=True)
class Step:
    """A step, the event and the letter that it leaves, and what has to happen before it."""

    move: Move
    letter: str
    before: tuple[Callable[[Team, str], object], ...]
    take: Callable[[Team, str], object]


def lodge(team: Team, reference: str) -> None:
    with team.office.work() as work:
        appeals.lodge(work, team.token(reference, "appeal"), appeals.NewAppeal((), "It is wrong.", "", "key"))


def assign(team: Team, reference: str) -> None:
    with team.work("intake") as work:
        appeals.assign(work, reference, 1, team.ids["officer"], "Works elsewhere.")


MAIN_LINE = (Team.decide, Team.convene, Team.hold, Team.comment, Team.finish, Team.end_actions)
STEPS = {
    "decide met": Step(Move.DECIDE_MET, "threshold_met", (), Team.decide),
    "convene": Step(Move.CONVENE, "meeting_invitation", MAIN_LINE[:1], Team.convene),
    "finish": Step(Move.FINISH, "outcome", MAIN_LINE[:4], Team.finish),
    "assign an appeal": Step(Move.ASSIGN_APPEAL, "appeal_accepted", (Team.decide, lodge), assign),
    "close": Step(Move.CLOSE, "closing", MAIN_LINE, Team.close),
}


def colleague_of(team: Team) -> Team:
    """The same team with another intake officer and another decision-maker; a panel has one chair."""
    other = copy.copy(team)
    other.ids = dict(team.ids)
    with team.office.work() as work:
        for name in ("intake", "decider"):
            new = staff.NewPerson(f"{name}2", f"Second {name}", PEOPLE[name], PASSWORD, office="office")
            other.ids[name] = staff.add_person(work, new).staff_id
    return other


def race(
    monkeypatch: pytest.MonkeyPatch, step: Step, team: Team, reference: str, seconds: float
) -> list[BaseException | None]:
    """Let two take the step; each that has found the case waits so long for the other. Returns what stopped each."""
    met, find, waited = threading.Barrier(2), casework.find, set[int]()
    stopped: dict[int, BaseException | None] = {}

    def find_and_wait(*arguments: Any) -> Any:
        found = find(*arguments)
        if threading.get_ident() not in waited:
            waited.add(threading.get_ident())
            with contextlib.suppress(threading.BrokenBarrierError):  # alone, as it must be
                met.wait(seconds)
        return found

    def take(number: int, one: Team) -> None:
        try:
            step.take(one, reference)
            stopped[number] = None
        except BaseException as fault:
            stopped[number] = fault

    two = [threading.Thread(target=take, args=pair) for pair in enumerate((team, colleague_of(team)))]
    monkeypatch.setattr(casework, "find", find_and_wait)
    for thread in two:
        thread.start()
    for thread in two:
        thread.join()
    monkeypatch.setattr(casework, "find", find)
    return [stopped[0], stopped[1]]


def faults(
    office: Office, step: Step, team: Team, reference: str, stopped: list[BaseException | None]
) -> list[str]:
    """Say what must not be after a race."""
    through = sum(fault is None for fault in stopped)
    found = [f"{through} got through"] if through != 1 else []
    for fault in stopped:
        if fault is not None and (not isinstance(fault, Refused) or isinstance(fault, UnknownCase)):
            found.append(f"no clear refusal: {type(fault).__name__}")
    with office.work(write=False) as work:
        case = team.case(work, reference)
        moves = select(func.count()).where(Event.case_id == case.id, Event.move == step.move)
        letters = select(func.count()).where(Letter.case_id == case.id, Letter.kind == step.letter)
        for what, query in (("events", moves), ("letters", letters)):
            count = work.session.execute(query).scalar_one()
            found += [f"{count} {what}"] if count != 1 else []
    return found


@pytest.mark.parametrize("name", STEPS)
def test_two_at_once_decide_once(
    office: Office, team: Team, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    step, reference = STEPS[name], team.apply()
    for before in step.before:
        before(team, reference)
    stopped = race(monkeypatch, step, team, reference, IN_VAIN)
    assert faults(office, step, team, reference, stopped) == []


def leave_out_the_lock(monkeypatch: pytest.MonkeyPatch, listen: Callable[..., None]) -> None:
    """Let everybody read a case that somebody is about to change."""
    find = cases.find

    def find_without_lock(*arguments: Any, lock: bool) -> Any:
        return find(*arguments, lock=False)

    def begin_without_lock(_c: Any, _k: Any, statement: str, parameters: Any, *_: Any) -> tuple[str, Any]:
        return statement.replace("BEGIN IMMEDIATE", "BEGIN DEFERRED"), parameters

    monkeypatch.setattr(cases, "find", find_without_lock)
    listen("before_cursor_execute", begin_without_lock, retval=True)


@pytest.mark.parametrize("name", ["decide met", "assign an appeal"])
def test_without_the_lock_the_check_fails(
    office: Office, team: Team, name: str, monkeypatch: pytest.MonkeyPatch, listen: Callable[..., None]
) -> None:
    step, reference = STEPS[name], team.apply()
    for before in step.before:
        before(team, reference)
    leave_out_the_lock(monkeypatch, listen)
    stopped = race(monkeypatch, step, team, reference, SURELY)
    assert faults(office, step, team, reference, stopped) != []
