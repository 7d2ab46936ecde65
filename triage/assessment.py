"""Assessing an application: the local answer and the statutory answer, side by side.

The statutory answer (s104(4) and (11)) knows nothing but dates, bodies and the behaviour. Whether a case is open, is
being dealt with, or is called vexatious never enters it. The local answer follows the area's published words. Where
the statutory answer is met the relevant bodies must decide that the threshold is met, whatever the local words say.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from triage.alarms import Alarm, alarms
from triage.criteria import Criteria, Exclusion
from triage.facts import Facts
from triage.gates import after_gates, closed_gates
from triage.outlook import NearMiss, NextDate, near_misses, next_dates
from triage.reasons import Answer, LimbReason, ReportReason, limb_reasons, report_reasons
from triage.results import DISCRETIONARY, MET, NEEDS_INFORMATION, NOT_MET
from triage.weighing import Weighing, weigh
from triage.yardstick import STATUTE, UNCLEAR, YES, Yardstick, statutory_yardstick, yardsticks

_STATUTORY_RESULT: Final = (NOT_MET, NEEDS_INFORMATION, MET)
_RANK: Final = {"mandatory": 2, "discretionary": 1}
_RESULT: Final = (NOT_MET, DISCRETIONARY, MET)
_Weighed = tuple[Yardstick, Weighing]
Others = tuple[tuple[NearMiss, ...], tuple[Alarm, ...], tuple[NextDate, ...]]


class Prepared:
    """An area's criteria made ready for assessing."""

    __slots__ = ("criteria", "statutory", "sticks")

    def __init__(self, criteria: Criteria) -> None:
        self.criteria = criteria
        self.sticks = yardsticks(criteria)
        self.statutory = statutory_yardstick(criteria)


_prepared: dict[int, Prepared] = {}


def prepared(criteria: Criteria) -> Prepared:
    """Return the criteria made ready, remembered for the few versions a process works with."""
    ready = _prepared.get(id(criteria))
    if ready is None:
        if len(_prepared) >= 256:
            _prepared.clear()
        # The entry holds the criteria themselves, so their id cannot be given to others meanwhile.
        ready = _prepared[id(criteria)] = Prepared(criteria)
    return ready


class Assessment:
    """Both answers, with near misses, alarms and the dates that would change them, worked out when asked for."""

    __slots__ = ("_others", "_work", "local", "statutory", "version")

    def __init__(self, local: Answer, statutory: Answer, version: str, work: Callable[[], Others]) -> None:
        self.local = local
        self.statutory = statutory
        self.version = version
        self._work = work
        self._others: Others | None = None

    @property
    def must_be_met(self) -> bool:
        """Say whether s104(4) obliges the relevant bodies to decide that the threshold is met."""
        return self.statutory.result == MET

    @property
    def near_miss(self) -> tuple[NearMiss, ...]:
        """Return the reports and limbs that fell just outside a limit; they change no answer."""
        return self._beside()[0]

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """Return what a person must know beside the answers."""
        return self._beside()[1]

    @property
    def next_dates(self) -> tuple[NextDate, ...]:
        """Return the dates that would change the answer."""
        return self._beside()[2]

    def _beside(self) -> Others:
        if self._others is None:
            self._others = self._work()
        return self._others

    def as_json(self) -> dict[str, Any]:
        """Return the whole assessment as plain JSON values, enough to explain it later without the criteria."""
        return {
            "version": self.version,
            "local": self.local.as_json(),
            "statutory": self.statutory.as_json(),
            "near_miss": [near.as_json() for near in self.near_miss],
            "alarms": [alarm.as_json() for alarm in self.alarms],
            "next_dates": [change.as_json() for change in self.next_dates],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Assessment":
        """Return the assessment that `as_json` wrote."""
        others: Others = (
            tuple(NearMiss.from_json(near) for near in kept["near_miss"]),
            tuple(Alarm.from_json(alarm) for alarm in kept["alarms"]),
            tuple(NextDate.from_json(change) for change in kept["next_dates"]),
        )
        local, statutory = Answer.from_json(kept["local"]), Answer.from_json(kept["statutory"])
        return cls(local, statutory, kept["version"], lambda: others)


def assess(criteria: Criteria, facts: Facts) -> Assessment:
    """Take an area's criteria and the facts of an application; return both answers with their reasons."""
    ready = prepared(criteria)
    weighed = weigh(ready.statutory, facts)
    statutory_result = _STATUTORY_RESULT[weighed.truth]
    statutory = Answer(
        statutory_result,
        STATUTE if weighed.truth == YES else None,
        STATUTE,
        partial(_reasons, ready.statutory, facts, weighed, ()),
    )
    gates = closed_gates(criteria, facts) if facts.flags else ()
    local = _local(ready, facts, statutory_result, gates)
    work = partial(_others, local, statutory, criteria, facts, gates)
    return Assessment(local, statutory, criteria.version, work)


def _others(
    local: Answer, statutory: Answer, criteria: Criteria, facts: Facts, gates: tuple[Exclusion, ...]
) -> Others:
    return (
        near_misses(local, statutory, criteria.near_miss_days),
        alarms(local, statutory, criteria, facts, gates),
        next_dates(local, statutory, facts),
    )


def _local(ready: Prepared, facts: Facts, statutory: str, gates: tuple[Exclusion, ...]) -> Answer:
    weighed: list[_Weighed] = []
    worst = best = 0
    for stick in ready.sticks:
        weighing = weigh(stick, facts)
        weighed.append((stick, weighing))
        rank = _RANK[stick.route.decision]
        if weighing.truth >= UNCLEAR:
            best = max(best, rank)
        if weighing.truth == YES:
            worst = max(worst, rank)
            if rank == 2:
                break
    result = _RESULT[worst] if best == worst else NEEDS_INFORMATION
    route = next(
        (
            stick.route.id
            for stick, weighing in weighed
            if weighing.truth == YES and _RANK[stick.route.decision] == worst
        ),
        None,
    )
    result = after_gates(result, statutory, gates)
    stick, weighing = max(weighed, key=_nearness)
    bars = tuple(
        gate for gate in gates if gate.effect == "refuse" or (gate.effect == "defer" and statutory != MET)
    )
    return Answer(
        result,
        route if result in (MET, DISCRETIONARY) else None,
        stick.route.id,
        partial(_reasons, stick, facts, weighing, bars),
    )


def _nearness(weighed: _Weighed) -> tuple[bool, int, float]:
    """Rank a route by how near it came: mandatory before discretionary, then truth, then reports counted."""
    stick, weighing = weighed
    counted = sum(mark[0] == YES for mark in weighing.marks)
    share = counted / stick.reports if stick.reports else 0.0
    return stick.route.decision == "mandatory", weighing.truth, min(share, 1.0)


def _reasons(
    stick: Yardstick, facts: Facts, weighing: Weighing, gates: tuple[Exclusion, ...]
) -> tuple[tuple[ReportReason, ...], tuple[LimbReason, ...]]:
    bars = tuple(
        LimbReason(
            "no", "exclusion", {"code": gate.code, "words": gate.words, "effect": gate.effect}, gate.source
        )
        for gate in gates
    )
    return report_reasons(stick, facts, weighing.marks), limb_reasons(stick, facts, weighing) + bars
