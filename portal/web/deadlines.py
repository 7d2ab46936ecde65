"""The ledger of each deadline in sentences, day by day: started, left out, stopped, given more time, by whom (C9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from portal.cases.civil import civil_date
from portal.services import staff, worklist
from portal.services.clocks import STANDS_STILL
from portal.services.work import Work
from portal.store import clocks
from portal.store.letters import Sent
from portal.store.tables import Case, Deadline, Pause
from portal.web.case_words import named
from portal.web.language import day, say
from portal.wording import msg

STARTED = msg("Day 0: the clock started")
CAUSES = {
    "deferred": msg("%(by)s put the decision off: the day moved from %(old)s to %(new)s"),
    "extended": msg("%(by)s gave more time: the day moved from %(old)s to %(new)s"),
    "merged": msg("%(by)s joined an earlier application: the day moved from %(old)s to %(new)s"),
    "paused": msg("%(by)s let the clocks run again: the day moved from %(old)s to %(new)s"),
    "looked_again": msg("The case was looked at again, and the clock began anew"),
    "reopened": msg("The case was opened again, and the clock began anew"),
    "told": msg("The person was told later, and has as much longer: the day moved from %(old)s to %(new)s"),
    None: msg("The case was sent back, and the clock began anew"),
}
STOPPED = msg("%(by)s stopped the clocks")
DUE = msg("The last day in time")
MET = msg("Done")
ENDED = msg("Ended without being met: %(why)s")


@dataclass(frozen=True)
class Entry:
    """A line of a deadline's ledger; `words` were typed by whoever did it, or are empty."""

    on: date
    sentence: str
    words: str = ""


@dataclass(frozen=True)
class DeadlineShown:
    """A deadline as it counts now, with the older ones in whose place it came.

    `how` is "late", "soon", "met", "ended", "still" (it stands still) or "". `letter` is the one with which a time to
    appeal began, and its reader; `body` names the organisation whose clock it is.
    """

    deadline: Deadline
    how: str
    ledger: list[Entry]
    before: list[Deadline]
    letter: Sent | None = None
    body: str | None = None


def deadlines_shown(
    work: Work, case: Case, deadlines: Sequence[Deadline], letters: Sequence[Sent]
) -> list[DeadlineShown]:
    """Return the deadlines of a case, each with those it replaced; what runs stands first, the most urgent on top.

    `letters` are those of the case.
    """
    bodies = {one.key: one.name for one in work.partnership.bodies}
    written = {one.letter.id: one for one in letters}
    by_id = {one.id: one for one in deadlines}
    replaced = {one.replaces_id for one in deadlines}
    pauses = clocks.pauses(work.session, case.id)
    people = {one.made_by for one in deadlines} | {one.made_by for one in pauses}
    names = staff.names(work, {one for one in people if one is not None})
    shown = []
    for newest in deadlines:
        if newest.id not in replaced:
            chain = _chain(newest, by_id)
            shown.append(
                DeadlineShown(
                    newest,
                    _how(case, newest, work.today),
                    _ledger(chain, pauses, names),
                    chain[:-1],
                    written.get(newest.letter_id or 0),
                    bodies.get(newest.body_key or "", newest.body_key),
                )
            )
    over = ("met", "ended")
    return sorted(shown, key=lambda one: (one.how in over, one.deadline.due_on or date.max))


def _chain(newest: Deadline, by_id: Mapping[int, Deadline]) -> list[Deadline]:
    chain = [newest]
    while (older := by_id.get(chain[0].replaces_id or 0)) is not None:
        chain.insert(0, older)
    return chain


def _how(case: Case, deadline: Deadline, today: date) -> str:
    if deadline.met_on is not None:
        return "met"
    if deadline.ended_on is not None:
        return "ended"
    if case.paused_since is not None and deadline.clock in STANDS_STILL:
        return "still"
    return worklist.urgency(deadline.due_on, today)


def _ledger(chain: list[Deadline], pauses: Sequence[Pause], names: Mapping[int, str]) -> list[Entry]:
    newest = chain[-1]
    found = [Entry(newest.started_on, say(STARTED)), *_left_out(chain)]
    found += [_replaced(old, new, names) for old, new in pairwise(chain)]
    if newest.clock in STANDS_STILL:
        found += [
            Entry(one.from_on, say(STOPPED, {"by": _name(names, one.made_by)}), one.reason)
            for one in pauses
            if newest.started_on <= (one.to_on or date.max) and one.from_on <= _over(newest)
        ]
    if newest.due_on is not None:
        found.append(Entry(newest.due_on, say(DUE)))
    if newest.met_on is not None:
        found.append(Entry(newest.met_on, say(MET)))
    if newest.ended_on is not None:
        found.append(Entry(newest.ended_on, say(ENDED, {"why": named("ended_for", newest.ended_for)})))
    return sorted(found, key=lambda one: one.on)


def _over(deadline: Deadline) -> date:
    return deadline.met_on or deadline.ended_on or date.max


def _left_out(chain: list[Deadline]) -> list[Entry]:
    """The days passed over: by the newest count, and by the day that a person agreed after it."""
    counted = [one for one in chain if "set" not in one.counted][-1:]
    agreed = [one for one in chain if "set" in one.counted][-1:]
    days = {on: why for one in (*counted, *agreed) for on, why in one.counted.get("left_out", ())}
    return [
        Entry(date.fromisoformat(on), say(msg("Left out: %(why)s"), {"why": named("left_out", why)}))
        for on, why in days.items()
    ]


def _replaced(old: Deadline, new: Deadline, names: Mapping[int, str]) -> Entry:
    sentence = CAUSES[new.cause if new.cause in CAUSES else None]
    gaps = {"by": _name(names, new.made_by), "old": _day(old.due_on), "new": _day(new.due_on)}
    return Entry(civil_date(new.made_at), say(sentence, gaps), new.reason or "")


def _day(value: date | None) -> str:
    return day(value) if value else say(msg("not yet agreed"))


def _name(names: Mapping[int, str], number: int | None) -> str:
    return names.get(number, say(msg("The portal"))) if number is not None else say(msg("The portal"))
