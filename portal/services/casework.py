"""The two doors to a case: `find` loads it if the actor may, `record` changes it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from portal.cases.lifecycle import Happened, Standing, advance
from portal.cases.moves import Move, State
from portal.cases.refusals import UnknownCase
from portal.cases.turns import Turn, whose_turn
from portal.policy import Action, Actor
from portal.services.work import Work
from portal.store import cases, involvement, ledger, links
from portal.store.links import Purpose
from portal.store.tables import Case, Event, Link


@dataclass(frozen=True)
class Recorded:
    """The event written, and the salt that belongs beside the reasons sealed in it."""

    event: Event
    salt: str | None


def find(work: Work, reference: str, action: Action) -> Case:
    """Load the case with `reference` for `action`, locked against others while this work lasts.

    Raises UnknownCase when there is none, or none that this actor may reach: the two look the same.
    """
    case = cases.find(work.session, reference, cases.reachable(work.actor, action), lock=work.writes)
    if case is None:
        raise UnknownCase
    return case


def lock_in_order(work: Work, references: Collection[str], action: Action) -> None:
    """Lock several cases for `action` in the one order that everybody keeps, before each is found by its door."""
    if work.writes:
        cases.lock_in_order(work.session, references, cases.reachable(work.actor, action))


def find_by_link(work: Work, token: str, purpose: Purpose, action: Action) -> tuple[Case, Link]:
    """Load the case behind a link of one purpose. Whoever holds the link becomes the actor of this work.

    Raises UnknownCase for a wrong, revoked or outlived token, and for a link made for something else.
    """
    link = links.find(work.session, work.settings.link_key, token, work.now)
    if link is None or link.purpose != purpose:
        raise UnknownCase
    holder = Actor("link", link.id)
    case = cases.find_by_id(work.session, link.case_id, cases.reachable(holder, action), lock=work.writes)
    if case is None:
        raise UnknownCase
    work.actor = holder
    return case, link


def reaches(work: Work, reference: str, action: Action) -> bool:
    """Say whether the actor may take `action` on the case with `reference`."""
    return cases.find(work.session, reference, cases.reachable(work.actor, action), lock=False) is not None


def allowed(work: Work, case: Case, actions: Collection[Action]) -> frozenset[Action]:
    """Return those of `actions` that the actor may take on `case`, for offering only what will not be refused."""
    conditions = {action.name: cases.reachable(work.actor, action) for action in actions}
    return frozenset(Action[name] for name in cases.which_hold(work.session, case.id, conditions))


def record(
    work: Work,
    case: Case,
    move: Move,
    payload: dict[str, Any] | None = None,
    *,
    reasons: str | None = None,
    at_once: bool = True,
) -> Recorded:
    """Make `move` on `case`: state, version and event in one step. The only caller of `advance`.

    `payload` holds ids and codes only. `reasons` are not written to the ledger, only their salted seal. With
    `at_once` False the event is written with the next other rows of this work: for a move whose event no row names.
    Raises NotNow when the table of moves has no such row.
    """
    standing, step = advance(standing_of(case), Happened(move, payload or {}))
    salt = ledger.new_salt() if reasons is not None else None
    event = ledger.append(
        work.session,
        ledger.Entry(
            kind=step.event,
            at=work.now,
            actor_kind=work.actor.kind,
            actor_id=work.actor.id,
            payload={**(payload or {}), "from": standing_of(case).state, "to": step.to},
            case_id=case.id,
            number=standing.version,
            move=move,
            seal=ledger.seal(reasons, salt) if reasons is not None and salt is not None else None,
        ),
        at_once=at_once,
    )
    _apply(work, case, standing)
    return Recorded(event, salt)


def standing_of(case: Case) -> Standing:
    """Return where `case` stands according to its own row."""
    return Standing(State(case.state), case.version, case.open_actions, case.open_appeals, case.sittings)


def _apply(work: Work, case: Case, standing: Standing) -> None:
    case.state = standing.state
    case.version = standing.version
    case.open_actions = standing.open_actions
    case.open_appeals = standing.open_appeals
    case.sittings = standing.sittings
    # Until somebody has found its district, a case waits for the office, not for a decision-maker.
    unplaced = case.district == cases.UNKNOWN_DISTRICT and standing.state is State.RECEIVED
    turn = Turn.OFFICE if unplaced else whose_turn(standing)
    if turn is Turn.CHAIR and involvement.nobody_leads(work.session, case.id, work.today):
        turn = Turn.OFFICE  # who names another one
    case.whose_turn = turn
